"""What a generator's YAML reads a plain scalar as."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Field, Post

TEXT_FIELDS = frozenset(
    {
        "title",
        "slug",
        "excerpt",
        "description",
        "summary",
        "series",
        "tags",
        "categories",
        "layout",
        "language",
        "authors",
    }
)
"""The canonical fields that hold text, or a list of texts."""

_NAMES = frozenset({"title", "slug", "language", "authors"})
"""Fields that nobody switches off with `no` or `false`, as layouts and excerpts are."""

_SWITCHES = {"true": "true", "false": "false", "yes": "true", "on": "true", "no": "false", "off": "false"}
_NULLS = frozenset({"~", "null", "Null", "NULL"})

# YAML 1.2.2, "10.3.2. Tag Resolution"; 1.1 adds signs, underscores, binary and base 60, as PyYAML reads them.
_CORE_NUMBER = pattern(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_ONLY_CORE = pattern(r"[-+]?(?:[0-9]+|[0-9]*\.[0-9]+)[eE][-+]?[0-9]+|0o[0-7]+")
_LONGEST_NUMBER = 40
_FIRST = frozenset("0123456789+-.")


def suspects(post: Post) -> Iterator[tuple[Field, tuple[Step, ...], Any]]:
    """Each value, with its place in its field, that should be text and may be read as something else."""
    core = post.site.dialect.yaml == "1.2"
    for name, field in post.fields.items():
        if name not in TEXT_FIELDS:
            continue
        value = field.value
        if value.__class__ is str:
            if core and value[:1] in _FIRST and _may_be_core(value):
                yield field, (), value
        elif value.__class__ is list:
            for number, item in enumerate(value):
                if item.__class__ is not str or (core and item[:1] in _FIRST and _may_be_core(item)):
                    yield from _named(field, (number,), item)
        elif not isinstance(value, bool) or name in _NAMES:
            yield from _named(field, (), value)


def _may_be_core(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _ONLY_CORE.fullmatch(text) is not None


def _named(field: Field, steps: tuple[Step, ...], value: Any) -> Iterator[tuple[Field, tuple[Step, ...], Any]]:
    """The value itself, or where it is a mapping the name in it."""
    if not isinstance(value, dict):
        yield field, steps, value
    elif field.name == "authors" and "name" in value and not isinstance(value["name"], str | dict | list):
        yield field, (*steps, "name"), value["name"]


def misreading(text: str, value: object, flavour: str) -> str | None:
    """What this YAML makes of a plain scalar, in a sentence's words; None where the text survives."""
    if text in _NULLS:
        return "nothing"
    if isinstance(value, bool):
        return _SWITCHES.get(text.lower()) if flavour == "1.1" or text.lower() in ("true", "false") else None
    if isinstance(value, date):
        return f"the date {value}" if flavour == "1.1" and text not in (str(value), value.isoformat()) else None
    if flavour == "1.2":
        return _core_number(text) if _CORE_NUMBER.fullmatch(text) else None
    if isinstance(value, int | float) and str(value) != text:
        return f"the number {value}"
    return None


def _core_number(text: str) -> str | None:
    """What YAML 1.2 makes of a number; None where writing it out gives the same text."""
    digits = text.lstrip("+-")
    if digits[:2] in ("0x", "0o"):
        return f"the number {int(digits[2:], 16 if digits[1] == 'x' else 8)}"
    if digits.isdigit():
        # readers differ: a leading zero is octal in some, dropped in others
        return "a number" if text[0] == "+" or (digits[0] == "0" and len(digits) > 1) else None
    named = "inf" in text.lower() or "nan" in text.lower()
    value = float(text.replace(".", "", 1) if named else text)
    written = str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    return f"the number {written}" if written != text else None
