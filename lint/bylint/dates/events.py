"""Whether a post is about an event: then a date in it is most likely the event's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates.words import tells_of_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_KEYS = frozenset(
    """
    end_date enddate end event event_date event_end event_start event_time eventdate event_url location start
    start_date startdate start_time starttime venue when where
    """.split()  # keys are read as prose, not as a list
)
"""What posts about events have in their front matter, in lower case."""


def is_event(post: Post, *, titled: bool = True) -> bool:
    """Whether categories, tags, layout, folder or a key of its own say so, or with `titled` the title."""
    if any(key.lower() in _KEYS and value for key, value in post.metadata.items()):
        return True
    return any(tells_of_event(text) for text in _said(post, titled=titled))


def _said(post: Post, *, titled: bool) -> Iterator[str]:
    for name in ("title", "categories", "tags", "layout") if titled else ("categories", "layout"):
        field = post.fields.get(name)
        if field is None:
            continue
        for value in field.value if isinstance(field.value, list) else (field.value,):
            if isinstance(value, str):
                yield value
    kind = post.metadata.get("type")
    if isinstance(kind, str):
        yield kind
    yield from post.root_path.split("/")[:-1]
    if titled and post.path_facts.slug:
        yield post.path_facts.slug
