"""What a post's result depends on beside its text and its site: the day, and the names of files that were looked up.

A post that asks whether a day has come gives the same result as long as the answer stays the same.
"""

from __future__ import annotations

import threading
from datetime import date

FIRST, LAST = date.min, date.max


class Dependence:
    """What one post has asked for so far."""

    __slots__ = ("files", "since", "until")

    def __init__(self) -> None:
        self.since = FIRST
        self.until = LAST
        self.files = False

    def on_day(self, day: date) -> None:
        """The day itself was asked for: the result holds for that day alone."""
        self.since = max(self.since, day)
        self.until = min(self.until, day)

    def has_come(self, day: date, today: date) -> bool:
        """Whether a day is today or past; what follows holds until that changes."""
        if day <= today:
            self.since = max(self.since, day)
            return True
        self.until = min(self.until, date.fromordinal(day.toordinal() - 1))
        return False


class Asked(threading.local):
    """That of the post which is looked at: posts take turns."""

    def __init__(self) -> None:
        self.by = Dependence()


asked = Asked()
"""Of this thread."""
