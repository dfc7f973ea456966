"""A moment as somebody wrote it: which day it names, and how far apart two of them are, whatever the time zones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Precision = Literal["year", "month", "day", "time"]

Reach = tuple[date, date]
"""The first and the last day that something may mean, both included."""

EARLIEST_OFFSET, LATEST_OFFSET = -12 * 60, 14 * 60
"""Minutes east of UTC: the zones of Baker Island and of the Line Islands, https://www.iana.org/time-zones."""

NEVER_A_FINDING = 2
"""Days: a smaller gap is a time zone, or an hour around midnight."""

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
"""Outside of them no post is published, nor was: a zero date of some program, or its "never"."""
_EPOCH = date(1970, 1, 1)
_ZEROS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)})
"""What spreadsheets and databases make of a zero: only with the time of midnight, or none."""


class Moment(NamedTuple):
    """What a notation says.

    - `day`: as it is written, not as another time zone would have it; None where there is none to tell
    - `others`: the other day that it may mean, where nothing says which number is the month (`06/07/2019`)
    - `clock`: the time of day; `offset`: minutes east of UTC, None where the notation does not say
    - `fault`: why there can be no such moment, in words that follow "is"; it then takes part in no comparison
    """

    day: date | None = None
    others: tuple[date, ...] = ()
    clock: time | None = None
    offset: int | None = None
    precision: Precision = "day"
    fault: str | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that may be meant: mostly one."""
        return () if self.day is None else (self.day, *self.others)

    @property
    def is_sure(self) -> bool:
        """Whether it names one day, and there is such a day."""
        return self.day is not None and not self.others and self.fault is None and self.precision in ("day", "time")

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """The days that the moment has anywhere on earth, for each day that may be meant; none for a fault.

        The day as written is always among them. A time without an offset is read as UTC, as most generators read it.
        """
        if self.day is None or self.fault is not None:
            return ()
        if self.precision == "year":
            return ((date(self.day.year, 1, 1), date(self.day.year, 12, 31)),)
        if self.precision == "month":
            return (month_reach(self.day.year, self.day.month),)
        if self.clock is None:
            return tuple((day, day) for day in self.days)
        return tuple(_anywhere(day, self.clock, self.offset or 0) for day in self.days)

    def __str__(self) -> str:
        """The day as messages show it: in ISO 8601."""
        if self.day is None:
            return "no day"
        if self.precision == "year":
            return f"{self.day.year:04}"
        return f"{self.day.year:04}-{self.day.month:02}" if self.precision == "month" else self.day.isoformat()


def month_reach(year: int, month: int) -> Reach:
    """The first and last day of a month."""
    last = date.max if (year, month) == (9999, 12) else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, 1), last


@lru_cache(maxsize=128)  # of one post, several rules ask
def _anywhere(day: date, clock: time, offset: int) -> Reach:
    try:
        instant = datetime.combine(day, clock.replace(tzinfo=None)) - timedelta(minutes=offset)
        first = (instant + timedelta(minutes=EARLIEST_OFFSET)).date()
        last = (instant + timedelta(minutes=LATEST_OFFSET)).date()
    except OverflowError:  # at the ends of the calendar
        return day, day
    return min(first, day), max(last, day)


def gap(left: Iterable[Reach], right: Iterable[Reach]) -> int | None:
    """Days between the nearest days of two sides; 0 where they may be one. None where a side says nothing.

    Under 2 it is never a finding: a day's difference is a time zone, or an hour around midnight.
    """
    others = tuple(right)
    return min((_apart(one, other) for one in left for other in others), default=None)


def _apart(one: Reach, other: Reach) -> int:
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


def fault_of(day: date, clock: time | None, offset: int | None) -> str | None:
    """Why a moment of the calendar can be no post's: an offset that no zone has, a program's zero, its "never"."""
    if offset is not None and not EARLIEST_OFFSET <= offset <= LATEST_OFFSET:
        return f"at {written_offset(offset)} from UTC, where no time zone is"
    if day.year < _FIRST_YEAR or day.year > _LAST_YEAR:
        return f"in the year {day.year}"
    if day.year > 1970:  # nearly every post
        return None
    if is_epoch(day, clock, offset):
        return "the zero of a clock, not a day"
    if day in _ZEROS and not (clock and clock.replace(tzinfo=None) > time.min):
        return "the zero of a program's calendar, not a day"
    return None


def is_epoch(day: date, clock: time | None, offset: int | None) -> bool:
    """Whether this is the instant that clocks of computers count from, in whatever zone it is written."""
    if clock is None:
        return day == _EPOCH
    if abs((day - _EPOCH).days) > 1:
        return False
    instant = datetime.combine(day, clock.replace(tzinfo=None)) - timedelta(minutes=offset or 0)
    return instant.replace(microsecond=0) == datetime.combine(_EPOCH, time.min)


def written_offset(minutes: int) -> str:
    """An offset as notations have it, such as `+05:30`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
