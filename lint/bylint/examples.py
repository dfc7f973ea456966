"""The examples in a rule's documentation, as values."""

from __future__ import annotations

import ast
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml

from bylint.diagnostic import Span
from bylint.faults import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bylint.rule import Rule

Kind = Literal["Bad", "Fixed", "Good"]

_HEADING = re.compile(r"^(?P<kind>Bad|Fixed|Good)(?: \((?P<parameters>.*)\))?:$")
_FILE = re.compile(r"=== (?P<path>\S+\.\w+)")
_NEARLY = re.compile(r"\s*(?:bad|fix|fixed|good)(?: examples?)?(?: ?\(.*\))?\s*:?\s*", re.IGNORECASE)
DEFAULT_PATH = "content/post.md"
"""What a post is told to be where an example names no path."""
ABOUT_THE_POST = (
    "path",
    "dialect",
    "today",
    "escapes",
    "encoding",
    "failure",
    "schema",
    "accounts",
    "organisations",
    "people",
    "registry",
    "vocabulary",
    "in_content",
    "site",
    "files",
)
"""The parameters of an example that say what the post is; all others are options of the rule."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example. `text` has the marks in it, `line` is its heading's in the documentation, from 1."""

    kind: Kind
    text: str
    parameters: Mapping[str, Any]
    line: int = 1
    is_suggested: bool = False

    @property
    def plain(self) -> str:
        """The post without the marks."""
        return re.sub("[⟦⟧⟨⟩]", "", self.text)

    @property
    def files(self) -> Mapping[str, Example]:
        """The posts of an archive rule's example by their paths, each as an example of its own."""
        found = split_files(self.text, str(self.parameters.get("path", DEFAULT_PATH)))
        return {path: replace(self, text=text) for path, text in found.items()}

    def marked(self, opening: str, closing: str) -> list[Span]:
        """The spans between two marks, in the text without marks."""
        spans: list[Span] = []
        starts: list[int] = []
        at = 0
        for character in self.text:
            if character == opening:
                starts.append(at)
            elif character == closing:
                assert starts, f"an example has a {closing} without a {opening}: {self.text}"
                spans.append(Span(starts.pop(), at))
            elif character not in "⟦⟧⟨⟩":
                at += 1
        assert not starts, f"an example has a {opening} without a {closing}: {self.text}"
        return sorted(spans)


def split_files(text: str, path: str) -> dict[str, str]:
    """The texts of several posts: a line `=== path/of/post.md` begins each; what stands above is the post at `path`."""
    found: dict[str, list[str]] = {}
    lines = found[path] = []
    for line in text.splitlines(keepends=True):
        heading = _FILE.fullmatch(line.strip())
        if heading is None:
            lines.append(line)
            continue
        assert heading["path"] not in found or (heading["path"] == path and not lines), (
            f"an example has two files {heading['path']}"
        )
        lines = found[heading["path"]] = []
    texts = {path: "".join(lines).strip("\n") + "\n" for path, lines in found.items()}
    return {path: text for path, text in texts.items() if text.strip() or len(texts) == 1}


def examples(rule: Rule) -> tuple[Example, ...]:
    """The examples in a rule's documentation, in order."""
    return tuple(_read_examples(rule.documentation))


def _read_examples(documentation: str) -> Iterator[Example]:
    lines = documentation.splitlines()
    number = 0
    while number < len(lines):
        heading = _HEADING.match(lines[number])
        number += 1
        if heading is None:
            continue
        line = number
        block: list[str] = []
        while number < len(lines) and (not lines[number].strip() or lines[number].startswith("    ")):
            block.append(lines[number][4:])
            number += 1
        text = "\n".join(block).strip("\n") + "\n"
        parameters = dict(_read_parameters(heading["parameters"] or ""))
        is_suggested = parameters.pop("suggested", None) is not None
        parameters.pop("safe", None)
        if parameters.pop("escapes", False):
            text = re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([rt]))", _unescape, text)
        yield Example(heading["kind"], text, parameters, line, is_suggested)  # type: ignore[arg-type]  # the pattern matches the kinds only


def _unescape(found: re.Match[str]) -> str:
    if found[3]:
        return {"r": "\r", "t": "\t"}[found[3]]
    return chr(int(found[1] or found[2], 16))


def _read_parameters(text: str) -> Iterator[tuple[str, Any]]:
    depth, start = 0, 0
    for at, character in enumerate(f"{text},"):
        depth += (character in "[{(") - (character in "]})")
        if character == "," and depth == 0:
            part = text[start:at].strip()
            start = at + 1
            name, is_given, value = part.partition("=")
            if part:
                yield name.strip(), _read_value(value) if is_given else True
    assert start > len(text), f"an example's parameters cannot be read: {text}"


def _read_value(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise AssertionError(f"an example's parameter cannot be read: {text}") from error


def misread_headings(rule: Rule) -> Iterator[tuple[int, str]]:
    """The lines of a documentation that nearly are the heading of an example, with their numbers from 1."""
    inside = False
    for number, line in enumerate(rule.documentation.splitlines(), 1):
        if line.strip() and not line.startswith("    "):
            inside = _HEADING.match(line) is not None
        if not (inside and line.startswith("    ")) and not _HEADING.match(line) and _NEARLY.fullmatch(line):
            yield number, line.strip()


def place(rule: Rule, line: int) -> str:
    """Where a line of a rule's documentation is, as FILE:LINE; by its number there where that cannot be told."""
    first = _first_line(rule)
    if first is None:
        return f"line {line} of the documentation"
    file = file_of(rule)
    try:
        near = os.path.relpath(file)
    except ValueError:  # another drive
        near = file
    return f"{file if near.startswith('..') else near}:{first + line - 1}"


def _first_line(rule: Rule) -> int | None:
    """The line of its file on which a rule's documentation begins."""
    code = getattr(rule.check, "__code__", None)
    if code is None:
        return None
    try:
        tree = ast.parse(Path(code.co_filename).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or node.name != code.co_name or not ast.get_docstring(node):
            continue
        written = node.body[0]
        text = ast.get_docstring(node, clean=False) or ""
        if text == rule.check.__doc__ or ast.get_docstring(node) == rule.documentation:
            return written.lineno + text[: len(text) - len(text.lstrip())].count("\n")
    return None
