"""From a PATH to the tree that it means."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from bylint.config import FILE_NAMES
from bylint.dialects import MARKS
from bylint.filenames import ARCHIVES, archive_in, relative_posix
from bylint.remote import RemoteError
from bylint.remote.skeleton import Skeleton
from bylint.remote.tree import Tree

if TYPE_CHECKING:
    from bylint.remote.address import Address
    from bylint.remote.filesystem import Filesystem

MOST_IN_ARCHIVE = 8_000_000_000
"""Bytes of an archive that are fetched at most."""
_PIECE = 1 << 20
_MOST_TELLING = 5_000
_WEB = ("http", "https")
_PLAIN = re.compile(r"\w[\w.-]{0,100}")


class Opened(NamedTuple):
    """A tree, and the file or folder in it that a PATH means: `""` for all of it."""

    tree: Tree
    inside: str


def open_tree(path: str) -> Opened:
    """Open the tree that a PATH leads to. Raises RemoteError, which names the PATH without what is secret in it."""
    temporary = tempfile.mkdtemp(prefix="bylint-")
    shown = path if "://" not in path else path.partition("://")[0] + "://…"
    try:
        if "://" not in path:
            path = path.replace(os.sep, "/")
            archive = archive_in(path) or path
            shown = relative_posix(os.path.abspath(archive), os.getcwd())
            return _unpacked(archive, temporary, shown, path[len(archive) :].strip("/"))
        from bylint.remote.address import read_address

        address = read_address(path)
        shown = address.shown
        return _at_address(address, temporary)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(error, RemoteError):
            raise RemoteError(f"{shown}: {error}") from error
        raise


def _at_address(address: Address, temporary: str) -> Opened:
    from bylint.remote.filesystem import Filesystem

    if address.archive is not None or address.scheme in _WEB:
        system = Filesystem(address, address.archive or address.url)
        if address.scheme in _WEB or system.is_file():
            archive = _fetched(system, temporary)
            shown = address.shown.removesuffix(f"/{address.inside}") if address.inside else address.shown
            return _unpacked(archive, temporary, shown, address.inside)
    return _listed(Filesystem(address, address.url), address.shown, temporary)


def _fetched(system: Filesystem, temporary: str) -> str:
    """An archive, brought here."""
    file = os.path.join(temporary, "archive")
    left = min(MOST_IN_ARCHIVE, shutil.disk_usage(temporary).free // 2)
    try:
        with open(file, "wb") as out:
            for piece in system.pieces(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise RemoteError("it is larger than any archive that is fetched")
                out.write(piece)
    except OSError as error:
        raise RemoteError(f"the temporary folder cannot hold it: {error.strerror or error}") from error
    return file


def _unpacked(archive: str, temporary: str, shown: str, inside: str) -> Opened:
    """The tree in an archive: where all of it is one folder with a project in it, that folder."""
    from bylint.remote.archive import unpack

    skeleton = Skeleton(os.path.join(temporary, _folder_name(shown)))
    unpacked = unpack(archive, skeleton)
    folder, above = skeleton.folder, _only_project(skeleton.folder)
    if above and (not inside or f"{inside}/".startswith(f"{above}/")):
        folder, shown, inside = os.path.join(folder, above), f"{shown}/{above}", inside[len(above) :].strip("/")
    tree = Tree(temporary, folder, f"{shown}/", unpacked.failures)
    _tell(tree, skeleton, unpacked.links)
    return Opened(tree, _existing(tree, inside))


def _only_project(folder: str) -> str:
    """The one thing that lies in a folder, if that is a folder that bylint or a generator is configured in."""
    names = os.listdir(folder)
    inner = os.path.join(folder, names[0]) if len(names) == 1 else ""
    if not inner or not os.path.isdir(inner) or {*FILE_NAMES, *MARKS}.isdisjoint(os.listdir(inner)):
        return ""
    return names[0]


def _listed(system: Filesystem, shown: str, temporary: str) -> Opened:
    """The tree below an address; for that of a file, the folder that it lies in."""
    from bylint.remote.listing import is_telling, list_files
    from bylint.remote.reading import Reader

    base, inside = system.path.rstrip("/"), ""
    if system.is_file():
        base, _, inside = base.rpartition("/")
        shown = shown.rpartition("/")[0]
    skeleton = Skeleton(os.path.join(temporary, _folder_name(shown)))
    telling: list[str] = []
    for path, size in list_files(system, base):
        file = skeleton.hold(path, size)
        if file is not None and is_telling(path) and len(telling) < _MOST_TELLING:
            telling.append(file)

    def fetch(file: str, most: int) -> bytes:
        return system.read(f"{base}/{relative_posix(file, skeleton.folder)}", most)

    tree = Tree(temporary, skeleton.folder, f"{shown}/", {}, Reader(fetch))
    tree.begin(telling)
    _tell(tree, skeleton)
    return Opened(tree, _existing(tree, inside))


def _existing(tree: Tree, inside: str) -> str:
    if inside and not os.path.exists(os.path.join(tree.folder, inside)):
        tree.close()
        raise RemoteError(f"there is no file or folder {inside} in it")
    return inside


def _tell(tree: Tree, skeleton: Skeleton, links: int = 0) -> None:
    """Say what of a tree is not there."""
    from bylint.overview.texts import counted  # no check of this machine's posts comes here

    name = tree.shown.rstrip("/")
    if links:
        said = counted(links, "link, or member that is no file, is", "links, or members that are no files, are")
        tree.notices.append(f"{name}: {said} left out")
    if skeleton.left_out:
        beyond = "out of it, or that no folder can hold,"
        said = counted(skeleton.left_out, f"name that leads {beyond} is", f"names that lead {beyond} are")
        tree.notices.append(f"{name}: {said} left out")


def _folder_name(shown: str) -> str:
    """What the folder would be called if the tree lay on this machine: a name may say what lies in it."""
    name = shown.rstrip("/").rpartition("/")[2]
    ending = max((each for each in ARCHIVES if name.lower().endswith(each)), key=len, default="")
    name = name[: len(name) - len(ending)]
    return name if _PLAIN.fullmatch(name) else "tree"
