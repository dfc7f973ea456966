"""The JSON Schema of a report in JSON, made from its rows."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bylint.overview.earlier import Changes
from bylint.overview.rows import TABLES, FindingRow, columns
from bylint.overview.systematic import Fault, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bylint.json_schemas import Schema
    from bylint.overview.rows import Column

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_KINDS: Mapping[str, Schema] = {
    "text": _TEXT,
    "day": {**_TEXT, "format": "date"},
    "number": _NUMBER,
    "boolean": {"type": "boolean"},
    "list": {"type": "array", "items": _TEXT},
    "data": {"type": "object"},
}
_FAULT: Mapping[str, Schema] = {
    **dict.fromkeys(("sentence", "rule", "severity", "example"), _TEXT),
    **dict.fromkeys(("subject", "field", "end", "first", "last"), _TEXT_OR_NULL),
    **dict.fromkeys(("findings", "posts", "distinct", "fixes", "errors", "opposed"), _NUMBER),
}


def report_schema() -> Schema:
    """What `bylint report --format json` writes."""
    head = json.loads((files("bylint.report") / "output.schema.json").read_text("utf-8"))["properties"]
    names = _object({"name": _TEXT, "findings": _NUMBER}, Name._fields)
    changes = _object({"earlier": _TEXT, **dict.fromkeys(("new", "fixed", "standing"), _NUMBER)}, Changes._fields)
    lists = {name: columns(row) for name, row in TABLES.items()} | {"fixed": columns(FindingRow)}
    properties: dict[str, Schema] = {
        **{name: each for name, each in head.items() if name != "diagnostics"},
        "changes": {"anyOf": [changes, {"type": "null"}], "description": "null where no earlier run is compared with"},
        "faults": _array(_object({**_FAULT, "names": _array(names)}, Fault._fields)),
        **{name: _array(_object({each.name: _column(each) for each in found})) for name, found in lists.items()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "bylint report --format json",
        **_object(properties),
    }


def _object(properties: Mapping[str, Schema], names: Iterable[str] | None = None) -> Schema:
    ordered = list(names if names is not None else properties)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ordered,
        "properties": {name: properties[name] for name in ordered},
    }


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _column(column: Column) -> Schema:
    made: dict[str, Any] = {**_KINDS[column.kind], "description": column.meaning}
    if column.nullable:
        made["type"] = [made["type"], "null"]
    return made
