"""The dateline: the day that a page itself says it was published on.

Stated ("Published:", "Posted by ... on ..."), at the head of a wire report ("OSLO, Norway - March 3, 2015 -"), or a
date that stands alone at the very top. Not the day of an update, of an event, of another outlet's text, nor one of a
list of days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.dates.moment import NEVER_A_FINDING, gap
from bylint.dates.prefilter import days_named, reach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bylint.dates.moment import Reach
    from bylint.diagnostic import Span
    from bylint.post import Post

Form = Literal["stated", "wire", "credited", "alone"]


class Dateline(NamedTuple):
    """What the page says.

    - `days`: two where nothing says which number is the month; `text`: the date as written
    - `form`: what is `stated`, leads a `wire` report or is `credited` (beside a byline) is the page's own; a date that
      stands `alone` may be that of something else
    - `is_set`: set as datelines are: the first line, emphasised, without a weekday
    """

    days: tuple[date, ...]
    span: Span
    text: str
    form: Form
    language: str | None = None
    is_set: bool = False

    @property
    def day(self) -> date | None:
        """The day, if it is one."""
        return self.days[0] if len(self.days) == 1 else None


def may_differ(post: Post, reaches: Sequence[Reach]) -> bool:
    """Whether the dateline of a post may be another day than those of `reaches`: most pages name none, or that one."""
    stop = reach(post.text, post.body.start, post.body.end)
    if stop < 0:
        return False
    named = days_named(post.text, post.body.start, stop)
    if named is None:
        return True
    apart = (gap(reaches, [(day, day) for day in days]) for days in named)
    return any(days is not None and days >= NEVER_A_FINDING for days in apart)


def read_dateline(post: Post) -> Dateline | None:
    """The dateline of a post; None where the page has none, or where it cannot be told what the date is of."""
    stop = reach(post.text, post.body.start, post.body.end)
    if stop < 0:
        return None
    from bylint.dates.page import Page  # most posts have no date at their head

    return Page(post, stop).dateline()
