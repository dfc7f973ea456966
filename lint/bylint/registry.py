"""Which rules there are: those of installed packages, by entry point, and those of folders that a configuration names.

A rule lies at `GROUP/RULE.py` below its package, so names are known before anything is imported.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bylint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENTRY_POINT_GROUP = "bylint.rules"


class RuleError(Exception):
    """A rule that cannot be loaded, a name that two rules claim, or a selection that names none. Exit code 2."""


class Place(NamedTuple):
    """Where a rule can be imported from. `file` is set for a local folder's rule, which has no importable name."""

    id: str
    module: str
    file: Path | None = None

    def load(self) -> Rule:
        """Import the rule. Raises RuleError where it fails or the file holds none."""
        name = self.id.partition("/")[2].replace("-", "_")
        try:
            module = importlib.import_module(self.module) if self.file is None else _import_file(self.module, self.file)
        except Exception as error:  # whatever a plugin does wrong is its fault, and named
            raise RuleError(
                f"the rule {self.id} ({self.file or self.module}) does not import: {type(error).__name__}: {error}"
            ) from error
        found = getattr(module, name, None) or getattr(module, f"{name}_", None)
        if not isinstance(found, Rule):
            raise RuleError(
                f"{self.file or self.module} holds no rule named {name}; a rule is a function with the decorator @rule"
            )
        if found.id != self.id:
            raise RuleError(f"{self.file or self.module} holds {found.id}, where {self.id} belongs")
        return found


def _import_file(name: str, file: Path) -> object:
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class Registry:
    """All rules by name. Looking a rule up imports it; looking at names does not."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, Place] = {}
        self._loaded: dict[str, Rule] = {}
        for place in places:
            taken = self._places.get(place.id)
            if taken is not None:
                raise RuleError(
                    f"two rules are named {place.id}: {taken.file or taken.module} and {place.file or place.module}"
                )
            self._places[place.id] = place

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The names, sorted."""
        return tuple(sorted(self._places))

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups' names."""
        return frozenset(name.partition("/")[0] for name in self._places)

    def __getitem__(self, name: str) -> Rule:
        if name not in self._loaded:
            self._loaded[name] = self._places[name].load()
        return self._loaded[name]

    def __iter__(self) -> Iterator[Rule]:
        return (self[name] for name in self.ids)

    def knows(self, name: str) -> bool:
        """Whether a rule, a group or a former name of a rule is called that."""
        return name in self._places or name in self.groups or name in self.former_names

    @cached_property
    def former_names(self) -> dict[str, str]:
        """What renamed rules were called, and what they are called now."""
        return {alias: found.id for found in self for alias in found.aliases}

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """The rules that names of rules and groups stand for. Raises RuleError with a suggestion for one unknown."""
        found: set[str] = set()
        for name in names:
            if name in self._places:
                found.add(name)
            elif name == "all":
                found.update(self.ids)
            elif name in self.groups:
                found.update(other for other in self.ids if other.startswith(f"{name}/"))
            elif name in self.former_names:
                found.add(self.former_names[name])
            else:
                raise RuleError(f'no rule or group is named "{name}"{self.suggest(name)}')
        return frozenset(found)

    def suggest(self, name: str) -> str:
        """A "did you mean" for a name that is not known; empty where nothing is near."""
        from difflib import get_close_matches  # wanted only when a name is wrong

        near = get_close_matches(name, [*self.ids, *self.groups], n=1, cutoff=0.6)
        if not near:
            near = [known for known in self.ids if known.endswith(f"/{name}")][:1]
        return f'; did you mean "{near[0]}"?' if near else ""


def load_registry(local_folders: Iterable[Path] = ()) -> Registry:
    """The rules of installed packages and of the folders given. Raises RuleError."""
    return Registry([*_installed(), *(place for folder in local_folders for place in _local(folder))])


def _installed() -> Iterator[Place]:
    for entry in entry_points(group=ENTRY_POINT_GROUP):
        try:
            spec = importlib.util.find_spec(entry.value)
        except ImportError:  # the package around it is not there
            spec = None
        if spec is None or not spec.submodule_search_locations:
            raise RuleError(f"the entry point {entry.name} names {entry.value}, which is no installed package")
        for folder in spec.submodule_search_locations:
            for group, name, _ in _files(Path(folder)):
                yield Place(_rule_id(group, name), f"{entry.value}.{group}.{name}")


def _local(folder: Path) -> Iterator[Place]:
    if not folder.is_dir():
        raise RuleError(f"the rule folder {folder} does not exist")
    for group, name, file in _files(folder):
        yield Place(_rule_id(group, name), f"bylint_local.{group}.{name}", file)


def _files(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for group in sorted(folder.iterdir()):
        if group.name[:1] in "._" or not group.is_dir():
            continue
        for file in sorted(group.glob("*.py")):
            if not file.name.startswith("_"):
                yield group.name, file.stem, file


def _rule_id(group: str, name: str) -> str:
    return f"{group}/{name}".replace("_", "-")
