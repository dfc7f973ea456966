"""What a discovery found. A million files are a million paths and little more: what files share is held once."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from bylint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bylint.config import Configuration, Settings
    from bylint.site import Site


class Discovered(NamedTuple):
    """A file to check. `file` is absolute; `path` is posix and relative to the project's root, `../x` when outside.

    `is_post` is false for README, licence and section pages, and for pages of people; `in_content` is true where every
    file should be a post.
    """

    path: str
    file: str
    settings: Settings
    site: Site
    is_post: bool
    in_content: bool


class Unreadable(NamedTuple):
    """A file or folder that could not be looked at, and why."""

    path: str
    file: str
    reason: str


class Shared(NamedTuple):
    """What holds for files of a folder."""

    folder: str
    settings: Settings
    site: Site
    is_post: bool
    in_content: bool


class Paths(Sequence[str]):
    """Paths in their order: one text of all, and where each one ends. A list of them takes three times the memory.

    And more in processes that are forked: to look at a text is to write to its memory, which is shared no longer then.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        """Take paths that are in order."""
        text = bytearray()
        self._ends = array("Q")
        for path in paths:
            text += path.encode("utf-8", "surrogatepass")
            self._ends.append(len(text))
        self._text = bytes(text)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        start = self._ends[at - 1] if at else 0
        return self._text[start : self._ends[at]].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self._ends:
            yield self._text[start:end].decode("utf-8", "surrogatepass")
            start = end

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):
            return False
        at = bisect_left(self, path)
        return at < len(self) and self[at] == path

    def missing(self, paths: Iterable[str]) -> Iterator[str]:
        """Those of other paths that are not among these; quick where these are in order, too."""
        mine = iter(self)
        here = next(mine, None)
        for path in paths:
            while here is not None and here < path:
                here = next(mine, None)
            if path != here and path not in self:
                yield path


class Files(Sequence[Discovered]):
    """Files in the order of their paths, each made when it is asked for.

    Most files of a folder share what holds for them; those that differ from the first of their folder are kept apart.
    """

    def __init__(self) -> None:
        self.paths = Paths(())
        self._unsorted: list[str] = []
        self._folders: dict[str, Shared] = {}
        self._others: dict[str, Shared] = {}

    def add(self, path: str, shared: Shared) -> None:
        """Take one more file; `sort` when there are no more."""
        self._unsorted.append(path)
        folder = path[: path.rfind("/") + 1]
        if self._folders.setdefault(folder, shared) != shared:
            self._others[path] = shared

    def sort(self) -> None:
        """Put them in order; none is taken after that."""
        self._unsorted.sort()
        self.paths = Paths(self._unsorted)
        self._unsorted.clear()

    def shared(self, path: str) -> Shared:
        """What holds for a file that is among them."""
        return self._others.get(path) or self._folders[path[: path.rfind("/") + 1]]

    def _make(self, path: str) -> Discovered:
        folder, settings, site, is_post, in_content = self.shared(path)
        return Discovered(path, f"{folder}{path[path.rfind('/') + 1 :]}", settings, site, is_post, in_content)

    def find(self, path: str) -> Discovered | None:
        """The file at a path, if it is among them."""
        return self._make(path) if path in self.paths else None

    @lazy
    def posts(self) -> Paths:
        """The paths of those that are posts, once they are sorted."""
        if all(shared.is_post for shared in self.all_shared()):
            return self.paths
        return Paths(path for path in self.paths if self.shared(path).is_post)

    def all_shared(self) -> Iterator[Shared]:
        """What holds for any of them, each at least once."""
        yield from self._folders.values()
        yield from self._others.values()

    def __len__(self) -> int:
        return len(self.paths)

    @overload
    def __getitem__(self, at: int) -> Discovered: ...

    @overload
    def __getitem__(self, at: slice) -> list[Discovered]: ...

    def __getitem__(self, at: int | slice) -> Discovered | list[Discovered]:
        return [self._make(path) for path in self.paths[at]] if isinstance(at, slice) else self._make(self.paths[at])

    def __iter__(self) -> Iterator[Discovered]:
        return map(self._make, self.paths)


class Discovery:
    """What was found: files sorted by path, what could not be read, and named files that an exclude leaves out.

    `notices` say which .gitignore was not heeded, and which links were not followed; `folders` are those that were
    walked, relative to the project's root: `""`, or ending in `/`.
    """

    def __init__(self) -> None:
        self.files = Files()
        self.unreadable: list[Unreadable] = []
        self.excluded: list[str] = []
        self.notices: list[str] = []
        self.used_globs: set[str] = set()
        self.folders: list[str] = []

    def __iter__(self) -> Iterator[Discovered]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def unused_globs(self, configuration: Configuration) -> tuple[str, ...]:
        """The globs of a configuration that matched nothing here; they say little where PATHs were named."""
        return tuple(glob for glob in configuration.globs() if glob not in self.used_globs)


def folder_of(path: str) -> str:
    """A folder as files of it begin: with a separator at its end."""
    return path if path.endswith(os.sep) else path + os.sep
