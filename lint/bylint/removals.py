"""Edits that take something out of front matter, and nothing else with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Span
from bylint.edits import has_properties, in_flow, remove_lines

if TYPE_CHECKING:
    from bylint.document import Document
    from bylint.formats import Entry


def remove_item(document: Document, listed: Entry, item: Entry) -> Edit | None:
    """Take an item, not the first, out of a list. None where something that is no part of it would go as well."""
    number = next((at for at, child in enumerate(listed.children) if child is item), 0)
    if number == 0 or has_properties(document, listed):
        return None
    if listed.style == "flow":
        return Edit(Span(listed.children[number - 1].span.end, item.span.end), "")
    source = document.source
    line = source.line_at(item.span.start)
    if document.format.name != "yaml" or source.text[line.start : item.span.start].strip() != "-":
        return None
    return remove_lines(document, item.span)


def remove_key(document: Document, entry: Entry, mapping: Entry | None = None) -> Edit | None:
    """Take a key of the top level, or of a mapping that holds others too, out with its value and its lines.

    None in JSON, in braces and in headers without fences; where a key stands twice or comments stand beside its value;
    and where others lean on it, or its lines hold more.
    """
    key, block = entry.key, document.block
    if key is None or block is None or document.format.name not in ("yaml", "toml") or document.has_duplicates:
        return None
    source = document.source
    if in_flow(document, entry) or has_properties(document, entry):
        return None
    if entry not in (document.own_entries if mapping is None else mapping.children):
        return None
    start = source.line_at(key.start).start
    end = source.line_at(max(entry.span.end - 1, key.start)).end
    ahead, behind = source.text[start : key.start], source.text[entry.span.end : end]
    if document.format.name == "toml" and (entry.style == "block" or "[" in ahead):
        return None  # a table, whose header the pairs below it would lose
    if ahead.strip() or behind.strip() or "#" in source.text[key.end : entry.span.start]:
        return None
    return remove_lines(document, Span(key.start, max(entry.span.end, key.end)))
