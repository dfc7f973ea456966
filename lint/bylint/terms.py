"""The terms of a post: what its tags, categories, series and other taxonomies hold, as its generator reads it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bylint.lazy import lazy
from bylint.patterns import pattern
from bylint.post import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.diagnostic import Span
    from bylint.dialects.base import Flavour
    from bylint.formats import Entry, Step
    from bylint.post import Post

_TAXONOMIES = ("tags", "categories", "series")
_PEOPLE = frozenset({"author", "authors"})
_NAMES = ("label", "name", "title")
"""The keys of a mapping that say a term: Docusaurus has `label`, collections of data the others."""
_WORD = pattern(r"\S+")


class Term:
    """One term: `text` is how the generator reads it, without white space around.

    `taxonomy` is a canonical field (`tags`) or the key of a taxonomy of the site's own. `parents` are the terms that
    a hierarchy puts above it, outermost first. `steps` lead from the field to the value that holds it; `part` is the
    range of its text in that value, where the value is one text of several terms. `is_text` is false for what the
    notation reads as a boolean, a number or a date.
    """

    def __init__(
        self,
        taxonomy: str,
        text: str,
        field: Field,
        steps: tuple[Step, ...] = (),
        *,
        part: tuple[int, int] | None = None,
        parents: tuple[str, ...] = (),
        is_text: bool = True,
    ) -> None:
        self.taxonomy = taxonomy
        self.text = text
        self.field = field
        self.steps = steps
        self.part = part
        self.parents = parents
        self.is_text = is_text

    def __repr__(self) -> str:
        return f"<Term {self.key} {self.text!r}>"

    @property
    def key(self) -> str:
        """The key path of the value that holds it, as written: `tags[2]`."""
        return self.field.path_of(*self.steps)

    @lazy
    def entry(self) -> Entry:
        """Where and how the value that holds it is written."""
        return self.field.at(*self.steps)

    @property
    def written(self) -> str:
        """The word of its author: `yes` where YAML 1.1 reads `true`, `1.50` where the text is `1.5`."""
        return self.text if self.is_text else self.entry.text.strip()

    @property
    def is_whole(self) -> bool:
        """Whether the value holds this term alone, so that another text for the value is another term."""
        return self.part is None

    @lazy
    def span(self) -> Span:
        """Where it is written; of one text of several terms the part, where escapes and folded lines do not hide it."""
        from bylint.diagnostic import Span

        entry = self.entry
        if self.part is None:
            return entry.span
        written = self.field.document.source.text[entry.span.start : entry.span.end]
        quote = 0 if written == entry.text else 1
        if written[quote : len(written) - quote] != entry.text:
            return entry.span
        return Span(entry.span.start + quote + self.part[0], entry.span.start + quote + self.part[1])


def read_terms(post: Post) -> tuple[Term, ...]:
    """Every term of a post, in the order of tags, categories, series, others; as written within each.

    Empty ones, and values of a shape that no term has, are left out. Metadata that the post inherits is not read.
    """
    found: list[Term] = []
    for name in _TAXONOMIES:
        field = post.fields.get(name)
        if field is not None:
            found += _terms(post, name, field)
    for key in post.site.settings.taxonomies:
        if key not in _TAXONOMIES and key not in _PEOPLE:
            field = post.field(key)
            if field is not None and field.name not in _TAXONOMIES:
                found += _terms(post, key, field)
    if post.site.dialect.name == "zola":
        found += _others_of_zola(post)
    return tuple(found)


def _others_of_zola(post: Post) -> Iterator[Term]:
    """Zola's `[taxonomies]` holds any that the site declares."""
    table = post.metadata.get("taxonomies")
    if not isinstance(table, dict):
        return
    known = {field.steps for field in post.fields.values()}
    for key, value in table.items():
        if ("taxonomies", key) not in known and key not in _PEOPLE and isinstance(value, list):
            yield from _terms(post, key, Field(key, ("taxonomies", key), value, post.document))


def _terms(post: Post, taxonomy: str, field: Field) -> Iterator[Term]:
    value = field.value
    if isinstance(value, str):
        for text, part in _split(value, post.site.dialect.splits.get(post.site.dialect.fold(field.steps[-1]), ())):
            yield Term(taxonomy, text, field, part=part)
    elif not isinstance(value, list):
        yield from _term(taxonomy, field, value, (), flavour=post.site.dialect.yaml)
    elif post.site.dialect.name == "hexo" and taxonomy == "categories":
        yield from _nested(field, value)
    else:
        for number, item in enumerate(value):
            if isinstance(item, list):  # Jekyll flattens them, others have none
                for place, inner in enumerate(item):
                    yield from _term(taxonomy, field, inner, (number, place), flavour=post.site.dialect.yaml)
            else:
                yield from _term(taxonomy, field, item, (number,), flavour=post.site.dialect.yaml)


def _nested(field: Field, items: list[Any]) -> Iterator[Term]:
    """Hexo's categories: a list is a path downwards, a list of lists is several: https://hexo.io/docs/front-matter."""
    several = any(isinstance(item, list) for item in items)
    parents: tuple[str, ...] = ()
    for number, item in enumerate(items):
        below: tuple[str, ...] = ()
        for place, inner in enumerate(item) if isinstance(item, list) else ((None, item),):
            steps = (number,) if place is None else (number, place)
            for term in _term("categories", field, inner, steps, parents=below if several else parents):
                yield term
                below, parents = (*below, term.text), (*parents, term.text)


def _term(
    taxonomy: str,
    field: Field,
    value: Any,
    steps: tuple[Step, ...],
    *,
    parents: tuple[str, ...] = (),
    flavour: Flavour = "1.2",
) -> Iterator[Term]:
    if isinstance(value, dict) and steps:
        name = next((key for key in _NAMES if isinstance(value.get(key), str)), None)
        if name is None:
            return
        value, steps = value[name], (*steps, name)
    if isinstance(value, bool) and flavour == "1.2":
        value = field.at(*steps).text  # `yes` and `no` are words there
    text = _text(value)
    if text:
        yield Term(taxonomy, text, field, steps, parents=parents, is_text=value.__class__ is str)


def _text(value: Any) -> str:
    """A scalar as generators print it; nothing for what is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float | date) else ""


def _split(text: str, separators: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """The terms of one text and where each lies in it: the first separator that occurs parts them, `""` at blanks."""
    separator = next((each for each in separators if not each or each in text), None)
    if separator is None:
        if text.strip():
            yield text.strip(), None
    elif not separator:
        words = list(_WORD.finditer(text))
        for word in words:
            yield word[0], word.span() if len(words) > 1 else None
    else:
        at = 0
        for piece in text.split(separator):
            stripped = piece.strip()
            if stripped:
                start = at + piece.index(stripped)
                yield stripped, (start, start + len(stripped))
            at += len(piece) + len(separator)
