"""The header of an AsciiDoc document: title, author line, revision line and attributes, up to the first blank line.

Source: https://docs.asciidoctor.org/asciidoc/latest/document/header/. Attributes with the prefix of a generator are
what it reads as front matter: https://github.com/asciidoctor/jekyll-asciidoc#page-attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Span
from bylint.formats import Entry
from bylint.formats.headers import Header, Line, Said, line_at, listed, scalar
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re

_TITLE = pattern(r"[=#][ \t]+(?P<title>\S.*)")
_ATTRIBUTE = pattern(r":(?P<key>!?\w[\w-]*!?):(?:[ \t]+(?P<value>.*)|[ \t]*\Z)")
_NAME = r"\w[\w'’.-]*"
_AUTHOR = pattern(rf"(?P<name>{_NAME}(?: +{_NAME}){{0,2}})(?: +<[^<>\s]+>)?\Z")
_REVISION = pattern(
    r"(?:v?\d[^,:]*,[ \t]*)?(?P<date>\d{4}-\d{1,2}-\d{1,2})[ \t]*(?::.*)?\Z|v\d[\w.-]*(?:[ \t]*[,:].*)?\Z"
)
_PREFIX = pattern(r"(?:page|awestruct|jbake)-(?=\w)")
_LISTS = frozenset({"tags", "categories", "authors"})


def read_asciidoc(text: str, at: int = 0) -> Header | None:
    """The header that begins at a place; None where neither a title nor an attribute of a generator is in it."""
    line = _skip(text, line_at(text, at), blanks=True)
    start = line.start if line else at
    said: list[Said] = []
    titled = named = False
    end = at = start
    while line is not None and not line.is_blank:
        title = None if titled else _TITLE.match(line.text)
        if attribute := _ATTRIBUTE.match(line.text):
            named = named or _PREFIX.match(attribute["key"]) is not None
            line = _attribute(text, line, attribute, said)
        elif title:
            titled = True
            written = title["title"].rstrip()
            place = Span(line.start + title.start("title"), line.start + title.start("title") + len(written))
            said.append(scalar("title", None, place, written))
            end, line = line.end, _people(text, line, said)
        else:
            break
        end = max(end, said[-1].entry.span.end if said else 0)
        at = line.next
        line = _skip(text, line_at(text, at), blanks=not titled)
    if not titled and not named:
        return None
    return Header(_last_of_each(said), start, end, at)


def _last_of_each(said: list[Said]) -> tuple[Said, ...]:
    """An attribute that is set again is what it was set to last."""
    last = {each.entry.step: each for each in said}
    return tuple(each for each in said if last[each.entry.step] is each)


def _attribute(text: str, line: Line, found: re.Match[str], said: list[Said]) -> Line:
    """Add an attribute, with the lines below that a backslash joins to it; the last of its lines."""
    key = found["key"]
    value, last = (found["value"] or "").rstrip(), line
    start = line.start + (found.start("value") if value else found.end())
    end = start + len(value)
    parts = [value]
    while parts[-1].endswith(" \\") and (more := line_at(text, last.next)) is not None and not more.is_blank:
        parts[-1], last = parts[-1][:-2].rstrip(), more
        parts.append(more.text.strip())
        end = more.start + len(more.text.rstrip())
    if "!" in key:
        return last
    prefix = _PREFIX.match(key)
    name = key[prefix.end() :] if prefix else key
    at = line.start + found.start("key") + len(key) - len(name)
    place, span = Span(at, at + len(name)), Span(start, end)
    joined = " ".join(part for part in parts if part)
    if len(parts) > 1:
        said.append(Said(Entry(name, place, span, "scalar", "folded", joined), joined))
    elif name in _LISTS:
        brackets = 1 if value[:1] == "[" and value[-1:] == "]" else 0
        inner = Span(start + brackets, end - brackets)
        said.append(listed(name, place, inner, text[slice(*inner)]))
    else:
        said.append(scalar(name, place, span, value))
    return last


def _people(text: str, line: Line, said: list[Said]) -> Line:
    """Add what the author line and the revision line below a title say; the last of these lines."""
    below = _skip(text, line_at(text, line.next), blanks=False)
    if below is None or below.is_blank or _ATTRIBUTE.match(below.text):
        return line
    names: list[Entry] = []
    at = below.start
    for part in below.text.split(";"):
        found = _AUTHOR.match(part.strip())
        if found is None:
            return line
        begin = at + len(part) - len(part.lstrip())
        names.append(Entry(len(names), None, Span(begin, begin + len(found["name"])), "scalar", "plain", found["name"]))
        at += len(part) + 1
    if len(names) == 1:
        said.append(Said(names[0]._replace(step="author"), names[0].text))
    else:
        whole = Span(names[0].span.start, names[-1].span.end)
        entry = Entry("authors", None, whole, "list", "flow", "", tuple(names))
        said.append(Said(entry, [name.text for name in names]))
    return _revision(text, below, said)


def _revision(text: str, line: Line, said: list[Said]) -> Line:
    below = _skip(text, line_at(text, line.next), blanks=False)
    found = _REVISION.match(below.text) if below else None
    if below is None or found is None:
        return line
    if found["date"]:
        place = Span(below.start + found.start("date"), below.start + found.end("date"))
        said.append(scalar("date", None, place, found["date"]))
    return below


def _skip(text: str, line: Line | None, *, blanks: bool) -> Line | None:
    """The first line that is no comment, nor blank where that is allowed; blocks of comments stand in `////`."""
    while line is not None and ((blanks and line.is_blank) or _is_comment(line)):
        block = line.text.rstrip() if line.text.startswith("////") else ""
        line = line_at(text, line.next)
        while block and line is not None and line.text.rstrip() != block:
            line = line_at(text, line.next)
        if block and line is not None:
            line = line_at(text, line.next)
    return line


def _is_comment(line: Line) -> bool:
    return line.text.startswith("//") and not (line.text.startswith("///") and line.text.strip("/ \t"))
