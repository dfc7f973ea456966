"""Stet, "let it stand": a writer's marks that a finding is known and agreed.

`# stet: RULE, RULE - reason` on a field's line covers the field; on a line of its own, or in a comment in the body, the
whole file. `stet-next-line:` covers the line below. A mark at either end of a contradiction counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Span
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from bylint.diagnostic import Diagnostic
    from bylint.document import Document
    from bylint.formats import Entry

_NAMES = r"[a-z0-9/_-]+(?:[ \t]*,[ \t]*[a-z0-9/_-]+)*"
_MARK = rf"stet(?P<next>-next-line)?:[ \t]*(?P<names>{_NAMES})"
_AFTER_HASH = {"yaml": pattern(rf"(?<![^\s])#[ \t]*{_MARK}"), "toml": pattern(rf"#[ \t]*{_MARK}")}
_IN_BODY = {
    "markdown": pattern(rf"<!--[ \t]*{_MARK}"),
    "html": pattern(rf"<!--[ \t]*{_MARK}"),
    "mdx": pattern(rf"(?:\{{/\*|<!--)[ \t]*{_MARK}"),
    "asciidoc": pattern(rf"(?:(?<=[\r\n])|\A)//[ \t]*{_MARK}"),
    "rst": pattern(rf"(?:(?<=[\r\n])|\A)\.\.[ \t]+{_MARK}"),
}
_IN_TAGS = frozenset({"markdown", "html"})
"""Markups whose marks in the body have one beginning, which is found sooner than the word that is in it."""
_NAME = pattern(r"[a-z0-9/_-]+")
_FENCE = pattern(
    r"(?:(?<=[\r\n])|\A) {0,3}(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,}|(?:-{4,}|\.{4,})(?=[ \t]*(?:[\r\n]|\Z)))"
    r"(?P<more>[ \t]*[^\s])?"
)


class Mark(NamedTuple):
    """One rule that one mark names. `scope` is what it covers; None for the whole file."""

    name: str
    span: Span
    scope: Span | None

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether either end of a diagnostic lies where this mark is in force."""
        scope = self.scope
        if scope is None:
            return True
        ends = [
            diagnostic.span,
            *(place.span for place in diagnostic.related if place.span and place.path == diagnostic.path),
        ]
        return any(scope.start <= end.start <= scope.end for end in ends)

    def names(self, rule: str) -> bool:
        """Whether it speaks of a rule, by name or by group."""
        return self.name == rule or rule.startswith(f"{self.name}/")


def read_marks(document: Document, markup: str) -> tuple[Mark, ...]:
    """All marks of a post. Marks in code, in quotes and inside scalars of the metadata are text, not marks."""
    text = document.source.text
    if markup in _IN_TAGS and text.find("stet", 0, document.body.start) < 0 and "<!--" not in text:
        return ()
    if "stet" not in text:
        return ()
    return (*_front_matter_marks(document), *_body_marks(document, markup))


def _front_matter_marks(document: Document) -> Iterator[Mark]:
    block = document.block
    comments = _AFTER_HASH.get(document.format.name)
    if block is None or comments is None or document.state != "valid":
        return
    text = document.source.text
    for found in comments.finditer(text, block.content.start, block.content.end):
        hash_at = text.index("#", found.start())
        if _inside_scalar(document.entries, text, hash_at):
            continue
        line = document.source.line_at(hash_at)
        if found["next"]:
            scope: Span | None = _field_scope(document.entries, _next_line(document, line))
        elif not text[line.start : hash_at].strip():
            scope = None
        else:
            scope = _field_scope(document.entries, line)
        yield from _each_name(found, scope)


def _inside_scalar(entries: Sequence[Entry], text: str, at: int) -> bool:
    """Whether a place is in the text of a scalar or key; the header line of a block scalar is not."""
    while number := bisect_right(entries, at, key=_start):
        entry = entries[number - 1]
        if entry.key is not None and at < entry.key.end:
            return True
        start = entry.span.start
        if entry.style in ("literal", "folded"):
            start = min((i for mark in "\r\n" if (i := text.find(mark, start, entry.span.end)) >= 0), default=at + 1)
        if entry.kind == "scalar":
            return start <= at < entry.span.end
        entries = entry.children
    return False


def _start(entry: Entry) -> int:
    return (entry.key or entry.span).start


def _field_scope(entries: Sequence[Entry], line: Span) -> Span:
    """The field whose key or item stands on the line, all of it, or whose value ends there; else the line."""
    while entries:
        number = bisect_left(entries, line.start, key=_start)
        if number < len(entries) and _start(entries[number]) <= line.end:
            return Span(line.start, max(entries[number].span.end, line.end))
        if number == 0 or entries[number - 1].span.end < line.start:
            break
        around = entries[number - 1]
        if around.span.end <= line.end and around.style != "block":
            return Span(_start(around), line.end)
        entries = around.children
    return line


def _next_line(document: Document, line: Span) -> Span:
    source = document.source
    number = source.position(line.start).line
    last = source.position(len(source.text)).line
    return source.line_span(min(number + 1, last))


def _body_marks(document: Document, markup: str) -> Iterator[Mark]:
    text, body = document.source.text, document.body
    if not document.format.is_fenced:
        body = Span(0, body.end)  # what stands above the body is written in the body's syntax
    if text.find("stet", body.start) < 0:
        return
    code = list(_code(text, body, markup))
    for found in _IN_BODY[markup].finditer(text, body.start):
        number = bisect_right(code, found.start(), key=lambda fenced: fenced.start)
        if number and found.start() < code[number - 1].end:
            continue
        line = document.source.line_at(found.end())
        yield from _each_name(found, _next_line(document, line) if found["next"] else None)


def _code(text: str, body: Span, markup: str) -> Iterator[Span]:
    """Fenced blocks of code: back-ticks or tildes, in AsciiDoc lines of four dashes or dots."""
    opened: re.Match[str] | None = None
    for found in _FENCE.finditer(text, body.start):
        fence = found["fence"]
        if fence[0] in "-." and markup != "asciidoc":
            continue
        if opened is None:
            opened = found
        elif _closes(fence, opened["fence"], is_bare=found["more"] is None):
            yield Span(opened.start(), found.end())
            opened = None
    if opened is not None:
        yield Span(opened.start(), body.end)


def _closes(fence: str, opened: str, *, is_bare: bool) -> bool:
    return is_bare and (fence == opened if fence[0] in "-." else fence.startswith(opened))


def _each_name(found: re.Match[str], scope: Span | None) -> Iterator[Mark]:
    for name in _NAME.finditer(found.string, *found.span("names")):
        if name.group().strip("-"):
            yield Mark(name.group(), Span(*name.span()), scope)


class Stet(NamedTuple):
    """What came of a post's marks: those that let nothing stand though their rule ran, and those that name no rule."""

    unused: tuple[Mark, ...] = ()
    unknown: tuple[Mark, ...] = ()
    suppressed: int = 0


def apply_marks(
    marks: Sequence[Mark], diagnostics: Sequence[Diagnostic], ran: frozenset[str], known: frozenset[str]
) -> tuple[list[Diagnostic], Stet]:
    """Take out what is marked to stand.

    `ran` are the rules that looked at the post, and the groups that did so whole: a mark for one that looked in part
    may be needed by the rest. `known` are all names of rules and groups.
    """
    kept: list[Diagnostic] = []
    used: set[Mark] = set()
    for diagnostic in diagnostics:
        standing = [mark for mark in marks if mark.names(diagnostic.rule) and mark.covers(diagnostic)]
        used.update(standing)
        if not standing:
            kept.append(diagnostic)
    unknown = tuple(mark for mark in marks if mark.name not in known)
    unused = tuple(mark for mark in marks if mark not in used and mark.name in known and mark.name in ran)
    return kept, Stet(unused, unknown, len(diagnostics) - len(kept))
