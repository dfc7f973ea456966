"""Dates in running text, as people write them in the languages that bylint knows."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.languages import tables, words_of
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_WORD = r"[^\W\d_]{2,12}"
_YEAR = r"(?:19|20)\d\d(?!\d)"
DATE = pattern(
    r"(?<![\d/.-])(?:"
    rf"(?P<y1>{_YEAR})(?P<s1>\s?[-/.年년]\s?)(?P<m1>\d{{1,2}})\s?[-/.月월]\s?(?P<d1>\d{{1,2}})\s?[日일号號]?(?![\d/])"
    rf"|(?P<d2>\d{{1,2}})(?P<s2>\s?[-/.]\s?)(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>{_YEAR})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|er|ème|[.ºª°])?,?[\s/-]{0,2}(?:of\s|de\s|d['’]\s?)?(?:the\s)?"
    rf"(?P<w3>{_WORD})[.,]{{0,2}}[\s/-]{{0,2}}(?:de\s|del\s|do\s)?(?P<y3>{_YEAR})"
    rf"|(?P<w4>{_WORD})[.,]{{0,2}}\s(?:the\s)?(?P<d4>\d{{1,2}})(?:st|nd|rd|th|[.])?\s?,?\s?(?P<y4>{_YEAR})"
    rf"|(?P<y5>{_YEAR})[.,]?\s(?P<w5>{_WORD})[.,]{{0,2}}\s(?P<d5>\d{{1,2}})\.?(?!\d)"
    rf"|(?P<d6>\d{{1,2}})\stháng\s(?P<m6>\d{{1,2}})(?:\snăm\s|,\s|\s)(?P<y6>{_YEAR})"
    r")(?:\s?(?:[гrр]\.|года|року|roku|г(?!\w)))?"
)
_LEFT = pattern(r"(?:^|(?<=[^\w]))(?P<day>[^\W\d_]{2,14}(?:[-’'][^\W\d_]{2,8})?)[.,]{0,2}\s?\Z")
_RIGHT = pattern(r"\s?[（(]?(?P<day>[^\W\d_]{1,10})[)）]?")


class Written(NamedTuple):
    """A date in a text: its half-open range, weekday included, and the year, month and day that it names.

    `may_swap` is true where nothing says which of two numbers is the month; then `numbers` has the second as the day.
    """

    start: int
    end: int
    numbers: tuple[int, int, int]
    language: str | None = None
    may_swap: bool = False
    has_weekday: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the calendar that it may mean, the earlier first: none, one or two."""
        year, month, day = self.numbers
        swapped = ((year, day, month),) if self.may_swap else ()
        found = (_calendar(*each) for each in ((year, month, day), *swapped))
        return tuple(sorted(each for each in found if each is not None))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str, start: int = 0) -> Iterator[Written]:
    """The dates of a line, from left to right. A text without a year of four digits has none."""
    for found in DATE.finditer(text, start):
        if written := read_date(found):
            yield written


def read_date(found: re.Match[str]) -> Written | None:
    """What a match of `DATE` says; None where it is no date after all."""
    part = found.lastgroup or ""
    number = next((each for each in "123456" if found[f"y{each}"]), "")
    if not number or not part:
        return None
    year, day = int(found[f"y{number}"]), int(found[f"d{number}"])
    language = None
    may_swap = False
    if number in "345":
        named = months().get(found[f"w{number}"].lower())
        if named is None:
            return None
        month, language = named
    else:
        month = int(found[f"m{number}"])
    if number == "2" and month != day:
        if month > 12:
            month, day = day, month
        else:
            may_swap = day <= 12
    start, end = _with_weekday(found.string, found.start(), found.end())
    has_weekday = (start, end) != found.span()
    return Written(start, end, (year, month, day), language, may_swap, has_weekday)


def find_date(text: str) -> Written | None:
    """The first date of a line."""
    return next(find_dates(text), None)


def _with_weekday(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of a date with the weekday before or behind it."""
    before = _LEFT.search(text[max(0, start - 26) : start])
    if before and before["day"].lower() in weekdays():
        return start - (min(start, 26) - before.start("day")), end
    behind = _RIGHT.match(text, end)
    if behind and behind["day"].lower() in weekdays():
        return start, behind.end()
    return start, end


@cache
def months() -> dict[str, tuple[int, str | None]]:
    """Each month's names in lower case, without period: 1 to 12, and the language if it is one's alone.

    A name that is one month here and another there, as *listopad* is, tells nothing and is left out.
    """
    found: dict[str, tuple[int, str | None]] = {}
    odd: set[str] = set()
    for table in tables():
        for number, forms in enumerate(words_of(table, "months"), 1):
            for form in forms.split():
                known = found.setdefault(form, (number, table["code"]))
                if known[0] != number:
                    odd.add(form)
                elif known[1] != table["code"]:
                    found[form] = (number, None)
    return {form: said for form, said in found.items() if form not in odd}


@cache
def weekdays() -> frozenset[str]:
    """Each weekday's names in lower case, without period."""
    return frozenset(word for table in tables() for forms in words_of(table, "weekdays") for word in forms.split())
