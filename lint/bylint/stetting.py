"""Writing marks: an edit that lets a finding stand, in the syntax of the place where it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Edit, Span
from bylint.document import parse
from bylint.edits import apply_edits
from bylint.fixer import what_else_changed
from bylint.patterns import pattern
from bylint.post import markup_of
from bylint.source import Source
from bylint.suppress import read_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic
    from bylint.document import Document

MOST_MARKS = 1_000
"""Marks that are written into one file at most."""

_COMMENT = {
    "markdown": ("<!-- ", " -->"),
    "html": ("<!-- ", " -->"),
    "mdx": ("{/* ", " */}"),
    "asciidoc": ("// ", ""),
    "rst": (".. ", ""),
}
_UNSAFE = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+|--+>?|\*/")
_MARK = pattern(r"#[ \t]*stet:[ \t]*[a-z0-9/_-]+(?:[ \t]*,[ \t]*[a-z0-9/_-]+)*")


class Stood(NamedTuple):
    """A text with marks, how many were written, and the findings for which none could be."""

    text: str
    marks: int = 0
    left: tuple[Diagnostic, ...] = ()


def let_stand(checked: Checked, check: Callable[[str], Checked], reason: str, unfenced: Mapping[str, str]) -> Stood:
    """Write a mark for each finding of a file. `check` checks another text of the same file."""
    source = checked.source
    if source is None or source.defect is not None:
        return Stood("", 0, checked.diagnostics)
    text, marks = source.text, 0
    left: dict[str, Diagnostic] = {}
    while marks < MOST_MARKS:
        found = next((each for each in checked.diagnostics if each.fingerprint not in left), None)
        if found is None:
            break
        document = parse(Source(source.path, text, bom=source.bom), unfenced)
        edits = stet_edits(document, found, markup_of(source.path), reason, unfenced)
        after = check(apply_edits(text, edits)) if edits else checked
        if len(after.diagnostics) >= len(checked.diagnostics):
            left[found.fingerprint] = found
            continue
        text, checked, marks = apply_edits(text, edits), after, marks + 1
    return Stood(text, marks, tuple(left.values()))


def let_all_stand(checked: Checked, reason: str, unfenced: Mapping[str, str]) -> Stood:
    """Write a mark for each finding of a file, the last one first, so that the places of the others hold."""
    source = checked.source
    if source is None or source.defect is not None:
        return Stood("", 0, checked.diagnostics)
    text, left = source.text, []
    marks = 0
    for found in sorted(checked.diagnostics, key=lambda each: each.span, reverse=True)[:MOST_MARKS]:
        document = parse(Source(source.path, text, bom=source.bom), unfenced)
        edits = stet_edits(document, found, markup_of(source.path), reason, unfenced)
        text = apply_edits(text, edits)
        marks += bool(edits)
        left += [] if edits else [found]
    return Stood(text, marks, tuple(left))


def stet_edits(
    document: Document, found: Diagnostic, markup: str, reason: str, unfenced: Mapping[str, str]
) -> tuple[Edit, ...]:
    """The edits that let one finding stand; none where no mark can be written that is read as one.

    On the field's line where the notation has comments, else above it, else for the whole file. Each candidate is
    tried: the text must say the same, and hold a mark that covers the finding.
    """
    source = document.source
    for edit in _candidates(document, found, markup, _said(found.rule, reason)):
        text = source.text[: edit.span.start] + edit.text + source.text[edit.span.end :]
        after = parse(Source(source.path, text, bom=source.bom), unfenced)
        if what_else_changed(document, [edit], after) is None and _is_covered(after, markup, found, edit):
            return (edit,)
    return ()


def _said(rule: str, reason: str) -> str:
    """A mark's text. What would end a comment or a line is left out of the reason."""
    clean = " ".join(_UNSAFE.sub(" ", reason).split())
    return f"stet: {rule} - {clean}" if clean else f"stet: {rule}"


def _candidates(document: Document, found: Diagnostic, markup: str, said: str) -> Iterator[Edit]:
    source = document.source
    line = source.line_at(found.span.start)
    content = document.block.content if document.block is not None else Span(0, -1)
    inside = content.start <= found.span.start <= content.end
    hash_ = document.format.comment == "#" and document.state == "valid"
    newline = source.newline
    if inside and hash_:
        text = source.text[line.start : line.end]
        if (mark := _MARK.search(text)) is not None:  # a rule more for a mark that is there
            at = line.start + mark.end()
            yield Edit(Span(at, at), f", {found.rule}")
        yield Edit(Span(line.end, line.end), f"  # {said}")
        indent = text[: len(text) - len(text.lstrip())]
        yield Edit(Span(line.start, line.start), f"{indent}# {said.replace('stet:', 'stet-next-line:', 1)}{newline}")
    opening, closing = _COMMENT.get(markup, _COMMENT["markdown"])
    if not inside and document.body.start <= found.span.start:
        next_line = said.replace("stet:", "stet-next-line:", 1)
        yield Edit(Span(line.start, line.start), f"{opening}{next_line}{closing}{newline}")
    if hash_ and document.block is not None:
        yield Edit(Span(content.start, content.start), f"# {said}{newline}")
    end = document.body.end
    before = "" if source.text.endswith(("\n", "\r")) or not source.text else newline
    yield Edit(Span(end, end), f"{before}{newline}{opening}{said}{closing}{newline}")


def _is_covered(after: Document, markup: str, found: Diagnostic, edit: Edit) -> bool:
    """Whether a mark of the new text names the rule and covers the finding, at the place that it has now."""
    moved = len(edit.text) if edit.span.start <= found.span.start else 0
    shifted = found._replace(span=found.span.shift(moved), related=())
    return any(mark.names(found.rule) and mark.covers(shifted) for mark in read_marks(after, markup))
