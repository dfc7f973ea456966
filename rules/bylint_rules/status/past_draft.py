"""A draft that should long have been published, or thrown away."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related, Span
from bylint.patterns import pattern
from bylint.rule import RuleOptions, option, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post

_DAY = pattern(r"\s{0,9}(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


class Options(RuleOptions):
    """How long a draft may wait."""

    days: int = option(180, ge=0, description="days after its date for which a draft may be one")


@rule(Options, severity="info", default=False)
def past_draft(post: Post, options: Options) -> Iterator[Finding]:
    """A draft has a date that is long past.

    Either it was never published, and somebody waits for it, or it was forgotten. Drafts that nobody means to publish
    are better kept elsewhere.

    Bad (today=2024-05-03):

        ---
        title: The mill opens
        date: ⟨2023-05-03⟩
        draft: ⟦true⟧
        ---

    Good (today=2024-05-03):

        ---
        title: The lock opens
        date: 2024-05-01
        draft: true
        ---

    The option `days` says how long it may wait.

    Bad (today=2024-05-03, days=1):

        ---
        title: The lock opens
        date: ⟨2024-05-01⟩
        draft: ⟦true⟧
        ---
    """
    if not post.is_draft:
        return
    field = post.valid("date")
    day = _day(field) if field is not None else post.path_facts.date
    if day is None or not post.site.has_come(day) or (waited := (post.site.today - day).days) <= options.days:
        return
    mark = _mark(post)
    written = "the path" if field is None else field.key
    yield Finding(
        mark.span if mark is not None else Span(0, 0),
        f"the post is a draft, {waited:,} days after {day.isoformat()}, which {written} says",
        related=() if field is None else (Related(field.span, "the date"),),
        data={"draft": True, "date": day.isoformat()},
        field="draft",
        key=mark.key if mark is not None else None,
    )


def _mark(post: Post) -> Field | None:
    """The field that says that the post is a draft; None where its folder does."""
    dialect = post.site.dialect
    keys = (key for key in post.metadata if dialect.is_draft({key: post.metadata[key]}))
    return next((found for key in keys if (found := post.field(key)) is not None), None)


def _day(field: Field) -> date | None:
    value = field.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = _DAY.match(value) if isinstance(value, str) else None
    if written is None:
        return None
    try:
        return date(*map(int, written.groups()))
    except ValueError:
        return None
