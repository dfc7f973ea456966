"""JSON Lines: a diagnostic a line, as in the JSON report, and what is known of the run on the last line."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from bylint.report import Ordered
from bylint.report.json_format import as_head, as_json, dumps

if TYPE_CHECKING:
    from bylint.engine import Checked
    from bylint.report import Setting, Summary


def open_report(_: Setting) -> JsonLinesReport:
    """The report for a setting."""
    return JsonLinesReport()


class JsonLinesReport:
    """A reader that misses the last line, which alone has no `rule`, knows that the run was cut off."""

    def __init__(self) -> None:
        self._lines = Ordered()

    def add(self, checked: Checked) -> None:
        """Take one result."""
        self._lines.add(checked, ((found, dumps(as_json(found))) for found in checked.diagnostics))

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write all lines."""
        out.writelines(f"{line}\n" for line in self._lines)
        out.write(dumps(as_head(summary)) + "\n")
        self._lines.close()
