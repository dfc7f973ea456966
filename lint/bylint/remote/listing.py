"""The files below an address: listed folder by folder, so that no listing need hold all of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from bylint.dialects import MARKS
from bylint.remote import RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.remote.filesystem import Filesystem

_AT_ONCE = 4
_SKIPPED = ("/.git", "/node_modules", "/.bylint_cache")
"""Folders in which nothing is looked for, and which may hold many files."""


_TELLING = (".gitignore", *(path.rpartition("/")[2] for path in MARKS))
_PEOPLE = ("authors.", "author.", "people.", "tags.", "_index.")


def is_telling(path: str) -> bool:
    """Whether a file is likely to be opened for what it says of others, so that it is fetched with its like."""
    name = path.rpartition("/")[2]
    return name in _TELLING or name.startswith(_PEOPLE)


def list_files(system: Filesystem, base: str) -> Iterator[tuple[str, int]]:
    """Each file below a folder, with its size: its path from there. Raises RemoteError."""
    files, folders = _list(system, base)
    if not files and not folders:
        raise RemoteError("nothing is in it")
    yield from _named(files, base)
    while len(folders) == 1:  # the years may be further down
        files, folders = _list(system, folders[0])
        yield from _named(files, base)
    with ThreadPoolExecutor(_AT_ONCE, "bylint") as pool:
        waiting = list(reversed(folders))
        asked = [pool.submit(system.find_files, waiting.pop()) for _ in range(min(_AT_ONCE, len(waiting)))]
        try:
            while asked:
                found = asked.pop(0).result()
                if waiting:
                    asked.append(pool.submit(system.find_files, waiting.pop()))
                yield from _named(found, base)
        finally:
            for each in asked:
                each.cancel()


def _list(system: Filesystem, folder: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The files and the folders of one folder, less those that are never looked into."""
    listed = system.list_folder(folder)
    files = [each for each in listed if each["type"] == "file"]
    folders = [each["name"] for each in listed if each["type"] == "directory"]
    unnamed = [name for name in folders if name == f"{folder}/"]  # `a//b` is below one that no disk has
    files += [{"name": f"{name}/…", "type": "file"} for name in unnamed]
    folders = [found for name in folders if (found := name.rstrip("/")) != folder]
    return files, [name for name in folders if not name.endswith(_SKIPPED)]


def _named(found: list[dict[str, Any]], base: str) -> Iterator[tuple[str, int]]:
    """Paths from the base; what an object store keeps to mark a folder is no file."""
    for each in found:
        name = each["name"]
        if each["type"] == "file" and name.startswith(f"{base}/") and not name.endswith("/"):
            yield name[len(base) + 1 :], int(each.get("size") or 0)
