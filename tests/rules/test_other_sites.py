"""What a site's generator makes of a post decides whether it is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bylint.registry import load_registry
from bylint.testing import check

if TYPE_CHECKING:
    from conftest import Project

REGISTRY = load_registry()
BODY = "\n_By Ben Okafor_\n\nThe mill stands where it stood.\n"


def said(name: str, text: str, **parameters: Any) -> list[str]:
    return [found.message for found in check(REGISTRY[name], text, parameters=parameters)]


@pytest.mark.parametrize("folder", ["data/authors/ana.yml", "data/authors/ana-ruiz.toml"])
def test_a_key_of_a_person_with_a_file_alone_is_known(project: Project, folder: str) -> None:
    """A file with nothing but a name is a person, and its words are no keys."""
    project.write("hugo.toml", "")
    is_toml = folder.endswith(".toml")
    project.write(folder, 'name = "Ana Ruiz"\nslug = "ana"\n' if is_toml else "name: Ana Ruiz\n")
    project.write("content/posts/a.md", "---\ntitle: A\nauthor: ana\n---\n_By Ana Ruiz_\n")
    assert project.check().rules == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.Rmd", '"`r Sys.Date()`"'),
        ("a.rmd", "'`r format(Sys.time(), \"%d %B, %Y\")`'"),
        ("a.qmd", "today"),
        ("a.qmd", "last-modified"),
        ("a.qmd", "now"),
        ("a.qmd", '"`{r} Sys.Date()`"'),
    ],
)
def test_a_date_that_is_made_with_the_post_is_no_error(path: str, value: str) -> None:
    """In R Markdown and Quarto; elsewhere it is printed as it is."""
    text = f"---\ndate: {value}\n---\n"
    assert said("schema/type", text, path=path) == []
    assert len(said("schema/type", text, path="a.md")) == 1
    assert len(said("schema/type", "---\ndate: soon\n---\n", path=path)) == 1


def test_a_token_of_hugo_is_a_date() -> None:
    """Hugo alone has them."""
    assert said("schema/type", "---\ndate: :git\n---\n", dialect="hugo") == []
    assert len(said("schema/type", "---\ndate: :git\n---\n", dialect="zola")) == 1


@pytest.mark.parametrize(
    "text",
    [
        '+++\n[params]\nauthor = "Ben Okafor"\n+++\n',
        '+++\n[extra]\nauthors = ["Ben Okafor"]\n+++\n',
        '+++\n[taxonomies]\nauthors = ["Ben Okafor"]\n+++\n',
        "---\nparams:\n  Author: Ben Okafor\n---\n",
    ],
)
def test_a_nested_author_is_not_missing(text: str) -> None:
    """With no site nobody knows who reads the key; without a value it says nothing."""
    assert said("author/missing", text + BODY) == []
    assert len(said("author/missing", "---\nparams:\n  author:\n---\n" + BODY)) == 1
    assert len(said("author/missing", "---\nbook:\n  author: Chi Lam\n---\n" + BODY)) == 1


HEADER = "= The mill\nAna Ruiz\n\n_By Ben Okafor_\n\nThe mill stands where it stood.\n"


@pytest.mark.parametrize("text", [HEADER, f"---\nlayout: post\n---\n{HEADER}"])
def test_the_author_line_is_the_field_where_front_matter_has_none(text: str) -> None:
    """It is the metadata then, with fences or without, and not a byline too."""
    assert said("author/contradicts-byline", text, path="a.adoc") == [
        'author says "Ana Ruiz", but the byline names "Ben Okafor"'
    ]
    assert said("author/missing-coauthor", text, path="a.adoc") == []


def test_the_author_line_is_a_byline_where_front_matter_has_an_author() -> None:
    """The page shows it, and it may say something else."""
    text = "---\nauthor: Chi Lam\n---\n= The mill\nAna Ruiz\n\nThe mill stands where it stood.\n"
    assert said("author/contradicts-byline", text, path="a.adoc") == [
        'author says "Chi Lam", but the byline names "Ana Ruiz"'
    ]


def test_a_program_beside_data_hides_who_is_credited(project: Project) -> None:
    """What an Eleventy program says comes before the file of data in its folder."""
    project.write(".eleventy.js", "")
    project.write("blog/blog.json", '{"author": "Ana Ruiz"}')
    project.write("blog/a.md", f"---\ntitle: The mill\n---\n{BODY}")
    assert project.check().rules == ["author/contradicts-byline"]
    project.write("blog/blog.11tydata.js", "")
    assert project.check().rules == []


@pytest.mark.parametrize("dialect", ["docusaurus", "mkdocs"])
def test_only_a_key_will_do_where_the_generator_stops_at_any_other(dialect: str) -> None:
    """A name is none, nor is an account; each is told once, and under one rule."""
    site = {"dialect": dialect, "registry": {"ana": "Ana Ruiz"}}
    text = "---\nauthors: [ana, Ana Ruiz, nobody]\n---\n"
    assert said("author/unregistered", text, **site) == [
        'the registry of authors has no "Ana Ruiz"; did you mean "ana"?',
        'the registry of authors has no "nobody"',
    ]
    assert said("author/unregistered", "---\nauthors: Ben Okafor\n---\n", **site) == [
        'the registry of authors has no "Ben Okafor"'
    ]
    assert said("author/generic-account", "---\nauthors: [nobody]\n---\n", **site) == []
    assert said("author/unregistered", "---\nauthors: [ana]\n---\n", **site) == []


def test_docusaurus_has_a_name_under_its_former_key() -> None:
    """`author` holds what readers see; so do the objects of `authors`."""
    site = {"dialect": "docusaurus", "registry": {"ana": "Ana Ruiz"}}
    assert said("author/unregistered", "---\nauthor: bokafor\n---\n", **site) == []
    assert said("author/unregistered", "---\nauthors: [{name: bokafor}]\n---\n", **site) == []


@pytest.mark.parametrize(
    ("dialect", "text", "count"),
    [
        ("hexo", "title: The mill\nauthor: Ana Ruiz\n---\nBody\n", 0),
        ("hexo", '"title": "The mill",\n"author": "Ana Ruiz"\n;;;\nBody\n', 0),
        ("hexo", "The mill\n", 1),
        ("jekyll", "title: The mill\n---\nBody\n", 1),
        ("eleventy", "---js\n{ title: 'The mill' }\n---\n", 0),
        ("eleventy", "---coffee\ntitle: 'The mill'\n---\n", 0),
        ("eleventy", '---json\n{"title": "The mill"}\n---\n', 0),
        ("eleventy", "--- The mill ---\n", 1),
    ],
)
def test_front_matter_in_another_notation_is_not_missing(dialect: str, text: str, count: int) -> None:
    """Read or not, it is there."""
    assert len(said("frontmatter/missing", text, dialect=dialect)) == count
