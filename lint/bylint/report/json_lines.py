"""JSON Lines: a diagnostic a line, as in the JSON report, and what is known of the run on the last line."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from bylint.report.json_format import JsonReport, as_head, dumps

if TYPE_CHECKING:
    from bylint.report import Setting, Summary


def open_report(_: Setting) -> JsonLinesReport:
    """The report for a setting."""
    return JsonLinesReport()


class JsonLinesReport(JsonReport):
    """A reader that misses the last line, which alone has no `rule`, knows that the run was cut off."""

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write all lines."""
        out.writelines(f"{line}\n" for line in self._lines)
        out.write(dumps(as_head(summary)) + "\n")
        self._lines.close()
