"""The author field against the byline: the field has more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.attribution import author_place
from bylint.diagnostic import Finding, Related
from bylint.people import labels
from bylint.rule import RuleOptions, rule
from bylint.text import listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def not_in_byline(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The author field names people whom the byline does not credit.

    Readers see fewer authors than feeds and author pages do: one of the two lists is wrong. Both have at least one
    person in common.

    Bad:

        ---
        authors: [Ana Ruiz, ⟦Ben Okafor⟧]
        ---
        _by ⟨Ana Ruiz⟩_

    Bad:

        ---
        author: ⟦Ana Ruiz and Ben Okafor⟧
        ---
        Written by ⟨Ana Ruiz⟩

        Two people kept the station that year.

    Good:

        ---
        authors: [Ana Ruiz, Ben Okafor]
        ---
        _by Ana Ruiz and Ben Okafor_

    Good:

        ---
        authors: [Ana Ruiz, Northlight Team]
        ---
        _by Ana Ruiz_

    There is no fix: whether the field or the byline is right, only people can say.
    """
    found = post.attribution
    if found is None or found.verdict != "not-in-byline" or post.authors is None:
        return
    extra = found.extra
    span = author_place(post, extra[0])[1] if len(extra) == 1 else post.authors.span
    yield Finding(
        span,
        f"author names {listing(labels(extra))}, but the byline names only {listing(labels(found.byline))}",
        related=(Related(found.span, "the byline"),),
        data=found.data,
    )
