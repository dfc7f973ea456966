"""Astro: https://docs.astro.build/en/guides/routing/. Where the posts of a collection are published, a program says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.addresses.paths import as_page
from bylint.dialects.paths import split_suffix

if TYPE_CHECKING:
    from bylint.post import Post

_PAGES = "src/pages/"


def address(post: Post) -> str | None:
    """A page is published at its path below `src/pages`."""
    path = post.site.path_of(post.root_path)
    if not path.startswith(_PAGES) or "/_" in path or "[" in path:
        return None
    inside = split_suffix(path[len(_PAGES) :]).removesuffix("index")
    return f"/{inside}/"


def redirect(_post: Post, text: str) -> str | None:
    """Redirects are made by an integration, from paths from the root."""
    return as_page(text) if text.startswith("/") else None
