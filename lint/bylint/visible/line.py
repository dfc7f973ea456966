"""One visible line, and the way back from its characters to the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.diagnostic import Span
from bylint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


Piece = tuple[int, int, int, bool]
"""Length, start, end, whole: characters in a row and the stretch of the source that they come from, each one its own
or the `whole` for all."""


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

    raw = ""
    """The source of a line that was not read yet; it begins with a letter or digit, blanks and marks aside."""

    def __init__(
        self,
        text: str,
        pieces: Sequence[Piece],
        cuts: Sequence[tuple[int, int]] = (),
        links: tuple[tuple[int, int, str], ...] = (),
        *,
        block: int,
        level: int = 0,
        item: bool = False,
        header: bool = False,
        emphasised: bool = False,
        flows: bool = False,
    ) -> None:
        """`pieces` are what the line was read from, and `cuts` the ranges of characters that `text` leaves out."""
        self.text = text
        self.pieces, self.cuts = pieces, cuts
        self.block, self.level = block, level
        self.item, self.header, self.emphasised, self.flows = item, header, emphasised, flows
        self.links = links

    @lazy
    def starts(self) -> tuple[int, ...]:
        """The source offset before each character of `text`."""
        return tuple(start for start, _ in self._offsets())

    @lazy
    def ends(self) -> tuple[int, ...]:
        """The source offset behind each character of `text`."""
        return tuple(end for _, end in self._offsets())

    def start_of(self, index: int) -> int:
        """The source offset before one character: `starts[index]`, but cheap."""
        return self._stretch(index)[0]

    @property
    def first(self) -> int:
        """Where the line begins in the source."""
        return self._stretch(0)[0]

    @property
    def last(self) -> int:
        """Where the line ends in the source."""
        return self._stretch(len(self.text) - 1)[1]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` lies in the source. An empty slice is an empty span."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if start >= stop:
            at = self._stretch(start)[0] if start < len(self.text) else self.last
            return Span(at, at)
        return Span(self._stretch(start)[0], self._stretch(stop - 1)[1])

    def _stretch(self, index: int) -> tuple[int, int]:
        """The stretch of the source that one character of `text` comes from."""
        for start, end in self.cuts:
            if start > index:
                break
            index += end - start
        for length, start, end, whole in self.pieces:
            if index < length:
                return (start, end) if whole else (start + index, start + index + 1)
            index -= length
        raise IndexError(index)

    def _offsets(self) -> Iterator[tuple[int, int]]:
        """The stretch of each character."""
        every: list[tuple[int, int]] = []
        for length, start, end, whole in self.pieces:
            every += (
                [(start, end)] * length if whole else zip(range(start, end), range(start + 1, end + 1), strict=True)
            )
        at = 0
        for start, end in self.cuts:
            yield from every[at:start]
            at = end
        yield from every[at:]


class UnreadLine(Line):
    """The one line of a block, read when its text is first asked for: of most lines, nobody asks more than these."""

    def __init__(self, raw: str, read: Callable[[], Line], *, block: int, level: int, item: bool, header: bool) -> None:
        self.raw, self._read = raw, read
        self.block, self.level, self.item, self.header, self.flows = block, level, item, header, False

    def __getattr__(self, name: str) -> Any:
        if name not in _READ:
            raise AttributeError(name)
        vars(self).update(vars(self._read()), raw="")
        return vars(self)[name]


_READ = frozenset({"text", "pieces", "cuts", "links", "emphasised"})
