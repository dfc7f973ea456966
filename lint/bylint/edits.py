"""Edits to front matter that keep the writer's hand: quoting, list style, indentation and newlines stay as they are.

Where a notation cannot say what an edit means, there is no edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Fix, Safety, Span
from bylint.hands import HANDS, Hand, write_scalar
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.document import Document
    from bylint.formats import Entry, Style


__all__ = [
    "add_key",
    "add_name",
    "apply_edits",
    "has_properties",
    "in_flow",
    "joined",
    "remove_lines",
    "rename_key",
    "replace_names",
    "replace_scalar",
    "replace_text",
    "write_scalar",
]


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


def replace_scalar(entry: Entry, text: str, *, flow: bool = False, hand: Hand = HANDS["yaml"]) -> Edit | None:
    """Write another text in place of a scalar. None where an anchor, alias or tag would be lost."""
    if entry.kind != "scalar" or entry.style == "alias":
        return None
    style: Style = "plain" if entry.style in ("literal", "folded", "empty") else entry.style
    written = hand.scalar(text, style, flow=flow)
    if written is None:
        return None
    return Edit(entry.span, f" {written}" if entry.style == "empty" else written)


def has_properties(document: Document, entry: Entry) -> bool:
    """Whether an anchor, a tag, an alias or a comment is part of how a value is written: then it is not rewritten."""
    if document.format.is_fenced and document.block is not None and entry.span.start > document.block.content.end:
        return True  # in a header below, in another notation
    if document.format.comment is None:
        return False
    text = document.source.text
    written = text[entry.span.start : entry.span.end]
    if written[:1] in ("&", "!", "*") and document.format.name == "yaml":
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
    if has_properties(document, entry):
        return ()
    edit = replace_scalar(entry, text, flow=in_flow(document, entry), hand=HANDS[document.format.name])
    if edit is not None and "\xa0" in edit.text and edit.text[0] == '"' and _escapes_blanks(document, entry):
        edit = Edit(edit.span, edit.text.replace("\xa0", "\\_"))
    return (Fix(title, (edit,), safety),) if edit else ()


def _escapes_blanks(document: Document, entry: Entry) -> bool:
    """Whether the writer of a value in YAML's double quotes escapes blanks at which no line is broken."""
    if document.format.name != "yaml" or entry.style != "double":
        return False
    return "\\_" in document.source.text[entry.span.start : entry.span.end].replace("\\\\", "")


def in_flow(document: Document, entry: Entry) -> bool:
    """Whether a value stands inside brackets, where commas and brackets need quotes."""
    if document.format.name != "yaml":
        return False  # all texts have quotes, or none can
    if _is_flow(document):
        return True
    steps = document.steps_at(entry.span.start)
    around = (document.entry(*steps[:depth]) for depth in range(1, len(steps)))
    return any(outer is not None and outer.style == "flow" for outer in around)


def _is_flow(document: Document) -> bool:
    """Whether the whole front matter stands in braces."""
    if document.block is None or not document.own_entries:
        return False
    first = document.own_entries[0]
    start, end = document.block.content.start, (first.key or first.span).start
    return any("{" in line.split("#")[0] for line in document.source.text[start:end].splitlines())


def replace_names(
    document: Document, entry: Entry, names: Sequence[str], *, plural: bool, title: str
) -> tuple[Fix, ...]:
    """A fix that makes an author field name these people, in the shape that the field has.

    One string stays a string (several names become a list under a key that means several, else are joined by "and"),
    a list stays a list of its style. Lists of mappings are not rewritten: what else they hold belongs to a person.
    """
    if not names or has_properties(document, entry) or (len(names) > 1 and not document.format.is_fenced):
        return ()
    if entry.kind == "scalar":
        if len(names) > 1 and plural:
            return (Fix(title, (Edit(entry.span, _lead(entry) + _flow(document, names)),)),)
        return replace_text(document, entry, joined(names), title)
    if entry.kind == "list" and all(child.kind == "scalar" for child in entry.children):
        if not document.format.is_fenced:
            return ()
        if entry.style == "flow":
            return (Fix(title, (Edit(entry.span, _flow(document, names, entry)),)),)
        return (Fix(title, (Edit(entry.span, _block(document, entry, names)),)),)
    if len(names) == 1 and (scalar := _only_name(entry)) is not None:
        return replace_text(document, scalar, names[0], title)
    return ()


def _lead(entry: Entry) -> str:
    return " " if entry.style == "empty" else ""


def joined(names: Sequence[str]) -> str:
    """Names as one text: `A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _flow(document: Document, names: Sequence[str], entry: Entry | None = None) -> str:
    """A list in brackets, laid out as the one that it stands for."""
    hand = HANDS[document.format.name]
    style: Style = "plain"
    lead = end = ""
    if entry is not None and entry.children and document.format.name != "yaml":
        style, (lead, end) = entry.children[0].style, _margins(document, entry)
    written = [str(hand.scalar(name, style, flow=True)) for name in names]
    return f"[{lead}{_joint(lead).join(written)}{end}]"


def _margins(document: Document, entry: Entry) -> tuple[str, str]:
    """What stands between the brackets and what they hold."""
    text = document.source.text
    first, last = entry.children[0], entry.children[-1]
    start = (first.key or first.span).start
    return text[entry.span.start + 1 : start], text[last.span.end : entry.span.end - 1]


def _joint(lead: str) -> str:
    """What separates items or pairs in brackets: each stands on a line of its own if the first does."""
    return f",{lead}" if "\n" in lead or "\r" in lead else ", "


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
    if entry.kind != "list" or not entry.children:
        return ()
    edit = _add_item(document, entry, name) if document.format.is_fenced else None
    return (Fix(title, (edit,)),) if edit else ()


def _add_item(document: Document, entry: Entry, name: str) -> Edit | None:
    source, text = document.source, document.source.text
    if entry.style == "flow":
        if document.format.name == "yaml" or has_properties(document, entry):
            return None
        pair, at = HANDS[document.format.name].pair("name", name), entry.children[-1].span.end
        return Edit(Span(at, at), f"{_joint(_margins(document, entry)[0])}{{{pair}}}")
    if document.format.name == "toml":
        return _add_table(document, entry, name)
    if text[entry.span.start] != "-":
        return None
    column = source.position(entry.span.start).column - 1
    end = source.line_at(entry.span.end).end  # a comment stays with its item
    return Edit(Span(end, end), f"{source.newline}{' ' * column}- name: {write_scalar(name)}")


def _add_table(document: Document, entry: Entry, name: str) -> Edit | None:
    """Another `[[table]]` below the last one. None where they stand apart from each other."""
    source = document.source
    if entry.key is None or entry.children[0].step != 0:
        return None
    if document.entry(*document.steps_at(entry.key.start)) is not entry:
        return None
    header = source.line_at(entry.key.start)
    written = _TABLE.match(source.text, header.start, header.end)
    if written is None:
        return None
    end = source.line_at(entry.span.end).end
    lines = ["", "", f"{written.group()}", f"{HANDS['toml'].pair('name', name)}"]
    return Edit(Span(end, end), source.newline.join(lines))


_TABLE = pattern(r"[ \t]*+\[\[[^\]\r\n]*+\]\]")


def add_key(document: Document, key: str, text: str, title: str) -> tuple[Fix, ...]:
    """A fix that adds a key at the end of the front matter; in TOML, of what stands before its first table.

    A key that is there without a value is given one.
    """
    if document.block is None or document.state != "valid" or not document.format.is_fenced:
        return ()
    if (empty := document.entry(key)) is not None and empty.step == key:
        return replace_text(document, empty, text, title) if document.values.get(key) is None else ()
    pair = HANDS[document.format.name].pair(key, text)
    if document.format.name == "json":
        return (Fix(title, (_add_member(document, pair or ""),)),)
    if _is_flow(document):
        return ()
    source, at, indent = document.source, document.block.content.end, ""
    if document.format.name == "toml":
        at = _end_of_pairs(document)
    elif document.own_entries:
        first = document.own_entries[0]
        start = (first.key or first.span).start
        line = source.text[source.line_at(start).start : start]
        indent = line[: len(line) - len(line.lstrip(" "))]
    return (Fix(title, (Edit(Span(at, at), f"{indent}{pair}{source.newline}"),)),)


def _add_member(document: Document, pair: str) -> Edit:
    """A pair after the last one of an object, laid out as they are."""
    source, content = document.source, document.block.content  # type: ignore[union-attr]  # the caller has seen it
    if not document.own_entries:
        return Edit(content, f"{{{source.newline}  {pair}{source.newline}}}")
    first = document.own_entries[0]
    lead = source.text[content.start + 1 : (first.key or first.span).start]
    at = document.own_entries[-1].span.end
    return Edit(Span(at, at), f"{_joint(lead)}{pair}")


def _end_of_pairs(document: Document) -> int:
    """The end of the line of the last pair of TOML that stands above the first header."""
    source = document.source
    at: int = document.block.content.start  # type: ignore[union-attr]  # the caller has seen it
    for entry in _in_order(document.own_entries):
        line = source.line_at((entry.key or entry.span).start)
        if entry.key is not None and source.text[line.start : entry.key.start].lstrip().startswith("["):
            break
        if entry.style != "block":
            line = source.line_at(entry.span.end)
            at = line.end + (2 if source.text.startswith("\r\n", line.end) else 1)
    return at


def _in_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Tables and what is in them, but not the parts of a value in brackets."""
    for entry in entries:
        yield entry
        if entry.style == "block":
            yield from _in_order(entry.children)


def rename_key(document: Document, entry: Entry, key: str) -> Edit | None:
    """Another key in place of one. None for what has no key, and where a key of that name stands already."""
    if key in document.values:
        return None
    written = HANDS[document.format.name].key(key)
    return Edit(entry.key, written) if entry.key is not None and written is not None else None


def remove_lines(document: Document, span: Span) -> Edit:
    """Take out whole lines: from the start of the line where the span begins up to the line after it ends."""
    source = document.source
    start = source.line_at(span.start).start
    end = source.line_at(max(span.end - 1, span.start)).end
    if source.text.startswith("\r\n", end):
        end += 2
    elif end < len(source.text):
        end += 1
    return Edit(Span(start, end), "")
