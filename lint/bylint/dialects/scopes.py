"""Patterns of paths as Jekyll and Hugo write them: `*`, `**`, `?`, `[…]` and `{a,b}`, matched part by part."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache

_MOST_ALTERNATIVES = 64
_LONGEST = 500


def matches(pattern: str, path: str, *, above: bool = False) -> bool:
    """Whether a pattern matches a path, or with `above` a folder that it lies in.

    A pattern too long or too branched to be anybody's is taken to match: what it would say may then be in force.
    """
    alternatives = _alternatives(pattern)
    if alternatives is None or len(path) > 10 * _LONGEST:
        return True
    parts = path.strip("/").split("/")
    return any(_parts_match(each, parts, above=above) for each in alternatives)


@lru_cache(maxsize=256)
def _alternatives(pattern: str) -> tuple[tuple[str, ...], ...] | None:
    """The pattern without its braces, each alternative as the parts of a path; None where there are too many."""
    if len(pattern) > _LONGEST:
        return None
    found = [pattern]
    done: list[str] = []
    while found:
        text = found.pop()
        close = text.find("}")
        start = text.rfind("{", 0, close) if close >= 0 else -1
        if start < 0:
            done.append(text)
        else:
            found += [text[:start] + each + text[close + 1 :] for each in text[start + 1 : close].split(",")]
        if len(found) + len(done) > _MOST_ALTERNATIVES:
            return None
    return tuple(_parts(text) for text in done)


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a pattern; what follows `**` inside of a part, where it crosses folders too, is not looked at."""
    parts = text.strip("/").split("/")
    for at, part in enumerate(parts):
        if "**" in part and part != "**":
            return (*parts[:at], part.partition("**")[0] + "*", "**")
    return tuple(parts)


def _parts_match(pattern: tuple[str, ...], parts: list[str], *, above: bool) -> bool:
    """Whether the parts match; of several `**` only the last one is ever tried again, as nothing is lost by that."""
    at = wanted = 0
    retry: tuple[int, int] | None = None
    while at < len(parts):
        if wanted == len(pattern) and above:
            return True
        if wanted < len(pattern) and pattern[wanted] == "**":
            retry = (wanted, at)
            wanted += 1
        elif wanted < len(pattern) and fnmatchcase(parts[at], pattern[wanted]):
            at += 1
            wanted += 1
        elif retry is not None:
            wanted, at = retry[0] + 1, retry[1] + 1
            retry = (retry[0], at)
        else:
            return False
    return all(part == "**" for part in pattern[wanted:])
