"""The head of an HTML page as Pelican reads it: `<title>`, and `<meta name="author" content="…">`.

Source: Pelican's `readers.py`, `HTMLReader`: names in lower case, `keywords` are tags, and both are lists.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bylint.diagnostic import Span
from bylint.formats.headers import Header, Said, listed, scalar
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = pattern(r"<head(?:\s[^<>]*)?>", re.IGNORECASE)
_END = pattern(r"</head\s*>", re.IGNORECASE)
_BODY = pattern(r"\s*+<body(?:\s[^<>]*)?>", re.IGNORECASE)
_LONGEST = 20_000
"""A longer head is no writer's: such pages are saved from elsewhere, and reading some takes quadratic time."""
_VALUE = r"""\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))"""
_NAME = pattern(rf"\sname{_VALUE}", re.IGNORECASE)
_CONTENT = pattern(rf"\scontents?{_VALUE}", re.IGNORECASE)
_LISTS = frozenset({"tags", "authors", "keywords"})


def read_head(text: str) -> Header | None:
    """The head of a page; None where the text does not begin with one, or it says nothing."""
    head = _HEAD.search(text, 0, _LONGEST)
    end = _END.search(text, head.end(), head.end() + _LONGEST) if head else None
    if head is None or end is None:
        return None
    reader = _Reader(text[head.end() : end.start()], head.end())
    if not reader.said:
        return None
    body = _BODY.match(text, end.end())
    return Header(tuple(reader.said), head.end(), end.start(), body.end() if body else end.end())


class _Reader(HTMLParser):
    """Finds the tags that say something. Places are the sum of the head's and those in it."""

    def __init__(self, head: str, offset: int) -> None:
        super().__init__(convert_charrefs=False)
        self.head = head
        self.begin = offset
        self.lines = [0, *(found.end() for found in re.finditer("\n", head))]
        self.title: int | None = None
        self.said: list[Said] = []
        self.feed(head)
        self.close()

    @property
    def at(self) -> int:
        """Where the tag that is being read begins, in the head."""
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's
        """Take a `<meta>`, or note where a title begins."""
        written = self.get_starttag_text() or ""
        if tag == "title":
            self.title = self.at + len(written)
        elif tag == "meta" and (name := _NAME.search(written)) and (content := _CONTENT.search(written)):
            key, value = _place(name), _place(content)
            step = unescape(written[slice(*key)]).lower()
            begin = self.at + self.begin
            write = listed if step in _LISTS and "&" not in written[slice(*value)] else scalar
            text = written[slice(*value)] if write is listed else unescape(written[slice(*value)])
            named_first = key.end <= value.start  # a key that stands behind its value has no place of its own
            self.said.append(write(step, key.shift(begin) if named_first else None, value.shift(begin), text))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """A tag that closes itself says the same."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take a title."""
        if tag == "title" and self.title is not None:
            written = self.head[self.title : self.at]
            text = written.strip()
            start = self.title + len(written) - len(written.lstrip()) + self.begin
            self.title = None
            self.said.append(scalar("title", None, Span(start, start + len(text)), unescape(text)))


def _place(found: re.Match[str]) -> Span:
    group = next(name for name in ("double", "single", "bare") if found[name] is not None)
    return Span(*found.span(group))
