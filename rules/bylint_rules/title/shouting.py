"""A title in capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.patterns import pattern
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_WORD = pattern(r"[^\W\d_]{2,}")


class Options(RuleOptions):
    """How many words a shout has."""

    min_words: int = option(3, ge=1, description="words of more than four letters, all in capitals, that are a shout")


@rule(Options, severity="info", default=False)
def shouting(post: Post, options: Options) -> Iterator[Finding]:
    """The title is written in capital letters.

    Capitals are a matter of design, which the style sheet can set; in lists and feeds they shout. Off by default: some
    houses print their headlines so.

    Bad:

        ---
        title: ⟦THE NIGHT FERRY RUNS AGAIN⟧
        ---

    Good:

        ---
        title: UNESCO and NATO visit the harbour
        ---

    Abbreviations are short: words of up to four letters do not count.

    Good:

        ---
        title: HTTP, SMTP, IMAP
        ---

    Bad (min_words=1):

        ---
        title: ⟦FERRY⟧
        ---
    """
    title = post.title.value if post.title is not None else None
    if post.title is None or not isinstance(title, str) or not title.isupper():
        return
    if sum(len(word) > 4 for word in _WORD.findall(title[:1_000])) >= options.min_words:
        yield Finding(
            post.title.span, f'the title "{shorten(title)}" is written in capital letters', data={"title": title}
        )
