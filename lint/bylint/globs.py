"""Patterns of paths as .gitignore writes them, through pathspec, which is imported only when there are some."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, NamedTuple

from bylint import witness
from bylint.filenames import open_at_once
from bylint.source import UTF8_BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_GROUP_NAME = re.compile(r"\?P<\w+>")
_MAX_IGNORE_FILE = 1_000_000
_MAX_PATTERNS = 10_000
_MAX_PATTERN = 1_000
_MAX_TEXT = 100_000  # of one .gitignore's patterns, and five times that of all: each takes time to compile
_MAX_PATH = 8_192  # twice what Linux opens
_TOKEN = re.compile(
    r"""(?P<star>\[\^/\][*+]) | (?P<deep>\(\?:\.\+/\)\?|\(\?:/\.\+\)\?)
    | (?P<end>\(\?:\(\?P<ps_d>/\)\|\$\)|\(\?P<ps_d>/\))
    | (?P<slash>/) | \[\^/\] | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\]) | \\. | .""",
    re.VERBOSE | re.DOTALL,
)
"""A pathspec expression's parts: `*`, `**`, its end, a slash, a set; else an escape or a character."""


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
        if len(glob) > _MAX_PATTERN:
            raise GlobError(f"the glob {glob[:40]!r}... is longer than {_MAX_PATTERN:,} characters")
        lines.append(f"\\{glob}" if glob.startswith("#") else glob.removeprefix("./"))
    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise GlobError(str(error)) from error
    if any(pattern.include is None for pattern in spec.patterns):
        raise GlobError(f"the glob {', '.join(lines)!r} matches nothing")
    test = _test_of_all(
        [(_linear(getattr(each, "regex").pattern), bool(each.include)) for each in spec.patterns]  # noqa: B009  # pathspec's base class lacks it
    )
    return lambda path: len(path) <= _MAX_PATH and test(path)


def _linear(source: str) -> str:
    """A pathspec expression that matches the same and does not try every way to share a path among its stars.

    What stands between two stars is found at its first place, and stays there: when the rest does not match after
    that, it matches after no later one. The last `*` of a segment, and the last `**`, still look for the end.
    """
    tokens = [(each.lastgroup, each.group()) for each in _TOKEN.finditer(source)]
    deep = [at for at, (kind, _) in enumerate(tokens) if kind == "deep"]
    if not deep:
        return _linear_stars(tokens)
    parts = [_linear_stars(tokens[: deep[0]])]
    for start, stop in zip(deep, [*deep[1:], len(tokens)], strict=True):
        star, body = tokens[start][1], _linear_stars(tokens[start + 1 : stop])
        last = stop == len(tokens)
        parts.append(f"{star}{body}" if last else f"(?>{star.replace('+', '+?')}?{body}(?=/))")
    return "".join(parts)


def _linear_stars(tokens: list[tuple[str | None, str]]) -> str:
    """The same for the stars inside of segments."""
    out: list[str] = []
    open_at: int | None = None  # where the segment's latest star begins
    for kind, text in tokens:
        if kind in {"slash", "end"}:
            open_at = None
        elif kind == "star":
            if open_at is not None:
                out[open_at] = f"(?>{out[open_at]}?"
                out.append(")")
            open_at = len(out)
        out.append(f"(?!/){text}" if kind == "set" else text)  # to git no set holds a slash
    return "".join(out)


def _test_of_all(patterns: list[tuple[str, bool]]) -> Callable[[str], bool]:
    """All patterns as one expression, ten times as fast; each by itself where one takes another back."""
    if all(include for _, include in patterns):
        search = _joined([_GROUP_NAME.sub("?:", source) for source, _ in patterns])
        return lambda path: search(path) is not None
    tests = [(re.compile(source).search, include) for source, include in reversed(patterns)]

    def test(path: str) -> bool:
        by_folder: bool | None = None  # what names a file weighs more than what names a folder above it
        for search, include in tests:
            match = search(path)
            if match is not None and match.lastgroup is None:
                return include
            if match is not None and by_folder is None:
                by_folder = include
        return bool(by_folder)

    return test


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
        if len(path) > _MAX_PATH or not self.may_match(path):
            return None
        return next((pattern.include for pattern in self.patterns if pattern.matches(path)), None)


class _RefusedError(Exception):
    """A .gitignore that is not read, and why."""


def _read_rules(folder: str) -> tuple[str, ...] | None:
    """The lines of a folder's .gitignore, None where there are none. Raises _RefusedError: anybody may write one."""
    file = f"{folder}{os.sep}.gitignore"
    witness.note(file)
    try:
        mode = os.stat(file).st_mode  # once a folder: speed
        if stat.S_ISDIR(mode):
            return None
        if not stat.S_ISREG(mode):
            raise _RefusedError("is not a regular file")
        with open(file, "rb", opener=open_at_once) as stream:
            data = stream.read(_MAX_IGNORE_FILE + 1)
    except (OSError, ValueError):
        return None
    if len(data) > _MAX_IGNORE_FILE:
        raise _RefusedError("is larger than 1 MB")
    lines = data.removeprefix(UTF8_BOM).decode("utf-8", "surrogateescape").splitlines()
    patterns = [line for line in lines if line.strip() and not line.startswith("#")]
    if len(patterns) > _MAX_PATTERNS:
        raise _RefusedError(f"has more than {_MAX_PATTERNS:,} patterns")
    if any(len(line) > _MAX_PATTERN for line in patterns):
        raise _RefusedError(f"has a pattern of more than {_MAX_PATTERN:,} characters")
    if sum(map(len, patterns)) > _MAX_TEXT:
        raise _RefusedError(f"has more than {_MAX_TEXT:,} characters of patterns")
    return tuple(_inside(line) for line in patterns) or None


def _inside(line: str) -> str:
    """`a/**` as what git takes it for: everything in `a`, not the folder itself, which pathspec would match too."""
    bare = line.rstrip()
    if bare.endswith("/**"):
        return f"{bare}/*"
    return f"{bare}*/" if bare.endswith("/**/") else line


def _compile_rules(prefix: str, lines: tuple[str, ...]) -> _Rules | None:
    from pathspec import GitIgnoreSpec  # 15 ms, wanted only where there is a .gitignore

    readable: list[object] = []
    for line in lines:
        try:
            readable += GitIgnoreSpec.from_lines([line]).patterns
        except ValueError:
            continue  # as git does with a line that it cannot read
    patterns = []
    for pattern in readable:
        regex: re.Pattern[str] | None = getattr(pattern, "regex", None)
        include: bool | None = getattr(pattern, "include", None)
        if regex is not None and include is not None:
            source = _linear(regex.pattern)
            if "ps_d" in regex.groupindex and not source.startswith("^"):
                source += "$"  # `*/`, any folder, is a bare slash to pathspec: the one that counts is the last
            patterns.append((_Pattern(re.compile(source).search, include), _GROUP_NAME.sub("?:", source)))
    if not patterns:
        return None
    may_match = _joined([source for _, source in patterns])
    return _Rules(prefix, may_match, tuple(pattern for pattern, _ in reversed(patterns)))


class GitIgnore:
    """What the .gitignore files from `top` downwards say. Reads each once; `refused` says which were not, and why."""

    def __init__(self, top: str) -> None:
        self.top = top.rstrip(os.sep) or os.sep
        self.refused: dict[str, str] = {}
        self._chains: dict[str, tuple[_Rules, ...] | None] = {}
        self._prefixes: dict[str, str] = {}
        self._read_so_far = 0

    def ignores_folder(self, folder: str) -> bool:
        """Whether git ignores a folder, itself or by one above it."""
        return self._chain(folder) is None

    def ignores_file(self, folder: str, name: str) -> bool:
        """Whether git ignores a file of a folder."""
        chain = self._chain(folder)
        return chain is None or bool(chain and self._decide(chain, folder, name))

    def test_for(self, folder: str) -> Callable[[str], bool] | None:
        """A test whether git ignores a file of a folder, by its name; None where it ignores none."""
        chain = self._chain(folder)
        if chain is None:
            return lambda _: True
        prefix = self._relative(folder)
        may_match = [(rules.may_match, prefix[len(rules.prefix) :]) for rules in chain]

        def test(name: str) -> bool:
            return any(match(inner + name) for match, inner in may_match) and self._decide(chain, folder, name)

        def first(name: str) -> bool:
            return bool(match(inner + name)) and self._decide(chain, folder, name)

        if len(prefix) > _MAX_PATH:
            return lambda name: self._decide(chain, folder, name)
        if len(may_match) == 1:
            match, inner = may_match[0]  # most projects have one .gitignore
            return first
        return test if may_match else None

    def _chain(self, folder: str) -> tuple[_Rules, ...] | None:
        """The rules in force inside a folder, the nearest last; None for a folder that is ignored."""
        missing = []
        while folder not in self._chains:
            missing.append(folder)
            parent = os.path.dirname(folder)
            if folder in {self.top, parent} or not folder.startswith(self.top):
                break
            folder = parent
        for each in reversed(missing):  # no recursion: paths may be thousands of folders deep
            folder = each
            self._chains[folder] = self._read(folder)
        return self._chains[folder]

    def _read(self, folder: str) -> tuple[_Rules, ...] | None:
        """The rules of a folder, after those of the one above are known."""
        above: tuple[_Rules, ...] = ()
        if folder != self.top:
            parent, name = os.path.split(folder)
            if parent == folder or not folder.startswith(self.top):
                return ()
            inherited = self._chains[parent]
            if inherited is None or (inherited and self._decide(inherited, parent, f"{name}/")):
                return None
            above = inherited
        try:
            lines = _read_rules(folder)
        except _RefusedError as refused:
            self.refused[f"{folder}{os.sep}.gitignore"] = str(refused)
            return above
        self._read_so_far += sum(map(len, lines or ()))
        if lines and self._read_so_far > 5 * _MAX_TEXT:
            self.refused[f"{folder}{os.sep}.gitignore"] = "comes after too many other patterns"
            return above
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
