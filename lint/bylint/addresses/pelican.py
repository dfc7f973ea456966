"""Pelican: https://docs.getpelican.com/en/latest/settings.html#url-settings. ARTICLE_URL is set in a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dialects.base import text_of

if TYPE_CHECKING:
    from bylint.post import Post


def address(post: Post) -> str | None:
    """`url`, or the file that `save_as` names: https://docs.getpelican.com/en/latest/content.html#file-metadata."""
    text = text_of(post.url.value) if post.url is not None else None
    return None if text is None or "{" in text or "://" in text else text


def redirect(_post: Post, _text: str) -> str | None:
    """Pelican has no redirects."""
    return None
