"""A line for each diagnostic, as editors and `grep` like it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from bylint.report import Records
from bylint.report.places import told
from bylint.report.text import coloured, ending, safe

if TYPE_CHECKING:
    from bylint.engine import Checked
    from bylint.report import Setting, Summary


def open_report(setting: Setting) -> ConciseReport:
    """The report for a setting."""
    return ConciseReport(quiet=setting.quiet)


class ConciseReport:
    """`PATH:LINE:COLUMN: SEVERITY RULE MESSAGE (OTHER END)`; every one, also where the text report collapses them."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._records = Records()
        self._quiet = quiet

    def add(self, checked: Checked) -> None:
        """Take one result."""
        for found in checked.diagnostics:
            start = found.range.start
            place = f"{safe(found.path)}:{start.line}:{start.column}"
            rule = click.style(found.rule, bold=True)
            line = f"{place}: {coloured(found.severity)} {rule} {safe(told(found, str))}"
            self._records.write(found, line)

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the lines, then the notices and one line that sums up."""
        out.writelines(f"{line}\n" for line in self._records)
        self._records.close()
        if not self._quiet:
            out.write(ending(summary))
