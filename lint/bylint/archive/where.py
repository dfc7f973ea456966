"""Where a project's facts store is looked for, and what is said where there is none. Imports nothing of SQLite."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".bylint_cache"
FILE = "facts.sqlite"
NONE = "there is no facts store"


def exists(root: Path) -> bool:
    """Whether there is a store to look into."""
    return os.path.lexists(f"{root}{os.sep}{FOLDER}{os.sep}{FILE}")


def skipped(reason: str = NONE) -> str:
    """A notice that archive rules did not run, and what makes them."""
    return f"archive rules were skipped: {reason}; `bylint check` of the whole project makes one"


def is_outside(path: str) -> bool:
    """Whether a path relative to the project's root leads out of it."""
    return path.startswith("../") or os.path.isabs(path)  # noqa: PTH117  # text is faster
