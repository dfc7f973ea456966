"""Metadata without fences, which is part of the text: each notation is a reader of what stands at the top.

`header`: `Title: …` lines in Markdown, `docinfo`: the fields of reStructuredText, `meta`: the head of an HTML page,
`asciidoc`: title, author, revision and attributes, `closed`: YAML above a line of dashes that no fence opens.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.diagnostic import Span
from bylint.formats import Block, Entry, Format, Parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bylint.formats import Step

_AROUND = " \t\"'"
LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")


class Said(NamedTuple):
    """One value that a header has, and its place; it has no key where its position says what it means."""

    entry: Entry
    value: Any


class Header(NamedTuple):
    """What was read: where the header begins and ends, and where the body begins."""

    said: tuple[Said, ...]
    start: int
    end: int
    body: int


class Line(NamedTuple):
    """A line of a text, without its newline, and where the next one starts."""

    text: str
    start: int
    next: int

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen on it."""
        return not self.text.strip()


def line_at(text: str, at: int) -> Line | None:
    """The line that starts at a place; None at the end of the text."""
    if at >= len(text):
        return None
    found = LINE.match(text, at)
    return Line(found[1], at, found.end()) if found else None


def scalar(step: Step, key: Span | None, span: Span, text: str) -> Said:
    """A value that is one text; nothing where it is empty."""
    return Said(Entry(step, key, span, "scalar", "plain" if text else "empty", text), text or None)


def listed(step: Step, key: Span | None, span: Span, text: str) -> Said:
    """A value that is several texts on one line, as Pelican and docutils part them: at semicolons, else at commas."""
    mark = ";" if ";" in text else ","
    items: list[Entry] = []
    at = span.start
    for part in text.split(mark):
        if item := part.strip(_AROUND):
            start = at + len(part) - len(part.lstrip(_AROUND))
            items.append(Entry(len(items), None, Span(start, start + len(item)), "scalar", "plain", item))
        at += len(part) + 1
    if not items:
        return scalar(step, key, span, "")
    return Said(Entry(step, key, span, "list", "flow", "", tuple(items)), [item.text for item in items])


def format_of(name: str, read: Callable[[str], Header | None]) -> Format:
    """The notation that a reader reads. Of keys that stand twice the first is heard.

    Where the header lies takes a whole reading, which is kept for what is asked of the same text next.
    """
    read = lru_cache(maxsize=1)(read)

    def delimit(text: str) -> Block | None:
        header = read(text)
        if header is None:
            return None
        start, end = header.start, header.end
        return Block(Span(start, start), Span(start, end), Span(end, end), header.body)

    def said(text: str) -> tuple[Said, ...]:
        header = read(text)
        return header.said if header else ()

    def parse(text: str, _content: Span) -> Parsed:
        values: dict[str, Any] = {}
        found = said(text)
        for each in found:
            values.setdefault(str(each.entry.step), each.value)
        return Parsed(values, has_duplicates=len(values) < len(found))

    def entries(text: str, _content: Span) -> tuple[Entry, ...]:
        return tuple(each.entry for each in said(text))

    return Format(name, delimit, parse, entries, is_fenced=False)


@cache
def header_named(name: str) -> Format:
    """A notation by its name. Raises KeyError for one that there is not."""
    if name in ("header", "docinfo"):
        from bylint.formats.fields import read_docinfo, read_header

        return format_of(name, read_header if name == "header" else read_docinfo)
    if name == "asciidoc":
        from bylint.formats.asciidoc import read_asciidoc

        return format_of(name, read_asciidoc)
    if name == "closed":
        from bylint.formats.yaml_closed import CLOSED_YAML

        return CLOSED_YAML
    if name == "meta":
        from bylint.formats.html_head import read_head

        return format_of(name, read_head)
    raise KeyError(name)
