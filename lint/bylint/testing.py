"""Rules' documentation, executed: the examples of a docstring are the rule's tests. For anybody's rules.

    from bylint.testing import check_rule

    def test_the_examples_hold():
        check_rule(my_rule)

An example is a `Bad:`, `Fixed:` or `Good:` line and an indented post below it. In Bad, `⟦…⟧` marks each span that is
reported and `⟨…⟩` the other end; Fixed is Bad after its fixes, and clean; Good is silent. In parentheses may stand
options of the rule, and what the post is: `Bad (max_length=20, path=_posts/2020-01-02-x.md, dialect=jekyll):`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml

from bylint.config_file import read_schema
from bylint.declared import build_schema
from bylint.diagnostic import Diagnostic, Edit, Span
from bylint.dialects import DIALECTS, SiteSettings
from bylint.edits import apply_edits
from bylint.engine import Active, Engine, Failure, Plan
from bylint.people import Directory, read_person
from bylint.registry import Place, Registry, load_registry
from bylint.site import Site
from bylint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bylint.rule import Rule

Kind = Literal["Bad", "Fixed", "Good"]

_HEADING = re.compile(r"^(?P<kind>Bad|Fixed|Good)(?: \((?P<parameters>.*)\))?:$")
_ABOUT_THE_POST = (
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
    "in_content",
)


@dataclass(frozen=True, slots=True)
class Example:
    """One example. `text` has the marks in it."""

    kind: Kind
    text: str
    parameters: Mapping[str, Any]

    @property
    def plain(self) -> str:
        """The post without the marks."""
        return re.sub("[⟦⟧⟨⟩]", "", self.text)

    def marked(self, opening: str, closing: str) -> list[Span]:
        """The spans between two marks, in the text without marks."""
        spans: list[Span] = []
        starts: list[int] = []
        at = 0
        for character in self.text:
            if character == opening:
                starts.append(at)
            elif character == closing:
                spans.append(Span(starts.pop(), at))
            elif character not in "⟦⟧⟨⟩":
                at += 1
        return sorted(spans)


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
        block: list[str] = []
        while number < len(lines) and (not lines[number].strip() or lines[number].startswith("    ")):
            block.append(lines[number][4:])
            number += 1
        text = "\n".join(block).strip("\n") + "\n"
        parameters = dict(_read_parameters(heading["parameters"] or ""))
        if parameters.pop("escapes", False):
            text = re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([rt]))", _unescape, text)
        yield Example(heading["kind"], text, parameters)  # type: ignore[arg-type]  # the pattern matches the kinds only


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
            if part and part not in ("suggested", "safe"):
                yield name.strip(), yaml.safe_load(value) if is_given else True


def check(
    rule: Rule, text: str | bytes, *, parameters: Mapping[str, Any] | None = None, with_rules: Sequence[Rule] = ()
) -> list[Diagnostic]:
    """What a rule says of a post. `parameters` are its options and what the post is, as in an example's parentheses.

    `with_rules` run beside it: the rules about marks need others to speak or be silent.
    """
    given = dict(parameters or {})
    about = {name: given.pop(name) for name in _ABOUT_THE_POST if name in given}
    path = str(about.get("path", "content/post.md"))
    active = Active(rule, rule.options.model_validate(given))
    schema = build_schema(read_schema(about["schema"]), Path()) if "schema" in about else None
    plan = Plan((active, *(Active(other, other.options()) for other in with_rules if other.id != rule.id)), schema)
    places = [Place(each.rule.id, each.rule.check.__module__) for each in plan.active]
    engine = Engine(Registry(places))
    if "failure" in about:
        found = engine.fail(path, path, Failure(rule.id.partition("/")[2], str(about["failure"])), plan)  # type: ignore[arg-type]
    else:
        raw = text if isinstance(text, bytes) else text.encode(about.get("encoding", "utf-8"))
        found = engine.check(
            Source.decode(path, raw),
            make_site(about),
            plan,
            root_path=path,
            in_content=bool(about.get("in_content", True)),
        )
    assert not found.failed or "failure" in about, f"{rule.id} raised an error: {found.reasons}"
    return [diagnostic for diagnostic in found.diagnostics if diagnostic.rule == rule.id]


def make_site(about: Mapping[str, Any]) -> Site:
    """The site that an example is told to belong to."""
    registry = {key: read_person(name)._replace(handle=key) for key, name in about.get("registry", {}).items()}
    directory = Directory(
        registry=registry,
        aliases=about.get("people", {}),
        accounts=frozenset(about.get("accounts", ())),
        organisations=frozenset(about.get("organisations", ())),
    )
    today = about.get("today", date(2024, 1, 1))
    return Site(
        root=Path(),
        dialect=DIALECTS[about.get("dialect", "generic")],
        directory=directory,
        settings=SiteSettings(),
        today=today,
    )


def check_rule(rule: Rule) -> None:
    """Check every example of a rule. Raises AssertionError with what was expected and what was said."""
    found = examples(rule)
    kinds = {example.kind for example in found}
    assert {"Bad", "Good"} <= kinds, f"{rule.id}: the documentation needs a Bad and a Good example"
    beside = tuple(other for other in load_registry() if other.needs != "engine") if rule.needs == "engine" else ()
    bad: Example | None = None
    for example in found:
        if example.kind == "Bad":
            bad = example
            _check_bad(rule, example, beside)
        elif example.kind == "Good":
            said = check(rule, example.plain, parameters=example.parameters, with_rules=beside)
            assert not said, (
                f"{rule.id}: the Good example should be silent, but: {[d.message for d in said]}\n{example.plain}"
            )
        else:
            assert bad is not None, f"{rule.id}: Fixed stands without Bad"
            _check_fixed(rule, bad, example, beside)


def _check_bad(rule: Rule, example: Example, beside: Sequence[Rule]) -> None:
    said = check(rule, example.plain, parameters=example.parameters, with_rules=beside)
    assert said, f"{rule.id}: silent on the Bad example\n{example.plain}"
    spans = sorted(diagnostic.span for diagnostic in said)
    wanted = example.marked("⟦", "⟧")
    if not wanted:
        return  # there is no place to mark: a file that cannot be read
    plain = example.plain
    assert spans == wanted, (
        f"{rule.id}: reports {[plain[s:e] for s, e in spans]}, marked is {[plain[s:e] for s, e in wanted]}"
    )
    others = sorted({place.span for diagnostic in said for place in diagnostic.related if place.span is not None})
    marked = example.marked("⟨", "⟩")
    assert others == marked, (
        f"{rule.id}: the other end is {[plain[s:e] for s, e in others]}, marked is {[plain[s:e] for s, e in marked]}"
    )


def _check_fixed(rule: Rule, bad: Example, fixed: Example, beside: Sequence[Rule]) -> None:
    source = Source("", bad.plain)
    said = check(rule, bad.plain, parameters=bad.parameters, with_rules=beside)
    edits = [
        Edit(_span(source, edit.range), edit.text)
        for diagnostic in said
        for fix in diagnostic.fixes[:1]
        for edit in fix.edits
    ]
    after = apply_edits(bad.plain, edits)
    assert after == fixed.plain, f"{rule.id}: the fix gives\n{after}\nwhere the documentation has\n{fixed.plain}"
    again = check(rule, after, parameters=bad.parameters, with_rules=beside)
    assert not again, f"{rule.id}: not silent after its fix: {[diagnostic.message for diagnostic in again]}"


def _span(source: Source, found: Any) -> Span:
    start, end = (source.line_span(place.line).start + place.column - 1 for place in found)
    return Span(start, end)
