"""One visible line, and the way back from its characters to the source."""

from __future__ import annotations

from typing import NamedTuple

from bylint.diagnostic import Span


class Line(NamedTuple):
    """A line as a reader sees it: a line of the source, or a run of it between `<br>`, block tags and hard breaks.

    `text` has neither markup nor link targets; entities are resolved, white space is single blanks, inline code is
    one NUL character. `starts[i]` and `ends[i]` are the source offsets around the character `text[i]`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    block: int
    """Counts the blocks of the scan: lines of one paragraph share it."""
    level: int = 0
    """1 to 6 in a heading."""
    item: bool = False
    """In a list."""
    header: bool = False
    """In the header below an AsciiDoc title."""
    emphasised: bool = False
    """All of it is bold or italic."""
    flows: bool = False
    """It runs on from the line before: the break between them is not visible on the page."""
    links: tuple[tuple[int, int, str], ...] = ()
    """Half-open range in `text` and target, which is empty for a reference."""

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` lies in the source. An empty slice is an empty span."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if start >= stop:
            at = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[start], self.ends[stop - 1])
