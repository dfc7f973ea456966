"""date/contradicts-dateline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates import gap, read_moment
from bylint.dates.dateline import may_differ
from bylint.dates.moment import NEVER_A_FINDING
from bylint.diagnostic import Finding, Related
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bylint.dates import Dateline
    from bylint.post import Post
    from bylint.publication import Publication, Source

_FIRST_YEAR = 1990
"""No page of the web is older: an earlier day is that of a text which a post reprints."""
_LATEST = 31
"""Days between the date of a post and a date that stands alone on its page, beyond which that is another date."""
_TEXT = 500
"""Characters of a body below which a date at its head may be that of what it announces."""
_YEARS = 2
"""A slip of a year is last year's, or next year's."""


@rule(severity="warning")
def contradicts_dateline(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The date field and the dateline on the page name different days.

    Lists, feeds and search engines read the field; readers read the page. Often a month or a year was not changed when
    an older post was copied, or the page kept the day on which it was drafted.

    Bad:

        ---
        title: The lighthouse
        date: ⟦2014-09-16⟧
        ---
        **⟨October 16, 2014⟩**

        The lighthouse was lit again.

    Bad (path=content/posts/2016-05-19-the-lighthouse.md, dialect=hugo):

        ---
        title: The lighthouse
        date: ⟦2016-05-19T14:31:55+00:00⟧
        ---
        _⟨24. Mai 2016⟩ von Ana Ruiz_

        Der Leuchtturm brennt wieder.

    Bad:

        ---
        title: The lighthouse
        date: ⟦2019-06-10⟧
        ---
        ⟨6/18/2019⟩ by [Ben Okafor](https://example.org/ben)

        The lighthouse was lit again.

    Bad (path=_posts/2020-03-09-the-lighthouse.md, dialect=jekyll):

        ---
        title: The lighthouse
        ---
        Publié le ⟦9 avril 2020⟧ par Ana Ruiz

        Le phare est rallumé.

    The lead of a wire report, and a day that the page states, are its own, whatever the title is about.

    Bad:

        ---
        title: The mill opens
        date: ⟦2021-06-01⟧
        ---
        OSLO, Norway, ⟨March 1, 2022⟩ /Harbour Wire/ -- The mill on the hill was opened by the miller's daughter today.

    Bad:

        ---
        title: The mill
        date: ⟦2021-06-01⟧
        ---
        Date: ⟨March 1, 2022⟩

        The mill on the hill was opened today by the daughter of the miller.

    Good:

        ---
        title: The mill
        date: 2021-06-01
        ---
        Date: March 1, 2022
        Time: 10 am
        Place: Mill Street

    A day's difference may be a time zone's; where the order of day and month cannot be told, either will do.

    Good:

        ---
        title: The lighthouse
        date: 2014-10-17T02:00:00Z
        ---
        **October 16, 2014**

    Good:

        ---
        title: The lighthouse
        date: 2019-07-06
        ---
        06/07/2019 by Ben Okafor

    The day of an event, of an update or of another outlet's article is no dateline.

    Good:

        ---
        title: Open day at the lighthouse
        date: 2014-09-16
        categories: [Events]
        ---
        October 16, 2014
        10:00 am

    Good:

        ---
        title: The lighthouse
        date: 2014-09-16
        ---
        Last updated: October 16, 2015

        Originally published in the Harbour Post, March 2, 2012
    """
    if post.date is not None and not may_differ(post, post.moment.reaches):
        return
    dateline = post.dateline
    if dateline is None:
        return
    told = post.publication
    page = told.source("dateline")
    other = told.source("date") if post.date is not None else told.source("filename", "directory", "url")
    if page is None or other is None or other.weak or not told.differ(other, page):
        return
    if not _accuses(post, dateline, told, other, page):
        return
    data: dict[str, str] = {other.name: other.shown, "dateline": page.shown}
    if other.name == "date" and post.date is not None:
        related = (Related(dateline.span, "the dateline"),)
        yield Finding(post.date.span, told.compared(other, page), related=related, data=data)
    else:
        yield Finding(dateline.span, told.compared(page, other), data=data)


def _accuses(post: Post, dateline: Dateline, told: Publication, other: Source, page: Source) -> bool:
    """Whether the page's date is its own beyond doubt, or differs from the other as a slip does."""
    if any(day.year < _FIRST_YEAR for day in dateline.days) or _is_the_update(post, page):
        return False
    if told.agreeing(page, other):
        return True
    is_slip = any(_is_slip(day, found) for day in dateline.days for reach in other.reaches for found in reach)
    if is_slip:
        return True
    from bylint.dates.events import is_borrowed  # few posts are contradicted

    if is_borrowed(post):
        return False
    if dateline.form != "alone":
        return True
    is_text = post.body.end - dateline.span.end >= _TEXT
    return dateline.is_set and is_text and (gap(other.reaches, page.reaches) or 0) <= _LATEST


def _is_the_update(post: Post, page: Source) -> bool:
    """Whether the page shows the day of its last change."""
    if post.updated is None:
        return False
    days = gap(read_moment(post.updated.value).reaches, page.reaches)
    return days is not None and days < NEVER_A_FINDING


def _is_slip(one: date, other: date) -> bool:
    """Whether two days differ in the month alone or in the year alone, or have day and month exchanged."""
    if one.day == other.day and one.month != other.month:
        return one.year == other.year
    if (one.day, one.month) == (other.day, other.month):
        return abs(one.year - other.year) <= _YEARS
    return one.year == other.year and (one.day, one.month) == (other.month, other.day)
