"""Whether a body may begin with a dateline: told from its source, so that most posts cost next to nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

_WINDOW = 4_000
"""Characters of a body in which a dateline is looked for."""
_BELOW = 700
"""Characters below it that are read, for a byline or for what tells of an event."""
_BEFORE = 160
"""Characters that may stand in a line before the year of a dateline, tags aside."""
_WORDS_BEFORE, _PLACE_WORDS, _LABEL = 16, 6, 40
"""Blanks among them, and where a place leads; characters before the colon of a label."""

_AROUND = 40
"""Characters before and behind a year in which the rest of a date stands."""

_YEARS = ("20", "19")
_PARTED = pattern(r"[*_<>\[\]&\\{}!~`\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\s\s")
"""Marks and blanks that readers do not see, and between which a date may stand in parts."""
_TAGS = pattern(r"<[^<>]{0,1000}>?")
_DIGIT = pattern(r"\d")
_NO_LINE = pattern(r"[ \t]*(?:[*+>|-][ \t]|\d{1,3}[.)][ \t]+[^\W\d_]{4,}|\t| {4})")
"""How lines of lists, quotations, tables and code begin."""
_FIRST = pattern(r"[\W\d_]*+([^\W\d_]++)")
_FIRST_WORD = pattern(r"[^\s.:]+")
_BEHIND_DATE = pattern(r"[ \t\xa0*_]{0,4}+([,.]?)[ \t\xa0*_]{0,4}+([^\W\d_]{1,20})")
"""A comma or period behind a date, and the first letters."""
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "of", "de", "at"})


def reach(text: str, start: int, end: int) -> int:
    """How far the head must be read for every line that may hold a dateline; -1 if none does. Costs next to nothing."""
    window = min(end, start + _WINDOW)
    furthest = max((at for at in _years(text, start, window) if _may_date(text, start, at, end)), default=-1)
    if furthest < 0:
        return -1
    stop = text.find("\n\n", furthest + _BELOW, min(end, furthest + 4 * _BELOW))
    return stop if stop >= 0 else min(end, furthest + 4 * _BELOW)


def _years(text: str, start: int, stop: int) -> Iterator[int]:
    """Where years of four digits stand."""
    for century in _YEARS:
        at = text.find(century, start, stop)
        while at >= 0:
            if text[at : at + 4].isdigit() and not text[at + 4 : at + 5].isdigit():
                yield at
            at = text.find(century, at + 2, stop)


def days_named(text: str, start: int, stop: int) -> list[tuple[date, ...]] | None:
    """The days that a text names, two where a date may mean either; None where marks may part a date or hide one."""
    from bylint.dates.written import read_date

    if text.find("<time", start, stop) >= 0 or text.find("\r", start, stop) >= 0:
        return None
    found: list[tuple[date, ...]] = []
    for at in _years(text, start, stop):
        first = text.rfind("\n", start, at) + 1 or start
        last = text.find("\n", at, stop)
        near = text[max(first, at - _AROUND) : min(stop if last < 0 else last, at + _AROUND)]
        around = _date_around(text, first, at, stop if last < 0 else last)
        written = read_date(around) if around is not None else None
        if written is not None:
            found.append(written.days)
        elif "--" in near or _PARTED.search(near):
            return None
    return found


def _date_around(text: str, start: int, year: int, stop: int) -> re.Match[str] | None:
    """The date that a year is part of."""
    from bylint.dates.written import DATE

    stop = min(stop, year + _AROUND)
    found = DATE.search(text, max(start, year - _AROUND), stop)
    while found is not None and found.end() <= year:
        found = DATE.search(text, found.end(), stop)
    return None if found is None or found.start() > year else found


def _may_date(text: str, start: int, year: int, end: int) -> bool:
    """Whether the year at an offset is one of a date near the beginning of its line, and no clause runs on from it."""
    before, behind = text[max(start, year - 1) : year], text[year + 4 : year + 5]
    if before.isdigit() or before in {"=", "_", "#"} or (before in {"/", "-"} and behind in {"/", "-", "_"}):
        return False
    near = max(start, year - 30)
    further = 8 if text[year - 1 : year] not in ("\n", "*", "_") else 22  # 2019 június 20.
    if not _DIGIT.search(text, near, year) and not _DIGIT.search(text, year + 5, year + further):
        return False
    line = text.rfind("\n", max(start, year - 1_500), year) + 1
    if not line:
        line = max(start, year - 1_500)
    above = text[line:year]
    if "<" in above:
        if "<!--" in above:
            return False
        above = _TAGS.sub("", above)
    if len(above) > _BEFORE or above.count(" ") > _WORDS_BEFORE or _NO_LINE.match(above):
        return False
    return _is_led(above) and _is_parted(text, max(line, near - 10), year, min(end, year + 40))


def _is_led(above: str) -> bool:
    """Whether what stands before a year in its line may lead up to a date, as far as its first word tells."""
    first = _FIRST.match(above)
    if first is None or first[1] >= "\u2e80" or first[1].isupper() or "|" in above or "·" in above:
        return True
    if 0 < above.find(":") < _LABEL and "://" not in above:
        return True
    if "," in above and above.count(" ") <= _PLACE_WORDS and first[1][0].isupper():
        return True
    return first[1].lower() in _openings()


@cache
def _openings() -> frozenset[str]:
    """The first words of labels, of bylines and of dates, in all languages."""
    from bylint.dates.words import date_words
    from bylint.dates.written import months, weekdays

    words = date_words()
    phrases = (each for known in (words.published, words.dated, words.changed) for each in known)
    first = {_FIRST_WORD.match(phrase)[0] for phrase in phrases}  # type: ignore[index]  # no phrase is empty
    return frozenset(first | words.leads | words.by | months().keys() | weekdays() | _ORDINALS)


def _is_parted(text: str, start: int, year: int, stop: int) -> bool:
    """Whether a year is a date's, and what follows the date is parted from it: no clause runs on."""
    found = _date_around(text, start, year, stop)
    if found is None or text.startswith(("]:", "]["), found.end()):
        return False
    behind = _BEHIND_DATE.match(text, found.end())
    if behind is None:
        return True
    word = behind[2].lower()
    if behind[1] or word >= "\u2e80":
        return word >= "\u2e80" or word in _openings()
    return word in _openings() or text.startswith("<time", max(0, found.start() - 16))
