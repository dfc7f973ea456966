"""What installed packages offer by entry point, as `importlib.metadata` tells it, whose import takes a tenth of a run.

Only the plain case is read here, packages that lie in folders of the path; whatever else finds packages is asked there.
Specification: https://packaging.python.org/en/latest/specifications/entry-points/.
"""

from __future__ import annotations

import os
import re
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_METADATA = (".dist-info", ".egg-info")
_SEPARATORS = re.compile(r"[-_.]+")


class EntryPoint(NamedTuple):
    """What one package offers: the name it gives it, and where it can be imported from."""

    name: str
    value: str
    folder: str = ""
    """Of the package's metadata; empty where it is not known."""
    package: str | None = None
    """The package where its folder is not known."""

    @property
    def distribution(self) -> str | None:
        """The package, by the name that installers know it by."""
        if not self.folder:
            return self.package
        from importlib.metadata import Distribution  # only for what is wrong with one
        from pathlib import Path

        return Distribution.at(Path(self.folder)).metadata["Name"]


def entry_points(group: str) -> list[EntryPoint]:
    """What all installed packages offer under a name."""
    if not all(map(_is_plain, sys.meta_path)) or any(map(_is_archive, sys.path)):
        from importlib.metadata import entry_points as all_of

        return [
            EntryPoint(found.name, found.value, package=found.dist.name if found.dist is not None else None)
            for found in all_of(group=group)
        ]
    return [EntryPoint(*each, folder) for folder in _folders() for each in _offered(folder, group)]


def _is_plain(finder: object) -> bool:
    """Whether a finder of modules finds packages in the folders of the path, or none."""
    return finder is PathFinder or not hasattr(finder, "find_distributions")


def _is_archive(path: str) -> bool:
    """Whether a part of the path is a package, or a file that holds some."""
    return path.lower().endswith(".egg") or os.path.isfile(path)


def _folders() -> Iterator[str]:
    """The metadata of each package; of two packages of a name the first on the path counts."""
    seen: set[str] = set()
    for path in sys.path:
        try:
            names = os.listdir(path or ".")
        except OSError:
            continue
        for name in names:
            if not name.lower().endswith(_METADATA):
                continue
            known = _SEPARATORS.sub("-", name.partition("-")[0]).lower()
            if known not in seen:
                seen.add(known)
                yield os.path.join(path, name)


def _offered(folder: str, group: str) -> Iterator[tuple[str, str]]:
    """The names and values of a group in a package's metadata."""
    try:
        with open(os.path.join(folder, "entry_points.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return
    is_wanted = False
    for line in map(str.strip, lines):
        if line.startswith("[") and line.endswith("]"):
            is_wanted = line.strip("[]") == group
        elif is_wanted and line and line[0] != "#" and "=" in line:
            name, _, value = line.partition("=")
            yield name.strip(), value.strip()
