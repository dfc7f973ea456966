"""The examples of an archive rule: several files in one, and what is said where they do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_project import RULE
from bylint.testing import check, check_rule, load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.rule import Rule

BAD = """
    Bad:

        === posts/a.md
        ---
        title: ⟨The week⟩
        ---
        === posts/b.md
        ---
        title: ⟦The Week⟧
        ---
"""
FIXED = """
    Fixed (suggested):

        === posts/a.md
        ---
        title: The week
        ---
        === posts/b.md
        ---
        title: The Week II
        ---
"""
GOOD = """
    Good (drafts=false):

        ---
        title: The week
        ---
        === posts/b.md
        ---
        title: The week
        draft: true
        ---
"""


def load(folder: Path, page: str, rule: str = RULE) -> Rule:
    file = folder / "rules" / "house" / "same_title.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(rule.replace("Two posts have one title.", f"Two posts have one title.\n{page}    "), "utf-8")
    (found,) = load_rules(folder / "rules")
    return found


def test_examples_of_several_files_hold(tmp_path: Path) -> None:
    """Bad reports what is marked in any of them, Fixed is all of them after the fixes, Good is silent."""
    check_rule(load(tmp_path, BAD + FIXED + GOOD))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (BAD.replace("⟦", "").replace("⟧", "") + FIXED + GOOD, "marks nothing"),
        (BAD.replace("⟨The week⟩", "The week") + FIXED + GOOD, "the other end is"),
        (BAD.replace("⟦The Week⟧", "The Week").replace("⟨The week⟩", "⟦The week⟧") + FIXED + GOOD, "(posts/b.md:11)"),
        (BAD + FIXED.replace("II", "III") + GOOD, "the fix gives"),
        (BAD + FIXED.replace("posts/b.md", "posts/c.md") + GOOD, "Fixed has the files"),
        (BAD + GOOD, "no example shows one"),
        (BAD + FIXED + GOOD.replace("drafts=false", "drafts=true"), "should be silent"),
        (BAD + FIXED + GOOD.replace("drafts=false", "draft=1"), "parameters of an example"),
        (BAD.replace("posts/b.md", "posts/a.md") + FIXED + GOOD, "two files posts/a.md"),
        (BAD.replace("⟦The Week⟧", "The month").replace("⟨The week⟩", "The week") + FIXED + GOOD, "silent on the Bad"),
    ],
)
def test_examples_that_do_not_hold_are_told(tmp_path: Path, page: str, said: str) -> None:
    """With the rule, the place, and what was said in which file."""
    rule = load(tmp_path, page)
    with pytest.raises(AssertionError, match=r"house/same-title") as raised:
        check_rule(rule)
    assert said in str(raised.value)


def test_a_rule_or_its_facts_that_break_are_told(tmp_path: Path) -> None:
    """Also one that speaks of a post that is not there."""
    for change, said in (
        (("group.first()", "group.last()"), "raised AttributeError"),
        (('Fact("house-title"', "Fact(7"), "a Fact whose name"),
        (("yield member.say(", "yield member._replace(path='x.md').say("), "speaks of x.md"),
    ):
        rule = load(tmp_path, BAD + FIXED + GOOD, RULE.replace(*change))
        with pytest.raises(AssertionError) as raised:
            check_rule(rule)
        assert said in str(raised.value)


def test_posts_that_a_test_writes_itself_are_compared(tmp_path: Path) -> None:
    """`check` takes several posts in one text, as examples have them."""
    rule = load(tmp_path, BAD + FIXED + GOOD)
    text = "=== b.md\n---\ntitle: X\n---\n=== a.md\n---\ntitle: x\n---\n"
    assert [(found.path, found.related[0].path) for found in check(rule, text)] == [("b.md", "a.md")]
    assert check(rule, "---\ntitle: X\n---\n") == []
