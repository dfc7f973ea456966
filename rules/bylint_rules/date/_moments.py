"""The date fields of a post, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates import Moment, gap, read_moment
from bylint.dates.moment import NEVER_A_FINDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post


def moments(post: Post, *names: str) -> Iterator[tuple[Field, Moment]]:
    """The date fields of these names that the post has, and what they say."""
    for name in names:
        field = post.fields.get(name)
        if field is not None and not post.site.dialect.takes(name, field.value):
            yield field, post.moment if name == "date" else read_moment(field.value)


def is_before(early: Moment, late: Moment) -> bool:
    """Whether a moment is before another by so much that no time zone explains it."""
    if not early.is_sure or not late.is_sure or early.day is None or late.day is None or early.day >= late.day:
        return False
    days = gap(early.reaches, late.reaches)
    return days is not None and days >= NEVER_A_FINDING
