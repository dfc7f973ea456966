"""Rules' documentation, executed: the examples of a docstring are the rule's tests. For anybody's rules.

    import pytest
    from bylint.testing import check_rule, load_rules

    @pytest.mark.parametrize("rule", load_rules("rules"), ids=lambda rule: rule.id)
    def test_the_examples_hold(rule):
        check_rule(rule)

An example is a `Bad:`, `Fixed:` or `Good:` line and an indented post below it. In Bad, `⟦…⟧` marks each span that is
reported and `⟨…⟩` the other end; Fixed is Bad after its fixes, and clean; Good is silent. In parentheses may stand
options of the rule, and what the post is: `Bad (max_length=20, path=_posts/2020-01-02-x.md, dialect=jekyll):`.
The example of an archive rule may have several posts: a line `=== path/of/post.md` begins each, and the marks of both
kinds stand in any of them.

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

from bylint.archive.facts import Said
from bylint.checked import Failure
from bylint.config import DEFAULT_MAX_RULE_SECONDS
from bylint.config_errors import explain_options
from bylint.config_file import read_schema
from bylint.declared import build_schema
from bylint.diagnostic import Diagnostic, Edit, PlacedFix, Span
from bylint.dialects import DIALECTS, FIELDS, SiteSettings
from bylint.document import parse
from bylint.edits import apply_edits
from bylint.engine import Active, Engine, Plan
from bylint.examples import ABOUT_THE_POST, DEFAULT_PATH, Example, examples, misread_headings, place, split_files
from bylint.options import fields_of, read_options
from bylint.people import Directory, read_person
from bylint.post import Post
from bylint.registry import Registry, load_registry
from bylint.schema import SINGULAR
from bylint.site import Site
from bylint.source import Source
from bylint.stamp import Stamp
from bylint.static_files import StaticFiles
from bylint.vocabularies import Vocabulary
from bylint.watchdog import watch

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

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
    the configuration writes it, the site's `people`, `accounts`, `organisations`, `registry` and `vocabulary`, the
    settings of its `site`, and the paths of its `files`. `with_rules` run beside the rule: those about marks need
    others to speak or be silent. A rule that breaks, or takes more than `max_rule_seconds`, is an AssertionError.
    To an archive rule the text is several posts, as in its examples; the diagnostics are in the order of their paths.
    """
    given = dict(parameters or {})
    about = {name: given.pop(name) for name in ABOUT_THE_POST if name in given}
    path = str(about.get("path", DEFAULT_PATH))
    active = Active(rule, _options(rule, given))
    if rule.needs == "archive":
        assert isinstance(text, str), "the posts of an archive rule are given as text"
        with watch(max_rule_seconds):
            return _check_archive(active, split_files(text, path), make_site(about))
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


def _check_archive(active: Active, texts: Mapping[str, str], site: Site) -> list[Diagnostic]:
    """What an archive rule says of posts, by their paths."""
    from bylint.archive.asking import ask
    from bylint.archive.keeping import Asking, collect, keep, keepers
    from bylint.archive.placing import as_finding
    from bylint.archive.store import Store
    from bylint.dependence import asked

    posts = {
        path: Post(parse(Source(path, text), site.dialect.unfenced), site, root_path=path)
        for path, text in sorted(texts.items())
    }
    store, said = Store.temporary(), list[Said]()
    askings = [Asking(post, asked.by) for post in posts.values() if post.document.state == "valid"]
    collect(askings, keepers([active.rule]))
    store.write(keep(asking.post, asking.found, b"") for asking in askings)
    store.index()
    broken = ask(store.archive(), active, said.append)
    wrong = [*(said for asking in askings for said in asking.failures), *([broken] if broken else [])]
    assert not wrong, "; ".join(wrong)
    for each in said:
        assert each.path in posts, f"it speaks of {each.path}, which is none of the posts"
    found = [Stamp(posts[each.path])(active, as_finding(each, posts[each.path])) for each in said]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _options(rule: Rule, given: Mapping[str, Any]) -> RuleOptions:
    try:
        return read_options(rule.options, given)
    except ValidationError as error:
        said = explain_options(error, fields_of(rule.options))
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
        vocabularies=tuple(
            Vocabulary(taxonomy, "data/terms.yml", frozenset(terms))
            for taxonomy, terms in about.get("vocabulary", {}).items()
        ),
        files=StaticFiles(known=about.get("files", ())),
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
    """Check every example of a rule. Raises AssertionError with the place, what was expected and what was said."""
    _check_page(rule)
    beside = tuple(other for other in load_registry() if other.needs != "engine") if rule.needs == "engine" else ()
    tested = _Tested(rule, beside, max_rule_seconds)
    bad: Example | None = None
    for example in examples(rule):
        bad = example if example.kind == "Bad" else bad
        try:
            if example.kind == "Bad":
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
    for name, option in fields_of(rule.options).items():
        assert option.description, f'{rule.id}: the option {name} is not described: option(…, description="…")'


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
        said = self._said(example)
        assert said, f"silent on the Bad example\n{example.plain}"
        if "failure" in example.parameters:
            return  # a file that cannot be read has no place to mark
        files = self._files(example)
        reported = sorted((found.path, found.span) for found in said)
        wanted = sorted((path, span) for path, each in files.items() for span in each.marked("⟦", "⟧"))
        assert wanted, f"the Bad example marks nothing; put ⟦…⟧ around what is reported: {_shown(files, reported)}"
        assert reported == wanted, f"reports {_shown(files, reported)}, marked is {_shown(files, wanted)}"
        others = sorted({end for found in said for end in _other_ends(files, found, is_archive=self._is_archive)})
        marked = sorted((path, span) for path, each in files.items() for span in each.marked("⟨", "⟩"))
        assert others == marked, f"the other end is {_shown(files, others)}, marked is {_shown(files, marked)}"
        for found in said:
            _check_message(found.message)
            self.offers_fixes = self.offers_fixes or bool(found.fixes)

    def check_fixed(self, bad: Example, fixed: Example) -> None:
        """Fixed is Bad after its fixes, as safe as it says, and clean."""
        fixes = [fix for found in self._said(bad) for fix in found.fixes[:1]]
        assert fixes, "the rule offers no fix for the Bad example above"
        is_suggested = any(fix.safety == "suggested" for fix in fixes)
        assert is_suggested == fixed.is_suggested, (
            "the fix is a suggestion: write `Fixed (suggested):`"
            if is_suggested
            else 'the fix is "safe": write `Fixed:`, or make it a suggestion'
        )
        after = {path: _after(path, each.plain, fixes) for path, each in self._files(bad).items()}
        wanted = {path: each.plain for path, each in self._files(fixed).items()}
        assert [*after] == [*wanted] or not self._is_archive, f"Fixed has the files {[*wanted]}, and Bad {[*after]}"
        for gives, has in zip(after.values(), wanted.values(), strict=True):
            assert gives == has, f"the fix gives\n{gives}\nwhere the documentation has\n{has}"
        again = self._said(bad, fixed.plain)
        assert not again, f"not silent after its fix: {[diagnostic.message for diagnostic in again]}"

    @property
    def _is_archive(self) -> bool:
        return self.rule.needs == "archive"

    def _files(self, example: Example) -> Mapping[str, Example]:
        """Each post of an example, with its marks."""
        if self._is_archive:
            return example.files
        return {str(example.parameters.get("path", DEFAULT_PATH)): example}

    def _said(self, example: Example, text: str | None = None) -> list[Diagnostic]:
        return check(
            self.rule,
            example.plain if text is None else text,
            parameters=example.parameters,
            with_rules=self._beside,
            max_rule_seconds=self._seconds,
        )


def _other_ends(files: Mapping[str, Example], found: Diagnostic, *, is_archive: bool) -> Iterator[tuple[str, Span]]:
    """Path and span of each other end that lies in a file of the example."""
    for other in found.related:
        if other.span is not None:
            yield other.path, other.span
        elif is_archive:
            yield other.path, Source("", files[other.path].plain).span(other.range)


def _after(path: str, text: str, fixes: Sequence[PlacedFix]) -> str:
    """A file after the edits that are of it."""
    source = Source("", text)
    edits = [edit for fix in fixes for edit in fix.edits if edit.path == path]
    return apply_edits(text, [Edit(source.span(edit.range), edit.text) for edit in edits])


def _shown(files: Mapping[str, Example], ends: Sequence[tuple[str, Span]]) -> list[str]:
    """What stands at spans; the numbers and the file too where that alone would not tell them apart."""
    shown = []
    for path, (start, end) in ends:
        text = files[path].plain[start:end] or f"nothing, at {start}"
        shown.append(text if len(files) == 1 else f"{text} ({path}:{start})")
    return shown


def _check_message(message: str) -> None:
    """A message is one line, without a final period, and begins in lower case unless with a name."""
    assert message.strip(), "the message is empty"
    assert "\n" not in message, f"the message is more than one line: {message!r}"
    assert not message.endswith(".") or message.endswith("..."), f"the message ends with a period: {message}"
    first = _CAPITAL.match(message)
    assert first is None or first[0].lower() not in _NO_NAMES, f"the message begins with a capital: {message}"
