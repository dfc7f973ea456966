"""Which rules there are: those of installed packages, by entry point, and those of folders that a configuration names.

A rule lies at `GROUP/RULE.py` below its package, so names are known before anything is imported.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from bylint.entry_points import entry_points
from bylint.rule import Rule, RuleDefinitionError
from bylint.witness import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.entry_points import EntryPoint

ENTRY_POINT_GROUP = "bylint.rules"
"""Packages name here the package of theirs that holds rules."""
LOCAL_PACKAGE = "bylint_local"
"""What the rules of local folders are imported as."""
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NO_GROUPS = ("all", "run")
"""What names every rule, and what tells how a run went, is no group of a local folder."""


class RuleError(Exception):
    """A rule that cannot be loaded, a name that two rules claim, or a selection that names none. Exit code 2."""


class Place(NamedTuple):
    """Where a rule can be imported from. `file` is set for a local folder's rule, which has no importable name.

    `origin` is the file of a rule that an installed package has.
    """

    id: str
    module: str
    file: Path | None = None
    origin: Path | None = None

    def load(self) -> Rule:
        """Import the rule. Raises RuleError where it fails or the file holds none."""
        name = self.id.partition("/")[2].replace("-", "_")
        try:
            module = importlib.import_module(self.module) if self.file is None else _import_file(self.module, self.file)
        except RuleDefinitionError as error:
            raise RuleError(f"{self.shown} makes no rule: {error}") from error
        except (Exception, SystemExit) as error:  # whatever a plugin does wrong is its fault, and named
            raise RuleError(
                f"the rule {self.id} ({self.shown}) does not import: {type(error).__name__}: {error}"
            ) from error
        found = getattr(module, name, None) or getattr(module, f"{name}_", None)
        if not isinstance(found, Rule):
            named = next((each.check.__name__ for each in _rules_of(module)), None)
            if named is not None:
                raise RuleError(
                    f"{self.shown} holds no rule named {name}, but one named {named}; the function is named as the file"
                )
            raise RuleError(
                f"{self.shown} holds no rule named {name}; a rule is a function with the decorator @rule, and a file"
                " that holds none has a name that begins with an underscore"
            )
        if found.id != self.id:
            raise RuleError(f"{self.shown} holds {found.id}, where {self.id} belongs")
        for other in _rules_of(module):
            if other is not found:
                raise RuleError(
                    f"{self.shown} holds two rules, {found.id} and {other.id}; each rule is a file of its own"
                )
        return found

    @property
    def shown(self) -> str:
        """The file or module, as people are told of it."""
        return str(self.file or self.module)

    @property
    def path(self) -> Path | None:
        """The file that the rule lies in; None for one that was made at hand."""
        return self.file or self.origin

    def is_same(self, other: Place) -> bool:
        """Whether another place is the same file, which an installed package and a folder can both name."""
        if self.path is None or other.path is None:
            return False
        try:
            return self.path.samefile(other.path)
        except OSError:
            return False


def _rules_of(module: ModuleType) -> Iterator[Rule]:
    """The rules that a module makes itself."""
    for each in vars(module).values():
        if isinstance(each, Rule) and each.check.__module__ == module.__name__:
            yield each


def _import_file(name: str, file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


class Registry:
    """All rules by name. Looking a rule up imports it; looking at names does not."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, Place] = {}
        self._loaded: dict[str, Rule] = {}
        for place in places:
            taken = self._places.get(place.id)
            if taken is None:
                self._places[place.id] = place
            elif not taken.is_same(place):
                raise RuleError(
                    f"two rules are named {place.id}: {taken.shown} and {place.shown}; rename one of them, file and"
                    " function, or leave one out: its package, or its folder among `local-rules`"
                )

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Registry:
        """Of rules that are already at hand."""
        loaded = {found.id: found for found in rules}
        made = cls(Place(name, found.check.__module__) for name, found in loaded.items())
        made._loaded.update(loaded)
        return made

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

    def file_of(self, name: str) -> Path | None:
        """The file that a rule lies in; None for one that was made at hand."""
        return self._places[name].path

    def module_of(self, name: str) -> str:
        """What a rule is imported as."""
        return self._places[name].module

    def __iter__(self) -> Iterator[Rule]:
        return (self[name] for name in self.ids)

    def __contains__(self, name: object) -> bool:
        return name in self._places or name in self.groups or name == "all"

    def knows(self, name: str) -> bool:
        """Whether a rule, a group or a former name of a rule is called that."""
        return name in self or name in self.former_names

    @cached_property
    def former_names(self) -> dict[str, str]:
        """What renamed rules were called, and what they are called now. Raises RuleError for one that is taken."""
        names: dict[str, str] = {}
        for found in self:
            for alias in found.aliases:
                owner = alias if alias in self._places else names.get(alias)
                if owner is not None:
                    place = self._places[found.id]
                    raise RuleError(f"{found.id} ({place.shown}) claims the former name {alias}, which is {owner}'s")
                names[alias] = found.id
        return names

    def check_former_names(self) -> None:
        """Raise RuleError where a rule claims a name that is another's."""
        _ = self.former_names

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


def load_registry(local_folders: Sequence[Path] = ()) -> Registry:
    """The rules of installed packages and of the folders given. Raises RuleError."""
    if local_folders:
        package = ModuleType(LOCAL_PACKAGE, "The rules of local folders, and what they share: `from ._words import …`.")
        package.__path__ = [str(folder) for folder in local_folders]
        sys.modules[LOCAL_PACKAGE] = package
    return Registry([*_installed(), *(place for folder in local_folders for place in _local(folder))])


def _installed() -> Iterator[Place]:
    entries = {entry.value: entry for entry in entry_points(ENTRY_POINT_GROUP)}
    for value, entry in entries.items():
        try:
            spec = importlib.util.find_spec(value)
        except ImportError:  # the package around it is not there
            spec = None
        except (Exception, SystemExit) as error:  # the package around it is anybody's
            raise RuleError(
                f"the package of the entry point {entry.name} ({value}) does not import: {type(error).__name__}:"
                f" {error}{_owner(entry)}"
            ) from error
        if spec is None or not spec.submodule_search_locations:
            raise RuleError(
                f"the entry point {entry.name} names {value}, which is no installed package (with rules at"
                f" GROUP/RULE.py){_owner(entry)}"
            )
        for folder in spec.submodule_search_locations:
            for group, rule, file in _files(Path(folder)):
                yield _place(group, rule, f"{value}.{group}.{rule}", shown=file)


def _owner(entry: EntryPoint) -> str:
    """Whose an entry point is."""
    name = entry.distribution
    return f"; it is of the distribution {name}" if name is not None else ""


def _local(folder: Path) -> Iterator[Place]:
    if not folder.is_dir():
        raise RuleError(f"the rule folder {folder} does not exist")
    note(folder)
    try:
        is_empty = True
        for group, name, file in _files(folder):
            is_empty = False
            place = _place(group, name, f"{LOCAL_PACKAGE}.{group}.{name}", shown=file)
            if place.id.partition("/")[0] in _NO_GROUPS:
                raise RuleError(f"{file}: no group of rules may be named {group}")
            yield place._replace(file=file, origin=None)
        if is_empty:
            _expect_nothing(folder)
    except OSError as error:
        raise RuleError(f"the rule folder {folder} cannot be read: {error.strerror}") from error


def _expect_nothing(folder: Path) -> None:
    """Refuse a folder whose rules lie where nobody looks for them."""
    above = next(filter(_is_meant, sorted(folder.glob("[!._]*.py"))), None)
    found = above or next(filter(_is_meant, sorted(folder.glob("[!._]*/[!._]*/[!._]*.py"))), None)
    if found is None:
        return
    said = f"rules lie at GROUP/RULE.py below it, and {found.relative_to(folder).as_posix()} does not"
    if above is not None:
        said += f"; if {folder.name} is the group, name the folder above"
    raise RuleError(f"the rule folder {folder} holds no rule: {said}")


def _is_meant(file: Path) -> bool:
    """Whether a file may be meant as a rule: it speaks of bylint."""
    return b"bylint" in file.read_bytes()


def _files(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for group in sorted(folder.iterdir()):
        if group.name[:1] in "._" or not group.is_dir():
            continue
        note(group)
        for file in sorted(group.glob("*.py")):
            if not file.name.startswith("_"):
                yield group.name, file.stem, file


def _place(group: str, name: str, module: str, *, shown: Path) -> Place:
    found = f"{group}/{name}".replace("_", "-")
    if _NAME.fullmatch(found) is None:
        raise RuleError(
            f"{shown} cannot hold a rule: its folder and its name are written in lower case letters, digits and"
            " underscores"
        )
    return Place(found, module, origin=shown)


def is_rule_name(name: str) -> bool:
    """Whether a name has the form GROUP/RULE, as the files of a local folder may have it."""
    return _NAME.fullmatch(name) is not None and name.partition("/")[0] not in _NO_GROUPS
