"""Archives, unpacked as far as posts and configuration go. Anybody may have made them, so all they say is bounded.

Links and devices are left out, and so are names that lead elsewhere. What is not read keeps a placeholder.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import tarfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from bylint.filenames import SUFFIXES
from bylint.remote import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bylint.remote.skeleton import Skeleton

LARGEST = 32_000_000
"""Bytes of one file that are unpacked at most."""
MOST_BYTES = 16_000_000_000
"""Bytes that are unpacked, or gone through in a compressed tar, at most."""
_LARGEST_DIRECTORY = 128_000_000
"""Bytes of a zip's table of contents, which is held in memory with some 8 times as many."""
_PIECE = 1 << 20
_LARGEST_HEADER = LARGEST + _PIECE
"""Bytes that one member of a tar may take to say what it is, and to be read."""
_DATA = (".yml", ".yaml", ".toml", ".json", ".jsonl", ".gitignore")
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, ValueError, NotImplementedError)
"""What the readers raise for bytes that are not as they should be, beside OSError, RuntimeError and OverflowError."""


class Unpacked(NamedTuple):
    """What is worth knowing of an archive: posts that could not be unpacked, by their place, and how many links."""

    failures: dict[str, str]
    links: int


_ENCRYPTED = 1
"""A flag of a member: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.4."""
_TOO_LARGE = f"larger than {LARGEST:,} bytes, which is the most that is unpacked"


def is_unpacked(path: str) -> bool:
    """Whether a file's content is wanted: a post's, or that of what may configure a site."""
    return path.lower().endswith((*SUFFIXES, *_DATA))


def unpack(file: str, skeleton: Skeleton) -> Unpacked:
    """Unpack an archive of this machine. Raises RemoteError for what is none, or is damaged or too large."""
    budget = _Budget(skeleton.folder)
    try:
        with open(file, "rb") as stream:
            start = stream.read(2)
            stream.seek(0)
            if start == b"PK":
                return _unpack_zip(stream, skeleton, budget)
            reader = _READERS.get(start)
            if reader is None:
                return _unpack_tar(_Guarded(stream, _LARGEST_HEADER), skeleton, budget)
            with reader(stream) as inner:
                return _unpack_tar(_Guarded(inner, _LARGEST_HEADER, budget), skeleton, budget)
    except (*DAMAGE, RuntimeError, OverflowError, MemoryError) as error:
        raise RemoteError(f"it is damaged: {_in_words(error)}") from error
    except OSError as error:
        raise RemoteError(f"it cannot be read: {error.strerror or _in_words(error)}") from error


_READERS: dict[bytes, Callable[[Any], Any]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZ": bz2.BZ2File,
    b"\xfd7": lzma.LZMAFile,
}


class _Budget:
    """How many bytes may still be unpacked: no more than there is room for."""

    def __init__(self, folder: str) -> None:
        self.left = min(MOST_BYTES, shutil.disk_usage(folder).free // 2)

    def spend(self, size: int) -> None:
        """Raises RemoteError when there are too many."""
        self.left -= size
        if self.left < 0:
            raise RemoteError("unpacked, it is larger than what is unpacked at most")


class _Guarded:
    """A stream of which only so much is read at once, whatever a header in it asks for."""

    def __init__(self, stream: IO[bytes], most: int, budget: _Budget | None = None) -> None:
        self._stream = stream
        self._most = self._left = most
        self._budget = budget
        self._furthest = 0
        self.closed = False

    def renew(self) -> None:
        """Begin with the next member."""
        self._left = self._most

    def read(self, size: int = -1) -> bytes:
        """Raises RemoteError where that is more than may be."""
        data = self._stream.read(size) if 0 <= size <= self._left else self._stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise RemoteError("a header in it is larger than any that is read")
        self._count()
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Pass over what is not read, a piece at a time."""
        if self._budget is None or whence:
            return self._stream.seek(offset, whence)
        at = self._stream.tell()
        while at < offset:
            wanted = min(at + _PIECE, offset)
            reached = self._stream.seek(wanted)
            self._count()
            if reached < wanted:
                break
            at = reached
        return self._stream.seek(offset) if offset < at else at

    def tell(self) -> int:
        """Where it is."""
        return self._stream.tell()

    def seekable(self) -> bool:
        """As the stream is."""
        return True

    def _count(self) -> None:
        if self._budget is not None:
            at = self._stream.tell()
            if at > self._furthest:
                self._budget.spend(at - self._furthest)
                self._furthest = at


def _unpack_zip(stream: IO[bytes], skeleton: Skeleton, budget: _Budget) -> Unpacked:
    failures: dict[str, str] = {}
    links = 0
    guarded = _Guarded(stream, _LARGEST_DIRECTORY)
    with zipfile.ZipFile(guarded) as archive:
        for member in archive.filelist:
            guarded.renew()
            mode = member.external_attr >> 16
            if member.create_system == 3 and mode & 0o170000 not in {0, 0o100000, 0o040000}:
                links += 1
                continue
            path = _decoded(member)
            if member.is_dir():
                skeleton.make_folder(path)
                continue
            file = skeleton.hold(path, member.file_size)
            if file is None or not is_unpacked(path):
                continue
            if member.flag_bits & _ENCRYPTED:
                failures[file] = "encrypted in its archive"
                continue
            try:
                if member.file_size <= LARGEST:
                    with archive.open(member) as content:
                        _write(file, content, budget)
                    continue
                failures[file] = _TOO_LARGE
            except (*DAMAGE, RuntimeError, OverflowError) as error:
                failures[file] = f"damaged in its archive: {_in_words(error)}"
    return Unpacked(failures, links)


def _decoded(member: zipfile.ZipInfo) -> str:
    """The name of a member: as UTF-8 where it can be that, whether it says so or not."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _unpack_tar(guarded: _Guarded, skeleton: Skeleton, budget: _Budget) -> Unpacked:
    failures: dict[str, str] = {}
    links = 0
    try:
        archive = tarfile.TarFile(fileobj=guarded, errorlevel=1)  # type: ignore[arg-type]  # it has what is called
    except tarfile.ReadError as error:
        raise RemoteError("this is neither a zip nor a tar") from error
    with archive:
        while (member := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # else all of them are kept
            guarded.renew()
            if member.isdir():
                skeleton.make_folder(member.name)
            elif not member.isreg():
                links += 1
            elif (file := skeleton.hold(member.name, member.size)) is not None and is_unpacked(member.name):
                if member.size > LARGEST:
                    failures[file] = _TOO_LARGE
                elif (content := archive.extractfile(member)) is not None:
                    _write(file, content, budget)
            guarded.renew()
        guarded.seek(archive.offset)
        if guarded.read(tarfile.BLOCKSIZE).strip(b"\0"):
            raise tarfile.ReadError("what follows is no member")
    return Unpacked(failures, links)


def _write(file: str, content: IO[bytes], budget: _Budget) -> None:
    """Unpack one file, which may be other than its header says."""
    size = 0
    with open(file, "r+b") as out:
        out.truncate(0)
        while data := content.read(_PIECE):
            size += len(data)
            if size > LARGEST:
                raise RemoteError("a file in it is larger than it says")
            budget.spend(len(data))
            out.write(data)


def _in_words(error: BaseException) -> str:
    text = next(iter(str(error).splitlines()), "")[:100]
    return text or type(error).__name__
