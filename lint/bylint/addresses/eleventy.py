"""Eleventy: https://www.11ty.dev/docs/permalinks/. A program says where most posts are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bylint.post import Post


def address(post: Post) -> str | None:
    """`permalink`, if it is no template. A path without a slash at its end is a file."""
    value = post.url.value if post.url is not None else None
    if isinstance(value, dict):
        value = value.get("build")
    if not isinstance(value, str) or not value.strip() or "{" in value or "<%" in value or "://" in value:
        return None
    return value


def redirect(_post: Post, text: str) -> str | None:
    """Redirects are made by a template or the host, from paths from the root."""
    return text if text.startswith("/") else None
