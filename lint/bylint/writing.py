"""Writing a file anew: whole or not at all, with its mode, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bylint.filenames import open_at_once
from bylint.source import UTF8_BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.source import Source


class NotWrittenError(Exception):
    """A file was left as it is, and why."""


def encode(source: Source, text: str) -> bytes:
    """A text as the bytes of a file that a source was read from: UTF-8, with a byte order mark if it had one."""
    return (UTF8_BOM if source.bom else b"") + text.encode("utf-8")


def is_inside(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Whether a path, its links followed, lies in a folder."""
    return os.path.realpath(path).startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep)


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Put `new` in the place of `old`, in one step: a crash leaves the old file or the new one, and no part of either.

    A link stays a link: the file that it leads to is replaced. Raises NotWrittenError where the file does not hold
    `old` any more, is no regular file, or the system refuses.
    """
    target = os.path.realpath(path)
    try:
        before = os.stat(target)
        if not stat.S_ISREG(before.st_mode):
            raise NotWrittenError("it is not a regular file")
        if not os.access(target, os.W_OK):
            raise NotWrittenError("it is read-only")
        _put(target, new, before, lambda: _expect(target, old))
    except OSError as error:
        raise NotWrittenError(error.strerror or type(error).__name__) from error


def write_file(path: str, new: bytes) -> None:
    """Write a file whole or not at all, whatever was there. Raises OSError."""
    target = os.path.realpath(path)
    try:
        before: os.stat_result | None = os.stat(target)
    except FileNotFoundError:
        before = None
    _put(target, new, before, lambda: None)


@contextmanager
def written_beside(path: str) -> Iterator[str]:
    """The path of an empty file in which a file is written, whose place it takes when the block has ended well.

    What a library wrote there is on the disk by then. Raises OSError.
    """
    target = os.path.realpath(path)
    try:
        before: os.stat_result | None = os.stat(target)
    except FileNotFoundError:
        before = None
    with _beside(target) as (descriptor, temporary):
        os.close(descriptor)
        yield temporary
        _sync(temporary)
        _give(temporary, before)
        os.replace(temporary, target)


def _put(target: str, new: bytes, before: os.stat_result | None, make_sure: Callable[[], None]) -> None:
    """Write beside the target, `make_sure` that it may be replaced, and replace it."""
    with _beside(target) as (descriptor, temporary):
        with os.fdopen(descriptor, "wb") as out:
            out.write(new)
            out.flush()
            os.fsync(out.fileno())
        _give(temporary, before)
        make_sure()
        os.replace(temporary, target)


def _sync(file: str) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _beside(target: str) -> Iterator[tuple[int, str]]:
    """A new file in the folder of a target, opened, and gone where the block has not ended well."""
    folder = os.path.dirname(target)
    descriptor, temporary = tempfile.mkstemp(prefix=".bylint-", suffix=".tmp", dir=folder)
    try:
        yield descriptor, temporary
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _give(path: str, before: os.stat_result | None) -> None:
    """The owner and mode that the file had; those of any new file where there was none."""
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(path, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with suppress(OSError):  # only the superuser may give files away
            os.chown(path, before.st_uid, before.st_gid)
    os.chmod(path, stat.S_IMODE(before.st_mode))


def _expect(path: str, content: bytes) -> None:
    with open(path, "rb", opener=open_at_once) as file:
        if file.read() != content:
            raise NotWrittenError("it was changed while it was being checked")


def _sync_folder(folder: str) -> None:
    """Make the new name last, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
