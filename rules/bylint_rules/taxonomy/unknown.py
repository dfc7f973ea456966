"""A term that the site's vocabulary lacks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.edits import replace_text
from bylint.rule import RuleOptions, option, rule
from bylint.spelling import spelling_key
from bylint.text import nearest
from bylint_rules.taxonomy._terms import name_of, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.post import Post
    from bylint.terms import Term
    from bylint.vocabularies import Vocabulary

_FOLDING = frozenset({"hugo", "zola", "pelican"})
"""Generators to which two spellings with one slug are one term."""
_MANY = 5_000
"""Terms of a vocabulary among which a slip is looked for anywhere; of more, only those that begin alike."""


class Options(RuleOptions):
    """Which terms posts may have."""

    known: dict[str, tuple[str, ...]] = option(
        {},
        description='the terms that posts may have, by taxonomy: `known = {tags = ["ferries"]}`. Comes before the'
        " files that `vocabulary` in `[site]` names, and that Docusaurus reads",
    )


@rule(Options, severity="error")
def unknown(post: Post, options: Options) -> Iterator[Finding]:
    """A tag or category is not in the site's vocabulary.

    A site that lists its terms has a reason: a new one gets a page of its own that nothing leads to, and is mostly a
    slip of the one that was meant.

    Bad (vocabulary={tags: [ferries, open data, tides]}):

        ---
        tags: [ferries, ⟦open-data⟧, ⟦tide⟧]
        ---

    Fixed (suggested):

        ---
        tags: [ferries, open data, tides]
        ---

    Bad (known={categories: [News, Harbour], tags: [ferries]}):

        ---
        categories: ⟦Harbor⟧
        tags: [ferries, ⟦weather⟧]
        ---

    Without a vocabulary for a taxonomy, all its terms are welcome. Generators that make one page of two spellings may
    have either.

    Good (vocabulary={tags: [ferries]}):

        ---
        tags: [ferries]
        categories: [Harbour]
        ---

    Good (vocabulary={tags: [open-data]}, dialect=hugo):

        ---
        tags: [Open Data]
        ---

    The vocabulary is a file of the site: `vocabulary = "data/tags.yml"` in `[site]`, or one for each taxonomy,
    `vocabulary = {tags = "data/tags.yml", categories = "data/categories.yml"}`. It holds a list of terms, or mappings
    with a name, or terms by key; one file may hold `tags` and `categories`. `tags.yml` beside a Docusaurus blog is read
    by itself, and then this is a warning, since the site may allow other tags.

    The fix is only a suggestion, and is offered where one term of the vocabulary is a slip away.
    """
    if not post.site.vocabularies and not options.known:
        return
    for term in post.terms:
        terms, vocabulary = _known(post, term, options)
        if terms is None or term.text in terms:
            continue
        keys = _by_key(terms)
        folds = post.site.dialect.name in _FOLDING
        if folds and spelling_key(term.text, plurals=False) in keys[1]:
            continue
        meant = keys[0].get(spelling_key(term.text)) or _nearest(term.text, terms)
        where = vocabulary.path if vocabulary else "the terms that are known"
        name = name_of(term)
        said = f'the {name} "{term.text}" is not in {where}' + (f'; did you mean "{meant}"?' if meant else "")
        yield Finding(
            term.span,
            said,
            data={name: term.text, "vocabulary": meant},
            fixes=(
                replace_text(post.document, term.entry, meant, f'set the {name} to "{meant}"')
                if meant and term.is_whole
                else ()
            ),
            severity="warning" if vocabulary is not None and vocabulary.found else None,
        )


def _known(post: Post, term: Term, options: Options) -> tuple[frozenset[str] | None, Vocabulary | None]:
    """The terms that the taxonomy of one may have, and the nearest file that lists them; None where all are welcome."""
    if term.taxonomy in options.known:
        return frozenset(options.known[term.taxonomy]), None
    found = vocabulary_of(post, term.taxonomy)
    return (None, None) if found is None else (found.terms, found)


@lru_cache(maxsize=32)
def _by_key(terms: frozenset[str]) -> tuple[Mapping[str, str], frozenset[str]]:
    """The terms by spelling, the first of the alphabet where several have one; and all keys without plurals."""
    return (
        {spelling_key(term): term for term in sorted(terms, reverse=True)},
        frozenset(spelling_key(term, plurals=False) for term in terms),
    )


def _nearest(text: str, terms: frozenset[str]) -> str | None:
    if len(terms) <= _MANY:
        return nearest(text, sorted(terms))
    first = text[:1].casefold()
    return nearest(text, sorted(term for term in terms if term[:1].casefold() == first))
