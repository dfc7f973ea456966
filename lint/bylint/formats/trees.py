"""What tree-sitter reads of a block, with offsets into the text instead of bytes. Only posts with a finding need it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import tree_sitter

from bylint.diagnostic import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tree_sitter import Node


class Tree(NamedTuple):
    """A block taken apart. `block` is its text; `span` places a node in the text that the block was cut from."""

    root: Node
    block: bytes
    offset: int
    characters: Sequence[int] | None

    def span(self, node: Node) -> Span:
        """Where a node lies in the text."""
        start, end = node.start_byte, node.end_byte
        if self.characters is not None:
            start, end = self.characters[start], self.characters[end]
        return Span(start + self.offset, end + self.offset)

    def written(self, node: Node) -> str:
        """A node as it is written."""
        return self.block[node.start_byte : node.end_byte].decode()


def grow(grammar: Callable[[], object], text: str, content: Span) -> Tree:
    """The tree of a block. Raises UnicodeEncodeError where half a surrogate pair stands in it."""
    block = text[content.start : content.end]
    raw = block.encode()
    return Tree(
        _parser(grammar).parse(raw).root_node,
        raw,
        content.start,
        None if len(raw) == len(block) else _characters(block, len(raw)),
    )


@cache
def _parser(grammar: Callable[[], object]) -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(grammar()))


def _characters(block: str, size: int) -> Sequence[int]:
    """The character that each byte belongs to, and the end."""
    characters = [0] * (size + 1)
    at = 0
    for number, character in enumerate(block):
        characters[at] = number
        at += 1 if character < "\x80" else 2 if character < "\u0800" else 3 if character < "\U00010000" else 4
    characters[at] = len(block)
    return characters
