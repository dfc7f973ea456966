"""`bylint new-rule` writes a rule to begin with, and `bylint test-rules` runs the examples of any."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bylint.rule import Rule, RuleOptions
from bylint.testing import check, check_rule, examples, load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bylint.diagnostic import Finding
    from bylint.post import Post
    from conftest import Project

# -- bylint new-rule --------------------------------------------------------------------------------------------------


def test_a_new_rule_has_one_example_that_fails_until_it_is_written(project: Project) -> None:
    """It loads, runs, and says which example does not hold; written, it holds."""
    ran = project.run("new-rule", "house/no-shouting")
    assert ran.out.splitlines() == [
        "wrote rules/house/no_shouting.py",
        "run its examples, of which one fails until the rule is written:",
        "  bylint test-rules rules/house/no_shouting.py",
        "`bylint check` runs it with this in bylint.toml:",
        '  local-rules = ["rules"]',
    ]
    ran = project.run("test-rules", "rules/house/no_shouting.py")
    assert (ran.code, ran.out.splitlines()[0].replace("\\", "/")) == (
        1,
        "house/no-shouting: FAILED: rules/house/no_shouting.py:22: silent on the Bad example",
    )
    file = project.folder / "rules" / "house" / "no_shouting.py"
    file.write_text(file.read_text("utf-8").replace("is_wrong = False", 'is_wrong = title.value == "Wrong"'), "utf-8")
    ran = project.run("test-rules", "rules")
    assert (ran.code, ran.out) == (0, "house/no-shouting: 2 examples hold\n")
    project.write("bylint.toml", 'content = ["posts/**"]\nlocal-rules = ["rules"]\n')
    project.write("posts/a.md", "---\ntitle: Wrong\n---\n")
    assert project.check().rules == ["house/no-shouting"]
    assert project.run("test-rules").code == 0


@pytest.mark.parametrize("name", ["house/no-shouting", "house/import", "house/class", "b2/a1-b2", "shouting"])
def test_a_new_rule_is_clean(project: Project, name: str) -> None:
    """Ruff and mypy have nothing to say of it, whatever its name; without a group it is the house's."""
    path = project.run("new-rule", name).out.splitlines()[0].removeprefix("wrote ")
    for command in (
        ("ruff", "check", "--isolated", "--select=F,E,I,UP,B,SIM", "--line-length=120"),
        ("ruff", "format", "--check", "--line-length=120"),
        ("mypy", "--strict", "--config-file="),
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command, path],
            cwd=project.folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert project.run("test-rules", path).code == 1


def test_a_file_that_exists_is_left_alone(project: Project) -> None:
    """Whatever it holds; the same for a name that some rule has already."""
    file = project.write("rules/house/mine.py", "# mine\n")
    ran = project.run("new-rule", "house/mine")
    assert ran.code == 2
    assert "rules/house/mine.py exists already, and is not overwritten" in ran.err.replace("\\", "/")
    assert file.read_text("utf-8") == "# mine\n"
    ran = project.run("new-rule", "author/missing")
    assert ran.code == 2
    assert "there is a rule named author/missing already" in ran.err


@pytest.mark.parametrize(
    "name",
    [
        "House/thing",
        "house/",
        "/thing",
        "../thing",
        "a/b/c",
        "house/a--b",
        "run/thing",
        "all/x",
        "house/no shouting",
        "house/é",
        "",
    ],
)
def test_a_name_that_no_rule_may_have_is_refused(project: Project, name: str) -> None:
    """And nothing is written."""
    ran = project.run("new-rule", name)
    assert ran.code == 2
    assert "should be GROUP/RULE" in ran.err
    assert not (project.folder / "rules").exists()


def test_it_goes_where_the_rules_are(project: Project) -> None:
    """The first folder of `local-rules`, or the one that is named; then the configuration need not be changed."""
    project.write("bylint.toml", 'local-rules = ["tools/rules"]\n')
    ran = project.run("new-rule", "house/one")
    assert ran.out.splitlines()[0].replace("\\", "/") == "wrote tools/rules/house/one.py"
    assert "local-rules" not in ran.out
    ran = project.run("new-rule", "house/two", "--folder", "others")
    assert (project.folder / "others" / "house" / "two.py").is_file()
    assert 'local-rules = ["others"]' in ran.out
    assert project.run("new-rule", "house/one", "--folder", "others").code == 2


def test_a_folder_that_cannot_be_is_told(project: Project) -> None:
    """In one line."""
    project.write("taken", "a file")
    ran = project.run("new-rule", "house/one", "--folder", "taken/rules")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


def test_rules_that_are_not_there_cannot_be_tested(project: Project) -> None:
    """A path that does not exist, a folder without rules, a rule that does not import."""
    assert "no rules were found" in project.run("test-rules").err
    assert "there is no file or folder nowhere" in project.run("test-rules", "nowhere").err
    project.write("rules/house/broken.py", "1 / 0\n")
    ran = project.run("test-rules", "rules")
    assert ran.code == 2
    assert "broken.py) does not import: ZeroDivisionError" in ran.err


# -- bylint.testing ---------------------------------------------------------------------------------------------------


def shout(post: Post, options: RuleOptions) -> Iterator[Finding]:
    from bylint.diagnostic import Edit, Finding, Fix, Related, Span

    title = post.valid("title")
    if title is not None and str(title.value).isupper():
        fix = Fix("lower", (Edit(title.span, title.source.capitalize()),))
        yield Finding(title.span, "shouts", related=(Related(Span(0, 3), "here"),), fixes=(fix,))


def documented(*parts: str) -> Rule:
    def function(post: Post, options: RuleOptions) -> Iterator[Finding]:
        return shout(post, options)

    function.__doc__ = "Titles shout.\n\n" + "\n\n".join(parts)
    return Rule("house/shout", function, RuleOptions, "error", default=True, needs="metadata", aliases=())


def part(heading: str, text: str) -> str:
    return f"{heading}\n\n" + "\n".join(f"    {line}" for line in text.splitlines())


BAD = part("Bad:", "⟨---⟩\ntitle: ⟦LOUD⟧\n---")
FIXED = part("Fixed (suggested):", "---\ntitle: Loud\n---")
GOOD = part("Good:", "---\ntitle: Quiet\n---")


def test_examples_that_hold_are_silent() -> None:
    """Bad, Fixed and Good, with both ends marked."""
    found = documented(BAD, FIXED, GOOD)
    assert [example.kind for example in examples(found)] == ["Bad", "Fixed", "Good"]
    check_rule(found)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((BAD,), "needs a Good example, and has none"),
        ((GOOD,), "needs a Bad example, and has none"),
        ((BAD.replace("⟦", "").replace("⟧", ""), GOOD), r"line 3 of .*: the Bad example marks nothing; put ⟦…⟧ around"),
        (("bad:", BAD, GOOD), '"bad:" heads no example'),
        (("  Bad:", BAD, GOOD), '"Bad:" heads no example'),
        ((BAD, GOOD), "the rule offers fixes, and no example shows one"),
        ((BAD, FIXED.replace(" (suggested)", ""), GOOD), r"the fix is a suggestion: write `Fixed \(suggested\):`"),
        ((BAD.replace("LOUD", "Low"), GOOD), "silent on the Bad example"),
        ((BAD.replace("⟦LOUD⟧", "⟦LO⟧UD"), GOOD), r"reports \['LOUD'\], marked is \['LO'\]"),
        ((BAD.replace("⟨---⟩", "---"), GOOD), r"the other end is \['---'\], marked is \[\]"),
        ((BAD.replace("⟧", ""), GOOD), "has a ⟦ without a ⟧"),
        ((BAD.replace("⟦", ""), GOOD), "has a ⟧ without a ⟦"),
        ((BAD, GOOD.replace("Quiet", "QUIET")), "the Good example should be silent"),
        ((BAD, FIXED.replace("Loud", "Soft"), GOOD), "the fix gives"),
        ((FIXED, BAD, GOOD), "Fixed stands without Bad"),
        ((BAD.replace("Bad:", "Bad (volume=11):"), GOOD), "the parameters of an example: volume: there is no such key"),
        ((BAD.replace("Bad:", "Bad (people={):"), GOOD), "parameters cannot be read"),
        ((BAD.replace("Bad:", "Bad (people={a}}):"), GOOD), "parameters cannot be read"),
        ((BAD.replace("Bad:", "Bad (people={a: *b}):"), GOOD), "parameter cannot be read"),
        ((BAD.replace("Bad:", "Bad (dialect=hugoo):"), GOOD), "names the dialect hugoo"),
    ],
)
def test_an_example_that_does_not_hold_is_told(parts: tuple[str, ...], said: str) -> None:
    """What was expected, and what was said."""
    with pytest.raises(AssertionError, match=said):
        check_rule(documented(*parts))


def test_a_rule_that_raises_fails_its_examples() -> None:
    """With the error, not as if it were silent."""

    def breaks(post: Post, options: RuleOptions) -> Iterator[Finding]:
        raise KeyError("desk")
        yield

    breaks.__doc__ = f"It breaks.\n\n{BAD}\n\n{GOOD}"
    broken = Rule("house/breaks", breaks, RuleOptions, "error", default=True, needs="metadata", aliases=())
    with pytest.raises(AssertionError, match=r"the rule house/breaks raised KeyError: 'desk' \(test_new_rule\.py:"):
        check_rule(broken)


def test_a_post_of_ones_own_is_checked() -> None:
    """The diagnostics of one rule, marks heeded."""
    (found,) = check(documented(), "---\ntitle: LOUD\n---\n")
    assert (found.rule, found.message, found.field) == ("house/shout", "shouts", "title")
    assert check(documented(), "---\ntitle: LOUD  # stet: house/shout\n---\n") == []
    assert check(documented(), b"---\ntitle: quiet\n---\n") == []


def test_rules_are_loaded_from_folders_and_files(tmp_path: Path) -> None:
    """A file alone, or all of a folder; nothing of what is installed."""
    text = "from bylint.rule import rule\nfrom ._words import WORD\n@rule(severity='info')\ndef {}(post, options):\n    '''Doc.'''\n"
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "_words.py").write_text("WORD = 'ferry'\n", "utf-8")
    for name in ("one", "two"):
        (tmp_path / "house" / f"{name}.py").write_text(text.format(name), "utf-8")
    assert [rule.id for rule in load_rules(tmp_path)] == ["house/one", "house/two"]
    assert [rule.id for rule in load_rules(tmp_path / "house" / "two.py")] == ["house/two"]
    assert load_rules() == ()
