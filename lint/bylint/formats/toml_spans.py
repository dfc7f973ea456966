"""Where everything lies in TOML: tree-sitter's tree, folded into the tables that its headers and dotted keys make.

A table that is written in several places has an entry for each of them, in the order of the text.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import tree_sitter_toml

from bylint.diagnostic import Span
from bylint.formats import Entry
from bylint.formats.trees import Tree, grow

if TYPE_CHECKING:
    from tree_sitter import Node

    from bylint.formats import Kind, Step, Style


def entries(text: str, content: Span) -> tuple[Entry, ...]:
    """Everything in a block that tomllib reads. Depth is bounded: what nests deeper has been refused."""
    tree = grow(tree_sitter_toml.language, text, content)
    return tuple(_finish(part) for part in _Reader(tree).document())


class _Part:
    """A table or list that may still grow. `place` is where it would stand while it is empty."""

    def __init__(self, step: Step, key: Span | None, kind: Kind, style: Style, place: int) -> None:
        self.step = step
        self.key = key
        self.kind = kind
        self.style = style
        self.place = place
        self.children: list[_Part | Entry] = []


def _finish(part: _Part | Entry) -> Entry:
    if isinstance(part, Entry):
        return part
    children = tuple(_finish(child) for child in part.children)
    start = end = part.place
    if children:
        start, end = (children[0].key or children[0].span).start, children[-1].span.end
    return Entry(part.step, part.key, Span(start, end), part.kind, part.style, "", children)


class _Reader:
    """Reads one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.counts: dict[tuple[Step, ...], int] = {}

    def document(self) -> list[_Part | Entry]:
        """The top level, in the order of the text."""
        top: list[_Part | Entry] = []
        for node in self.tree.root.named_children:
            if node.type == "pair":
                self.pair(node, top, "block")
            elif node.type in ("table", "table_array_element"):
                named = node.named_children
                level = self.header(node, top)
                for child in named[1:]:
                    if child.type == "pair":
                        self.pair(child, level, "block")
        return top

    def header(self, node: Node, top: list[_Part | Entry]) -> list[_Part | Entry]:
        """The level that the pairs below a header belong to."""
        parts = self.keys(node.named_children[0])
        bracket = next(child for child in node.children if child.type in ("]", "]]"))
        place = self.tree.span(bracket).end
        is_item = node.type == "table_array_element"
        level = top
        path: tuple[Step, ...] = ()
        for number, (step, key) in enumerate(parts):
            if is_item and number == len(parts) - 1:
                return self.item(level, (*path, step), key, place)
            level, path = self.inner(level, path, step, key, place, "block")
        return level

    def inner(
        self, level: list[_Part | Entry], path: tuple[Step, ...], step: Step, key: Span, place: int, style: Style
    ) -> tuple[list[_Part | Entry], tuple[Step, ...]]:
        """The level inside a key that holds a table, or a list of tables, of which it is the last one."""
        path = (*path, step)
        last = level[-1] if level else None
        count = self.counts.get(path)
        if not isinstance(last, _Part) or last.step != step:
            last = _Part(step, key, "mapping" if count is None else "list", style, place)
            level.append(last)
            if count is not None:
                last.children.append(_Part(count - 1, None, "mapping", style, place))
        last.place = max(last.place, place)
        if count is None:
            return last.children, path
        item = last.children[-1]
        if isinstance(item, _Part):
            return item.children, (*path, count - 1)
        raise AssertionError("a list of tables holds tables")

    def item(self, level: list[_Part | Entry], path: tuple[Step, ...], key: Span, place: int) -> list[_Part | Entry]:
        """The level inside a new table of a list."""
        number = self.counts[path] = self.counts.get(path, 0) + 1
        last = level[-1] if level else None
        if not isinstance(last, _Part) or last.step != path[-1]:
            last = _Part(path[-1], key, "list", "block", place)
            level.append(last)
        item = _Part(number - 1, None, "mapping", "block", place)
        last.children.append(item)
        return item.children

    def pair(self, node: Node, level: list[_Part | Entry], style: Style) -> None:
        """Add a key and its value, the tables of a dotted key around it."""
        written, value = node.named_children[:2]
        *around, (step, key) = self.keys(written)
        for outer, place in around:
            level = self.dotted(level, outer, place, style)
        level.append(self.value(value, step, key))

    @staticmethod
    def dotted(level: list[_Part | Entry], step: Step, key: Span, style: Style) -> list[_Part | Entry]:
        """The level inside a part of a dotted key."""
        last = level[-1] if level else None
        if not isinstance(last, _Part) or last.step != step or last.kind != "mapping":
            last = _Part(step, key, "mapping", style, key.end)
            level.append(last)
        return last.children

    def keys(self, node: Node) -> list[tuple[str, Span]]:
        """The parts of a key, dotted or not."""
        if node.type == "dotted_key":
            return [part for child in node.named_children for part in self.keys(child)]
        written = self.tree.written(node)
        return [(_text_of(written) if node.type == "quoted_key" else written, self.tree.span(node))]

    def value(self, node: Node, step: Step, key: Span | None) -> Entry:
        """The entry of a value that stands on its own."""
        span = self.tree.span(node)
        if node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            children = tuple(self.value(child, number, None) for number, child in enumerate(items))
            return Entry(step, key, span, "list", "flow", "", children)
        if node.type == "inline_table":
            level: list[_Part | Entry] = []
            for child in node.named_children:
                if child.type == "pair":
                    self.pair(child, level, "flow")
            return Entry(step, key, span, "mapping", "flow", "", tuple(_finish(part) for part in level))
        written = self.tree.written(node)
        if node.type != "string":
            return Entry(step, key, span, "scalar", "plain", written)
        return Entry(step, key, span, "scalar", "double" if written[0] == '"' else "single", _text_of(written))


def _text_of(written: str) -> str:
    """What a quoted string or key says."""
    if "\\" not in written and "\n" not in written and written[:3] not in ('"""', "'''"):
        return written[1:-1]
    text: str = tomllib.loads(f"k = {written}\n")["k"]
    return text
