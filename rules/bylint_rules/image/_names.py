"""Names of files that are nearly the one that is looked for."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from bylint.text import distance
from bylint_rules.image._fields import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bylint.static_files import StaticFiles

_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
_MADE = frozenset({".webp", ".avif"})
"""Formats that builds make of others."""
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_SIGNS = re.compile(r"[\s_+.-]+")
_LONGEST = 255
"""Characters of a file's name; no file system has longer ones."""
_VARIANT = re.compile(
    r"(?P<stem>.+?)(?:[-_.@](?:\d{2,5}(?:x\d{2,5})?w?|[1-4]x|small|medium|large|thumb|thumbnail|scaled|og|social|crop(?:ped)?))+"
)
_FURNITURE = re.compile(
    r"(?:fav-?icon|(?:apple-)?touch-icon|android-chrome|ms-?tile|safari-pinned|site-?icon|logo|icon|avatar|default|og)\b",
    re.IGNORECASE,
)
"""Images that sites have which keep all others elsewhere."""
_LEAST = 5
"""Letters of a word in which a slip can be told from another word."""


class Near(NamedTuple):
    """A file that is nearly what was looked for. `path` leads to it; `tail` are its last parts, in place of as many."""

    path: str
    tail: tuple[str, ...]


def exact(name: str) -> str:
    """A name as it is compared where only the normal form of its letters may differ."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _loose(name: str) -> str:
    """A name without letter case, signs between words, and percent-encoding."""
    stem, suffix = posixpath.splitext(exact(unquote(name)).casefold())
    return f"{_SIGNS.sub('', stem)}{'.jpg' if suffix == '.jpeg' else suffix}"


def find_near(files: StaticFiles, root: str, path: str) -> Near | None:
    """The one file below a folder that a path nearly leads to; in at most one part may it differ."""
    *folders, name = path.split("/")
    here, tail, differs = root, [], False
    for part in folders:
        if part in ("", "."):
            continue
        if part == ".." and here:
            here = here.rpartition("/")[0]
            continue
        inside = files.folder(here).folders
        found = part if part in inside else None if differs else _nearest(part, inside, is_file=False)
        if found is None:
            return None
        differs = differs or found != part
        tail.append(found)
        here = f"{here}/{found}" if here else found
    inside = files.folder(here).files
    if differs:
        found = next((each for each in inside if _loose(each) == _loose(name)), None)
    else:
        found = _nearest(name, (each for each in inside if each.lower().endswith(SUFFIXES)), is_file=True)
    return Near(f"{here}/{found}" if here else found, (*tail, found)) if found else None


def _nearest(name: str, known: Iterable[str], *, is_file: bool) -> str | None:
    """The one name that is the same but for case, or signs, or the kind of image, or a slip in one of its words."""
    known = list(known)
    for alike in (_same_case, _same_letters, _same_stem, _one_slip) if is_file else (_same_case, _one_slip):
        found = [each for each in known if alike(name, each)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same_case(name: str, other: str) -> bool:
    return exact(name).casefold() == exact(other).casefold()


def _same_letters(name: str, other: str) -> bool:
    return _loose(name) == _loose(other)


def _same_stem(name: str, other: str) -> bool:
    (stem, suffix), (other_stem, other_suffix) = posixpath.splitext(_loose(name)), posixpath.splitext(_loose(other))
    return stem == other_stem and {suffix, other_suffix} <= _PHOTOS and suffix not in _MADE


def _one_slip(name: str, other: str) -> bool:
    """Whether one word of the two differs, by a letter, and no number does."""
    if abs(len(name) - len(other)) > 1 or posixpath.splitext(name)[1].lower() != posixpath.splitext(other)[1].lower():
        return False
    left, right = _PARTS.findall(exact(name).casefold()), _PARTS.findall(exact(other).casefold())
    if len(left) != len(right):
        return False
    unlike = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    return min(len(a), len(b)) >= _LEAST and not a[0].isdigit() and distance(a, b, 1) == 1


def may_be_made(name: str, names: Iterable[str]) -> bool:
    """Whether a build can make an image of one that is there: another size of it, or another format."""
    stem, suffix = posixpath.splitext(_loose(name))
    variant = _VARIANT.fullmatch(posixpath.splitext(exact(unquote(name)).casefold())[0][:_LONGEST])
    base = _SIGNS.sub("", variant["stem"]) if variant else None
    for each in names:
        other, other_suffix = posixpath.splitext(_loose(each))
        if other == stem and (suffix in _MADE or other_suffix == ".svg"):
            return True
        if other == base and other_suffix in _PHOTOS:
            return True
    return False


def has_alike(name: str, names: Iterable[str]) -> bool:
    """Whether a folder holds an image of that sort which is a post's, not the furniture of a site.

    A drawing is a text: a checkout that was made without its pictures may still have it.
    """
    is_drawing = name.lower().endswith(".svg")
    return any(
        each.lower().endswith(SUFFIXES) and each.lower().endswith(".svg") is is_drawing and not _FURNITURE.match(each)
        for each in names
    )
