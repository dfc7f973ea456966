"""The formats of a report by their names, what each writes, and onto what it may be written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Format(NamedTuple):
    """A format: the module that has its `write(report, target)`, what it writes by default, and the modules it needs.

    `is_folder` where several files are written, into a folder or, where the name ends in `.zip`, into an archive;
    `has_facts` where facts are among what is written.
    """

    module: str
    default: str
    is_folder: bool = False
    has_facts: bool = True
    needs: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = {
    "html": Format("html_file", "bylint-report.html", has_facts=False, needs=("jinja2",)),
    "json": Format("json_file", "bylint-report.json"),
    "csv": Format("csv_files", "bylint-report-csv", is_folder=True),
    "parquet": Format("parquet_files", "bylint-report-parquet", is_folder=True, needs=("pyarrow",)),
    "sqlite": Format("sqlite_file", "bylint-report.sqlite"),
    "markdown": Format("markdown_page", "bylint-report.md", has_facts=False),
}
"""The formats, in the order of the help."""


def load(name: str) -> Any:
    """The module of a format. Raises KeyError for another name, and ImportError where what it needs is not there."""
    for needed in FORMATS[name].needs:
        import_module(needed)
    return import_module(f"bylint.overview.{FORMATS[name].module}")
