"""The terms of a post, in every shape that a generator reads, each at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bylint.dialects import DIALECTS, SiteSettings
from bylint.document import parse
from bylint.people import Directory
from bylint.post import Post
from bylint.site import Site
from bylint.source import Source


def post_of(text: str, dialect: str = "hugo", *, path: str = "content/a.md", taxonomies: tuple[str, ...] = ()) -> Post:
    """A post of a site that has these taxonomies."""
    settings = SiteSettings(taxonomies=taxonomies)
    site = Site(Path(), DIALECTS[dialect], Directory(), settings, date(2024, 1, 1))
    return Post(parse(Source(path, text)), site, root_path=path)


def read(text: str, dialect: str = "hugo", **more: str) -> list[tuple[str, str]]:
    """Taxonomy and text of each term."""
    return [(term.taxonomy, term.text) for term in post_of(text, dialect, **more).terms]


def written(text: str, dialect: str = "hugo") -> list[str]:
    """What stands at the span of each term."""
    return [text[term.span.start : term.span.end] for term in post_of(text, dialect).terms]


def test_lists_and_single_texts():
    """A list, a list in brackets and a text of one word, in the order tags, categories, series."""
    text = "---\nseries: Dunes\ncategories: [Sea, 'High Tide']\ntags:\n  - shells\n  - 2019\n  - yes\n---\n"
    assert read(text) == [
        ("tags", "shells"),
        ("tags", "2019"),
        ("tags", "yes"),
        ("categories", "Sea"),
        ("categories", "High Tide"),
        ("series", "Dunes"),
    ]
    assert written(text) == ["shells", "2019", "yes", "Sea", "'High Tide'", "Dunes"]


@pytest.mark.parametrize(
    ("dialect", "line", "terms"),
    [
        ("hugo", 'tags: "sea, salt"', ["sea, salt"]),
        ("hexo", 'tags: "sea, salt"', ["sea, salt"]),
        ("eleventy", "tags: sea salt", ["sea salt"]),
        ("jekyll", "tags: sea salt", ["sea", "salt"]),
        ("jekyll", "tags: sea, salt", ["sea,", "salt"]),
        ("jekyll", "tag: sea salt", ["sea salt"]),
        ("jekyll", "categories: [[sea, salt], air]", ["sea", "salt", "air"]),
        ("pelican", "tags: sea salt, air", ["sea salt", "air"]),
        ("pelican", "tags: sea; salt, air;", ["sea", "salt, air"]),
        ("pelican", "category: sea, salt", ["sea, salt"]),
        ("generic", "tags: sea salt, air,", ["sea salt", "air"]),
        ("generic", "categories: sea, salt", ["sea, salt"]),
        ("docusaurus", "tags: [{label: Sea, permalink: /sea}, salt]", ["Sea", "salt"]),
        ("docusaurus", "tags: [{permalink: /sea}]", []),
        ("hugo", "tags: [' sea ', '', null, [deep, [deeper]], {a: b}]", ["sea", "deep"]),
        ("hugo", "tags: {a: b}", []),
    ],
)
def test_one_text_as_each_generator_reads_it(dialect: str, line: str, terms: list[str]):
    """Commas, semicolons and blanks part terms only where the generator says so."""
    assert [text for _, text in read(f"---\n{line}\n---\n", dialect)] == terms


def test_parts_of_a_text_have_places_of_their_own():
    """Each term of one text is where it is written; where escapes hide that, the whole text is its place."""
    assert written("---\ntags: 'sea salt,  air'\n---\n", "pelican") == ["sea salt", "air"]
    assert written("---\ntags: sea salt\n---\n", "jekyll") == ["sea", "salt"]
    assert written('---\ntags: "sea\\x20salt, air"\n---\n', "pelican") == ['"sea\\x20salt, air"'] * 2


def test_nested_categories_of_hexo():
    """A list of texts is a path downwards, lists within the list are several; the terms above are known."""
    path = post_of("---\ncategories: [Sea, Tide]\n---\n", "hexo").terms
    assert [(term.text, term.parents) for term in path] == [("Sea", ()), ("Tide", ("Sea",))]
    several = post_of("---\ncategories:\n  - [Sea, Tide]\n  - Air\n  - [Sea, Salt]\n---\n", "hexo").terms
    assert [(term.text, term.parents, term.key) for term in several] == [
        ("Sea", (), "categories[0][0]"),
        ("Tide", ("Sea",), "categories[0][1]"),
        ("Air", (), "categories[1]"),
        ("Sea", (), "categories[2][0]"),
        ("Salt", ("Sea",), "categories[2][1]"),
    ]


def test_taxonomies_of_zola():
    """All lists under `[taxonomies]` are read, but for people."""
    text = '+++\n[taxonomies]\ntags = ["sea"]\nplaces = ["Dune 7", "pier"]\nauthors = ["Bo"]\n+++\n'
    assert read(text, "zola") == [("tags", "sea"), ("places", "Dune 7"), ("places", "pier")]
    assert post_of(text, "zola").terms[1].key == "taxonomies.places[0]"


def test_taxonomies_of_a_hugo_site():
    """What the site declares is read too, but for people, and nothing twice."""
    text = "---\nPlaces: [pier]\nteams: x\ntags: sea\nauthors: Bo\n---\n"
    terms = post_of(text, taxonomies=("tags", "authors", "places")).terms
    assert [(term.taxonomy, term.text, term.key) for term in terms] == [
        ("tags", "sea", "tags"),
        ("places", "pier", "Places[0]"),
    ]


def test_the_configuration_of_hugo_declares_taxonomies():
    """`[taxonomies]` holds the keys of front matter as values."""
    settings = DIALECTS["hugo"].read_settings({"Taxonomies": {"tag": "tags", "place": "Places"}})
    assert settings.taxonomies == ("tags", "places")
