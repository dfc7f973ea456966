"""Declared schemas become pydantic classes that check metadata as written."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from bylint.config import ConfigurationError
from bylint.config_file import read_schema
from bylint.declared import SchemaDeclaration, build_schema

HERE = Path(__file__).parent


def errors(table: dict[str, Any], metadata: dict[str, Any]) -> list[tuple[str, tuple[int | str, ...]]]:
    try:
        build_schema(read_schema(table), HERE).model_validate(metadata)
    except ValidationError as error:
        return [(detail["type"], detail["loc"]) for detail in error.errors()]
    return []


VALUES: list[tuple[str, list[Any], list[Any]]] = [
    ("string", ["a", ""], [1, True, None, ["a"], date(2020, 1, 1)]),
    ("integer", [1, 0], [1.5, "1", True, None]),
    ("number", [1, 1.5], ["1", True, None]),
    ("boolean", [True, False], [1, "yes", None]),
    ("list", [[], ["a", 1]], ["a", {"a": 1}, None]),
    ("list of strings", [[], ["a"]], ["a", [1], [None], None]),
    ("mapping", [{}, {"a": 1}], ["a", [], None]),
    (
        "date",
        [
            date(2020, 1, 2),
            datetime(2020, 1, 2, 3, tzinfo=UTC),
            "2020-01-02",
            "2020-1-2 10:00:00 -06:00",
            "2020-01-02T10:00:00.000Z",
        ],
        ["2020-13-01", "yesterday", 20200102, None, ""],
    ),
    (
        "datetime",
        [datetime(2020, 1, 2, 3, tzinfo=UTC), "2020-01-02 10:00", "2020-01-02T10:00:00Z"],
        [date(2020, 1, 2), "2020-01-02", "10:00", None],
    ),
]


@pytest.mark.parametrize(("kind", "good", "bad"), VALUES, ids=[kind for kind, _, _ in VALUES])
def test_a_type_takes_what_it_names(kind: str, good: list[Any], bad: list[Any]):
    """A value of the declared type passes, any other fails at its key; nothing is converted."""
    table = {"fields": {"the-key": {"type": kind, "required": True}}}
    for value in good:
        assert errors(table, {"the-key": value}) == [], value
    for value in bad:
        found = errors(table, {"the-key": value})
        assert found, value
        assert all(loc[0] == "the-key" for _, loc in found)


def test_required_and_optional():
    """A required key must be there and not null; any other may be absent or null."""
    table = {
        "fields": {"title": {"required": True, "type": "string"}, "slug": {"type": "string"}, "any": {"required": True}}
    }
    assert errors(table, {"any": None}) == [("missing", ("title",))]
    assert errors(table, {"title": None, "any": 1}) == [("string_type", ("title",))]
    assert errors(table, {"title": "x", "slug": None, "any": 1}) == []
    assert errors(table, {"title": "x", "slug": 3, "any": 1}) == [("string_type", ("slug",))]


@pytest.mark.parametrize(
    ("field", "good", "bad", "error"),
    [
        ({"choices": ["news", "blog"]}, "news", "nws", "literal_error"),
        ({"choices": [1, 2]}, 1, 3, "literal_error"),
        ({"type": "list", "choices": ["a"]}, ["a"], ["b"], "literal_error"),
        ({"type": "list of strings", "choices": ["a"]}, [], ["b"], "literal_error"),
        ({"pattern": "^[a-z-]+$"}, "a-b", "A", "string_pattern_mismatch"),
        ({"min-length": 2}, "ab", "a", "string_too_short"),
        ({"max-length": 2}, "ab", "abc", "string_too_long"),
        ({"type": "list", "max-length": 1}, [1], [1, 2], "too_long"),
        ({"type": "list of strings", "min-length": 1}, ["a"], [], "too_short"),
        ({"type": "integer", "min": 1, "max": 3}, 2, 4, "less_than_equal"),
        ({"type": "number", "min": 1.5}, 1.5, 1.4, "greater_than_equal"),
        ({"type": "date", "min": date(2020, 1, 1)}, "2020-01-01", date(2019, 12, 31), "greater_than_equal"),
        (
            {"type": "datetime", "max": datetime(2020, 1, 1, tzinfo=UTC)},
            "2020-01-01 10:00",
            "2020-01-02 10:00",
            "less_than_equal",
        ),
    ],
)
def test_a_limit_holds(field: dict[str, Any], good: Any, bad: Any, error: str):
    """Choices, patterns, lengths and limits are checked; of a list, each item has its own place."""
    table = {"fields": {"key": field}}
    assert errors(table, {"key": good}) == []
    found = errors(table, {"key": bad})
    assert [kind for kind, _ in found] == [error]
    assert found[0][1] == (("key", 0) if isinstance(bad, list) and error == "literal_error" else ("key",))


def test_additional_keys():
    """Other keys are the site's affair until `additional = false`."""
    fields = {"title": {"type": "string"}}
    assert errors({"fields": fields}, {"title": "x", "other": 1}) == []
    assert errors({"additional": False, "fields": fields}, {"title": "x", "other": 1}) == [
        ("extra_forbidden", ("other",))
    ]
    assert errors({"additional": False}, {"other": 1}) == [("extra_forbidden", ("other",))]


def test_keys_that_pydantic_would_not_take_as_names():
    """Keys are as written: with a hyphen, an underscore in front, or the name of a method."""
    table = {
        "fields": {
            key: {"type": "string"} for key in ("seo-title", "_edit_last", "model_config", "copy", "json", "schema")
        }
    }
    assert errors(table, {"seo-title": 1, "_edit_last": 1, "copy": "x"}) == [
        ("string_type", ("seo-title",)),
        ("string_type", ("_edit_last",)),
    ]


def test_a_pattern_is_linear():
    """A pattern that would make Python's engine run for hours ends at once."""
    assert errors({"fields": {"a": {"pattern": "^(a+)+$"}}}, {"a": "a" * 100_000 + "b"}) == [
        ("string_pattern_mismatch", ("a",))
    ]


@pytest.mark.parametrize("pattern", ["(", "(?=a)", r"(a)\1"])
def test_a_pattern_that_cannot_be_used(pattern: str):
    """A broken pattern, look-around and back references are errors of the configuration, named by key."""
    with pytest.raises(ConfigurationError, match="not a regular expression that bylint can use") as caught:
        build_schema(read_schema({"fields": {"a": {}, "b": {"pattern": pattern}}}), HERE)
    assert caught.value.key == "schema.fields.b.pattern"


def test_a_later_declaration_lies_over_an_earlier():
    """Fields add up by key, the later one whole; `additional` and `model` count where they are said."""
    first = read_schema({"additional": False, "model": "a:B", "fields": {"x": {"required": True}, "y": {}}})
    second = read_schema({"fields": {"x": {"type": "string"}}})
    both = second.over(first)
    assert (both.additional, both.model) == (False, "a:B")
    assert [(each.key, each.required) for each in both.fields] == [("x", False), ("y", False)]
    assert first.over(None) is first
    assert read_schema({"additional": True}).over(first).additional is True


MODEL = """
from __future__ import annotations
from pydantic import BaseModel

class NewsPost(BaseModel):
    title: str
    editor: Editor | None = None

class Editor(BaseModel):
    name: str

NUMBER = 3
"""


def test_a_model_of_the_site(tmp_path: Path):
    """`folder/file.py:Class` and `package.module:Class` give the class itself, imported once."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "post.py").write_text(MODEL)
    (tmp_path / "bylint_test_models.py").write_text(MODEL)
    found = build_schema(SchemaDeclaration(model="schemas/post.py:NewsPost"), tmp_path)
    assert found.__name__ == "NewsPost"
    assert found is build_schema(SchemaDeclaration(model="schemas/post.py:NewsPost"), tmp_path)
    assert found.model_validate({"title": "x", "editor": {"name": "y"}})
    path = list(sys.path)
    assert issubclass(build_schema(SchemaDeclaration(model="bylint_test_models:NewsPost"), tmp_path), BaseModel)
    assert sys.path == path


def test_a_model_with_fields_of_the_configuration(tmp_path: Path):
    """Declared fields and `additional` are laid over the model."""
    (tmp_path / "post.py").write_text(MODEL)
    declared = read_schema({"model": "post.py:NewsPost", "additional": False, "fields": {"slug": {"required": True}}})
    with pytest.raises(ValidationError) as caught:
        build_schema(declared, tmp_path).model_validate({"other": 1})
    assert {(detail["type"], detail["loc"]) for detail in caught.value.errors()} == {
        ("missing", ("title",)),
        ("missing", ("slug",)),
        ("extra_forbidden", ("other",)),
    }
    loose = read_schema({"model": "post.py:NewsPost", "fields": {"slug": {"type": "string"}}})
    assert build_schema(loose, tmp_path).model_validate({"title": "x", "other": 1})


@pytest.mark.parametrize(
    ("model", "code", "message"),
    [
        ("post.py", "", '"post.py" should be a file and a class'),
        ("post.py:a.b", "", '"post.py:a.b" should be a file and a class'),
        ("none.py:NewsPost", "", "there is no file"),
        ("no_such_package.module:X", "", "no_such_package.module cannot be imported: ModuleNotFoundError"),
        ("post.py:NewsPost", "x =", "post.py cannot be imported: SyntaxError"),
        ("post.py:NewsPost", "1 / 0", "post.py cannot be imported: ZeroDivisionError: division by zero"),
        ("post.py:NewsPost", "raise SystemExit(3)", "post.py cannot be imported: SystemExit: 3"),
        ("post.py:NwsPost", MODEL, 'post.py has no NwsPost; did you mean "NewsPost"?'),
        ("post.py:Zzzzz", MODEL, "post.py has no Zzzzz"),
        ("post.py:NUMBER", MODEL, "NUMBER of post.py is not a pydantic BaseModel"),
    ],
)
def test_a_model_that_cannot_be_had(tmp_path: Path, model: str, code: str, message: str):
    """A bad path, a failing import and a class of another kind are errors of the configuration."""
    (tmp_path / "post.py").write_text(code)
    with pytest.raises(ConfigurationError) as caught:
        build_schema(SchemaDeclaration(model=model), tmp_path)
    assert str(caught.value).startswith(f"schema.model: {message}")
