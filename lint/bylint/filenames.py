"""What the name of a file says before anybody opens it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bylint import witness

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def open_at_once(file: str | os.PathLike[str], flags: int) -> int:
    """Open without waiting for what is a pipe or a device, or has become one; an `opener` for `open`."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))
