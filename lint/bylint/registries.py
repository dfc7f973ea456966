"""Registries: the files in which a site lists its people, in the shapes that generators and themes use."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint import witness
from bylint.datafile import SUFFIXES, read_data
from bylint.dialects.base import mapping_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.people import Person

_MAX_FILES = 5_000
_PAGES = SUFFIXES[4:]

_SLUG_KEYS = ("slug", "id", "key", "username", "login", "short_name", "handle")
_NAME_KEYS = ("name", "display_name", "full_name", "displayname", "fullname")
_URL_KEYS = ("url", "website", "web", "uri", "homepage", "link", "site")
_ROLE_KEYS = ("role", "title", "job_title", "position", "jobtitle")
_AFFILIATION_KEYS = ("affiliation", "company", "organization", "organisation", "org", "employer")
_HANDLE_KEYS = ("handle", "github", "username", "twitter", "x", "mastodon", "gitlab")
_SOCIALS = ("socials", "social", "links")
_OWN_KEYS = ("short_name", "slug", "id")
"""By which a person of one's own file may be called beside the file's name."""
_PEOPLE = ("authors", "author", "people", "team")
"""Folders that hold a file for each person."""


class Registry(NamedTuple):
    """The people that a site lists, by slug; the files that say so, relative to its root; what could not be read."""

    people: Mapping[str, Person]
    files: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    contents: tuple[bytes, ...] = ()


def read_registries(root: Path, patterns: tuple[str, ...], extra: Mapping[str, Any] | None = None) -> Registry:
    """Read all registries below a site's root. The first to name a slug wins; `extra` are those of its settings."""
    people: dict[str, Person] = {}
    files: list[str] = []
    notices: list[str] = []
    contents: list[bytes] = []
    for slug, person in _entries(extra or {}, ""):
        people.setdefault(slug, person)
    for path in matching(root, patterns):
        found = read_data(root / path, as_text=True)
        contents.append(found.data)
        if found.fault is not None:
            notices.append(f"{path} {found.fault}")
            continue
        entries = dict(_entries(found.value, path))
        if not entries and found.value:
            if not path.endswith(_PAGES) and not _is_entry(found.value):
                notices.append(f"{path} lists nobody in a shape that bylint knows")
            continue
        files.append(path)
        for slug, person in entries.items():
            people.setdefault(slug, person)
    return Registry(people, tuple(files), tuple(notices), tuple(contents))


def matching(root: Path, patterns: tuple[str, ...]) -> Iterator[str]:
    """The files that patterns name, sorted within each pattern. A `*` matches within one part of a path."""
    seen: set[str] = set()
    for pattern in patterns:
        for path in sorted(_expand(str(root), "", pattern.split("/"))):
            if path not in seen and path.lower().endswith(SUFFIXES) and len(seen) < _MAX_FILES:
                seen.add(path)
                yield path


def _expand(root: str, prefix: str, parts: list[str]) -> Iterator[str]:
    head, *rest = parts
    if "*" in head:
        try:
            names = [name for name in witness.listdir(os.path.join(root, prefix)) if fnmatchcase(name, head)]  # speed
        except OSError:
            return
    else:
        names = [head]
    for name in names:
        path = f"{prefix}{name}"
        if rest:
            yield from _expand(root, f"{path}/", rest)
        elif witness.isfile(os.path.join(root, path)):  # speed
            yield path


def _entries(value: Any, path: str) -> Iterator[tuple[str, Person]]:
    """The people of one file: a mapping or list of entries, or one entry in a file of its own."""
    if isinstance(value, Mapping):
        entries = value.get("authors") if _is_wrapper(value) else value
        if path.endswith(_PAGES) or _is_entry(entries):
            yield from _alone(entries, path)
            return
        value = entries
    if isinstance(value, Mapping):
        for slug, entry in value.items():
            person = _person(entry, str(slug))
            if person is not None:
                yield str(slug), person
    elif isinstance(value, list):
        for entry in value:
            yield from _listed(entry)


def _alone(entry: object, path: str) -> Iterator[tuple[str, Person]]:
    """The one person of a file: by the file's name if its folder is one of people, and by the keys that it says."""
    *folders, name = path.split("/")
    slug = folders.pop() if folders and name.startswith(("_index.", "index.")) else name.partition(".")[0]
    person = _person(entry, slug, page=path.endswith(_PAGES))
    if person is None:
        return
    fields = _fold(entry)
    own = (slug,) if any(folder.lstrip("_") in _PEOPLE for folder in folders[-1:]) else ()
    for key in dict.fromkeys((*own, *filter(None, (text_of(fields.get(key)) for key in _OWN_KEYS)))):
        yield key, person


def _listed(entry: object) -> Iterator[tuple[str, Person]]:
    if isinstance(entry, str):
        entry = {"name": entry}
    fields = _fold(entry)
    slug = _first(fields, _SLUG_KEYS) or _first(fields, _NAME_KEYS)
    if slug is None and len(fields) == 1:
        yield from _entries(entry, "")  # a list of `slug: {…}`
    elif slug is not None and (person := _person(entry, slug)) is not None:
        yield slug, person


def _is_wrapper(value: Mapping[Any, Any]) -> bool:
    """`authors:` above the entries, as Material for MkDocs and others have it."""
    return len(value) == 1 and isinstance(value.get("authors"), Mapping | list)


def _is_entry(value: object) -> bool:
    """Whether a mapping is one person, not several by slug: nobody goes by the slug `name`."""
    fields = _fold(value)
    return any(isinstance(fields.get(key), str) for key in _NAME_KEYS)


def _fold(value: object) -> dict[str, Any]:
    return {key.lower().replace("-", "_"): item for key, item in mapping_of(value).items()}


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys if (text := text_of(fields.get(key))) is not None), None)


def _person(entry: object, slug: str, *, page: bool = False) -> Person | None:
    """One entry: `"Name"`, or a mapping with a name. None where neither name nor handle can be had."""
    from bylint.people import Kind, Person, read_person  # only where there is a registry

    if isinstance(entry, str):
        entry = {"name": entry}
    fields = _fold(entry)
    if not fields:
        return None
    socials = {key: value for each in _SOCIALS for key, value in _fold(fields.get(each)).items()}
    name = _first(fields, _NAME_KEYS) or (_first(fields, ("title",)) if page else None)
    handle = _first(fields, _HANDLE_KEYS) or _first(socials, _HANDLE_KEYS)
    if name is None and handle is None and _first(fields, ("email",)) is None:
        return None
    return Person(
        name=" ".join((name or "").split()),
        handle=_bare_handle(handle) or slug,
        email=_first(fields, ("email", "mail")) or "",
        url=_first(fields, _URL_KEYS) or "",
        affiliation=_first(fields, _AFFILIATION_KEYS) or "",
        role=(_first(fields, _ROLE_KEYS) or "") if not page else (_first(fields, ("role",)) or ""),
        kind=read_person(name).kind if name else Kind.LOGIN,
    )


def _bare_handle(handle: str | None) -> str:
    """`@x`, `https://twitter.com/x` and `x` are the same handle."""
    return (handle or "").rstrip("/").rpartition("/")[2].lstrip("@")
