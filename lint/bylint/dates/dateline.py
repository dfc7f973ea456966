"""The dateline: the day that a page itself says it was published on.

Stated ("Published:", "Posted by ... on ..."), at the head of a wire report ("OSLO, Norway - March 3, 2015 -"), or a
date that stands alone at the very top. Not the day of an update, of an event, of another outlet's text, nor one of a
list of days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.dates.prefilter import reach

if TYPE_CHECKING:
    from datetime import date

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


def read_dateline(post: Post) -> Dateline | None:
    """The dateline of a post; None where the page has none, or where it cannot be told what the date is of."""
    stop = reach(post.text, post.body.start, post.body.end)
    if stop < 0:
        return None
    from bylint.dates.page import Page  # most posts have no date at their head

    return Page(post, stop).dateline()
