"""date/future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates import gap
from bylint.dates.moment import NEVER_A_FINDING
from bylint.dates.notation import shown
from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule
from bylint_rules.date._moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bylint.post import Post

_DATED_BY_NAME = frozenset({"jekyll", "docusaurus", "zola", "eleventy", "hexo"})
"""Generators that take the date from the file name where front matter has none."""


@rule(severity="warning")
def future(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The post is dated in the future.

    Most generators leave such a post out without a word; others put it above all newer ones until its day comes. Often
    it is a slip: a year or a month mistyped. `bylint check --today 2024-05-31` looks from another day.

    Bad (today=2024-05-31):

        ---
        title: The lighthouse
        date: ⟦2025-05-30⟧
        ---

    Bad (today=2024-05-31):

        ---
        title: The lighthouse
        date: 2024-05-30
        updated: ⟦2042-05-30T10:00:00Z⟧
        ---

    Somewhere it is tomorrow already.

    Good (today=2024-05-31):

        ---
        title: The lighthouse
        date: 2024-06-01
        ---

    Where only the file name says a date, that one counts.

    Bad (today=2024-05-31, path=_posts/2042-05-30-the-lighthouse.md, dialect=jekyll):

        ⟦⟧---
        title: The lighthouse
        ---

    A draft waits for its day, and a post about an event may bear the event's.

    Good (today=2024-05-31):

        ---
        title: The lighthouse
        date: 2024-12-01
        draft: true
        ---

    Good (today=2024-05-31):

        ---
        title: A walk to the lighthouse
        categories: [Events]
        date: 2024-12-01
        ---
    """
    named = post.path_facts.date if post.date is None and post.site.dialect.name in _DATED_BY_NAME else None
    if named is not None and not post.site.has_come(named) and _is_ahead(post, named):
        today = post.site.today
        yield Finding(
            Span(0, 0),
            f"the path says {named.isoformat()}, {_count((named - today).days)} after {today.isoformat()}, "
            "the day of this check",
            data={"filename": named.isoformat(), "today": today.isoformat()},
        )
    for field, moment in moments(post, "date", "updated"):
        if moment.day is None or not moment.is_sure or post.is_draft or post.site.has_come(moment.day):
            continue
        today = post.site.today
        days = gap(moment.reaches, ((today, today),))
        if days is None or days < NEVER_A_FINDING or _is_event(post):
            continue
        yield Finding(
            field.span,
            f"{field.key} is {moment}, {_count(days)} after {today.isoformat()}, the day of this check",
            data={field.name: shown(field.value), "today": today.isoformat()},
        )


def _is_ahead(post: Post, day: date) -> bool:
    return not post.is_draft and (day - post.site.today).days >= NEVER_A_FINDING and not _is_event(post)


def _is_event(post: Post) -> bool:
    from bylint.dates.events import is_event  # few posts are of the future

    return is_event(post, titled=False)


def _count(days: int) -> str:
    return f"{days:,} days" if days < 400 else f"{days // 365:,} years" if days >= 730 else "more than a year"
