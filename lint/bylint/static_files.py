"""The static files index of a site: which names lie in its folders, listed when they are first asked for."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from bylint import witness
from bylint.dependence import asked
from bylint.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

MOST_NAMES = 200_000
"""Names that are kept of one site; a folder with which there would be more is as good as unread."""


class Folder(NamedTuple):
    """The names in a folder; none where it is not there. Where it `is_known` not to be told, nothing is known of it."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    exists: bool = True
    is_known: bool = True


_ABSENT = Folder(exists=False)
_UNKNOWN = Folder(is_known=False)

Lister = Callable[[str, str, str], Folder | None]
"""Tells the names in a folder from a site's root, the project and a path; None where they are not known yet."""
_lister: Lister | None = None


def list_by(lister: Lister | None) -> None:
    """Have folders listed by somebody else, in a process that does not see them."""
    global _lister  # noqa: PLW0603  # as a process's disk is one
    _lister = lister


class StaticFiles:
    """Folders of a site by posix path relative to its root, `""` for the root itself. Each is listed once a run.

    Only names are read. A folder that is a link out of `top`, the project, is not looked into, and nothing above the
    site is unless it lies in the project. `digest` changes when a folder that was asked for has other names.
    """

    def __init__(self, root: str = "", top: str = "", known: Iterable[str] | None = None) -> None:
        self._root, self._top = root, top or root
        self._real_top: str | None = None
        self._left = MOST_NAMES
        self._listed: dict[str, Folder] = {}
        self._is_fixed = known is not None or not root
        for path in known or ():
            self._add(path)

    def __repr__(self) -> str:
        return f"<StaticFiles {self._root or 'of a fixed list'}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StaticFiles) and self._place == other._place

    def __hash__(self) -> int:
        return hash(self._place)

    @property
    def _place(self) -> tuple[str, str, frozenset[str]]:
        """Whose index it is, not how much was asked of it; of a fixed list, its paths."""
        paths = (f"{path}/{name}" for path, found in self._listed.items() for name in found.files)
        return (self._root, self._top, frozenset(paths if self._is_fixed else ()))

    def folder(self, path: str) -> Folder:
        """What is known of a folder; outside of the project, where `..` may lead, that is nothing."""
        asked.by.files = True
        found = self._listed.get(path)
        if found is None:
            found = _ABSENT if self._is_fixed else self._list(path) if _lister is None else self._ask(_lister, path)
            if found is None:
                return _UNKNOWN
            self._listed[path] = found
        return found

    def has(self, path: str) -> bool:
        """Whether there is a file of exactly this path, letter case included on every file system."""
        above, _, name = path.rpartition("/")
        return name in self.folder(above).files

    def below(self, path: str, skipped: Collection[str] = ()) -> Iterator[str]:
        """The folders below one, itself first, but hidden ones, those of packages and `skipped` paths."""
        waiting = [path]
        while waiting:
            here = waiting.pop()
            yield here
            for name in sorted(self.folder(here).folders, reverse=True):
                inner = f"{here}/{name}" if here else name
                if name[0] not in "._" and name not in _PACKAGES and inner not in skipped:
                    waiting.append(inner)

    @property
    def asked(self) -> tuple[str, ...]:
        """The folders that were asked for, in order of their paths."""
        return tuple(sorted(self._listed))

    @property
    def count(self) -> int:
        """How many folders were asked for."""
        return len(self._listed)

    def asked_since(self, count: int) -> tuple[str, ...]:
        """The folders that were asked for when so many had been."""
        return tuple(self._listed)[count:]

    @property
    def digest(self) -> str:
        """The content hash of all folders that were asked for so far."""
        return self.digest_of(self.asked)

    def digest_of(self, paths: Iterable[str]) -> str:
        """The content hash of some folders, by which a later run knows that what was said of them still holds."""
        state = blake2b(digest_size=16)
        for path in paths:
            found = self.folder(path)
            for part in (path, *sorted(found.files), "/", *sorted(found.folders), f"/{found.exists}{found.is_known}"):
                state.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return state.hexdigest()

    def _add(self, path: str) -> None:
        """Put a path and the folders above it on a list that is not a disk's."""
        above, _, name = posixpath.normpath(path).rpartition("/")
        here = self._listed.get(above, Folder())
        self._listed[above] = here._replace(files=here.files | {name})
        while above:
            outer, _, name = above.rpartition("/")
            here = self._listed.get(outer, Folder())
            self._listed[outer] = here._replace(folders=here.folders | {name})
            above = outer

    def _list(self, path: str) -> Folder:
        place = os.path.normpath(f"{self._root}{os.sep}{path.replace('/', os.sep)}") if path else self._root
        if not self._is_inside(place):
            return _UNKNOWN
        files: set[str] = set()
        folders: set[str] = set()
        witness.note(place)
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    (folders if entry.is_dir() else files).add(entry.name)
                    if len(files) + len(folders) > self._left:
                        return _UNKNOWN
        except (FileNotFoundError, NotADirectoryError):
            return _ABSENT
        except (OSError, ValueError):  # no permission; NUL in a path
            return _UNKNOWN
        self._left -= len(files) + len(folders)
        return Folder(frozenset(files), frozenset(folders))

    def _ask(self, lister: Lister, path: str) -> Folder | None:
        return lister(self._root, self._top, path)

    def _is_inside(self, place: str) -> bool:
        """Whether a folder lies in the project, also when its links are followed."""
        if self._real_top is None:
            self._real_top = os.path.realpath(self._top)
        try:
            real = os.path.realpath(place)
        except (OSError, ValueError):
            return False
        return real == self._real_top or real.startswith(self._real_top.rstrip(os.sep) + os.sep)


_PACKAGES = frozenset({"node_modules", "bower_components", "vendor", "venv", "__pycache__"})

NO_FILES = StaticFiles()
"""The index of a site that nobody looked at: nothing is there."""
