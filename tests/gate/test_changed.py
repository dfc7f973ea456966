"""`--changed-since`: only what a change touches, at either end."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bylint.git import GitError, Lines, Repository
from conftest import Project

WRONG = "---\ntitle: Low tide\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nThe sea went out.\n\nIt came back.\n"


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    more = ("-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false")
    done = subprocess.run(
        ["git", *who, *more, *arguments], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def paths(project: Project, *arguments: str, **more: object) -> list[str]:
    """The files with findings."""
    ran = project.check(*arguments, env={"GITHUB_BASE_REF": "", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": ""}, **more)  # type: ignore[arg-type]
    assert ran.code in (0, 1), ran.err
    return [found["path"] for found in ran.json["diagnostics"]]


@pytest.fixture
def branch(project: Project) -> Project:
    """A repository whose main branch has three posts with a finding each, on another branch."""
    (project.folder / ".git").rmdir()
    git(project.folder, "init", "-q", "-b", "main", ".")
    for name in "abc":
        project.write(f"posts/{name}.md", WRONG)
    git(project.folder, "add", "-A")
    git(project.folder, "commit", "-qm", "old")
    git(project.folder, "switch", "-qc", "topic")
    return project


def test_only_changed_files_count(branch: Project) -> None:
    """Committed, staged, changed, and not tracked; not what is ignored, nor what is gone."""
    assert paths(branch, "--changed-since") == []
    branch.write("posts/a.md", WRONG + "\nMore.\n")
    git(branch.folder, "commit", "-qam", "more")
    branch.write("posts/b.md", WRONG + "\nMore.\n")
    git(branch.folder, "add", "-A")
    branch.write("posts/new.md", WRONG)
    branch.write("posts/hidden.md", WRONG)
    branch.write(".gitignore", "hidden.md\n")
    assert paths(branch, "--changed-since") == ["posts/a.md", "posts/b.md", "posts/new.md"]
    assert paths(branch, "--changed-since", "HEAD") == ["posts/b.md", "posts/new.md"]
    assert paths(branch, "--changed-since=main", "posts/a.md") == ["posts/a.md"]
    (branch.folder / "posts/a.md").unlink()
    assert paths(branch, "--changed-since") == ["posts/b.md", "posts/new.md"]


def test_what_main_did_meanwhile_does_not_count(branch: Project) -> None:
    """Changes are counted from the merge base."""
    git(branch.folder, "switch", "-q", "main")
    branch.write("posts/a.md", WRONG + "\nMore.\n")
    git(branch.folder, "commit", "-qam", "main goes on")
    git(branch.folder, "switch", "-q", "topic")
    branch.write("posts/b.md", WRONG + "\nMore.\n")
    assert paths(branch, "--changed-since", "main") == ["posts/b.md"]


@pytest.mark.parametrize(
    ("old", "new", "is_touched"),
    [
        ("author: Ana Ruiz", "author: Ada Quint", True),
        ("_by Ben Okafor_", "_by Ben Okafors_", True),
        ("title: Low tide", "title: High tide", False),
        ("It came back.", "It did not.", False),
        ("title: Low tide\n", "", True),
        ("\nIt came back.\n", "", False),
    ],
)
def test_lines_count_at_either_end(branch: Project, old: str, new: str, is_touched: bool) -> None:
    """A change at the field or at the byline, or beside where a line went, brings the finding back."""
    branch.write("posts/a.md", WRONG.replace(old, new))
    assert paths(branch, "--changed-since", "--changed-lines") == (["posts/a.md"] if is_touched else [])


def test_a_rename_counts_as_a_change_of_the_file_but_of_no_line(branch: Project) -> None:
    """With --changed-lines a moved post brings no old finding."""
    git(branch.folder, "mv", "posts/a.md", "posts/moved.md")
    assert paths(branch, "--changed-since") == ["posts/moved.md"]
    assert paths(branch, "--changed-since", "--changed-lines") == []


def test_the_other_end_may_be_another_file(branch: Project) -> None:
    """A registry that changed makes posts count that name whom the changed lines name; not those of others."""
    branch.write("_config.yml", "title: Tides\n")
    branch.write("_data/authors.yml", "aruiz:\n  name: Ana Ruiz\nbokafor:\n  name: Ben Okafor\n")
    for name, author in (("a", "aruiz"), ("b", "bokafor"), ("c", "nobody")):
        branch.write(f"_posts/2024-01-02-{name}.md", f"---\ntitle: {name}\nauthor: {author}\n---\nText.\n")
    git(branch.folder, "add", "-A")
    git(branch.folder, "commit", "-qm", "site")
    assert paths(branch, "--changed-since", "HEAD") == []
    branch.write("_data/authors.yml", "aruizz:\n  name: Ana Ruiz\nbokafor:\n  name: Ben Okafor\n")
    for more in ([], ["--changed-lines"]):
        assert paths(branch, "--changed-since", "HEAD", *more) == ["_posts/2024-01-02-a.md"]
    branch.write("_data/authors.yml", "bokafor:\n  name: Ben Okafor\n")
    git(branch.folder, "commit", "-qam", "Ana leaves")
    assert paths(branch, "--changed-since", "HEAD~1") == ["_posts/2024-01-02-a.md"]


def test_nothing_that_changed_is_said(branch: Project) -> None:
    """No excuse about paths and excludes."""
    ran = branch.run("check", "--changed-since", "HEAD")
    assert ran.code == 0
    assert "no post changed since" in ran.out
    assert "no path holds posts" not in ran.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_odd_names(branch: Project) -> None:
    """Quotes, newlines, colons, brackets, blanks, other letters, and bytes that are no UTF-8."""
    names = ['q"uote.md', "new\nline.md", ":(top)colon.md", "[b]racket*.md", " blank .md", "émoji 🙂.md", "-dash.md"]
    for name in names:
        branch.write(f"posts/{name}", WRONG)
    raw = os.fsencode(str(branch.folder / "posts")) + b"/\xff.md"
    Path(os.fsdecode(raw)).write_text(WRONG)
    assert len(paths(branch, "--changed-since")) == len(names) + 1
    git(branch.folder, "add", "-A")
    git(branch.folder, "commit", "-qm", "odd")
    for name in names:
        branch.write(f"posts/{name}", WRONG.replace("Ana Ruiz", "Ada Quint"))
    assert sorted(paths(branch, "--changed-since", "HEAD", "--changed-lines")) == sorted(f"posts/{n}" for n in names)


def test_an_unmerged_file_counts(branch: Project) -> None:
    """In the middle of a merge with conflicts."""
    branch.write("posts/a.md", WRONG.replace("Ana Ruiz", "Ada Quint"))
    git(branch.folder, "commit", "-qam", "ours")
    git(branch.folder, "switch", "-q", "main")
    branch.write("posts/a.md", WRONG.replace("Ana Ruiz", "Ida Vale"))
    git(branch.folder, "commit", "-qam", "theirs")
    subprocess.run(["git", "merge", "topic"], cwd=branch.folder, capture_output=True, check=False)
    ran = branch.check("--changed-since", "main")
    assert [found["rule"] for found in ran.json["diagnostics"]] == ["frontmatter/invalid"]


def test_a_worktree_and_a_submodule(branch: Project, tmp_path: Path) -> None:
    """Each is a repository of its own, wherever its data lie."""
    tree = tmp_path / "tree"
    git(branch.folder, "worktree", "add", "-q", "-b", "other", str(tree))
    (tree / "posts" / "b.md").write_text(WRONG + "\nMore.\n")
    assert paths(Project(tree), "--changed-since", "main") == ["posts/b.md"]
    above = tmp_path / "above"
    above.mkdir()
    git(above, "init", "-q", ".")
    git(above, "submodule", "--quiet", "add", str(branch.folder), "inner")
    inner = Project(above / "inner")
    inner.write("posts/c.md", WRONG + "\nMore.\n")
    assert paths(inner, "--changed-since", "HEAD") == ["posts/c.md"]


def test_the_branch_of_a_pull_request_is_known_in_ci(branch: Project) -> None:
    """GITHUB_BASE_REF and GitLab's variables say what a change is for."""
    git(branch.folder, "branch", "release", "main")
    branch.write("posts/a.md", WRONG + "\nMore.\n")
    git(branch.folder, "commit", "-qam", "more")
    git(branch.folder, "branch", "-f", "main", "HEAD")
    assert paths(branch, "--changed-since") == []
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        ran = branch.check("--changed-since", env={"GITHUB_BASE_REF": "", name: "release"})
        assert [found["path"] for found in ran.json["diagnostics"]] == ["posts/a.md"]


def test_what_git_cannot_tell_is_said(branch: Project, tmp_path: Path) -> None:
    """A revision that does not exist, an option in its place, a shallow clone, no repository, no commit, no git."""
    for revision in ("nowhere", "main..topic", "a b"):
        ran = branch.run("check", f"--changed-since={revision}")
        assert ran.code == 2
        assert f'--changed-since: there is no revision "{revision}"' in ran.err
    with pytest.raises(GitError, match="no revision"):
        Repository(str(branch.folder)).merge_base("--output=x")
    assert not (branch.folder / "x").exists()
    shallow = tmp_path / "shallow"
    branch.write("posts/a.md", WRONG + "\nMore.\n")
    git(branch.folder, "commit", "-qam", "more")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{branch.folder}", str(shallow))
    ran = Project(shallow).run("check", "--changed-since", "topic~1")
    assert ran.code == 2
    assert "the clone is shallow" in ran.err
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    (nowhere / "a.md").write_text(WRONG)
    ran = Project(nowhere).run("check", "--changed-since", env={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert ran.code == 2
    assert "--changed-since: not a git repository" in ran.err
    ran = branch.run("check", "--changed-since", env={"PATH": ""})
    assert ran.code == 2
    assert "git is not installed" in ran.err


def test_options_that_do_not_fit_are_refused(branch: Project) -> None:
    """--changed-lines alone says nothing."""
    ran = branch.run("check", "--changed-lines")
    assert ran.code == 2
    assert "--changed-lines" in ran.err


@pytest.mark.parametrize(
    ("ranges", "first", "last", "expected"),
    [
        (None, 1, 1, True),
        ((), 1, 9, False),
        (((3, 5),), 1, 2, False),
        (((3, 5),), 1, 3, True),
        (((3, 5),), 5, 9, True),
        (((3, 5),), 6, 9, False),
        (((3, 5), (9, 9)), 6, 8, False),
        (((3, 5), (9, 9)), 8, 12, True),
    ],
)
def test_ranges_of_lines(ranges: tuple[tuple[int, int], ...] | None, first: int, last: int, expected: bool) -> None:
    """Both ends of a range belong to it."""
    assert Lines(ranges).touch(first, last) is expected
