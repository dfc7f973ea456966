"""A text as it lies on disk: decoded once, with what is needed to write it back and to count lines in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Literal, NamedTuple

from bylint.diagnostic import Position, Range, Span
from bylint.lazy import lazy

NEWLINE = re.compile(r"\r\n?|\n")
"""What ends a line: nothing else does, whatever Unicode and YAML 1.1 say (U+0085, U+2028)."""

_OFTEN = 8
"""Places are looked up by counting, until so many times the text was gone through: then the starts of all lines are
worth finding."""

UTF8_BOM = b"\xef\xbb\xbf"
_FOREIGN_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Defect(NamedTuple):
    """Why bytes are no text, and where: `span` is in the text decoded as far as it goes."""

    span: Span
    message: str


class Source:
    """A decoded text. `path` is how people are told of it; offsets are characters after the BOM, if there is one."""

    def __init__(self, path: str, text: str, *, bom: bool = False, defect: Defect | None = None) -> None:
        self.path = path
        self.text = text
        self.bom = bom
        self.defect = defect
        self._counted = 0

    @classmethod
    def decode(cls, path: str, raw: bytes) -> Source:
        """Read UTF-8, with or without a BOM. Bytes that are something else give a source with a `defect`."""
        bom = raw.startswith(UTF8_BOM)
        if bom:
            raw = raw[len(UTF8_BOM) :]
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return cls(path, raw.decode("utf-8", "surrogateescape"), bom=bom, defect=_undecodable(raw, error))
        if b"\0" in raw:  # in a text with wide characters, every other byte is one
            at = text.index("\0")
            defect = Defect(Span(at, at + 1), "a NUL byte: this is not a text file, or it is damaged")
            return cls(path, text, bom=bom, defect=defect)
        return cls(path, text, bom=bom)

    @lazy
    def newline(self) -> Literal["\n", "\r\n", "\r"]:
        """The newline that the text uses first; a line feed where it has none."""
        found = NEWLINE.search(self.text)
        return found.group() if found else "\n"  # type: ignore[return-value]  # the pattern matches these three only

    @lazy
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(found.end() for found in NEWLINE.finditer(self.text))]
        lines = self.text.split("\n")
        return [0, *accumulate(len(line) + 1 for line in lines[:-1])]

    def position(self, offset: int) -> Position:
        """Line and column of a character."""
        if self._counted <= _OFTEN * len(self.text) and "\r" not in self.text:
            self._counted += offset
            return Position(self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def range(self, span: Span) -> Range:
        """Lines and columns of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def span(self, found: Range) -> Span:
        """The characters between two places, each a line and a column: `range` undone."""
        start, end = (self.line_span(place.line).start + place.column - 1 for place in found)
        return Span(start, end)

    def line_at(self, offset: int) -> Span:
        """Where the line of a character lies, without its newline."""
        text = self.text
        if "\r" in text:
            return self.line_span(self.position(offset).line)
        end = text.find("\n", offset)
        return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)

    def line_span(self, line: int) -> Span:
        """Where a line lies, counted from 1, without its newline."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))


def _undecodable(raw: bytes, error: UnicodeDecodeError) -> Defect:
    for bom, name in _FOREIGN_BOMS:
        if raw.startswith(bom):
            return Defect(
                Span(0, 1), f"not UTF-8: the file begins with the byte order mark of {name}; save it as UTF-8"
            )
    at = len(raw[: error.start].decode("utf-8"))
    byte = raw[error.start]
    return Defect(Span(at, at + 1), f"not UTF-8: byte 0x{byte:02X}; save the file as UTF-8")
