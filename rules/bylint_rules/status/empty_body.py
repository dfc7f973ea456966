"""A published post that says nothing."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import Finding, Span
from bylint.patterns import pattern
from bylint.rule import RuleOptions, rule
from bylint_rules.image._fields import images, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_LAYOUTS = frozenset("post posts blog blogpost article articles single news default entry story standard".split())
"""Layouts and types of posts whose text is the body."""
_SAYS_KIND = frozenset("layout type template kind format posttype contenttype".split())
_SAID_ELSEWHERE = frozenset(
    """
    link links externalurl externallink external redirect redirectto redirecturl source sourceurl original originalurl
    via url2 href video videos videoid videourl youtube youtubeid vimeo audio audiourl podcast mp3 enclosure slides
    slideshare speakerdeck pdf file document attachment download embed gallery photos album sections blocks content
    body text html markdown lyrics quote event events location speakers recipe ingredients build headless render
    outputs cascade quiz data component components widgets translationof guid
    """.split()  # keys are read as prose, not as a list
)
"""Keys of posts whose content is not the body."""
_OF_A_POST = frozenset({"authors", "categories", "tags", "series", "aliases"})
"""Fields whose lists and mappings tell of a post, and are no content of it."""
_LONG = 300
"""Characters of a value that are a text by themselves."""
_VISIBLE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_NOTHING = pattern(
    r"<!--.*?-->|\{/\*.*?\*/\}"
    r"|</?(?:p|br|div|span|strong|em|b|i|h[1-6]|center|font|section)\b[^<>]{0,300}>"
    r"|&(?:nbsp|#160|#xa0|zwnj|zwsp|#8203|#xfeff);|^[ \t]{0,3}(?:[-*_][ \t]{0,3}){3,40}$"
    r"|^\[[^\[\]\n]{1,100}\]:[^\n]{0,500}$|[\s\u200b-\u200f\u2060\ufeff\xa0]+",
    re.DOTALL | re.MULTILINE,
)


@rule(severity="warning")
def empty_body(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A published post has nothing below its metadata.

    Readers follow its title to an empty page. An export that lost what a page builder had leaves such posts, and so
    does a file that was saved too early.

    Bad:

        ---
        ⟦title⟧: The mill opens
        date: 2023-05-03
        author: Ana Ruiz
        ---
        <p>&nbsp;</p>
        <!-- more -->

    A post whose content is elsewhere is no empty one: a link, a film, a gallery, an image, data that its layout shows.
    Neither is a page, nor a post without a date, nor a draft.

    Good:

        ---
        title: The mill in pictures
        date: 2023-05-03
        ---
        {{< gallery "mill" >}}

    Good:

        ---
        title: A song of the mill
        date: 2023-05-03
        external_url: https://example.org/song
        ---

    Good:

        ---
        title: The mill opens
        date: 2023-05-03
        draft: true
        ---
    """
    del options
    start, end = post.body
    text = post.text
    if not _is_empty(text, start, end):
        return
    title = post.valid("title")
    if title is None or post.is_draft or not _is_plain_post(post):
        return
    yield Finding(
        title.key_span if title.key_span.start < title.key_span.end else Span(0, 0),
        f'"{title.value}" is published, and its body is empty',
        data={"title": title.value, "body": ""},
        field="title",
        key=title.key,
    )


def _is_empty(text: str, start: int, end: int) -> bool:
    """Whether nothing of a body is visible. Most have a visible character at once."""
    at = start
    while at < end and text[at] not in _VISIBLE:
        nothing = _NOTHING.match(text, at, end)
        if nothing is None:
            return False
        at = nothing.end()
    return at >= end


def _is_plain_post(post: Post) -> bool:
    """Whether everything tells that the text of a post is its body, and that it is read on a page of its own."""
    if not _is_dated(post) or images(post) or not post.in_content or _is_page(post) or post.canonical_url is not None:
        return False
    for key, value in post.metadata.items():
        name = plain(str(key))
        if value is None or value is False:
            continue
        if name in _SAID_ELSEWHERE:
            return False
        if post.site.dialect.field_of(str(key)) not in _OF_A_POST and _holds_content(value):
            return False
        if name in _SAYS_KIND and not _is_of_post(value):
            return False
    return True


def _is_of_post(value: Any) -> bool:
    return isinstance(value, str) and value.rpartition("/")[2].partition(".")[0].strip().lower() in _LAYOUTS


def _is_dated(post: Post) -> bool:
    field = post.valid("date")
    return post.path_facts.date is not None or (field is not None and isinstance(field.value, str | date | datetime))


def _is_page(post: Post) -> bool:
    """Whether a file is the page of a list, or lies where pages do."""
    name = post.root_path.rpartition("/")[2].partition(".")[0].lower()
    return name in ("_index", "about", "404", "search", "archive", "archives", "tags", "categories", "contact")


def _holds_content(value: Any) -> bool:
    """Whether a value is a text of some length, a list of mappings, or such a mapping."""
    if isinstance(value, str):
        return len(value) > _LONG or value.count("\n") > 2
    if isinstance(value, list):
        return any(isinstance(item, dict) or _holds_content(item) for item in value[:50])
    if isinstance(value, dict):
        return any(isinstance(item, list | dict) or _holds_content(item) for item in list(value.values())[:50])
    return False
