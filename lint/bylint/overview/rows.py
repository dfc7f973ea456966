"""The tables of a report: a named tuple for each row, whose annotations say what its columns hold.

All formats and the documentation are made from them. Texts hold neither lone surrogates nor NUL: U+FFFD stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from bylint.diagnostic import NOTHING

Kind = Literal["text", "day", "number", "boolean", "list", "data"]
"""What a column holds: a `day` is `YYYY-MM-DD`, a `list` one of texts, `data` a mapping, in JSON where needed."""


class PostRow(NamedTuple):
    """A post."""

    path: Annotated[str, "The file: posix, relative to the working directory."]
    title: Annotated[str | None, "The title, as front matter has it."] = None
    day: Annotated[
        str | None, "The day of publication, from front matter, else from the path or the address.", "day"
    ] = None
    section: Annotated[str, "The first folder below the content folder; empty for posts that lie in none."] = ""
    language: Annotated[str | None, "The language that metadata, path or site say, without region."] = None
    is_draft: Annotated[bool, "Whether the post is not meant to be published yet."] = False
    dialect: Annotated[str, "The generator that it is written for."] = ""
    url: Annotated[str | None, "The path of its published address, where that can be told for certain."] = None
    authors: Annotated[
        tuple[str, ...],
        "Whom the metadata credits, inherited metadata included; by the names of the site's author registry.",
    ] = ()
    bylined: Annotated[
        tuple[str, ...],
        "Whom the page credits firmly. Somebody whom the author field names, too, goes by the name that stands there.",
    ] = ()
    attribution: Annotated[
        str | None,
        "How the two compare: agrees, contradicts, missing, generic, missing-coauthor, not-in-byline, misspelled or "
        "unknown; null where the page credits nobody.",
    ] = None
    fields: Annotated[tuple[str, ...], "The canonical fields that its front matter has."] = ()
    findings: Annotated[int, "How many findings it has."] = 0


class FindingRow(NamedTuple):
    """A finding, with both ends of a contradiction."""

    fingerprint: Annotated[str, "What it is known by from run to run; the same when lines move."]
    path: Annotated[str, "The file: posix, relative to the working directory."]
    rule: Annotated[str, "The rule that found it."]
    severity: Annotated[str, "error, warning or info."]
    message: Annotated[str, "What is wrong."]
    field: Annotated[str | None, "The canonical field that it is about, in the singular."] = None
    key: Annotated[str | None, "Where that is written: `authors[0].name`."] = None
    line: Annotated[int, "Where it begins, from 1."] = 1
    column: Annotated[int, "Where it begins in the line, in Unicode code points from 1."] = 1
    end_line: Annotated[int, "Where it ends."] = 1
    end_column: Annotated[int, "The first column that does not belong to it."] = 1
    shown: Annotated[str | None, "The line, cut around what is meant where it is long; null without a text."] = None
    shown_start: Annotated[int, "Where in `shown` that begins which is meant, from 0."] = 0
    shown_end: Annotated[int, "Where in `shown` it ends."] = 0
    other_path: Annotated[str | None, "The file of the other end."] = None
    other_line: Annotated[int | None, "Where the other end begins."] = None
    other_column: Annotated[int | None, "Where it begins in the line."] = None
    other_message: Annotated[str | None, "What the other end is, such as `the byline`."] = None
    other_shown: Annotated[str | None, "Its line; of another file the part that is compared."] = None
    other_start: Annotated[int, "Where in `other_shown` that begins which is meant."] = 0
    other_end: Annotated[int, "Where in `other_shown` it ends."] = 0
    data: Annotated[Mapping[str, Any], "The values that were compared, by the names of both ends."] = NOTHING
    fix: Annotated[str | None, "What the first fix would do."] = None
    fix_safety: Annotated[str | None, "safe or suggested."] = None
    status: Annotated[str | None, "new or standing, where an earlier run is compared with; fixed of what has gone."] = (
        None
    )


class FactRow(NamedTuple):
    """A fact that archive rules compare."""

    path: Annotated[str, "The file: posix, relative to the working directory."]
    name: Annotated[str, "What kind of fact it is."]
    value: Annotated[str, "What is compared: equal values under one name are the same."]
    shown: Annotated[str, "As it is written; empty where that is the value."] = ""
    line: Annotated[int, "Where it is written, from 1."] = 1
    data: Annotated[Mapping[str, Any], "What else a rule keeps with it."] = NOTHING


Row = PostRow | FindingRow | FactRow

TABLES: Mapping[str, type[Row]] = {
    "posts": PostRow,
    "findings": FindingRow,
    "facts": FactRow,
}
"""The tables by name."""


class Column(NamedTuple):
    """What a column is called, holds and means."""

    name: str
    kind: Kind
    nullable: bool
    meaning: str


def columns(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row, in order."""
    if row not in _COLUMNS:
        hints = get_type_hints(row, include_extras=True)
        _COLUMNS[row] = tuple(_column(name, hint) for name, hint in hints.items())
    return _COLUMNS[row]


_COLUMNS: dict[type[Row], tuple[Column, ...]] = {}


def _column(name: str, hint: Any) -> Column:
    kind, meaning, *said = get_args(hint)
    parts = get_args(kind) if get_origin(kind) is UnionType else (kind,)
    bare = next(each for each in parts if each is not NoneType)
    found: Kind = said[0] if said else _KINDS[get_origin(bare) or bare]
    return Column(name, found, NoneType in parts, meaning)


_KINDS: Mapping[Any, Kind] = {str: "text", int: "number", bool: "boolean", tuple: "list", Mapping: "data"}
_TYPES: Mapping[Kind, type] = {"text": str, "day": str, "number": int, "boolean": bool, "data": dict}


def read_post(values: Any, path: str) -> PostRow:
    """A post from the values of its columns, for the file that is shown as `path`. Raises ValueError and TypeError."""
    made: list[Any] = []
    for column, value in zip(columns(PostRow), values, strict=True):
        if column.kind == "list":
            parts = tuple(value)
            is_sound = all(type(each) is str for each in parts)
            made.append(parts)
        else:
            is_sound = type(value) is _TYPES[column.kind] or (column.nullable and value is None)
            made.append(value)
        if not is_sound:
            raise ValueError(column.name)
    return PostRow(*made)._replace(path=path)
