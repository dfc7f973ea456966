"""A value that says the title again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.excerpt import _fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def repeats_title(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The excerpt, summary or description only says the title again.

    Wherever it is shown the title stands right above it, so readers learn nothing from it.

    Bad:

        ---
        title: ⟨"Night trains: the comeback"⟩
        description: ⟦Night Trains – The Comeback⟧
        ---

    Case, punctuation and markup make no difference. What adds a word to the title is left alone.

    Good:

        ---
        title: "Night trains: the comeback"
        description: Night trains, the comeback of 2021
        excerpt: ""
        ---
    """
    del options
    for field, value in _fields.texts(post):
        if post.title is not None and _fields.repeats_title(post, value):
            yield Finding(
                field.span,
                f'{field.key} repeats the title, "{shorten(value)}"',
                related=(Related(post.title.span, "the title"),),
                data={field.name: value, "title": post.title.value},
            )
