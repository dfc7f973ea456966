"""A value that is too long or too short for where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, option, rule
from bylint_rules.excerpt._fields import is_text, texts
from bylint_rules.excerpt._markup import strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


class Options(RuleOptions):
    """Characters that a reader sees, markup not counted."""

    max_length: int = option(300, ge=0, description="more characters than these are told; 0 sets no bound")
    min_length: int = option(50, ge=0, description="fewer characters than these are told; 0 sets no bound")


@rule(Options, severity="info", default=False)
def length(post: Post, options: Options) -> Iterator[Finding]:
    """The excerpt, summary or description is longer or shorter than the site wants.

    Search engines show about 160 characters and cut the rest; a few words tell a reader little. Off by default, and
    worth its own bounds on each site.

    Bad (max_length=60):

        ---
        excerpt: ⟦The library lends tools now, and the first drill has already come back broken, with a note.⟧
        ---

    Good (max_length=0):

        ---
        excerpt: The library lends tools now, and the first drill has already come back broken, with a note.
        ---

    Bad (min_length=40):

        ---
        description: ⟦The library lends tools now.⟧
        ---

    Good (min_length=0):

        ---
        description: The library lends tools now.
        ---

    Markup is not counted, and an empty value is silent.

    Good (max_length=40, min_length=0):

        ---
        excerpt: The library lends <a href="https://example.org/a-long-address-that-nobody-sees">tools</a> now.
        description: ""
        summary: The library lends tools to all now.
        ---

    Good:

        ---
        description: The library lends tools now, and books too, as it did before.
        ---
    """
    for field, value in texts(post):
        if not is_text(post, value):
            continue
        size = len(strip(value))
        if options.max_length and size > options.max_length:
            yield Finding(
                field.span,
                f"{field.key} has {size:,} characters, more than {options.max_length:,}",
                data={field.name: size, "max_length": options.max_length},
            )
        elif size < options.min_length:
            yield Finding(
                field.span,
                f"{field.key} has {size:,} characters, fewer than {options.min_length:,}",
                data={field.name: size, "min_length": options.min_length},
            )
