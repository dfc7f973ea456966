"""Where the generators' own documentation says what the dialects know; for the documentation, never in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUGO = "https://gohugo.io/"
_JEKYLL = "https://jekyllrb.com/docs/"
_ZOLA = "https://www.getzola.org/documentation/"
_HEXO = "https://hexo.io/docs/"
_DOCUSAURUS = "https://docusaurus.io/docs/"
_BLOG_PLUGIN = f"{_DOCUSAURUS}api/plugins/@docusaurus/plugin-content-blog"
_ASTRO = "https://docs.astro.build/en/"
_ELEVENTY = "https://www.11ty.dev/docs/"
_MATERIAL = "https://squidfunk.github.io/mkdocs-material/"
_PELICAN = "https://docs.getpelican.com/en/latest/"
_GRAY_MATTER = "https://github.com/jonschlinkert/gray-matter/blob/master/package.json"


class Sources(NamedTuple):
    """A dialect's facts that no value holds, in words, and the source of each fact.

    `documented` are the keys that `keys` names; all others are custom data, which `custom` allows.
    """

    documented: str
    urls: Mapping[str, str]
    path: str
    inherited: str
    shapes: str = ""


SOURCES: Mapping[str, Sources] = {
    "hugo": Sources(
        documented="""title date publishdate pubdate published lastmod modified expirydate unpublishdate draft
        description summary slug url aliases images layout categories tags series""",
        urls={
            "keys": f"{_HUGO}content-management/front-matter/#fields",
            "custom": f"{_HUGO}content-management/front-matter/#parameters",
            "letter case": f"{_HUGO}content-management/front-matter/",
            "negations": "https://github.com/gohugoio/hugo/issues/12898",
            "booleans": f"{_HUGO}content-management/front-matter/#fields",
            "computed": f"{_HUGO}configuration/front-matter/#tokens",
            "YAML": "https://github.com/gohugoio/hugo/issues/8822",
            "path": f"{_HUGO}configuration/front-matter/#tokens",
            "site files": f"{_HUGO}configuration/introduction/",
            "content": f"{_HUGO}getting-started/directory-structure/",
            "skipped": f"{_HUGO}getting-started/directory-structure/",
            "section pages": f"{_HUGO}content-management/page-bundles/",
            "bundle pages": f"{_HUGO}content-management/page-bundles/#leaf-bundles",
            "static": f"{_HUGO}getting-started/directory-structure/",
            "registries": f"{_HUGO}content-management/data-sources/",
            "inherited": f"{_HUGO}content-management/front-matter/#cascade-1",
            "folder files": f"{_HUGO}content-management/front-matter/#cascade-1",
        },
        path="A bundle is named by its folder; `about.fr.md`, or a content folder, says the language. The day that "
        "leads a name is the date where `[frontmatter] date` has `:filename`, and then no part of the address.",
        inherited="`cascade` of the site and of each section above, the nearest first; `target` by path, language, "
        "kind and environment. `_merge` is not read. The site's author stands for posts that name nobody.",
    ),
    "zola": Sources(
        documented="""title description date updated draft slug path aliases authors template taxonomies.tags
        taxonomies.categories taxonomies.authors""",
        urls={
            "keys": f"{_ZOLA}content/page/#front-matter",
            "custom": f"{_ZOLA}content/page/#front-matter",
            "booleans": f"{_ZOLA}content/page/#front-matter",
            "YAML": "https://github.com/getzola/zola/blob/master/components/content/src/front_matter/split.rs",
            "path": f"{_ZOLA}content/page/",
            "site files": f"{_ZOLA}getting-started/configuration/",
            "content": f"{_ZOLA}getting-started/directory-structure/",
            "skipped": f"{_ZOLA}getting-started/directory-structure/",
            "section pages": f"{_ZOLA}content/section/",
            "static": f"{_ZOLA}getting-started/directory-structure/",
            "registries": f"{_ZOLA}content/overview/",
            "inherited": f"{_ZOLA}getting-started/configuration/",
        },
        path="The day that leads a name is the date where front matter has none, and no part of the address unless "
        "`slugify.paths_keep_dates` is set; `about.fr.md` says the language, if the site has it.",
        inherited="Nothing but `author` of the configuration, for posts that name nobody.",
    ),
    "jekyll": Sources(
        documented="""title date permalink categories category tags tag layout author last_modified_at canonical_url
        image lang redirect_from description excerpt slug""",
        urls={
            "keys": f"{_JEKYLL}front-matter/",
            "custom": f"{_JEKYLL}front-matter/#custom-variables",
            "negations": f"{_JEKYLL}front-matter/#predefined-global-variables",
            "draft folders": f"{_JEKYLL}posts/#drafts",
            "booleans": f"{_JEKYLL}front-matter/#predefined-global-variables",
            "one text": f"{_JEKYLL}posts/#categories",
            "YAML": "https://docs.ruby-lang.org/en/master/Psych.html",
            "path": f"{_JEKYLL}posts/#creating-posts",
            "site files": f"{_JEKYLL}configuration/",
            "content": f"{_JEKYLL}structure/",
            "skipped": f"{_JEKYLL}structure/",
            "passed over": f"{_JEKYLL}structure/",
            "list pages": f"{_JEKYLL}pages/",
            "static": f"{_JEKYLL}static-files/",
            "registries": f"{_JEKYLL}datafiles/",
            "inherited": f"{_JEKYLL}configuration/front-matter-defaults/",
        },
        path="`_posts/YEAR-MONTH-DAY-title.md`; the day holds while `date` is absent. Folders above `_posts` are "
        "categories. A collection with `output: true` holds posts, unless its name is that of a list of people.",
        inherited="`defaults`: scopes by path, with `*`, and by type; the longer path wins, then the one with a type. "
        "The site's `author` stands for posts that name nobody.",
    ),
    "hexo": Sources(
        documented="title date updated tags categories permalink excerpt lang layout",
        urls={
            "keys": f"{_HEXO}front-matter",
            "custom": f"{_HEXO}variables",
            "negations": f"{_HEXO}front-matter",
            "draft folders": f"{_HEXO}writing#Drafts",
            "booleans": f"{_HEXO}front-matter",
            "shapes": f"{_HEXO}front-matter#Categories-Tags",
            "unfenced": f"{_HEXO}front-matter",
            "YAML": "https://github.com/hexojs/hexo-front-matter/blob/master/package.json",
            "path": f"{_HEXO}configuration#Writing",
            "site files": f"{_HEXO}configuration",
            "content": f"{_HEXO}configuration#Directory",
            "skipped": f"{_HEXO}setup",
            "passed over": f"{_HEXO}configuration#Include-Exclude-Files-or-Folders",
            "static": f"{_HEXO}asset-folders",
            "registries": f"{_HEXO}data-files",
            "inherited": f"{_HEXO}configuration#Site",
        },
        path="The name is the slug; with `:year` in `new_post_name` the day that leads it is not.",
        inherited="Nothing but `author` of the configuration, for posts that name nobody.",
        shapes="A list in `categories` is one category within another.",
    ),
    "docusaurus": Sources(
        documented="title authors author date last_update.date draft description slug tags image",
        urls={
            "keys": f"{_BLOG_PLUGIN}#markdown-front-matter",
            "custom": f"{_DOCUSAURUS}markdown-features#front-matter",
            "booleans": f"{_BLOG_PLUGIN}#markdown-front-matter",
            "YAML": _GRAY_MATTER,
            "path": f"{_DOCUSAURUS}blog#blog-post-date",
            "site files": f"{_DOCUSAURUS}configuration",
            "content": f"{_BLOG_PLUGIN}#configuration",
            "skipped": f"{_DOCUSAURUS}installation#project-structure",
            "passed over": f"{_BLOG_PLUGIN}#configuration",
            "static": f"{_DOCUSAURUS}static-assets",
            "registries": f"{_DOCUSAURUS}blog#global-authors",
            "lists of tags": f"{_BLOG_PLUGIN}#tags-file",
            "inherited": f"{_BLOG_PLUGIN}",
        },
        path="`2021-04-15-title.mdx`, `2021-04-15-title/index.mdx` and `2021/04/15/title.mdx` have the day; "
        "`i18n/LANGUAGE/` says the language.",
        inherited="Nothing.",
    ),
    "astro": Sources(
        documented="title description pubDate updatedDate heroImage layout draft slug author tags image",
        urls={
            "keys": f"{_ASTRO}guides/content-collections/#defining-the-collection-schema",
            "custom": f"{_ASTRO}guides/content-collections/#defining-the-collection-schema",
            "negations": f"{_ASTRO}guides/content-collections/#defining-the-collection-schema",
            "booleans": f"{_ASTRO}guides/content-collections/#defining-the-collection-schema",
            "YAML": "https://github.com/withastro/astro/blob/main/packages/markdown/remark/src/frontmatter.ts",
            "path": f"{_ASTRO}guides/content-collections/",
            "site files": f"{_ASTRO}guides/configuring-astro/",
            "content": f"{_ASTRO}guides/content-collections/",
            "skipped": f"{_ASTRO}basics/project-structure/",
            "passed over": f"{_ASTRO}guides/routing/#excluding-pages",
            "static": f"{_ASTRO}guides/images/",
            "registries": f"{_ASTRO}guides/content-collections/#defining-collection-references",
            "inherited": f"{_ASTRO}guides/content-collections/",
        },
        path="The first folder is the collection; a day that leads a name stays in the address.",
        inherited="Nothing.",
    ),
    "eleventy": Sources(
        documented="date draft layout permalink tags",
        urls={
            "keys": f"{_ELEVENTY}data-configuration/",
            "custom": f"{_ELEVENTY}data-frontmatter/",
            "booleans": f"{_ELEVENTY}config-preprocessors/",
            "computed": f"{_ELEVENTY}dates/",
            "shapes": f"{_ELEVENTY}permalinks/",
            "YAML": _GRAY_MATTER,
            "path": f"{_ELEVENTY}dates/",
            "site files": f"{_ELEVENTY}config/#default-filenames",
            "content": f"{_ELEVENTY}config/#input-directory",
            "skipped": f"{_ELEVENTY}config/",
            "registries": f"{_ELEVENTY}data-global/",
            "inherited": f"{_ELEVENTY}data-cascade/",
            "folder files": f"{_ELEVENTY}data-template-dir/",
        },
        path="A day in the path is the date where `date` is absent, and no part of the slug.",
        inherited="Data files of the post, of its folder and of those above, in JSON; those in JavaScript are not run, "
        "and posts beside or below them are not told that they lack an author.",
        shapes="`permalink` may be a mapping.",
    ),
    "mkdocs": Sources(
        documented="""title authors date.created date date.updated draft description slug categories tags template""",
        urls={
            "keys": f"{_MATERIAL}plugins/blog/#metadata",
            "custom": f"{_MATERIAL}reference/#usage",
            "booleans": f"{_MATERIAL}plugins/blog/#meta.draft",
            "YAML": "https://github.com/mkdocs/mkdocs/blob/master/mkdocs/utils/meta.py",
            "path": f"{_MATERIAL}plugins/blog/#config.post_url_format",
            "site files": "https://www.mkdocs.org/user-guide/configuration/",
            "content": f"{_MATERIAL}plugins/blog/#config.post_dir",
            "skipped": "https://www.mkdocs.org/user-guide/configuration/#site_dir",
            "list pages": f"{_MATERIAL}plugins/blog/#how-it-works",
            "static": "https://www.mkdocs.org/user-guide/writing-your-docs/#linking-to-images-and-media",
            "registries": f"{_MATERIAL}plugins/blog/#config.authors_file",
            "inherited": f"{_MATERIAL}plugins/meta/",
            "folder files": f"{_MATERIAL}plugins/meta/#config.meta_file",
        },
        path="`docs/blog/posts`, or what the blog plugin's `blog_dir` and `post_dir` say. Front matter has the date, "
        "the title makes the slug.",
        inherited="`.meta.yml` of the folder and of those above; of lists the nearest one is taken.",
    ),
    "pelican": Sources(
        documented="title authors author date modified tags keywords category slug summary lang url save_as template",
        urls={
            "keys": f"{_PELICAN}content.html#file-metadata",
            "custom": f"{_PELICAN}content.html#file-metadata",
            "letter case": f"{_PELICAN}content.html#file-metadata",
            "draft words": f"{_PELICAN}content.html#publishing-drafts",
            "one text": "https://github.com/getpelican/pelican/blob/main/pelican/readers.py",
            "YAML": "https://github.com/pelican-plugins/yaml-metadata",
            "unfenced": f"{_PELICAN}content.html#file-metadata",
            "path": f"{_PELICAN}settings.html#metadata",
            "site files": f"{_PELICAN}settings.html",
            "content": f"{_PELICAN}settings.html#basic-settings",
            "skipped": f"{_PELICAN}content.html#pages",
            "static": f"{_PELICAN}content.html#static-content",
            "registries": f"{_PELICAN}content.html#file-metadata",
            "inherited": f"{_PELICAN}settings.html#metadata",
        },
        path="The folder is the category. `FILENAME_METADATA` takes the day that leads a name where the post has no "
        "`date`; the title makes the slug.",
        inherited="`AUTHOR` and the other defaults are in a program, which is not run: posts are not told that they "
        "lack an author.",
    ),
}
"""By name of the dialect. The generic one is the sum of these, and of what exporters write."""
