"""Patterns of paths as .gitignore writes them, through pathspec, which is imported only when there are some."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_GROUP_NAME = re.compile(r"\?P<\w+>")
_MAX_IGNORE_FILE = 1_000_000


class GlobError(ValueError):
    """A pattern that means nothing."""


def compile_globs(globs: Iterable[str]) -> Callable[[str], bool]:
    """A test whether a posix path matches. A later `!pattern` takes back what earlier ones match.

    Raises GlobError for a pattern that is empty or cannot be read.
    """
    from pathspec import GitIgnoreSpec  # 15 ms, wanted only where there are patterns

    lines = []
    for glob in globs:
        if not glob.strip() or "\n" in glob or "\0" in glob:
            raise GlobError(f"the glob {glob!r} is empty")
        lines.append(f"\\{glob}" if glob.startswith("#") else glob.removeprefix("./"))
    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise GlobError(str(error)) from error
    if any(pattern.include is None for pattern in spec.patterns):
        raise GlobError(f"the glob {', '.join(lines)!r} matches nothing")
    return _one_regex(spec.patterns) or spec.match_file


def _one_regex(patterns: Iterable[object]) -> Callable[[str], bool] | None:
    """All patterns as one expression, ten times as fast; None where one takes another back."""
    sources = []
    for pattern in patterns:
        if not getattr(pattern, "include", None):
            return None
        sources.append(_GROUP_NAME.sub("?:", getattr(pattern, "regex").pattern))  # noqa: B009  # pathspec's base class lacks it
    search = _joined(sources)
    return lambda path: search(path) is not None


def _joined(sources: list[str]) -> Callable[[str], object]:
    """One expression of several; pathspec searches, and `match` finds as much where all are anchored, but faster."""
    regex = re.compile("|".join(sources))
    return regex.match if all(source.startswith("^") for source in sources) else regex.search


class _Pattern(NamedTuple):
    """One line of a .gitignore, as pathspec's expression."""

    search: Callable[[str], re.Match[str] | None]
    include: bool

    def matches(self, path: str) -> bool:
        """Whether the line names this very file, or folder (which ends in a slash); pathspec names all below it too."""
        match = self.search(path)
        if match is None:
            return False
        return match.lastgroup is None or match.start(match.lastgroup) == len(path) - 1


class _Rules(NamedTuple):
    """One .gitignore: the folder it lies in, a quick test whose no is sure, and its lines, the last first."""

    prefix: str
    may_match: Callable[[str], object]
    patterns: tuple[_Pattern, ...]

    def decide(self, path: str) -> bool | None:
        """Whether a path inside the folder is ignored; None where no line says so."""
        if not self.may_match(path):
            return None
        return next((pattern.include for pattern in self.patterns if pattern.matches(path)), None)


def _read_rules(folder: str) -> tuple[str, ...] | None:
    try:
        with open(os.path.join(folder, ".gitignore"), "rb") as file:  # once a folder: speed
            data = file.read(_MAX_IGNORE_FILE)
    except OSError:
        return None
    lines = data.decode("utf-8-sig", "surrogateescape").splitlines()
    return tuple(_inside(line) for line in lines if line.strip() and not line.startswith("#")) or None


def _inside(line: str) -> str:
    """`a/**` as what git takes it for: everything in `a`, not the folder itself, which pathspec would match too."""
    bare = line.rstrip()
    if bare.endswith("/**"):
        return f"{bare}/*"
    return f"{bare}*/" if bare.endswith("/**/") else line


def _compile_rules(prefix: str, lines: tuple[str, ...]) -> _Rules | None:
    from pathspec import GitIgnoreSpec  # 15 ms, wanted only where there is a .gitignore

    readable = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue  # as git does with a line that it cannot read
        readable.append(line)
    patterns = []
    for pattern in GitIgnoreSpec.from_lines(readable).patterns:
        regex: re.Pattern[str] | None = getattr(pattern, "regex", None)
        if regex is not None and pattern.include is not None:
            source = regex.pattern
            if "ps_d" in regex.groupindex and not source.startswith("^"):
                source += "$"  # `*/`, any folder, is a bare slash to pathspec: the one that counts is the last
            patterns.append((_Pattern(re.compile(source).search, pattern.include), _GROUP_NAME.sub("?:", source)))
    if not patterns:
        return None
    may_match = _joined([source for _, source in patterns])
    return _Rules(prefix, may_match, tuple(pattern for pattern, _ in reversed(patterns)))


class GitIgnore:
    """What the .gitignore files from `top` downwards say. Reads each once."""

    def __init__(self, top: str) -> None:
        self.top = top.rstrip(os.sep) or os.sep
        self._chains: dict[str, tuple[_Rules, ...] | None] = {}
        self._prefixes: dict[str, str] = {}

    def ignores_folder(self, folder: str) -> bool:
        """Whether git ignores a folder, itself or by one above it."""
        return self._chain(folder) is None

    def ignores_file(self, folder: str, name: str) -> bool:
        """Whether git ignores a file of a folder."""
        chain = self._chain(folder)
        return chain is None or bool(chain and self._decide(chain, folder, name))

    def _chain(self, folder: str) -> tuple[_Rules, ...] | None:
        """The rules in force inside a folder, the nearest last; None for a folder that is ignored."""
        if folder not in self._chains:
            self._chains[folder] = self._read(folder)
        return self._chains[folder]

    def _read(self, folder: str) -> tuple[_Rules, ...] | None:
        above: tuple[_Rules, ...] = ()
        if folder != self.top:
            parent, name = os.path.split(folder)
            if parent == folder or not folder.startswith(self.top):
                return ()
            inherited = self._chain(parent)
            if inherited is None or (inherited and self._decide(inherited, parent, f"{name}/")):
                return None
            above = inherited
        lines = _read_rules(folder)
        rules = _compile_rules(self._relative(folder), lines) if lines else None
        return (*above, rules) if rules else above

    def _relative(self, folder: str) -> str:
        prefix = self._prefixes.get(folder)
        if prefix is None:
            inside = folder[len(self.top) :].replace(os.sep, "/").strip("/")
            prefix = self._prefixes[folder] = f"{inside}/" if inside else ""
        return prefix

    def _decide(self, chain: tuple[_Rules, ...], folder: str, name: str) -> bool:
        path = self._relative(folder) + name
        for rules in reversed(chain):
            inner = path[len(rules.prefix) :]
            if (said := rules.decide(inner)) is not None:
                return said
        return False
