"""Which posts stand side by side: in one section and one language, and which are translations of one another."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from bylint.diagnostic import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bylint.archive.facts import Member
    from bylint.post import Post

_SERIES_KEYS = ("part", "episode", "issue", "number", "chapter", "season", "volume", "edition", "version", "series")
"""Keys that tell apart posts of one name."""
_ORIGINAL_KEYS = (
    "translationKey",
    "translationkey",
    "translation_key",
    "translation-key",
    "translation_id",
    "i18n_key",
)
"""Keys whose equal values make posts translations of one another, whatever they are called.

https://gohugo.io/content-management/multilingual/#bypassing-default-linking
"""
_BESIDE_LANGUAGE = ("ref", "lang-ref", "lang_ref", "page_id")
"""The same, where metadata states the language too: https://polyglot.untra.io/ and others for Jekyll."""
_REDIRECTS = frozenset({"redirect_to", "redirect-to", "redirectTo", "redirect"})
_COMMON = frozenset("ar cs da de en es fi fr hu id it ja ko nb nl no pl pt ru sv tr uk vi zh".split())
"""Codes that are taken for languages on a site which does not say its own."""
_LONGEST = 7
"""Characters of a code such as `zh-hans`."""


def _once(read: Callable[[Post], str]) -> Callable[[Post], str]:
    """Have a post know what was read of it: several facts functions ask, each of one post after the other."""
    name = f"{__name__}.{read.__name__}"

    @wraps(read)
    def known(post: Post) -> str:
        found: str | None = post.__dict__.get(name)
        if found is None:
            found = post.__dict__[name] = read(post)
        return found

    return known


@_once
def shelf(post: Post) -> str:
    """Where readers find a post among others: its language, and its section without the days in its folders.

    Versions of a manual, sections of a site, languages and sites have shelves of their own.
    """
    *folders, name = post.root_path.split("/")
    if name.startswith(("index.", "_index.", "README.")) and folders:
        folders.pop()
    return "\n".join((language_of(post), *(folder for folder in folders if not folder.isdecimal())))


@_once
def language_of(post: Post) -> str:
    """The language that metadata, the path or the site states, as it is written; empty where none does."""
    field = post.language
    if field is not None and isinstance(field.value, str):
        return field.value
    return _read_path(post.root_path, post.site.settings.languages).language or post.path_facts.language or ""


def number_in_series(post: Post) -> str:
    """What metadata says to tell apart posts of one name: the number of an episode, the name of a series."""
    return "\n".join(said(post, _SERIES_KEYS))


def said(post: Post, keys: Iterable[str]) -> list[str]:
    """The texts and numbers under these keys, of a length that may be kept."""
    metadata = post.metadata
    found = [metadata[key] for key in keys if key in metadata]
    return [str(value)[:200] for value in found if isinstance(value, str | int | float)]


def translation_key(post: Post) -> str | None:
    """What a post and its translations have in common, by metadata or by path; None where nothing tells.

    By path, translations are files of one name: in folders of languages (`en/mill.md`, `fr/mill.md`), or with the
    language behind the name (`mill.md`, `mill.fr.md`).
    """
    metadata = post.metadata
    for key in _ORIGINAL_KEYS if post.language is None else (*_ORIGINAL_KEYS, *_BESIDE_LANGUAGE):
        value = metadata.get(key)
        if isinstance(value, str) and value.strip():
            return f"{post.site.prefix}\n{value.strip()}"
    languages = post.site.settings.languages
    found = _read_path(post.root_path, languages)
    return found.bare if found.language or len(languages) > 1 else None


def is_redirect(post: Post) -> bool:
    """Whether a post only leads to another, whose title and text it may repeat."""
    if not _REDIRECTS.isdisjoint(post.metadata):
        return True
    layout = post.layout
    return layout is not None and isinstance(layout.value, str) and layout.value.startswith("redirect")


def title_sums(post: Post) -> Mapping[str, int]:
    """What `are_of_a_series` compares: sums of the title, and of the title without numbers, months and days."""
    title = post.title.value if post.title is not None else None
    return _title_sums(title[:300]) if isinstance(title, str) else NOTHING


@lru_cache(maxsize=64)  # several facts of a post have them
def _title_sums(title: str) -> Mapping[str, int]:
    days = _days()
    words = title.casefold().split()
    kept = [
        word
        for word in [word.strip(".,;:()[]#") for word in words]
        if word not in days and (word.isalpha() or not any(map(str.isdecimal, word)))
    ]
    return {"title": _sum(words), "series": _sum(kept)}


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    """The names of months and days of the week."""
    from bylint.languages import vocabulary  # where there is something to compare

    known = vocabulary()
    return frozenset((*known.months, *known.weekdays))


def _sum(words: Iterable[str]) -> int:
    return crc32(" ".join(words).encode("utf-8", "surrogatepass"))


def are_of_a_series(one: Member, other: Member) -> bool:
    """Whether two titles are one but for numbers and dates: release notes, minutes, a column."""
    mine, theirs = one.fact.data, other.fact.data
    return mine.get("series") == theirs.get("series") and mine.get("title") != theirs.get("title")


class _Path(NamedTuple):
    """The language in a path, and the path without it."""

    language: str
    bare: str


@lru_cache(maxsize=64)
def _read_path(path: str, languages: tuple[str, ...]) -> _Path:
    known = frozenset(each.lower() for each in languages)
    *folders, name = path.split("/")
    stem, _, suffix = name.rpartition(".")
    bare, _, code = stem.rpartition(".")
    if bare and _is_language(code, known):
        return _Path(code, "/".join((*folders, f"{bare}.{suffix}")))
    places = [at for at, folder in enumerate(folders) if _is_language(folder, known)]
    if len(places) != 1:
        return _Path("", path)
    language, folders[places[0]] = folders[places[0]], "*"
    return _Path(language, "/".join((*folders, name)))


def _is_language(code: str, known: frozenset[str]) -> bool:
    """Whether a part of a path is a language of the site; where that is not told, one that is common."""
    if len(code) > _LONGEST or len(code) < 2:
        return False
    code = code.lower()
    return code in known if known else code.replace("_", "-").partition("-")[0] in _COMMON
