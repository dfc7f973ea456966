"""The report as JSON: all of its rows, one on a line, so that a file of any size can be read line by line.

`bylint schema --report` prints its JSON Schema.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from bylint.report.json_format import as_head, dumps
from bylint.writing import written_beside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.overview.report import Report


def write(report: Report, target: str) -> None:
    """Write the report to a file. Raises OSError and ReportError."""
    with written_beside(target) as temporary, open(temporary, "w", encoding="ascii", newline="\n") as out:
        write_to(report, out)


def write_to(report: Report, out: IO[str]) -> None:
    """Write the report to a stream."""
    out.write(dumps({**as_head(report.summary), "changes": _changes(report)})[:-1])
    _write_list(out, "faults", (each._asdict() | {"names": _names(each.names)} for each in report.faults()))
    _write_list(out, "posts", (each._asdict() for each in report.posts()))
    _write_list(out, "findings", (each._asdict() for each in report.findings()))
    _write_list(out, "fixed", (each._asdict() for each in report.fixed()))
    _write_list(out, "facts", (each._asdict() for each in report.facts()))
    out.write("}\n")


def _write_list(out: IO[str], name: str, rows: Iterable[dict[str, Any]]) -> None:
    out.write(f', "{name}": [')
    for number, row in enumerate(rows):
        out.write((",\n" if number else "\n") + dumps(row))
    out.write("\n]")


def _names(names: Iterable[Any]) -> list[dict[str, Any]]:
    return [each._asdict() for each in names]


def _changes(report: Report) -> dict[str, Any] | None:
    return None if report.changes is None else report.changes._asdict()
