"""Writing marks: an edit that lets a finding stand, in the syntax of the place where it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Span
from bylint.document import parse
from bylint.fixer import what_else_changed
from bylint.patterns import pattern
from bylint.source import Source
from bylint.suppress import read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.diagnostic import Diagnostic
    from bylint.document import Document

_COMMENT = {
    "markdown": ("<!-- ", " -->"),
    "html": ("<!-- ", " -->"),
    "mdx": ("{/* ", " */}"),
    "asciidoc": ("// ", ""),
    "rst": (".. ", ""),
}
_UNSAFE = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+|--+>?|\*/")
_MARK = pattern(r"#[ \t]*stet:[ \t]*[a-z0-9/_-]+(?:[ \t]*,[ \t]*[a-z0-9/_-]+)*")


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
    line = source.line_span(source.position(found.span.start).line)
    inside = (
        document.block is not None and document.block.content.start <= found.span.start <= document.block.content.end
    )
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
        at = document.block.content.start
        yield Edit(Span(at, at), f"# {said}{newline}")
    end = document.body.end
    before = "" if source.text.endswith(("\n", "\r")) or not source.text else newline
    yield Edit(Span(end, end), f"{before}{newline}{opening}{said}{closing}{newline}")


def _is_covered(after: Document, markup: str, found: Diagnostic, edit: Edit) -> bool:
    """Whether a mark of the new text names the rule and covers the finding, at the place that it has now."""
    moved = len(edit.text) if edit.span.start <= found.span.start else 0
    shifted = found._replace(span=found.span.shift(moved), related=())
    return any(mark.names(found.rule) and mark.covers(shifted) for mark in read_marks(after, markup))
