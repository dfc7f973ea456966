"""GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format)."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from bylint.report import LineReport
from bylint.report.json_format import dumps
from bylint.report.places import path_from_root, printable, told

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic, Severity
    from bylint.report import Setting, Summary
    from bylint.source import Source

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
_BROKEN = "critical"
"""Of a file that could not be checked."""


def open_report(setting: Setting) -> GitlabReport:
    """The report for a setting."""
    return GitlabReport(setting)


class GitlabReport(LineReport):
    """One JSON array. GitLab shows the description only, so that it names the rule too."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._path = path_from_root(setting)

    def finish(self, summary: Summary, out: IO[str]) -> None:  # noqa: ARG002  # as every report
        """Write the array, an entry a line."""
        out.write("[")
        self._write_list(out)
        out.write("\n]\n")

    def _line(self, found: Diagnostic, source: Source | None) -> str:  # noqa: ARG002  # as every report
        start, end = found.range
        return dumps(
            {
                "type": "issue",
                "check_name": found.rule,
                "description": f"{told(found, self._path)} [{found.rule}]",
                "categories": ["Style"],
                "severity": _BROKEN if found.rule.startswith("run/") else _SEVERITIES[found.severity],
                "fingerprint": found.fingerprint,
                "location": {
                    "path": printable(self._path(found.path)),
                    "lines": {"begin": start.line, "end": end.line},
                },
            }
        )
