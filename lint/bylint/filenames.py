"""What the name of a file says before anybody opens it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bylint import witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SUFFIXES = (
    ".md",
    ".markdown",
    ".mdx",
    ".html",
    ".htm",
    ".adoc",
    ".asciidoc",
    ".rst",
    ".qmd",
    ".rmd",
)
"""Endings of files that may be posts, in lower case."""

OWN_REPORT = "bylint-report"
"""How the names of files begin that `bylint report` writes where nobody names one: they are no posts."""
SKIPPED_FOLDERS = frozenset({"node_modules", "bower_components", "__pycache__", "_site", "venv"})
_PAPERWORK = frozenset(
    """
    AGENTS AUTHORS CHANGELOG CHANGES CLAUDE CODEOWNERS CODE_OF_CONDUCT CONTRIBUTING CONTRIBUTORS COPYING GOVERNANCE
    HISTORY ISSUE_TEMPLATE LICENCE LICENSE MAINTAINERS NOTICE PULL_REQUEST_TEMPLATE README SECURITY SUPPORT
    """.split(),  # names are read as prose, not as a list
)
_INITIALS = frozenset(initial for name in _PAPERWORK for initial in (name[0], name[0].lower()))


def relative_posix(path: str, root: str, *, sep: str = os.sep) -> str:
    """An absolute path relative to a root, with slashes; `../x` when outside, absolute on another drive."""
    if path.startswith(root) and (len(path) == len(root) or path[len(root)] == sep):
        return path[len(root) :].replace(sep, "/").lstrip("/") or "."
    try:
        relative = os.path.relpath(path, root)
    except ValueError:  # pragma: no cover  # another drive of Windows
        relative = path
    return relative.replace(sep, "/")


def is_paperwork(name: str, *, in_content: bool) -> bool:
    """Whether a file is about the project: a README anywhere; LICENSE and its like outside content, or in capitals."""
    if name[:1] not in _INITIALS:
        return False  # speed: most names of posts begin with a digit
    stem = name.partition(".")[0]
    capital = stem.upper().replace("-", "_")
    return capital == "README" or (capital in _PAPERWORK and (not in_content or stem.isupper()))


def has_posts(names: Iterable[str]) -> bool:
    """Whether a folder's names hold a post beside its index page, which then is the page of a list."""
    return any(
        name.lower().endswith(SUFFIXES)
        and not name.startswith(("index.", "_index."))
        and not is_paperwork(name, in_content=True)
        for name in names
    )


def names_in(folder: str) -> list[str]:
    """The names in a folder; none if it cannot be listed."""
    witness.note(folder)
    try:
        return os.listdir(folder)  # names are all it takes
    except OSError:
        return []


ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz")
"""Endings of archives that are read as the folder that they hold."""


_IN_ARCHIVES = (".zip", ".tar", ".tgz", ".tbz2", ".txz")


def is_remote(path: str) -> bool:
    """Whether a PATH is an address, such as `s3://bucket/blog`, or an archive or something in one."""
    return is_address(path) or (any(map(path.lower().__contains__, _IN_ARCHIVES)) and archive_in(path) is not None)


def is_address(path: str) -> bool:
    """Whether a path begins with a scheme, such as `s3://`."""
    scheme, found, _ = path.partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").replace("-", "").isalnum()


def archive_in(path: str) -> str | None:
    """The archive that a path of this machine names, or leads into; None where there is none."""
    parts = path.replace(os.sep, "/").split("/")
    ends = (at for at, part in enumerate(parts, 1) if part.lower().endswith(ARCHIVES))
    return next((file for at in ends if os.path.isfile(file := "/".join(parts[:at]))), None)


_mounted: dict[str, Callable[[str], None]] = {}


def mount(folder: str, fetch: Callable[[str], None]) -> None:
    """Have `fetch` called with a file below a folder before it is opened, to bring its content. May raise OSError."""
    _mounted[f"{folder}{os.sep}"] = fetch


def unmount(folder: str) -> None:
    """Take a folder for what it is again."""
    _mounted.pop(f"{folder}{os.sep}", None)


def open_at_once(file: str | os.PathLike[str], flags: int) -> int:
    """Open without waiting for what is a pipe or a device, or has become one; an `opener` for `open`."""
    for folder, fetch in _mounted.items():
        if os.fspath(file).startswith(folder):
            fetch(os.fspath(file))
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))
