"""house/long-title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from bylint.diagnostic import Edit, Finding, Fix
from bylint.rule import RuleOptions, rule
from newsroom_rules.house._words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


class Options(RuleOptions):
    """How long a title may be."""

    max_words: int = Field(8, ge=1, description="a title of more words is told")


@rule(Options, severity="warning", aliases=("house/wordy-title",))
def long_title(post: Post, options: Options) -> Iterator[Finding]:
    """The title has more words than fit above a column.

    The layout cuts what is longer, in the middle of a thought.

    Bad (max_words=3):

        ---
        title: ⟦Ferry breaks down again⟧
        ---

    Fixed (suggested):

        ---
        title: Ferry breaks down
        ---

    Good (max_words=4):

        ---
        title: Ferry breaks down again
        ---
    """
    title = post.valid("title")
    if title is None or not isinstance(title.value, str):
        return
    found = words(title.value)
    if len(found) > options.max_words:
        shorter = " ".join(found[: options.max_words])
        yield Finding(
            title.span,
            f"the title has {len(found)} words, more than {options.max_words}",
            data={"words": len(found)},
            fixes=(Fix(f'shorten the title to "{shorter}"', (Edit(title.span, shorter),)),),
        )
