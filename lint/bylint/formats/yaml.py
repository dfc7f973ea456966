"""YAML front matter between `---` lines: values as PyYAML's safe loader gives them, and a span for everything.

What is certain at sight is read without libyaml. Values and spans come from two passes: most runs ask for the spans of
few posts.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from bylint.diagnostic import Span
from bylint.formats import Block, Duplicate, Entry, Parsed, Step, past_newline, yaml_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN = re.compile(r"(?:[ \t]*+(?>\r\n?|\n))*+(---[ \t]*)(?:\r\n?|\n|\Z)")
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")


def delimit(text: str) -> Block | None:
    """Where the front matter lies, as Jekyll and Hugo have it; None when the text begins with no opening fence.

    A fence is a line of exactly three dashes, and blank lines may stand before the first. Stock python-frontmatter
    also ends a front matter at a line of more dashes, and does not know `...`, which YAML and Jekyll do.
    """
    opening = _OPEN.match(text)
    if opening is None:
        return None
    at = opening.end()
    fence = Span(*opening.span(1))
    closing = _closing_fence(text, at)
    if closing is None:
        return Block(fence, Span(at, len(text)), None, len(text))
    return Block(fence, Span(at, closing.start), closing, past_newline(text, closing.end))


def _closing_fence(text: str, at: int) -> Span | None:
    if found := _FENCE.match(text, at):
        return Span(*found.span())
    nearest: re.Match[str] | None = None
    for mark in ("\n---", "\n...", "\r---", "\r...") if "\r" in text else ("\n---", "\n..."):
        found = _find_fence(text, mark, at, nearest.start() if nearest else len(text))
        nearest = found or nearest
    return Span(*nearest.span()) if nearest else None


def _find_fence(text: str, mark: str, at: int, end: int) -> re.Match[str] | None:
    """The first fence of a kind that begins before `end`: most are near, and bodies are long."""
    place = text.find(mark, at, end)
    while place >= 0:
        if found := _FENCE.match(text, place + 1):
            return found
        place = text.find(mark, place + 1, end)
    return None


def parse(text: str, content: Span) -> Parsed:
    """Read the values of the block `content` of `text`. Never raises on what a writer or an attacker may write."""
    block, offset = _cut(text, content)
    try:
        return yaml_plain.parse(block)
    except yaml_plain.UncertainError:
        from bylint.formats import yaml_values  # PyYAML is imported by the posts that need it

        return yaml_values.parse(block, offset)


def lacks_libyaml() -> bool:
    """Whether front matter had to be read by PyYAML, and it has no libyaml."""
    loader = sys.modules.get("bylint.formats.yaml_loader")
    return loader is not None and not loader.HAS_LIBYAML


def _cut(text: str, content: Span) -> tuple[str, int]:
    """The text of a block and where it begins: libyaml skips a BOM there, and does not count it."""
    start = content.start
    while start < content.end and text[start] == "\ufeff":
        start += 1
    return text[start : content.end], start


def entries(text: str, content: Span) -> tuple[Entry, ...]:
    """Everything in a block that parses, as it stands: top-level keys in order, repeated ones too."""
    from bylint.formats import yaml_plain_spans  # many runs ask for no place

    block, offset = _cut(text, content)
    try:
        return yaml_plain_spans.entries(block, offset)
    except yaml_plain.UncertainError:
        from bylint.formats import yaml_spans

        return yaml_spans.entries(block, offset)


def duplicates(found: tuple[Entry, ...], prefix: tuple[Step, ...] = ()) -> Iterator[Duplicate]:
    """Each key that stands twice in one mapping, nested ones too."""
    seen: dict[str, Span] = {}
    for entry in found:
        steps = (*prefix, entry.step)
        merges = entry.step == "<<" and entry.key is not None and entry.key.end - entry.key.start == len("<<")
        if entry.key is not None and isinstance(entry.step, str) and not merges:
            if entry.step in seen:
                yield Duplicate(entry.step, entry.key, seen[entry.step])
            seen.setdefault(entry.step, entry.key)
        yield from duplicates(entry.children, steps)
