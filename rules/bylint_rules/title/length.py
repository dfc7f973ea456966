"""A title that is too long or too short for where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


class Options(RuleOptions):
    """Characters, blanks at the ends not counted."""

    max_length: int = option(70, ge=0, description="more characters than these are told; 0 sets no bound")
    min_length: int = option(0, ge=0, description="fewer characters than these are told; 0 sets no bound")


@rule(Options, severity="info", default=False)
def length(post: Post, options: Options) -> Iterator[Finding]:
    """The title is longer or shorter than the site wants.

    Search engines show about 60 characters and cut the rest. Off by default, and worth its own bounds on each site.

    Bad (max_length=30):

        ---
        title: ⟦The night ferry runs again from Sunday on⟧
        ---

    Good (max_length=0):

        ---
        title: The night ferry runs again from Sunday on, if the wind, the tide and the harbour master agree to it
        ---

    Bad (min_length=10):

        ---
        title: ⟦Ferry⟧
        ---

    Good:

        ---
        title: Ferry
        ---
    """
    title = post.title.value if post.title is not None else None
    if post.title is None or not isinstance(title, str) or not title.strip():
        return
    size = len(title.strip())
    if options.max_length and size > options.max_length:
        said = f"more than {options.max_length}"
    elif size < options.min_length:
        said = f"fewer than {options.min_length}"
    else:
        return
    yield Finding(
        post.title.span,
        f'the title "{shorten(title)}" has {size} characters, {said}',
        data={"title": title, "length": size},
    )
