"""A folder of placeholders: every name of a tree that lies elsewhere, and of each post its size."""

from __future__ import annotations

import errno
import os

from bylint.filenames import SUFFIXES
from bylint.remote import RemoteError

MOST_FILES = 2_000_000
LARGEST = 1 << 32
"""Bytes that a placeholder pretends at most: no file of that size is read."""
_LONGEST = 3_000  # characters of a path, from the root of the tree
_DEEPEST = 200  # folders above a file: what deletes them in the end goes down into each
_NOT_TO_BE = frozenset({errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ})
"""What the system says of names that cannot be: too long, or taken by a folder or a file."""
_NOT_CONTENT = frozenset({".bylint_cache", "__MACOSX"})
_GIT = ".git"
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')


class Skeleton:
    """Takes names that anybody may have given, and puts them below its own folder or nowhere.

    `left_out` counts those that no folder can hold. Nothing in it is a link. What it cannot do raises RemoteError.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.left_out = 0
        self._count = 0
        self._folders = {""}
        os.mkdir(folder, 0o700)

    def at(self, path: str) -> str:
        """Where a path of the tree lies, as absolute as the folder's."""
        return f"{self.folder}{os.sep}{path.replace('/', os.sep)}" if path else self.folder

    def hold(self, path: str, size: int = 0) -> str | None:
        """Put a placeholder there, of a post as large as the post: it takes no room on the disk.

        Returns where; None for a name that cannot be, or that is of no interest.
        """
        parts = self._parts(path)
        if not parts or not self._make(parts[:-1]):
            return None
        file = self.at("/".join(parts))
        return file if self._create(file, min(size, LARGEST)) else None

    def make_folder(self, path: str) -> None:
        """Make a folder that may hold nothing."""
        self._make(self._parts(path) or [])

    def _parts(self, path: str) -> list[str] | None:
        """The parts of a path that is wanted; a repository's own files are not, but that it is one is told."""
        self._count += 1
        if self._count > MOST_FILES:
            raise RemoteError(f"it holds more than {MOST_FILES:,} files, and so many are not read")
        parts = [part for part in path.rstrip("/").split("/") if part != "."]
        if len(path) > _LONGEST or len(parts) > _DEEPEST or not all(map(_is_name, parts)):
            self.left_out += 1
            return None
        if not _NOT_CONTENT.isdisjoint(parts):
            return None
        if _GIT in parts[:-1]:
            self._make(parts[: parts.index(_GIT) + 1])
            return None
        return parts

    def _create(self, file: str, size: int) -> bool:
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            try:
                if size and file.lower().endswith(SUFFIXES):
                    os.ftruncate(descriptor, size)
            finally:
                os.close(descriptor)
        except (OSError, ValueError) as error:
            self._leave_out(error)
            return False
        return True

    def _make(self, parts: list[str]) -> bool:
        """Make a folder and those above it; False where that cannot be."""
        missing = len(parts)
        while "/".join(parts[:missing]) not in self._folders:
            missing -= 1
        for end in range(missing + 1, len(parts) + 1):
            path = "/".join(parts[:end])
            try:
                os.mkdir(self.at(path), 0o700)
            except (OSError, ValueError) as error:
                self._leave_out(error)
                return False
            self._folders.add(path)
        return True

    def _leave_out(self, error: OSError | ValueError) -> None:
        if isinstance(error, OSError) and error.errno not in _NOT_TO_BE:
            raise RemoteError(f"the temporary folder cannot hold it: {error.strerror or error}") from error
        self.left_out += 1


def _is_name(part: str) -> bool:
    """Whether a folder can hold a name on this system, and the name leads nowhere else."""
    if part in {"", ".", ".."} or "\0" in part:
        return False
    return os.name != "nt" or (_NOT_ON_WINDOWS.isdisjoint(part) and part.isprintable() and part[-1] not in ". ")
