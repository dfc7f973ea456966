"""Metadata as a list of fields: Pelican's header of a Markdown post, and the docinfo of reStructuredText.

Sources: https://python-markdown.github.io/extensions/meta_data/ and its `META_RE`, `META_MORE_RE`;
https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#bibliographic-fields; Pelican's `readers.py`, which
takes the first of tags, dates, authors, category, status and slug, and parts tags and authors at semicolons or commas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Span
from bylint.formats import Entry
from bylint.formats.headers import Header, Line, Said, line_at, listed, scalar
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_KEY = pattern(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")
_MORE = pattern(r" {4,}(?P<value>.*)|\t[ \t]*(?P<tabbed>.*)")
_BEGIN = pattern(r"-{3}(?:\s.*)?\Z")
_END = pattern(r"(?:-{3}|\.{3})(?:\s.*)?\Z")
_YAML = frozenset("[{\"'|>&*!")
_LISTS = frozenset({"tags", "authors"})
_PROSE = frozenset({"summary"})
_KNOWN = frozenset(
    """
    title date modified tags keywords category slug author authors summary lang translation status template save_as url
    """.split()  # names are read as prose
)


def read_header(text: str) -> Header | None:
    """`Title: …` lines up to the first blank line, with the lines that go on with four blanks; fences are allowed.

    None where no key is one that Pelican knows, or where what stands between fences is YAML.
    """
    line = line_at(text, 0)
    fenced = line is not None and _BEGIN.match(line.text) is not None
    start = at = line.next if line and fenced else 0
    found: list[tuple[re.Match[str], Line, list[Line]]] = []
    closed = False
    while (line := line_at(text, at)) is not None:
        if line.is_blank or _END.match(line.text):
            at, closed = line.next, True
            break
        if key := _KEY.match(line.text):
            found.append((key, line, []))
        elif found and _MORE.match(line.text):
            found[-1][2].append(line)
        else:
            break
        at = line.next
    if not any(key["key"].lower() in _KNOWN for key, _, _ in found):
        return None
    if fenced and (not closed or any(key["value"][:1] in _YAML for key, _, _ in found if key["value"])):
        return None
    last = (found[-1][2] or [found[-1][1]])[-1]
    return Header(tuple(_field(*each) for each in found), start, last.end, at)


def _field(key: re.Match[str], line: Line, more: Sequence[Line]) -> Said:
    name = key["key"]
    place = Span(line.start + key.start("key"), line.start + key.end("key"))
    first = key["value"].rstrip()
    start = line.start + key.start("value")
    return _said(name, place, Span(start, start + len(first)), first, more)


def _said(name: str, key: Span, span: Span, first: str, more: Sequence[Line]) -> Said:
    """A field: prose goes on in the lines below, tags and authors are lists, other keys with several lines too."""
    folded = name.lower()
    if not more:
        return (listed if folded in _LISTS else scalar)(name, key, span, first)
    rest = [(line.text.strip(), line.start + len(line.text) - len(line.text.lstrip())) for line in more]
    parts = [(first, span.start), *rest] if first else rest
    whole = Span(parts[0][1], parts[-1][1] + len(parts[-1][0]))
    if folded in _PROSE:
        text = "\n".join(part for part, _ in parts)
        return Said(Entry(name, key, whole, "scalar", "folded", text), text)
    if folded in _LISTS and len(parts) == 1:
        return listed(name, key, whole, parts[0][0])
    items = tuple(
        Entry(number, None, Span(at, at + len(part)), "scalar", "plain", part)
        for number, (part, at) in enumerate(parts)
    )
    return Said(Entry(name, key, whole, "list", "block", "", items), [part for part, _ in parts])


# -- reStructuredText --------------------------------------------------------------------------------------------

_ADORNED = pattern(r"([!-/:-@\[-`{-~])\1*[ \t]*\Z")
_COMMENT = pattern(r"\.\.(?:[ \t]+(?!\[|_|\S+::|\|)|[ \t]*\Z)")
_FIELD = pattern(r":(?P<key>[A-Za-z][\w -]*):(?:[ \t]+(?P<value>.*)|[ \t]*\Z)")


def read_docinfo(text: str) -> Header | None:
    """The title, and the fields below it or at the top. None where there are no fields."""
    line = _skip(text, line_at(text, 0))
    title: Said | None = None
    found: list[Said] = []
    while line is not None and (said := _title(text, line)) is not None and title is None:
        title, line = said[0], _skip(text, line_at(text, said[1]))
    end = at = line.start if line else len(text)
    while line is not None and (field := _FIELD.match(line.text)):
        more: list[Line] = []
        here, next_ = line, line_at(text, line.next)
        while next_ is not None and (next_.is_blank or next_.text[0] in " \t"):
            if not next_.is_blank:
                more.append(next_)
            next_ = line_at(text, next_.next)
        value = (field["value"] or "").rstrip()
        start = here.start + field.start("value") if value else here.start + field.end()
        key = Span(here.start + field.start("key"), here.start + field.end("key"))
        found.append(_rst(field["key"], key, Span(start, start + len(value)), value, more))
        end = (more or [here])[-1].end
        line, at = next_, next_.start if next_ else len(text)
    if not found:
        return None
    said_ = (title, *found) if title else tuple(found)
    first = said_[0].entry
    return Header(said_, (first.key or first.span).start, end, at)


def _rst(name: str, key: Span, span: Span, first: str, more: Sequence[Line]) -> Said:
    """A field, whose lines below are one text; in a list of authors or tags, items with dashes."""
    if name.lower() in _LISTS or not more:
        bullets = [line for line in more if line.text.lstrip().startswith(("- ", "* "))]
        if not bullets or first:
            return _said(name, key, span, first, more)
        starts = [line.start + len(line.text) - len(line.text.lstrip()) + 2 for line in bullets]
        items = tuple(
            Entry(number, None, Span(at, line.end), "scalar", "plain", line.text.lstrip()[2:])
            for number, (line, at) in enumerate(zip(bullets, starts, strict=True))
        )
        entry = Entry(name, key, Span(starts[0], bullets[-1].end), "list", "block", "", items)
        return Said(entry, [item.text for item in items])
    parts = [first, *(line.text.strip() for line in more)] if first else [line.text.strip() for line in more]
    start = span.start if first else more[0].start + len(more[0].text) - len(more[0].text.lstrip())
    text = "\n".join(parts)
    return Said(Entry(name, key, Span(start, more[-1].end), "scalar", "folded", text), text)


def _skip(text: str, line: Line | None) -> Line | None:
    """The first line that is neither blank nor a comment; the lines of a comment are indented below it."""
    while line is not None and (line.is_blank or _COMMENT.match(line.text)):
        comment = not line.is_blank
        line = line_at(text, line.next)
        while comment and line is not None and not line.is_blank and line.text[0] in " \t":
            line = line_at(text, line.next)
    return line


def _title(text: str, line: Line) -> tuple[Said, int] | None:
    """A title at a line, under a line of signs or between two, and where it ends."""
    over = _ADORNED.match(line.text)
    words = line_at(text, line.next) if over else line
    under = line_at(text, words.next) if words else None
    if words is None or under is None or words.is_blank or _FIELD.match(words.text):
        return None
    if not _ADORNED.match(under.text) or (over and under.text.strip() != line.text.strip()):
        return None
    if len(under.text.rstrip()) < min(len(words.text.strip()), 4):
        return None
    stripped = words.text.strip()
    start = words.start + len(words.text) - len(words.text.lstrip())
    return scalar("title", None, Span(start, start + len(stripped)), stripped), under.next
