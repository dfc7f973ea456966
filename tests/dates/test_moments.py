"""Notations of front matter, and how far apart two days are whatever the time zones."""

from __future__ import annotations

import datetime as dt
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.dates import Moment, gap, read_moment

JUNE_7 = date(2019, 6, 7)

# What all say the 7th of June 2019: the time of day, and the offset in minutes.
NOTATIONS: dict[Any, tuple[time | None, int | None]] = {
    "2019-06-07": (None, None),
    "2019-6-7": (None, None),
    "2019/06/07": (None, None),
    "2019.06.07": (None, None),
    "2019-06-07 10:05:30": (time(10, 5, 30), None),
    "2019-06-07 10:05": (time(10, 5), None),
    "2019-06-07 9:05:30 +0200": (time(9, 5, 30), 120),
    "2019-06-07 10:05:30 +02:00": (time(10, 5, 30), 120),
    "2019-06-07 10:05:30+0200": (time(10, 5, 30), 120),
    "2019-06-07 10:05:30 -0930": (time(10, 5, 30), -570),
    "2019-6-07T00:00:00.000Z": (time(0), 0),
    "2019-06-7 16:30:00 -06:00": (time(16, 30), -360),
    "2019-06-07T10:05:30.123456789+02:00": (time(10, 5, 30, 123456), 120),
    "2019-06-07 10:05:30.123456789 +02:00": (time(10, 5, 30), 120),
    "2019-06-07 10:05:30 UTC": (time(10, 5, 30), 0),
    "2019-06-07 10:05:30 CEST": (time(10, 5, 30), 120),
    "2019-06-07 10:05:30 CST": (time(10, 5, 30), None),  # of China or of the American middle
    "2019-06-07 10:05:30 America/New_York": (time(10, 5, 30), None),
    "2019-06-07 10:05 PM": (time(22, 5), None),
    "2019-06-07 12:05 am": (time(0, 5), None),
    "2019-06-07 24:00:00": (time(0), None),
    "20190607": (None, None),
    "20190607T100530Z": (time(10, 5), 0),
    20190607: (None, None),
    "Fri, 07 Jun 2019 10:05:30 +0200": (time(10, 5, 30), 120),
    "Fri Jun  7 10:05:30 CEST 2019": (time(10, 5, 30), 120),
    "Fri Jun 07 2019 10:05:30 GMT+0200 (CEST)": (time(10, 5, 30), 120),
    "Friday, 07-Jun-2019 10:05:30 GMT": (time(10, 5, 30), 0),
    "June 7, 2019": (None, None),
    "7th of June 2019, 10:05": (time(10, 5), None),
    "7. Juni 2019": (None, None),
    "vendredi 7 juin 2019": (None, None),
    "7 de junio de 2019": (None, None),
    "7 июня 2019": (None, None),
    "7 червня 2019": (None, None),
    "7 czerwca 2019": (None, None),
    "2019年6月7日": (None, None),
    "2019년 6월 7일": (None, None),
    "07.06.2019": (None, None),
    "7.6.2019 10:05": (time(10, 5), None),
    date(2019, 6, 7): (None, None),
    datetime.fromisoformat("2019-06-07T10:05"): (time(10, 5), None),
    datetime(2019, 6, 7, 23, 5, tzinfo=timezone(timedelta(hours=-8))): (time(23, 5), -480),
}


@pytest.mark.parametrize("value", NOTATIONS, ids=str)
def test_every_notation_says_the_day_as_written(value: Any) -> None:
    """The day is not moved to UTC, and time and offset are read."""
    found = read_moment(value)
    clock, offset = NOTATIONS[value]
    assert found.is_sure
    assert found.day == JUNE_7
    if clock is None or found.clock is None:
        assert found.clock is clock
    else:
        assert found.clock.replace(microsecond=0) == clock.replace(microsecond=0)
    assert found.offset == offset


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("-001-11-30T00:00:00+00:00", "an exporter's zero, not a day"),
        ("0000-00-00", "an exporter's zero, not a day"),
        ("0000-00-00 00:00:00", "an exporter's zero, not a day"),
        ("2017-04-31", "a day that the calendar does not have"),
        ("2019-02-29 10:00:00 +0100", "a day that the calendar does not have"),
        ("31/06/2019", "a day that the calendar does not have"),
        ("0001-01-01T00:00:00Z", "in the year 1"),
        ("0219-06-07", "in the year 219"),
        ("9999-12-31", "in the year 9999"),
        (date(9999, 12, 31), "in the year 9999"),
        ("1970-01-01T00:00:00Z", "the zero of a clock, not a day"),
        ("1969-12-31 16:00:00 -0800", "the zero of a clock, not a day"),
        ("1970-01-01", "the zero of a clock, not a day"),
        ("1900-01-01", "the zero of a program's calendar, not a day"),
        ("2021-02-08T16:30:00+16:30", "at +16:30 from UTC, where no time zone is"),
        ("2021-02-08T16:30:00-13:00", "at -13:00 from UTC, where no time zone is"),
        ("2021-02-08 25:00:00", "at a time that no clock shows"),
        ("2021-02-08 10:61:00", "at a time that no clock shows"),
        ("2021-02-08 00:10::00 -08:00", 'at "00:10::00 -08:00", which is no time'),
        ("2021-02-08 16:30-:00+16:30", 'at "16:30-:00+16:30", which is no time'),
    ],
)
def test_what_cannot_be_takes_part_in_no_comparison(value: Any, fault: str) -> None:
    """The fault is named, and the moment reaches no day."""
    found = read_moment(value)
    assert found.fault == fault
    assert not found.is_sure
    assert found.reaches == ()


@pytest.mark.parametrize(
    "value",
    ["1970-01-01T08:00:00Z", "1969-07-20", "1889-06-07", "2021-02-08T14:00:00+14:00", "2021-02-08T10:00:00-12:00"],
)
def test_what_is_odd_may_be(value: str) -> None:
    """Old newspapers have archives, too, and there are people at the ends of the time zones."""
    assert read_moment(value).fault is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "12:30",
        "7/6/19",
        "12.05.20",
        "2019-W23-5",
        "June 2019",
        "2019-06-07" * 9,
        None,
        True,
        7,
        1.5,
        [],
        {},
    ],
)
def test_what_cannot_be_told_is_no_fault(value: Any) -> None:
    """Neither a day nor a fault."""
    assert read_moment(value) == Moment()


def test_of_two_small_numbers_both_days_are_kept() -> None:
    """Unless they are the same, or one is no month, or periods stand between them."""
    assert read_moment("06/07/2019").days == (date(2019, 6, 7), date(2019, 7, 6))
    assert read_moment("06-07-2019 10:00").days == (date(2019, 6, 7), date(2019, 7, 6))
    assert read_moment("06/06/2019").days == (date(2019, 6, 6),)
    assert read_moment("6/18/2019").days == (date(2019, 6, 18),)
    assert read_moment("18/6/2019").days == (date(2019, 6, 18),)
    assert read_moment("07.06.2019").days == (date(2019, 6, 7),)


def test_a_month_or_a_year_reaches_all_its_days() -> None:
    """And is no sure day."""
    assert read_moment("2019-12").reaches == ((date(2019, 12, 1), date(2019, 12, 31)),)
    assert read_moment("2019").reaches == ((date(2019, 1, 1), date(2019, 12, 31)),)
    assert read_moment(2019).precision == "year"
    assert not read_moment("2019-12").is_sure


days = st.dates(date(1990, 1, 1), date(2150, 12, 31))
offsets = st.integers(-12 * 60, 14 * 60)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 30))  # noqa: DTZ001  # of UTC


def written(instant: datetime, offset: int) -> datetime:
    """An instant of UTC as somebody writes it who lives at an offset."""
    zone = timezone(timedelta(minutes=offset))
    return instant.replace(tzinfo=dt.UTC).astimezone(zone)


@given(instants, offsets, offsets)
def test_two_notations_of_one_instant_never_disagree(instant: datetime, here: int, there: int) -> None:
    """Wherever the two writers live, whether the second gives the time or only the day."""
    one, other = written(instant, here), written(instant, there)
    left = read_moment(one)
    assert gap(left.reaches, read_moment(other).reaches) == 0
    assert gap(left.reaches, read_moment(other.date()).reaches) == 0
    assert gap(left.reaches, read_moment(other.date().isoformat()).reaches) == 0


@given(instants, offsets)
def test_a_notation_and_what_datetime_makes_of_it_are_one(instant: datetime, offset: int) -> None:
    """ISO 8601, RFC 2822, the C library's and WordPress's forms are read back as they were written."""
    value = written(instant.replace(microsecond=0), offset)
    for form in ("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S %z", "%a, %d %b %Y %H:%M:%S %z", "%d %B %Y %H:%M:%S %z"):
        found = read_moment(value.strftime(form))
        assert (found.day, found.clock, found.offset) == (value.date(), value.time(), offset), form
    assert read_moment(value)._replace(fault=None) == read_moment(value.isoformat())._replace(fault=None)


@given(days, days)
def test_the_gap_between_two_days_is_the_calendars(one: date, other: date) -> None:
    """In either order."""
    found = gap(read_moment(one).reaches, read_moment(other.isoformat()).reaches)
    assert found == abs((one - other).days) == gap(read_moment(other).reaches, read_moment(one).reaches)


@given(instants, offsets, st.integers(3, 4000))
def test_a_gap_counts_to_the_nearest_day_that_an_instant_has(instant: datetime, offset: int, apart: int) -> None:
    """Never more than the days as written are apart, and at most two less."""
    value = written(instant, offset)
    found = gap(read_moment(value).reaches, read_moment(value.date() + timedelta(days=apart)).reaches)
    assert found is not None
    assert apart - 2 <= found <= apart


@given(st.text(max_size=90))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    """Never raises."""
    found = read_moment(text)
    assert found.day is None or found.reaches or found.fault


@given(st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[T ]?[0-9:+-]{0,14}", fullmatch=True))
def test_no_numbers_are_too_odd_to_be_read(text: str) -> None:
    """Never raises."""
    assert read_moment(text).precision in ("day", "month", "year", "time")


def test_the_ends_of_the_calendar_are_reached() -> None:
    """No arithmetic goes over them."""
    for value in (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(9999, 12, 31, 23, tzinfo=dt.UTC)):
        assert read_moment(value).fault
        assert read_moment(value)._replace(fault=None).reaches
