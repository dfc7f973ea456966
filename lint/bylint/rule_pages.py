"""The rules as a folder of Markdown pages: an index by group, and a page for each rule, made from its documentation."""

from __future__ import annotations

import inspect
import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING

from bylint.examples import Example, examples
from bylint.explain import state
from bylint.options import fields_of
from bylint.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bylint.rule import Rule

INDEX = "README.md"
_FENCE = re.compile("`{3,}")
_FIX = {"safe": "fix", "suggested": "suggestion", None: ""}


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """The text of each page by its path in the folder."""
    listed = sorted(rules, key=lambda rule: rule.id)
    return {INDEX: _index(listed), **{f"{rule.id}.md": _page(rule) for rule in listed}}


def write_pages(made: Mapping[str, str], folder: Path) -> None:
    """Write pages below a folder, and take away those of rules that are no more. Raises OSError."""
    for path, text in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="\n")
    for old in sorted(folder.glob("*/*.md")):
        if old.relative_to(folder).as_posix() not in made and _MADE in old.read_text("utf-8", "replace"):
            old.unlink()


_MADE = "<!-- made by `bylint rules --pages`: do not edit -->"
"""On each page, so that a page somebody wrote by hand is never taken away."""


def _index(rules: Iterable[Rule]) -> str:
    lines = [
        "# Rules",
        "",
        _MADE,
        "",
        "A group's name selects all its rules. *Severity* is what a rule weighs unless the configuration says another.",
        "A rule that is *off* runs when it is selected by its name or its group's. A *fix* changes no meaning, a",
        "*suggestion* needs a reader. Rules marked † compare the posts of an archive.",
    ]
    for group, found in groupby(rules, key=lambda rule: rule.group):
        members = list(found)
        lines += ["", f"## {group}", ""]
        lines += [about, ""] if (about := _about(members[0])) else []
        lines += ["| rule | severity | fix | what it finds |", "|---|---|---|---|"]
        lines += [
            f"| [{rule.id}]({rule.id}.md){' †' if rule.needs == 'archive' else ''} | {state(rule)}"
            f" | {_FIX[rule.fixable]} | {_cell(rule.summary)} |"
            for rule in members
        ]
    return "\n".join(lines) + "\n"


def _about(rule: Rule) -> str:
    """What a group is: the docstring of the package that its rules lie in."""
    package = sys.modules.get(rule.check.__module__.rpartition(".")[0])
    return inspect.cleandoc(package.__doc__ or "") if package else ""


def _page(rule: Rule) -> str:
    facts = [f"Severity: {rule.severity}", "on by default" if rule.default else "off until selected"]
    facts += ["preview"] if rule.preview else []
    facts.append({"safe": "has a fix", "suggested": "suggests a fix", None: "no fix"}[rule.fixable])
    facts += ["compares the posts of an archive"] if rule.needs == "archive" else []
    parts = [f"# {rule.id}", _MADE, f"*{' · '.join(facts)}.*", *_documentation(rule)]
    if fields_of(rule.options):
        parts.append(f'## Options\n\nIn `[rules."{rule.id}"]` of the configuration.\n\n{_options(rule)}')
    if rule.aliases:
        parts.append(f"Formerly {', '.join(f'`{name}`' for name in rule.aliases)}.")
    parts.append(f"[All rules]({'../' * rule.id.count('/')}{INDEX})")
    return "\n\n".join(parts) + "\n"


def documentation(rule: Rule) -> str:
    """The page of a rule as Markdown, without its heading. Raises AssertionError for examples that cannot be read."""
    return "\n\n".join(_documentation(rule))


def _documentation(rule: Rule) -> Iterator[str]:
    """The paragraphs of the documentation; examples as blocks of code, with what is reported below them."""
    lines = rule.documentation.splitlines()
    at = 0
    for example in examples(rule):
        yield from _paragraphs(lines[at : example.line - 1])
        at = example.line
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith("    ")):
            at += 1
        yield f"**{lines[example.line - 1].rstrip(':')}**"
        yield _code(example.plain)
        if example.kind == "Bad":
            yield from _reported(example)
    yield from _paragraphs(lines[at:])


def _paragraphs(lines: list[str]) -> Iterator[str]:
    text = "\n".join(lines).strip("\n")
    if text:
        yield text


def _reported(example: Example) -> Iterator[str]:
    told = []
    for word, opening, closing in (("reported", "⟦", "⟧"), ("the other end", "⟨", "⟩")):
        shown = dict.fromkeys(_inline(example.plain[start:end]) for start, end in example.marked(opening, closing))
        told += [f"{word}: {', '.join(shown)}"] if shown else []
    if told:
        yield f"*{'; '.join(told)}*"


def _inline(text: str) -> str:
    shown = _visible(shorten(text)) or "nothing, at a place"
    if "`" in shown:
        return f"`` {shown} ``"
    return f"`{shown}`"


def _code(text: str) -> str:
    """A block of code; its fence is longer than any inside."""
    fence = "`" * max(3, *(len(found) + 1 for found in (*_FENCE.findall(text), "``")))
    return f"{fence}markdown\n{_visible(text).rstrip(chr(10))}\n{fence}"


def _visible(text: str) -> str:
    """What nobody sees, written as an escape."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)


def _options(rule: Rule) -> str:
    lines = ["| option | default | meaning |", "|---|---|---|"]
    for name, info in fields_of(rule.options).items():
        default = info.get_default(call_default_factory=True)
        lines.append(f"| `{name.replace('_', '-')}` | `{_toml(default)}` | {_cell(info.description or '')} |")
    return "\n".join(lines)


def _toml(value: object) -> str:
    """A default as a configuration would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(map(_toml, sorted(value) if isinstance(value, set | frozenset) else value))}]"
    return "not set" if value is None else str(value)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
