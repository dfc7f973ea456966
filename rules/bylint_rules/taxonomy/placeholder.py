"""A term that stands where one should be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule
from bylint_rules.taxonomy._terms import is_placeholder, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def placeholder(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A category or tag says that there is none: Uncategorized, Untagged, tag1.

    Systems file posts there that nobody has filed, templates come with such terms, and the site gets a page of posts
    that have nothing in common.

    Bad:

        ---
        title: How the pier was built
        categories: [Building, ⟦Uncategorized⟧]
        tags:
          - ⟦tag1⟧
          - ⟦your-tag-here⟧
        ---

    Bad:

        ---
        title: Wie die Mole gebaut wurde
        categories: ⟦Nicht kategorisiert⟧
        tags: [⟦ohne Schlagwort⟧]
        ---

    Bad:

        ---
        title: 桟橋ができるまで
        categories: [⟦未分類⟧]
        ---

    Words that may be a topic beside others are told where they stand alone.

    Bad:

        ---
        title: How the pier was built
        tags: [⟦none⟧]
        ---

    Good:

        ---
        title: Nothing, null and undefined
        categories: [General, Miscellaneous, Allgemein]
        tags: [undefined, null, todo, categories, tagging]
        ---

    In a draft it weighs less: there is still somebody at work.
    """
    del options
    terms = post.terms
    for term in terms:
        if is_placeholder(term.text, alone=False) or (
            is_placeholder(term.text, alone=True) and sum(other.field is term.field for other in terms) == 1
        ):
            name = name_of(term)
            yield Finding(
                term.span,
                f'the {name} "{term.text}" files the post nowhere',
                data={name: term.text},
                severity="info" if post.is_draft else None,
            )
