"""Annotations on a pull request, by commands to the runner of GitHub Actions.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions. How the runner reads them:
https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
"""

from __future__ import annotations

from heapq import nsmallest
from typing import IO, TYPE_CHECKING

from bylint.diagnostic import SEVERITIES, Severity, Span
from bylint.report.places import other_end, path_from_root, printable, proposals
from bylint.report.text import count, visible

if TYPE_CHECKING:
    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic
    from bylint.report import Setting, Summary

SHOWN = 10
"""GitHub shows so many annotations of each kind in a step, and says nothing of the others."""
LONGEST = 4000
"""Characters of a message. The runner cuts it at 4,096."""

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def open_report(setting: Setting) -> GithubReport:
    """The report for a setting."""
    return GithubReport(setting)


class GithubReport:
    """The worst first, as many as are shown; the last line counts the others."""

    def __init__(self, setting: Setting) -> None:
        self._path = path_from_root(setting)
        self._kept: dict[Severity, list[tuple[tuple[str, Span, str, str], str]]] = {each: [] for each in SEVERITIES}

    def add(self, checked: Checked) -> None:
        """Take one result."""
        for found in checked.diagnostics:
            kept = self._kept[found.severity]
            if len(kept) < SHOWN or found.sort_key < kept[-1][0]:
                one = (found.sort_key, self._command(found))
                self._kept[found.severity] = nsmallest(SHOWN, [*kept, one])

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the commands."""
        left: list[tuple[int, Severity]] = []
        for severity in SEVERITIES:
            lines = [line for _, line in self._kept[severity]]
            if severity == "info" and (left or summary.by_severity[severity] > SHOWN):
                lines = lines[: SHOWN - 1]  # the last line takes one of the places
            out.writelines(f"{line}\n" for line in lines)
            if more := summary.by_severity[severity] - len(lines):
                left.append((more, severity))
        if left:
            told = ", ".join(count(number, severity) for number, severity in left)
            out.write(f"::notice title=bylint::not shown: {told}; GitHub shows {SHOWN} of each kind in a step\n")

    def _command(self, found: Diagnostic) -> str:
        start, end = found.range
        where = f"file={_property(printable(self._path(found.path)))},line={start.line}"
        if start.line == end.line:
            where += f",endLine={end.line},col={start.column},endColumn={end.column}"
        ends = [other_end(found, place, self._path) for place in found.related]
        message = "\n".join([visible(found.message), *ends, *proposals(found)])
        if len(message) > LONGEST:
            message = message[: LONGEST - 1] + "…"
        return f"::{_COMMANDS[found.severity]} {where},title={_property(found.rule)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
