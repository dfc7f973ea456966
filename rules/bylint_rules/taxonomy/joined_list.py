"""Several terms in one text, of which the generator makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.edits import replace_names
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint.text import listing, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post

_SEPARATOR = pattern(r"[,;，、；]")
_MARKS = ",;，、；"
_MOST_WORDS = 4
_LONGEST = 40
"""Characters of a term, at most: what is longer is a sentence."""
_PLURAL = frozenset({"tags", "categories", "keywords"})
_SINGULAR = frozenset({"tag", "category"})
"""Keys that hold one term in Jekyll, and are no metadata of posts elsewhere: https://jekyllrb.com/docs/posts/#tags."""
_JOINED = frozenset({"and", "und", "et", "y", "e", "ed", "en", "и", "i", "та", "й", "or", "oder", "ou", "o", "&"})
"""Words in an enumeration that is one phrase: "Food, Wine and Travel"."""
_WANTS_LIST = frozenset({"docusaurus", "zola", "mkdocs"})
_UNKNOWN = frozenset({"astro"})
"""Generators whose sites say in a program what a text is."""


@rule(severity="warning")
def joined_list(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """Tags or categories are joined by commas in one text, which the generator takes for one term.

    The site gets a page for "ferries, tides, weather" with one post on it, and the pages of the three terms lack it.

    Bad (dialect=hugo):

        ---
        tags: ⟦"ferries, tides, weather"⟧
        ---

    Fixed (suggested):

        ---
        tags: [ferries, tides, weather]
        ---

    Jekyll parts such a text at its blanks, so that a comma becomes part of a term.

    Bad (dialect=jekyll):

        ---
        categories: ⟦Ferries, tides⟧
        ---

    Fixed (suggested):

        ---
        categories: [Ferries, tides]
        ---

    Under a singular key it takes the text for one term.

    Bad (dialect=jekyll):

        ---
        category: ⟦recipes, soups, stews⟧
        tag: ⟦ferries, tides⟧
        ---

    Fixed (suggested):

        ---
        category: [recipes, soups, stews]
        tag: [ferries, tides]
        ---

    Good (dialect=jekyll):

        ---
        category: Lyon, France
        tag: Food, Wine and Travel
        ---

    An item of a list is one term for every generator.

    Bad:

        ---
        tags:
          - harbour
          - ⟦ferries, tides, weather⟧
        ---

    Fixed (suggested):

        ---
        tags:
          - harbour
          - ferries
          - tides
          - weather
        ---

    Some terms have commas. What may be a place, a name or a phrase is left alone, and so is what Pelican and unknown
    generators part themselves.

    Good (dialect=hugo):

        ---
        tags: "Lyon, France"
        categories: ["Food, Wine and Travel", "Portland, Oregon, USA", "Ruiz, Ana"]
        ---

    Good (dialect=pelican):

        ---
        tags: ferries, tides, weather
        ---

    The fix is only a suggestion: only a reader knows which commas belong to a term.
    """
    del options
    for field in (post.tags, post.categories):
        if field is None:
            continue
        if isinstance(field.value, str):
            yield from _text(post, field, field.value)
        elif isinstance(field.value, list):
            yield from _items(post, field, field.value)


def _text(post: Post, field: Field, value: str) -> Iterator[Finding]:
    dialect = post.site.dialect
    key = field.steps[-1].lower()
    if not any(mark in value for mark in _MARKS) or dialect.name in _UNKNOWN:
        return
    if key not in _PLURAL and not (key in _SINGULAR and dialect.name == "jekyll"):
        return
    at_blanks = dialect.splits.get(dialect.fold(key)) == ("",)
    if dialect.splits.get(dialect.fold(key), ()) and not at_blanks:
        return
    if key == "categories" and dialect.name == "generic":
        return
    pieces = _pieces(value)
    if at_blanks:
        if not any(word[-1] in _MARKS and len(word) > 1 for word in value.split()[:-1]) or not pieces:
            return
    elif not _are_terms(pieces, fewest=2, lower=len(pieces) == 2):
        return
    shown = f'{field.key} is one text, "{shorten(value)}"'
    if at_blanks:
        first = next(word for word in value.split() if word[-1] in _MARKS)
        said = f'{shown}, which {dialect.title} parts at blanks, so that a term is "{first}"'
    elif dialect.name in _WANTS_LIST:
        said = f"{shown}, where {dialect.title} wants a list"
    else:
        said = f"{shown}, which {dialect.title} takes for one term"
    yield Finding(
        field.span,
        said,
        data={_name(field): value, "terms": pieces},
        fixes=replace_names(post.document, field.entry, pieces, plural=True, title=_title(field, pieces)),
    )


def _items(post: Post, field: Field, value: list[object]) -> Iterator[Finding]:
    for number, item in enumerate(value):
        if not isinstance(item, str) or not any(mark in item for mark in _MARKS):
            continue
        pieces = _pieces(item)
        if not _are_terms(pieces, fewest=2 if len(value) == 1 else 3, lower=True):
            continue
        texts = [text for text in value if isinstance(text, str)]
        wanted = [term for at, text in enumerate(texts) for term in (pieces if at == number else [text])]
        fixes = (
            replace_names(post.document, field.entry, wanted, plural=True, title=_title(field, pieces))
            if len(texts) == len(value)
            else ()
        )
        yield Finding(
            field.at(number).span,
            f'an item of {field.key} is "{shorten(item)}", several terms in one',
            data={_name(field): item, "terms": pieces},
            fixes=fixes,
        )


def _name(field: Field) -> str:
    from bylint.schema import SINGULAR

    return SINGULAR.get(field.name, field.name)


def _title(field: Field, pieces: list[str]) -> str:
    return f"list {shorten(listing(pieces), 80)} in {field.key}"


def _pieces(text: str) -> list[str]:
    return list(dict.fromkeys(piece for each in _SEPARATOR.split(text[:2_000]) if (piece := each.strip())))


def _are_terms(pieces: list[str], *, fewest: int, lower: bool) -> bool:
    """Whether all pieces are short, and none goes on with the phrase before it; with `lower` none is a name."""
    if len(pieces) < fewest:
        return False
    for piece in pieces:
        words = piece.split()
        if len(words) > _MOST_WORDS or len(piece) > _LONGEST or not _JOINED.isdisjoint(map(str.lower, words)):
            return False
        if lower and (piece[0].isupper() or not any(letter.isalpha() for letter in piece)):
            return False
        if piece[-1] in ".!?":
            return False
    return True
