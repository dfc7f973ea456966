"""The configuration of a run as values: found, read once, and answered per path."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint import witness
from bylint.diagnostic import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from bylint.declared import SchemaDeclaration
    from bylint.diagnostic import Severity

FILE_NAMES = ("bylint.toml", ".bylint.toml", "pyproject.toml")
"""Where a configuration may stand, in order of precedence within one folder."""

BASELINE = "bylint-baseline.jsonl"
"""Where a baseline lies if nothing else is said: at the project's root."""

DEFAULT_MAX_FILE_SIZE = 8_000_000
DEFAULT_MAX_RULE_SECONDS = 20.0


class ConfigurationError(Exception):
    """A configuration that cannot be used: which file, where in it, and why. The run ends with exit code 2."""

    def __init__(
        self, message: str, *, file: Path | None = None, key: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.key = key
        self.line = line

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{place}{self.key}: {self.message}" if self.key else f"{place}{self.message}"


class Period(NamedTuple):
    """Publication days that rules are for: from `since` on, up to and with `until`."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a post of that day is meant; one without a day always is."""
        if day is None:
            return True
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


class Settings(NamedTuple):
    """What holds for a post. Few of them exist: posts in the same sections share one.

    `choices` are rule or group names switched on and off, in order; `periods` are by the name of a rule or group. "all"
    stands for every rule in both. `rules` are the
    options as written, their keys with underscores. `sections` are the globs that led here.
    """

    dialect: str | None = None
    choices: tuple[tuple[str, bool], ...] = ()
    severity: Mapping[str, Severity] = NOTHING
    rules: Mapping[str, Mapping[str, Any]] = NOTHING
    schema: SchemaDeclaration | None = None
    sections: tuple[str, ...] = ()
    periods: Mapping[str, Period] = NOTHING

    def period_of(self, rule: str) -> Period | None:
        """The days that a rule is for, by its own name, its group's or every rule's; None for all days."""
        if not self.periods:
            return None
        group = rule.partition("/")[0]
        return (
            self.periods.get(rule) or self.periods.get(group) or (self.periods.get("all") if group != "run" else None)
        )

    def selects(self, rule: str, *, default: bool = True) -> bool:
        """Whether a rule runs. A rule's own name weighs more than its group's; among equals the last one counts."""
        return _most_specific(self.choices, rule, default)

    def names(self, rule: str) -> bool:
        """Whether a rule is selected by its own name."""
        return next((on for name, on in reversed(self.choices) if name == rule), False)

    def severity_of(self, rule: str) -> Severity | None:
        """The severity that the configuration gives a rule, by its own name or its group's."""
        return self.severity.get(rule) or self.severity.get(rule.partition("/")[0])


def _most_specific(choices: Iterable[tuple[str, bool]], rule: str, default: bool) -> bool:  # noqa: FBT001
    ranks = {rule: 2, rule.partition("/")[0]: 1, "all": 0}
    value, best = default, 0
    for name, on in choices:
        if ranks.get(name, -1) >= best:
            value, best = on, ranks[name]
    return value


class Layer(NamedTuple):
    """One table of settings: the root's, a section's or the command line's, laid over what came before."""

    dialect: str | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = NOTHING
    rules: Mapping[str, Mapping[str, Any]] = NOTHING
    schema: SchemaDeclaration | None = None
    periods: Mapping[str, Period] = NOTHING

    def over(self, below: Settings) -> Settings:
        """These settings where they speak, else those below; choices, severities, options and schema fields add up."""
        choices = below.choices if self.select is None else (("all", False), *((name, True) for name in self.select))
        rules = {**below.rules, **{name: {**below.rules.get(name, {}), **own} for name, own in self.rules.items()}}
        return Settings(
            dialect=self.dialect or below.dialect,
            choices=(
                *choices,
                *((name, True) for name in self.extend_select),
                *((name, False) for name in self.ignore),
            ),
            severity={**below.severity, **self.severity},
            rules=rules,
            schema=self.schema.over(below.schema) if self.schema else below.schema,
            sections=below.sections,
            periods={**below.periods, **self.periods},
        )

    def renamed(self, names: Mapping[str, str]) -> Layer:
        """The same with other names for rules; what is said under a new name weighs more than under the old."""
        return self._replace(
            select=None if self.select is None else tuple(names.get(name, name) for name in self.select),
            extend_select=tuple(names.get(name, name) for name in self.extend_select),
            ignore=tuple(names.get(name, name) for name in self.ignore),
            severity={**{names[old]: self.severity[old] for old in self.severity if old in names}, **self.severity},
            rules={**{names[old]: self.rules[old] for old in self.rules if old in names}, **self.rules},
            periods={**{names[old]: self.periods[old] for old in self.periods if old in names}, **self.periods},
        )


class Section(NamedTuple):
    """Settings for the paths that a glob matches."""

    globs: tuple[str, ...]
    layer: Layer


class Profile(NamedTuple):
    """`[profile.NAME]`: settings for one place where bylint runs, laid over all others but the command line's."""

    layer: Layer
    fail_on: Severity | None = None


class People(NamedTuple):
    """`[people]`: who is who on this site. An alias maps a spelling or handle to a name."""

    aliases: Mapping[str, str] = NOTHING
    accounts: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Configuration:
    """All that a configuration says. Paths given to it are relative to `root`, in posix form.

    `file` is None where none was found; `site` is what a site's own configuration would say, by the names of its
    settings. `mentions` are the rule names it uses, each with its key path, so that a registry can tell which do not
    exist. `profile` is the one of the `profiles` that is in force. `isolated` says that the project's own rules are not
    there, though its posts may name them.
    """

    root: Path
    file: Path | None = None
    base: Layer = Layer()
    sections: tuple[Section, ...] = ()
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    profile: Layer = Layer()
    override: Layer = Layer()
    content: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    local_rules: tuple[Path, ...] = ()
    fail_on: Severity = "error"
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    max_rule_seconds: float = DEFAULT_MAX_RULE_SECONDS
    preview: bool = False
    baseline: str | None = None
    isolated: bool = False
    people: People = People()
    site: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    digest: str = ""
    _cache: dict[tuple[tuple[int, int], ...], Settings] = field(default_factory=dict, repr=False, compare=False)
    _tests: list[tuple[tuple[int, int], Callable[[str], bool]]] | None = field(default=None, repr=False, compare=False)

    def settings_for(self, path: str) -> Settings:
        """The settings of a path relative to the root. The same object for paths that the same globs match."""
        matched = tuple(at for at, test in self._compiled() if test(path)) if self.sections else ()
        if matched not in self._cache:
            self._cache[matched] = self._combine(matched)
        return self._cache[matched]

    def with_profile(self, name: str) -> Configuration:
        """The same configuration under one of its profiles. Raises ConfigurationError where there is none such."""
        found = self.profiles.get(name)
        if found is None:
            known = ", ".join(self.profiles) or "it has none"
            raise ConfigurationError(f"there is no [profile.{name}] in the configuration ({known})", file=self.file)
        return replace(self, profile=found.layer, fail_on=found.fail_on or self.fail_on, _cache={})

    def with_choices(
        self,
        *,
        select: tuple[str, ...] | None = None,
        extend_select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        fail_on: Severity | None = None,
        preview: bool = False,
    ) -> Configuration:
        """The same configuration under the command line's choices, which lie over every section."""
        layer = Layer(select=select, extend_select=extend_select, ignore=ignore)
        return replace(
            self, override=layer, fail_on=fail_on or self.fail_on, preview=preview or self.preview, _cache={}
        )

    def renamed(self, names: Mapping[str, str]) -> Configuration:
        """The same configuration with other names for rules, as a registry knows them."""
        return replace(
            self,
            base=self.base.renamed(names),
            sections=tuple(section._replace(layer=section.layer.renamed(names)) for section in self.sections),
            profile=self.profile.renamed(names),
            override=self.override.renamed(names),
            _cache={},
        )

    def mentions(self) -> Iterator[tuple[str, str]]:
        """Each rule or group that the file names, with the key path that names it."""
        for prefix, layer in self._layers():
            for key, names in (
                ("select", layer.select or ()),
                ("extend-select", layer.extend_select),
                ("ignore", layer.ignore),
                ("severity", layer.severity),
                ("rules", layer.rules),
                ("rules", [name for name in layer.periods if name != "all"]),
            ):
                for name in names:
                    yield name, f"{prefix}{key}"

    def _layers(self) -> Iterator[tuple[str, Layer]]:
        """Each table of settings in the file, with the key path that it is at."""
        yield "", self.base
        for number, section in enumerate(self.sections):
            yield f"section[{number}].", section.layer
        for name, profile in self.profiles.items():
            yield f"profile.{name}.", profile.layer

    def with_options(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Each rule whose options the file sets: where, its name, and all that holds for it there."""
        base = self.base.over(Settings())
        for prefix, layer in self._layers():
            settings = layer.over(base)
            for name in layer.rules:
                yield f"{prefix}rules", name, settings.rules[name]

    def globs(self) -> tuple[str, ...]:
        """Every glob of the configuration: content, excludes, sections."""
        return tuple(dict.fromkeys((*self.content, *self.exclude, *(g for s in self.sections for g in s.globs))))

    def error(self, message: str, key: str) -> ConfigurationError:
        """An error at a key of this configuration's file, with its line."""
        if self.file is None:
            return ConfigurationError(message, key=key)
        from bylint.config_errors import line_of_key  # only where there is an error

        return ConfigurationError(message, file=self.file, key=key, line=line_of_key(self.file, key))

    def _compiled(self) -> list[tuple[tuple[int, int], Callable[[str], bool]]]:
        if self._tests is None:
            from bylint.globs import compile_globs  # only where there are sections

            tests = []
            for number, section in enumerate(self.sections):
                if any(glob.startswith("!") for glob in section.globs):
                    tests.append(((number, -1), compile_globs(section.globs)))  # one takes another back: one test
                else:
                    tests += [((number, at), compile_globs((glob,))) for at, glob in enumerate(section.globs)]
            object.__setattr__(self, "_tests", tests)
            return tests
        return self._tests

    def _combine(self, matched: tuple[tuple[int, int], ...]) -> Settings:
        settings = self.base.over(Settings())
        for number in dict.fromkeys(number for number, _ in matched):
            settings = self.sections[number].layer.over(settings)
        globs = [
            glob
            for number, at in matched
            for glob in (self.sections[number].globs if at < 0 else (self.sections[number].globs[at],))
        ]
        return self.override.over(self.profile.over(settings))._replace(sections=tuple(globs))

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: compiled globs stay here."""
        return {**self.__dict__, "_cache": {}, "_tests": None}


def find_configuration(cwd: Path) -> Path | None:
    """The nearest configuration from a folder upwards, no further than the root of the repository.

    A pipe or a device under a configuration's name counts, so that it is refused and not passed over.
    """
    for folder in (cwd, *cwd.parents):
        for name in FILE_NAMES:
            file = folder / name
            if (_is_file(file) and _names_bylint(file)) if name == "pyproject.toml" else _is_meant(file):
                return file
        if witness.lexists(folder / ".git"):
            return None
    return None


def project_root(cwd: Path) -> Path:
    """The nearest folder upwards with a configuration or `.git`; the folder itself where there is none."""
    cwd = Path(os.path.abspath(cwd))  # links are not followed: paths stay as people write them
    return find_root(cwd) or cwd


def find_root(folder: Path) -> Path | None:
    """The nearest folder upwards with a configuration or `.git`, if there is one."""
    file = find_configuration(folder)
    if file is not None:
        return file.parent
    return next((each for each in (folder, *folder.parents) if witness.lexists(each / ".git")), None)


def load_configuration(cwd: Path, *, file: Path | None = None, isolated: bool = False) -> Configuration:
    """Find and read the configuration for a working directory. Raises ConfigurationError.

    A `file` given by name is read wherever it lies; its globs are relative to its folder if that is above the working
    directory, else to the project. `isolated` reads none from the repository, and runs no code of any.
    """
    cwd = Path(os.path.abspath(cwd))  # as in project_root
    root = project_root(cwd)
    if file is not None:
        file = Path(os.path.abspath(cwd / file))
        if not _is_file(file):
            raise ConfigurationError("there is no such configuration file", file=file)
        root = file.parent if cwd.is_relative_to(file.parent) else root
    elif not isolated:
        file = find_configuration(cwd)
        if file is not None and not _is_file(file):
            raise ConfigurationError("is not a regular file, so it cannot be read as a configuration", file=file)
    if file is None:
        return Configuration(root, isolated=isolated)
    from bylint.config_file import read_configuration  # and TOML, wanted only for a file

    return read_configuration(file, root, isolated=isolated)


def _is_file(path: Path) -> bool:
    witness.note(path, "there")
    try:
        return path.is_file()
    except OSError:
        return False


def _is_meant(path: Path) -> bool:
    """Whether there is something other than a folder."""
    witness.note(path, "there")
    try:
        return path.exists() and not path.is_dir()
    except OSError:
        return False


def _names_bylint(file: Path) -> bool:
    """Whether a pyproject.toml has a table [tool.bylint]. One that cannot be read has it if it looks so."""
    witness.note(file)
    try:
        data = file.read_bytes()
    except OSError:
        return False
    if b"bylint" not in data:
        return False
    import tomllib  # only where a file may be ours

    try:
        tool = tomllib.loads(data.decode()).get("tool")
    except (ValueError, RecursionError):
        return b"[tool.bylint" in data
    return isinstance(tool, dict) and "bylint" in tool
