"""The author field against the byline: the byline has more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Fix, Related
from bylint.edits import add_name, replace_names
from bylint.people import labels
from bylint.rule import RuleOptions, rule
from bylint.text import listing
from bylint_rules.author._written import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.attribution import Attribution
    from bylint.post import Field, Post


@rule(severity="error")
def missing_coauthor(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The byline credits people whom the author field leaves out.

    A co-author who is not in the field gets no author page, no feed entry and no credit in search results. The field
    and the byline have at least one person in common.

    Bad:

        ---
        author: ⟦Ana Ruiz⟧
        ---
        _by Ana Ruiz and ⟨Ben Okafor⟩_

    Fixed (suggested):

        ---
        author: Ana Ruiz and Ben Okafor
        ---
        _by Ana Ruiz and Ben Okafor_

    Bad:

        ---
        authors: ⟦[Ana Ruiz, Chiyo Tanaka]⟧
        ---
        **Authors:** Ana Ruiz (Northlight), Chiyo Tanaka (Northlight), ⟨Ben Okafor⟩ (Eastgate)

    Fixed (suggested):

        ---
        authors: [Ana Ruiz, Chiyo Tanaka, Ben Okafor]
        ---
        **Authors:** Ana Ruiz (Northlight), Chiyo Tanaka (Northlight), Ben Okafor (Eastgate)

    Bad:

        ---
        authors:
          ⟦- name: Ana Ruiz
            twitter: aruiz⟧
        ---
        _by Ana Ruiz and ⟨Ben Okafor⟩_

    Fixed (suggested):

        ---
        authors:
          - name: Ana Ruiz
            twitter: aruiz
          - name: Ben Okafor
        ---
        _by Ana Ruiz and Ben Okafor_

    Good:

        ---
        author: Ana Ruiz
        ---
        _by Ana Ruiz and the Northlight Team_

    Good:

        ---
        authors: [Ana Ruiz, Ben Okafor]
        ---
        _by Ben Okafor and Ana Ruiz_

    The fix is only a suggestion: the byline may name somebody who helped in another way.
    """
    found = post.attribution
    if found is None or found.verdict != "missing-coauthor" or post.authors is None:
        return
    left_out = listing(labels(found.missing))
    yield Finding(
        post.authors.span,
        f"author says {listing(labels(found.named))}, but the byline also names {left_out}",
        related=tuple(Related(found.span_of(person), "the byline also names") for person in found.missing),
        data=found.data,
        fixes=_fixes(post, post.authors, found, f"add {left_out} to {post.authors.key}"),
    )


def _fixes(post: Post, field: Field, found: Attribution, title: str) -> tuple[Fix, ...]:
    names = written(post, (*found.named, *found.missing))
    if field.entry.kind == "list" and any(child.kind == "mapping" for child in field.entry.children):
        return add_name(post.document, field.entry, found.missing[0].label, title) if len(found.missing) == 1 else ()
    return replace_names(post.document, field.entry, names, plural=field.key.endswith("s"), title=title)
