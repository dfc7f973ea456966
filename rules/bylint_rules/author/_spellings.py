"""Under which keys two spellings of one name meet: what is kept of each name in an author field."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bylint.archive import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.people import Person
    from bylint.post import Post

LETTERS, PARTS, SLIP, LOGIN = "author/letters", "author/parts", "author/slip", "author/login"
"""The names of the facts: the same letters in one order; the same parts; all parts but one, which begins or ends alike;
the same login beside the name."""
SHORT = "author/short"
"""The same: the last part and the first letter."""
SHORTEST_SLIP = 5
"""In a part of fewer letters one letter more makes another name."""
_LONGEST = 100


def spellings(post: Post) -> Iterator[Fact]:
    """Each name in the author field, under every key that another spelling of it may share.

    Names that the site's registry or its `[people]` know are settled and take no part.
    """
    field = post.authors
    if field is None:
        return
    from bylint.people import read_authors  # the readings are imported by the posts that need them

    directory = post.site.directory
    for person in read_authors(field.value, directory).members:
        name = _written(person)
        text = _scalar(field.value, person)
        if name not in text or (directory and directory.find(name) is not None):
            continue
        span = field.at(*person.path).span
        data = {} if text == name else {"text": text}
        prefix = post.site.prefix
        for fact, key in _keys(name):
            yield Fact(fact, f"{prefix}\n{key}", span, name, data)
        login = (person.handle or person.email).casefold().lstrip("@")
        if login and person.name:
            yield Fact(LOGIN, f"{prefix}\n{login}", span, name, data)


def _written(person: Person) -> str:
    return person.name or (f"@{person.handle}" if person.handle else "")


def _scalar(value: object, person: Person) -> str:
    """The text that a name is read from; empty for one that is too long to be rewritten."""
    for step in person.path:
        try:
            value = value[step]  # type: ignore[index]  # the path was read from this value
        except (KeyError, IndexError, TypeError):
            return ""
    return value if isinstance(value, str) and len(value) <= _LONGEST * 3 else ""


@lru_cache(maxsize=8192)
def _keys(name: str) -> tuple[tuple[str, str], ...]:
    """The facts that a name gives, and their values."""
    from bylint.people.folding import fold
    from bylint.people.parts import parts_of

    letters = re.sub(r"[\W_]+", "", fold(name))
    if not 1 < len(letters) <= _LONGEST:
        return ()
    found = [(LETTERS, letters)]
    core = parts_of(name).core
    if len(core) < 2 or len("".join(part.plain for part in core)) != len(letters):
        return tuple(found)  # one word; or a title, a degree or a generation stands with the name
    plain = [min(part.forms, key=lambda form: (len(form), form)) for part in core]
    found += [(PARTS, " ".join(sorted(plain))), (SHORT, f"{plain[0][0]} {plain[-1]}")]
    if any(part.initial for part in core):
        return tuple(found)
    for at, part in enumerate(plain):
        if len(part) >= SHORTEST_SLIP - 1:
            rest = " ".join((*plain[:at], "*", *plain[at + 1 :]))
            found += [(SLIP, f"{rest}|{part[:2]}-"), (SLIP, f"{rest}|-{part[-2:]}")]
    return tuple(found)
