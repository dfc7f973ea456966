"""What probably made a TOML front matter unreadable, in a writer's words, from what tomllib complains of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Span
from bylint.formats import CONFLICT
from bylint.patterns import pattern
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

Cause = tuple[str, Span]
"""A message and the place in the block that it is about."""

_LONGEST_LINE = 2000
_PLACE = pattern(r" \(at line (\d+), column (\d+)\)\Z")
_CONFLICT = pattern(r"^<{7}(?= |\r?$)", re.MULTILINE)
_PAIR = pattern(r"""[ \t]*(?P<key>[\w.-]++|"[^"]*"|'[^']*')[ \t]*(?P<mark>=|:)[ \t]*(?P<value>[^\r\n]*)""")
_HEADER = pattern(r"[ \t]*+\[++[ \t]*+(?P<key>[^\]\r\n]+)")
_LONG_NUMBER = pattern(r"[0-9][0-9_]{999,}")
_TEMPLATE = pattern(r"\{\{|\{%")
_CURLY = "“”„«»‘’"
_DATED = pattern(r"\d{4}-\d{1,2}-\d{1,2}[^\s,#\]]*(?:[ \t][\d:+Z.-]+)*|\d{1,2}:\d{2}(?!\d)[\d:.]*")
_ELSEWHERE = {"true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}
_NULLS = frozenset({"null", "nil", "none", "~", "undefined"})


class _Complaint(NamedTuple):
    """Where tomllib gave up in the block, and what it said."""

    block: str
    at: int
    problem: str
    line_number: int
    """Of the first line of the block, in the file."""

    @property
    def start(self) -> int:
        """Where the line of the complaint starts."""
        return max(self.block.rfind("\n", 0, self.at), self.block.rfind("\r", 0, self.at)) + 1

    @property
    def line(self) -> str:
        """That line; not more of it than a person would read."""
        return self.block[self.start : self.start + _LONGEST_LINE].splitlines()[0] if self.start < self.end else ""

    @property
    def end(self) -> int:
        return len(self.block)

    @property
    def character(self) -> str:
        return self.block[self.at : self.at + 1]

    def here(self, message: str, at: int | None = None, length: int = 1) -> Cause:
        """The cause at a place, which always lies in the block."""
        start = min(self.at if at is None else at, max(self.end - 1, 0))
        return message, Span(start, min(start + length, self.end))


def explain(block: str, error: ValueError, line_number: int) -> Cause:
    """The likeliest cause, and where it lies in the block, whose first line has that number."""
    said = str(error)
    place = _PLACE.search(said)
    problem = said[: place.start()] if place else said.removesuffix(" (at end of document)")
    at = _offset(block, int(place[1]), int(place[2])) if place else len(block)
    complaint = _Complaint(block, at, problem, line_number)
    return next(cause for look in _LOOKS if (cause := look(complaint)) is not None)


def _offset(block: str, line: int, column: int) -> int:
    """The offset of a line and column; tomllib ends a line at line feeds only."""
    start = 0
    for _ in range(line - 1):
        start = block.find("\n", start) + 1
    return min(start + column - 1, len(block))


def _conflict(it: _Complaint) -> Cause | None:
    found = _CONFLICT.search(it.block)
    return it.here(CONFLICT, found.start(), 7) if found else None


def _twice(it: _Complaint) -> Cause | None:
    if not any(said in it.problem for said in ("overwrite", "twice", "immutable", "Duplicate")):
        return None
    if it.problem.startswith("Duplicate"):
        return it.here(f"{it.problem[len('Duplicate inline table ') :]} stands twice in these braces", it.at - 1)
    end = it.at if it.at < it.end else len(it.block.rstrip())
    it = it._replace(at=max(end - 1, 0))
    found = _HEADER.match(it.line) or _PAIR.match(it.line)
    if found is None:
        return it.here("a key that stands twice")
    key, at = found["key"].rstrip(), it.start + found.start("key")
    first = _first_line(it.block, at, key)
    where = f"; it is on line {first + it.line_number} already" if first is not None else ""
    return it.here(f"the key {shorten(key)} stands twice{where}", at, len(key))


def _first_line(block: str, at: int, key: str) -> int | None:
    """How many lines of the block stand before a key that it repeats: in the same table, or as a header."""
    line = block.rfind("\n", 0, at) + 1
    table = 0 if block.startswith("[", line) else max(block.rfind("\n[", 0, at), 0)
    written = re.compile(rf"^[ \t]*+\[*+[ \t]*+{re.escape(key)}[ \t]*+[=\]]", re.MULTILINE)
    found = written.search(block, table, line)
    return block.count("\n", 0, found.start()) if found else None


def _string(it: _Complaint) -> Cause | None:
    """A quote that does not end, or what cannot stand between two."""
    if "Unterminated" in it.problem or it.problem.startswith(("Expected \"'''", 'Expected \'"""', "Expected \"'")):
        start = max(it.block.rfind('"""'), it.block.rfind("'''"))
        if start < 0:
            return it.here("a quote that is never closed")
        return it.here("quotes that are never closed; three open them, and three must end them", start, 3)
    if "Illegal character" in it.problem:
        if it.character in ("\n", "\r", ""):
            start = it._replace(at=max(it.at - 1, 0)).start
            quote = next((at for at in range(start, it.at) if it.block[at] in "\"'"), it.at)
            return it.here("a quote that is never closed on its line", quote)
        return it.here(f"the control character U+{ord(it.character):04X} is not allowed in TOML")
    escapes = ("Unescaped", "hex value", "Unicode scalar", "escape")
    if any(said in it.problem for said in escapes):
        at = max(it.block.rfind("\\", 0, it.at + 1), 0)
        return it.here("an unknown escape after a backslash in double quotes; use single quotes, or double it", at)
    return None


def _yaml(it: _Complaint) -> Cause | None:
    """What YAML writes."""
    found = _PAIR.match(it.line)
    if found and found["mark"] == ":" and "'='" in it.problem:
        return it.here("TOML writes = between key and value, not a colon", it.start + found.start("mark"))
    stripped = it.line.lstrip()
    if stripped.startswith("- "):
        message = "a list item as in YAML; TOML writes a list in brackets after its key"
        return it.here(message, it.start + len(it.line) - len(stripped))
    return None


def _no_pair(it: _Complaint) -> Cause | None:
    stripped = it.line.strip()
    at = it.start + len(it.line) - len(it.line.lstrip())
    if "'='" in it.problem:
        head, equals, _ = it.line.partition("=")
        if equals and not head.lstrip().startswith("["):
            return it.here("a key of several words needs quotes", at, max(len(head.strip()), 1))
        return it.here("a line that is neither a key with = and a value nor a table", at, max(len(stripped), 1))
    if "Invalid statement" in it.problem:
        if it.character in ("\r", "\n"):
            return it.here("a line that ends in a carriage return alone, which TOML does not allow")
        if it.character == "\ufeff":
            return it.here("the invisible character U+FEFF (a byte order mark) stands here; delete it")
        if "=" in it.line and it.character != "=":
            return it.here("a key with other letters than a to z needs quotes", at, len(it.line.split("=")[0].strip()))
        return it.here("a line that is neither a key with = and a value nor a table", at, max(len(stripped), 1))
    if "table declaration" in it.problem or "array declaration" in it.problem:
        return it.here("the name of a table is not closed by its bracket", at, max(len(stripped), 1))
    return None


def _value(it: _Complaint) -> Cause | None:
    found = _PAIR.match(it.line)
    if found and (template := _TEMPLATE.match(found["value"])):
        message = f"a value with {template.group()} is not read as a template here; put it in quotes"
        return it.here(message, it.start + found.start("value"), 2)
    if "Invalid value" not in it.problem:
        return None
    if it.character in ("\n", "\r", "") or it.block.startswith("#", it.at):
        if found and not found["value"].split("#")[0].strip():
            return it.here("a value is missing after the =", it.start + found.start("mark"))
        return it.here("a value is missing here")
    if it.character in _CURLY:
        return it.here(f"the typographic quote {it.character} is no quote to TOML; use straight ones")
    rest = it.block[it.at : it.at + _LONGEST_LINE].splitlines()[0]
    pair = _PAIR.match(rest)
    opened = it.block.rfind("[", 0, it.at)
    if pair and pair["mark"] == "=" and it.start <= it.at and not it.block[it.start : it.at].strip() and opened >= 0:
        return it.here("the [ that begins here is not closed before the next key", opened)
    written = rest.split("#")[0].rstrip()
    word = written.rstrip(",]} ").lower()
    if word in _ELSEWHERE:
        return it.here(f"TOML writes {_ELSEWHERE[word]} in lower case and without quotes", length=len(word))
    if word in _NULLS:
        return it.here("TOML has no null; leave the key out", length=len(word))
    return it.here("text needs quotes in TOML", length=max(len(written), 1))


def _after_value(it: _Complaint) -> Cause | None:
    if "newline or end of document" not in it.problem:
        return None
    found = _PAIR.match(it.line)
    if found is None:
        return it.here("text after a value or table where the line should end")
    value, at = found["value"], it.start + found.start("value")
    if it.character == "\r":
        return it.here("a line that ends in a carriage return alone, which TOML does not allow")
    if dated := _DATED.match(value):
        message = (
            f"{shorten(dated.group())} is no date or time that TOML knows; write 2020-01-02T10:00:00Z, or use quotes"
        )
        return it.here(message, at, len(dated.group()))
    if value[:1] in ('"', "'"):
        if it.character in (",", ";"):
            return it.here(f"a {it.character} after the value, where the line should end", it.at)
        if value[0] == "'":
            return it.here("text after a closing quote; put double quotes around text with an apostrophe", it.at)
        return it.here("text after a closing quote; put a backslash before each quote inside the text", it.at)
    if value[:1].isdigit():
        return it.here("a number that TOML does not know, or text that needs quotes", at, max(len(value.rstrip()), 1))
    return it.here("text after the value; quote all of it, or begin a comment with #", it.at)


def _brackets(it: _Complaint) -> Cause | None:
    for said, opening in (("array", "["), ("inline table", "{")):
        if said in it.problem and "Unclosed" in it.problem:
            at = max(it.block.rfind(opening, 0, it.at), 0)
            if it.at < it.end and it.block[it.start : it.at].strip() and it.character not in "\r\n":
                return it.here("a comma is missing here")
            more = " on its line" if opening == "{" else ""
            return it.here(f"the {opening} that begins here is not closed{more}", at)
    return None


def _other(it: _Complaint) -> Cause:
    if "Exceeds the limit" in it.problem:  # Python's, of digits
        found = _LONG_NUMBER.search(it.block)
        return it.here("a number that is too long", *((found.start(), len(found.group())) if found else (0,)))
    said = it.problem or "no reason given"
    return it.here(f"the TOML cannot be read here ({shorten(said, 120)}); check quotes and brackets")


_LOOKS: tuple[Callable[[_Complaint], Cause | None], ...] = (
    _conflict,
    _twice,
    _string,
    _yaml,
    _value,
    _no_pair,
    _after_value,
    _brackets,
    _other,
)
"""From the surest sign to the least."""
