"""How formats of other programs name places: paths from the repository, columns in units of their own, both ends."""

from __future__ import annotations

import os
import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from bylint.filenames import is_address, relative_posix
from bylint.patterns import pattern
from bylint.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.diagnostic import Diagnostic, Place, Position
    from bylint.report import Setting
    from bylint.source import Source


LONGEST = 2000
"""Characters of one text at most, where texts stand on one line."""

_SURROGATES = pattern("[\ud800-\udfff]")
_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def path_from_root(setting: Setting) -> Callable[[str], str]:
    """What turns a path of the results into one from the repository's root; `../x` outside of it."""
    here = relative_posix(setting.cwd, setting.root)

    @lru_cache(maxsize=1024)
    def from_root(path: str) -> str:
        if os.path.isabs(path) or is_address(path):  # noqa: PTH117  # on another drive; text is faster than Path
            return path
        return posixpath.normpath(posixpath.join(here, path))

    return from_root


def readable(path: str) -> str:
    """A path as text that every program can read: bytes that are not UTF-8 become U+FFFD."""
    return path if path.isascii() else _SURROGATES.sub("\ufffd", path)


def encoded(path: str) -> bytes:
    """A path, or another text, as the bytes that it was read from; of what no bytes are known, those of U+FFFD."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return readable(path).encode("utf-8")


def printable(path: str) -> str:
    """A readable path on one line: control characters become U+FFFD as well."""
    return _CONTROLS.sub("\ufffd", readable(path))


def repository(folder: str) -> str:
    """The nearest folder upwards with a `.git`; the folder itself where there is none."""
    found = folder
    while not os.path.lexists(os.path.join(found, ".git")):  # noqa: PTH118  # as in path_from_root
        above = os.path.dirname(found)  # noqa: PTH120  # as in path_from_root
        if above == found:
            return folder
        found = above
    return found


def utf16_column(source: Source, place: Position) -> int:
    """A column as SARIF counts it with `utf16CodeUnits`, from 1."""
    before = _before(source, place)
    return place.column if before.isascii() else 1 + len(before) + sum(character > "\uffff" for character in before)


def utf8_column(source: Source, place: Position) -> int:
    """A column in bytes of UTF-8, from 1; those of a BOM count."""
    before = _before(source, place)
    bom = 3 if source.bom and place.line == 1 else 0
    return bom + (place.column if before.isascii() else 1 + len(encoded(before)))


def offset(source: Source, place: Position) -> int:
    """The character that a line and a column mean."""
    return source.line_span(place.line).start + place.column - 1


def _before(source: Source, place: Position) -> str:
    start = source.line_span(place.line).start
    return source.text[start : start + place.column - 1]


def other_end(found: Diagnostic, place: Place, path: Callable[[str], str]) -> str:
    """The other end in words: `the byline: line 16`, or `taken by: posts/b.md:2`."""
    line = place.range.start.line
    where = f"line {line}" if place.path == found.path else f"{path(place.path)}:{line}"
    return visible(f"{_cut(place.message)}: {where}")


def told(found: Diagnostic, path: Callable[[str], str]) -> str:
    """All of a diagnostic on one line: what is wrong, and where the other ends are."""
    ends = "; ".join(other_end(found, place, path) for place in found.related)
    message = visible(_cut(found.message))
    return f"{message} ({ends})" if ends else message


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def proposals(found: Diagnostic) -> Iterator[str]:
    """What each fix would do, in words."""
    for fix in found.fixes:
        yield f"{'fix' if fix.safety == 'safe' else 'suggestion'}: {visible(_cut(fix.title))}"
