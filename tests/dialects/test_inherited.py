"""What posts inherit from their site, and the place in the file that says so."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from bylint.config import load_configuration
from bylint.inherited import Inherited
from bylint.library import open_run
from bylint.site_finder import SiteFinder

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, path: str, text: str = "") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return file


def inherited(root: Path, path: str) -> dict[str, Inherited]:
    """What a post inherits, asked for alone, which must be what a walk of all folders finds."""
    folder = (root / path).parent
    folder.mkdir(parents=True, exist_ok=True)
    alone = SiteFinder(root).find(folder).inherited(path)
    finder = SiteFinder(root)
    for each in (root, *sorted(each for each in root.rglob("*") if each.is_dir())):
        site = finder.find(each, names=[name.name for name in each.iterdir()])
        if each == folder:
            assert site.inherited(path) == alone
    return dict(alone)


def values(root: Path, path: str) -> dict[str, object]:
    return {key: said.value for key, said in inherited(root, path).items()}


def place(said: Inherited) -> tuple[str, str, int]:
    """The file, the text at the span, and its line."""
    return said.path, said.text[said.span.start : said.span.end], said.range.start.line


JEKYLL = """\
# the site
author: Desk
defaults:
  - scope: {path: ""}
    values: {layout: default, author: Ana Ruiz}
  - scope:
      path: news
      type: posts
    values:
      author: "Ben Okafor"
  - scope: {path: "letters/*/open", type: post}
    values: {author: Chi Lam}
  - scope: {path: "", type: recipes}
    values: {layout: recipe}
  - scope: {path: news}
    values: {author: nobody, layout: news}
"""


class TestJekyll:
    """`defaults`: https://jekyllrb.com/docs/configuration/front-matter-defaults/."""

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("_posts/2020-01-02-a.md", {"layout": "default", "author": "Ana Ruiz"}),
            ("news/_posts/2020-01-02-a.md", {"layout": "news", "author": "Ben Okafor"}),
            ("news/a.md", {"layout": "news", "author": "nobody"}),
            ("newsroom/_posts/2020-01-02-a.md", {"layout": "default", "author": "Ana Ruiz"}),
            ("letters/x/open/_posts/2020-01-02-a.md", {"layout": "default", "author": "Chi Lam"}),
            ("letters/x/open/a.md", {"layout": "default", "author": "Ana Ruiz"}),
            ("news/_drafts/a.md", {"layout": "news", "author": "Ben Okafor"}),
            ("_recipes/soup.md", {"layout": "recipe", "author": "Ana Ruiz"}),
        ],
    )
    def test_the_longer_path_wins_then_the_type(self, tmp_path: Path, path: str, expected: dict[str, object]):
        """Scopes by path, with stars, and by type, as Jekyll weighs them."""
        write(tmp_path, "_config.yml", JEKYLL)
        assert values(tmp_path, path) == expected

    def test_the_place_is_in_the_configuration(self, tmp_path: Path):
        """The value, its line and its file, also where the site lies deeper in the project."""
        write(tmp_path, "docs/_config.yml", JEKYLL)
        said = inherited(tmp_path, "docs/news/_posts/2020-01-02-a.md")
        assert place(said["author"]) == ("docs/_config.yml", '"Ben Okafor"', 10)
        assert place(said["layout"]) == ("docs/_config.yml", "news", 16)
        assert said["author"].text[said["author"].key_span.start :].startswith("author:")

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("head", ["", "---\n", "\ufeff"])
    def test_the_place_survives_how_the_file_begins(self, tmp_path: Path, head: str, newline: str):
        """A document mark, a byte order mark and either newline move nothing."""
        write(tmp_path, "_config.yml", (head + JEKYLL).replace("\n", newline))
        said = inherited(tmp_path, "_posts/2020-01-02-a.md")["author"]
        assert place(said)[1:] == ("Ana Ruiz", 6 if head == "---\n" else 5)

    def test_the_sites_own_author_comes_last(self, tmp_path: Path):
        """`author` of the site credits posts that nothing else does."""
        write(tmp_path, "_config.yml", "title: x\nauthor: Desk\n")
        site = SiteFinder(tmp_path).find(tmp_path)
        said = site.inherited_author("_posts/2020-01-02-a.md")
        assert said is not None
        assert place(said) == ("_config.yml", "Desk", 2)
        assert site.may_credit("_posts/2020-01-02-a.md")
        write(tmp_path, "b/_config.yml", JEKYLL)
        said = SiteFinder(tmp_path).find(tmp_path / "b").inherited_author("b/_posts/2020-01-02-a.md")
        assert said is not None
        assert said.value == "Ana Ruiz"

    def test_a_source_folder_is_what_scopes_are_relative_to(self, tmp_path: Path):
        """With `source`, the paths of scopes begin there; with `collections_dir`, they may leave it out."""
        write(
            tmp_path,
            "_config.yml",
            "source: src\ncollections_dir: all\ndefaults: [{scope: {path: _posts}, values: {author: Ana Ruiz}},"
            " {scope: {path: all/_posts/news}, values: {layout: news}}]",
        )
        assert values(tmp_path, "src/all/_posts/news/2020-01-02-a.md") == {"layout": "news"} | {"author": "Ana Ruiz"}


class TestHugo:
    """`cascade`: https://gohugo.io/content-management/front-matter/#cascade-1."""

    def test_the_nearest_section_wins(self, tmp_path: Path):
        """The site's cascade, then each section's, from the top down."""
        write(tmp_path, "hugo.toml", 'title = "x"\n[cascade.params]\nauthor = "Desk"\nmood = "dry"\n')
        write(tmp_path, "content/news/_index.md", "---\ntitle: News\ncascade:\n  params:\n    author: Ana Ruiz\n---\n")
        write(tmp_path, "content/news/local/_index.md", '+++\n[cascade]\nauthor = "Ben Okafor"\n+++\n')
        assert values(tmp_path, "content/a.md") == {"author": "Desk", "mood": "dry"}
        assert values(tmp_path, "content/news/a.md") == {"author": "Ana Ruiz", "mood": "dry"}
        assert values(tmp_path, "content/news/local/deep/a/index.md") == {"author": "Ben Okafor", "mood": "dry"}

    def test_the_place_is_in_the_sections_page(self, tmp_path: Path):
        """The span lies in the `_index.md`, or in the file of settings, whatever its notation."""
        write(tmp_path, "hugo.yaml", "title: x\ncascade:\n- {target: {path: /odd/**}, params: {author: No}}\n")
        write(tmp_path, "content/news/_index.md", "---\ntitle: News\ncascade:\n  params:\n    Author: Ana Ruiz\n---\n")
        said = inherited(tmp_path, "content/news/a.md")["author"]
        assert place(said) == ("content/news/_index.md", "Ana Ruiz", 5)
        assert place(inherited(tmp_path, "content/odd/a.md")["author"])[0] == "hugo.yaml"

    @pytest.mark.parametrize(
        ("target", "path", "reached"),
        [
            ("{path: '{/news,/news/**}'}", "content/news/a.md", True),
            ("{path: '{/news,/news/**}'}", "content/old/a.md", False),
            ("{path: /news/*}", "content/news/A B.md", True),
            ("{path: /news/a-b}", "content/news/A B.md", True),
            ("{path: /news/a}", "content/news/a/index.md", True),
            ("{kind: section}", "content/news/a.md", False),
            ("{kind: '{page,section}'}", "content/news/a.md", True),
            ("{lang: fr}", "content/news/a.fr.md", True),
            ("{lang: fr}", "content/news/a.md", False),
            ("{environment: staging}", "content/news/a.md", False),
            ("{environment: production}", "content/news/a.md", True),
        ],
    )
    def test_a_target_narrows_it(self, tmp_path: Path, target: str, path: str, reached: bool):
        """By logical path, kind, language and environment."""
        write(
            tmp_path,
            "hugo.yaml",
            f"defaultContentLanguage: en\nlanguages: {{en: {{}}, fr: {{}}}}\n"
            f"cascade: [{{target: {target}, params: {{author: Ana Ruiz}}}}]\n",
        )
        assert values(tmp_path, path) == ({"author": "Ana Ruiz"} if reached else {})

    def test_of_several_the_first_wins(self, tmp_path: Path):
        """In one list, the first that reaches the page."""
        write(tmp_path, "hugo.yaml", "cascade:\n- params: {author: Ana Ruiz}\n- author: Ben Okafor\n")
        assert values(tmp_path, "content/a.md") == {"author": "Ana Ruiz"}

    def test_a_part_of_the_settings_has_its_own_file(self, tmp_path: Path):
        """`config/_default/cascade.yaml` holds what stands under `cascade` elsewhere."""
        write(tmp_path, "config/_default/hugo.yaml", "title: x\n")
        write(tmp_path, "config/_default/cascade.yaml", "params:\n  author: Ana Ruiz\n")
        said = inherited(tmp_path, "content/a.md")["author"]
        assert place(said) == ("config/_default/cascade.yaml", "Ana Ruiz", 2)

    def test_a_translated_section_speaks_for_its_language(self, tmp_path: Path):
        """`_index.fr.md` reaches French pages only."""
        write(tmp_path, "hugo.yaml", "defaultContentLanguage: en\nlanguages: {en: {}, fr: {}}\n")
        write(tmp_path, "content/_index.fr.md", "---\ncascade: {author: Ana Ruiz}\n---\n")
        assert values(tmp_path, "content/a.fr.md") == {"author": "Ana Ruiz"}
        assert values(tmp_path, "content/a.md") == {}

    def test_the_authors_parameter_is_the_sites(self, tmp_path: Path):
        """`params.author` of the site credits posts that name nobody, and has its place."""
        write(tmp_path, "hugo.yaml", "title: x\nparams:\n  author: Desk\n")
        said = SiteFinder(tmp_path).find(tmp_path / "content").inherited_author("content/a.md")
        assert said is not None
        assert place(said) == ("hugo.yaml", "Desk", 3)

    def test_the_nested_key_is_the_posts_author(self, tmp_path: Path):
        """An author handed down under `params` is the author."""
        write(tmp_path, "hugo.yaml", "cascade: {params: {authors: [Ana Ruiz]}}\n")
        said = SiteFinder(tmp_path).find(tmp_path / "content").inherited_author("content/a.md")
        assert said is not None
        assert (said.key, said.value) == ("authors", ["Ana Ruiz"])


class TestEleventy:
    """Data files: https://www.11ty.dev/docs/data-template-dir/."""

    def test_the_nearest_data_file_wins(self, tmp_path: Path):
        """The folder's above, the folder's own, the post's own."""
        write(tmp_path, ".eleventy.js")
        write(tmp_path, "posts/posts.json", '{"layout": "post", "author": "Desk", "tags": "posts"}')
        write(tmp_path, "posts/old/old.json", '{"author": "Ana Ruiz"}')
        write(tmp_path, "posts/old/old.11tydata.json", '{"author": "Ben Okafor"}')
        write(tmp_path, "posts/old/a.md")
        write(tmp_path, "posts/old/a.json", '{"author": "Chi Lam"}')
        write(tmp_path, "posts/old/stray.json", '{"author": "nobody"}')
        assert values(tmp_path, "posts/old/b.md")["author"] == "Ben Okafor"
        assert values(tmp_path, "posts/old/a.md") == {"layout": "post", "author": "Chi Lam", "tags": "posts"}
        assert values(tmp_path, "posts/b.md")["author"] == "Desk"
        assert values(tmp_path, "pages/b.md") == {}

    def test_a_program_may_say_more(self, tmp_path: Path):
        """Beside or below data in JavaScript nobody knows what a post inherits."""
        write(tmp_path, "eleventy.config.js")
        write(tmp_path, "posts/posts.11tydata.js")
        write(tmp_path, "posts/a.md")
        write(tmp_path, "pages/a.md")
        finder = SiteFinder(tmp_path)
        assert finder.find(tmp_path / "posts").may_credit("posts/a.md")
        assert finder.find(tmp_path / "posts").unsaid == ("posts/posts.11tydata.js",)
        assert not finder.find(tmp_path / "pages").may_credit("pages/a.md")

    @pytest.mark.parametrize(
        ("program", "is_known"),
        [
            ("blog/blog.11tydata.js", False),
            ("blog/old/old.11tydata.mjs", False),
            ("blog/old/a.11tydata.js", False),
            ("news/news.11tydata.js", True),
            ("old/old.11tydata.js", True),
        ],
    )
    def test_what_a_nearer_program_may_say_otherwise_is_not_known(self, tmp_path: Path, program: str, is_known: bool):
        """A program wins over data in JSON beside it, and over that of folders above."""
        write(tmp_path, ".eleventy.js")
        write(tmp_path, "blog/blog.json", '{"author": "Ana Ruiz"}')
        write(tmp_path, "blog/old/a.md")
        write(tmp_path, program)
        site = SiteFinder(tmp_path).find(tmp_path / "blog/old")
        said = site.inherited_field("authors", "blog/old/a.md")
        assert (said is not None) is is_known
        assert site.may_credit("blog/old/a.md")

    def test_thousands_of_data_files_are_told(self, tmp_path: Path):
        """Of more than a thousand in one folder the others are not read, and may say anything."""
        write(tmp_path, "eleventy.config.js")
        for number in range(1_001):
            write(tmp_path, f"posts/{number}.md")
            write(tmp_path, f"posts/{number}.json", '{"mood": "dry"}')
        finder = SiteFinder(tmp_path)
        assert finder.find(tmp_path / "posts").may_credit("posts/a.md")
        assert finder.notices == ("posts holds more than 1,000 files of data, and only so many are read",)

    def test_the_sites_data_names_its_author(self, tmp_path: Path):
        """`_data/metadata.json` is where the starter has title, address and author."""
        write(tmp_path, "eleventy.config.js")
        write(
            tmp_path,
            "_data/metadata.json",
            '{"title": "News", "url": "https://example.org", "author": {"name": "Ana"}}',
        )
        site = SiteFinder(tmp_path).find(tmp_path / "posts")
        assert (site.settings.title, site.settings.base_url) == ("News", "https://example.org")
        said = site.inherited_author("posts/a.md")
        assert said is not None
        assert (said.path, said.value) == ("_data/metadata.json", {"name": "Ana"})


class TestMkdocs:
    """`.meta.yml`: https://squidfunk.github.io/mkdocs-material/plugins/meta/."""

    def test_the_nearest_file_wins(self, tmp_path: Path):
        """For its folder and below, with its place."""
        write(tmp_path, "mkdocs.yml", "plugins: [blog, meta]\n")
        write(tmp_path, "docs/.meta.yml", "template: a.html\nauthors: [desk]\n")
        write(tmp_path, "docs/blog/posts/.meta.yml", "authors:\n  - ana\n")
        said = inherited(tmp_path, "docs/blog/posts/a.md")
        assert {key: each.value for key, each in said.items()} == {"template": "a.html", "authors": ["ana"]}
        assert said["authors"].path == "docs/blog/posts/.meta.yml"
        assert place(said["template"]) == ("docs/.meta.yml", "a.html", 1)


def test_pelican_may_credit_anybody(tmp_path: Path):
    """AUTHOR stands in a program: no post is known to lack an author."""
    write(tmp_path, "pelicanconf.py", "AUTHOR = 'Ana Ruiz'")
    site = SiteFinder(tmp_path).find(tmp_path / "content")
    assert site.inherited_author("content/a.md") is None
    assert site.may_credit("content/a.md")
    assert site.unsaid == ("pelicanconf.py",)


@pytest.mark.parametrize(("name", "head"), [("bylint.toml", "[site]"), ("pyproject.toml", "[tool.bylint.site]")])
def test_bylints_own_configuration_says_what_a_program_hides(tmp_path: Path, name: str, head: str):
    """`[site]` comes before what the site says, with the place of its author."""
    write(tmp_path, "one/pelicanconf.py")
    write(tmp_path, "two/hugo.toml", 'title = "Two"\nbaseURL = "https://two.example"\n')
    text = f'{head}\nauthor = "Ana Ruiz"\nbase-url = "https://example.org"\nlanguages = ["en", "fr"]\n'
    write(tmp_path, name, text + 'time-zone = "Europe/Berlin"\n')
    configuration = load_configuration(tmp_path)
    finder = open_run(configuration, tmp_path).finder
    one, two = finder.find(tmp_path / "one/content"), finder.find(tmp_path / "two/content")
    assert one.settings.languages == ("en", "fr")
    assert (one.settings.time_zone, one.settings.base_url) == ("Europe/Berlin", "https://example.org")
    assert (two.settings.title, two.settings.base_url) == ("Two", "https://example.org")
    said = one.inherited_author("one/content/a.md")
    assert said is not None
    assert place(said) == (name, '"Ana Ruiz"', 2)


def test_docusaurus_credits_nobody(tmp_path: Path):
    """The configuration gives posts no author: one that names nobody has none."""
    write(tmp_path, "docusaurus.config.ts", "export default {}")
    assert not SiteFinder(tmp_path).find(tmp_path / "blog").may_credit("blog/a.md")


def test_what_cannot_be_read_is_told_once(tmp_path: Path):
    """A broken file of inherited metadata is told with its path, and the rest holds."""
    write(tmp_path, "site/mkdocs.yml", "plugins: [blog]\n")
    write(tmp_path, "site/docs/blog/.meta.yml", "a: [1\n")
    write(tmp_path, "site/docs/blog/posts/.meta.yml", "author: Ana Ruiz\n")
    finder = SiteFinder(tmp_path)
    for _ in range(2):
        site = finder.find(tmp_path / "site/docs/blog/posts")
    assert [notice.partition(" ")[0] for notice in finder.notices] == ["site/docs/blog/.meta.yml"]
    assert site.inherited("site/docs/blog/posts/a.md")["author"].value == "Ana Ruiz"


def test_a_folder_without_such_files_has_its_sites_own_value(tmp_path: Path):
    """Posts share the site, and its digest, unless files of their folder say something."""
    write(tmp_path, "hugo.yaml", "title: x\n")
    write(tmp_path, "content/news/_index.md", "---\ntitle: News\n---\n")
    write(tmp_path, "content/old/_index.md", "---\ncascade: {author: Ana Ruiz}\n---\n")
    finder = SiteFinder(tmp_path)
    site = finder.find(tmp_path)
    assert finder.find(tmp_path / "content/news") is site
    old = finder.find(tmp_path / "content/old")
    assert old.digest != site.digest
    assert finder.find(tmp_path / "content/old/deep") is old
    assert finder.sites == (site,)
    again = pickle.loads(pickle.dumps(old))
    assert again == old
    assert place(again.inherited("content/old/a.md")["author"])[1] == "Ana Ruiz"


def test_a_value_without_a_place_is_at_the_start(tmp_path: Path):
    """Where the notation is not read with places, the file is still named."""
    said = Inherited("author", "Ana", "x.org", "#+author: Ana", ("author",))
    assert (said.path, said.span, said.range.start.line) == ("x.org", (0, 0), 1)
    broken = Inherited("author", "Ana", "x.yml", "a: [", ("author",))
    assert broken.span == (0, 0)
