"""TOML front matter between `+++` lines, as Hugo and Zola read it: values as tomllib gives them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import Span
from bylint.formats import MAX_DEPTH, NEVER_CLOSED, SURROGATE, Block, Broken, Format, Parsed, past_newline
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from bylint.formats import Entry

_OPEN = pattern(r"(?:[ \t]*+(?>\r\n?|\n))*+(\+\+\+[ \t]*)(?:\r\n?|\n|\Z)")
_FENCE = pattern(r"\+\+\+[ \t]*(?=[\r\n]|\Z)")
_LOOKS_LIKE_METADATA = pattern(r"""\s*+(?:#[^\r\n]*+\s*+)*+(?:["'\w][\w .'"-]{0,80}=|\[)""")
_PART = r"""\.[ \t]*+(?:[\w-]++|"[^"\r\n]*+"|'[^'\r\n]*+')[ \t]*+"""
_DEEP_KEY = pattern(rf"(?:{_PART}){{{MAX_DEPTH}}}")


def delimit(text: str) -> Block | None:
    """Where the front matter lies; None when the text does not begin with a line of three pluses."""
    opening = _OPEN.match(text)
    if opening is None:
        return None
    at = opening.end()
    closing = _closing_fence(text, at)
    if closing is None:
        return Block(Span(*opening.span(1)), Span(at, len(text)), None, len(text))
    body = past_newline(text, closing.end())
    return Block(Span(*opening.span(1)), Span(at, closing.start()), Span(*closing.span()), body)


def _closing_fence(text: str, at: int) -> re.Match[str] | None:
    place = text.find("+++", at)
    while place >= 0:
        if (place == at or text[place - 1] in "\r\n") and (found := _FENCE.match(text, place)):
            return found
        place = text.find("+++", place + 1)
    return None


def parse(text: str, content: Span) -> Parsed:
    """Read the values of the block `content` of `text`. Never raises on what a writer or an attacker may write."""
    block = text[content.start : content.end]
    if block.count(".") >= MAX_DEPTH and (deep := _DEEP_KEY.search(block)):
        return Parsed(broken=_too_deep(Span(*deep.span()).shift(content.start)))
    try:
        block.encode()
        values = tomllib.loads(block)
    except UnicodeEncodeError as error:
        return Parsed(broken=Broken(Span(error.start, error.end).shift(content.start), SURROGATE))
    except RecursionError:
        return Parsed(broken=_too_deep(_first_bracket(block).shift(content.start)))
    except ValueError as error:
        from bylint.formats.toml_causes import explain  # only front matter that cannot be read needs it

        message, place = explain(block, error, text.count("\n", 0, content.start) + 1)
        return Parsed(broken=Broken(place.shift(content.start), message))
    if block.count("[") + block.count("{") > MAX_DEPTH and is_too_deep(values):
        return Parsed(broken=_too_deep(_first_bracket(block).shift(content.start)))
    return Parsed(values)


def _too_deep(span: Span) -> Broken:
    return Broken(span, f"nested deeper than {MAX_DEPTH} levels")


def _first_bracket(block: str) -> Span:
    at = max(block.find("[["), 0)
    return Span(at, at + 1)


def is_too_deep(values: Any) -> bool:
    """Whether values nest deeper than is read."""
    level: Iterable[Any] = [values]
    for _ in range(MAX_DEPTH + 1):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        if not inner:
            return False
        level = inner
    return True


def entries(text: str, content: Span) -> tuple[Entry, ...]:
    """Everything in a block that parses, in the order of the text."""
    from bylint.formats.toml_spans import entries as read  # most posts have no finding, and need no places

    return read(text, content)


def unclosed(text: str, block: Block) -> Broken | None:
    """What is wrong where no fence follows; None where no key, table or comment stands below the first one."""
    if not _LOOKS_LIKE_METADATA.match(text, block.content.start):
        return None
    return Broken(block.open, f"{NEVER_CLOSED}a line of +++")


TOML = Format("toml", delimit, parse, entries, comment="#", is_scattered=True, unclosed=unclosed)
