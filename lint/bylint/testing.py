"""Rules' documentation, executed: the examples of a docstring are the rule's tests. For anybody's rules.

    import pytest
    from bylint.testing import check_rule, load_rules

    @pytest.mark.parametrize("rule", load_rules("rules"), ids=lambda rule: rule.id)
    def test_the_examples_hold(rule):
        check_rule(rule)

An example is a `Bad:`, `Fixed:` or `Good:` line and an indented post below it. In Bad, `⟦…⟧` marks each span that is
reported and `⟨…⟩` the other end; Fixed is Bad after its fixes, and clean; Good is silent. In parentheses may stand
options of the rule, and what the post is: `Bad (max_length=20, path=_posts/2020-01-02-x.md, dialect=jekyll):`.

- `load_rules` are the rules of a folder or file, `check_rule` runs all examples of one;
- `examples` are the examples as values, `check` is what a rule says of a post that a test writes itself.

Whatever does not hold is an AssertionError that says what was expected and what was said.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bylint.config import DEFAULT_MAX_RULE_SECONDS
from bylint.config_errors import explain_options
from bylint.config_file import read_schema
from bylint.declared import build_schema
from bylint.diagnostic import Diagnostic, Edit, Span
from bylint.dialects import DIALECTS, FIELDS, SiteSettings
from bylint.document import parse
from bylint.edits import apply_edits
from bylint.engine import Active, Engine, Failure, Plan
from bylint.examples import ABOUT_THE_POST, Example, examples, misread_headings, place
from bylint.faults import check_facts
from bylint.people import Directory, read_person
from bylint.post import Post
from bylint.registry import Registry, load_registry
from bylint.rule import read_options
from bylint.schema import SINGULAR
from bylint.site import Site
from bylint.source import Source
from bylint.watchdog import watch

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from bylint.rule import Rule, RuleOptions

__all__ = ["Example", "check", "check_rule", "examples", "load_rules", "make_site"]

_CAPITAL = re.compile(r"[A-Z][a-z]*(?= )")
_NO_NAMES = frozenset(
    {"a", "an", "the", "this", "that", "these", "it", "its", "there", "no", "not", "please", "use", "key", "field"}
    | {"post", "body", "value", "metadata", *FIELDS, *SINGULAR.values()}
)
"""Words that are no name, so that a message which begins with one begins in lower case."""


def load_rules(*paths: str | os.PathLike[str]) -> tuple[Rule, ...]:
    """The rules of folders (`rules`, which holds `GROUP/RULE.py`) and of single files (`rules/GROUP/RULE.py`).

    Raises RuleError for one that cannot be loaded, and for a name that another rule has, be it installed or here.
    """
    found: dict[str, Rule] = {}
    for path in map(Path, paths):
        registry = load_registry([path.absolute().parent.parent if path.is_file() else path])
        for name in registry.ids:
            file = registry.file_of(name)
            if file is not None and path.samefile(file if path.is_file() else file.parent.parent):
                found[name] = registry[name]
        if path.is_dir():
            registry.check_former_names()
    return tuple(found.values())


def check(
    rule: Rule,
    text: str | bytes,
    *,
    parameters: Mapping[str, Any] | None = None,
    with_rules: Sequence[Rule] = (),
    max_rule_seconds: float = DEFAULT_MAX_RULE_SECONDS,
) -> list[Diagnostic]:
    """What a rule says of a post. `parameters` are its options and what the post is, as in an example's parentheses.

    What the post is: its `path`, the `dialect` of its site (generic), `today` (2024-01-01), `in_content`, a `schema` as
    the configuration writes it, and the site's `people`, `accounts`, `organisations` and `registry`. `with_rules` run
    beside the rule: those about marks need others to speak or be silent. A rule that breaks, or takes more than
    `max_rule_seconds`, is an AssertionError.
    """
    given = dict(parameters or {})
    about = {name: given.pop(name) for name in ABOUT_THE_POST if name in given}
    path = str(about.get("path", "content/post.md"))
    active = Active(rule, _options(rule, given))
    schema = build_schema(read_schema(about["schema"]), Path()) if "schema" in about else None
    plan = Plan((active, *(Active(other, other.options()) for other in with_rules if other.id != rule.id)), schema)
    engine = Engine(Registry.of(each.rule for each in plan.active))
    if "failure" in about:
        found = engine.fail(path, path, Failure(rule.id.partition("/")[2], str(about["failure"])), plan)  # type: ignore[arg-type]
    else:
        raw = text if isinstance(text, bytes) else text.encode(about.get("encoding", "utf-8"))
        with watch(max_rule_seconds):
            found = engine.check(
                Source.decode(path, raw),
                make_site(about),
                plan,
                root_path=path,
                in_content=bool(about.get("in_content", True)),
            )
    assert not found.failed or "failure" in about, "; ".join(found.reasons)
    return [diagnostic for diagnostic in found.diagnostics if diagnostic.rule == rule.id]


def _options(rule: Rule, given: Mapping[str, Any]) -> RuleOptions:
    try:
        return read_options(rule.options, given)
    except ValidationError as error:
        said = explain_options(error, rule.options.model_fields)
        raise AssertionError(f"the parameters of an example: {said}") from error


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
    assert about.get("dialect", "generic") in DIALECTS, f"an example names the dialect {about['dialect']}"
    return Site(
        root=Path(),
        dialect=DIALECTS[about.get("dialect", "generic")],
        directory=directory,
        settings=_settings(about.get("site", {})),
        today=today,
    )


def _settings(given: Mapping[str, Any]) -> SiteSettings:
    """The settings that an example names: lists are tuples, and a mapping that stands for pairs is pairs."""
    unknown = given.keys() - set(SiteSettings._fields)
    assert not unknown, f"an example has site settings that are none: {', '.join(sorted(unknown))}"
    defaults = SiteSettings()
    settings: dict[str, Any] = {
        name: tuple((key, _frozen(item)) for key, item in value.items())
        if isinstance(value, dict) and isinstance(getattr(defaults, name), tuple)
        else _frozen(value)
        for name, value in given.items()
    }
    return SiteSettings(**settings)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def check_rule(rule: Rule, *, max_rule_seconds: float = DEFAULT_MAX_RULE_SECONDS) -> None:
    """Check every example of a rule. Raises AssertionError with the place, what was expected and what was said.

    Of an archive rule, which needs more posts than one, its options and what its `facts` keep of each example are
    checked.
    """
    _check_page(rule)
    beside = tuple(other for other in load_registry() if other.needs != "engine") if rule.needs == "engine" else ()
    tested = _Tested(rule, beside, max_rule_seconds)
    bad: Example | None = None
    for example in examples(rule):
        bad = example if example.kind == "Bad" else bad
        try:
            if rule.needs == "archive":
                _check_facts(rule, example)
            elif example.kind == "Bad":
                tested.check_bad(example)
            elif example.kind == "Good":
                tested.check_good(example)
            else:
                assert bad is not None, "Fixed stands without Bad"
                tested.check_fixed(bad, example)
        except AssertionError as error:
            raise AssertionError(f"{rule.id}: {place(rule, example.line)}: {error}") from error
    assert rule.fixable or not tested.offers_fixes, (
        f"{rule.id}: {place(rule, 1)}: the rule offers fixes, and no example shows one: add `Fixed (suggested):`, or"
        " `Fixed:` where they are safe"
    )


def _check_page(rule: Rule) -> None:
    """What a rule's page needs: a docstring, examples under headings that are read, and options that are described."""
    assert rule.documentation, (
        f"{rule.id}: there is no docstring; it is the rule's page, and the examples in it are its tests"
    )
    for line, heading in misread_headings(rule):
        raise AssertionError(
            f'{rule.id}: {place(rule, line)}: "{heading}" heads no example: `Bad:`, `Fixed:`, `Fixed (suggested):` and'
            " `Good:` do, at the left edge of the documentation"
        )
    kinds = {example.kind for example in examples(rule)}
    for kind in ("Bad", "Good"):
        assert kind in kinds, f"{rule.id}: {place(rule, 1)}: the documentation needs a {kind} example, and has none"
    for name, option in rule.options.model_fields.items():
        assert option.description, f'{rule.id}: the option {name} is not described: Field(…, description="…")'


def _check_facts(rule: Rule, example: Example) -> None:
    about = {name: value for name, value in example.parameters.items() if name in ABOUT_THE_POST}
    _options(rule, {name: value for name, value in example.parameters.items() if name not in about})
    path = str(about.get("path", "content/post.md"))
    post = Post(parse(Source(path, example.plain)), make_site(about), root_path=path)
    assert rule.facts is not None, "an archive rule needs `facts`"
    wrong = check_facts(rule.facts(post))
    assert wrong is None, f"{wrong}\n{example.plain}"


class _Tested:
    """A rule under test, with those that run beside it."""

    def __init__(self, rule: Rule, beside: Sequence[Rule], max_rule_seconds: float) -> None:
        self.rule = rule
        self._beside = beside
        self._seconds = max_rule_seconds
        self.offers_fixes = False

    def check_good(self, example: Example) -> None:
        """Good is silent."""
        said = self._said(example)
        assert not said, f"the Good example should be silent, but: {[d.message for d in said]}\n{example.plain}"

    def check_bad(self, example: Example) -> None:
        """Bad reports exactly what is marked, in messages that read as all others do."""
        plain = example.plain
        said = self._said(example)
        assert said, f"silent on the Bad example\n{plain}"
        wanted = example.marked("⟦", "⟧")
        if "failure" in example.parameters:
            return  # a file that cannot be read has no place to mark
        spans = sorted(diagnostic.span for diagnostic in said)
        assert wanted, (
            "the Bad example marks nothing; put ⟦…⟧ around what is reported:"
            f" {[plain[start:end] for start, end in spans]}"
        )
        assert spans == wanted, f"reports {_shown(plain, spans)}, marked is {_shown(plain, wanted)}"
        others = sorted({other.span for found in said for other in found.related if other.span is not None})
        marked = example.marked("⟨", "⟩")
        assert others == marked, f"the other end is {_shown(plain, others)}, marked is {_shown(plain, marked)}"
        for found in said:
            _check_message(found.message)
            self.offers_fixes = self.offers_fixes or bool(found.fixes)

    def check_fixed(self, bad: Example, fixed: Example) -> None:
        """Fixed is Bad after its fixes, as safe as it says, and clean."""
        source = Source("", bad.plain)
        fixes = [fix for found in self._said(bad) for fix in found.fixes[:1]]
        assert fixes, "the rule offers no fix for the Bad example above"
        is_suggested = any(fix.safety == "suggested" for fix in fixes)
        assert is_suggested == fixed.is_suggested, (
            "the fix is a suggestion: write `Fixed (suggested):`"
            if is_suggested
            else 'the fix is "safe": write `Fixed:`, or make it a suggestion'
        )
        edits = [Edit(_span(source, edit.range), edit.text) for fix in fixes for edit in fix.edits]
        after = apply_edits(bad.plain, edits)
        assert after == fixed.plain, f"the fix gives\n{after}\nwhere the documentation has\n{fixed.plain}"
        again = self._said(bad, after)
        assert not again, f"not silent after its fix: {[diagnostic.message for diagnostic in again]}"

    def _said(self, example: Example, text: str | None = None) -> list[Diagnostic]:
        return check(
            self.rule,
            example.plain if text is None else text,
            parameters=example.parameters,
            with_rules=self._beside,
            max_rule_seconds=self._seconds,
        )


def _shown(text: str, spans: Sequence[Span]) -> list[str]:
    """What stands at spans; the numbers too where that alone would not tell them apart."""
    return [text[start:end] or f"nothing, at {start}" for start, end in spans]


def _check_message(message: str) -> None:
    """A message is one line, without a final period, and begins in lower case unless with a name."""
    assert message.strip(), "the message is empty"
    assert "\n" not in message, f"the message is more than one line: {message!r}"
    assert not message.endswith(".") or message.endswith("..."), f"the message ends with a period: {message}"
    first = _CAPITAL.match(message)
    assert first is None or first[0].lower() not in _NO_NAMES, f"the message begins with a capital: {message}"


def _span(source: Source, found: Any) -> Span:
    start, end = (source.line_span(place.line).start + place.column - 1 for place in found)
    return Span(start, end)
