"""The blocks of a body: paragraphs, headings, list items. Quotes, indented code and tables are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

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
        blank = _BLANK.match(text, at)
        if blank:
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
        self.open: Block | None = None
        self.skipping = ""  # "quote", "table" or "module": lines are passed over up to the next blank one
        self.listed = False

    def line(self, start: int, stop: int) -> tuple[Block, ...]:
        """Take a line, and return the blocks that it ends or that it is."""
        content = _INDENT.match(self.text, start, stop).end()  # type: ignore[union-attr]  # it matches nothing, too
        indent = len(self.text[start:content].replace("\0", "").expandtabs(4))
        if self.open is None and not self.skipping:
            if indent >= 4 and not self.listed:
                return ()
            self.listed = self.listed and indent >= 2
        opened = _START.match(self.text, content, stop)
        kind = opened.lastgroup if opened else None
        if opened and kind:
            special = getattr(self, f"_{kind}")(opened, stop)
            if special is not None:
                return special  # type: ignore[no-any-return]  # each handler below returns blocks or None
        if not self.skipping:
            self.open = self.open._replace(end=stop) if self.open else Block(content, stop, item=self.listed)
        return ()

    def blank(self) -> tuple[Block, ...]:
        """Pass over blank lines."""
        self.skipping = ""
        return self.close()

    def close(self) -> tuple[Block, ...]:
        """End the open paragraph, unless it is a table."""
        block, self.open = self.open, None
        if block is None or _DELIMITER_ROW.search(self.text, block.start, block.end):
            return ()
        return (block._replace(end=min(block.end, block.start + BLOCK_LIMIT)),)

    def _skip(self, what: str) -> tuple[Block, ...]:
        ended = self.close()
        self.skipping = what
        return ended

    def _quote(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        return self._skip("quote")

    def _table(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        return self._skip("table")

    def _module(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...] | None:
        return self._skip("module") if self.modules and self.open is None else None

    def _heading(self, opened: re.Match[str], stop: int) -> tuple[Block, ...]:
        before = self.close()
        self.skipping, self.listed = "", False
        closing = _CLOSING_HASHES.search(self.text, max(opened.end(), stop - 80), stop)
        end = min(closing.start() if closing else stop, opened.end() + BLOCK_LIMIT)
        return (*before, Block(opened.end(), end, level=len(opened["heading"])))

    def _rule(self, opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        """A line of dashes: it underlines a heading, or parts the text."""
        level = {"=": 1, "-": 2}.get(opened.group()[0])
        blocks = self.close()
        self.skipping = ""
        return (blocks[0]._replace(level=level),) if blocks and level and not blocks[0].item else blocks

    def _item(self, opened: re.Match[str], stop: int) -> tuple[Block, ...] | None:
        if self.open is not None and not self.open.item and opened["item"][0].isdigit() and opened["item"][:2] != "1.":
            return None  # a numbered item interrupts a paragraph only as number one
        before = self.close()
        self.skipping, self.listed = "", True
        self.open = Block(opened.end(), stop, item=True)
        return before

    def _reference(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...] | None:
        return None if self.open or self.skipping else ()

    def _aside(self, _opened: re.Match[str], _stop: int) -> tuple[Block, ...]:
        return self.close()


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
