"""The report as CSV: a file for each table, in UTF-8 with a byte order mark, as spreadsheets want it.

Texts stand in quotes, so that an empty one (`""`) is told from one that is not there (nothing). Lists and mappings are
JSON. A text that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from bylint.overview.folders import write_tables
from bylint.overview.inserting import as_text
from bylint.overview.rows import Column, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bylint.overview.report import Report
    from bylint.overview.rows import Row

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # the tab and the newlines are meant as such
"""What makes a spreadsheet calculate: https://owasp.org/www-community/attacks/CSV_Injection.

Where an apostrophe stands there already, one more is put before it, so that taking one away gives back the text.
"""


def write(report: Report, target: str) -> None:
    """Write the files into a folder, or a ZIP archive. Raises OSError and ReportError."""
    write_tables(report, target, "csv", _write_table)


def _write_table(row: type[Row], rows: Iterable[Row], file: str) -> None:
    with open(file, "w", encoding="utf-8-sig", newline="") as out:
        write_rows(columns(row), rows, out)


def write_rows(found: tuple[Column, ...], rows: Iterable[Row], out: IO[str]) -> None:
    """Write a table with its header."""
    makers = [_MAKERS[column.kind] for column in found]
    out.write(",".join(column.name for column in found) + "\r\n")
    for row in rows:
        cells = ("" if value is None else make(value) for value, make in zip(row, makers, strict=True))
        out.write(",".join(cells) + "\r\n")


def _text(value: str) -> str:
    mark = "'" if _FORMULA.match(value) else ""
    return f'"{mark}{value.replace(_QUOTE, _TWO)}"'


_QUOTE, _TWO = '"', '""'


def _json(value: Any) -> str:
    return _text(as_text(value))


def _boolean(value: Any) -> str:
    return "true" if value else "false"


_MAKERS: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "day": str,
    "number": str,
    "boolean": _boolean,
    "list": _json,
    "data": _json,
}
