"""What a bad plugin gets: it is named, with its file, the run ends with exit code 2, and never with a traceback."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bylint.archive import Fact, Said
from bylint.archive.checking import check_fact, check_said
from bylint.diagnostic import SEVERITIES, Edit, Finding, Fix, Related, Span
from bylint.faults import BadFindingError, blame, check_finding
from bylint.rule import RuleDefinitionError, RuleOptions, archive_rule, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Project

HEAD = "from bylint.diagnostic import *\nfrom bylint.rule import *\n"
POST = "---\ntitle: 1.10\n---\n"


def write(project: Project, body: str, *, name: str = "thing", decorator: str = "@rule(severity='error')") -> None:
    """A local rule, and a post that a built-in rule has something to say of."""
    text = f"{HEAD}\n{decorator}\ndef {name}(post, options):\n    '''Something.'''\n"
    project.write(f"tools/house/{name}.py", text + "".join(f"    {line}\n" for line in body.splitlines()))
    project.write("bylint.toml", "local-rules = ['tools']\ncontent = ['posts/**']\n")
    project.write("posts/a.md", POST)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("yield 1 / 0", "raised ZeroDivisionError: division by zero (thing.py:7)"),
        ("raise SystemExit(0)", "raised SystemExit: 0 (thing.py:7)"),
        ("raise type('Odd', (BaseException,), {})('x')", "raised Odd: x (thing.py:7)"),
        ("import json\njson.loads('{')\nyield", "raised JSONDecodeError: Expecting property name"),
        ("return 7", "returned a value of type int; it should yield Findings (thing.py)"),
        ("pass", "returned None; it should yield Findings (thing.py)"),
        ("return 'a finding'", 'returned a value of type str "a finding"; it should yield Findings'),
        ("return Finding(Span(1, 2), 'm')", "returned a Finding; yield it (thing.py)"),
        (
            "yield post.valid('reading_time')",
            'raised LookupError: "reading_time" is no canonical field; post.field("reading_time") has any key as it is',
        ),
        ("yield post.state('reading_time')", 'post.field("reading_time") has any key'),
        ("yield 'a finding'", 'yielded a value of type str "a finding", which is no Finding (thing.py)'),
        ("yield None", "yielded a value of type NoneType, which is no Finding (thing.py)"),
        ("yield Finding(Span(4, 99), 'm')", "yielded the span (4, 99), which lies outside the text of 20 characters"),
        ("yield Finding(Span(-1, 2), 'm')", "yielded the span (-1, 2), which lies outside"),
        ("yield Finding(Span(9, 2), 'm')", "yielded the span (9, 2), which lies outside"),
        ("yield Finding(Span('1', 2), 'm')", "yielded the span ('1', 2), whose ends are no numbers"),
        ("yield Finding((1, 2), 'm')", "yielded a Finding whose span is or holds a value of type tuple"),
        ("yield Finding(Span(1, 2), None)", "yielded a Finding whose message is or holds a value of type NoneType"),
        (
            "yield Finding(Span(1, 2), 'm', related=(Related(Span(1, 99), 'n'),))",
            "yielded the span (1, 99), which lies outside",
        ),
        (
            "yield Finding(Span(1, 2), 'm', fixes=(Fix('t', (Edit(Span(1, 99), 'n'),)),))",
            "yielded the span (1, 99), which lies outside",
        ),
        ("yield Finding(Span(1, 2), 'm', data={'it': object()})", "yielded a Finding whose data is more than text"),
        ("d = {}\nd['d'] = d\nyield Finding(Span(1, 2), 'm', data=d)", "yielded a Finding whose data is more than"),
        ("yield Finding(Span(1, 2), 'm', severity='fatal')", 'whose severity is a value of type str "fatal"'),
        ("while True:\n    yield Finding(Span(1, 2), 'm')", "yielded more than 100,000 findings"),
    ],
)
def test_a_rule_that_breaks_is_named_and_the_others_speak(project: Project, body: str, said: str) -> None:
    """run/internal-error on the post, with rule and file of the rule; the run goes on."""
    write(project, body)
    ran = project.check()
    assert ran.code == 2, ran.err
    found = [each for each in ran.json["diagnostics"] if each["rule"] != "house/thing"]
    assert [each["rule"] for each in found] == ["run/internal-error", "frontmatter/yaml-trap"]
    assert found[0]["path"] == "posts/a.md"
    assert found[0]["message"].startswith("the rule house/thing ")
    assert said in found[0]["message"]
    assert "thing.py" in found[0]["message"]


def test_an_exception_that_cannot_be_told_is_told(project: Project) -> None:
    """Also where its text raises in its turn."""
    write(project, "class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd\nyield")
    (found, _) = project.check().json["diagnostics"]
    assert found["message"] == "the rule house/thing raised Odd: no message (thing.py:9)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import newsroom_that_is_not_there", "does not import: ModuleNotFoundError"),
        ("def thing(:", "does not import: SyntaxError"),
        ("1 / 0", "does not import: ZeroDivisionError"),
        ("raise SystemExit(0)", "does not import: SystemExit"),
        ("", "holds no rule named thing"),
        ("@rule\ndef thing(post, options): ...", "does not import: TypeError"),
        ("@rule(dict, severity='error')\ndef thing(post, options): ...", "options of a rule are a class that derives"),
        ("@rule(severity='fatal')\ndef thing(post, options): ...", "the severity of a rule is one of error, warning"),
        ("@rule(severity='error', needs='doc')\ndef thing(post, options): ...", "is one of metadata, document, engine"),
        (
            "@rule(severity='error')\ndef thing(post): ...",
            "a rule is called with (post, options), and this one takes (post)",
        ),
        ("@rule(severity='error')\nasync def thing(post, options): ...", "a plain function: `def`, not `async def`"),
        ("@rule(severity='error')\nasync def thing(post, options): yield", "a plain function: `def`, not `async def`"),
        (
            "@archive_rule(severity='error', facts=print)\ndef thing(archive): ...",
            "called with (archive, options), and this one takes (archive)",
        ),
        (
            "@rule(severity='error')\ndef thing(post, options): ...\n@rule(severity='error')\ndef other(post, options): ...",
            "holds two rules, house/thing and house/other; each rule is a file of its own",
        ),
        ("@rule(severity='error', aliases='house/old')\ndef thing(post, options): ...", "the aliases of a rule are a"),
        ("@archive_rule(severity='error')\ndef thing(archive, options): ...", "missing 1 required keyword-only"),
        ("@archive_rule(severity='error', facts=None)\ndef thing(archive, options): ...", "a function that takes a"),
        (
            "class Options(RuleOptions):\n    desk: str\n@rule(Options, severity='error')\ndef thing(post, options): ...",
            "the option desk needs a default",
        ),
        (
            "@rule(severity='error', aliases=('author/missing',))\ndef thing(post, options): yield from ()",
            "claims the former name author/missing, which is author/missing's",
        ),
    ],
)
def test_a_file_that_makes_no_rule_stops_the_run(project: Project, text: str, said: str) -> None:
    """One line with the file and the reason, before anything is checked: nobody takes half of the rules for all."""
    file = project.write("tools/house/thing.py", HEAD + text)
    project.write("bylint.toml", "local-rules = ['tools']\n")
    project.write("a.md", POST)
    ran = project.check()
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert str(file) in ran.err
    assert said in ran.err


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("author/missing.py", "two rules are named author/missing: bylint_rules.author.missing and "),
        ("run/thing.py", "no group of rules may be named run"),
        ("all/thing.py", "no group of rules may be named all"),
        ("house/Too Long.py", "cannot hold a rule: its folder and its name are written in lower case letters"),
        ("My House/thing.py", "cannot hold a rule"),
        ("thing.py", "rules lie at GROUP/RULE.py below it, and thing.py does not; if tools is the group"),
        ("house/deep/thing.py", "rules lie at GROUP/RULE.py below it, and house/deep/thing.py does not"),
    ],
)
def test_a_name_that_is_taken_or_none_stops_the_run(project: Project, path: str, said: str) -> None:
    """Both who claims it and whose it is."""
    file = project.write(f"tools/{path}", "import bylint\n")
    project.write("bylint.toml", "local-rules = ['tools']\n")
    ran = project.check()
    assert ran.code == 2
    assert said in ran.err
    assert str(file) in ran.err or path in ran.err


def test_what_a_rule_prints_is_no_part_of_the_report(project: Project) -> None:
    """It goes to standard error: JSON stays JSON, whoever prints while looking for a mistake."""
    write(project, "print('looking at', post.path)\nyield from ()")
    file = project.folder / "tools" / "house" / "thing.py"
    file.write_text(file.read_text("utf-8") + "print('loaded')\n", "utf-8")
    ran = project.check()
    assert (ran.code, ran.rules) == (0, ["frontmatter/yaml-trap"])
    assert ran.err.splitlines() == ["loaded", "looking at posts/a.md"]
    assert project.run("rules", "--output-format", "json").out.startswith("[")
    assert project.run("schema", "--config").out.startswith("{")


def test_options_that_break_stop_the_run(project: Project) -> None:
    """A plugin's validator is its own code."""
    project.write(
        "tools/house/thing.py",
        f"{HEAD}from pydantic import field_validator\nclass Options(RuleOptions):\n    desk: str = ''\n"
        "    @field_validator('desk')\n    def _look(cls, value): return {}[value]\n"
        "@rule(Options, severity='error')\ndef thing(post, options): yield from ()\n",
    )
    project.write("bylint.toml", "local-rules = ['tools']\n[rules.'house/thing']\ndesk = 'news'\n")
    project.write("a.md", POST)
    ran = project.check()
    assert ran.code == 2
    assert "the options of the rule house/thing cannot be read: KeyError: 'news'" in ran.err


@pytest.mark.parametrize("code", ["raise RuntimeError('no')", "raise SystemExit(0)", "import not_there_at_all"])
def test_a_package_that_does_not_import_stops_the_run(project: Project, tmp_path: Path, code: str) -> None:
    """The package around the rules runs when they are looked for."""
    info = tmp_path / "site" / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[bylint.rules]\nbroken = broken_site.rules\n", "utf-8")
    project.write("site/broken_site/__init__.py", code)
    project.write("site/broken_site/rules/__init__.py", "")
    ran = project.check(env={"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])})
    assert ran.code == 2
    assert "the entry point broken" in ran.err
    assert "broken_site.rules" in ran.err
    assert "of the distribution broken" in ran.err


def test_what_is_right_is_let_through() -> None:
    """A finding with everything that it may have."""
    fix = Fix("title", (Edit(Span(0, 1), "x"),), "safe")
    data = {"names": ["a", 1, 1.5, True, None, {"b": ()}]}
    for severity in (None, *SEVERITIES):
        finding = Finding(Span(0, 4), "m", (Related(Span(1, 2), "n"),), data, (fix,), "title", "title", severity)
        check_finding(finding, 4)
    check_finding(Finding(Span(0, 0), "m", (Related(Span(90, 91), "there", "other.md"),)), 0)
    with pytest.raises(BadFindingError, match="safety"):
        check_finding(Finding(Span(0, 0), "m", fixes=(fix._replace(safety="sure"),)), 4)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("title", "a", Span(0, 4)), None),
        (Fact("title", "a", Span(0, 0), "A", {"words": [1, 1.5, None, {"b": date(2020, 1, 2)}]}), None),
        (("title", "a", Span(0, 1)), "which is no Fact"),
        (Fact("title", 7, Span(0, 1)), "a Fact whose value"),  # type: ignore[arg-type]
        (Fact("title", "a", (0, 1)), "a Fact whose span"),  # type: ignore[arg-type]
        (Fact("title", "a", Span(0, 5)), "outside of the text"),
        (Fact("title", "a", Span(0, 1), "a", {"b": object()}), "a Fact whose data is more"),
    ],
)
def test_facts_are_plain_and_of_the_post(fact: Fact, said: str | None) -> None:
    """What an archive rule keeps of a post can be stored, and its place is in the text."""
    if said is None:
        check_fact(fact, 4)
        return
    with pytest.raises(BadFindingError, match=said.replace("outside of", "outside")):
        check_fact(fact, 4)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (Finding(Span(0, 1), "m"), "which is no Said"),
        (Said(None, Span(0, 1), "m"), "a Said whose path"),  # type: ignore[arg-type]
        (Said("a.md", Span(0, 1), "m", suggestion="b"), "a Said whose suggestion"),  # type: ignore[arg-type]
        (Said("a.md", Span(0, 1), "m", severity="grave"), "severity"),  # type: ignore[arg-type]
        (Said("a.md", Span(0, 1), 7), "message"),  # type: ignore[arg-type]
    ],
)
def test_an_archive_rule_says_what_can_be_reported(said: object, complaint: str) -> None:
    """Anything else is the rule's mistake, and told as one."""
    with pytest.raises(BadFindingError, match=complaint):
        check_said(said)


def test_a_rule_that_is_no_function_is_blamed_too() -> None:
    """Anything that can be called may be decorated; what has no name may not."""

    class Callable:
        __name__ = "thing"
        __module__ = "newsroom.house.thing"

        def __call__(self, post: object, options: object) -> Iterator[Finding]:
            raise KeyError("x")

    made = rule(severity="error")(Callable())
    assert blame(made, KeyError("x")) == "the rule house/thing raised KeyError: 'x' (newsroom.house.thing:0)"
    with pytest.raises(RuleDefinitionError, match="a rule is a function"):
        rule(severity="error")(object())  # type: ignore[arg-type]
    with pytest.raises(RuleDefinitionError, match="facts"):
        archive_rule(RuleOptions, facts="title", severity="error")  # type: ignore[arg-type]
