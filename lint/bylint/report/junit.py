"""JUnit's XML, as Jenkins, GitLab and Azure Pipelines show it; valid against Jenkins' junit-10.xsd.

A suite is a file, a test case a diagnostic; its class is the file's path with dots, so that Jenkins groups by folder.
No name holds a line number: what failed before is known again when lines move.
"""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from itertools import groupby
from typing import IO, TYPE_CHECKING, Literal, NamedTuple

from bylint.diagnostic import SEVERITIES
from bylint.report import LineReport
from bylint.report.places import path_from_root, printable, proposals, told
from bylint.report.text import safe, summary_line, visible
from bylint.report.xml_text import attributes, xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.diagnostic import Diagnostic
    from bylint.report import Setting, Summary
    from bylint.source import Source

Outcome = Literal["error", "failure", "skipped"]


class _Case(NamedTuple):
    path: str
    outcome: Outcome
    name: str
    inside: str


def open_report(setting: Setting) -> JunitReport:
    """The report for a setting."""
    return JunitReport(setting)


class JunitReport(LineReport):
    """What makes the run fail is a failure, what does not is skipped, and what could not be checked is an error.

    The last suite is the run as a whole, so that a run which finds nothing has a test that passed.
    """

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._path = path_from_root(setting)
        self._failing = SEVERITIES[: SEVERITIES.index(setting.fail_on) + 1]
        self._counts: Counter[Outcome] = Counter()

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the document."""
        counts = self._counts
        total = attributes(
            name="bylint", tests=counts.total() + 1, failures=counts["failure"], errors=counts["error"], time=0
        )
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{total}>\n')
        cases = (_Case(*json.loads(line)) for line in self._lines)
        for path, found in groupby(cases, key=lambda case: case.path):
            out.write(_suite(path, list(found)))
        whole = attributes(name="bylint", tests=1, failures=0, errors=0, skipped=0, time=0)
        case = attributes(name="the run as a whole", classname="bylint", time=0)
        out.write(f"<testsuite{whole}>\n  <testcase{case}>{_notices(summary)}</testcase>\n</testsuite>\n")
        out.write("</testsuites>\n")
        self._lines.close()

    def _line(self, found: Diagnostic, source: Source | None) -> str:  # noqa: ARG002  # as every report
        start = found.range.start
        path = printable(self._path(found.path))
        outcome: Outcome = "skipped"
        if found.rule.startswith("run/"):
            outcome = "error"
        elif found.severity in self._failing:
            outcome = "failure"
        self._counts[outcome] += 1
        message = told(found, self._path)
        place = f"{visible(path)}:{start.line}:{start.column}: {found.severity} {found.rule}"
        body = "\n".join(map(safe, [place, message, *proposals(found)]))
        said = attributes(message=message) if outcome == "skipped" else attributes(message=message, type=found.rule)
        name = f"{found.rule} {visible(found.key)}" if found.key else found.rule
        return json.dumps(_Case(path, outcome, name, f"<{outcome}{said}>{xml(body)}</{outcome}>"))


def _suite(path: str, cases: Sequence[_Case]) -> str:
    """The suite of a file. Of several cases with one name, all but the first are numbered."""
    counts = Counter(case.outcome for case in cases)
    seen: Counter[str] = Counter()
    class_name = posixpath.splitext(path)[0].replace(".", "_").replace("/", ".")
    lines = [
        "<testsuite"
        + attributes(name=path, file=path, tests=len(cases), failures=counts["failure"], errors=counts["error"])
        + attributes(skipped=counts["skipped"], time=0)
        + ">"
    ]
    for case in cases:
        seen[case.name] += 1
        name = case.name if seen[case.name] == 1 else f"{case.name} #{seen[case.name]}"
        lines.append(f"  <testcase{attributes(name=name, classname=class_name, time=0)}>{case.inside}</testcase>")
    return "\n".join([*lines, "</testsuite>\n"])


def _notices(summary: Summary) -> str:
    lines = [summary_line(summary), *map(safe, summary.notices)]
    return f"<system-out>{xml(chr(10).join(lines))}</system-out>"
