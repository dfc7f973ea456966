"""Texts of posts as the page shows them: on one line, cut, with nothing in them that is not seen."""

from __future__ import annotations

from typing import NamedTuple

from bylint.patterns import pattern
from bylint.report.text import visible

NAME = 120
"""Characters of a name, a title in a list or a path in a sentence at most."""
TITLE = 200
"""Characters of a title at most."""
MESSAGE = 500
"""Characters of a message or of what a fix would do at most."""
_BEFORE, _MARKED, _AFTER = 100, 200, 160
"""Characters before, in and behind what is marked in a line at most."""
_JOINERS = pattern("([\u200c\u200d])")


def told(text: str, longest: int = MESSAGE) -> str:
    """A text on one line, with what is not seen or turns a text round as escapes, and `…` where it is cut."""
    if len(text) <= longest and text.isprintable():
        return text
    shown = visible(text[: longest + 1].replace("\t", " "))
    return shown if len(shown) <= longest and len(text) <= longest else f"{shown[: longest - 1].rstrip()}…"


def named(text: str, longest: int = NAME) -> str:
    """The same for names and titles, in which zero-width joiners are letters' own: of Persian, of Hindi, of emoji."""
    if "\u200c" not in text and "\u200d" not in text:
        return told(text, longest)
    parts = _JOINERS.split(text[: longest + 1])
    shown = "".join(part if part in {"\u200c", "\u200d"} else told(part, longest) for part in parts)
    return shown if len(shown) <= longest and len(text) <= longest else f"{shown[: longest - 1].rstrip()}…"


class Marked(NamedTuple):
    """A line with what is marked in it, from `start` to `end` in UTF-16 units, as scripts count."""

    text: str | None = None
    start: int = 0
    end: int = 0


def marked(text: str | None, start: int, end: int) -> Marked:
    """A line as the page shows it, cut around what is marked."""
    if text is None:
        return Marked()
    head, body, tail = text[:start], text[start:end], text[end:]
    if len(head) > _BEFORE:
        head = f"…{head[-_BEFORE:]}"
    before, inside = visible(head.replace("\t", " ")), told(body, _MARKED)
    after = told(tail, _AFTER) if len(body) <= _MARKED else ""  # what is cut short ends there
    first = _units(before)
    return Marked(before + inside + after, first, first + _units(inside))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def counted(number: int, word: str, words: str = "") -> str:
    """So many of something: `1 post`, `1,204 posts`."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def years(first: str | None, last: str | None) -> str:
    """The years from one day to another, as `2014` or `2014–2016`; empty where no day is known."""
    if first is None or last is None:
        return ""
    return first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
