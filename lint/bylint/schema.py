"""What a post's metadata may be: what the base model and a site's own refuse, in plain words.

The base model itself, `Post`, is pydantic's. Both are imported by the posts that have a value which may be refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bylint.diagnostic import NOTHING
from bylint.formats import Step, key_path
from bylint.patterns import pattern
from bylint.text import listing, nearest, shorten

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


def __getattr__(name: str) -> Any:
    """The base model, when it is asked for."""
    if name != "Post":
        raise AttributeError(name)
    from bylint.base_model import Post

    return Post


SINGULAR: Mapping[str, str] = {
    "authors": "author",
    "aliases": "alias",
    "categories": "category",
    "tags": "tag",
    "images": "image",
}
"""How a diagnostic names a field that holds several values; every other field is named as it is."""


ErrorKind = Literal["required", "type", "choice", "constraint", "unknown-key"]


class SchemaError(NamedTuple):
    """One thing that a schema refuses. `steps` lead to the value, or for a missing key to where it would be."""

    kind: ErrorKind
    steps: tuple[Step, ...]
    message: str
    value: Any = None
    suggestion: str | None = None
    data: Mapping[str, Any] = NOTHING


_SCALARS = frozenset({str, int, float, bool, dt.date, dt.datetime})
_DAYS = frozenset({dt.date, dt.datetime})
_TEXT = frozenset({str})
TAKEN: Mapping[str, frozenset[type]] = {
    "title": _SCALARS,
    "authors": _TEXT,
    "date": _DAYS,
    "updated": _DAYS,
    "expires": _DAYS,
    "draft": frozenset({bool}),
    "excerpt": _SCALARS,
    "description": _SCALARS,
    "summary": _SCALARS,
    "slug": _SCALARS,
    "url": _SCALARS,
    "aliases": _SCALARS,
    "canonical_url": _SCALARS,
    "categories": _SCALARS,
    "tags": _SCALARS,
    "series": _SCALARS,
    "images": _TEXT,
    "language": _TEXT,
    "layout": _SCALARS,
}
"""Of which types each field of the base model takes any value, so that most values need no validator to tell."""
LISTED = frozenset({"images", "aliases", "tags", "authors", "categories", "series"})
"""The fields that take a list of any texts."""
MOMENTS = frozenset({"date", "updated", "expires"})
"""The fields that take a text which begins with a number."""


def accepts(canonical: Mapping[str, Any]) -> bool:
    """Whether the base model takes values given by canonical name."""
    doubtful = {}
    for name, value in canonical.items():
        kind = value.__class__
        if kind in TAKEN[name]:
            continue
        if kind is list:
            if name in LISTED and all(item.__class__ is str for item in value):
                continue
        elif kind is str and name in MOMENTS and value[:1].isdigit() and value.isascii():
            continue
        doubtful[name] = value
    if not doubtful:
        return True
    from pydantic import ValidationError

    from bylint.base_model import Post

    try:
        Post.__pydantic_validator__.validate_python(doubtful)
    except ValidationError:
        return False
    return True


def check_fields(canonical: Mapping[str, Any], places: Mapping[str, tuple[str, ...]]) -> tuple[SchemaError, ...]:
    """Check values given by canonical name; `places` says where each is written. One error a field."""
    from pydantic import ValidationError

    from bylint.base_model import Post

    try:
        Post.__pydantic_validator__.validate_python(canonical)
    except ValidationError as error:
        names = dict.fromkeys(
            str(detail["loc"][0]) for detail in error.errors(include_url=False, include_context=False)
        )
        return tuple(_field_error(name, places[name], canonical[name]) for name in names)
    return ()


def _field_error(name: str, steps: tuple[str, ...], value: Any) -> SchemaError:
    from bylint.base_model import Post

    key = key_path(steps)
    expected = Post.model_fields[name].description or "something else"
    shown = f' "{shorten(value)}"' if isinstance(value, str) else _inside(name, value)
    return SchemaError(
        "type", steps, f"{key} must be {expected}, not {describe(value)}{shown}", value, data={name: _plain(value)}
    )


def _inside(name: str, value: object) -> str:
    """What in a list is refused, where a list is welcome."""
    if not isinstance(value, list) or not accepts({name: []}):
        return ""
    return next((f" that holds {describe(item)}" for item in value if not accepts({name: [item]})), "")


def check_declared(model: type[BaseModel], values: Mapping[str, Any]) -> tuple[SchemaError, ...]:
    """Check the metadata as written against a site's own model. One error a place."""
    from pydantic import ValidationError

    try:
        model.model_validate(values)
    except ValidationError as error:
        by_place: dict[tuple[Step, ...], list[Mapping[str, Any]]] = {}
        for detail in error.errors(include_url=False):
            steps = tuple(_real_steps(detail, values))
            by_place.setdefault(steps, []).append(detail)
        known = _known_keys(model)
        return tuple(
            _declared_error(steps, details, values, known)
            for steps, details in by_place.items()
            if not (_is_of_type(details) and _has_inner(steps, by_place))
        )
    return ()


def _is_of_type(details: Sequence[Mapping[str, Any]]) -> bool:
    return all(detail["type"] in _EXPECTED for detail in details)


def _has_inner(steps: tuple[Step, ...], places: Iterable[tuple[Step, ...]]) -> bool:
    """Whether something inside is refused as well: then the other members of a union say nothing of use."""
    return any(len(other) > len(steps) and other[: len(steps)] == steps for other in places)


def _known_keys(model: type[BaseModel]) -> list[str]:
    return [key for name, info in model.model_fields.items() for key in _spellings(name, info)]


def _spellings(name: str, info: FieldInfo) -> list[str]:
    from pydantic import AliasChoices

    alias = info.validation_alias or info.alias or name
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [choice for choice in choices if isinstance(choice, str)]


def _real_steps(detail: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Step]:
    """The steps of a location that lead into the values: pydantic adds the names of a union's members."""
    level: Any = values
    missing = detail["type"] == "missing"
    steps: Sequence[Step] = detail["loc"]
    for number, step in enumerate(steps):
        inside = isinstance(level, Mapping) and step in level
        if inside or (isinstance(level, list) and isinstance(step, int) and step < len(level)):
            level = level[step]
            yield step
        elif missing and number == len(steps) - 1:
            yield step


def _declared_error(
    steps: tuple[Step, ...], details: Sequence[Mapping[str, Any]], values: Mapping[str, Any], known: Sequence[str]
) -> SchemaError:
    detail = details[0]
    kind: str = detail["type"]
    key = key_path(steps) or "the metadata"
    value = detail.get("input")
    if kind == "missing":
        meant = nearest(str(steps[-1]), [other for other in values if other not in known]) if len(steps) == 1 else None
        hint = f'; did you mean it by "{meant}"?' if meant else ""
        return SchemaError(
            "required", steps, f"the key {key} is required, and this post lacks it{hint}", suggestion=None
        )
    if kind == "extra_forbidden":
        meant = nearest(str(steps[-1]), [other for other in known if other not in values]) if len(steps) == 1 else None
        hint = f'; did you mean "{meant}"?' if meant else ""
        return SchemaError("unknown-key", steps, f'the schema has no key "{key}"{hint}', value, meant, {"key": key})
    choices = [choice for other in details if other["type"] in ("literal_error", "enum") for choice in _choices(other)]
    if choices:
        meant = nearest(str(value), choices)
        hint = f'; did you mean "{meant}"?' if meant else ""
        shown = (
            listing(choices, "or")
            if len(choices) <= 12
            else f"{listing(choices[:12], 'or')} (and {len(choices) - 12} more)"
        )
        return SchemaError(
            "choice",
            steps,
            f"{key} is {_shown(value)}, not {shown}{hint}",
            value,
            meant,
            {"value": _plain(value), "choices": choices},
        )
    expected = list(dict.fromkeys(filter(None, (_EXPECTED.get(other["type"]) for other in details))))
    if expected and _is_of_type(details):
        shown = f' "{shorten(value)}"' if isinstance(value, str) else ""
        return SchemaError(
            "type",
            steps,
            f"{key} must be {' or '.join(expected)}, not {describe(value)}{shown}",
            value,
            data={"value": _plain(value)},
        )
    return SchemaError("constraint", steps, _constraint(key, detail, value), value, data={"value": _plain(value)})


_CHOICE = pattern(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?|True|False)""")


def _choices(detail: Mapping[str, Any]) -> list[str]:
    """The choices as pydantic lists them: 'news', "writer's" or 3."""
    found = _CHOICE.finditer(str(detail.get("ctx", {}).get("expected", "")))
    return [choice[3].lower() if choice[3] else choice[1] or choice[2] or "" for choice in found]


_EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "string_sub_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "set_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "none_required": "empty",
    "date_type": "a date",
    "date_parsing": "a date",
    "date_from_datetime_parsing": "a date",
    "date_from_datetime_inexact": "a date without a time",
    "datetime_type": "a date and time",
    "datetime_parsing": "a date and time",
    "datetime_from_date_parsing": "a date and time",
    "time_type": "a time",
    "time_parsing": "a time",
    "url_type": "a URL",
    "url_parsing": "a URL",
    "url_scheme": "a URL",
    "uuid_type": "a UUID",
    "uuid_parsing": "a UUID",
}
"""What pydantic's error types expected (https://docs.pydantic.dev/latest/errors/validation_errors/)."""


def _shown(value: object) -> str:
    return describe(value) if value is None or isinstance(value, list | dict) else f'"{shorten(str(value))}"'


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _constraint(key: str, detail: Mapping[str, Any], value: Any) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "string_too_long":
            return f"{key} has {_count(len(str(value)), 'character')}, more than {context['max_length']:,}"
        case "string_too_short":
            return f"{key} has {_count(len(str(value)), 'character')}, fewer than {context['min_length']:,}"
        case "too_long":
            return f"{key} has {_count(context['actual_length'], 'item')}, more than {context['max_length']:,}"
        case "too_short":
            return f"{key} has {_count(context['actual_length'], 'item')}, fewer than {context['min_length']:,}"
        case "string_pattern_mismatch":
            return f'{key} is "{shorten(str(value))}", which does not match the pattern {context["pattern"]}'
        case "greater_than_equal":
            return f"{key} is {shorten(str(value))}, less than {context['ge']}"
        case "less_than_equal":
            return f"{key} is {shorten(str(value))}, more than {context['le']}"
        case "greater_than":
            return f"{key} is {shorten(str(value))}, which is not more than {context['gt']}"
        case "less_than":
            return f"{key} is {shorten(str(value))}, which is not less than {context['lt']}"
    said = re.sub(r"^(?:Value error|Assertion failed), ", "", str(detail["msg"]))
    said = said[:1].lower() + said[1:]
    shown = f' (it is "{shorten(str(value))}")' if isinstance(value, str | int | float | dt.date) else ""
    return f"{key}: {shorten(said.rstrip('.'), 200)}{shown}"


def describe(value: object) -> str:
    """What kind of value that is, in a sentence's words."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "empty"
    if isinstance(value, int | float):
        return shorten(f"the number {value}")
    names: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (str, "text"),
        (dt.datetime, "a date with a time"),
        (dt.date, "a date"),
        (list, "a list"),
        (dict, "a mapping"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "something else")


def _plain(value: object) -> Any:
    """The value for JSON: scalars as they are, dates as written in ISO 8601, anything else by its kind."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # JSON knows neither infinity nor "not a number"
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, dt.date) else describe(value)
