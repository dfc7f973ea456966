"""Checkstyle's XML, which Jenkins (warnings-ng), reviewdog and many others read."""

from __future__ import annotations

import json
from itertools import groupby
from typing import IO, TYPE_CHECKING

from bylint.report import LineReport
from bylint.report.places import path_from_root, printable, told
from bylint.report.xml_text import attributes

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic
    from bylint.report import Setting, Summary
    from bylint.source import Source


def open_report(setting: Setting) -> CheckstyleReport:
    """The report for a setting."""
    return CheckstyleReport(setting)


class CheckstyleReport(LineReport):
    """A `file` for each path, an `error` for each diagnostic; `source` has the rule as `bylint.GROUP.RULE`."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._path = path_from_root(setting)

    def finish(self, summary: Summary, out: IO[str]) -> None:  # noqa: ARG002  # as every report
        """Write the document."""
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n')
        for path, lines in groupby(map(json.loads, self._lines), key=lambda record: record[0]):
            out.write(f"<file{attributes(name=path)}>\n")
            out.writelines(f"  {line}\n" for _, line in lines)
            out.write("</file>\n")
        out.write("</checkstyle>\n")
        self._lines.close()

    def _line(self, found: Diagnostic, source: Source | None) -> str:  # noqa: ARG002  # as every report
        start = found.range.start
        made = attributes(
            line=start.line,
            column=start.column,
            severity=found.severity,
            message=told(found, self._path),
            source=f"bylint.{found.rule.replace('/', '.')}",
        )
        return json.dumps([printable(self._path(found.path)), f"<error{made}/>"])
