"""A post as rules see it: its canonical fields with their places, and readings of body and path, made when asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bylint.dialects import FIELDS
from bylint.formats import Entry, Step, key_path
from bylint.lazy import lazy
from bylint.schema import SchemaError, accepts, check_declared, check_fields

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from pydantic import BaseModel

    from bylint.addresses import Redirect
    from bylint.attribution import Attribution
    from bylint.byline import Credit
    from bylint.dates import Dateline, Moment
    from bylint.diagnostic import Span
    from bylint.dialects import PathFacts
    from bylint.document import Document
    from bylint.people import Authors
    from bylint.publication import Publication
    from bylint.site import Site
    from bylint.suppress import Mark
    from bylint.terms import Term
    from bylint.visible import Line

FieldState = Literal["absent", "invalid", "valid"]

_MARKUP_BY_SUFFIX = {
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".rst": "rst",
}


def markup_of(path: str) -> str:
    """What the body of a file is written in, by its suffix: markdown, mdx, html, asciidoc or rst."""
    return _MARKUP_BY_SUFFIX.get(path[path.rfind(".") :].lower(), "markdown")


class Field:
    """A field that the post has: its value, and the key and place it is written at."""

    def __init__(self, name: str, steps: tuple[str, ...], value: Any, document: Document) -> None:
        self.name = name
        self.steps = steps
        self.value = value
        self.document = document

    @property
    def key(self) -> str:
        """The key path as written."""
        return key_path(self.steps)

    @lazy
    def entry(self) -> Entry:
        """Where and how it is written."""
        found = self.document.entry(*self.steps)
        if found is None:
            raise LookupError(f"{self.key} has no place in {self.document.source.path}")
        return found

    @property
    def span(self) -> Span:
        """Where the value is written."""
        return self.entry.span

    @property
    def key_span(self) -> Span:
        """Where the key is written."""
        return self.entry.key or self.entry.span

    @property
    def source(self) -> str:
        """The value as it is written, quotes and all."""
        return self.document.source.text[self.span.start : self.span.end]

    def at(self, *steps: Step) -> Entry:
        """The entry of a part of the value; the nearest part that has a place of its own."""
        if self.document.format.is_scattered and (part := self.document.entry(*self.steps, *steps)) is not None:
            return part
        found = self.entry
        for step in steps:
            inner = next((child for child in reversed(found.children) if child.step == step), None)
            if inner is None:
                break
            found = inner
        return found

    def path_of(self, *steps: Step) -> str:
        """The key path of a part of the value."""
        return key_path((*self.steps, *steps))


class Post:
    """One post. `path` is how people are told of it, `root_path` is relative to the project's root, with slashes."""

    title: Field | None
    authors: Field | None
    date: Field | None
    updated: Field | None
    expires: Field | None
    draft: Field | None
    excerpt: Field | None
    description: Field | None
    summary: Field | None
    slug: Field | None
    url: Field | None
    aliases: Field | None
    canonical_url: Field | None
    categories: Field | None
    tags: Field | None
    series: Field | None
    images: Field | None
    language: Field | None
    layout: Field | None

    def __init__(
        self,
        document: Document,
        site: Site,
        *,
        root_path: str,
        schema: type[BaseModel] | None = None,
        in_content: bool = True,
    ) -> None:
        self.document = document
        self.site = site
        self.root_path = root_path
        self.declared_schema = schema
        self._model_error: Exception | None = None
        self.in_content = in_content
        self.fields = _read_fields(document, site)
        self.__dict__.update(_NO_FIELDS)
        self.__dict__.update(self.fields)

    # -- the text --------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """How people are told of the file."""
        return self.document.source.path

    @property
    def text(self) -> str:
        """The whole text, front matter included; every span is into it."""
        return self.document.source.text

    @property
    def body(self) -> Span:
        """Everything after the front matter."""
        return self.document.body

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The values by key as written."""
        return self.document.values

    @lazy
    def markup(self) -> str:
        """What the body is written in: markdown, mdx, html, asciidoc or rst."""
        return markup_of(self.root_path)

    # -- the schema ------------------------------------------------------------------------------------------

    def state(self, name: str) -> FieldState:
        """Whether a canonical field is absent (or null), of a type it cannot have, or valid.

        Raises LookupError for another name.
        """
        found = self.fields.get(name)
        if found is None:
            _expect_canonical(name)
            return "absent"
        if not self.base_errors:
            return "valid"
        return "invalid" if any(error.steps == found.steps for error in self.base_errors) else "valid"

    def valid(self, name: str) -> Field | None:
        """The canonical field if it is there and of a type that it may have. Raises LookupError for another name."""
        found = self.fields.get(name)
        if found is None:
            _expect_canonical(name)
            return None
        return found if not self.base_errors or self.state(name) == "valid" else None

    def field(self, key: str) -> Field | None:
        """The field at any key as front matter has it, such as `reading_time` or `params.desk`; None if absent or null.

        Keys are compared as the generator compares them, and a key that holds dots itself comes before a path.
        """
        fold = self.site.dialect.folds_keys
        values = self.document.values
        found = _look_up(values, (key,), fold=fold)
        if found is None and "." in key:
            found = _look_up(values, tuple(key.split(".")), fold=fold)
        if found is None:
            return None
        steps, value = found
        known = next((each for each in self.fields.values() if each.steps == steps), None)
        return known or Field(key_path(steps), steps, value, self.document)

    @lazy
    def base_errors(self) -> tuple[SchemaError, ...]:
        """What the base model refuses."""
        takes = self.site.dialect.takes
        values = {name: found.value for name, found in self.fields.items()}
        if accepts(values):
            return ()
        values = {name: value for name, value in values.items() if not takes(name, value)}
        return check_fields(values, {name: found.steps for name, found in self.fields.items()})

    @lazy
    def schema_errors(self) -> tuple[SchemaError, ...]:
        """What the base model or the site's own schema refuses; of one value, the site's word is heard.

        Raises ModelError where the site's own schema breaks, each time it is asked, and asks it once.
        """
        if self.declared_schema is None:
            return self.base_errors
        if self._model_error is not None:
            raise self._model_error
        try:
            declared = check_declared(self.declared_schema, self.metadata)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  # a model is anybody's code, as a rule is
            from bylint.faults import ModelError

            self._model_error = ModelError(self.declared_schema, error)
            raise self._model_error from None
        said = {error.steps[0] for error in declared if error.steps}
        return (*(error for error in self.base_errors if error.steps[0] not in said), *declared)

    @lazy
    def is_draft(self) -> bool:
        """Whether the post is not meant to be published yet."""
        return self.site.is_draft(self.root_path, self.metadata)

    # -- readings --------------------------------------------------------------------------------------------

    @lazy
    def named(self) -> Authors:
        """Whom the metadata names as author."""
        return _readings().named(self)

    @lazy
    def credits(self) -> tuple[Credit, ...]:
        """Whom the page credits, in order; signatures and biographies, which no rule may lean on, are left out."""
        return _readings().credits(
            self.text, self.body.start, self.body.end, self.markup, self.site.directory, signatures=False
        )

    @lazy
    def attribution(self) -> Attribution | None:
        """The metadata's authors against the page's byline; None where the page credits nobody firmly."""
        return _readings().attribution(self)

    @lazy
    def marks(self) -> tuple[Mark, ...]:
        """The marks that let findings stand, under the names that are written."""
        from bylint.suppress import read_marks

        return read_marks(self.document, self.markup)

    @lazy
    def excerpt_text(self) -> str:
        """What an excerpt made from the body would say: plain text, at most a paragraph; empty where there is none."""
        from bylint.excerpt import read_excerpt

        return read_excerpt(self)

    @lazy
    def headings(self) -> tuple[Line, ...]:
        """The headings of the body, in order: their text, `level` and place."""
        from bylint.visible import headings

        return headings(self.text, self.body.start, self.body.end, self.markup)

    @lazy
    def address(self) -> str | None:
        """Where the post is published, such as `/2014/10/15/slug/`: a path below the site's base URL.

        None where it is no page of its own, and where the generator's address cannot be told for certain. See
        `bylint.addresses`.
        """
        from bylint.addresses import read_address

        return read_address(self)

    @lazy
    def redirects(self) -> tuple[Redirect, ...]:
        """The addresses that redirect to the post: its aliases, as the generator resolves them."""
        from bylint.addresses import read_redirects

        return read_redirects(self)

    @lazy
    def terms(self) -> tuple[Term, ...]:
        """The terms of its taxonomies, as the generator reads them."""
        from bylint.terms import read_terms

        return read_terms(self)

    @lazy
    def language_code(self) -> str | None:
        """The language that metadata, path or site say, without region: `pt` for `pt-BR`."""
        from bylint.language_codes import read_language

        said = read_language(self)
        return said.code if said else None

    @lazy
    def moment(self) -> Moment:
        """What the date field says; a Moment without a day where it is absent or cannot be told."""
        from bylint.dates import Moment, read_moment

        return Moment() if self.date is None else read_moment(self.date.value)

    @lazy
    def dateline(self) -> Dateline | None:
        """The day that the page itself says it was published on, and where."""
        from bylint.dates.dateline import read_dateline

        return read_dateline(self)

    @lazy
    def publication(self) -> Publication:
        """What front matter, path, address and page say about the day of publication."""
        from bylint.publication import read_publication

        return read_publication(self)

    @lazy
    def day(self) -> dt.date | None:
        """The day of publication as best known: from front matter, else from the path or the address."""
        from bylint.publication import read_day

        return read_day(self)

    @lazy
    def path_facts(self) -> PathFacts:
        """What the path says about date, slug, language and section."""
        return self.site.read_path(self.root_path)


class _Readings(NamedTuple):
    """What reads the authors of a post."""

    named: Callable[[Post], Authors]
    credits: Callable[..., tuple[Credit, ...]]
    attribution: Callable[[Post], Attribution | None]


@cache  # to ask for a module that is there already costs some microseconds a post
def _readings() -> _Readings:
    """Imported by the first post that needs them."""
    from bylint.attribution import attribute, read_named
    from bylint.byline import read_credits

    return _Readings(read_named, read_credits, attribute)


_NO_FIELDS: Mapping[str, None] = dict.fromkeys(FIELDS)


def _expect_canonical(name: str) -> None:
    if name not in _NO_FIELDS:
        raise LookupError(f'"{name}" is no canonical field; post.field("{name}") has any key as it is written')


_MANY = 200
"""So many sets of keys are remembered, and of not so many keys each."""


class _Known(NamedTuple):
    """Which keys of a front matter say a canonical field: with its rank and name, and those that may hold one."""

    top: tuple[tuple[str, int, str], ...]
    nested: tuple[tuple[str, int, tuple[str, ...]], ...]


class _Keys:
    """Which keys say which canonical field on a site."""

    def __init__(self, site: Site) -> None:
        names = {name: site.keys(name) for name in FIELDS}
        self.fold = site.dialect.folds_keys
        self.ranks = {
            key: (rank, name) for name in reversed(FIELDS) for rank, key in enumerate(names[name]) if "." not in key
        }
        self.nested = [
            (name, rank, tuple(key.split(".")))
            for name, keys in names.items()
            for rank, key in enumerate(keys)
            if "." in key
        ]
        self.negated = frozenset(site.dialect.negations)
        self._known: dict[tuple[str, ...], _Known] = {}

    def known(self, keys: tuple[str, ...]) -> _Known:
        """Of the keys of a front matter, those that say a field. Most posts have the same keys as some other."""
        found = self._known.get(keys)
        if found is None:
            names = [key.lower() for key in keys] if self.fold else keys
            found = _Known(
                tuple((key, *self.ranks[name]) for key, name in zip(keys, names, strict=True) if name in self.ranks),
                tuple(each for each in self.nested if (each[2][0].lower() if self.fold else each[2][0]) in names),
            )
            if len(self._known) < _MANY and len(keys) < _MANY:
                self._known[keys] = found
        return found


_KEYS: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], _Keys] = {}


def _keys_of(site: Site) -> _Keys:
    which = (site.dialect.name, site.settings.aliases)
    if which not in _KEYS:
        _KEYS[which] = _Keys(site)
    return _KEYS[which]


def _read_fields(document: Document, site: Site) -> dict[str, Field]:
    """The canonical fields of the metadata; where two keys mean one field, the dialect's first. Null is absent."""
    keys = _keys_of(site)
    values = document.values
    fields: dict[str, Field] = {}
    ranks: dict[str, int] = {}
    known = keys.known(tuple(values))
    for key, rank, name in known.top:
        value = values[key]
        if value is None or ((value is True or value is False) and key in keys.negated):
            continue
        if name not in ranks or rank < ranks[name]:
            ranks[name] = rank
            fields[name] = Field(name, (key,), value, document)
    for name, rank, steps in known.nested:
        if name in ranks and ranks[name] < rank:
            continue
        found = _look_up(values, steps, fold=keys.fold)
        if found is not None:
            ranks[name] = rank
            fields[name] = Field(name, *found, document)
    return fields


def _look_up(values: Mapping[str, Any], steps: tuple[str, ...], *, fold: bool) -> tuple[tuple[str, ...], Any] | None:
    written: list[str] = []
    level: Any = values
    for step in steps:
        if not isinstance(level, Mapping):
            return None
        key = (
            step
            if step in level
            else next((k for k in level if fold and isinstance(k, str) and k.lower() == step.lower()), None)
        )
        if key is None or level[key] is None:
            return None
        written.append(key)
        level = level[key]
    return tuple(written), level
