"""Edits to front matter that keep the writer's hand: quoting, list style, indentation and newlines stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bylint.diagnostic import Edit, Fix, Safety, Span
from bylint.formats.yaml import parse as parse_yaml
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bylint.document import Document
    from bylint.formats import Entry, Style

_NUMBER_OR_DATE = pattern(r"[-+.]*[0-9][0-9a-fA-FxXoO_.:,+TtZz -]*")
"""What some generator's YAML reads as a number or date, or refuses as one."""


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
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    plain: tuple[str, ...] = () if "\t" in text or _NUMBER_OR_DATE.fullmatch(text) else (text,)
    quoted: dict[str, tuple[str, ...]] = {"single": (single, double), "double": (double, single)}
    preferred = quoted.get(style, (*plain, single, double))
    for candidate in preferred:
        if _reads_as(candidate, text, flow=flow):
            return candidate
    escaped: str = yaml.dump(text, default_style='"', width=1 << 30, Dumper=yaml.SafeDumper)
    return escaped.strip()


_PLAIN = pattern(r"[^\W\d_][\w'’().,;!/–—-]*(?: [\w'’()\"“”.,;!/–—][\w'’()\"“”.,;!/–—-]*)*")
_PLAIN_IN_FLOW = pattern(r"[^\W\d_][\w'’.-]*(?: [\w'’().][\w'’().-]*)*")
_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"})


def _reads_as(candidate: str, text: str, *, flow: bool) -> bool:
    """Whether every YAML reader takes a candidate for the text. Plain prose needs no parser to tell."""
    if candidate is not text:
        if text.isprintable():
            return True
    elif (_PLAIN_IN_FLOW if flow else _PLAIN).fullmatch(text) and text.casefold() not in _YAML_WORDS:
        return True
    if any(mark in candidate for mark in "\n\r\x85\u2028\u2029"):
        return False
    line = f"k: [{candidate}, {candidate} ]\n" if flow else f"k: {candidate} # c\n"
    wanted = {"k": [text, text] if flow else text}
    try:
        strictly = yaml.safe_load(line)  # in pure Python, which refuses some of what libyaml takes
    except (yaml.YAMLError, ValueError):
        return False
    return bool(strictly == wanted and parse_yaml(line, Span(0, len(line))).values == wanted)


def replace_scalar(entry: Entry, text: str, *, flow: bool = False) -> Edit | None:
    """Write another text in place of a scalar. None where an anchor, alias or tag would be lost."""
    if entry.kind != "scalar" or entry.style == "alias":
        return None
    style: Style = "plain" if entry.style in ("literal", "folded", "empty") else entry.style
    written = write_scalar(text, style, flow=flow)
    return Edit(entry.span, f" {written}" if entry.style == "empty" else written)


def has_properties(document: Document, entry: Entry) -> bool:
    """Whether an anchor, a tag, an alias or a comment is part of how a value is written: then it is not rewritten."""
    text = document.source.text
    written = text[entry.span.start : entry.span.end]
    if written[:1] in ("&", "!", "*"):
        return True
    if entry.style in ("literal", "folded"):
        return "#" in _HEADER.match(written).group()  # type: ignore[union-attr]  # matches the empty text too
    if entry.style == "empty":
        return entry.key is not None and entry.key.end == entry.span.start  # a key without a colon
    return _has_comment(document, entry) or any(has_properties(document, child) for child in entry.children)


_HEADER = pattern(r"[^\r\n]*")
_COMMENT = pattern(r"(?<!\S)#")


def _has_comment(document: Document, entry: Entry) -> bool:
    """Whether a comment stands between the parts of a list or mapping."""
    text, at = document.source.text, entry.span.start
    for child in entry.children:
        if _COMMENT.search(text, at, (child.key or child.span).start):
            return True
        if child.key is not None and _COMMENT.search(text, child.key.end, child.span.start):
            return True
        at = child.span.end
    return bool(entry.children) and _COMMENT.search(text, at, entry.span.end) is not None


def replace_text(
    document: Document, entry: Entry, text: str, title: str, safety: Safety = "suggested"
) -> tuple[Fix, ...]:
    """A fix that writes another text in place of a scalar; empty where it cannot be done in the writer's hand."""
    edit = None if has_properties(document, entry) else replace_scalar(entry, text, flow=in_flow(document, entry))
    return (Fix(title, (edit,), safety),) if edit else ()


def in_flow(document: Document, entry: Entry) -> bool:
    """Whether a value stands inside brackets, where commas and brackets need quotes."""
    if _is_flow(document):
        return True
    steps = document.steps_at(entry.span.start)
    around = (document.entry(*steps[:depth]) for depth in range(1, len(steps)))
    return any(outer is not None and outer.style == "flow" for outer in around)


def _is_flow(document: Document) -> bool:
    """Whether the whole front matter stands in braces."""
    if document.block is None or not document.entries:
        return False
    first = document.entries[0]
    start, end = document.block.content.start, (first.key or first.span).start
    return any("{" in line.split("#")[0] for line in document.source.text[start:end].splitlines())


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
        edit = replace_scalar(entry, joined(names), flow=in_flow(document, entry))
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


def joined(names: Sequence[str]) -> str:
    """Names as one text: `A, B and C`."""
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
    if entry.kind != "list" or entry.style != "block" or document.source.text[entry.span.start] != "-":
        return ()
    source = document.source
    column = source.position(entry.span.start).column - 1
    end = source.line_span(source.position(entry.span.end).line).end  # a comment stays with its item
    item = f"{source.newline}{' ' * column}- name: {write_scalar(name)}"
    return (Fix(title, (Edit(Span(end, end), item),)),)


def add_key(document: Document, key: str, text: str, title: str) -> tuple[Fix, ...]:
    """A fix that adds a key at the end of the front matter."""
    if document.block is None or document.state != "valid" or _is_flow(document):
        return ()
    source, at = document.source, document.block.content.end
    indent = ""
    if document.entries:
        first = document.entries[0]
        line = source.text[: (first.key or first.span).start].splitlines()[-1]
        indent = line[: len(line) - len(line.lstrip(" "))]
    return (Fix(title, (Edit(Span(at, at), f"{indent}{key}: {write_scalar(text)}{source.newline}"),)),)


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
