"""The day of publication where front matter has none and the generator takes it from the path."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.dates import Moment
from bylint.diagnostic import Finding
from bylint_rules.date._moments import is_before, moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post
    from bylint.publication import Name

_BY_NAME = frozenset({"jekyll", "zola", "eleventy", "docusaurus", "pelican"})
"""Generators that date a post by its file name, without being told to: https://jekyllrb.com/docs/posts/,
https://www.getzola.org/documentation/content/page/, https://www.11ty.dev/docs/dates/,
https://docusaurus.io/docs/blog, https://docs.getpelican.com/en/latest/settings.html (FILENAME_METADATA)."""
_BY_FOLDERS = frozenset({"docusaurus"})
"""Those that date it by folders such as `2024/01/09` too."""


class PathDay(NamedTuple):
    """The day that the path gives a post: `label` is how messages call where it stands."""

    name: Name
    label: str
    moment: Moment


def path_day(post: Post) -> PathDay | None:
    """The day that readers see for want of a date field; None where there is one, or the day may be an event's."""
    facts, dialect = post.path_facts, post.site.dialect.name
    if post.date is not None or facts.date is None:
        return None
    if dialect not in _BY_NAME and not post.site.settings.filename_date:
        return None
    source = post.publication.source("filename", "directory")
    if source is None or source.weak or (source.name == "directory" and dialect not in _BY_FOLDERS):
        return None
    return PathDay(source.name, source.label, Moment(facts.date))


def before_path_day(post: Post, name: str, wording: str) -> Iterator[Finding]:
    """A finding if a date field is before the day of the path, which is no event's; `wording` says what that means."""
    told = path_day(post)
    if told is None:
        return
    for field, moment in moments(post, name):
        if is_before(moment, told.moment) and not _is_of_event(post):
            yield Finding(
                field.span,
                f"{field.key} says {moment}, {wording}: {told.label} says {told.moment}",
                data={name: str(moment), told.name: str(told.moment)},
            )


def _is_of_event(post: Post) -> bool:
    """Whether the post is about an event: then the day of its path may be the event's."""
    from bylint.dates.events import is_event  # few posts are contradicted

    return is_event(post)
