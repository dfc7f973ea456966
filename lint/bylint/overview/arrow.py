"""Rows of a report as Arrow tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bylint.overview.inserting import as_text
from bylint.overview.rows import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.overview.rows import Column, Row

_TYPES = {
    "text": pa.string(),
    "day": pa.date32(),
    "number": pa.int64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.field("element", pa.string(), nullable=False)),
    "data": pa.string(),
}


def schema_of(row: type[Row]) -> pa.Schema:
    """The Arrow schema of a table; each field says in its metadata what it means."""
    return pa.schema(
        pa.field(column.name, _TYPES[column.kind], column.nullable, {"description": column.meaning})
        for column in columns(row)
    )


def as_batch(rows: Sequence[Row], row: type[Row], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as a batch. Texts in them hold no lone surrogates."""
    found = columns(row)
    values = zip(*rows, strict=True) if rows else ([] for _ in found)
    arrays = [
        pa.array([_value(value, column) for value in each], type=_TYPES[column.kind])
        for each, column in zip(values, found, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _value(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind == "day":
        return date.fromisoformat(value)
    return as_text(value) if column.kind == "data" else value
