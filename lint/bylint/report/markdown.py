"""A summary for people: what $GITHUB_STEP_SUMMARY or a comment on a pull request shows.

Its tables are HTML: inside, nothing is Markdown, and what posts say stands in `<code>`, where GitHub and GitLab look
for no mentions, no references and no emoji.
"""

from __future__ import annotations

from heapq import nsmallest
from html import escape
from itertools import islice
from typing import IO, TYPE_CHECKING

from bylint.diagnostic import SEVERITIES, Span
from bylint.report.places import other_end, path_from_root, proposals
from bylint.report.text import count, summary_line, visible
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic
    from bylint.report import Setting, Summary

LONGEST = 60_000
"""Characters and bytes of the whole at most. A comment on GitHub holds 65,536 characters, a step's summary 1 MiB."""
SHOWN = 50
"""Diagnostics shown, the worst first."""
RULES = 30
"""Rules that are count by name."""
NOTICES = 10
"""Notices that are shown."""
_CUT = 300
"""Characters of one text."""

MARKS = {"error": "🔴 error", "warning": "🟡 warning", "info": "🔵 info"}


def open_report(setting: Setting) -> MarkdownReport:
    """The report for a setting."""
    return MarkdownReport(setting)


class MarkdownReport:
    """How many files and diagnostics, how many by rule, and the worst with both their ends."""

    def __init__(self, setting: Setting) -> None:
        self._path = path_from_root(setting)
        self._worst: list[tuple[tuple[int, tuple[str, Span, str, str]], str]] = []

    def add(self, checked: Checked) -> None:
        """Take one result."""
        for found in checked.diagnostics:
            key = (SEVERITIES.index(found.severity), found.sort_key)
            if len(self._worst) < SHOWN or key < self._worst[-1][0]:
                self._worst = nsmallest(SHOWN, [*self._worst, (key, self._row(found))])

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the summary."""
        parts = [f"### bylint: {summary_line(summary)}\n"]
        if self._worst:
            parts.append(_counts(summary))
        if summary.notices:
            told = "".join(f"<li>{code(notice)}</li>\n" for notice in summary.notices[:NOTICES])
            parts.append(f"<ul>\n{told}</ul>\n")
        if self._worst:
            parts.append("".join(self._table(summary, LONGEST - sum(_size(part) for part in parts))))
        out.write("\n".join(parts))

    def _table(self, summary: Summary, room: int) -> Iterator[str]:
        head = "<table>\n<tr><th></th><th>where</th><th>what</th></tr>\n"
        room -= _size(head) + 200
        yield head
        shown = 0
        for _, row in self._worst:
            room -= _size(row)
            if room < 0:
                break
            shown += 1
            yield row
        yield "</table>\n"
        more = summary.by_severity.total() - shown
        if more:
            yield f"\nand {more:,} more\n"

    def _row(self, found: Diagnostic) -> str:
        start = found.range.start
        ends = [other_end(found, place, self._path) for place in found.related[:5]]
        said = "<br>".join(code(text) for text in (found.message, *ends, *islice(proposals(found), 3)))
        place = code(f"{self._path(found.path)}:{start.line}:{start.column}")
        return f"<tr><td>{MARKS[found.severity]}</td><td>{place}</td><td><b>{found.rule}</b><br>{said}</td></tr>\n"


def _counts(summary: Summary) -> str:
    rules = sorted(summary.by_rule.items(), key=lambda row: (-row[1], row[0]))
    rows = "".join(f"<tr><td>{rule}</td><td align=right>{count:,}</td></tr>\n" for rule, count in rules[:RULES])
    more = f"<tr><td>{count(len(rules) - RULES, 'more rule')}</td><td></td></tr>\n" if len(rules) > RULES else ""
    return f"<table>\n<tr><th>rule</th><th>found</th></tr>\n{rows}{more}</table>\n"


def code(text: str) -> str:
    """What a post says, in an HTML table."""
    shown = escape(visible(shorten(text, _CUT)), quote=False)
    if "##" in shown:
        shown = shown.replace("#", "&#35;")  # nothing that the runner of a CI job takes for a command
    return f"<code>{shown}</code>"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
