"""Which terms are one in several spellings: what is kept of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.archive import Fact
from bylint.archive.kin import language_of
from bylint.schema import SINGULAR
from bylint.spelling import spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

TERM = "taxonomy/term"
"""The name of the facts."""


def spellings(post: Post) -> Iterator[Fact]:
    """Each term under what all its spellings share, among the terms of its taxonomy and language."""
    terms = post.terms
    if not terms:
        return
    language = language_of(post)
    plurals = not language or language.lower().startswith("en")
    where = f"{post.site.prefix}\n{language}"
    for term in terms:
        path = [spelling_key(text, plurals=plurals) for text in (*term.parents, term.text)]
        name = SINGULAR.get(term.taxonomy, term.taxonomy)
        yield Fact(
            TERM,
            "\n".join((where, term.taxonomy, *path)),
            term.span,
            term.text,
            {"taxonomy": name} if term.is_whole else {"taxonomy": name, "part": True},
        )
