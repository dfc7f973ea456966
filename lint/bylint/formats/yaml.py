"""YAML front matter between `---` lines: values as PyYAML's safe loader gives them, and a span for everything.

Values and spans come from two passes of libyaml: most runs ask for the spans of few posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from bylint.diagnostic import Span
from bylint.formats import Block, Broken, Duplicate, Entry, Kind, Parsed, Step, Style

try:
    from yaml import CSafeLoader as _BaseLoader

    HAS_LIBYAML = True
except ImportError:  # pragma: no cover - every wheel of PyYAML has libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

    HAS_LIBYAML = False

MAX_DEPTH = 100
"""Deeper nesting is refused: no writer makes it, and readers that recurse break on it."""
MAX_VALUES = 100_000
"""More values than this, counted as aliases repeat them, are refused (an alias bomb)."""

_OPEN = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*(---[ \t]*)(?:\r\n?|\n|\Z)")
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_CR_CLOSE = re.compile(r"\r(?=(?:---|\.\.\.)[ \t]*(?:\r|\Z))")
_SCALAR_STYLES: Mapping[str | None, Style] = {
    None: "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


class YamlHandler(BaseHandler):
    """Delimits YAML front matter as Jekyll and Hugo do: a line of exactly three dashes, blank lines before it allowed.

    Stock python-frontmatter also ends it at a line of more dashes, and does not know `...`, which YAML and Jekyll do.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Whether the text begins with an opening fence."""
        return _OPEN.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """The front matter and the body. Raises ValueError where there is no complete front matter."""
        block = self.delimit(text)
        if block is None or block.close is None:
            raise ValueError("no YAML front matter")
        return text[block.content.start : block.content.end], text[block.body :]

    def load(self, fm: str) -> dict[str, Any]:
        """The values. Raises ValueError where they cannot be read."""
        parsed = parse(fm, Span(0, len(fm)))
        if parsed.broken is not None:
            raise ValueError(parsed.broken.message)
        return dict(parsed.values)

    def delimit(self, text: str) -> Block | None:
        """Where the front matter lies; None when the text does not begin with an opening fence."""
        opening = _OPEN.match(text)
        if opening is None:
            return None
        at = opening.end()
        fence = Span(*opening.span(1))
        closing = _closing_fence(text, at)
        if closing is None:
            return Block(fence, Span(at, len(text)), None, len(text))
        body = closing.end
        if text.startswith("\r\n", body):
            body += 2
        elif body < len(text):
            body += 1
        return Block(fence, Span(at, closing.start), closing, body)


def _closing_fence(text: str, at: int) -> Span | None:
    if found := _FENCE.match(text, at):
        return Span(*found.span())
    if "\n" not in text:
        lone = _CR_CLOSE.search(text, at)
        found = _FENCE.match(text, lone.end()) if lone else None
        return Span(*found.span()) if found else None
    places = [place for mark in ("\n---", "\n...") if (place := _find_fence(text, mark, at)) >= 0]
    if not places:
        return None
    found = _FENCE.match(text, min(places))
    return Span(*found.span()) if found else None


def _find_fence(text: str, mark: str, at: int) -> int:
    place = text.find(mark, at)
    while place >= 0 and not _FENCE.match(text, place + 1):
        place = text.find(mark, place + 1)
    return place + 1 if place >= 0 else -1


# -- values ------------------------------------------------------------------------------------------------------


class _Loader(_BaseLoader):
    """The safe loader, except that a scalar which only looks like a date or number stays text, and repeats are seen."""

    repeats = False

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  # the loader's signature
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        keys = {key.value for key, _ in pairs if isinstance(key, yaml.ScalarNode)}
        if len(keys) < len(pairs):
            self.repeats = True
        return super().construct_mapping(node, deep)


def _as_text_if_unreadable(name: str) -> Any:
    stock = getattr(yaml.constructor.SafeConstructor, name)

    def construct(loader: _Loader, node: yaml.ScalarNode) -> Any:
        try:
            return stock(loader, node)
        except (ValueError, OverflowError):
            return loader.construct_scalar(node)

    return construct


for _kind in ("timestamp", "int", "float"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_text_if_unreadable(f"construct_yaml_{_kind}"))


def parse(text: str, content: Span) -> Parsed:
    """Read the values of the block `content` of `text`. Never raises on what a writer or an attacker may write."""
    block = text[content.start : content.end]
    if (broken := _too_much(block, content.start)) is not None:
        return Parsed(broken=broken)
    loader = _Loader(block)
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        return Parsed(broken=_explain(block, content.start, error))
    except yaml.reader.ReaderError as error:
        return Parsed(broken=_unreadable_character(block, content.start, error))
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        return Parsed(broken=Broken(content, f"the YAML cannot be read: {type(error).__name__}"))
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        return Parsed(broken=_not_a_mapping(block, content, values))
    for key in values:
        if not isinstance(key, str):
            return Parsed(broken=_key_is_not_text(text, content, key))
    return Parsed(values, has_duplicates=loader.repeats)


def _too_much(block: str, offset: int) -> Broken | None:
    """Refuse what nests too deep or grows too large through aliases. Cheap where neither can be the case."""
    marks = block.count("[") + block.count("{") + block.count("- ") + block.count("-\t") + block.count("? ")
    if marks <= MAX_DEPTH and len(block) <= MAX_DEPTH * MAX_DEPTH // 2 and "*" not in block:
        return None
    depth = 0
    sizes: dict[str, int] = {}
    open_sizes: list[tuple[str | None, int]] = []
    total = 0
    try:
        for event in yaml.parse(block, Loader=_BaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                open_sizes.append((event.anchor, total))
                if depth > MAX_DEPTH:
                    return Broken(_mark(event, offset), f"nested deeper than {MAX_DEPTH} levels")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                anchor, before = open_sizes.pop()
                if anchor:
                    sizes[anchor] = total - before + 1
            elif isinstance(event, yaml.AliasEvent):
                if any(anchor == event.anchor for anchor, _ in open_sizes):
                    return Broken(_mark(event, offset), f"the alias *{event.anchor} stands inside what it names")
                total += sizes.get(event.anchor, 1)
                if total > MAX_VALUES:
                    return Broken(_mark(event, offset), f"aliases repeat more than {MAX_VALUES:,} values")
            elif isinstance(event, yaml.ScalarEvent):
                total += 1
    except yaml.YAMLError:
        pass  # the parse that follows says what is wrong
    return None


def _mark(event: yaml.Event, offset: int) -> Span:
    return Span(event.start_mark.index, max(event.end_mark.index, event.start_mark.index + 1)).shift(offset)


def _not_a_mapping(block: str, content: Span, values: object) -> Broken:
    what = "a list" if isinstance(values, list) else "one value"
    start = content.start + len(block) - len(block.lstrip())
    end = content.start + len(block.rstrip())
    first_line_end = min(
        (at for mark in "\r\n" if (at := block.find(mark, start - content.start)) >= 0), default=len(block)
    )
    return Broken(
        Span(start, min(end, content.start + first_line_end)),
        f"the front matter is {what}, not a mapping of keys to values",
    )


def _key_is_not_text(text: str, content: Span, key: object) -> Broken:
    for entry in entries(text, content):
        if entry.key is not None and _BaseLoader(entry.step).get_single_data() == key:
            shown = str(entry.step)
            return Broken(entry.key, f'the key {shown} is read as {_kind_of(key)}, not as text; write "{shown}"')
    return Broken(content, f"a key is {_kind_of(key)}, not text")


def _kind_of(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", type(None): "null"}
    return names.get(type(value), "a date" if hasattr(value, "isoformat") else "something else")


# -- errors ------------------------------------------------------------------------------------------------------


def _unreadable_character(block: str, offset: int, error: yaml.reader.ReaderError) -> Broken:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", block)
    at = match.start() if match else min(getattr(error, "position", 0), max(len(block) - 1, 0))
    shown = f"U+{ord(block[at]):04X}" if block else "a character"
    return Broken(Span(at, at + 1).shift(offset), f"the control character {shown} is not allowed in YAML")


def _explain(block: str, offset: int, error: yaml.MarkedYAMLError) -> Broken:
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(block)) if mark is not None else 0
    began = min(error.context_mark.index, len(block)) if error.context_mark is not None else at
    message, place = _cause(block, at, began, problem, error.context or "")
    return Broken(Span(place, min(place + 1, max(len(block), 1))).shift(offset), message)


def _cause(block: str, at: int, began: int, problem: str, context: str) -> tuple[str, int]:
    """The likely cause in a writer's words, and where it lies. Messages of libyaml and of PyYAML's own parser."""
    if "mapping values are not allowed" in problem:
        line = block[block.rfind("\n", 0, at) + 1 : at]
        if ": " in line or ":\t" in line:
            return "a colon inside an unquoted value; put the value in quotes", at
        return "a key where none can stand: the line before lacks a colon, or this one is indented too far", at
    if "flow sequence" in context or "flow mapping" in context:
        bracket = block[began : began + 1]
        return (
            f"the {bracket} that begins here is not closed as it should be; quote text that has brackets or commas",
            began,
        )
    character = block[at : at + 1]
    if "cannot start any token" in problem:
        if character == "\t":
            return "a tab where YAML allows only spaces", at
        return f"a value cannot begin with {character!r}; put it in quotes", at
    if "quoted scalar" in context and (
        "end of stream" in problem or "document indicator" in problem or "document separator" in problem
    ):
        return "a quote that is never closed", began
    if "escape" in problem or "escape" in context:
        return "an unknown escape after a backslash in double quotes; double the backslash or use single quotes", at
    if "undefined alias" in problem:
        return "a value that begins with * is read as an alias; put it in quotes", at
    if "could not determine a constructor" in problem:
        return "a value that begins with ! is read as a tag that front matter does not know; put it in quotes", at
    if "indentation" in problem and "\t" in block[max(at - 80, 0) : at + 1]:
        return "a tab where YAML allows only spaces", at
    return _structural_cause(block, at, problem)


_CLOSED_EARLY = re.compile(r"""[^\s:#][^:\n]*:[ \t]+(?P<quoted>"[^"\n]*"|'[^'\n]*')[ \t]*[^\s#,]""")


def _structural_cause(block: str, at: int, problem: str) -> tuple[str, int]:
    """The parser lost its way at `at`; the line itself, or the one before, often shows why."""
    start = block.rfind("\n", 0, at) + 1
    line_end = block.find("\n", start)
    line = block[start : line_end if line_end >= 0 else len(block)][:2000]
    if found := _CLOSED_EARLY.match(line.lstrip("- ")):
        skipped = len(line) - len(line.lstrip("- "))
        return (
            "text after a closing quote; quote the whole value, doubling or escaping the quotes inside it",
            start + skipped + found.end("quoted"),
        )
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab where YAML allows only spaces", start + line.index("\t")
    if "could not find expected ':'" in problem or "simple key" in problem:
        return "a line that is neither a key with a colon nor part of a value", min(at, max(len(block) - 1, 0))
    if "found unhashable key" in problem or "unacceptable key" in problem:
        return "a key that is itself a list or mapping; put it in quotes", at
    return f"the YAML cannot be read here ({problem or 'no reason given'}); check indentation and quotes", at


# -- spans -------------------------------------------------------------------------------------------------------


def entries(text: str, content: Span) -> tuple[Entry, ...]:
    """Everything in a block that parses, as it stands: top-level keys in order, repeated ones too."""
    block = text[content.start : content.end]
    events = iter(yaml.parse(block, Loader=_BaseLoader))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _Spans(block, content.start, events).mapping()
        if isinstance(event, yaml.NodeEvent):
            break
    return ()


class _Spans:
    """Builds entries from libyaml's events. Depth is bounded: `parse` has refused what nests deeper."""

    def __init__(self, block: str, offset: int, events: Iterator[yaml.Event]) -> None:
        self.block, self.offset, self.events = block, offset, events
        self.ended = 0  # where the collection that was read last ends, brackets included

    def mapping(self) -> tuple[Entry, ...]:
        """The entries up to the end of the mapping that has begun."""
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                self.ended = event.end_mark.index
                break
            key = self.value(event, "", None)
            found.append(self.value(next(self.events), key.text, key.span))
        return tuple(found)

    def sequence(self) -> tuple[Entry, ...]:
        """The entries up to the end of the list that has begun."""
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                self.ended = event.end_mark.index
                break
            found.append(self.value(event, len(found), None))
        return tuple(found)

    def value(self, event: yaml.Event, step: Step, key: Span | None) -> Entry:
        """The entry that begins with `event`."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            return self._entry(step, key, start, end, "scalar", "alias", self.block[start:end])
        if isinstance(event, yaml.ScalarEvent):
            style: Style = _SCALAR_STYLES[event.style or None]
            if style in ("literal", "folded"):
                end = self._end_of_block_scalar(start, end)
            elif start == end:
                style = "empty"
            return self._entry(step, key, start, end, "scalar", style, event.value)
        kind: Kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        flow = bool(event.flow_style)
        children = self.sequence() if kind == "list" else self.mapping()
        if flow:
            end = self.ended
        elif children:
            end = children[-1].span.end - self.offset
        return self._entry(step, key, start, end, kind, "flow" if flow else "block", "", children)

    def _entry(
        self,
        step: Step,
        key: Span | None,
        start: int,
        end: int,
        kind: Kind,
        style: Style,
        text: str,
        children: tuple[Entry, ...] = (),
    ) -> Entry:
        return Entry(step, key, Span(start, end).shift(self.offset), kind, style, text, children)

    def _end_of_block_scalar(self, start: int, end: int) -> int:
        """Without the newline that ends it; blank lines after it belong to it only where it says "keep" (`|+`)."""
        block = self.block
        header = block[start : block.find("\n", start) if "\n" in block[start:end] else end]
        text = block[start:end]
        if "+" not in header.split("#", 1)[0]:
            return start + len(text.rstrip())
        for newline in ("\r\n", "\n", "\r"):
            if text.endswith(newline):
                return end - len(newline)
        return end


def duplicates(found: tuple[Entry, ...], prefix: tuple[Step, ...] = ()) -> Iterator[Duplicate]:
    """Each key that stands twice in one mapping, nested ones too."""
    seen: dict[str, Span] = {}
    for entry in found:
        steps = (*prefix, entry.step)
        if entry.key is not None and isinstance(entry.step, str):
            if entry.step in seen:
                yield Duplicate(entry.step, entry.key, seen[entry.step])
            seen.setdefault(entry.step, entry.key)
        yield from duplicates(entry.children, steps)
