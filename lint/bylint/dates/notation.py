"""Reading the notations of dates in front matter: of every generator, exporter and hand."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from bylint.dates.moment import Moment, Precision, fault_of
from bylint.patterns import pattern

_LONGEST = 80
"""Characters of a notation; what is longer is some text."""

# What stands before and behind the numbers is looked at by itself, so that one slip does not hide the day.
_ISO = pattern(r"(-?\d{1,4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/])")
_COMPACT = pattern(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?\Z")
_PART = pattern(r"(\d{4})(?:[-/](\d{1,2}))?\Z")
_NUMERIC = pattern(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_CLOCK = pattern(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,12})?)?\s?(?:([ap])\.?m\.?(?![a-z]))?", re.IGNORECASE)
_ZONE = pattern(r"\s*(?:(?:UTC|GMT)(?=[+-]))?([+-])(\d{1,2})(?::?(\d\d))?(?!\d)")
_NAMED_ZONE = pattern(r"\s*\(?([A-Za-z]{1,5})\b")
_LATE_YEAR = pattern(r"(?<![\d:.+-])(\d{4})(?!\d)\s*(?:\(|\Z|[A-Z]{3,5}|[+-]\d\d)")
_LAST_OFFSET = pattern(r"(?:(?<=\d)|\s)([+-])(\d\d):?(\d\d)\Z")
_NO_CLOCK = pattern(r"\d{1,2}(?::\d{1,2}){0,2}(?:[:：]-|-[:：]|[:：]{2})")

_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "UT", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("JST", "KST"), 540),
    "EST": -300,
    "EDT": -240,
    "CDT": -300,
    "MDT": -360,
    "MST": -420,
    "PST": -480,
    "PDT": -420,
}
"""Minutes east of UTC of the zones that are called so by one part of the world (RFC 2822, 4.3, and Europe's, Japan's
and Korea's); CST, BST and IST each name several."""


def read_moment(value: object) -> Moment:
    """What a value of front matter says: YAML's or TOML's own dates, or a text. Never raises.

    A Moment without a day is one that cannot be told; one with a `fault` is none that can be.
    """
    if isinstance(value, datetime):
        return _of_datetime(value)
    if isinstance(value, date):
        return Moment(value, fault=fault_of(value, None, None))
    if isinstance(value, int) and not isinstance(value, bool):
        return _read_text(str(value)) if 19_000_000 < value < 21_000_000 or 1900 < value < 2100 else Moment()
    if isinstance(value, str) and len(value) <= _LONGEST:
        return _read_text(value.strip())
    return Moment()


def _of_datetime(value: datetime) -> Moment:
    zone = value.utcoffset()
    offset = None if zone is None else zone.days * 1440 + zone.seconds // 60
    day, clock = value.date(), value.time()
    return Moment(day, (), clock, offset, "time", fault_of(day, clock, offset))


def _read_text(text: str) -> Moment:
    if text[4:5] == "-" and text[7:8] == "-":
        try:
            standard = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return (
                _of_datetime(standard)
                if len(text) > 10
                else Moment(day := standard.date(), fault=fault_of(day, None, None))
            )
    for form, read in ((_ISO, _iso), (_NUMERIC, _numeric), (_COMPACT, _compact)):
        if (found := form.match(text)) is not None:
            return read(found, text)
    part = _PART.match(text)
    if part is not None:
        return _part(int(part[1]), part[2])
    return _written(text)


def _iso(found: re.Match[str], text: str) -> Moment:
    """`2019-06-07 10:00:00 +0200`, `2019/6/7`, and what is no day: `0000-00-00`, `-001-11-30`, `2019-04-31`."""
    year, month, day = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) < 4 and year > 0 and found[2] != "-":
        return Moment()  # 12.05.20: which of them is the year?
    if 0 < year < 100 and len(found[1]) <= 2:
        return Moment()
    return _whole(year, month, day, text[found.end() :])


def _numeric(found: re.Match[str], text: str) -> Moment:
    """`06/07/2019`: which number is the month is told by one above 12, or by the periods of `07.06.2019`."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    rest = text[found.end() :]
    if found[2] == "." or first > 12:
        return _whole(year, second, first, rest)
    if second > 12 or first == second:
        return _whole(year, first, second, rest)
    read = _whole(year, first, second, rest)
    return read._replace(others=(date(year, second, first),)) if read.day is not None else read


def _compact(found: re.Match[str], text: str) -> Moment:  # noqa: ARG001  # as the others
    """`20190607` and `20190607T101500Z`, if it is a day."""
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return Moment()
    clock = f" {found[4]}:{found[5]}" if found[4] else ""
    return _whole(year, month, day, clock + (found[7] or ""))


def _part(year: int, month: str | None) -> Moment:
    """`2019` and `2019-06`."""
    if not 1900 <= year < 2100 or (month is not None and not 1 <= int(month) <= 12):
        return Moment()
    precision: Precision = "year" if month is None else "month"
    return Moment(date(year, int(month or 1), 1), precision=precision)


def _written(text: str) -> Moment:
    """Dates with words: `Fri, 03 Sep 2021 11:21:31 +0200`, `Fri Sep  3 11:21:31 CEST 2021`, `3 de junio de 2019`."""
    from bylint.dates.written import find_date  # few front matters have words

    folded = " ".join(text.split())
    found = find_date(folded)
    if found is None:
        folded = _without_clock(folded)
        found = find_date(folded)
    if found is None or len(_WORDS.findall(folded[: found.start])) > 0:
        return Moment()
    rest = folded[found.end :]
    year, month, day = found.numbers
    return _whole(year, month, day, rest)


_WORDS = pattern(r"[^\W\d_]{2,}")


def _without_clock(text: str) -> str:
    """`Fri Sep 3 11:21:31 CEST 2021` with the year behind the day: `Fri Sep 3 2021 11:21:31 CEST`."""
    clock, year = _CLOCK.search(text), _LATE_YEAR.search(text)
    if clock is None or year is None or year.start() < clock.end():
        return text
    return f"{text[: clock.start()]}{year[1]} {text[clock.start() : year.start()]}{text[year.end(1) :]}"


def _whole(year: int, month: int, day: int, rest: str) -> Moment:
    """A day with what follows it: a time, an offset, or something else."""
    clock, offset, fault = _time(rest)
    if year <= 0:
        return Moment(fault="an exporter's zero, not a day")
    try:
        found = date(year, month, day)
    except ValueError:
        return Moment(fault="a day that the calendar does not have")
    fault = fault or fault_of(found, clock, offset)
    return Moment(found, (), clock, offset, "day" if clock is None else "time", fault)


def _time(rest: str) -> tuple[time | None, int | None, str | None]:
    """The time of day and the offset that follow a day, and what is wrong with them."""
    if not rest:
        return None, None, None
    last = _LAST_OFFSET.search(rest)
    stated = None if last is None else (int(last[2]) * 60 + int(last[3])) * (-1 if last[1] == "-" else 1)
    found = _CLOCK.match(rest.lstrip("Tt ,@-–—").removeprefix("at ").removeprefix("um "))
    start = len(rest) - len(found.string) if found else 0
    if found is None:
        return None, stated, None
    behind = rest[start + found.end() :]
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None, stated, "at a time that no clock shows"
    if behind[:1] == ":" or _NO_CLOCK.match(rest, start) is not None:
        return None, stated, f'at "{rest[start:].strip()[:20]}", which is no time'
    return time(hour % 24, minute, min(second, 59)), _offset(behind), None


def _offset(behind: str) -> int | None:
    found = _ZONE.match(behind)
    if found is not None:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return -minutes if found[1] == "-" else minutes
    named = _NAMED_ZONE.match(behind)
    return _ZONES.get(named[1].upper()) if named is not None else None


def shown(value: Any) -> str:
    """A value of front matter as messages quote it."""
    return " ".join(str(value).split())[:_LONGEST]
