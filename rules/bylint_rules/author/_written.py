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
    found = [_key_of(person, registry) or ("" if strict else person.label) for person in people]
    return found if all(found) else []


def _holds_keys(value: object, registry: Mapping[str, Person]) -> bool:
    texts = list(_texts(value))
    return bool(texts) and all(text in registry for text in texts)


def _texts(value: object) -> Iterator[str]:
    """The entries of an author field; an empty text for one that is an object."""
    for item in value if isinstance(value, list) else [value]:
        yield item.strip() if isinstance(item, str) else ""


def _key_of(person: Person, registry: Mapping[str, Person]) -> str:
    """The key of the one entry that has the person's name; empty where there is none, or more than one."""
    name = fold(clean(person.name))
    keys = [key for key, entry in registry.items() if name and fold(clean(entry.name)) == name]
    return keys[0] if len(keys) == 1 else ""
