"""What the rules about addresses share: the fields that say one, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dialects.base import text_of
from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.post import Field, Post

_TEMPLATE = pattern(r"\{[{%]|<%|:[a-z_]{3,}")
LONGEST = 2_000
"""Characters of the longest address that is looked at."""


def written(field: Field | None) -> str | None:
    """The text of a field that is an address as it stands; None for a template and for what is no text."""
    value = text_of(field.value) if field is not None else None
    if value is None or len(value) > LONGEST:
        return None
    return None if _TEMPLATE.search(value.partition("://")[2] if "://" in value else value) else value


def title_of(post: Post) -> str:
    """The title, empty where there is none."""
    title = post.title
    return title.value if title is not None and isinstance(title.value, str) else ""
