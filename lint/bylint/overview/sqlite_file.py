"""The report as an SQLite database, which Datasette and any other program can explore.

It has the tables of the report, one of systematic faults, and views of what an editor asks. A file beside it says what
the columns mean: `datasette bylint-report.sqlite --metadata bylint-report.metadata.json`.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from bylint import __version__
from bylint.overview.folders import FIXED
from bylint.overview.holding import ORDER, SQL, stored
from bylint.overview.inserting import as_text
from bylint.overview.rows import TABLES, FindingRow, columns
from bylint.writing import write_file, written_beside

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from bylint.overview.report import Report

APPLICATION = 0x62796C72
"""Marks the file as a report of bylint's (`bylr`)."""
VERSION = 1
"""Of the tables."""

_INDEXED = {
    "posts": ("path", "day", "section", "language", "attribution"),
    "findings": ("post", "rule", "severity", "path", "field", "fingerprint", "status"),
    "facts": ("post", "path", "name, value"),
}
_FAULTS = {
    "sentence": "TEXT NOT NULL",
    "rule": "TEXT NOT NULL",
    "severity": "TEXT NOT NULL",
    "findings": "INTEGER NOT NULL",
    "posts": "INTEGER NOT NULL",
    "subject": "TEXT",
    "field": "TEXT",
    "end": "TEXT",
    "names": "TEXT NOT NULL",
    "first": "TEXT",
    "last": "TEXT",
    "fixes": "INTEGER NOT NULL",
}
_VIEWS = {
    "findings_by_rule": """
        SELECT rule, severity, COUNT(*) AS findings, COUNT(DISTINCT path) AS posts, COUNT(fix) AS fixes
        FROM findings GROUP BY rule, severity ORDER BY findings DESC""",
    "findings_by_month": """
        SELECT SUBSTR(posts.day, 1, 7) AS month, rule, severity, COUNT(*) AS findings
        FROM findings JOIN posts ON posts.id = findings.post GROUP BY month, rule, severity ORDER BY month, rule""",
    "posts_by_author": """
        SELECT e.value AS author, COUNT(*) AS posts, SUM(p.findings) AS findings
        FROM posts p, json_each(p.authors) e GROUP BY author ORDER BY posts DESC""",
    "credited_and_bylined": """
        SELECT a.value AS credited, b.value AS bylined, p.attribution, COUNT(*) AS posts, MIN(p.day) AS first,
               MAX(p.day) AS last
        FROM posts p, json_each(p.authors) a, json_each(p.bylined) b
        GROUP BY credited, bylined, p.attribution ORDER BY posts DESC""",
    "fields_by_year": """
        SELECT SUBSTR(p.day, 1, 4) AS year, e.value AS field, COUNT(*) AS posts
        FROM posts p, json_each(p.fields) e GROUP BY year, field ORDER BY year, field""",
}


def write(report: Report, target: str) -> None:
    """Write the database, and beside it what Datasette says of its columns. Raises OSError and ReportError."""
    with written_beside(target) as temporary, stored(target):
        fill(report, temporary)
    write_file(metadata_of(target), (json.dumps(_metadata(target), indent=2, ensure_ascii=False) + "\n").encode())


def metadata_of(target: str) -> str:
    """The file that lies beside a database."""
    return f"{os.path.splitext(target)[0]}.metadata.json"


def fill(report: Report, file: str) -> None:
    """Make the database in an empty file. Raises sqlite3.Error."""
    with report.holding.attached(file, "made") as connection:
        connection.execute(f"PRAGMA made.application_id = {APPLICATION}")
        connection.execute(f"PRAGMA made.user_version = {VERSION}")
        connection.execute("PRAGMA made.synchronous = OFF")  # it is not there before it is whole
        connection.execute("PRAGMA made.journal_mode = OFF")
        connection.execute("BEGIN")
        for name in TABLES:
            _copy(connection, name, name)
        if report.changes is not None:
            _copy(connection, "gone", FIXED)
        _add_faults(connection, report)
        for name, query in _VIEWS.items():
            connection.execute(f"CREATE VIEW made.{name} AS {query}")
        connection.execute("COMMIT")


def _copy(connection: sqlite3.Connection, source: str, name: str) -> None:
    """A table of the report, in the order of its rows."""
    found = columns(TABLES.get(name, FindingRow))
    parts = ["id INTEGER PRIMARY KEY"]
    parts += [f'"{column.name}" {SQL[column.kind]}{"" if column.nullable else " NOT NULL"}' for column in found]
    taken = [f'"{column.name}"' for column in found]
    if name == "posts":
        taken.insert(0, "id")
    else:
        parts.insert(1, "post INTEGER REFERENCES posts (id)")
        taken.insert(0, "post")
    listed = ", ".join(taken)
    order = ORDER if TABLES.get(name, FindingRow) is FindingRow else "ORDER BY id"
    connection.execute(f"CREATE TABLE made.{name} ({', '.join(parts)})")
    connection.execute(f"INSERT INTO made.{name} ({listed}) SELECT {listed} FROM main.{source} {order}")
    for number, indexed in enumerate(_INDEXED.get(name, ())):
        connection.execute(f"CREATE INDEX made.{name}_{number} ON {name} ({indexed})")


def _add_faults(connection: sqlite3.Connection, report: Report) -> None:
    parts = ", ".join(f'"{name}" {kind}' for name, kind in _FAULTS.items())
    marks = ", ?" * len(_FAULTS)
    connection.execute(f"CREATE TABLE made.faults (id INTEGER PRIMARY KEY, {parts})")
    for fault in list(report.faults()):
        values = {**fault._asdict(), "names": as_text({each.name: each.findings for each in fault.names})}
        connection.execute(f"INSERT INTO made.faults VALUES (NULL{marks})", [values[name] for name in _FAULTS])


def _metadata(target: str) -> dict[str, Any]:
    """What Datasette says of the tables: https://docs.datasette.io/en/stable/metadata.html."""
    name = os.path.splitext(os.path.basename(target))[0]
    return {
        "title": "An archive, as bylint reports it",
        "source": f"bylint {__version__}",
        "databases": {name: {"tables": dict(_tables())}},
    }


def _tables() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, row in TABLES.items():
        yield (
            name,
            {
                "title": name.capitalize(),
                "columns": {column.name: column.meaning for column in columns(row)},
                "size": 50,
                **_SHOWN[name],
            },
        )
    yield "faults", {"title": "Systematic faults", "description": "What explains most findings, most of all first."}


_SHOWN: dict[str, dict[str, Any]] = {
    "posts": {
        "description": "A row for each post.",
        "label_column": "path",
        "facets": ["section", "attribution", {"array": "authors"}, {"array": "bylined"}],
    },
    "findings": {
        "description": "What is wrong, with both ends of each contradiction.",
        "label_column": "message",
        "facets": ["rule", "severity", "field"],
    },
    "facts": {"description": "What archive rules compare.", "facets": ["name"]},
}
"""How Datasette shows the tables at first."""
