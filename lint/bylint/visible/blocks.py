"""The blocks of a body: paragraphs, headings, list items. Quotes, indented code and tables are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

BLOCK_LIMIT = 8192
"""Characters of a block that are read: no byline is that long, and a line of megabytes must not be dear."""


class Block(NamedTuple):
    """A run of source that holds inline text: offsets into the masked text, and what it is."""

    start: int
    end: int
    level: int = 0
    """1 to 6 for a heading."""
    item: bool = False
    """Part of a list."""
    header: bool = False
    """A line of the header below an AsciiDoc title: its author, its revision."""


_BLANKS = frozenset(" \t\0\n")
_OPENING = frozenset(">#-*_=+[|:{ie")
"""What all lines begin with that are no text or are marked, but numbers."""
_BLANK = pattern(r"(?:[ \t\0]*+\n)++|[ \t\0]++\Z")
_INDENT = pattern(r"[ \t\0]*+")
_START = pattern(
    r"(?P<quote>>)"
    r"|(?P<heading>\#{1,6})(?=[ \t\n]|\Z)"
    r"|(?P<rule>(?:(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|={3,}[ \t]*+)\0?(?=\n|\Z))"
    r"|(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]+)"
    r"|(?P<reference>\[[^\]\n]{1,300}\]:)"
    r"|(?P<table>\|)"
    r"|(?P<aside>:{3,}|\{:|\[TOC\])"
    r"|(?P<module>(?:import|export)[ \t])"
)
_DELIMITER_ROW = pattern(r"\n[ \t]*+:?-{2,}:?[ \t]*+\|[-:| \t\0]*+(?=\n|\Z)")
_CLOSING_HASHES = pattern(r"[ \t]#+[ \t\0]*\Z")


def markdown(text: str, *, modules: bool = False) -> Iterator[Block]:
    """Blocks of Markdown that may hold raw HTML. `modules`: MDX, where `import` and `export` are not text."""
    reader = _Markdown(text, modules=modules)
    at = 0
    while at < len(text):
        if text[at] in _BLANKS and (blank := _BLANK.match(text, at)):
            if reader.start >= 0 or reader.skipping:
                yield from reader.blank()
            at = blank.end()
            continue
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if block := reader.line(at, stop):
            yield from block
        at = stop + 1
    yield from reader.close()


class _Markdown:
    """Reads one line after the other, holding the paragraph that is open."""

    def __init__(self, text: str, *, modules: bool) -> None:
        self.text, self.modules = text, modules
        self.start, self.end, self.item = -1, 0, False  # the open paragraph, so far: none
        self.skipping = ""  # "quote", "table" or "module": lines are passed over up to the next blank one
        self.listed = False

    def line(self, start: int, stop: int) -> tuple[Block, ...]:
        """Take a line, and return the blocks that it ends or that it is."""
        text = self.text
        if text[start].isalpha() and not self.modules:
            self.listed = self.listed and (self.start >= 0 or bool(self.skipping))
            self._go_on(start, stop)
            return ()
        content, indent = start, 0
        if text[start] in _BLANKS:
            content = _INDENT.match(text, start, stop).end()  # type: ignore[union-attr]  # it matches nothing, too
            indent = len(text[start:content].replace("\0", "").expandtabs(4))
        if self.start < 0 and not self.skipping:
            if indent >= 4 and not self.listed:
                return ()
            self.listed = self.listed and indent >= 2
        first = text[content : content + 1]
        opened = _START.match(text, content, stop) if first in _OPENING or first.isdigit() else None
        kind = opened.lastgroup if opened else None
        if opened and kind:
            special = _HANDLERS[kind](self, opened, stop)
            if special is not None:
                return special
        self._go_on(content, stop)
        return ()

    def _go_on(self, start: int, stop: int) -> None:
        """The open paragraph has another line, or this is the first one of the next."""
        if not self.skipping:
            if self.start < 0:
                self.start, self.item = start, self.listed
            self.end = stop

    def blank(self) -> tuple[Block, ...]:
        """Pass over blank lines."""
        self.skipping = ""
        return self.close()

    def close(self) -> tuple[Block, ...]:
        """End the open paragraph, unless it is a table."""
        start, end = self.start, self.end
        self.start = -1
        if start < 0 or (self.text.find("\n", start, end) >= 0 and _DELIMITER_ROW.search(self.text, start, end)):
            return ()
        return (Block(start, min(end, start + BLOCK_LIMIT), 0, self.item),)

    def _skip(self, what: str) -> tuple[Block, ...]:
        ended = self.close()
        self.skipping = what
        return ended

    def quote(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        return self._skip("quote")

    def table(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        return self._skip("table")

    def module(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...] | None:
        return self._skip("module") if self.modules and self.start < 0 else None

    def heading(self, opened: re.Match[str], stop: int) -> tuple[Block, ...]:
        before = self.close()
        self.skipping, self.listed = "", False
        closing = _CLOSING_HASHES.search(self.text, max(opened.end(), stop - 80), stop)
        end = min(closing.start() if closing else stop, opened.end() + BLOCK_LIMIT)
        return (*before, Block(opened.end(), end, level=len(opened["heading"])))

    def rule(self, opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        """A line of dashes: it underlines a heading, or parts the text."""
        level = {"=": 1, "-": 2}.get(opened.group()[0])
        blocks = self.close()
        self.skipping = ""
        return (blocks[0]._replace(level=level),) if blocks and level and not blocks[0].item else blocks

    def numbered(self, opened: re.Match[str], stop: int) -> tuple[Block, ...] | None:
        if self.start >= 0 and not self.item and opened["item"][0].isdigit() and opened["item"][:2] != "1.":
            return None  # a numbered item interrupts a paragraph only as number one
        before = self.close()
        self.skipping, self.listed = "", True
        self.start, self.end, self.item = opened.end(), stop, True
        return before

    def reference(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...] | None:
        return None if self.start >= 0 or self.skipping else ()

    def aside(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        return self.close()


_HANDLERS: dict[str, Callable[[_Markdown, re.Match[str], int], tuple[Block, ...] | None]] = {
    "quote": _Markdown.quote,
    "heading": _Markdown.heading,
    "rule": _Markdown.rule,
    "item": _Markdown.numbered,
    "reference": _Markdown.reference,
    "table": _Markdown.table,
    "aside": _Markdown.aside,
    "module": _Markdown.module,
}
"""What takes a line that begins with each of these. None: it is text after all."""


def html(text: str) -> Iterator[Block]:
    """The whole of a page: what parts its lines is the tags, which are read with the text."""
    if text:
        yield Block(0, len(text))


_ASCIIDOC = pattern(
    r"(?P<heading>={1,6})[ \t]+(?=\S)|(?P<hidden>//|\[|\.\S|:[\w!-]+:|image::|include::|video::|'''|<<<)"
    r"|(?P<item>(?:[*.-]{1,5}|\d+\.)[ \t]+)"
)


def asciidoc(text: str) -> Iterator[Block]:
    """Blocks of AsciiDoc. The lines right below the document's title are its header."""
    open_block: Block | None = None
    header = False
    at = 0
    for raw in text.split("\n"):
        start, stop = at, at + len(raw)
        at = stop + 1
        opened = _ASCIIDOC.match(text, start, stop)
        kind = opened.lastgroup if opened else None
        plain = bool(raw.strip(" \t\0")) and kind is None
        if open_block and (not plain or header):
            yield open_block
            open_block = None
        if plain:
            start_of = open_block.start if open_block else start
            open_block = Block(start_of, min(stop, start_of + BLOCK_LIMIT), header=header)
        elif opened and kind == "heading":
            yield Block(opened.end(), min(stop, opened.end() + BLOCK_LIMIT), level=len(opened["heading"]))
        elif opened and kind == "item":
            open_block = Block(opened.end(), stop, item=True)
        header = bool(raw) and (header or raw.startswith("= "))
    if open_block:
        yield open_block


_RST_UNDERLINE = pattern(r"([=\-~^\"'`#*+.:_])\1{2,}[ \t\0]*\Z")
_RST_FIELD = pattern(r":(?=[^:\s][^:\n]{0,60}:[ \t])")


def rst(text: str) -> Iterator[Block]:
    """Blocks of reStructuredText, as far as bylines need them: fields are read, directives and literals are not."""
    open_block: Block | None = None
    at = 0
    for raw in text.split("\n"):
        start, stop = at, at + len(raw)
        at = stop + 1
        if not raw.strip(" \t\0") or raw[0] in " \t" or raw.startswith(".."):
            if open_block:
                yield open_block
                open_block = None
            continue
        if _RST_UNDERLINE.match(raw):
            if open_block:
                yield open_block._replace(level=1)
            open_block = None
            continue
        field = _RST_FIELD.match(raw)
        if field and open_block:
            yield open_block
            open_block = None
        start = open_block.start if open_block else start + bool(field)
        open_block = Block(start, min(stop, start + BLOCK_LIMIT))
    if open_block:
        yield open_block
