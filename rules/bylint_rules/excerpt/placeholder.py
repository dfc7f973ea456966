"""A value that waits for somebody to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.excerpt._fields import read, repeats_title, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="error")
def placeholder(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The excerpt, summary or description is a placeholder: TODO, lorem ipsum, "Insert text here", null.

    Templates and exporters leave such words where a text should be, and readers see them in search results.

    Bad:

        ---
        title: Ten years of the choir
        excerpt: ⟦TODO⟧
        description: ⟦Insert your description here⟧
        summary: ⟦"undefined"⟧
        ---

    Bad:

        ---
        description: ⟦"Beschreibung"⟧
        excerpt: ⟦Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore⟧
        summary: ⟦"..."⟧
        ---

    Only the whole value counts. A post may be about such words, and may be named by them; an empty value is silent.

    Good:

        ---
        title: Hello world
        excerpt: Hello, world!
        description: TODO lists compared, and why lorem ipsum should stay undefined.
        summary: ""
        ---

    In a draft it weighs less: there is still somebody at work.
    """
    del options
    for field, value in texts(post):
        if read(value).kind == "placeholder" and not repeats_title(post, value):
            yield Finding(
                field.span,
                f'{field.key} is a placeholder, "{shorten(value)}"',
                data={field.name: value},
                severity="info" if post.is_draft else None,
            )
