"""One visible line, and the way back from its characters to the source."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


class Piece(NamedTuple):
    """Characters in a row and the stretch of the source that they come from: each one's own, or the `whole` for all."""

    length: int
    start: int
    end: int
    whole: bool


class Line:
    """A line as a reader sees it: a line of the source, or a run of it between `<br>`, block tags and hard breaks.

    `text` has neither markup nor link targets; entities are resolved, white space is single blanks, inline code is
    one NUL character.

    - `block`: counts the blocks of the scan; lines of one paragraph share it
    - `level`: 1 to 6 in a heading
    - `item`: in a list
    - `header`: in the header below an AsciiDoc title
    - `emphasised`: all of it is bold or italic
    - `flows`: it runs on from the line before, and the break between them is not visible on the page
    - `links`: half-open range in `text` and target, which is empty for a reference
    """

    def __init__(
        self,
        text: str,
        pieces: Sequence[Piece],
        kept: Sequence[int],
        *,
        block: int,
        level: int = 0,
        item: bool = False,
        header: bool = False,
        emphasised: bool = False,
        flows: bool = False,
        links: tuple[tuple[int, int, str], ...] = (),
    ) -> None:
        """`pieces` are what the line was read from, and `kept` says which of their characters are in `text`."""
        self.text = text
        self._pieces, self._kept = pieces, kept
        self.block, self.level = block, level
        self.item, self.header, self.emphasised, self.flows = item, header, emphasised, flows
        self.links = links

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The source offset before each character of `text`. Few lines are asked for theirs."""
        found: list[int] = []
        for length, start, end, whole in self._pieces:
            found.extend([start] * length if whole else range(start, end))
        return tuple(found[index] for index in self._kept)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The source offset behind each character of `text`."""
        found: list[int] = []
        for length, start, end, whole in self._pieces:
            found.extend([end] * length if whole else range(start + 1, end + 1))
        return tuple(found[index] for index in self._kept)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` lies in the source. An empty slice is an empty span."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if start >= stop:
            at = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[start], self.ends[stop - 1])
