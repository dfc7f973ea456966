"""Text that YAML takes for a comment: `C # basics`, `Newsletter #12`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Span
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Entry
    from bylint.post import Post

_PROSE = frozenset({"title", "excerpt", "description", "summary"})
_TERMS = frozenset({"tags", "categories", "series"})

# Only where a comment is hardly thinkable: one blank before the `#`, and behind it a number (`Newsletter #12`,
# `Nr # 12`), nothing at all (`C #`), or words after the name of a language (`C # basics`). Hashtags cannot be told
# from comments: templates are full of `title: My title #post title`.
_NUMBER = pattern(r"#\d+\b(?![-/]\d| ?(?:char|word|sign|letter|zeichen|caract))|# \d+(?=$|[:,.)!?])", re.IGNORECASE)
_CANDIDATE = pattern(
    r"""^(?:[^\s#"'-][^\s:]*:|[ \t]*-)(?:[ \t]+[^\s"'|>\[{&*!#][^\n]*?)? #(?=[ \d\r\n])""", re.MULTILINE
)
_LANGUAGE = pattern(r"(?:^|.*\s)[CFJQ]")


class Swallowed(NamedTuple):
    """A value of which a comment took the end: its place up to the end of the line, and the text that was meant."""

    span: Span
    text: str
    entry: Entry


def swallowed(post: Post) -> Iterator[Swallowed]:
    """Each text whose end is read as a comment, where it is surely none."""
    block, text = post.document.block, post.text
    if block is None or text.find(" #", block.content.start, block.content.end) < 0:
        return
    if _CANDIDATE.search(text, block.content.start, block.content.end) is None:
        return
    field_of = post.site.dialect.field_of
    for entry in post.document.entries:
        name = field_of(str(entry.step))
        if name in _PROSE:
            yield from _swallowed(post, entry, is_term=False)
        elif name in _TERMS and entry.style != "flow":
            for child in entry.children or (entry,):
                yield from _swallowed(post, child, is_term=True)


def _swallowed(post: Post, entry: Entry, *, is_term: bool) -> Iterator[Swallowed]:
    text = post.text
    if entry.kind != "scalar" or entry.style not in ("plain", "empty"):
        return
    written = text[entry.span.start : entry.span.end]
    end = post.document.source.line_at(entry.span.end).end
    rest = text[entry.span.end : end]
    if "\n" in written or "\r" in written or written[:1] in ("&", "!") or rest[:2] != " #":
        return
    comment = rest[1:].rstrip()
    if _is_text(written, comment, is_term=is_term):
        start = entry.span.start if written else entry.span.end + 1
        whole = f"{written} {comment}" if written else comment
        yield Swallowed(Span(start, entry.span.end + 1 + len(comment)), whole, entry)


def _is_text(written: str, comment: str, *, is_term: bool) -> bool:
    if _NUMBER.match(comment):
        return True
    if not written:
        return False
    if comment == "#":
        return True
    if is_term or comment[1:2] != " " or _LANGUAGE.fullmatch(written) is None:
        return False
    return not comment[2:].lower().startswith(("todo", "fixme", "xxx", "stet"))
