"""What the archive knows of a post beside its facts: the header of each member of a group."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
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
    return Header(_day(post), post.is_draft, _language(post), post.site.prefix, _text(getattr(post, "address", None)))


def _day(post: Post) -> date | None:
    found = getattr(post, "day", None) or _plain_day(post)
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _plain_day(post: Post) -> date | None:
    """The day that the date field, else the path, says without doubt."""
    field = post.valid("date")
    value = None if field is None else field.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            pass
    return post.path_facts.date if isinstance(post.path_facts.date, date) else None


def _language(post: Post) -> str | None:
    field = post.valid("language")
    return _text(None if field is None else field.value) or _text(post.path_facts.language)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
