"""date/impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates.notation import shown
from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule
from bylint_rules.date._moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.dates import Moment
    from bylint.post import Field, Post

_FIRST_WEB_YEAR = 1990


@rule(severity="error")
def impossible(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A date that no post can have: a program's zero, a day that the calendar lacks, an offset that no zone has.

    Such dates come from exports and from slips. Generators stop at them, or put the post at the end of every list and
    feed, where nobody finds it.

    Bad:

        ---
        title: The lighthouse
        date: ⟦-001-11-30T00:00:00+00:00⟧
        ---

    Bad:

        ---
        title: The lighthouse
        date: ⟦2021-04-31⟧
        updated: ⟦1970-01-01T00:00:00Z⟧
        ---

    Bad:

        ---
        title: The lighthouse
        date: ⟦2021-02-08T16:30:00+16:30⟧
        lastmod: 2021-02-09T10:00:00+13:45
        ---

    Bad:

        ---
        title: The lighthouse
        date: ⟦9999-12-31⟧
        ---

    A file name that begins with such a day is told as well.

    Bad (path=_posts/2017-04-31-the-lighthouse.md, dialect=jekyll):

        ⟦⟧---
        title: The lighthouse
        ---

    Good: a post that never expires.

    Good:

        ---
        title: The lighthouse
        date: 2021-02-08 16:30:00 -0930
        expires: 9999-12-31
        ---
    """
    for field, moment in moments(post, "date", "updated", "expires"):
        if moment.fault is not None and not _is_never(field, moment):
            said = shown(field.value)
            yield Finding(
                field.span, f'{field.key} is "{said}", {moment.fault}', data={field.name: said}, key=field.key
            )
    facts = post.path_facts
    if facts.date_text is not None and facts.date is None and _is_slip(facts.date_text):
        yield Finding(
            Span(0, 0),
            f'the path says "{facts.date_text}", a day that the calendar does not have',
            data={"filename": facts.date_text},
        )


def _is_never(field: Field, moment: Moment) -> bool:
    """Whether a post expires in a year so late that it stands for none."""
    return field.name == "expires" and moment.day is not None and moment.day.year > _FIRST_WEB_YEAR


def _is_slip(text: str) -> bool:
    """Whether a path's numbers are meant as a day: the month is one, the day is not too large for all months."""
    parts = [int(part) for part in "".join(c if c.isdigit() else " " for c in text).split()]
    return len(parts) == 3 and 1 <= parts[1] <= 12 and 28 < parts[2] <= 31
