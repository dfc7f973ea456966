"""How a site writes its authors: by their names, or by their keys in its registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.people import labels
from bylint.people.folding import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bylint.people import Person
    from bylint.post import Post

STRICT = frozenset({"docusaurus", "mkdocs"})
"""Generators that stop at an unknown key; themes of the others may show it as it is."""


def written(post: Post, people: Sequence[Person]) -> list[str]:
    """People as the author field of this post should write them; empty where the site wants keys that it lacks.

    Where the field holds keys of the registry, or the generator wants nothing else, a person is written by the key.
    """
    registry = post.site.directory.registry
    strict = bool(registry) and post.site.dialect.name in STRICT
    if not registry or not (strict if post.authors is None else _holds_keys(post.authors.value, registry)):
        return labels(people)
    found = [key_of(person.name, registry) or ("" if strict else person.label) for person in people]
    return found if all(found) else []


def wants_keys(post: Post) -> bool:
    """Whether each text of the author field must be a key of the registry: the generator stops at any other.

    https://squidfunk.github.io/mkdocs-material/plugins/blog/#config.authors, https://docusaurus.io/docs/blog#global-authors
    """
    field = post.authors
    return bool(post.site.directory.registry and field and field.key == "authors" and post.site.dialect.name in STRICT)


def keys_lacking(post: Post) -> Iterator[tuple[tuple[int, ...], str]]:
    """The texts of an author field of keys that are none, with their places in it."""
    directory = post.site.directory
    value = post.authors.value if post.authors is not None else None
    for number, text in enumerate(_texts(value)):
        if text and text not in directory.registry and text not in directory.aliases:
            yield (number,) if isinstance(value, list) else (), text


def key_of(name: str, registry: Mapping[str, Person]) -> str:
    """The key of the one entry that has a name; empty where there is none, or more than one."""
    folded = fold(clean(name))
    keys = [key for key, entry in registry.items() if folded and fold(clean(entry.name)) == folded]
    return keys[0] if len(keys) == 1 else ""


def _holds_keys(value: object, registry: Mapping[str, Person]) -> bool:
    texts = list(_texts(value))
    return bool(texts) and all(text in registry for text in texts)


def _texts(value: object) -> Iterator[str]:
    """The entries of an author field; an empty text for one that is an object."""
    for item in value if isinstance(value, list) else [value]:
        yield item.strip() if isinstance(item, str) else ""
