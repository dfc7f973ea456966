"""Which terms are one in several spellings: what is kept of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.archive import Fact
from bylint.archive.kin import language_of
from bylint.spelling import spelling_key
from bylint_rules.taxonomy._terms import name_of, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post
    from bylint.terms import Term

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
        yield Fact(
            TERM,
            "\n".join((where, term.taxonomy, *path)),
            term.span,
            term.text,
            _about(post, term),
        )


def _about(post: Post, term: Term) -> dict[str, Any]:
    """The taxonomy; whether a text of several terms holds it; whether a vocabulary says how it is spelled."""
    about: dict[str, Any] = {"taxonomy": name_of(term)}
    if not term.is_whole:
        about["part"] = True
    if vocabulary_of(post, term.taxonomy) is not None:
        about["listed"] = True
    return about
