"""What the rules about terms share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bylint.schema import SINGULAR
from bylint_rules.excerpt._words import fold

if TYPE_CHECKING:
    from bylint.post import Post
    from bylint.terms import Term
    from bylint.vocabularies import Vocabulary

_LONGEST = 60
"""Characters of a placeholder, at most."""


def name_of(term: Term) -> str:
    """How a message calls a term of its taxonomy: tag, category, series, or the site's own word."""
    return SINGULAR.get(term.taxonomy, term.taxonomy)


def vocabulary_of(post: Post, taxonomy: str) -> Vocabulary | None:
    """The nearest file that lists the terms which posts may have in a taxonomy; None where none does."""
    vocabularies = post.site.vocabularies
    if not vocabularies:
        return None
    inside = post.site.path_of(post.root_path)
    for each in sorted(vocabularies, key=lambda each: -len(each.folder)):
        if each.taxonomy == taxonomy and (not each.folder or inside.startswith(f"{each.folder}/")):
            return each
    return None


class Words(NamedTuple):
    """Placeholders of all languages, folded: those that are one anywhere, and those that are one alone."""

    anywhere: frozenset[str]
    alone: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> Words:
    from bylint.languages import read_data  # only where there are terms

    tables = read_data("taxonomy").values()
    listed = (
        frozenset(fold(entry) for table in tables for entry in table.get(key, "").split(","))
        for key in ("placeholder", "alone")
    )
    return Words(*(words - {""} for words in listed))


@lru_cache(maxsize=20_000)
def is_placeholder(text: str, *, alone: bool) -> bool:
    """Whether a term says that there is none; `alone` where its field holds no other."""
    if len(text) > _LONGEST:
        return False
    folded = fold(text)
    return folded in _words().anywhere or (alone and folded in _words().alone)
