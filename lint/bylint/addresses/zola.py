"""Zola: https://www.getzola.org/documentation/content/page/; components/content/src/page.rs of getzola/zola."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.addresses.paths import as_folder
from bylint.dialects.base import text_of
from bylint.dialects.paths import below_content, split_language, split_suffix
from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.post import Post

_DATED = pattern(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?\s?[_-](.+)"
)
_SAME = pattern(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_OTHERS = pattern(r"[^a-z0-9]+")


def address(post: Post) -> str | None:
    """`path`, else the folders and the slug or the file's name without its day; below the language's folder."""
    if post.url is not None:
        path = text_of(post.url.value)
        return None if path is None or "://" in path else f"{path.rstrip('/')}/"
    settings = post.site.settings
    _, inside = below_content(post.site.path_of(post.root_path), post.site.content or ("content",))
    *folders, name = inside.split("/")
    stem, language = split_language(split_suffix(name), settings.languages)
    if stem == "_index" or (not settings.languages and language is not None):
        return None
    if stem == "index" and folders:
        stem = folders.pop()
    slug = slugified(_slug(post, stem), settings.addressing.get("paths", "on"))
    if slug is None or any(slugified(each, settings.addressing.get("paths", "on")) != each for each in folders):
        return None
    prefix = [language] if language is not None and language != settings.language else []
    return f"/{'/'.join((*prefix, *folders, slug))}/"


def _slug(post: Post, stem: str) -> str:
    written = text_of(post.slug.value) if post.slug is not None else None
    if written is not None:
        return written
    dated = None if post.site.settings.filename_date else _DATED.fullmatch(stem)
    return dated[1] if dated is not None else stem


def slugified(text: str, strategy: str) -> str | None:
    """A part of a path: https://www.getzola.org/documentation/getting-started/configuration/#slugification-strategies.

    None where letters would be transliterated, and for what `safe` and `off` change in ways of their own.
    """
    if strategy == "on":
        return _OTHERS.sub("-", text.lower()).strip("-") or None if text.isascii() else None
    return text if _SAME.fullmatch(text) else None


def redirect(_post: Post, text: str) -> str | None:
    """An alias is a path from the root, with or without its slash; a folder unless it ends in `.html`."""
    return as_folder(text)
