"""An address that says something else than the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.patterns import pattern
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten
from bylint_rules.url._values import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_WORD = pattern(r"[^\W\d_]{4,}")
_ROOT = 4
"""Letters at the beginning of two words that make them one: `sail`, `sailing`."""


class Options(RuleOptions):
    """How much must be said before it can contradict."""

    min_words: int = option(3, ge=1, description="words of four letters or more that address and title each must have")


@rule(Options, severity="info", default=False)
def contradicts_title(post: Post, options: Options) -> Iterator[Finding]:
    """The last part of the address shares no word with the title.

    The post may have been copied from another, or its title changed. Off by default: an address that is published must
    not change, whatever becomes of the title, and many are translations.

    Bad:

        ---
        title: ⟨The night ferry runs again⟩
        url: ⟦/2024/05/annual-harbour-report/⟧
        ---

    Good:

        ---
        title: The night ferry runs again
        url: /2024/05/night-ferries-are-back/
        ---

    Good:

        ---
        title: The night ferry runs again
        url: /2024/05/news/
        ---

    Bad (min_words=1):

        ---
        title: ⟨The night ferry runs again⟩
        url: ⟦/2024/05/news/⟧
        ---

    Scripts that are not the address's cannot be compared.

    Good:

        ---
        title: Ночной паром снова ходит
        url: /2024/05/annual-harbour-report/
        ---
    """
    field, title = post.url or post.slug, title_of(post)
    if field is None or post.title is None or not title.isascii() or not isinstance(field.value, str):
        return
    last = field.value.partition("?")[0].rstrip("/").rpartition("/")[2].removesuffix(".html")
    said, called = set(_WORD.findall(last.lower())), set(_WORD.findall(title.lower()))
    if len(said) < options.min_words or len(called) < options.min_words or "{" in last or ":" in last:
        return
    if {word[:_ROOT] for word in said} & {word[:_ROOT] for word in called}:
        return
    yield Finding(
        field.span,
        f'{field.key} says "{last}", which shares no word with the title "{shorten(title)}"',
        related=(Related(post.title.span, "the title"),),
        data={"url": field.value, "title": title},
    )
