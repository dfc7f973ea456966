"""A tree that lies elsewhere, as bylint works on it: a project of its own in a temporary folder."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

from bylint.config import FILE_NAMES
from bylint.filenames import mount, relative_posix, unmount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic
    from bylint.remote.reading import Reader

MOST_IN_CONFIGURATION = 8_000_000
"""Bytes of a file of configuration that are fetched; what reads it takes fewer."""


class Tree:
    """`folder` is the project's root, `shown` what stands before each path where people see it, ending in `/`.

    `temporary` is what is deleted in the end. `failures` are posts that cannot be read, and why. Where the content is
    not there yet, `reader` fetches it.
    """

    def __init__(
        self, temporary: str, folder: str, shown: str, failures: dict[str, str], reader: Reader | None = None
    ) -> None:
        self.folder = folder
        self.shown = shown
        self.notices: list[str] = []
        self._temporary = temporary
        self._failures = failures
        self._reader = reader
        self._fetched: set[str] = set()
        git = os.path.join(folder, ".git")
        if not os.path.lexists(git):  # a project ends here: nothing above it counts
            os.mkdir(git)

    # -- content ---------------------------------------------------------------------------------------------

    def begin(self, telling: Iterable[str]) -> None:
        """Have files fetched when they are opened; those that are sure to be opened, at once."""
        if self._reader is None:
            return
        files = [*(os.path.join(self.folder, name) for name in FILE_NAMES), *telling]
        self._reader.fetch_all(filter(os.path.isfile, files), MOST_IN_CONFIGURATION, self._keep)
        mount(self.folder, self._fetch)

    def expect(self, files: Iterable[str], limit: int) -> None:
        """Say which posts will be read, in this order."""
        if self._reader is not None:
            self._reader.expect(files, limit)

    def has(self, file: str) -> bool:
        """Whether `read` is asked for a post, and not the disk."""
        return self._reader is not None or file in self._failures

    def read(self, file: str, limit: int) -> bytes | None:
        """The bytes of a post; None where there are more than the limit. Raises OSError."""
        if file in self._failures:
            if os.stat(file).st_size > limit:
                return None
            raise OSError(errno.EIO, self._failures[file])
        return None if self._reader is None else self._reader.read(file, limit)

    def _fetch(self, file: str) -> None:
        """Bring the content of a file that is going to be opened. Raises OSError."""
        if self._reader is not None and file not in self._fetched and os.path.isfile(file):
            self._keep(file, self._reader.fetch(file, MOST_IN_CONFIGURATION))

    def _keep(self, file: str, data: bytes) -> None:
        other = f"{file}.bylint"
        with open(other, "wb") as out:
            out.write(data)
        os.replace(other, file)
        self._fetched.add(file)

    # -- names -----------------------------------------------------------------------------------------------

    def name(self, path: str) -> str:
        """A path of the results, which is relative to the root, as people know it."""
        if not path.startswith("../"):
            return self.shown if path == "." else self.shown + path
        return relative_posix(os.path.normpath(os.path.join(self.folder, path)), os.getcwd())

    def named(self, checked: Checked) -> Checked:
        """A result whose paths are as people know them."""
        if checked.source is not None:
            checked.source.path = self.name(checked.path)
        described = checked.described
        return checked._replace(
            path=self.name(checked.path),
            diagnostics=tuple(map(self._named, checked.diagnostics)),
            described=None if described is None else described._replace(path=self.name(described.path)),
        )

    def _named(self, found: Diagnostic) -> Diagnostic:
        return found._replace(
            path=self.name(found.path),
            related=tuple(place._replace(path=self.name(place.path)) for place in found.related),
            fixes=tuple(
                fix._replace(edits=tuple(edit._replace(path=self.name(edit.path)) for edit in fix.edits))
                for fix in found.fixes
            ),
        )

    def told(self, message: str) -> str:
        """A message that may name files of the temporary folder, with the names that people know."""
        return message.replace(f"{self.folder}{os.sep}", self.shown).replace(self.folder, self.shown.rstrip("/"))

    def close(self) -> None:
        """Let go of the disk space."""
        unmount(self.folder)
        if self._reader is not None:
            self._reader.close()
        shutil.rmtree(self._temporary, ignore_errors=True)
