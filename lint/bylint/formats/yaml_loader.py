"""PyYAML's safe loader as front matter needs it: what only looks like a date stays text, bombs are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from bylint.diagnostic import Span
from bylint.formats import MAX_DEPTH, MAX_NUMBER, Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from yaml import CSafeLoader as _BaseLoader

    HAS_LIBYAML = True
except ImportError:  # pragma: no cover - every wheel of PyYAML has libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

    HAS_LIBYAML = False

MAX_VALUES = 100_000
"""More values than this, counted as aliases repeat them, are refused (an alias bomb)."""

_UNUSUAL_KEYS = frozenset(("tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"))


class Loader(_BaseLoader):
    """The safe loader, except that a scalar which only looks like a date or number stays text, and repeats are seen."""

    repeats = False

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  # the loader's signature
        """The value of a node."""
        if node.tag == "tag:yaml.org,2002:str" and type(node) is yaml.ScalarNode:
            return node.value  # most nodes are text, on which the loader spends as much as on a mapping
        return super().construct_object(node, deep)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  # the loader's signature
        """The mapping, of repeated keys with the last value."""
        pairs: Any = node.value if node.id == "mapping" else ()  # a tag can call a list a mapping
        keys = {key.value for key, _ in pairs if isinstance(key, yaml.ScalarNode)}
        if len(keys) < len(pairs):
            self.repeats = True
        return super().construct_mapping(node, deep)

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge what `<<` names. Each one costs a pass over the mapping, so many are refused."""
        if _UNUSUAL_KEYS.isdisjoint([key.tag for key, _ in node.value]):
            return
        merges = [key for key, _ in node.value if key.tag == "tag:yaml.org,2002:merge"]
        if len(merges) > MAX_DEPTH:
            raise yaml.constructor.ConstructorError(None, None, "too many merge keys", merges[MAX_DEPTH].start_mark)
        super().flatten_mapping(node)


def _as_text_if_unreadable(name: str) -> Any:
    stock = getattr(yaml.constructor.SafeConstructor, name)

    def construct(loader: Loader, node: yaml.ScalarNode) -> Any:
        text = loader.construct_scalar(node)
        if len(text) > MAX_NUMBER and name != "construct_yaml_timestamp":
            return text
        try:
            return stock(loader, node)
        except (ValueError, OverflowError, LookupError, AttributeError):
            return text

    return construct


for _kind in ("timestamp", "int", "float", "bool"):
    Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_text_if_unreadable(f"construct_yaml_{_kind}"))


_CONSTRUCTOR = yaml.constructor.SafeConstructor()


def resolved(text: str) -> Any:
    """What the loader makes of a plain scalar."""
    for tag, form in Loader.yaml_implicit_resolvers.get(text[0], ()):
        if form.match(text):
            return Loader.yaml_constructors[tag](_CONSTRUCTOR, yaml.ScalarNode(tag, text))
    return text


def too_much(block: str, offset: int) -> Broken | None:
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
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return _too_deep(error, offset)  # the parse that follows says what else is wrong
    return None


def _too_deep(error: Exception, offset: int) -> Broken | None:
    """What libyaml refuses for a limit of its own, which it may come upon before ours is looked at."""
    if "nesting depth" not in str(error):
        return None
    at = getattr(getattr(error, "problem_mark", None), "index", 0)
    return Broken(Span(at, at + 1).shift(offset), f"nested deeper than {MAX_DEPTH} levels")


def _mark(event: Any, offset: int) -> Span:
    return Span(event.start_mark.index, max(event.end_mark.index, event.start_mark.index + 1)).shift(offset)
