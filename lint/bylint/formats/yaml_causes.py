"""What probably made a YAML front matter unreadable, in a writer's words, from what libyaml or PyYAML complain of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bylint.diagnostic import Span
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

Cause = tuple[str, Span]
"""A message and the place in the block that it is about."""

_LONGEST_LINE = 2000
_CONFLICT = pattern(r"^<{7}(?= |\r?$)", re.MULTILINE)
_TEMPLATE = pattern(r"\{\{|\{%")
_QUOTED_THEN_MORE = pattern(r"""[ \t-]*+[^\s:#'"][^:\n]*:[ \t]+(?:"[^"\n]*"|'[^'\n]*')[ \t]*(?P<more>[^\s#,])""")
_BRACKETS_THEN_MORE = pattern(
    r"""[ \t-]*+[^\s:#'"][^:\n]*:[ \t]+(?:\[[^\]\n]*\]|\{[^}\n]*\})[ \t]*(?P<more>[^\s#,\]}])"""
)
_KEY_WITHOUT_BLANK = pattern(r"[ \t]*(?P<key>[A-Za-z_][\w-]*:)(?=[^\s:/])")
_BARE_TEXT = pattern(r"[ \t]*(?P<text>[^\s:#-][^:\n]*)$")


class _Complaint(NamedTuple):
    """Where a parser gave up (`at`), what it was reading (`context`, from `began` on), what it missed (`problem`)."""

    block: str
    at: int
    began: int
    problem: str
    context: str

    @property
    def character(self) -> str:
        return self.block[self.at : self.at + 1]

    def line_start(self, at: int) -> int:
        return self.block.rfind("\n", 0, at) + 1

    def line(self, at: int) -> str:
        """The line of a place, without its newline; not more of it than a person would read."""
        start = self.line_start(at)
        end = self.block.find("\n", start)
        return self.block[start : end if end >= 0 else len(self.block)][:_LONGEST_LINE].rstrip("\r")

    def here(self, message: str, at: int, length: int = 1) -> Cause:
        """The cause at a place, which always lies in the block."""
        start = min(at, max(len(self.block) - 1, 0))
        return message, Span(start, min(start + length, len(self.block)))

    def on_line(self, message: str, found: re.Match[str], group: str, at: int) -> Cause:
        """The cause at what was matched in the line of a place."""
        return self.here(message, self.line_start(at) + found.start(group), len(found[group]))


def explain(block: str, at: int, began: int, problem: str, context: str) -> Cause:
    """The likeliest cause, and where it lies in the block."""
    complaint = _Complaint(block, at, began, problem, context)
    return next(cause for look in _LOOKS if (cause := look(complaint)) is not None)


def _conflict(it: _Complaint) -> Cause | None:
    found = _CONFLICT.search(it.block)
    return it.here("a merge conflict was left in the front matter; resolve it", found.start(), 7) if found else None


def _byte_order_mark(it: _Complaint) -> Cause | None:
    place = it.line(it.at).find("\ufeff")
    if place < 0 or ("document" not in it.problem and "key" not in it.problem):
        return None
    return it.here(
        "the invisible character U+FEFF (a byte order mark) stands here; delete it", it.line_start(it.at) + place
    )


def _template(it: _Complaint) -> Cause | None:
    for at in (it.began, it.at):
        if found := _TEMPLATE.search(it.line(at)):
            start = it.line_start(at) + found.start()
            return it.here(f"a value with {found.group()} is not read as a template here; put it in quotes", start, 2)
    return None


def _stray_colon(it: _Complaint) -> Cause | None:
    if "mapping values are not allowed" not in it.problem:
        return None
    start = it.line_start(it.at)
    before = it.block[start : it.at]
    if ": " in before or ":\t" in before:
        return it.here("a colon inside an unquoted value; put the value in quotes", it.at)
    above = start - 1
    while above > 0 and not it.line(above).strip():
        above = it.line_start(above) - 1
    if above >= 0:
        if found := _KEY_WITHOUT_BLANK.match(it.line(above)):
            return it.on_line("a key needs a blank after its colon", found, "key", above)
        if found := _BARE_TEXT.match(it.line(above)):
            return it.on_line("a line that is neither a key with a colon nor part of a value", found, "text", above)
    indent = len(before) - len(before.lstrip())
    message = "a key where none can stand: it is indented too far, or the line above has a value already"
    return it.here(message, start + indent, max(len(before) - indent, 1))


def _unclosed(it: _Complaint) -> Cause | None:
    if "flow sequence" in it.context or "flow mapping" in it.context:
        bracket = it.block[it.began : it.began + 1]
        message = (
            f"the {bracket} that begins here is not closed as it should be; quote text that has brackets or commas"
        )
        return it.here(message, it.began)
    ends = ("end of stream", "document indicator", "document separator")
    if "quoted scalar" in it.context and any(end in it.problem for end in ends):
        return it.here("a quote that is never closed", it.began)
    return None


def _meaningful_start(it: _Complaint) -> Cause | None:
    """A value whose first character means something in YAML."""
    problem, context = it.problem, it.context
    if "escape" in problem or "escape" in context or "hexdecimal" in problem:
        at = max(it.block.rfind("\\", 0, it.at + 1), 0)
        return it.here(
            "an unknown escape after a backslash in double quotes; double the backslash or use single quotes", at
        )
    if "undefined alias" in problem:
        return it.here("a value that begins with * is read as an alias; put it in quotes", it.at)
    if "an alias" in context:
        return it.here("a value that begins with * is read as an alias; put it in quotes", it.began)
    if "an anchor" in context:
        return it.here("a value that begins with & is read as an anchor; put it in quotes", it.began)
    if "could not determine a constructor" in problem or "tag" in context or "tag" in problem:
        if it.character in ("=", "<"):
            return it.here("a value that means something else in YAML; put it in quotes", it.at)
        return it.here(
            "a value that begins with ! is read as a tag that front matter does not know; put it in quotes", it.at
        )
    if "block scalar" in context and "indent" not in problem:
        return it.here("text after | or > belongs on the next lines, indented; or put the value in quotes", it.began)
    if "block sequence entries are not allowed" in problem:
        return it.here("a list cannot begin on the line of its key; put the value in quotes, or the list below", it.at)
    if any(said in problem for said in ("cannot start any token", "mapping keys are not allowed", "node content")):
        if it.character == "\t":
            return it.here("a tab where YAML allows only spaces", it.at)
        if it.character.strip():
            return it.here(f"a value cannot begin with {it.character}; put it in quotes", it.at)
    return None


def _tab(it: _Complaint) -> Cause | None:
    line = it.line(it.at)
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" not in lead:
        return None
    return it.here("a tab where YAML allows only spaces", it.line_start(it.at) + lead.index("\t"))


def _text_after(it: _Complaint) -> Cause | None:
    line = it.line(it.at)
    if found := _QUOTED_THEN_MORE.match(line):
        message = "text after a closing quote; quote the whole value, doubling or escaping the quotes inside it"
        return it.on_line(message, found, "more", it.at)
    if found := _BRACKETS_THEN_MORE.match(line):
        message = "text after a closing bracket; put the whole value in quotes"
        return it.on_line(message, found, "more", it.at)
    if it.block[max(it.at - 80, 0) : it.at].rstrip(" \t").endswith(("'", '"')):
        return it.here("text after a closing quote, which may have been opened on a line above", it.at)
    return None


def _no_key(it: _Complaint) -> Cause | None:
    if "could not find expected ':'" not in it.problem and "simple key" not in it.problem:
        return None
    line = it.line(it.began)
    if found := _KEY_WITHOUT_BLANK.match(line):
        return it.on_line("a key needs a blank after its colon", found, "key", it.began)
    start = it.line_start(it.began) + len(line) - len(line.lstrip())
    message = "a line that is neither a key with a colon nor part of a value"
    return it.here(message, start, max(len(line.strip()), 1))


def _other(it: _Complaint) -> Cause:
    if "unhashable" in it.problem or "unacceptable key" in it.problem:
        return it.here("a key that is itself a list or mapping; put it in quotes", it.at)
    if "single document" in it.problem or it.block.startswith("--- ", it.at):
        return it.here("a second document begins here; front matter is one", it.at)
    if "found unexpected ':'" in it.problem:
        return it.here("a colon in brackets needs a blank after it, or the text quotes", it.at)
    if "second occurrence" in it.problem:
        return it.here("a name after & that another value has already", it.at)
    if "for merging" in it.problem:
        return it.here("the key << merges mappings into this one; put it in quotes if it is meant as text", it.at)
    if "too many merge keys" in it.problem:
        return it.here("one mapping has too many merge keys (<<)", it.at)
    if it.character and it.character in "]}":
        return it.here(f"a {it.character} that closes nothing", it.at)
    if not it.block[it.line_start(it.at) : it.at].strip() and it.character.strip():
        if it.character == "-":
            return it.here(
                "a list item where none can stand: it is indented differently, or the key above has a value already",
                it.at,
            )
        return it.here("this line is indented differently from those that it belongs to", it.at)
    said = it.problem or "no reason given"
    return it.here(f"the YAML cannot be read here ({said}); check indentation and quotes", it.at)


_LOOKS: tuple[Callable[[_Complaint], Cause | None], ...] = (
    _conflict,
    _byte_order_mark,
    _template,
    _stray_colon,
    _unclosed,
    _meaningful_start,
    _tab,
    _text_after,
    _no_key,
    _other,
)
"""From the surest sign to the least."""
