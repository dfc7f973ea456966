"""What probably made a JSON front matter unreadable, in a writer's words, from what Python's reader complains of."""

from __future__ import annotations

import re

from bylint.diagnostic import Span
from bylint.formats import CONFLICT
from bylint.patterns import pattern

Cause = tuple[str, Span]
"""A message and the place in the object that it is about."""

_CONFLICT = pattern(r"^<{7}(?= |\r?$)", re.MULTILINE)
_WORD = pattern(r"[^\s,:\[\]{}\"']+")
_LINE = pattern(r"[^\r\n,\]}]{1,200}")
_CURLY = "“”„«»‘’"
_ELSEWHERE = {"True": "true", "False": "false", "None": "null", "nil": "null", "undefined": "null"}


def explain(block: str, problem: str, at: int) -> Cause:
    """The likeliest cause, and where it lies in the object."""
    at = min(at, len(block))
    if conflict := _CONFLICT.search(block):
        return CONFLICT, Span(*conflict.span())
    character = block[at : at + 1]
    before = block[:at].rstrip()
    if block.startswith(("//", "/*"), at) or (character == "#" and "string" not in problem):
        return "a comment, which JSON does not have; delete it", Span(at, at + 1 + (character == "/"))
    if "string" in problem or "control character" in problem or "escape" in problem:
        return _in_string(block, problem, at)
    if "trailing comma" in problem or (character in ("}", "]") and before.endswith(",")):
        comma = at if character == "," else len(before) - 1
        return "a comma after the last value, which JSON does not allow; delete it", Span(comma, comma + 1)
    if character == "'":
        return "a quote that JSON does not know; it takes double quotes only", Span(at, at + 1)
    if character and character in _CURLY:
        return f"the typographic quote {character} is no quote to JSON; use straight ones", Span(at, at + 1)
    if "',' delimiter" in problem:
        return _comma(block, before, at)
    return _part(block, problem, before, at)


def _part(block: str, problem: str, before: str, at: int) -> Cause:
    """A key, a colon or a value that is not as it should be."""
    if "property name" in problem:
        return _key(block, at)
    if "Expecting value" in problem:
        return _value(block, at)
    if "':' delimiter" in problem:
        if block.startswith("=", at):
            return "a colon stands between key and value in JSON, not =", Span(at, at + 1)
        return "a colon is missing after this key", _last(block, before)
    if problem == "constant":
        word = _word(block, at)
        return f"the value {block[word.start : word.end]} is none that JSON has; put it in quotes", word
    return f"the JSON cannot be read here ({problem}); check quotes and commas", _clipped(block, at)


def _in_string(block: str, problem: str, at: int) -> Cause:
    if "Unterminated" in problem:
        return "a quote that is never closed", Span(at, at + 1)
    if "control character" in problem:
        if block[at : at + 1] in ("\n", "\r"):
            quote = _opening_quote(block, at)
            return "a quote that is never closed on its line", Span(quote, quote + 1)
        shown = "a tab" if block[at : at + 1] == "\t" else f"the control character U+{ord(block[at]):04X}"
        return f"{shown} in quotes, which JSON does not allow; write it as an escape", Span(at, at + 1)
    start = max(block.rfind("\\", 0, at + 1), 0)
    return "an unknown escape after a backslash; double the backslash", Span(start, start + 1)


def _opening_quote(block: str, at: int) -> int:
    """The last quote before a place, which opens the string that the place is in."""
    quote = block.rfind('"', 0, at)
    while quote > 0 and block[quote - 1] == "\\":
        quote = block.rfind('"', 0, quote)
    return max(quote, 0)


def _key(block: str, at: int) -> Cause:
    character = block[at : at + 1]
    if character == ",":
        return "a comma too many", Span(at, at + 1)
    if character and character not in "{}[]:":
        word = _word(block, at)
        return f"the key {block[word.start : word.end]} needs double quotes", word
    return "a key in double quotes is missing here", _clipped(block, at)


def _comma(block: str, before: str, at: int) -> Cause:
    gap = block[len(before) : at]
    if "\n" in gap or "\r" in gap:
        if block[at : at + 1] not in ('"', "{", "[") and re.search(r"[\r\n][ \t]*[\r\n]", gap):
            return "the object is never closed before the text that begins here; end it with a brace }", _word(
                block, at
            )
        return "a comma is missing after this value", _last(block, before)
    if before.endswith('"'):
        return "text after a closing quote; put a backslash before each quote inside the text", _clipped(block, at)
    return "a comma is missing here, or the whole value needs quotes", _clipped(block, at)


def _value(block: str, at: int) -> Cause:
    character = block[at : at + 1]
    if not character or character in ",}]":
        return "a value is missing here", _clipped(block, at)
    word = _word(block, at)
    written = block[word.start : word.end]
    if written in _ELSEWHERE:
        return f"the value {written} is none that JSON has; write {_ELSEWHERE[written]}", word
    line = _LINE.match(block, at)
    return "text needs double quotes in JSON", Span(at, at + len(line.group().rstrip())) if line else word


def _word(block: str, at: int) -> Span:
    found = _WORD.match(block, at)
    return Span(*found.span()) if found else _clipped(block, at)


def _last(block: str, before: str) -> Span:
    """The last character before a gap, where something is missing."""
    at = max(len(before) - 1, 0)
    return _clipped(block, at)


def _clipped(block: str, at: int) -> Span:
    start = min(at, max(len(block) - 1, 0))
    return Span(start, min(start + 1, len(block)))
