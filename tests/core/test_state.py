"""A field is absent, invalid or valid by itself: one bad field never hides another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from bylint.dialects import FIELDS
from bylint.document import parse
from bylint.post import Post
from bylint.source import Source
from bylint.testing import make_site

if TYPE_CHECKING:
    from bylint.diagnostic import Span


def post(front_matter: str, schema: type[BaseModel] | None = None, dialect: str = "generic") -> Post:
    document = parse(Source("a.md", f"---\n{front_matter}\n---\nbody\n"))
    return Post(document, make_site({"dialect": dialect}), root_path="a.md", schema=schema)


def text(found: Post, span: Span) -> str:
    return found.text[slice(*span)]


WRONG = dict.fromkeys(FIELDS, "[[x]]") | {
    "authors": "12",
    "date": "soon",
    "updated": "soon",
    "expires": "soon",
    "draft": "maybe",
}
RIGHT = dict.fromkeys(FIELDS, "x") | {
    "date": "2020-01-02",
    "updated": "2020-01-02",
    "expires": "2020-01-02",
    "draft": "true",
}


@pytest.mark.parametrize("name", FIELDS)
def test_each_canonical_field_has_a_state_of_its_own(name: str) -> None:
    """The wrong one is invalid, all others stay valid, with their places."""
    site = make_site({"dialect": "generic"})
    keys = {field: site.dialect.keys(field)[0] for field in FIELDS}
    lines = {field: f"{keys[field]}: {(WRONG if field == name else RIGHT)[field]}" for field in FIELDS}
    found = post("\n".join(lines.values()))
    for field in FIELDS:
        assert found.state(field) == ("invalid" if field == name else "valid"), field
        value = getattr(found, field)
        assert value is not None
        assert value.key == keys[field]
        assert text(found, value.span) == (WRONG if field == name else RIGHT)[field]
        assert text(found, value.key_span) == keys[field]
        assert (found.valid(field) is None) == (field == name)
    (error,) = found.base_errors
    assert error.steps == (keys[name],)


def test_a_field_that_is_not_there_or_null_is_absent() -> None:
    """And has no place."""
    found = post("title:\nlayout: ~\nother: x")
    assert {found.state(name) for name in FIELDS} == {"absent"}
    assert all(getattr(found, name) is None for name in FIELDS)
    assert found.base_errors == ()


def test_a_field_brought_in_by_a_merge_key_or_alias_lies_where_that_stands() -> None:
    """Every value has a place to point at."""
    found = post("base: &b\n  title: x\n  tags: [a]\ntags: *b\n<<: *b\n")
    assert found.title is not None
    assert (found.title.value, text(found, found.title.span)) == ("x", "*b")
    assert found.tags is not None
    assert text(found, found.tags.at("tags", 0).span) == "*b"


def test_of_one_value_the_sites_own_schema_is_heard() -> None:
    """What it does not speak of, the base model does."""

    class Site(BaseModel):
        title: str
        date: date

    found = post("title: [x]\ndate: soon\ndraft: maybe", Site)
    assert [(error.steps, error.message) for error in found.schema_errors] == [
        (("draft",), 'draft must be true or false, not text "maybe"'),
        (("title",), "title must be text, not a list"),
        (("date",), 'date must be a date, not text "soon"'),
    ]
    assert post("title: [x]").schema_errors == post("title: [x]").base_errors


def test_a_post_without_metadata_has_no_fields() -> None:
    """Whatever the reason."""
    for whole in ("body", "---\ntitle: @x\n---\n", "---\ntitle: x\n"):
        document = parse(Source("a.md", whole))
        found = Post(document, make_site({}), root_path="a.md")
        assert {found.state(name) for name in FIELDS} == {"absent"}
        assert found.metadata == {}
