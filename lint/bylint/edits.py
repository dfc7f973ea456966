"""Edits to front matter that keep the writer's hand: quoting, list style, indentation and newlines stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import yaml

from bylint.diagnostic import Edit, Fix, Safety, Span
from bylint.formats import Entry, Style
from bylint.formats.yaml import parse as parse_yaml

if TYPE_CHECKING:
    from bylint.document import Document


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Raises ValueError where two of them overlap."""
    ordered = sorted(edits, key=lambda edit: edit.span)
    parts: list[str] = []
    at = 0
    for edit in ordered:
        if edit.span.start < at:
            raise ValueError(f"two edits overlap at {edit.span.start}")
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def write_scalar(text: str, style: Style = "plain", *, flow: bool = False) -> str:
    """Text as a YAML scalar on one line: in the style wanted where that reads back as the same text, else quoted."""
    single = "'" + text.replace("'", "''") + "'"
    double = yaml.dump(text, default_style='"', allow_unicode=True, width=1 << 30, Dumper=yaml.SafeDumper).strip()
    preferred = {"single": (single, double), "double": (double, single)}.get(style, (text, single, double))
    for candidate in preferred:
        if _reads_as(candidate, text, flow=flow):
            return candidate
    return double


def _reads_as(candidate: str, text: str, *, flow: bool) -> bool:
    if "\n" in candidate or "\r" in candidate:
        return False
    line = f"k: [{candidate}]\n" if flow else f"k: {candidate}\n"
    return parse_yaml(line, Span(0, len(line))).values == {"k": [text] if flow else text}


def replace_scalar(entry: Entry, text: str, *, flow: bool = False) -> Edit | None:
    """Write another text in place of a scalar. None where an anchor, alias or tag would be lost."""
    if entry.kind != "scalar" or entry.style == "alias":
        return None
    style: Style = "plain" if entry.style in ("literal", "folded", "empty") else entry.style
    written = write_scalar(text, style, flow=flow)
    return Edit(entry.span, f" {written}" if entry.style == "empty" else written)


def has_properties(document: Document, entry: Entry) -> bool:
    """Whether an anchor, a tag or an alias is part of how a value is written: then it is not rewritten."""
    source = document.source.text
    return source[entry.span.start : entry.span.start + 1] in ("&", "!", "*") or any(
        has_properties(document, child) for child in entry.children
    )


def replace_text(
    document: Document, entry: Entry, text: str, title: str, safety: Safety = "suggested"
) -> tuple[Fix, ...]:
    """A fix that writes another text in place of a scalar; empty where it cannot be done in the writer's hand."""
    edit = None if has_properties(document, entry) else replace_scalar(entry, text, flow=in_flow(document, entry))
    return (Fix(title, (edit,), safety),) if edit else ()


def in_flow(document: Document, entry: Entry) -> bool:
    """Whether a value stands inside brackets, where commas and brackets need quotes."""
    steps = document.steps_at(entry.span.start)
    around = (document.entry(*steps[:depth]) for depth in range(1, len(steps)))
    return any(outer is not None and outer.style == "flow" for outer in around)


def replace_names(
    document: Document, entry: Entry, names: Sequence[str], *, plural: bool, title: str
) -> tuple[Fix, ...]:
    """A fix that makes an author field name these people, in the shape that the field has.

    One string stays a string (several names become a list under a key that means several, else are joined by "and"),
    a list stays a list of its style. Lists of mappings are not rewritten: what else they hold belongs to a person.
    """
    if not names or has_properties(document, entry):
        return ()
    if entry.kind == "scalar":
        if len(names) > 1 and plural:
            return (Fix(title, (Edit(entry.span, _lead(entry) + _flow(names)),)),)
        edit = replace_scalar(entry, _joined(names), flow=in_flow(document, entry))
        return (Fix(title, (edit,)),) if edit else ()
    if entry.kind == "list" and all(child.kind == "scalar" for child in entry.children):
        if entry.style == "flow":
            return (Fix(title, (Edit(entry.span, _flow(names)),)),)
        return (Fix(title, (Edit(entry.span, _block(document, entry, names)),)),)
    if len(names) == 1 and (scalar := _only_name(entry)) is not None:
        return replace_text(document, scalar, names[0], title)
    return ()


def _lead(entry: Entry) -> str:
    return " " if entry.style == "empty" else ""


def _joined(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _flow(names: Sequence[str]) -> str:
    return "[" + ", ".join(write_scalar(name, flow=True) for name in names) + "]"


def _block(document: Document, entry: Entry, names: Sequence[str]) -> str:
    source = document.source
    column = source.position(entry.span.start).column - 1
    style = entry.children[0].style if entry.children else "plain"
    lines = [f"- {write_scalar(name, style)}" for name in names]
    return (source.newline + " " * column).join(lines)


def _only_name(entry: Entry) -> Entry | None:
    """The name of an object that holds nothing else about its person, alone or alone in a list."""
    inner = entry.children[0] if entry.kind == "list" and len(entry.children) == 1 else entry
    if inner.kind == "mapping" and len(inner.children) == 1 and inner.children[0].step == "name":
        return inner.children[0]
    return None


def add_name(document: Document, entry: Entry, name: str, title: str) -> tuple[Fix, ...]:
    """A fix that adds one person to a list of mappings, as an item that holds only the name."""
    if entry.kind != "list" or entry.style != "block" or has_properties(document, entry):
        return ()
    source = document.source
    column = source.position(entry.span.start).column - 1
    item = f"{source.newline}{' ' * column}- name: {write_scalar(name)}"
    return (Fix(title, (Edit(Span(entry.span.end, entry.span.end), item),)),)


def add_key(document: Document, key: str, text: str, title: str) -> tuple[Fix, ...]:
    """A fix that adds a key at the end of the front matter."""
    if document.block is None or document.state != "valid":
        return ()
    at = document.block.content.end
    before = document.source.text[document.block.content.start : at]
    newline = document.source.newline
    lead = newline if before and not before.endswith(("\n", "\r")) else ""
    return (Fix(title, (Edit(Span(at, at), f"{lead}{key}: {write_scalar(text)}{newline}"),)),)


def remove_lines(document: Document, span: Span) -> Edit:
    """Take out whole lines: from the start of the line where the span begins up to the line after it ends."""
    source = document.source
    start = source.line_span(source.position(span.start).line).start
    end = source.line_span(source.position(max(span.end - 1, span.start)).line).end
    if source.text.startswith("\r\n", end):
        end += 2
    elif end < len(source.text):
        end += 1
    return Edit(Span(start, end), "")
