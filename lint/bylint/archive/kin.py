"""Which posts stand side by side: in one section and one language, and which are translations of one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dialects.paths import split_language

if TYPE_CHECKING:
    from bylint.post import Post

_SERIES_KEYS = ("part", "episode", "issue", "number", "chapter", "season", "volume", "edition", "version", "series")
"""Keys that tell apart posts of one name."""
_ORIGINAL_KEYS = ("translationKey", "translationkey", "translation_key", "translation-key", "translation_id", "i18n_key")
"""Keys whose equal values make posts translations of one another, whatever they are called.

https://gohugo.io/content-management/multilingual/#bypassing-default-linking
"""

_COMMON = frozenset("ar cs da de en es fi fr hu id it ja ko nb nl no pl pt ru sv tr uk vi zh".split())
_LONGEST = 7
"""Characters of a code such as `zh-hans`."""


def shelf(post: Post) -> str:
    """Where readers find a post among others: its language, and its section without the days in its folders.

    Versions of a manual, sections of a site, languages and sites have shelves of their own.
    """
    *folders, name = post.root_path.split("/")
    if name.startswith(("index.", "_index.", "README.")) and folders:
        folders.pop()
    if name.count(".") > 1:
        name = split_language(name.rpartition(".")[0])[1] or ""
    else:
        name = ""
    return "\n".join((language_of(post), name, *(folder for folder in folders if not folder.isdecimal())))


def language_of(post: Post) -> str:
    """The language that metadata or the path states, as it is written; empty where neither does."""
    field = post.language
    if field is not None and isinstance(field.value, str):
        return field.value
    return post.path_facts.language or ""


def number_in_series(post: Post) -> str:
    """What metadata says to tell apart posts of one name: the number of an episode, the name of a series."""
    metadata = post.metadata
    found = [str(metadata[key])[:80] for key in _SERIES_KEYS if key in metadata]
    return "\n".join(found)


def translation_key(post: Post) -> str | None:
    """What a post and its translations have in common, by metadata or by path; None where nothing tells.

    By path, translations are files of one name: in folders of languages (`en/mill.md`, `fr/mill.md`), or with the
    language behind the name (`mill.md`, `mill.fr.md`).
    """
    for key in _ORIGINAL_KEYS:
        value = post.metadata.get(key)
        if isinstance(value, str) and value.strip():
            return f"{post.site.prefix}\n{value.strip()}"
    return _path_key(post)


def _path_key(post: Post) -> str | None:
    """The path with the language left out; None where it holds none."""
    known = {each.lower() for each in post.site.settings.languages}
    head, dot, suffix = post.root_path.rpartition(".")
    stem, _, code = head.rpartition(".")
    if dot and stem and "/" not in code and _is_language(code, known):
        return f"{stem}.{suffix}"
    *folders, name = post.root_path.split("/")
    places = [at for at, folder in enumerate(folders) if _is_language(folder, known)]
    if len(places) == 1:
        folders[places[0]] = "*"
        return "/".join((*folders, name))
    return post.root_path if len(known) > 1 and not places else None


def _is_language(code: str, known: set[str]) -> bool:
    """Whether a part of a path is a language of the site; where that is not told, one that is common."""
    code = code.lower()
    return code in known if known else code.replace("_", "-").partition("-")[0] in _COMMON and len(code) <= _LONGEST
