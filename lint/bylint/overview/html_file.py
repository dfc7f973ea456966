"""The report as one page of HTML that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.overview.holding import ReportError
from bylint.overview.links import LinkError, check_template
from bylint.overview.page import write_page
from bylint.writing import written_beside

if TYPE_CHECKING:
    from bylint.overview.report import Report

MARK = "<!-- bylint report -->"
"""What the file ends with, by which it is known."""


def check_link(template: str) -> None:
    """Refuse a template of links that makes no address. Raises ReportError."""
    try:
        check_template(template)
    except LinkError as error:
        raise ReportError(f"--link-template: {error}") from error


def write(report: Report, target: str, *, title: str | None = None, link_template: str | None = None) -> None:
    """Write the page to a file. Raises OSError and ReportError."""
    with written_beside(target) as temporary, open(temporary, "w", encoding="utf-8", newline="\n") as out:
        write_page(report, out, title=title, link_template=link_template)
        out.write(f"\n{MARK}\n")
