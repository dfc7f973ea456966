"""Where each generator's sites list their people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bylint.config import load_configuration
from bylint.discover import discover
from bylint.site_finder import SiteFinder

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "ana:\n  name: Ana Ruiz\n  url: https://ana.example\n"
PAGE = "---\nname: Ana Ruiz\nbio: writes\n---\n"
TOML_PAGE = '+++\ntitle = "Ana Ruiz"\n+++\n'
JSON = '{"name": "Ana Ruiz", "bio": "writes"}'
NAME = "name: Ana Ruiz\n"
FIELDS = "name: Ana Ruiz\ndescription: Writes of the sea.\nimage: /ana.png\nfirst_name: Ana\n"
ZOLA = 'base_url = "https://example.org"\n'


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("mark", "settings", "path", "text"),
    [
        ("_config.yml", "", "_data/authors.yml", ENTRY),
        ("_config.yml", "", "_data/author/ana.json", JSON),
        ("_config.yml", "", "_authors/ana.md", PAGE),
        ("hugo.toml", "", "data/authors.yaml", ENTRY),
        ("hugo.toml", "", "data/authors/ana.toml", 'name = "Ana Ruiz"\nbio = "writes"\n'),
        ("hugo.toml", "", "data/author/ana.json", JSON),
        ("hugo.toml", "", "content/authors/ana/_index.md", PAGE),
        ("hugo.toml", "", "content/authors/ana.md", PAGE),
        ("zola.toml", ZOLA, "content/authors/ana.md", TOML_PAGE),
        ("_config.yml", "source_dir: source", "source/_data/authors.yml", ENTRY),
        ("_config.yml", "source_dir: src", "src/_data/authors.yml", ENTRY),
        ("docusaurus.config.js", "", "blog/authors.yml", ENTRY),
        ("docusaurus.config.js", "", "news/authors.yml", ENTRY),
        ("astro.config.mjs", "", "src/content/authors/ana.md", PAGE),
        ("astro.config.mjs", "", "src/content/authors/ana.json", JSON),
        ("astro.config.mjs", "", "src/people/ana.md", PAGE),
        ("astro.config.mjs", "", "src/data/authors.json", '{"ana": {"name": "Ana Ruiz"}}'),
        (".eleventy.js", "", "src/_data/authors.json", '[{"id": "ana", "name": "Ana Ruiz"}]'),
        (
            "mkdocs.yml",
            "plugins: [blog]",
            "docs/blog/.authors.yml",
            "authors:\n  " + ENTRY.replace("\n", "\n  ").rstrip(),
        ),
        ("mkdocs.yml", "plugins: [blog: {blog_dir: log}]", "docs/log/.authors.yml", "authors: {ana: {name: Ana Ruiz}}"),
        ("gatsby-config.js", "", "content/authors/ana.yml", "name: Ana Ruiz\nbio: writes\n"),
        ("gatsby-config.js", "", ".authors.yml", ENTRY),
        ("hugo.toml", "", "data/authors/ana.yml", NAME),
        ("hugo.toml", "", "data/authors/ana.yml", FIELDS),
        ("_config.yml", "", "_data/authors/ana.yml", NAME),
        ("_config.yml", "", "_data/authors/ana.yml", FIELDS),
        ("astro.config.mjs", "", "src/content/authors/ana.json", '{"name": "Ana Ruiz"}'),
        ("astro.config.mjs", "", "src/content/authors/ana.yaml", FIELDS),
        ("astro.config.mjs", "", "src/content/authors/ana.mdx", PAGE),
        ("astro.config.mjs", "", "src/content/authors/ana/index.md", PAGE),
        ("astro.config.mjs", "", "src/content/authors/ana/index.mdx", PAGE),
        ("astro.config.mjs", "", "src/content/team/ana.md", PAGE),
        ("_config.yml", "", "_data/authors.yml", "name: Ana Ruiz\nslug: ana\n"),
    ],
)
def test_people_are_found(tmp_path: Path, mark: str, settings: str, path: str, text: str):
    """Each place and shape gives the person by the key that posts use, and says which file it was."""
    write(tmp_path, mark, settings)
    write(tmp_path, path, text)
    finder = SiteFinder(tmp_path)
    site = finder.find(tmp_path)
    assert {key: person.name for key, person in site.directory.registry.items()} == {"ana": "Ana Ruiz"}
    assert site.registries == (path,)
    assert finder.notices == ()


@pytest.mark.parametrize("key", ["short_name", "slug", "id"])
@pytest.mark.parametrize("path", ["_authors/ana-ruiz.md", "_data/authors/ana-ruiz.yml"])
def test_a_person_goes_by_the_key_that_the_own_file_says_too(tmp_path: Path, path: str, key: str):
    """As in Jekyll's tutorial, where posts name the `short_name` of a page in the collection of authors."""
    write(tmp_path, "_config.yml", "")
    said = f"{key}: ana\nname: Ana Ruiz\n"
    write(tmp_path, path, f"---\n{said}---\n" if path.endswith(".md") else said)
    people = SiteFinder(tmp_path).find(tmp_path).directory.registry
    assert {slug: person.name for slug, person in people.items()} == {"ana-ruiz": "Ana Ruiz", "ana": "Ana Ruiz"}


@pytest.mark.parametrize("path", ["_data/authors.yml", "_data/author.yml"])
def test_one_person_without_a_key_is_known_by_none(tmp_path: Path, path: str):
    """The only writer of a site: posts may call them by any name, and no word of the file is a key."""
    write(tmp_path, "_config.yml", "")
    write(tmp_path, path, FIELDS)
    finder = SiteFinder(tmp_path)
    assert finder.find(tmp_path).directory.registry == {}
    assert finder.notices == ()


def test_a_page_of_a_person_is_no_post(tmp_path: Path):
    """Pages that list people lie among the posts of some generators; they are none themselves."""
    write(tmp_path, "astro.config.mjs", "")
    write(tmp_path, "src/content/authors/ana.md", PAGE)
    write(tmp_path, "src/content/blog/a.md", "---\ntitle: A\n---\n")
    found = discover([], load_configuration(tmp_path, isolated=True), SiteFinder(tmp_path), cwd=tmp_path)
    assert {each.path: each.is_post for each in found} == {
        "src/content/authors/ana.md": False,
        "src/content/blog/a.md": True,
    }


@pytest.mark.parametrize("text", ["[" * 3_000, "&a\nana: *a\n", "a: [1", "", "- [1]\n- [2]\n", "x" * 5_000_000])
def test_a_bad_list_of_people_is_told(tmp_path: Path, text: str):
    """Invalid, cyclic, huge or odd: at most a notice, and nobody is known."""
    write(tmp_path, "docusaurus.config.js", "")
    write(tmp_path, "blog/authors.yml", text)
    finder = SiteFinder(tmp_path)
    assert not finder.find(tmp_path / "blog").directory.registry
    assert [said.partition(" ")[0] for said in finder.notices] == (["blog/authors.yml"] if text else [])
