"""Dates as posts have them: notations of front matter, dates in text, datelines, and how far apart two days are.

- `read_moment` reads a value of front matter into a `Moment`; `gap` counts the days between two, whatever the zones
- `find_dates` finds dates in a line of text, `read_dateline` the day that a page says it was published on
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.dates.moment import Moment, gap
from bylint.dates.notation import read_moment

if TYPE_CHECKING:
    from bylint.dates.dateline import Dateline, read_dateline
    from bylint.dates.written import Written, find_date, find_dates

__all__ = ["Dateline", "Moment", "Written", "find_date", "find_dates", "gap", "read_dateline", "read_moment"]

_HOMES = {
    "Dateline": "dateline",
    "read_dateline": "dateline",
    "Written": "written",
    "find_date": "written",
    "find_dates": "written",
}


def __getattr__(name: str) -> Any:
    """What needs the words of languages is imported when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"bylint.dates.{_HOMES[name]}"), name)
