"""A post as rules see it: its canonical fields with their places, and readings of body and path, made when asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from bylint.dialects import FIELDS
from bylint.formats import Entry, Step, key_path
from bylint.schema import SchemaError, accepts, check_declared, check_fields

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bylint.attribution import Attribution
    from bylint.byline import Credit
    from bylint.diagnostic import Span
    from bylint.dialects import PathFacts
    from bylint.document import Document
    from bylint.people import Authors
    from bylint.site import Site

FieldState = Literal["absent", "invalid", "valid"]

_MARKUP_BY_SUFFIX = {
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".rst": "rst",
}


class Field:
    """A canonical field that the post has: its value, and the key and place it is written at."""

    def __init__(self, name: str, steps: tuple[str, ...], value: Any, document: Document) -> None:
        self.name = name
        self.steps = steps
        self.value = value
        self.document = document

    @property
    def key(self) -> str:
        """The key path as written."""
        return key_path(self.steps)

    @cached_property
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

    @cached_property
    def markup(self) -> str:
        """What the body is written in: markdown, mdx, html, asciidoc or rst."""
        dot = self.root_path.rfind(".")
        return _MARKUP_BY_SUFFIX.get(self.root_path[dot:].lower(), "markdown")

    # -- the schema ------------------------------------------------------------------------------------------

    def state(self, name: str) -> FieldState:
        """Whether a canonical field is absent (or null), of a type it cannot have, or valid."""
        found = self.fields.get(name)
        if found is None:
            return "absent"
        if not self.base_errors:
            return "valid"
        return "invalid" if any(error.steps == found.steps for error in self.base_errors) else "valid"

    def valid(self, name: str) -> Field | None:
        """The field if it is there and of a type that it may have."""
        found = self.fields.get(name)
        return found if found is not None and self.state(name) == "valid" else None

    @cached_property
    def base_errors(self) -> tuple[SchemaError, ...]:
        """What the base model refuses."""
        values = {name: found.value for name, found in self.fields.items()}
        if accepts(values):
            return ()
        return check_fields(values, {name: found.steps for name, found in self.fields.items()})

    @cached_property
    def schema_errors(self) -> tuple[SchemaError, ...]:
        """What the base model or the site's own schema refuses; of one value, the site's word is heard."""
        if self.declared_schema is None:
            return self.base_errors
        declared = check_declared(self.declared_schema, self.metadata)
        said = {error.steps[0] for error in declared if error.steps}
        return (*(error for error in self.base_errors if error.steps[0] not in said), *declared)

    @cached_property
    def is_draft(self) -> bool:
        """Whether the post is not meant to be published yet."""
        return self.site.dialect.is_draft(self.metadata)

    # -- readings --------------------------------------------------------------------------------------------

    @cached_property
    def named(self) -> Authors:
        """Whom the metadata names as author."""
        from bylint.attribution import read_named  # the readings are imported by the posts that need them

        return read_named(self)

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """Whom the page credits, in order; signatures and biographies, which no rule may lean on, are left out."""
        from bylint.byline import read_credits

        return read_credits(
            self.text, self.body.start, self.body.end, self.markup, self.site.directory, signatures=False
        )

    @cached_property
    def attribution(self) -> Attribution | None:
        """The metadata's authors against the page's byline; None where the page credits nobody firmly."""
        from bylint.attribution import attribute

        return attribute(self)

    @cached_property
    def excerpt_text(self) -> str:
        """What an excerpt made from the body would say: plain text, at most a paragraph; empty where there is none."""
        from bylint.excerpt import read_excerpt

        return read_excerpt(self)

    @cached_property
    def path_facts(self) -> PathFacts:
        """What the path says about date, slug, language and section."""
        return self.site.read_path(self.root_path)


_NO_FIELDS: Mapping[str, None] = dict.fromkeys(FIELDS)


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


_KEYS: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], _Keys] = {}


def _keys_of(site: Site) -> _Keys:
    which = (site.dialect.name, site.settings.aliases)
    if which not in _KEYS:
        _KEYS[which] = _Keys(site)
    return _KEYS[which]


def _read_fields(document: Document, site: Site) -> dict[str, Field]:
    """The canonical fields of the metadata; where two keys mean one field, the dialect's first. Null is absent."""
    keys = _keys_of(site)
    best: dict[str, tuple[int, tuple[str, ...], Any]] = {}
    for key, value in document.values.items():
        known = keys.ranks.get(key.lower() if keys.fold else key)
        if known is None or value is None or (isinstance(value, bool) and key in keys.negated):
            continue
        rank, name = known
        if name not in best or rank < best[name][0]:
            best[name] = (rank, (key,), value)
    for name, rank, steps in keys.nested:
        if name in best and best[name][0] < rank:
            continue
        found = _look_up(document.values, steps, fold=keys.fold)
        if found is not None:
            best[name] = (rank, *found)
    return {name: Field(name, steps, value, document) for name, (_, steps, value) in best.items()}


def _look_up(values: Mapping[str, Any], steps: tuple[str, ...], *, fold: bool) -> tuple[tuple[str, ...], Any] | None:
    written: list[str] = []
    level: Any = values
    for step in steps:
        if not isinstance(level, Mapping):
            return None
        key = (
            step
            if step in level
            else next((k for k in level if fold and isinstance(k, str) and k.lower() == step), None)
        )
        if key is None or level[key] is None:
            return None
        written.append(key)
        level = level[key]
    return tuple(written), level
