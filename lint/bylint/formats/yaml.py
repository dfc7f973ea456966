"""YAML front matter between `---` lines: values as PyYAML's safe loader gives them, and a span for everything.

Values and spans come from two passes of libyaml: most runs ask for the spans of few posts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from frontmatter.default_handlers import BaseHandler

from bylint.diagnostic import Span
from bylint.formats import Block, Broken, Duplicate, Entry, Kind, Parsed, Step, Style
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

MAX_NUMBER = 1000
"""Longer numbers stay text: converting them takes quadratic time, and Python refuses to print them."""

_OPEN = re.compile(r"(?:[ \t]*+(?>\r\n?|\n))*+(---[ \t]*)(?:\r\n?|\n|\Z)")
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_BREAKS = "\r\n\x85\u2028\u2029"  # what ends a line for libyaml
_KEEPS = re.compile(r"(?:[&!]\S*\s+)*[|>][1-9]?\+")
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


# -- values ------------------------------------------------------------------------------------------------------


class _Loader(_BaseLoader):
    """The safe loader, except that a scalar which only looks like a date or number stays text, and repeats are seen."""

    repeats = False

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  # the loader's signature
        pairs: Any = node.value if node.id == "mapping" else ()  # a tag can call a list a mapping
        keys = {key.value for key, _ in pairs if isinstance(key, yaml.ScalarNode)}
        if len(keys) < len(pairs):
            self.repeats = True
        return super().construct_mapping(node, deep)

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge what `<<` names. Each one costs a pass over the mapping, so many are refused."""
        merges = [key for key, _ in node.value if key.tag == "tag:yaml.org,2002:merge"]
        if len(merges) > MAX_DEPTH:
            raise yaml.constructor.ConstructorError(None, None, "too many merge keys", merges[MAX_DEPTH].start_mark)
        super().flatten_mapping(node)


def _as_text_if_unreadable(name: str) -> Any:
    stock = getattr(yaml.constructor.SafeConstructor, name)

    def construct(loader: _Loader, node: yaml.ScalarNode) -> Any:
        text = loader.construct_scalar(node)
        if len(text) > MAX_NUMBER and name != "construct_yaml_timestamp":
            return text
        try:
            return stock(loader, node)
        except (ValueError, OverflowError, LookupError, AttributeError):
            return text

    return construct


for _kind in ("timestamp", "int", "float", "bool"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_text_if_unreadable(f"construct_yaml_{_kind}"))


def parse(text: str, content: Span) -> Parsed:
    """Read the values of the block `content` of `text`. Never raises on what a writer or an attacker may write."""
    block, offset = _cut(text, content)
    if (broken := _too_much(block, offset)) is not None:
        return Parsed(broken=broken)
    try:
        loader = _Loader(block)
    except UnicodeEncodeError as error:
        place = Span(error.start, error.end).shift(offset)
        return Parsed(broken=Broken(place, "half of a surrogate pair, which is no character"))
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        return Parsed(broken=_explain(block, offset, error))
    except yaml.reader.ReaderError as error:
        return Parsed(broken=_unreadable_character(block, offset, error))
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError) as error:
        return Parsed(broken=Broken(content, f"the YAML cannot be read: {type(error).__name__}"))
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        return Parsed(broken=_not_a_mapping(block, content, values))
    for key in values:
        if not isinstance(key, str):
            return Parsed(broken=_key_is_not_text(text, content, key))
    return Parsed(values, has_duplicates=loader.repeats)


def _cut(text: str, content: Span) -> tuple[str, int]:
    """The text of a block and where it begins: libyaml skips a BOM there, and does not count it."""
    start = content.start
    while start < content.end and text[start] == "\ufeff":
        start += 1
    return text[start : content.end], start


def _too_much(block: str, offset: int) -> Broken | None:
    """Refuse what nests too deep or grows too large through aliases. Cheap where neither can be the case."""
    marks = sum(block.count(mark) for mark in ("[", "{", "- ", "-\t", "? "))
    if marks <= MAX_DEPTH and len(block) <= MAX_DEPTH * MAX_DEPTH // 2 and "*" not in block:
        return None
    depth = 0
    sizes: dict[str | None, int] = {}
    open_sizes: list[tuple[str | None, int]] = []
    total = repeated = 0
    try:
        events: Iterator[Any] = yaml.parse(block, Loader=_BaseLoader)
        for event in events:
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
                size = sizes.get(event.anchor, 1)
                total += size
                repeated += size
                if repeated > MAX_VALUES:
                    return Broken(_mark(event, offset), f"aliases repeat more than {MAX_VALUES:,} values")
            elif isinstance(event, yaml.ScalarEvent):
                total += 1
    except (yaml.YAMLError, UnicodeEncodeError):
        pass  # the parse that follows says what is wrong
    return None


def _mark(event: Any, offset: int) -> Span:
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
        if entry.key is not None and _key_reads_as(text, entry, key):
            shown = shorten(str(entry.step))
            if not shown:
                return Broken(entry.key, "a key is empty: text is missing before the colon")
            return Broken(entry.key, f'the key {shown} is read as {_kind_of(key)}, not as text; write "{shown}"')
    return Broken(content, f"a key is {_kind_of(key)}, not text")


def _key_reads_as(text: str, entry: Entry, key: object) -> bool:
    """Whether a key as written is the one that is no text; quoted ones are text."""
    if entry.key is None or text[entry.key.start : entry.key.start + 1] in ('"', "'"):
        return False
    loader = _Loader(text[entry.key.start : entry.key.end])
    try:
        return bool(loader.get_single_data() == key)
    except (yaml.YAMLError, ValueError, TypeError, LookupError):
        return False
    finally:
        loader.dispose()


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
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(block)) if mark is not None else 0
    began = min(error.context_mark.index, len(block)) if error.context_mark is not None else at
    from bylint.formats.yaml_causes import explain  # only front matter that cannot be read needs it

    message, place = explain(block, at, began, error.problem or "", error.context or "")
    return Broken(place.shift(offset), message)


# -- spans -------------------------------------------------------------------------------------------------------


def entries(text: str, content: Span) -> tuple[Entry, ...]:
    """Everything in a block that parses, as it stands: top-level keys in order, repeated ones too."""
    block, offset = _cut(text, content)
    events: Iterator[Any] = iter(yaml.parse(block, Loader=_BaseLoader))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _Spans(block, offset, events).mapping()
        if isinstance(event, yaml.NodeEvent):
            break
    return ()


class _Spans:
    """Builds entries from libyaml's events. Depth is bounded: `parse` has refused what nests deeper."""

    def __init__(self, block: str, offset: int, events: Iterator[Any]) -> None:
        self.block, self.offset, self.events = block, offset, events
        self.ended = 0  # where the collection that was read last ends, brackets included

    def mapping(self) -> tuple[Entry, ...]:
        """The entries up to the end of the mapping that has begun."""
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                self.ended = self._end_of(event)
                break
            key = self.value(event, "", None)
            value = self.value(next(self.events), key.text, key.span)
            found.append(self._after_colon(key, value) if value.style == "empty" else value)
        return tuple(found)

    def sequence(self) -> tuple[Entry, ...]:
        """The entries up to the end of the list that has begun."""
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                self.ended = self._end_of(event)
                break
            found.append(self.value(event, len(found), None))
        return tuple(found)

    def _end_of(self, event: Any) -> int:
        end: int = event.end_mark.index
        return end

    def value(self, event: Any, step: Step, key: Span | None) -> Entry:
        """The entry that begins with `event`."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            return self._entry(step, key, start, end, "scalar", "alias", self.block[start:end])
        if isinstance(event, yaml.ScalarEvent):
            style: Style = _SCALAR_STYLES[event.style or None]
            if style in ("literal", "folded"):
                end = self._end_of_block_scalar(start, end, event.value)
            elif start == end:
                style = "empty"
            return self._entry(step, key, start, end, "scalar", style, event.value)
        kind: Kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        flow = bool(event.flow_style)
        children = self.sequence() if kind == "list" else self.mapping()
        if flow and (kind == "list" or self.block[self.ended - 1] == "}"):
            end = self.ended
        elif children:  # a block, or one pair in a list's brackets
            end = children[-1].span.end - self.offset
        return self._entry(step, key, start, end, kind, "flow" if flow else "block", "", children)

    def _after_colon(self, key: Entry, value: Entry) -> Entry:
        """An empty value, right after its colon, or after the key where there is none: libyaml puts some further on."""
        at = key.span.end
        between = self.block[at - self.offset : value.span.start - self.offset]
        if between.lstrip(_BREAKS + " \t").startswith(":"):
            at += between.index(":") + 1
        return value._replace(span=Span(at, at))

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

    def _end_of_block_scalar(self, start: int, end: int, value: str) -> int:
        """Without the newline that ends it; blank lines after it belong to it only where it says "keep" (`|+`)."""
        text = self.block[start:end]
        if _KEEPS.match(text):
            newline = 2 if text.endswith("\r\n") else 1 if text[-1:] in _BREAKS else 0
            return end - newline
        ends_in_spaces = value.rstrip(_BREAKS).endswith(" ")
        return start + len(text.rstrip(_BREAKS if ends_in_spaces else _BREAKS + " "))


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
