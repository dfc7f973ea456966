"""A baseline lets old findings pass, and no new one."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

WRONG = "---\ntitle: Low tide\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nThe sea went out.\n"
JUNK = "---\ntitle: High tide\nexcerpt: '<a href=\"/x\">READ MORE</a>'\n---\nThe sea came in.\n"
NAME = "bylint-baseline.jsonl"


def git(project: Project, *arguments: str) -> str:
    """Run git as somebody."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=project.folder, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


@pytest.fixture
def old(project: Project) -> Project:
    """A repository with two findings, which are in its baseline."""
    (project.folder / ".git").rmdir()
    git(project, "init", "-q", "-b", "main", ".")
    project.write("posts/a.md", WRONG)
    project.write("posts/b.md", JUNK)
    ran = project.run("check", "--write-baseline")
    assert ran.code == 0, ran.out + ran.err
    assert ran.out == f"note: 2 findings are in {NAME}\n2 files checked: nothing found (2 in the baseline)\n"
    git(project, "add", "-A")
    git(project, "commit", "-qm", "old")
    return project


def test_what_is_in_it_passes_and_what_is_new_does_not(old: Project) -> None:
    """It is found by itself, from a folder below too; `--no-baseline` and `--isolated` leave it out."""
    ran = old.run("check")
    assert (ran.code, ran.out) == (0, "2 files checked: nothing found (2 in the baseline)\n")
    assert old.check().json["summary"]["baselined"] == 2
    old.write("posts/c.md", WRONG)
    ran = old.check()
    assert ran.code == 1
    assert [found["path"] for found in ran.json["diagnostics"]] == ["posts/c.md"]
    assert len(old.check("--no-baseline").json["diagnostics"]) == 3
    assert len(old.check("--isolated").json["diagnostics"]) == 3
    assert len(old.check("--isolated", "--baseline", NAME).json["diagnostics"]) == 1


def test_it_is_readable_and_sorted(old: Project) -> None:
    """A line for each, by path, with rule and message; no line number; the same when written again."""
    text = (old.folder / NAME).read_text("utf-8")
    first, *entries = map(json.loads, text.splitlines())
    assert first == {"bylint-baseline": 1}
    assert [(entry["path"], entry["rule"]) for entry in entries] == [
        ("posts/a.md", "author/contradicts-byline"),
        ("posts/b.md", "excerpt/link-only"),
    ]
    assert "Ben Okafor" in entries[0]["message"]
    old.run("check", "--write-baseline")
    assert (old.folder / NAME).read_text("utf-8") == text


def test_it_survives_edits_elsewhere(old: Project) -> None:
    """Lines above, other keys, another order of keys, another text."""
    old.write(
        "posts/a.md",
        "---\n# a note\nauthor: Ana Ruiz\ndate: 2024-01-02\ntitle: Lowest tide\n---\n\n_by Ben Okafor_\n\nX.\n",
    )
    old.write("posts/b.md", JUNK.replace("title: High tide\n", "").replace("---\nThe", "title: High tide\n---\nThe", 1))
    assert old.run("check").out == "2 files checked: nothing found (2 in the baseline)\n"


def test_another_value_is_another_finding(old: Project) -> None:
    """A second wrong name is not the one that was lived with."""
    old.write("posts/a.md", WRONG.replace("Ana Ruiz", "Ada Quint"))
    assert old.check().rules == ["author/contradicts-byline"]


def test_renames_are_followed(old: Project) -> None:
    """In the index, after a commit, and into another folder; a copy beside the old file is new."""
    git(old, "mv", "posts/a.md", "posts/moved.md")
    assert old.run("check").out == "2 files checked: nothing found (2 in the baseline)\n"
    (old.folder / "posts/2024").mkdir()
    git(old, "mv", "posts/moved.md", "posts/2024/again.md")
    git(old, "commit", "-qm", "move")
    assert old.run("check").out == "2 files checked: nothing found (2 in the baseline)\n"
    assert old.run("check", "--strict-baseline").code == 0
    old.run("check", "--write-baseline")
    assert "posts/a.md" not in (old.folder / NAME).read_text("utf-8")
    old.write("posts/copy.md", WRONG)
    assert old.check().code == 1


def test_a_ratchet_fails_where_an_entry_is_no_longer_needed(old: Project) -> None:
    """`--strict-baseline` names it, `--prune-baseline` drops it; a rule that did not run says nothing."""
    old.write("posts/a.md", WRONG.replace("Ana Ruiz", "Ben Okafor"))
    assert old.run("check").code == 0
    ran = old.run("check", "--strict-baseline")
    assert ran.code == 1
    assert f"no longer needed in {NAME}: posts/a.md: author/contradicts-byline: author says" in ran.out
    assert old.run("check", "--strict-baseline", "--select", "excerpt").code == 0
    assert old.run("check", "--strict-baseline", "posts/b.md").code == 0
    ran = old.run("check", "--prune-baseline")
    assert ran.code == 0
    assert f"1 entries were dropped from {NAME}" in ran.out
    assert len((old.folder / NAME).read_text("utf-8").splitlines()) == 2
    assert old.run("check", "--strict-baseline").code == 0


def test_a_file_that_is_gone_needs_no_entry(old: Project) -> None:
    """Whatever files are checked."""
    (old.folder / "posts/b.md").unlink()
    assert old.run("check", "--strict-baseline").code == 1
    old.run("check", "--prune-baseline")
    assert "posts/b.md" not in (old.folder / NAME).read_text("utf-8")


def test_writing_again_keeps_what_was_not_looked_at(old: Project) -> None:
    """A run over one file, or with some rules, renews the entries of that file and of these rules."""
    old.write("posts/c.md", WRONG)
    old.run("check", "--write-baseline", "posts/c.md")
    assert old.run("check").out == "3 files checked: nothing found (3 in the baseline)\n"
    old.run("check", "--write-baseline", "--select", "excerpt")
    assert old.run("check").out == "3 files checked: nothing found (3 in the baseline)\n"


def test_it_may_lie_elsewhere(old: Project) -> None:
    """By `--baseline`, or by the configuration."""
    (old.folder / "ci").mkdir()
    (old.folder / NAME).rename(old.folder / "ci" / "old.jsonl")
    assert old.check().code == 1
    assert old.check("--baseline", "ci/old.jsonl").code == 0
    old.write("bylint.toml", 'baseline = "ci/old.jsonl"\n')
    assert old.check().code == 0


def test_what_kept_the_run_from_its_job_is_never_in_it(project: Project) -> None:
    """A file that is too large stays a failure."""
    project.write("bylint.toml", "max-file-size = 50\n")
    project.write("a.md", WRONG)
    assert project.run("check", "--write-baseline").code == 2
    assert project.run("check").code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"bylint-baseline": 2}\n', "version 2"),
        ("", "is no baseline"),
        ("[]\n", "is no baseline"),
        ('{"bylint-baseline": 1}\n<<<<<<< ours\n', f"{NAME}:2 is no entry of a baseline: a merge conflict"),
        ('{"bylint-baseline": 1}\n\n{"path": 3}\n', f"{NAME}:3 is no entry of a baseline: it is damaged"),
        ('{"bylint-baseline": 1}\n' + "[" * 100_000 + "\n", f"{NAME}:2 is no entry"),
        (b'{"bylint-baseline": 1}\n\xff\n', "not UTF-8"),
    ],
)
def test_a_damaged_baseline_is_an_error(project: Project, content: str | bytes, said: str) -> None:
    """File, line and likely cause; exit code 2; it is not written over, even when a new one is asked for."""
    project.write("a.md", WRONG)
    file = project.write(NAME, content)
    for arguments in ([], ["--write-baseline"], ["--prune-baseline"]):
        ran = project.run("check", *arguments)
        assert ran.code == 2
        assert said in ran.err
        assert "--baseline" in ran.err
    assert file.read_bytes() == (content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--baseline", "none.jsonl"], "--baseline none.jsonl"),
        (["--strict-baseline"], "--strict-baseline"),
        (["--prune-baseline"], "--prune-baseline"),
        (["--write-baseline", "--prune-baseline"], "do not go together"),
        (["--no-baseline", "--write-baseline"], "--no-baseline"),
        (["--write-baseline", "--changed-since"], "--changed-since"),
        (["--baseline", "nowhere/x.jsonl", "--write-baseline"], "--write-baseline"),
    ],
)
def test_options_that_do_not_fit_are_refused(project: Project, arguments: list[str], said: str) -> None:
    """One line names the option, exit code 2."""
    project.write("a.md", WRONG)
    ran = project.run("check", *arguments)
    assert ran.code == 2
    assert said in ran.err
