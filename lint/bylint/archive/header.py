"""What the archive knows of a post beside its facts: the header of each member of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from bylint.post import Post


class Header(NamedTuple):
    """See Member, whose fields these are."""

    day: date | None = None
    is_draft: bool = False
    language: str | None = None
    site: str = ""
    address: str | None = None


def read_header(post: Post) -> Header:
    """Of one post; a reading that says nothing of the post leaves its part empty."""
    return Header(post.day, post.is_draft, _language(post), post.site.prefix, post.address)


def _language(post: Post) -> str | None:
    field = post.valid("language")
    return _text(None if field is None else field.value) or _text(post.path_facts.language)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
