"""The first and last visible lines of a post's body: what a reader sees, and where in the source each character is.

Not a renderer: it reads Markdown and raw HTML together, as bodies mix them, and only as much as is asked for. Code,
quotes, tables, captions, comments and shortcodes are left out; a list, a heading and an emphasised line are marked.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

from bylint.visible import blocks
from bylint.visible.inline import lines
from bylint.visible.line import Line
from bylint.visible.masking import hidden, mask, without_targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bylint.visible.blocks import Block

__all__ = ["Line", "Markup", "head", "headings", "tail"]

Markup = Literal["markdown", "mdx", "html", "asciidoc", "rst"]

HEAD_WINDOWS = (6_000, 48_000)
"""Characters of a body's beginning that are tried in turn until there are enough lines. No more is read."""
TAIL_WINDOW = 8_000
"""Characters of a body's end that are read for its last lines."""
_NEAR_WINDOW = 2_500
"""The part of it that mostly has them, and is tried first where a blank line parts what stands above and below it."""
_PARAGRAPHS = frozenset({"markdown", "mdx"})
_INDENTED = frozenset(" \t\0\n")

_HEADING_SIGNS = {
    "markdown": ("#", "<h", "<H", "\n==", "\n--"),
    "html": ("<h", "<H"),
    "asciidoc": ("=",),
    "rst": ("\n",),
}
"""What a body must hold that has a heading."""

_BLOCKS: dict[str, Callable[[str], Iterator[Block]]] = {
    "mdx": lambda text: blocks.markdown(text, modules=True),
    "html": blocks.html,
    "asciidoc": blocks.asciidoc,
    "rst": blocks.rst,
}


def head(text: str, start: int, end: int, markup: str = "markdown", limit: int = 12) -> tuple[Line, ...]:
    """The first visible lines of `text[start:end]`, at most `limit`. An unknown markup is read as Markdown."""
    found: list[Line] = []
    for window in HEAD_WINDOWS:
        stop = min(end, start + window)
        masked = mask(text, start, stop, hidden(text, start, stop, markup))
        if markup == "asciidoc":
            masked = without_targets(masked)
        found = []
        for line in _lines(masked, start, _blocks(masked, markup), markup):
            found.append(line)
            if len(found) == limit:
                return tuple(found)
        if stop == end:
            break
    return tuple(found)


def headings(text: str, start: int, end: int, markup: str = "markdown") -> tuple[Line, ...]:
    """All headings of `text[start:end]`, in order and with their levels. Without a sign of one, nothing is read."""
    signs = _HEADING_SIGNS.get(markup, _HEADING_SIGNS["markdown"])
    if not any(text.find(sign, start, end) >= 0 for sign in signs):
        return ()
    masked = mask(text, start, end, hidden(text, start, end, markup))
    if markup == "asciidoc":
        masked = without_targets(masked)
    told = (
        block
        for block in _blocks(masked, markup)
        if block.level or any(masked.find(tag, block.start, block.end) >= 0 for tag in ("<h", "<H"))
    )
    return tuple(line for line in _lines(masked, start, told, markup) if line.level)


def tail(text: str, start: int, end: int, markup: str = "markdown", limit: int = 12) -> tuple[Line, ...]:
    """The last visible lines of `text[start:end]`, at most `limit`.

    A code block or comment may have been opened anywhere before: the whole body is passed over once to know.
    """
    first = start
    if end - start > TAIL_WINDOW:
        first = end - TAIL_WINDOW
        paragraph = text.find("\n\n", first, end)
        newline = text.find("\n", first, end)
        first = paragraph if paragraph >= 0 else newline if newline >= 0 else first
    masked = mask(text, first, end, hidden(text, start, end, markup))
    if markup == "asciidoc":
        masked = without_targets(masked)
    paragraph = masked.find("\n\n", max(0, len(masked) - _NEAR_WINDOW))
    if paragraph > 0 and markup in _PARAGRAPHS and masked[paragraph + 2 : paragraph + 3] not in _INDENTED:
        found = _last_lines(masked[paragraph:], first + paragraph, markup, limit)
        if len(found) == limit:
            return found
    return _last_lines(masked, first, markup, limit)


def _last_lines(masked: str, base: int, markup: str, limit: int) -> tuple[Line, ...]:
    parts = list(_blocks(masked, markup))
    found: tuple[Line, ...] = ()
    for kept in (limit, 2 * limit, len(parts)):
        found = tuple(deque(_lines(masked, base, parts[-kept:], markup), maxlen=limit))
        if len(found) == limit or kept >= len(parts):
            break
    return found


def _blocks(masked: str, markup: str) -> Iterator[Block]:
    return _BLOCKS.get(markup, blocks.markdown)(masked)


def _lines(masked: str, base: int, parts: Iterable[Block], markup: str) -> Iterator[Line]:
    number = 0
    for block in parts:
        number += 1
        for line in lines(masked, base, block, number, markdown=markup != "html"):
            number = line.block
            yield line
