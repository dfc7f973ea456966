"""JSON front matter, as Hugo reads it: an object at the start of the text, which ends where its brace closes."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import Span
from bylint.formats import (
    MAX_DEPTH,
    MAX_NUMBER,
    NEVER_CLOSED,
    SURROGATE,
    Block,
    Broken,
    Entry,
    Format,
    Parsed,
    past_newline,
)
from bylint.patterns import pattern

if TYPE_CHECKING:
    from tree_sitter import Node

    from bylint.formats import Step
    from bylint.formats.trees import Tree

_OPEN = pattern(
    r"""\s*+(\{)(?:"""
    r"""\s*+(?:"[^"\r\n]*+"|'[^'\r\n]*+')\s*+[:=]"""  # a key
    r"""|[ \t]*+[\r\n]\s*+(?:["}]|[\w$-]++\s*+:|//)"""  # nothing else on its line
    r"""|[ \t]*+\}[ \t]*+(?:[\r\n]|\Z))"""  # an empty object
)
_FENCES = pattern(r"(---json[ \t]*+)[\r\n]\s*+(?=\{)")
_CLOSING = pattern(r"\s*+(?<=[\r\n])(---[ \t]*+)(?:\r\n?|\n|\Z)")
_TOKEN = pattern(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|\\.|[{}\[\]]', re.DOTALL)
_HALF = pattern(r"\\u[dD][89a-fA-F]")


def delimit(text: str) -> Block | None:
    """Where the object lies; None when the text does not begin with one."""
    opening = _OPEN.match(text)
    if opening is None:
        return None
    brace = Span(*opening.span(1))
    close = _closing_brace(text, brace.start)
    if close is None:
        return Block(brace, Span(brace.start, len(text)), None, len(text))
    return Block(brace, Span(brace.start, close.end), close, past_newline(text, close.end))


def delimit_fenced(text: str) -> Block | None:
    """Where an object lies between fences, of which the first names its notation: `---json`, as gray-matter has it."""
    opening = _FENCES.match(text)
    if opening is None:
        return None
    close = _closing_brace(text, opening.end())
    closing = _CLOSING.match(text, close.end) if close else None
    if close is None or closing is None:
        return None
    return Block(Span(*opening.span(1)), Span(opening.end(), close.end), Span(*closing.span(1)), closing.end())


def _closing_brace(text: str, at: int) -> Span | None:
    level = 0
    for found in _TOKEN.finditer(text, at):
        mark = found.group()
        level += (mark == "{") - (mark == "}")
        if level == 0:
            return Span(*found.span())
    return None


def unclosed(text: str, block: Block) -> Broken:
    """Which quote or brace is never closed."""
    from bylint.formats.json_causes import explain

    try:
        json.loads(text[block.content.start :])
    except json.JSONDecodeError as error:
        message, place = explain(text[block.content.start :], error.msg, error.pos)
        if "never closed" in message:
            return Broken(place.shift(block.content.start), message)
    except (ValueError, RecursionError):
        pass  # what the values are does not matter here
    return Broken(block.open, f"{NEVER_CLOSED}a brace }}")


def parse(text: str, content: Span) -> Parsed:
    """Read the values of the object `content` of `text`. Never raises on what a writer or an attacker may write."""
    block = text[content.start : content.end]
    if (deep := _too_deep(block)) is not None:
        return Parsed(broken=Broken(deep.shift(content.start), f"nested deeper than {MAX_DEPTH} levels"))
    repeats = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        values = dict(pairs)
        repeats = repeats or len(values) < len(pairs)
        return values

    try:
        block.encode()
        values = json.loads(
            block, object_pairs_hook=mapping, parse_int=_integer, parse_float=_number, parse_constant=_refuse
        )
    except UnicodeEncodeError as error:
        return Parsed(broken=Broken(Span(error.start, error.end).shift(content.start), SURROGATE))
    except json.JSONDecodeError as error:
        return Parsed(broken=_explain(block, content.start, error.msg, error.pos))
    except _ConstantError as error:
        return Parsed(broken=_explain(block, content.start, "constant", _place_of(block, str(error))))
    if _HALF.search(block):
        values = _whole(values)
    return Parsed(values, has_duplicates=repeats)


class _ConstantError(Exception):
    """A number that JSON does not have."""


def _refuse(name: str) -> None:
    raise _ConstantError(name)


def _integer(written: str) -> int | str:
    return int(written) if len(written) <= MAX_NUMBER else written


def _number(written: str) -> float | str:
    value = float(written)
    return value if math.isfinite(value) else written


def _place_of(block: str, name: str) -> int:
    """Where a constant stands outside of strings."""
    strings = [found.span() for found in _TOKEN.finditer(block) if found.group()[0] == '"']
    place = block.find(name)
    while any(start <= place < end for start, end in strings):
        place = block.find(name, place + 1)
    return max(place, 0)


def _explain(block: str, offset: int, problem: str, at: int) -> Broken:
    from bylint.formats.json_causes import explain  # only front matter that cannot be read needs it

    message, place = explain(block, problem, at)
    return Broken(place.shift(offset), message)


def _too_deep(block: str) -> Span | None:
    """The bracket that goes too deep. Cheap where none can."""
    if block.count("{") + block.count("[") <= MAX_DEPTH:
        return None
    depth = 0
    for found in _TOKEN.finditer(block):
        mark = found.group()
        depth += (mark in ("{", "[")) - (mark in ("}", "]"))
        if depth > MAX_DEPTH:
            return Span(*found.span())
    return None


def _whole(value: Any) -> Any:
    """A value with U+FFFD for each escaped half of a pair, as Go's reader has it: no file can hold such a half."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list) else value


# -- spans -------------------------------------------------------------------------------------------------------


def entries(text: str, content: Span) -> tuple[Entry, ...]:
    """Everything in an object that parses, in the order of the text, repeated keys too."""
    import tree_sitter_json  # most posts have no finding, and need no places

    from bylint.formats.trees import grow

    tree = grow(tree_sitter_json.language, text, content)
    top = next((node for node in tree.root.named_children if node.type == "object"), None)
    return _members(tree, top) if top is not None else ()


def _members(tree: Tree, node: Node) -> tuple[Entry, ...]:
    found = []
    for pair in node.named_children:
        if pair.type == "pair":
            key, value = pair.named_children
            found.append(_entry(tree, value, _text_of(tree.written(key)), tree.span(key)))
    return tuple(found)


def _entry(tree: Tree, node: Node, step: Step, key: Span | None) -> Entry:
    span = tree.span(node)
    if node.type == "object":
        return Entry(step, key, span, "mapping", "flow", "", _members(tree, node))
    if node.type == "array":
        items = tuple(_entry(tree, child, number, None) for number, child in enumerate(node.named_children))
        return Entry(step, key, span, "list", "flow", "", items)
    written = tree.written(node)
    if node.type == "string":
        return Entry(step, key, span, "scalar", "double", _text_of(written))
    return Entry(step, key, span, "scalar", "plain", written)


def _text_of(written: str) -> str:
    if "\\" not in written:
        return written[1:-1]
    text: str = _whole(json.loads(written))
    return text


JSON = Format("json", delimit, parse, entries, unclosed=unclosed)
FENCED_JSON = Format("json", delimit_fenced, parse, entries)
