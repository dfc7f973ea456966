"""A finding as a row, with the lines that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.overview.rows import FindingRow
from bylint.report.text import shown_part

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic, Span
    from bylint.source import Source

WIDTH = 400
"""Characters of a line shown at most."""
_BEFORE = 80
"""Of these, before what is meant, where there is more behind it."""


class Shown(NamedTuple):
    """A line of a text, and where in it that stands which is meant."""

    text: str | None = None
    start: int = 0
    end: int = 0


def as_row(found: Diagnostic, source: Source | None) -> FindingRow:
    """A diagnostic of a file, whose text is at hand unless it could not be read."""
    place = found.related[0] if found.related else None
    fix = found.fixes[0] if found.fixes else None
    here = show(source, found.span) if source is not None else Shown()
    there = Shown()
    if source is not None and place is not None and place.span is not None and place.path == found.path:
        there = show(source, place.span)
    return FindingRow(
        fingerprint=found.fingerprint,
        path=found.path,
        rule=found.rule,
        severity=found.severity,
        message=found.message,
        field=found.field,
        key=found.key,
        line=found.range.start.line,
        column=found.range.start.column,
        end_line=found.range.end.line,
        end_column=found.range.end.column,
        shown=here.text,
        shown_start=here.start,
        shown_end=here.end,
        other_path=place.path if place is not None else None,
        other_line=place.range.start.line if place is not None else None,
        other_column=place.range.start.column if place is not None else None,
        other_message=place.message if place is not None else None,
        other_shown=there.text,
        other_start=there.start,
        other_end=there.end,
        data=found.data,
        fix=fix.title if fix is not None else None,
        fix_safety=fix.safety if fix is not None else None,
    )


def show(source: Source, span: Span) -> Shown:
    """The line that a span begins in, cut around it where it is long; of a block scalar its first line of text."""
    line, part = shown_part(source, span)
    whole = source.line_span(line)
    start = part.start - whole.start
    end = max(start, min(part.end, whole.end) - whole.start)
    text = source.text[whole.start : whole.end]
    if len(text) <= WIDTH:
        return Shown(text, start, end)
    cut = max(0, min(start - _BEFORE, len(text) - WIDTH))
    before = "…" if cut else ""
    after = "…" if cut + WIDTH < len(text) else ""
    by = len(before) - cut
    return Shown(f"{before}{text[cut : cut + WIDTH]}{after}", start + by, min(end - cut, WIDTH) + len(before))
