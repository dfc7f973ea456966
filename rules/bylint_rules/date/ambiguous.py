"""date/ambiguous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates.notation import shown
from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule
from bylint_rules.date._moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def ambiguous(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A date of which nothing says which number is the month.

    `06/07/2019` is June to some readers and programs and July to others; a generator that reads it the other way
    publishes the post a month early or late. Year, month and day in this order are read alike everywhere.

    Bad:

        ---
        title: The lighthouse
        date: ⟦06/07/2019⟧
        ---

    Bad:

        ---
        title: The lighthouse
        date: 2019-06-07
        updated: ⟦"08-07-2019 10:30"⟧
        ---

    Good:

        ---
        title: The lighthouse
        date: 2019-06-07
        ---

    Where one number is above twelve, or both are the same, it can be told; periods stand in dates that begin with the
    day.

    Good:

        ---
        title: The lighthouse
        date: 6/18/2019
        updated: 07.08.2019
        ---

    No fix is offered: what it should be is what nobody can tell.
    """
    for field, moment in moments(post, "date", "updated", "expires"):
        if moment.others and moment.fault is None:
            said = shown(field.value)
            days = [day.isoformat() for day in moment.days]
            yield Finding(
                field.span,
                f'{field.key} is "{said}", which may be {days[0]} or {days[1]}',
                data={field.name: said, "readings": days},
            )
