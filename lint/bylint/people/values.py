"""Reading the value of an author field, whatever its shape: text, lists, objects, lists of objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bylint.people.folding import clean
from bylint.people.judging import profile_handle
from bylint.people.kinds import is_email, is_handle, is_url
from bylint.people.markup import without_markup
from bylint.people.object_keys import (
    AFFILIATIONS,
    EMAILS,
    FAMILY,
    GIVEN,
    GROUPS,
    HANDLES,
    KNOWN,
    NAMES,
    ROLES,
    URLS,
)
from bylint.people.person import NOBODY_KNOWN, Authors, Directory, Kind, Person
from bylint.people.reading import LONGEST, authors_of

DEEPEST = 4
"""Lists and objects within one another beyond this are not read."""
MOST = 200
"""More entries than this are not read."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
_CANNOT_TELL = Authors((), readable=False)
_NOBODY = Authors()


def read_authors(value: object, directory: Directory = NOBODY_KNOWN) -> Authors:
    """Whom the value of an author field names. Never raises; what it cannot read it says so.

    An archive has the same values over and over: what was read is remembered.
    """
    if value.__class__ is str:
        return _read_string(value, directory) if len(value) <= LONGEST else _CANNOT_TELL
    frozen = _frozen(value)
    if frozen is None:
        return _read(value, directory, (), 0)
    key = (frozen, directory)
    found = _KNOWN_VALUES.get(key)
    if found is None:
        found = _read(value, directory, (), 0)
        if len(_KNOWN_VALUES) >= _MOST_KNOWN:
            _KNOWN_VALUES.clear()
        _KNOWN_VALUES[key] = found
    return found


_MOST_KNOWN = 1024
"""So many values of a shape are remembered: lists and objects of at most `_FEW` entries, texts of at most `_SHORT`."""
_FEW = 8
_SHORT = 100
_KNOWN_VALUES: dict[tuple[tuple[object, ...], Directory], Authors] = {}


def _frozen(value: object) -> tuple[object, ...] | None:
    """A short list of texts, or of objects of texts, or one such object, as a key; None for anything else."""
    if value.__class__ is list:
        items: list[object] = []
        if len(value) > _FEW:
            return None
        for item in value:
            frozen = item if _is_short(item) else _frozen_object(item)
            if frozen is None:
                return None
            items.append(frozen)
        return tuple(items)
    frozen = _frozen_object(value)
    return None if frozen is None else (None, frozen)


def _frozen_object(value: object) -> tuple[object, ...] | None:
    if value.__class__ is not dict or len(value) > _FEW:
        return None
    items = tuple(value.items())
    return items if all(_is_short(key) and (item is None or _is_short(item)) for key, item in items) else None


def _is_short(value: object) -> bool:
    return value.__class__ is str and len(value) <= _SHORT


@lru_cache(maxsize=_MOST_KNOWN)
def _read_string(value: str, directory: Directory) -> Authors:
    return _text(value, directory)


def read_entry(key: str, value: object) -> Person:
    """One entry of an author registry: its slug or login, and what stands there (a name, or an object)."""
    if isinstance(value, Mapping):
        found = _object(value, NOBODY_KNOWN, (), DEEPEST - 1)
    else:
        found = _read(value, NOBODY_KNOWN, (), DEEPEST)
    if len(found.people) != 1:
        return Person(handle=key, kind=Kind.LOGIN)
    person = found.people[0]._replace(path=())
    return person if person.handle else person._replace(handle=key)


def _read(value: object, directory: Directory, path: tuple[int | str, ...], depth: int) -> Authors:
    if isinstance(value, str):
        found = _text(value, directory)
        return (
            found if not path else found._replace(people=tuple(person._replace(path=path) for person in found.people))
        )
    if value is None:
        return _NOBODY
    if depth < DEEPEST:
        if isinstance(value, Mapping):
            return _object(value, directory, path, depth)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
            return _list(value, directory, path, depth)
    return _CANNOT_TELL


def _text(text: str, directory: Directory) -> Authors:
    bare = text.strip()
    if is_url(bare) and bare.split("?")[0].casefold().endswith(_PICTURES):
        return _CANNOT_TELL  # a picture says nothing of who is on it
    if len(text) <= LONGEST:
        text = without_markup(text)
    return authors_of(text, directory)


def _list(value: Sequence[object], directory: Directory, path: tuple[int | str, ...], depth: int) -> Authors:
    people: list[Person] = []
    readable = len(value) <= MOST
    for index, item in enumerate(value[:MOST]):
        found = _read(item, directory, (*path, index), depth + 1)
        people.extend(found.people)
        readable = readable and found.readable
    return Authors(tuple(people[:MOST]), readable and len(people) <= MOST)


def _first(fields: Mapping[str, tuple[object, object]], names: Sequence[str]) -> tuple[str, str]:
    """The first of these keys that holds text: the key as written, and the text."""
    for name in names:
        key, value = fields.get(name, ("", None))
        if isinstance(value, int) and not isinstance(value, bool):
            continue
        if isinstance(value, str) and value.strip():
            return str(key), clean(value)
    return "", ""


def _object(value: Mapping[object, object], directory: Directory, path: tuple[int | str, ...], depth: int) -> Authors:
    if not value:
        return _NOBODY
    if len(value) > MOST:
        return _CANNOT_TELL
    fields = {str(key).casefold().replace("-", "_"): (key, item) for key, item in value.items()}
    for name in NAMES:
        key, item = fields.get(name, ("", None))
        if isinstance(item, list | tuple | Mapping) and item:
            return _read(item, directory, (*path, str(key)), depth + 1)
    nested = _nested(value, fields, directory, path, depth)
    if nested is not None:
        return nested
    return _contacts(value, fields, directory, path) or _one(fields, directory, path)


def _nested(
    value: Mapping[object, object],
    fields: Mapping[str, tuple[object, object]],
    directory: Directory,
    path: tuple[int | str, ...],
    depth: int,
) -> Authors | None:
    """`{jroe: {name: Ann Roe}, bokafor: {…}}`: objects under their keys."""
    if not all(isinstance(item, Mapping) for item in value.values()) or any(name in KNOWN for name in fields):
        return None
    read = [
        _under_key(str(key), item, directory, (*path, str(key)), depth + 1)
        for key, item in value.items()
        if isinstance(item, Mapping)
    ]
    people = tuple(person for found in read for person in found.people)
    return Authors(people, all(found.readable for found in read))


def _contacts(
    value: Mapping[object, object],
    fields: Mapping[str, tuple[object, object]],
    directory: Directory,
    path: tuple[int | str, ...],
) -> Authors | None:
    """`{Ann Roe: https://…, Ben Okafor: ben@…}`: whole names, each with a way to reach somebody."""
    found: list[Person] = []
    for key, item in value.items():
        if not isinstance(item, str) or not (is_url(item) or is_email(item) or is_handle(item)):
            return None
        named, contact = _text(str(key), directory), _text(item, directory)
        if len(named.people) != 1 or len(contact.people) != 1 or named.people[0].kind is not Kind.PERSON:
            return None
        person, other = named.people[0], contact.people[0]
        found.append(
            person._replace(
                handle=person.handle or other.handle, url=other.url, email=other.email, path=(*path, str(key))
            )
        )
    return Authors(tuple(found)) if found and KNOWN.isdisjoint(fields) else None


def _under_key(
    key: str, item: Mapping[object, object], directory: Directory, path: tuple[int | str, ...], depth: int
) -> Authors:
    """The object under one key, which is the login or the name of somebody."""
    found = _read(item, directory, path, depth)
    only = found.people[0] if len(found.people) == 1 else None
    if only is not None and only.name:
        person = only if only.handle else directory.resolve(only._replace(handle=_login(key)))
        return found._replace(people=(person,))
    if any(isinstance(part, Mapping | list | tuple) for part in item.values()):
        return found
    named = _text(key, directory)
    if only is None or len(named.people) != 1:
        return named._replace(people=tuple(person._replace(path=path) for person in named.people))
    person = named.people[0]._replace(url=only.url, email=only.email, handle=only.handle, path=path)
    return named._replace(people=(person,))


def _lost_key(fields: Mapping[str, tuple[object, object]]) -> str:
    """The key of an object that lost it: `{roe: null, name: Ann Roe}`."""
    lost = [str(key) for name, (key, item) in fields.items() if item is None and name not in KNOWN]
    return clean(lost[0]).lstrip("@") if len(lost) == 1 else ""


def _login(text: str) -> str:
    """A key or a value as a login; nothing if it cannot be one."""
    bare = profile_handle(text) or clean(text).lstrip("@")
    return "" if " " in bare or is_url(bare) else bare


def _one(fields: Mapping[str, tuple[object, object]], directory: Directory, path: tuple[int | str, ...]) -> Authors:
    key, name = _first(fields, NAMES)
    if not name:
        given, family = _first(fields, GIVEN), _first(fields, FAMILY)
        key, name = given[0] or family[0], " ".join(part for part in (given[1], family[1]) if part)
    lost = _lost_key(fields)
    url = _first(fields, URLS)[1]
    handle = _first(fields, HANDLES)[1]
    handle = profile_handle(handle) or handle.lstrip("@")
    login = (
        (lost if " " not in lost else "") or ("" if is_url(handle) or " " in handle else handle) or profile_handle(url)
    )
    contact = {"email": _first(fields, EMAILS)[1], "url": url}
    if not name and lost and not login:
        key, name = lost, lost
    if not name and not login:
        if not contact["email"] and not url:
            return _CANNOT_TELL if any(item is not None for _, item in fields.values()) else _NOBODY
        person = Person(**contact, kind=Kind.LOGIN, path=path)
        return Authors((directory.resolve(person),))
    if not name:
        person = directory.resolve(Person(handle=login, **contact, kind=Kind.LOGIN, path=path))
        return Authors((person,), person.kind is not Kind.UNKNOWN)
    where = (*path, key) if key else path
    found = _text(name, directory)
    if len(found.people) != 1:
        return found._replace(people=tuple(person._replace(path=where) for person in found.people))
    return _completed(found, fields, login, contact, directory, where)


def _completed(
    found: Authors,
    fields: Mapping[str, tuple[object, object]],
    login: str,
    contact: Mapping[str, str],
    directory: Directory,
    where: tuple[int | str, ...],
) -> Authors:
    """The one person whom the name of an object names, with what else the object says."""
    person = found.people[0]
    person = person._replace(
        handle=login or person.handle,
        email=person.email or contact["email"],
        url=person.url or contact["url"],
        affiliation=person.affiliation or _first(fields, AFFILIATIONS)[1],
        role=person.role or _first(fields, ROLES)[1],
        path=where,
    )
    if _first(fields, ("type", "kind", "@type"))[1].casefold() in GROUPS and person.kind is not Kind.ACCOUNT:
        return Authors((person._replace(kind=Kind.ORGANISATION),))
    if person.kind is Kind.LOGIN:
        person = directory.resolve(person)
    return Authors((person,), found.readable)
