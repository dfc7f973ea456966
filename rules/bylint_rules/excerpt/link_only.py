"""A value that is only a link to the post it should announce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Fix
from bylint.edits import replace_text
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.excerpt._fields import is_text, read, repeats_title, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post


@rule(severity="error")
def link_only(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The excerpt, summary or description holds nothing but a link, such as "READ MORE".

    Lists of posts, feeds and search results show it in place of a text: a page of links that all say the same. Exports
    from blog engines leave such links behind, whole, damaged, or without their address.

    Bad:

        ---
        title: The ferry timetable
        excerpt: ⟦'<a href="/2021/ferry-timetable/">READ MORE</a>'⟧
        ---
        **May 3, 2021**

        From June the ferry to the island runs twice a day, at nine and at four.

    Fixed (suggested):

        ---
        title: The ferry timetable
        excerpt: 'From June the ferry to the island runs twice a day, at nine and at four.'
        ---
        **May 3, 2021**

        From June the ferry to the island runs twice a day, at nine and at four.

    A tag that was damaged, a phrase that lost its link, a bare address and the mark of a cut are no better.

    Bad:

        ---
        excerpt: ⟦'< a ref="/ferry/"Continue reading</a>'⟧
        description: ⟦"[Weiterlesen →](https://example.org/ferry)"⟧
        summary: ⟦https://example.org/ferry⟧
        ---

    Bad:

        ---
        excerpt: ⟦"Lire la suite »"⟧
        summary: ⟦'[...]'⟧
        ---

    A link in a text that says something is fine here, and so is a sentence that begins with those words.

    Good:

        ---
        excerpt: From June the ferry runs twice a day. [Read more](/ferry/)
        description: Read more about the island's ferry, and who pays for it.
        ---

    The fix is only a suggestion: it takes the text before the "more" mark, or the first paragraph, without dateline,
    byline and markup. A body without such a text gets none.
    """
    del options
    for field, value in texts(post):
        reading = read(value)
        if reading.kind != "link" or repeats_title(post, value):
            continue
        yield Finding(
            field.span,
            f"{field.key} holds {_told(value, reading.shown)} and no text",
            data={field.name: value},
            fixes=suggest(post, field),
        )


def _told(value: str, shown: str) -> str:
    """What the value holds: a link by its label or address, or the words that were one."""
    if not shown:
        return "only a link without a label"
    return f'only {"" if value.strip() == shown and "://" not in shown else "a link, "}"{shorten(shown)}"'


def suggest(post: Post, field: Field) -> tuple[Fix, ...]:
    """A fix that makes the value what the body says; empty where the body has nothing that would be better."""
    text = post.excerpt_text
    if not text or not is_text(post, text):
        return ()
    return replace_text(post.document, field.entry, text, f'set {field.key} to "{shorten(text)}"')
