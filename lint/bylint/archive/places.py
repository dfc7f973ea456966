"""Lines and columns of many spans of one text, asked for in their order, so that no line is counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Position, Range

if TYPE_CHECKING:
    from bylint.diagnostic import Span
    from bylint.source import Source


class Places:
    """Gives what `Source.range` gives, as long as no span begins before the one that was asked for last."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._is_plain = "\r" not in source.text
        self._offset = 0
        self._line = 1

    def range(self, span: Span) -> Range:
        """Lines and columns of a span."""
        if not self._is_plain:
            return self._source.range(span)
        text = self._source.text
        start, end = span
        first = self._line = self._line + text.count("\n", self._offset, start)
        self._offset = start
        last = first + text.count("\n", start, end)
        return Range(
            Position(first, start - text.rfind("\n", 0, start)), Position(last, end - text.rfind("\n", 0, end))
        )
