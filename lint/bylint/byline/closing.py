"""Signatures and biographies at the end of a post: they may confirm an author, and never accuse one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.byline.context import is_prose
from bylint.byline.credit import Credit
from bylint.languages import vocabulary
from bylint.patterns import pattern
from bylint.people import Directory, Kind, read_credit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bylint.visible import Line

_DASH = pattern(r"[\s—–~-]*")
_WORD = pattern(r"[^\s,，、:：]+")
_STOP = pattern(r"[,，、。(（]")
_LIMIT = 64
_LINES = 3


def read_closing(lines: Sequence[Line], directory: Directory) -> tuple[Credit, ...]:
    """Who signs, or whom a biography presents, in the last visible lines of a post."""
    found = []
    for index in range(len(lines)):
        credit = _biography(lines, index, directory)
        if credit is None and index >= len(lines) - _LINES:
            credit = _signature(lines, index, directory)
        if credit is not None:
            found.append(credit)
    return tuple(found)


def _signature(lines: Sequence[Line], index: int, directory: Directory) -> Credit | None:
    """A line with nothing but a name; with first names only below a line that ends as a greeting does."""
    line = lines[index]
    if line.level or line.item or line.flows or len(line.text) > _LIMIT or any(char.isdigit() for char in line.text):
        return None
    if any(is_prose(other) for other in lines[index + 1 :]):
        return None
    start = _DASH.match(line.text).end()  # type: ignore[union-attr]  # it matches nothing, too
    greeted = index > 0 and lines[index - 1].text.endswith((",", "，", "!", "-"))
    kinds = {Kind.PERSON, Kind.LOGIN} if greeted or start else {Kind.PERSON}
    return _credit(line, start, len(line.text.rstrip(" .,!")), kinds, "signature", directory)


def _biography(lines: Sequence[Line], index: int, directory: Directory) -> Credit | None:
    """`About the author: NAME is …`, a heading of that kind with the sentence below it, or a sentence in italics."""
    line = lines[index]
    words = vocabulary()
    lower = line.text.lower()
    start = 0
    label = next((entry for entry in words.about if lower.startswith(entry)), "")
    if label:
        start = len(label) + len(line.text[len(label) :]) - len(line.text[len(label) :].lstrip(" :：-–—"))
    elif not line.emphasised and not (index and _about(lines[index - 1])):
        return None
    for word in _WORD.finditer(line.text, start, start + 80):
        if word.group().lower() in words.is_ and word.start() > start:
            end = len(line.text[: word.start()].rstrip(" ,("))
            return _credit(line, start, end, {Kind.PERSON, Kind.LOGIN}, "bio", directory)
    stop = _STOP.search(line.text, start)
    if label or not line.emphasised:
        return _credit(line, start, stop.start() if stop else len(line.text), {Kind.PERSON}, "bio", directory)
    return None


def _about(line: Line) -> bool:
    return line.text.lower().rstrip(" :：").startswith(vocabulary().about) and len(line.text) < 40


def _credit(line: Line, start: int, end: int, kinds: set[Kind], form: str, directory: Directory) -> Credit | None:
    if end - start < 2 or end - start > _LIMIT:
        return None
    named = read_credit_text(line.text[start:end], directory, context="byline")
    if not named or not any(one.person.kind in kinds for one in named):
        return None
    if named[0].start > 1:
        return None
    return Credit(
        people=tuple(one.person for one in named),
        spans=tuple(line.span(start + one.start, start + one.end) for one in named),
        form="bio" if form == "bio" else "signature",
        place="tail",
        firm=False,
    )
