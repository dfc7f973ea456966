"""Stet and archive rules: a mark at either end counts, and one that lets nothing stand is told when that is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive_project import RULE, Archive, make, post

if TYPE_CHECKING:
    from pathlib import Path

MARKED = "---\ntitle: The week  # stet: house/same-title - agreed\n---\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = make(tmp_path)
    made.add(a="The week", b="The week")
    return made


@pytest.mark.parametrize(
    "text",
    [
        MARKED,
        MARKED.replace("house/same-title", "house"),
        "---\n# stet: house/same-title\ntitle: The week\n---\n",
        "---\ntitle: The week\n---\n<!-- stet: house/same-title -->\n",
    ],
)
@pytest.mark.parametrize("where", ["a", "b"])
def test_a_mark_at_either_end_counts(archive: Archive, where: str, text: str) -> None:
    """In the post that the finding is of, or in the other one; alone or in a full run. It is used, and not told."""
    archive.add(**{where: text})
    assert archive.check().json["summary"]["suppressed"] == 1
    for paths in ([], ["posts/b.md"], ["posts"], ["posts/a.md"]):
        assert archive.look(*paths).rules == []


def test_a_mark_at_another_line_does_not_count(archive: Archive) -> None:
    """Nor at the other end; and it is unused."""
    for where in "ab":
        archive.add(a="The week", b="The week")
        archive.add(**{where: "---\ntitle: The week\nlayout: x  # stet: house/same-title\n---\n"})
        ran = archive.check()
        assert sorted(ran.rules) == ["house/same-title", "stet/unused"]
        unused = next(found for found in ran.json["diagnostics"] if found["rule"] == "stet/unused")
        assert unused["path"] == f"posts/{where}.md"
        assert unused["fixes"][0]["safety"] == "safe"


@pytest.mark.parametrize("name", ["house/same-title", "house"])
def test_an_unused_mark_is_told_once_the_whole_archive_was_compared(archive: Archive, name: str) -> None:
    """Not by a run over files without a store, nor over a part of the content, nor where the rule was not on."""
    archive.add(c=f"---\ntitle: Another  # stet: {name}\n---\n")
    (archive.folder / "posts" / "part").mkdir()
    (archive.folder / "posts" / "part" / "d.md").write_text(f"---\ntitle: A part  # stet: {name}\n---\n")
    assert archive.check("posts/c.md").rules == []
    assert archive.check("posts/part").rules == []
    (archive.folder / "posts" / "part" / "d.md").unlink()
    assert archive.check("--ignore", "house/same-title").rules == []
    ran = archive.check()
    assert ran.rules == ["house/same-title", "stet/unused"]
    assert archive.check("posts/c.md").rules == ["stet/unused"]
    assert archive.check("posts/c.md", "--ignore", "house").rules == []


def test_a_mark_for_a_group_is_used_by_any_rule_of_it(archive: Archive) -> None:
    """Here by a rule that looks at one post."""
    archive.write(
        "rules/house/loud.py",
        "from bylint.diagnostic import *\nfrom bylint.rule import *\n\n@rule(severity='error')\ndef loud(post, options):\n"
        "    '''Loud.'''\n    if '!' in post.title.value: yield Finding(post.title.span, 'loud')\n",
    )
    archive.add(c="---\ntitle: Another! # stet: house\n---\n", d="---\ntitle: A third # stet: house\n---\n")
    ran = archive.check()
    assert [(found["path"], found["rule"]) for found in ran.json["diagnostics"]] == [
        ("posts/b.md", "house/same-title"),
        ("posts/d.md", "stet/unused"),
    ]


def test_a_mark_under_a_former_name_counts(archive: Archive) -> None:
    """A renamed archive rule keeps its marks."""
    archive.write(
        "rules/house/same_title.py", RULE.replace('severity="warning"', 'severity="warning", aliases=("house/twin",)')
    )
    archive.add(b=MARKED.replace("house/same-title", "house/twin"))
    assert archive.check().json["summary"]["suppressed"] == 1
    assert archive.check().rules == []


def test_marks_of_many_posts_are_judged_each(archive: Archive) -> None:
    """Those in groups, and those that stand alone."""
    for number in range(30):
        archive.add(**{f"p{number:02}": f"---\ntitle: T{number // 3 * 3}  # stet: house/same-title\n---\n"})
    archive.add(q=post("Alone", "layout: a # stet: house/same-title"))
    ran = archive.check("--ignore", "stet/unknown-rule")
    assert [(found["path"], found["rule"]) for found in ran.json["diagnostics"]] == [
        ("posts/b.md", "house/same-title"),
        ("posts/q.md", "stet/unused"),
    ]
    assert ran.json["summary"]["suppressed"] == 20
