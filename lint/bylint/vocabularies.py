"""Vocabularies: files in which a site lists the terms that its posts may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.datafile import DataFile, read_data
from bylint.dialects.base import mapping_of, text_of
from bylint.registries import matching

if TYPE_CHECKING:
    from pathlib import Path

_TAXONOMIES = frozenset({"tags", "categories", "series"})
_NAMES = ("name", "label", "title", "slug", "id", "key", "tag", "category")
_MOST = 100_000
"""Terms of a file that are kept."""


class Vocabulary(NamedTuple):
    """The terms that a taxonomy may have, in all spellings that posts may use; `path` is the file that lists them.

    It is for posts below `folder`, both relative to the site's root. One that is `found` by custom, not set, is the
    generator's to enforce, which it may be told not to do.
    """

    taxonomy: str
    path: str
    terms: frozenset[str]
    folder: str = ""
    found: bool = False


class Vocabularies(NamedTuple):
    """All of a site, with the bytes of their files, and what could not be read."""

    listed: tuple[Vocabulary, ...] = ()
    notices: tuple[str, ...] = ()
    contents: tuple[bytes, ...] = ()


def read_vocabularies(
    root: Path, wanted: Iterable[tuple[str, str]], customary: tuple[str, ...] = (), *, project: Path | None = None
) -> Vocabularies:
    """Read the files that are set, by taxonomy (`""`: as the file says, else tags), and those that custom names.

    A file that is set lies below the site's root, or below the project's. One that custom names holds the tags of the
    posts beside and below it, each under the key that posts write.
    """
    listed: list[Vocabulary] = []
    notices: list[str] = []
    contents: list[bytes] = []
    for taxonomy, path in wanted:
        found = _read(root, path, project)
        contents.append(found.data)
        terms = dict(_by_taxonomy(found.value, taxonomy)) if found.fault is None else {}
        if found.fault is not None:
            notices.append(f"{path} {found.fault}")
        elif not any(terms.values()):
            notices.append(f"{path} lists no terms in a shape that bylint knows")
        listed += [Vocabulary(each, path, known) for each, known in terms.items() if known]
    for path in matching(root, customary) if not any(each.taxonomy == "tags" for each in listed) else ():
        found = read_data(root / path, as_text=True)
        contents.append(found.data)
        if found.fault is not None:
            notices.append(f"{path} {found.fault}")
        elif isinstance(found.value, Mapping):
            folder = path.rpartition("/")[0]
            listed.append(Vocabulary("tags", path, _few(map(str, found.value)), folder, found=True))
    return Vocabularies(tuple(listed), tuple(notices), tuple(contents))


def _read(root: Path, path: str, project: Path | None) -> DataFile:
    from bylint.dialects.base import folder_of

    inside = folder_of(path)
    if inside is None:
        return DataFile(fault="lies outside of the site, and is not read")
    found = read_data(root / inside, as_text=True)
    if found.fault is not None and not found.data and project is not None and project != root:
        return read_data(project / inside, as_text=True)
    return found


def _by_taxonomy(value: Any, taxonomy: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The terms of a file by taxonomy: `tags: […]` and `categories: […]` in one, or those of one taxonomy alone."""
    tables = mapping_of(value)
    if tables and all(key in _TAXONOMIES and _is_listing(item) for key, item in tables.items()):
        for key, item in tables.items():
            if taxonomy in ("", key):
                yield key, _few(_terms(item))
    else:
        yield taxonomy or "tags", _few(_terms(value))


def _is_listing(value: object) -> bool:
    """Whether a value lists terms: what describes a single one holds texts alone."""
    return isinstance(value, list) or any(not isinstance(item, str) for item in mapping_of(value).values())


def _few(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term for _, term in zip(range(_MOST), terms, strict=False))


def _terms(value: Any) -> Iterator[str]:
    """A list of texts or of entries that have a name, or terms by key; an entry may go by any of its names."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)


def _names(item: object) -> Iterator[str]:
    fields = mapping_of(item)
    for text in [fields.get(key) for key in _NAMES] if fields else [item]:
        name = text_of(text)
        if name is not None:
            yield name
