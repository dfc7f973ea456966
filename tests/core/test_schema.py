"""What a schema refuses is told as one plain sentence at the exact place."""

from __future__ import annotations

import enum
import json
from datetime import UTC, date, datetime
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    PastDate,
    field_validator,
    model_validator,
)

from bylint import schema
from bylint.base_model import Moment, Post
from bylint.dialects import FIELDS
from bylint.schema import LISTED, MOMENTS, TAKEN, SchemaError, check_declared, check_fields, describe

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY, MOMENT = date(2020, 1, 2), datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
KINDS: dict[str, Any] = {
    "text": "x",
    "day": DAY,
    "moment": MOMENT,
    "true": True,
    "whole": 3,
    "part": 1.5,
    "nan": float("nan"),
    "infinite": float("-inf"),
    "huge": 10**400,
    "texts": ["a", "b"],
    "numbers": [1, 2],
    "nested list": ["a", ["b"]],
    "mapping": {"name": "x"},
    "mappings": [{"name": "x"}],
    "nothing": [],
    "bytes": b"x",
    "set": {"a"},
}
TEXT = {"text", "day", "moment", "true", "whole", "part", "nan", "infinite", "huge", "bytes"}
TEXTS = TEXT | {"texts", "numbers", "mapping", "nothing", "set"}
PATHS = {"text", "texts", "mapping", "mappings", "nothing", "bytes"}
ACCEPTED = (
    dict.fromkeys(("title", "excerpt", "description", "summary", "slug", "url", "canonical_url", "layout"), TEXT)
    | dict.fromkeys(("aliases", "series"), TEXTS)
    | {name: TEXTS | {"mappings"} for name in ("categories", "tags")}
    | dict.fromkeys(("authors", "images"), PATHS)
    | {name: {"day", "moment", "whole", "part", "bytes"} for name in ("date", "updated", "expires")}
    | {"draft": {"true"}, "language": {"text", "bytes"}}
)


def test_every_canonical_field_is_in_the_base_model() -> None:
    """With a description that fits the sentence "must be …"."""
    assert tuple(Post.model_fields) == FIELDS
    assert all(info.description for info in Post.model_fields.values())


def members(annotation: Any) -> Iterator[Any]:
    """The types of a union. Of those that are validated further, text may be refused."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from (member for member in members(get_args(annotation)[0]) if member is not str)
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from members(member)
    else:
        yield annotation


@pytest.mark.parametrize("name", FIELDS)
def test_what_needs_no_validator_is_what_the_base_model_takes(name: str) -> None:
    """The types are those of the model's own annotation."""
    annotation = Post.model_fields[name].annotation
    types = tuple(members(annotation))
    assert frozenset({str, int, float, bool, date, datetime}).intersection(types) == TAKEN[name]
    assert any(get_origin(each) is list and str in members(*get_args(each)) for each in types) == (name in LISTED)
    assert (annotation == Moment | None) == (name in MOMENTS)


def test_the_base_model_has_its_public_name() -> None:
    """As `bylint.schema.Post`, which imports pydantic when it is asked for."""
    assert schema.Post is Post
    with pytest.raises(AttributeError):
        schema.Pots  # noqa: B018


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_type_is_one_sentence(name: str, kind: str) -> None:
    """Every canonical field against every kind of value: the key as written, what it must be, what it is."""
    value = KINDS[kind]
    errors = check_fields({"title": "x", name: value}, {"title": ("title",), name: ("params", "written_so")})
    if kind in {"bytes", "set"}:  # only explicit tags make these
        assert len(errors) <= 1
        return
    if kind in ACCEPTED[name]:
        assert errors == ()
        return
    (error,) = errors
    assert (error.kind, error.steps, error.suggestion) == ("type", ("params", "written_so"), None)
    assert error.message.startswith(
        f"params.written_so must be {Post.model_fields[name].description}, not {describe(value)}"
    )
    assert "\n" not in error.message
    assert len(error.message) < 200
    json.dumps(error.data, allow_nan=False)
    assert list(error.data) == [name]


def test_null_is_valid_everywhere_and_other_keys_are_a_sites_own() -> None:
    """A key without a value says nothing wrong."""
    assert check_fields(dict.fromkeys(FIELDS), {name: (name,) for name in FIELDS}) == ()
    assert check_fields({}, {}) == ()


def test_each_field_has_its_own_error() -> None:
    """One bad field hides no other."""
    errors = check_fields(
        {"title": ["x"], "draft": "maybe", "url": "x"}, {"title": ("t",), "draft": ("d",), "url": ("u",)}
    )
    assert [error.message for error in errors] == [
        "t must be text, not a list",
        'd must be true or false, not text "maybe"',
    ]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("tags", ["a", ["b"]], "k must be text or a list of texts, not a list that holds a list"),
        (
            "authors",
            ["Ana", 3],
            "k must be a name, a list of names, or mappings that hold a name, not a list that holds the number 3",
        ),
        ("date", "soon", 'k must be a date, not text "soon"'),
        ("date", [DAY], "k must be a date, not a list"),
        ("language", False, "k must be a language code, not false"),
        ("draft", "x" * 100, f'k must be true or false, not text "{"x" * 59}…"'),
        ("draft", 10**400, f"k must be true or false, not the number 1{'0' * 47}…"),
        ("title", {1}, "k must be text, not something else"),
        ("authors", MOMENT, "k must be a name, a list of names, or mappings that hold a name, not a date with a time"),
    ],
)
def test_the_sentence_says_what_is_there(name: str, value: Any, message: str) -> None:
    """Text is quoted, long text cut, and of a list the item is named that is refused."""
    (error,) = check_fields({name: value}, {name: ("k",)})
    assert error.message == message


def test_a_long_list_is_described_without_being_written_out() -> None:
    """A value is never formatted whole to be called a list."""

    class Loud(list[int]):
        def __repr__(self) -> str:
            raise AssertionError

        __str__ = __repr__

    assert describe(Loud([1])) == "a list"
    assert describe(None) == "empty"


# -- a site's own model --------------------------------------------------------------------------------------------


class Kind(enum.Enum):
    NEWS = "news"
    OPINION = "op-ed"


class Author(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    age: int | None = None


class Site(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=2, max_length=10)]
    kind: Kind | None = None
    voice: Literal["writer's", "b", 'q"x'] | None = None
    level: Literal[1, -2, True] | None = None
    authors: list[Author] | str | None = None
    tags: Annotated[list[str], Field(min_length=1, max_length=2)] = Field(default_factory=lambda: ["x"])
    score: Annotated[float, Field(ge=0, lt=10)] | None = None
    even: Annotated[int, Field(gt=0, le=10, multiple_of=2)] | None = None
    slug: Annotated[str, Field(pattern="^[a-z]+$")] | None = None
    link: HttpUrl | None = None
    day: date | None = None
    published: str = Field("x", alias="pubDate")
    lead: str = Field("x", validation_alias=AliasChoices("leadText", "standfirst"))
    either: int | bool | None = None
    pair: tuple[str, int] | None = None
    nothing: None = None
    past: PastDate | None = None
    many: (
        Literal["m01", "m02", "m03", "m04", "m05", "m06", "m07", "m08", "m09", "m10", "m11", "m12", "m13", "m14"] | None
    ) = None

    @field_validator("title")
    @classmethod
    def no_bad_titles(cls, value: str) -> str:
        if value == "Bad":
            raise ValueError("Titles must not be Bad.")
        if value == "Worse":
            raise AssertionError("Nor worse.")
        return value

    @model_validator(mode="after")
    def agrees(self) -> Site:
        if self.slug == "other":
            raise ValueError("Slug and title differ")
        return self


CASES: list[tuple[dict[str, Any], str, tuple[str | int, ...], str, str | None]] = [
    ({"title": None}, "type", ("title",), "title must be text, not empty", None),
    ({"title": 3}, "type", ("title",), "title must be text, not the number 3", None),
    ({"title": "x"}, "constraint", ("title",), "title has 1 character, fewer than 2", None),
    ({"title": "x" * 1200}, "constraint", ("title",), "title has 1,200 characters, more than 10", None),
    ({"title": "Bad"}, "constraint", ("title",), 'title: titles must not be Bad (it is "Bad")', None),
    ({"title": "Worse"}, "constraint", ("title",), 'title: nor worse (it is "Worse")', None),
    ({"slug": "other"}, "constraint", (), "the metadata: slug and title differ", None),
    ({"kind": "nws"}, "choice", ("kind",), 'kind is "nws", not "news" or "op-ed"; did you mean "news"?', "news"),
    ({"kind": ["news"]}, "choice", ("kind",), 'kind is a list, not "news" or "op-ed"', None),
    (
        {"voice": "writers"},
        "choice",
        ("voice",),
        'voice is "writers", not "writer\'s", "b" or "q"x"; did you mean "writer\'s"?',
        "writer's",
    ),
    ({"level": 3}, "choice", ("level",), 'level is "3", not "1", "-2" or "true"', None),
    (
        {"authors": [{"nme": "x", "name": "y"}]},
        "unknown-key",
        ("authors", 0, "nme"),
        'the schema has no key "authors[0].nme"',
        None,
    ),
    (
        {"authors": [{}]},
        "required",
        ("authors", 0, "name"),
        "the key authors[0].name is required, and this post lacks it",
        None,
    ),
    (
        {"authors": [{"name": 3}]},
        "type",
        ("authors", 0, "name"),
        "authors[0].name must be text, not the number 3",
        None,
    ),
    ({"authors": [{"name": "x"}, "y"]}, "type", ("authors", 1), 'authors[1] must be a mapping, not text "y"', None),
    (
        {"authors": [{"name": "x", "age": "old"}]},
        "type",
        ("authors", 0, "age"),
        'authors[0].age must be a whole number, not text "old"',
        None,
    ),
    ({"authors": 3}, "type", ("authors",), "authors must be a list or text, not the number 3", None),
    ({"authors": {"name": "x"}}, "type", ("authors",), "authors must be a list or text, not a mapping", None),
    ({"tags": []}, "constraint", ("tags",), "tags has 0 items, fewer than 1", None),
    ({"tags": ["a", "b", "c"]}, "constraint", ("tags",), "tags has 3 items, more than 2", None),
    ({"tags": ["a", 3]}, "type", ("tags", 1), "tags[1] must be text, not the number 3", None),
    ({"tags": "a"}, "type", ("tags",), 'tags must be a list, not text "a"', None),
    ({"score": -1}, "constraint", ("score",), "score is -1, less than 0.0", None),
    ({"score": 10}, "constraint", ("score",), "score is 10, which is not less than 10.0", None),
    ({"even": 0}, "constraint", ("even",), "even is 0, which is not more than 0", None),
    ({"even": 12}, "constraint", ("even",), "even is 12, more than 10", None),
    ({"even": 3}, "constraint", ("even",), 'even: input should be a multiple of 2 (it is "3")', None),
    ({"slug": "A b"}, "constraint", ("slug",), 'slug is "A b", which does not match the pattern ^[a-z]+$', None),
    ({"link": "nope"}, "type", ("link",), 'link must be a URL, not text "nope"', None),
    ({"day": "soon"}, "type", ("day",), 'day must be a date, not text "soon"', None),
    ({"day": MOMENT}, "type", ("day",), "day must be a date without a time, not a date with a time", None),
    ({"pubDate": 1}, "type", ("pubDate",), "pubDate must be text, not the number 1", None),
    ({"pubDte": "x"}, "unknown-key", ("pubDte",), 'the schema has no key "pubDte"; did you mean "pubDate"?', "pubDate"),
    (
        {"standfirts": "x"},
        "unknown-key",
        ("standfirts",),
        'the schema has no key "standfirts"; did you mean "standfirst"?',
        "standfirst",
    ),
    ({"whatever": "x"}, "unknown-key", ("whatever",), 'the schema has no key "whatever"', None),
    ({"either": "x"}, "type", ("either",), 'either must be a whole number or true or false, not text "x"', None),
    ({"pair": ["a", "b"]}, "type", ("pair", 1), 'pair[1] must be a whole number, not text "b"', None),
    ({"nothing": 1}, "type", ("nothing",), "nothing must be empty, not the number 1", None),
    (
        {"past": date(2999, 1, 1)},
        "constraint",
        ("past",),
        'past: date should be in the past (it is "2999-01-01")',
        None,
    ),
    (
        {"many": "x"},
        "choice",
        ("many",),
        f'many is "x", not {", ".join(f"{chr(34)}m{n:02}{chr(34)}" for n in range(1, 12))} or "m12" (and 2 more)',
        None,
    ),
]


@pytest.mark.parametrize(
    ("given", "kind", "steps", "message", "suggestion"), CASES, ids=[str(case[0])[:40] for case in CASES]
)
def test_an_error_of_pydantic_becomes_a_plain_sentence(
    given: dict[str, Any], kind: str, steps: tuple[str | int, ...], message: str, suggestion: str | None
) -> None:
    """One error at its exact place; the members of a union that were not meant say nothing."""
    (error,) = check_declared(Site, {"title": "fine", **given})
    assert (error.kind, error.steps, error.message, error.suggestion) == (kind, steps, message, suggestion)
    json.dumps(error.data, allow_nan=False)


def test_a_missing_key_is_required_and_the_misspelt_one_is_named() -> None:
    """The slip is seen from both sides."""
    required, unknown = check_declared(Site, {"titel": "fine"})
    assert (required.kind, required.steps) == ("required", ("title",))
    assert required.message == 'the key title is required, and this post lacks it; did you mean it by "titel"?'
    assert (unknown.kind, unknown.suggestion) == ("unknown-key", "title")
    assert check_declared(Site, {})[0].message == "the key title is required, and this post lacks it"


def test_what_fits_a_schema_is_silent() -> None:
    """As written in YAML: dates are dates, enums their values."""
    assert (
        check_declared(Site, {"title": "fine", "kind": "op-ed", "authors": [{"name": "Ana"}], "day": DAY, "level": -2})
        == ()
    )


def test_an_error_needs_no_data() -> None:
    """Its parts have defaults."""
    assert SchemaError("type", ("a",), "m").data == {}
