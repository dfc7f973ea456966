"""A report of several files: in a folder of its own, or in a ZIP archive."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

from bylint import __version__
from bylint.overview.rows import TABLES, FindingRow
from bylint.writing import write_file, written_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bylint.overview.report import Report
    from bylint.overview.rows import Row

ABOUT = "about.json"
"""The file that says that a folder holds a report."""

FIXED = "fixed"
"""The table of what has gone since an earlier run, where the report is compared with one."""


def write_tables(
    report: Report, target: str, suffix: str, write: Callable[[type[Row], Iterable[Row], str], None]
) -> None:
    """Write each table to a file of its own: all of them or, where one cannot be written, none."""
    rows: dict[str, Callable[[], Iterable[Row]]] = {
        "posts": report.posts,
        "findings": report.findings,
        "facts": report.facts,
    }
    if report.changes is not None:
        rows[FIXED] = report.fixed
    said = {"bylint-report": 1, "bylint": __version__, "format": suffix, "tables": list(rows)}
    about = f"{json.dumps(said)}\n"
    is_archive = target.lower().endswith(".zip")
    beside = os.path.dirname(os.path.realpath(target))
    with tempfile.TemporaryDirectory(prefix=".bylint-", dir=beside, ignore_cleanup_errors=True) as folder:
        for name, ask in rows.items():
            write(TABLES.get(name, FindingRow), ask(), os.path.join(folder, f"{name}.{suffix}"))
        if is_archive:
            _pack(target, folder, about)
        else:
            _move(target, folder, about, [f"{name}.{suffix}" for name in (*TABLES, FIXED)])


def _pack(target: str, folder: str, about: str) -> None:
    with written_beside(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(ABOUT, about)
        for name in sorted(os.listdir(folder)):
            archive.write(os.path.join(folder, name), name)


def _move(target: str, folder: str, about: str, names: Iterable[str]) -> None:
    """Put files into a folder that may have a report already; one that has no successor goes."""
    target = os.path.realpath(target)
    os.makedirs(target, exist_ok=True)
    write_file(os.path.join(target, ABOUT), about.encode())
    for name in names:
        made = os.path.join(folder, name)
        if os.path.lexists(made):
            os.replace(made, os.path.join(target, name))
        else:  # of a report that was compared with another
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(target, name))
