"""Rows on their way into a table, many at once; and the values that a table holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import NOTHING
from bylint.overview.rows import columns
from bylint.report.json_format import finite
from bylint.report.places import readable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bylint.overview.rows import Column, FindingRow, Row

_BATCH = 500
"""Rows that wait."""


class Inserter:
    """Puts rows of one kind into a table. They wait until they are many, or are flushed. Raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection, table: str, row: type[Row], more: int = 0) -> None:
        found = columns(row)
        self._connection = connection
        self._statement = f"INSERT INTO {table} VALUES (?, ?{', ?' * (len(found) + more)})"
        self._texts = [at for at, column in enumerate(found) if column.kind == "text"]
        self._others = [at for at, column in enumerate(found) if column.kind in ("list", "data")]
        self._waiting: list[list[Any]] = []

    def add(self, row: Row, number: int | None, post: int | None, more: Iterable[str | None] = ()) -> None:
        """Take a row, by a number or the next one, with what is kept beside its columns."""
        values: list[Any] = list(row)
        for at in self._texts:
            text = values[at]
            if text is not None and not (text.isascii() and "\0" not in text):
                values[at] = clean(text)
        for at in self._others:
            values[at] = as_text(values[at])
        values += (None if each is None else clean(each) for each in more)
        self._waiting.append([number, post, *values])
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Put in all that wait."""
        if self._waiting:
            self._connection.executemany(self._statement, self._waiting)
            self._waiting.clear()


def clean(text: str) -> str:
    """A text without lone surrogates and NUL, which not all formats can hold."""
    return readable(text).replace("\0", "\ufffd")


def cleaned(row: FindingRow) -> FindingRow:
    """The row, with its texts as all formats can hold them."""
    changed: dict[str, Any] = {name: clean(value) for name, value in row._asdict().items() if isinstance(value, str)}
    return row._replace(**changed)


def as_text(value: Any) -> str:
    """A list or a mapping as JSON."""
    if not value:
        return "{}" if hasattr(value, "keys") else "[]"
    try:
        made = _ENCODE(value)
    except ValueError:
        made = _ENCODE(finite(value))
    return clean(made)


_ENCODE = json.JSONEncoder(ensure_ascii=False, default=str, allow_nan=False).encode


def taken(value: Any, column: Column) -> Any:
    """A boolean, a list or a mapping of a table as a row has it."""
    if column.kind == "boolean":
        return bool(value)
    if column.kind == "list":
        return tuple(json.loads(value)) if value != "[]" else ()
    return json.loads(value) if value != "{}" else NOTHING
