"""A generator that is not known: the metadata say the address, as a path from the root or a URL of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.addresses.paths import as_page
from bylint.dialects.base import text_of

if TYPE_CHECKING:
    from bylint.post import Post


def address(post: Post) -> str | None:
    """`url` or `permalink`, if it is a path or lies on the site."""
    from bylint.addresses import path_on_site  # the package imports the generators when it needs them

    text = text_of(post.url.value) if post.url is not None else None
    if text is None or any(mark in text for mark in ("{", ":slug", ":title", ":year")):
        return None
    if text.startswith("/") and not text.startswith("//"):
        return as_page(text)
    return path_on_site(post.site, text) if "://" in text else None


def redirect(_post: Post, text: str) -> str | None:
    """A path from the root."""
    return as_page(text) if text.startswith("/") and not text.startswith("//") else None
