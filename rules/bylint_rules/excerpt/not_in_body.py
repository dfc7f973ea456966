"""A value whose sentences the body does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.excerpt._fields import is_text, texts
from bylint_rules.excerpt._markup import LONGEST, strip
from bylint_rules.excerpt._words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_SENTENCE = pattern(r"[^.!?…。！？]*(?:[.!?…](?!\s)[^.!?…。！？]*)*(?:[.!?…]+(?=\s|\Z)|[。！？]+|\Z)")
_SHORTEST = 15
"""Letters of a sentence that are enough to say that the body lacks it."""
_EVERY_LINE = 1 << 30


@rule(severity="info", default=False)
def not_in_body(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The excerpt, summary or description says a sentence that the body does not have.

    Where excerpts are copies of the body, the body was edited after the copy was made. Off by default: most sites write
    them afresh.

    Bad:

        ---
        excerpt: ⟦The bridge will be closed in March. Buses go by the mill.⟧
        ---
        The bridge will be closed in *April*. Buses go by the [mill](/mill/).

    Good:

        ---
        excerpt: The bridge will be closed in April. Buses go …
        ---
        The bridge will be closed in *April*. Buses go by the [mill](/mill/).
    """
    del options
    body: str | None = None
    for field, value in texts(post):
        if len(value) > LONGEST or not is_text(post, value):
            continue
        if body is None:
            from bylint.visible import head  # the rule is seldom on, and every run imports this module

            body = _squash(" ".join(line.text for line in head(post.text, *post.body, post.markup, _EVERY_LINE)))
        missing = [s for s in _sentences(strip(value)) if len(_squash(s)) >= _SHORTEST and _squash(s) not in body]
        if missing:
            yield Finding(
                field.span,
                f'{field.key} says "{shorten(missing[0], 80)}", which the body does not',
                data={field.name: missing[0]},
            )


def _sentences(text: str) -> list[str]:
    return [found.group().strip() for found in _SENTENCE.finditer(text) if found.group().strip()]


def _squash(text: str) -> str:
    return fold(text).replace(" ", "")
