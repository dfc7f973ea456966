"""The report that people read: each diagnostic with the lines it speaks of.

A rule that hits most of a collection becomes one line with its count.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import IO, TYPE_CHECKING, NamedTuple

import click

from bylint.diagnostic import SEVERITIES, Diagnostic, Severity, Span
from bylint.patterns import pattern
from bylint.report import Ordered, Summary

if TYPE_CHECKING:
    from collections.abc import Collection

    from bylint.checked import Checked
    from bylint.report import Setting
    from bylint.source import Source

COLLAPSE_FROM = 20
"""A collection of fewer files is never collapsed."""
COLLAPSE_SHARE = 0.5
"""A rule that speaks in more than this share of a collection's files becomes one line."""
WIDTH = 110
"""Columns of source shown at most."""

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
_BEYOND_ASCII = "\x80-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
_UNSAFE = pattern(f"[\x00-\x1f\x7f{_BEYOND_ASCII}]")
UNSAFE_BEYOND_ASCII = pattern(f"[{_BEYOND_ASCII}]")
"""What no report shows as it is, but for control characters."""


_COMMAND = pattern(r"##(?=\w*\[)")


def safe(text: str) -> str:
    """Text that steers neither a terminal nor the log of a CI job.

    What nobody sees becomes an escape, and so does the first character of what the runner of a CI job takes for a
    command: `::` where a line begins and `##[` anywhere
    (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions), `##vso[`
    (https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands) and `##teamcity[`.
    """
    shown = visible(text)
    if ":" in shown and shown.lstrip().startswith("::"):
        shown = shown.replace("::", "\\x3a:", 1)
    return _COMMAND.sub("\\\\x23#", shown) if "##" in shown else shown


def visible(text: str) -> str:
    """Text on one line, with control characters, bidi controls, lone surrogates and noncharacters as escapes."""
    return _UNSAFE.sub(lambda found: _escape(found.group()), text)


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class _Record(NamedTuple):
    collection: str
    rule: str
    severity: Severity
    place: str
    message: str
    drawn: str


def open_report(setting: Setting) -> TextReport:
    """The report for a setting."""
    return TextReport(setting.explicit, quiet=setting.quiet, statistics=setting.statistics)


class TextReport:
    """Draws each diagnostic. `explicit` are rules that the user asked for by name: they are never collapsed."""

    def __init__(self, explicit: Collection[str] = (), *, quiet: bool = False, statistics: bool = False) -> None:
        self._explicit = frozenset(explicit)
        self._quiet = quiet
        self._statistics = statistics
        self._lines = Ordered()
        self._files: Counter[str] = Counter()
        self._hits: Counter[tuple[str, str]] = Counter()
        self._severities: dict[tuple[str, str], Counter[str]] = {}

    def add(self, checked: Checked) -> None:
        """Take one result."""
        collection = _collection(checked.path)
        self._files[collection] += not checked.later
        for rule in {diagnostic.rule for diagnostic in checked.diagnostics}:
            self._hits[collection, rule] += 1
        for found in checked.diagnostics:
            self._severities.setdefault((collection, found.rule), Counter())[found.severity] += 1
        if self._statistics:
            return
        self._lines.add(checked, ((found, self._record(collection, checked, found)) for found in checked.diagnostics))

    @staticmethod
    def _record(collection: str, checked: Checked, found: Diagnostic) -> str:
        place = f"{safe(found.path)}:{found.range.start.line}:{found.range.start.column}"
        record = _Record(
            collection, found.rule, found.severity, place, safe(found.message), draw(found, checked.source)
        )
        return json.dumps(record)

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write diagnostics, then what was collapsed, then the notices and one line that sums up."""
        collapsed: dict[tuple[str, str], _Record] = {}
        for line in self._lines:
            record = _Record(*json.loads(line))
            if self._collapses(record):
                collapsed.setdefault((record.collection, record.rule), record)
            else:
                out.write(record.drawn + "\n\n")
        for record in collapsed.values():
            out.write(self._collapsed_line(record) + "\n\n")
        self._lines.close()
        if self._statistics:
            out.write(_statistics(summary))
        if not self._quiet:
            out.write(ending(summary))

    def _collapses(self, record: _Record) -> bool:
        files, hits = self._files[record.collection], self._hits[record.collection, record.rule]
        return files >= COLLAPSE_FROM and hits > COLLAPSE_SHARE * files and record.rule not in self._explicit

    def _collapsed_line(self, record: _Record) -> str:
        hits, files = self._hits[record.collection, record.rule], self._files[record.collection]
        where = safe(record.collection) or "."
        found = self._severities[record.collection, record.rule]
        worst, *others = (severity for severity in SEVERITIES if found[severity])
        head = f"{where}: {coloured(worst)} {click.style(record.rule, bold=True)} in {hits} of {files} files"
        if others:
            head += f" ({', '.join(count(found[severity], severity) for severity in (worst, *others))})"
        return f"{head}\n  first at {record.place}: {record.message}\n  to see each: --select {record.rule}"


def _collection(path: str) -> str:
    return "/".join(path.split("/")[:-1][:3])


def _statistics(summary: Summary) -> str:
    width = len(str(max(summary.by_rule.values(), default=0)))
    rows = sorted(summary.by_rule.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>{width}}  {rule}\n" for rule, count in rows)


def ending(summary: Summary) -> str:
    """The notices, and the line that sums up."""
    return "".join(f"note: {safe(notice)}\n" for notice in summary.notices) + f"{summary_line(summary)}\n"


def summary_line(summary: Summary) -> str:
    """One line: how many files, how many diagnostics of each severity, how many were let stand."""
    files = count(summary.files, "file")
    if summary.files == 0:
        return "no files were checked"
    found = [count(summary.by_severity[severity], severity) for severity in SEVERITIES if summary.by_severity[severity]]
    told = ", ".join(found) or "nothing found"
    passed = [f"{summary.suppressed} let stand"] if summary.suppressed else []
    passed += [f"{summary.baselined:,} in the baseline"] if summary.baselined else []
    standing = f" ({', '.join(passed)})" if passed else ""
    fixed = f"; {count(summary.fixed, 'fix')} made in {count(summary.fixed_files, 'file')}" if summary.fixed else ""
    return f"{files} checked: {told}{standing}{fixed}"


def count(number: int, word: str) -> str:
    """So many of something, in words: `1 file`, `2 fixes`, `3 info`."""
    ending = "" if number == 1 or word == "info" else "es" if word.endswith("x") else "s"
    return f"{number:,} {word}{ending}"


def coloured(severity: Severity) -> str:
    """A severity in its colour."""
    return click.style(severity, fg=_COLOURS[severity], bold=True)


def draw(diagnostic: Diagnostic, source: Source | None) -> str:
    """A diagnostic with both its ends underlined, and what is suggested."""
    start = diagnostic.range.start
    lines = [
        (
            f"{safe(diagnostic.path)}:{start.line}:{start.column}: "
            f"{coloured(diagnostic.severity)} {click.style(diagnostic.rule, bold=True)}"
        ),
        f"  {safe(diagnostic.message)}",
    ]
    if source is not None:
        ends = [(*shown_part(source, diagnostic.span), "^", "")]
        for place in diagnostic.related:
            if place.path == diagnostic.path and place.span is not None:
                ends.append((*shown_part(source, place.span), "~", place.message))
            else:
                lines.append(
                    f"  {safe(place.path)}:{place.range.start.line}:{place.range.start.column}: {safe(place.message)}"
                )
        gutter = max(2, *(len(str(line)) for line, *_ in ends))
        for line, span, mark, label in sorted(ends):
            lines += _excerpt(source, line, span, mark, label, gutter)
    lines += [f"  {'fix' if fix.safety == 'safe' else 'suggestion'}: {safe(fix.title)}" for fix in diagnostic.fixes]
    return "\n".join(lines)


_BLOCK_HEADER = pattern(r"[|>][-+1-9]{0,2}[ \t]*(?:#.*)?(?:\r\n?|\n)\s*")


def shown_part(source: Source, span: Span) -> tuple[int, Span]:
    """The line to show of a span, and what to underline: of a block scalar its first line of text, not its header."""
    header = _BLOCK_HEADER.match(source.text, span.start, span.end)
    start = header.end() if header and header.end() < span.end else span.start
    return source.position(start).line, Span(start, span.end)


def _excerpt(source: Source, line: int, span: Span, mark: str, label: str, gutter: int) -> list[str]:
    """A line of source and the marks below its part that is meant; a long line is cut around it."""
    whole = source.line_span(line)
    start, end = span.start - whole.start, max(min(span.end, whole.end) - whole.start, span.start - whole.start)
    text = source.text[whole.start : whole.end]
    cut = max(0, min(start - 20, len(text) - WIDTH)) if len(text) > WIDTH else 0
    shown = text[cut : cut + WIDTH]
    before = "…" if cut else ""
    after = "…" if cut + WIDTH < len(text) else ""
    pad = len(before) + _width(safe(shown[: start - cut].replace("\t", " ")))
    length = max(_width(safe(shown[start - cut : end - cut].replace("\t", " "))), 1)
    body = before + safe(shown.replace("\t", " ")) + after
    underline = click.style(mark * length, fg="red" if mark == "^" else "cyan", bold=True)
    return [
        f"  {line:>{gutter}} | {body}".rstrip(),
        f"  {'':>{gutter}} | {' ' * pad}{underline}{' ' + safe(label) if label else ''}",
    ]


def _width(text: str) -> int:
    """Columns of a terminal that a text takes: wide East Asian letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
