"""Whether a date on a page may be of something else: of an event, or of a text that stands elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bylint.dates.beside import BEFORE, CLOCK, label_of
from bylint.dates.words import date_words, tells_of_elsewhere, tells_of_event, tokens
from bylint.dates.written import find_date
from bylint.patterns import pattern
from bylint.visible import head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bylint.dates.written import Written
    from bylint.post import Post
    from bylint.visible import Line

_PLACE = pattern(r"[^\W\d_][\w.’' -]{1,30}, [^\W\d_][\w.’' -]{1,30}")
_NAMED_EVENT = pattern(r"\w(?:con|conf|camp|fest|days?)[ :-]{0,2}[’']?(?:20)?\d\d(?!\d)", re.IGNORECASE)
"""As in "HarbourConf 2019"."""
_HEAD, _TAIL = 4_000, 600
"""Characters at the ends of a body that are read for a remark where it stood first."""

_KEYS = frozenset(
    """
    end_date enddate end event event_date event_end event_start event_time eventdate event_url location start
    start_date startdate start_time starttime venue when where
    """.split()  # keys are read as prose, not as a list
)
"""What posts about events have in their front matter, in lower case."""

_BORROWED_KEYS = frozenset(
    """
    canonical canonical_url canonicalurl external_url externalurl external link_to linkto original original_url
    originalurl original_link redirect redirect_to republished source source_url sourceurl syndicated translated
    translator translators translated_by
    """.split()  # keys are read as prose, not as a list
)
"""What posts have that are taken from elsewhere, or lead there."""


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


def tells_other(post: Post, lines: Sequence[Line], at: int, written: Written) -> bool:
    """Whether a date that stands alone may be that of what the post is about: an event, a trip, a letter."""
    if is_event(post):
        return True
    title = post.title.value if post.title is not None else None
    if isinstance(title, str):
        if _NAMED_EVENT.search(title[:300]):
            return True
        named = find_date(title)
        if named is not None and set(named.days) & set(written.days):
            return True
    words = date_words()
    text = lines[at].text
    if at + 1 < len(lines) and lines[at + 1].block == lines[at].block and _PLACE.fullmatch(lines[at + 1].text):
        return True
    if CLOCK.search(text[written.end :]):
        return True
    for line in lines[at + 1 : at + 4]:
        if len(line.text) <= BEFORE and (CLOCK.search(line.text) or not words.events.isdisjoint(tokens(line.text))):
            return True
    return False


def is_borrowed(post: Post) -> bool:
    """Whether the text is, or announces, one that stands elsewhere: then its date may be that of the other."""
    title = post.title.value if post.title is not None else None
    if isinstance(title, str) and title.lstrip().startswith("[") and 0 < title.find("]") < 40:
        return True
    if any(key.lower() in _BORROWED_KEYS and _is_foreign(post, value) for key, value in post.metadata.items()):
        return True
    text, (start, end) = post.text, post.body
    lines = head(text, start, min(end, start + _HEAD), post.markup)
    if any(label_of(line.text) in date_words().sources for line in lines):
        return True
    return tells_of_elsewhere(" ".join([*(line.text for line in lines), text[max(start, end - _TAIL) : end]]))


def _is_foreign(post: Post, value: object) -> bool:
    """Whether a value that is there is anything else than an address of the site itself."""
    base = (post.site.settings.base_url or "").partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    if not base or not isinstance(value, str):
        return bool(value)
    return value.partition("://")[2].partition("/")[0].lower().removeprefix("www.") != base
