"""A line for each diagnostic, as editors and `grep` like it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from bylint.report import LineReport
from bylint.report.places import told
from bylint.report.text import coloured, ending, safe

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic
    from bylint.report import Setting, Summary
    from bylint.source import Source


def open_report(setting: Setting) -> ConciseReport:
    """The report for a setting."""
    return ConciseReport(quiet=setting.quiet)


class ConciseReport(LineReport):
    """`PATH:LINE:COLUMN: SEVERITY RULE MESSAGE (OTHER END)`; every one, also where the text report collapses them."""

    def __init__(self, *, quiet: bool = False) -> None:
        super().__init__()
        self._quiet = quiet

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the lines, then the notices and one line that sums up."""
        out.writelines(f"{line}\n" for line in self._lines)
        self._lines.close()
        if not self._quiet:
            out.write(ending(summary))

    def _line(self, found: Diagnostic, source: Source | None) -> str:  # noqa: ARG002  # as every report
        start = found.range.start
        place = f"{safe(found.path)}:{start.line}:{start.column}"
        return f"{place}: {coloured(found.severity)} {click.style(found.rule, bold=True)} {safe(told(found, str))}"
