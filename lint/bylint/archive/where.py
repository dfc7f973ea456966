"""Where a project's facts store is looked for, and what is said where there is none. Imports nothing of SQLite."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".bylint_cache"
FILE = "facts.sqlite"
RESULTS = "results.sqlite"
NONE = "there is no facts store"
CARRIED = f"{FOLDER} is part of the repository, so its facts may be anybody's"


def exists(root: Path) -> bool:
    """Whether there is a store to look into."""
    return os.path.lexists(f"{root}{os.sep}{FOLDER}{os.sep}{FILE}")


def has_results(root: Path) -> bool:
    """Whether results are kept there."""
    return os.path.lexists(f"{root}{os.sep}{FOLDER}{os.sep}{RESULTS}")


def is_carried(root: Path) -> bool:
    """Whether git carries the store along: then somebody else made it, and may have made it up.

    Looked for in git's index, as text: asking git takes longer, and a clone has no index of another making.
    """
    top = root
    while not os.path.lexists(top / ".git"):
        if top == top.parent:
            return False
        top = top.parent
    git = top / ".git"
    try:
        if git.is_file():
            git = top / git.read_text("utf-8").partition("gitdir:")[2].strip()
        index = (git / "index").read_bytes()
    except (OSError, UnicodeDecodeError):
        return False
    return f"{FOLDER}/".encode() in index or FILE.encode() in index


def skipped(reason: str = NONE) -> str:
    """A notice that archive rules did not run, and what makes them."""
    return f"archive rules were skipped: {reason}; `bylint check` of the whole project makes one"


def is_outside(path: str) -> bool:
    """Whether a path relative to the project's root leads out of it."""
    return path.startswith("../") or os.path.isabs(path)  # noqa: PTH117  # text is faster
