"""What a run asks of the file system before it looks at posts, noted where somebody wants to know whether it changed.

The functions are those of `os`; what they are asked is written down while a `Witness` is open.
"""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, Literal

from bylint.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["there", "state"]
"""Whether something is there and of which type, or all that tells one state of it from another."""
Sign = tuple[int, ...]

ABSENT: Sign = ()
_UNSURE: Sign = (-1,)
"""Of what may change without looking otherwise."""
CACHE = ".bylint_cache"
"""The folder that a run makes itself, which is no change of the project."""
_RACY = 100_000_000
"""Nanoseconds within which a file may change twice and bear one time: the clock of a file system ticks slowly."""
_SECOND = 1_000_000_000
"""File systems that count whole seconds do so by one or two."""
_MOST = 8_000_000
"""Bytes of a file whose content is looked at."""


def sign_of(path: str, kind: Kind = "state") -> Sign:
    """What tells one state of a path from another; links are followed. Empty where nothing is there."""
    try:
        found = os.stat(path)  # noqa: PTH116  # text is faster
    except (OSError, ValueError):
        return ABSENT
    return sign(found) if kind == "state" else (stat.S_IFMT(found.st_mode),)


def sign(found: os.stat_result) -> Sign:
    """The same of what the system has told: size, times of content and of the entry, which file it is, its type."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, stat.S_IFMT(found.st_mode))


def is_settled(one: Sign, now: int) -> bool:
    """Whether a file that has this sign at a time, in nanoseconds, has another one when it changes after that.

    What was written a moment ago may be written again without its time being another.
    """
    if len(one) < 3:
        return True
    newest = max(one[1], one[2])
    return newest + (_RACY if newest % _SECOND else 2 * _SECOND) < now


def content_of(path: str) -> str:
    """A hash of what a file or a folder holds: of a folder, the names. Empty where it cannot be read."""
    state = blake2b(digest_size=16)
    try:
        if os.path.isdir(path):  # noqa: PTH112  # text is faster
            with os.scandir(path) as entries:
                names = sorted(f"{each.name}{os.sep * each.is_dir()}" for each in entries if each.name != CACHE)
            state.update("\0".join(names).encode("utf-8", "surrogatepass"))
        else:
            with open(path, "rb", opener=_at_once) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    return ""
                data = file.read(_MOST + 1)
            if len(data) > _MOST:
                return ""
            state.update(data)
    except (OSError, ValueError):
        return ""
    return state.hexdigest()


def _at_once(file: str, flags: int) -> int:
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


class Witness:
    """What was asked while it was open, each with the sign that it had, or a hash where that is not settled.

    The folders around the working directory have both: one of them is given the cache folder.
    """

    def __init__(self) -> None:
        self._here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118  # text is faster
        self._noted: dict[tuple[str, Kind], tuple[Sign, str]] = {}

    def note(self, path: str, kind: Kind) -> None:
        """Write down how a path is, before it is asked for."""
        key = (os.path.abspath(path), kind)  # noqa: PTH100  # links are not followed
        if key in self._noted:
            return
        found = sign_of(key[0], kind)
        is_sure = kind == "there" or is_settled(found, time.time_ns())
        needs_content = not is_sure or (kind == "state" and self._here.startswith(os.path.join(key[0], "")))  # noqa: PTH118  # as above
        self._noted[key] = (found if is_sure else _UNSURE, content_of(key[0]) if needs_content else "")

    def __iter__(self) -> Iterator[tuple[str, Kind, Sign, str]]:
        return ((path, kind, found, content) for (path, kind), (found, content) in self._noted.items())


def still(path: str, kind: Kind, found: Sign, content: str) -> bool:
    """Whether a path is as it was noted."""
    return sign_of(path, kind) == found or (content != "" and content_of(path) == content)


_open: list[Witness] = []


def begin() -> Witness:
    """Open a witness, in place of another one."""
    _open[:] = [Witness()]
    return _open[0]


def finish() -> None:
    """Close it."""
    _open.clear()


def note(path: str | os.PathLike[str], kind: Kind = "state") -> None:
    """Write down how a path is that is about to be read or listed."""
    if _open:
        _open[0].note(os.fspath(path), kind)


def lexists(path: str | os.PathLike[str]) -> bool:
    """`os.path.lexists`, noted."""
    note(path, "there")
    return os.path.lexists(path)


def isfile(path: str | os.PathLike[str]) -> bool:
    """`os.path.isfile`, noted."""
    note(path, "there")
    return os.path.isfile(path)  # noqa: PTH113  # text is faster


def isdir(path: str | os.PathLike[str]) -> bool:
    """`os.path.isdir`, noted."""
    note(path, "there")
    return os.path.isdir(path)  # noqa: PTH112  # text is faster


def listdir(path: str | os.PathLike[str]) -> list[str]:
    """`os.listdir`, noted. Raises OSError."""
    note(path)
    return os.listdir(path)  # noqa: PTH208  # names are all it takes
