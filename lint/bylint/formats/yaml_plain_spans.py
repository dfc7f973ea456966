"""Where everything lies in front matter whose meaning is certain at sight: the spans to the values of `yaml_plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Span
from bylint.formats import Entry
from bylint.formats.yaml_plain import (
    ENTRY,
    ITEM,
    LINE,
    UncertainError,
    block_text,
    check_layout,
    continued,
    is_alone,
    is_ordinary,
    lines_below,
    unquoted,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from bylint.formats import Step, Style

_STYLES: Mapping[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_new = tuple.__new__  # a third of what a named tuple's own call costs, and there are dozens of spans in a post


def entries(block: str, offset: int) -> tuple[Entry, ...]:
    """The top level in its order, repeated keys included, of a block that begins at `offset`."""
    if not is_ordinary(block):  # CR LF too: its offsets are those of two characters
        raise UncertainError
    found: list[Entry] = []
    for line in ENTRY.finditer(block):
        name, raw, below, rest = line.groups()
        if name is not None:
            at = line.start() + offset
            key = _new(Span, (at, at + len(name)))
            if below:
                found.append(_with_below(line, key, raw, below, offset))
            elif raw is None:
                found.append(_empty(name, key, block.index(":", key.end - offset) + offset))
            else:
                found.append(_value(name, key, raw, line.start(2) + offset))
        elif rest is not None:
            raise UncertainError
    return tuple(found)


def _with_below(line: re.Match[str], key: Span, raw: str | None, written: str, offset: int) -> Entry:
    """The entry of a key that has lines below it, or a comment after it."""
    name: str = line[1]
    below = lines_below(raw or "", written)
    if not below:
        if raw is None:
            return _empty(name, key, line.string.index(":", key.end - offset) + offset)
        return _value(name, key, raw, line.start(2) + offset)
    at = line.end(3) - len(below) + offset
    if raw is None:
        return _collection(name, key, below, at)
    start = line.start(2) + offset
    if raw[0] in ">|":
        span = Span(start, at + len(below.rstrip("\n")))
        return _new(Entry, (name, key, span, "scalar", _STYLES[raw[0]], block_text(raw, below), ()))
    span = Span(start, at + len(below.rstrip(" \n")))
    return _new(Entry, (name, key, span, "scalar", "plain", continued(raw, below), ()))


def _empty(step: Step, key: Span, colon: int) -> Entry:
    return _new(Entry, (step, key, _new(Span, (colon + 1, colon + 1)), "scalar", "empty", "", ()))


def _value(step: Step, key: Span | None, raw: str, at: int) -> Entry:
    """The entry of a value that begins and ends in its own line, or between quotes."""
    style = _STYLES.get(raw[0])
    if style is None and raw[0] != "[":
        text = raw.rstrip(" ")
        return _new(Entry, (step, key, _new(Span, (at, at + len(text))), "scalar", "plain", text, ()))
    span = _new(Span, (at, at + len(raw)))
    if style is None:
        return _new(Entry, (step, key, span, "list", "flow", "", tuple(_items(raw, at + 1))))
    if raw[0] in ">|":  # without a line below
        raise UncertainError
    return _new(Entry, (step, key, span, "scalar", style, unquoted(raw), ()))


def _items(raw: str, offset: int) -> Iterator[Entry]:
    for number, found in enumerate(ITEM.finditer(raw[1:-1])):
        text, rest = found.groups()
        if rest is not None:
            raise UncertainError
        yield _value(number, None, text, found.start(1) + offset)


def _collection(step: Step, key: Span, below: str, offset: int) -> Entry:
    """The list or mapping below a key, or the scalar that stands alone there."""
    lines = [line for line in LINE.finditer(below) if line.lastgroup != "indent"]
    rows = [line.groups("") for line in lines]
    if is_alone(rows):
        return _value(step, key, rows[0][3], lines[0].start(4) + offset)
    check_layout(rows)
    items: list[Entry] = []
    fields: list[Entry] = []
    for line, (_, dash, name, raw, _) in zip(lines, rows, strict=True):
        if dash and fields:
            items.append(_mapping(len(items), None, fields))
            fields = []
        if not name:
            items.append(_value(len(items), None, raw, line.start(4) + offset))
            continue
        at = line.start(3) + offset
        named = _new(Span, (at, at + len(name)))
        if raw:
            fields.append(_value(name, named, raw, line.start(4) + offset))
        else:
            fields.append(_empty(name, named, below.index(":", line.end(3)) + offset))
    if not rows[0][1]:
        return _mapping(step, key, fields)
    if fields:
        items.append(_mapping(len(items), None, fields))
    span = _new(Span, (lines[0].end(1) + offset, items[-1].span.end))
    return _new(Entry, (step, key, span, "list", "block", "", tuple(items)))


def _mapping(step: Step, key: Span | None, fields: list[Entry]) -> Entry:
    first = fields[0].key or fields[0].span
    span = _new(Span, (first.start, fields[-1].span.end))
    return _new(Entry, (step, key, span, "mapping", "block", "", tuple(fields)))
