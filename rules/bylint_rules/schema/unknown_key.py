"""schema/unknown-key."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Fix
from bylint.edits import rename_key
from bylint.rule import RuleOptions, rule
from bylint.schema import check_fields
from bylint_rules.schema._places import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.dialects import Dialect
    from bylint.formats import Entry
    from bylint.post import Post


@rule(severity="warning")
def unknown_key(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A key that the schema does not have, or one slip away from a key that the post lacks.

    Nobody reads a misspelt key: the post has no author, no date or no layout, and nothing says so. Other keys are a
    site's own affair, unless its schema says `additional = false`.

    Bad:

        ---
        title: The harbour
        ⟦auhtor⟧: Ana Ruiz
        ⟦desciption⟧: What the council voted on
        ---

    Fixed (suggested):

        ---
        title: The harbour
        author: Ana Ruiz
        description: What the council voted on
        ---

    Bad (schema={additional: false, fields: {title: {}, desk: {}}}):

        ---
        title: The harbour
        ⟦desks⟧: politics
        ---

    Fixed (suggested):

        ---
        title: The harbour
        desk: politics
        ---

    Bad (schema={additional: false, fields: {title: {}}}):

        ---
        title: The harbour
        ⟦weight⟧: 3
        ---

    Bad (dialect=jekyll):

        ---
        ⟦Title⟧: The harbour
        ---

    Fixed (suggested):

        ---
        title: The harbour
        ---

    Good: keys of the site's own, words of other languages, plurals and other forms of a word.

    Good:

        ---
        weight: 3
        autor: Ana Ruiz
        titel: Der Hafen
        update: 2020-01-02
        layouts: wide
        ---

    Good: the post has the field, so the other key is something else; or a value that the field cannot hold.

    Good:

        ---
        author: Ana Ruiz
        auhtor: Ben Okafor
        exceprt: [1, 2]
        ---

    Good (dialect=hugo):

        ---
        Title: Hugo reads keys in any case
        ---

    The fix is only a suggestion: some template may read the key as it is.
    """
    refused = set()
    for error in post.schema_errors:
        if error.kind == "unknown-key":
            refused.add(error.steps)
            entry = post.document.entry(*error.steps)
            fixes = _rename(post, entry, str(error.steps[-1]), error.suggestion) if entry and error.suggestion else ()
            yield finding(post, error, fixes=fixes)
    dialect = post.site.dialect
    for key in post.metadata:
        meant = slip(dialect, key)
        if meant is not None and (key,) not in refused and _fits(post, key, meant):
            yield from _slip(post, key, meant)


_SHORTEST = 5

# Words of their own, in any language, that are one slip away from a key.
_WORDS = frozenset(
    """
    autor autoor author's auteur autore autori autores auctor titel titre titulo titolo titul tytul tittel title's
    imagen imagem imagine categorie categoria categorias kategorie catagory descripcion descricao serie serien sery
    sommaire local locals locale locales outro intra inter into teased template templates layer layout's lastmod
    update updates updated expire expired expiries exempt except excerpts drafted drafts drift craft graft aliased
    allies language langage lenguaje langues modifies modifier unmodified covert covers lover clover hover over
    tithe titlu payout serifs serves serier empires imago imagos leaser tenser teasel micro
    dated dates headliner deadline headlines keywords key-words summarise summarize summery
    """.split()  # words are read as prose
)

_READ_BY_GENERATORS = ("title", "date", "tags", "categories", "layout", "url", "slug", "excerpt", "draft")
"""Fields of whose keys a generator itself takes notice, in their case."""


@lru_cache(maxsize=4096)
def slip(dialect: Dialect, key: str) -> str | None:
    """The one key of the dialect that a key is a slip from: letters swapped, dropped, doubled or changed within."""
    if dialect.field_of(key) is not None or dialect.fold(key) in dialect.negations or not key.isascii():
        return None
    lower = key.lower()
    if not dialect.folds_keys and key != lower:
        known = {alias for name in _READ_BY_GENERATORS for alias in dialect.keys(name)}
        return lower if lower in known else None
    if len(lower) < _SHORTEST or len(lower) > 20 or lower in _WORDS:
        return None
    near = [other for other in _targets(dialect) if is_one_edit(lower, other)]
    if any(_is_another_word(lower, other) or lower == other.lower() for other in near):
        return None
    return near[0] if len({dialect.field_of(other) for other in near}) == 1 else None


@lru_cache(maxsize=64)
def _targets(dialect: Dialect) -> tuple[str, ...]:
    """The first two keys of each field: later ones are rare, and no one's slip."""
    return tuple(
        key for name in dialect.aliases for key in dialect.keys(name)[:2] if len(key) >= _SHORTEST and "." not in key
    )


def _is_another_word(key: str, other: str) -> bool:
    """Whether keys differ only at an end or in a separator: `titles`, `xtitle`, `expired`, `canonical-url`."""
    return (
        key[:-1] in (other, other[:-1])
        or other[:-1] == key
        or key[1:] == other
        or other[1:] == key
        or _letters(key) == _letters(other)
    )


def is_one_edit(key: str, other: str) -> bool:
    """Whether one letter is added, dropped or changed, or two neighbours are swapped: each key meets each key here."""
    if abs(len(key) - len(other)) > 1 or key == other:
        return False
    at = 0
    for mine, theirs in zip(key, other, strict=False):
        if mine != theirs:
            break
        at += 1
    if len(key) != len(other):
        shorter, longer = sorted((key, other), key=len)
        return shorter[at:] == longer[at + 1 :]
    swapped = key[at : at + 2] == other[at : at + 2][::-1] and key[at + 2 :] == other[at + 2 :]
    return swapped or key[at + 1 :] == other[at + 1 :]


def _letters(key: str) -> str:
    return key.replace("_", "").replace("-", "")


def _fits(post: Post, key: str, meant: str) -> bool:
    """Whether the post lacks what was meant, the site does not know the key, and the value could be meant."""
    name = post.site.dialect.field_of(meant)
    value = post.metadata[key]
    if name is None or name in post.fields or value is None or value in ("", [], {}):
        return False
    if any(key in aliases for _, aliases in post.site.settings.aliases) or _is_declared(post, key):
        return False
    if isinstance(value, bool) != (name == "draft"):
        return False
    return not check_fields({name: value}, {name: (key,)})


def _is_declared(post: Post, key: str) -> bool:
    schema = post.declared_schema
    return schema is not None and any(
        key in (name, info.alias, info.validation_alias) for name, info in schema.model_fields.items()
    )


def _slip(post: Post, key: str, meant: str) -> Iterator[Finding]:
    entry = post.document.entry(key)
    if key.lower() == meant:
        message = f'the key "{key}" is not read: {post.site.dialect.title} compares keys exactly, and has "{meant}"'
    else:
        message = f'nothing reads the key "{key}"; did you mean "{meant}", which this post lacks?'
    if entry is not None and entry.step == key:  # a merged key has no place of its own
        span = entry.key or entry.span
        yield Finding(span, message, data={"key": key, "meant": meant}, fixes=_rename(post, entry, key, meant))


def _rename(post: Post, entry: Entry, key: str, meant: str) -> tuple[Fix, ...]:
    edit = rename_key(post.document, entry, meant) if entry.step == key else None
    return (Fix(f'rename the key to "{meant}"', (edit,)),) if edit else ()
