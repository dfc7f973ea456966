"""Where each generator publishes a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.addresses import normalised, path_on_site
from bylint.addresses.hugo import _kept, _kept_ascii
from bylint.document import parse
from bylint.post import Post
from bylint.site_finder import find_site
from bylint.source import Source
from bylint.testing import make_site

if TYPE_CHECKING:
    from pathlib import Path

HUGO = ("hugo.toml", 'baseURL = "https://harbour.example/"\n')
PATTERN = ("hugo.toml", '[permalinks]\nposts = "/:year/:month/:day/:title/"\nnotes = "/n/:slugorfilename"\n')
UGLY = ("hugo.toml", "uglyURLs = true\n")
LANGUAGES = ("hugo.toml", "defaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n")
SUBDIR = ("hugo.toml", f"defaultContentLanguageInSubdir = true\n{LANGUAGES[1]}")
HOSTS = (
    "hugo.toml",
    "[languages.en]\nbaseURL = 'https://en.example/'\n[languages.fr]\nbaseURL = 'https://fr.example/'\n",
)
NEWER = ("hugo.yaml", "permalinks:\n  page:\n    posts: /:year/:slug\n")
LISTED = ("hugo.yaml", "permalinks:\n  - target: {kind: page}\n    pattern: /:slug/\n")
NAMED = (
    "hugo.yaml",
    "frontmatter: {date: [':filename', ':default']}\npermalinks: {posts: '/:year/:contentbasename'}\n",
)
JEKYLL = ("_config.yml", "title: Harbour\n")
PRETTY = ("_config.yml", "permalink: pretty\n")
ORDINAL = ("_config.yml", "permalink: ordinal\n")
CUSTOM = ("_config.yml", "permalink: /:categories/:year-:month/:slug\ntimezone: Pacific/Auckland\n")
COLLECTION = ("_config.yml", "collections: {logs: {output: true, permalink: '/l/:name/'}, maps: {output: true}}\n")
DEFAULTS = ("_config.yml", "defaults: [{scope: {type: posts}, values: {permalink: '/blog/:title/'}}]\n")
HEXO = ("_config.yml", "new_post_name: ':title.md'\npermalink: ':year/:i_month/:title/'\n")
HEXO_DATED = ("_config.yml", "new_post_name: ':year-:month-:day-:title.md'\npermalink: ':name.html'\n")
MKDOCS = ("mkdocs.yml", "plugins: [blog]\n")
DOCUSAURUS = ("docusaurus.config.js", "")
ZOLA = ("config.toml", 'base_url = "https://harbour.example"\n')
ZOLA_OFF = ("config.toml", 'base_url = "https://harbour.example"\n[slugify]\npaths = "off"\npaths_keep_dates = true\n')
ELEVENTY = ("eleventy.config.js", "")
ASTRO = ("astro.config.mjs", "")
PELICAN = ("pelicanconf.py", "")

PUBLISHED = [
    (HUGO, "content/posts/Ferry Late.md", "", "/posts/ferry-late/"),
    (HUGO, "content/posts/ferry/index.md", "", "/posts/ferry/"),
    (HUGO, "content/posts/a.md", "slug: Late Again", "/posts/late-again/"),
    (HUGO, "content/posts/a.md", "url: /2014/10/Ferry", "/2014/10/Ferry/"),
    (HUGO, "content/posts/a.md", "url: ferry.html", "/ferry.html"),
    (HUGO, "content/posts/a.md", "URL: /caf%C3%A9/", "/café/"),
    (HUGO, "content/posts/a.md", "url: /?p=12", "/%3Fp=12/"),
    (HUGO, "content/posts/a.md", "url: https://harbour.example/a/", None),
    (HUGO, "content/posts/a.md", "url: /x/:slug/\nslug: b", "/x/b/"),
    (HUGO, "content/posts/a.md", "headless: true", None),
    (HUGO, "content/posts/a.md", "build: {render: never}", None),
    (HUGO, "content/posts/a.md", "build: {render: [1]}", "/posts/a/"),
    (HUGO, "content/posts/a.md", "_build: {render: false}", None),
    (HUGO, "content/posts/a.md", "draft: true", None),
    (HUGO, "content/posts/a.fr.md", "", None),
    (HUGO, "content/posts/a'b, c.md", "", "/posts/ab-c/"),
    (UGLY, "content/posts/a.md", "", "/posts/a.html"),
    (
        PATTERN,
        "content/posts/a.md",
        "title: 'Ferries: 3 & 4 “late”'\ndate: 2014-10-05",
        "/2014/10/05/ferries-3-4-late/",
    ),
    (PATTERN, "content/posts/a.md", "title: A\ndate: 2014-10-05T23:30:00-08:00", "/2014/10/05/a/"),
    (PATTERN, "content/posts/a.md", "title: C++\ndate: 2014-10-05", None),
    (PATTERN, "content/posts/a.md", "title: A", None),
    (PATTERN, "content/posts/a.md", "title: A\ndate: 5 October 2014", None),
    (PATTERN, "content/posts/a.md", "title: A\ndate: 2014-02-31", None),
    (PATTERN, "content/notes/a.md", "title: B", "/n/a/"),
    (PATTERN, "content/notes/a.md", "slug: c", "/n/c/"),
    (PATTERN, "content/other/a.md", "slug: c", "/other/c/"),
    (NEWER, "content/posts/a.md", "title: Ferry\ndate: 2014-10-05", "/2014/ferry/"),
    (LISTED, "content/posts/a.md", "title: Ferry", None),
    (NAMED, "content/posts/2014-10-05-a.md", "date: 2020-01-01", "/2014/2014-10-05-a/"),
    (NAMED, "content/notes/2014-10-05-a.md", "", "/notes/a/"),
    (NAMED, "content/notes/2014-10-05-a.md", "slug: b", "/notes/b/"),
    (LANGUAGES, "content/posts/a.fr.md", "", "/fr/posts/a/"),
    (LANGUAGES, "content/posts/a.md", "", "/posts/a/"),
    (LANGUAGES, "content/posts/a.fr.md", "url: /b/", "/b/"),
    (LANGUAGES, "content/posts/a.fr.md", "url: b/", "/fr/b/"),
    (LANGUAGES, "content/posts/a/index.fr.md", "", "/fr/posts/a/"),
    (HUGO, "content/posts/渡船（2024.4）.md", "", "/posts/渡船2024.4/"),
    (DEFAULTS, "_posts/2014-10-05-C#-1.md", "", "/blog/C-1/"),
    (SUBDIR, "content/posts/a.md", "", "/en/posts/a/"),
    (HOSTS, "content/posts/a.fr.md", "", "/posts/a/"),
    (JEKYLL, "_posts/2014-10-05-Ferry_late.md", "", "/2014/10/05/Ferry_late.html"),
    (JEKYLL, "news/_posts/2014-10-05-a.md", "categories: Sea Land", "/news/sea/land/2014/10/05/a.html"),
    (JEKYLL, "_posts/2014-10-05-a.md", "category: Sea Land\nslug: b", "/sea%20land/2014/10/05/b.html"),
    (JEKYLL, "_posts/2014-10-05-a.md", "permalink: /x/y", "/x/y.html"),
    (JEKYLL, "_posts/2014-10-05-a.md", "permalink: /x/:title/", "/x/a/"),
    (JEKYLL, "_posts/2014-10-05-a.md", "permalink: /x/index.html", "/x/"),
    (JEKYLL, "_posts/2014-10-05-a.md", "published: false", None),
    (JEKYLL, "_posts/2014-10-05-a.md", "date: 2014-10-06 01:00:00 +0000", "/2014/10/06/a.html"),
    (JEKYLL, "_posts/2014-10-05-a.md", "date: 2014-10-06 01:00:00 +0200", None),
    (JEKYLL, "_drafts/a.md", "", None),
    (PRETTY, "_posts/2014-10-05-a.md", "", "/2014/10/05/a/"),
    (ORDINAL, "_posts/2014-02-05-a.md", "", "/2014/036/a.html"),
    (CUSTOM, "_posts/2014-10-31-A b.md", "date: 2014-10-31 20:00:00 +0000", "/2014-11/a-b.html"),
    (COLLECTION, "_logs/One two.md", "", "/l/one-two/"),
    (COLLECTION, "_maps/sea/north.md", "", "/maps/sea/north.html"),
    (DEFAULTS, "_posts/2014-10-05-a.md", "", "/blog/a/"),
    (HEXO, "source/_posts/sea/a.md", "date: 2014-09-05 10:00:00", "/2014/9/sea/a/"),
    (HEXO, "source/_posts/a.md", "", None),
    (HEXO, "source/_posts/a.md", "permalink: x/y", "/x/y/"),
    (HEXO_DATED, "source/_posts/2014-10-05-a.md", "", "/a.html"),
    (DOCUSAURUS, "blog/2014-10-05-a.mdx", "", "/blog/2014/10/05/a/"),
    (DOCUSAURUS, "blog/2014/10/05/a/index.md", "", "/blog/2014/10/05/a/"),
    (DOCUSAURUS, "blog/2014-10-05-a/index.md", "slug: /b", "/blog/b/"),
    (DOCUSAURUS, "i18n/fr/docusaurus-plugin-content-blog/a.md", "", "/fr/blog/a/"),
    (DOCUSAURUS, "docs/a.md", "", None),
    (MKDOCS, "docs/blog/posts/a.md", "title: 'Ferries: late!'\ndate: 2014-10-05", "/blog/2014/10/05/ferries-late/"),
    (MKDOCS, "docs/blog/posts/a.md", "slug: b\ndate: {created: 2014-10-05}", "/blog/2014/10/05/b/"),
    (MKDOCS, "docs/blog/posts/a.md", "slug: b", None),
    (MKDOCS, "docs/a.md", "slug: b\ndate: 2014-10-05", None),
    (ZOLA, "content/blog/2014-10-05-Ferry late.md", "", "/blog/ferry-late/"),
    (ZOLA, "content/blog/a.md", "slug: Ferry & co.", "/blog/ferry-co/"),
    (ZOLA, "content/blog/fähre.md", "", None),
    (ZOLA, "content/blog/a.md", "path: x/Y", "/x/Y/"),
    (ZOLA, "content/blog/a.md", "render: false", None),
    (ZOLA_OFF, "content/blog/2014-10-05-Ferry.md", "", "/blog/2014-10-05-Ferry/"),
    (ELEVENTY, "posts/a.md", "", None),
    (ELEVENTY, "posts/a.md", "permalink: /b/index.html", "/b/"),
    (ELEVENTY, "posts/a.md", "permalink: '/{{ slug }}/'", None),
    (ELEVENTY, "posts/a.md", "permalink: false", None),
    (ASTRO, "src/pages/posts/a.md", "", "/posts/a/"),
    (ASTRO, "src/content/blog/a.md", "slug: b", None),
    (PELICAN, "content/a.md", "Slug: b", None),
    (PELICAN, "content/a.md", "Save_as: b/index.html", "/b/"),
]


def read(folder: Path, configuration: tuple[str, str], path: str, front_matter: str) -> Post:
    """The post of a site that is written to a folder."""
    (folder / configuration[0]).write_text(configuration[1], encoding="utf-8")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    site = find_site((folder / path).parent, root=folder)
    text = f"---\n{front_matter}\n---\n"
    return Post(parse(Source(path, text)), site, root_path=path)


@pytest.mark.parametrize(("configuration", "path", "front_matter", "wanted"), PUBLISHED)
def test_the_address_is_the_generators(
    tmp_path: Path, configuration: tuple[str, str], path: str, front_matter: str, wanted: str | None
) -> None:
    """A post's address is what its generator makes of metadata, path and configuration, or None where that is unsure."""
    assert read(tmp_path, configuration, path, front_matter).address == wanted


REDIRECTED = [
    (
        HUGO,
        "content/posts/a.md",
        "aliases: [/old, /old.html, older/, ../b]",
        ["/old/", "/old.html", "/posts/older/", "/b/"],
    ),
    (HUGO, "content/posts/a.md", "aliases: [https://harbour.example/c/, https://else.example/d/]", ["/c/"]),
    (HUGO, "content/posts/a.md", "aliases: /old", ["/old/"]),
    (UGLY, "content/posts/a.md", "aliases: [/old]", ["/old.html"]),
    (JEKYLL, "_posts/2014-10-05-a.md", "redirect_from: [old, /old/, /o.html]", ["/old.html", "/old/", "/o.html"]),
    (HEXO, "source/_posts/a.md", "alias: old/a.html", ["/old/a.html"]),
    (ZOLA, "content/a.md", "aliases: [old, /b.html]", ["/old/", "/b.html"]),
    (ELEVENTY, "posts/a.md", "redirect_from: /old/", ["/old/"]),
    (ASTRO, "src/content/blog/a.md", "aliases: [/old]", ["/old/"]),
    (HUGO, "content/posts/a.md", "draft: true\naliases: /old", []),
    (HUGO, "content/posts/a.md", "aliases: {a: b}", []),
]


@pytest.mark.parametrize(("configuration", "path", "front_matter", "wanted"), REDIRECTED)
def test_redirects_are_resolved_as_the_generator_does(
    tmp_path: Path, configuration: tuple[str, str], path: str, front_matter: str, wanted: list[str]
) -> None:
    """An alias is a path from the root, or from the post's own folder, as its generator has it."""
    assert [each.address for each in read(tmp_path, configuration, path, front_matter).redirects] == wanted


def test_a_redirect_knows_its_entry(tmp_path: Path) -> None:
    """The steps of a redirect lead to the entry that says it."""
    post = read(tmp_path, HUGO, "content/a.md", "aliases: [/x/, /y/]")
    assert post.aliases is not None
    spans = [post.aliases.at(*each.steps).span for each in post.redirects]
    assert [post.text[start:end] for start, end in spans] == ["/x/", "/y/"]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a", "/a"),
        ("//a///b/", "/a/b/"),
        ("/a/../b/./c", "/b/c"),
        ("/../../a/", "/a/"),
        ("/%E2%82%AC%2f%3f", "/€%2F%3F"),
        ("/%ff%FE/", "/%FF%FE/"),
        ("/100%/", "/100%25/"),
        ("/a b?c#d", "/a%20b%3Fc%23d"),
        ("/e\u0301/", "/\xe9/"),
        ("/index.html", "/"),
        ("/a/index.html", "/a/"),
        ("/", "/"),
        ("", "/"),
    ],
)
def test_addresses_have_one_form(path: str, wanted: str) -> None:
    """Two ways to write one path are equal once they are normalised, and a normal path stays as it is."""
    assert normalised(path) == wanted
    assert normalised(wanted) == wanted


@given(st.text(alphabet="ab -./\\\\&!#+~@_\\t:", max_size=30))
def test_hugo_treats_letters_alike_in_both_roads(text: str) -> None:
    """Titles of ASCII are made a part of an address faster, and no otherwise."""
    assert _kept_ascii(text) == _kept(text)


@pytest.mark.timeout(60)
def test_a_title_of_white_space_is_no_burden() -> None:
    """Nor one of hyphens: what stands beside a hyphen is not looked for anew at each blank."""
    assert _kept_ascii("a" + " " * 400_000 + "b") == "a-b"
    assert _kept_ascii("a" + "- " * 200_000 + "b") == "a" + "-" * 200_000 + "b"


def test_a_megabyte_of_path_is_no_burden() -> None:
    """What is longer than any path is cut, not read."""
    assert len(normalised("/%" * 500_000)) < 20_000
    assert len(normalised("/../a" * 200_000)) < 20_000


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://harbour.example/blog/a/", "/a/"),
        ("http://HARBOUR.example:80/blog", "/"),
        ("//harbour.example/blog/a/?x=1#y", "/a/"),
        ("https://harbour.example/blogs/a/", None),
        ("https://www.harbour.example/blog/a/", None),
        ("https://harbour.example:8080/blog/a/", None),
        ("https://[harbour/blog/a/", None),
        ("https://harbour.example:x/blog/a/", None),
        ("mailto:a@harbour.example", None),
        ("/blog/a/", None),
    ],
)
def test_an_absolute_url_is_on_the_site_or_not(url: str, wanted: str | None) -> None:
    """A URL is on the site if its host is, and its path lies below that of the base URL."""
    about: dict[str, Any] = {"site": {"base_url": "https://harbour.example/blog/"}}
    assert path_on_site(make_site(about), url) == wanted
