"""reviewdog's diagnostic format, with suggestions (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf).

Its paths are relative to the working directory: reviewdog adds the way from the repository's root to there.
`related_locations` are known to reviewdog 0.18 and newer; older ones refuse what they do not know.
"""

from __future__ import annotations

from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any

from bylint.diagnostic import Range
from bylint.report import LineReport
from bylint.report.json_format import dumps
from bylint.report.places import offset, printable, told, utf8_column
from bylint.report.text import visible

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic, PlacedFix, Position
    from bylint.report import Setting, Summary
    from bylint.source import Source

MOST_LINES = 50
"""A suggestion that spans more lines is none: reviewdog shows all of them again."""


def open_report(_: Setting) -> RdjsonReport:
    """The report for a setting."""
    return RdjsonReport()


class RdjsonReport(LineReport):
    """A `DiagnosticResult`. Columns count bytes of UTF-8 from 1, ends are exclusive."""

    def _line(self, found: Diagnostic, source: Source | None) -> str:
        return dumps(_diagnostic(found, source))

    def finish(self, summary: Summary, out: IO[str]) -> None:  # noqa: ARG002  # as every report
        """Write the result, a diagnostic a line."""
        out.write('{"source": {"name": "bylint"}, "diagnostics": [')
        self._write_list(out)
        out.write("\n]}\n")


def _diagnostic(found: Diagnostic, source: Source | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "message": told(found, printable),
        "location": _location(found.path, found.range, source),
        "severity": found.severity.upper(),
        "code": {"value": found.rule},
    }
    if found.related:
        made["related_locations"] = [
            {
                "message": visible(place.message),
                "location": _location(place.path, place.range, source if place.path == found.path else None),
            }
            for place in found.related
        ]
    if source is not None and (suggestions := [s for fix in found.fixes if (s := _suggestion(fix, found, source))]):
        made["suggestions"] = suggestions
    return made


def _location(path: str, at: Range, source: Source | None) -> dict[str, Any]:
    return {"path": printable(path), "range": _range(at, source)}


def _range(at: Range, source: Source | None) -> dict[str, Any]:
    return {"start": _position(at.start, source), "end": _position(at.end, source)}


def _position(at: Position, source: Source | None) -> dict[str, int]:
    """A line, and a column where the text is at hand to count bytes in."""
    return {"line": at.line} if source is None else {"line": at.line, "column": utf8_column(source, at)}


def _suggestion(fix: PlacedFix, found: Diagnostic, source: Source) -> dict[str, Any] | None:
    """A fix as one replacement, since reviewdog offers each suggestion by itself: what lies between edits stays."""
    if not fix.edits or any(edit.path != found.path for edit in fix.edits):
        return None
    edits = sorted(fix.edits, key=lambda edit: edit.range)
    whole = Range(edits[0].range.start, max(edit.range.end for edit in edits))
    if whole.end.line - whole.start.line >= MOST_LINES:
        return None
    parts = [edits[0].text]
    for before, edit in pairwise(edits):
        parts += [source.text[offset(source, before.range.end) : offset(source, edit.range.start)], edit.text]
    text = "".join(parts)
    if not text.isascii() and text.encode("utf-8", "replace").decode() != text:  # lone surrogates
        return None
    return {"range": _range(whole, source), "text": text}
