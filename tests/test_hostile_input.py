"""What bad input gets: one diagnostic or one clear line each, the rest of the run unharmed, never a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bylint.cli.parameters import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

GOOD = "---\ntitle: A post\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n"
"""Its one diagnostic shows that the rest of a run went on."""

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefghij", "bcdefghijk", strict=True)
)

CASES: dict[str, tuple[str | bytes, str, str]] = {
    "not UTF-8": ("---\ntitle: Caf\xe9\n---\n".encode("latin-1"), "frontmatter/encoding", "0xE9"),
    "UTF-16": ("---\ntitle: A\n---\n".encode("utf-16"), "frontmatter/encoding", "UTF-16"),
    "NUL": (b"---\ntitle: a\0b\n---\n", "frontmatter/encoding", "NUL"),
    "empty": (b"", "frontmatter/missing", "empty"),
    "one byte": (b"\n", "frontmatter/missing", "empty"),
    "no fence": ("Only text.\n", "frontmatter/missing", "no front matter"),
    "unclosed": ("---\ntitle: A\n\nText\n", "frontmatter/unclosed", "never closed"),
    "tab": ("---\ntitle: A\n\ttags: x\n---\n", "frontmatter/invalid", "tab"),
    "colon": ("---\ntitle: A: b\n---\n", "frontmatter/invalid", "colon"),
    "bomb": (f"---\n{BOMB}---\n", "frontmatter/invalid", "alias"),
    "deep": (f"---\na: {'[' * 1000}{']' * 1000}\n---\n", "frontmatter/invalid", "nested deeper"),
    "very deep": (f"---\na: {'[' * 100_000}{']' * 100_000}\n---\n", "frontmatter/invalid", "nested deeper"),
    "deep in blocks": (f"---\n{'- ' * 100_000}x\n---\n", "frontmatter/invalid", "nested deeper"),
    "list": ("---\n- a\n- b\n---\n", "frontmatter/invalid", "a list"),
    "scalar": ("---\njust words\n---\n", "frontmatter/invalid", "one value"),
    "key not text": ("---\n2014: a\n---\n", "frontmatter/invalid", "2014"),
    "python tag": ("---\na: !!python/object/apply:os.system ['touch owned']\n---\n", "frontmatter/invalid", "tag"),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_content_gets_one_diagnostic_and_the_run_goes_on(project: Project, name: str) -> None:
    """One diagnostic with its likely cause, exit 1, and the other post is checked."""
    content, rule, said = CASES[name]
    project.write("posts/bad.md", content)
    project.write("posts/good.md", GOOD)
    ran = project.check("--fail-on", "info", "posts")
    assert ran.code == 1
    assert ran.rules == [rule, "author/contradicts-byline"]
    assert said in ran.json["diagnostics"][0]["message"]
    assert not (project.folder / "owned").exists()


def test_a_file_of_50_mb_is_not_read(project: Project) -> None:
    """It is named as too large, with the setting's name; exit 2."""
    project.write("posts/good.md", GOOD)
    with project.write("posts/large.md", "---\ntitle: A\n---\n").open("r+b") as file:
        file.truncate(50_000_000)
    ran = project.check("posts")
    assert ran.code == 2
    assert ran.rules == ["author/contradicts-byline", "run/too-large"]
    assert "max-file-size" in ran.json["diagnostics"][1]["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_that_leads_in_a_circle_is_unreadable(project: Project) -> None:
    """It is one run/unreadable, and a folder's loop is not followed."""
    project.write("posts/good.md", GOOD)
    (project.folder / "posts" / "loop.md").symlink_to("loop.md")
    (project.folder / "posts" / "again").symlink_to(project.folder / "posts")
    ran = project.check("posts")
    assert ran.code == 2
    assert ran.rules == ["author/contradicts-byline", "run/unreadable"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(project: Project) -> None:
    """Permission denied is one run/unreadable."""
    project.write("posts/secret.md", GOOD).chmod(0)
    ran = project.check("posts")
    assert (ran.code, ran.rules) == (2, ["run/unreadable"])


def test_whether_a_named_file_may_be_read_is_not_asked_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook names its files: the run tells of one that may not be read, and checks the others."""
    file = tmp_path / "secret.md"
    file.write_text(GOOD, "utf-8")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert PATH.convert(str(file), None, None) == file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_that_a_walk_comes_to_is_named_and_not_read(project: Project) -> None:
    """It is no empty post; nor is it one for the run after that."""
    project.write("posts/good.md", GOOD)
    os.mkfifo(project.folder / "posts" / "pipe.md")
    for _ in range(3):
        ran = project.check("posts")
        assert (ran.code, ran.rules) == (2, ["author/contradicts-byline", "run/unreadable"])
        assert "not a regular file" in ran.out
        assert project.check("posts/pipe.md").rules == ["run/unreadable"]


def test_a_model_that_breaks_is_named_once(project: Project) -> None:
    """Not the five rules that ask it: its name, its file and line."""
    project.write(
        "models.py",
        "from pydantic import BaseModel, model_validator\n\n\nclass News(BaseModel):\n"
        '    @model_validator(mode="before")\n    @classmethod\n    def look(cls, values):\n        return 1 / 0\n',
    )
    project.write("bylint.toml", '[schema]\nmodel = "models.py:News"\n')
    project.write("posts/good.md", GOOD)
    ran = project.check("posts")
    assert (ran.code, ran.rules) == (2, ["run/internal-error", "author/contradicts-byline"])
    assert "the schema model News raised ZeroDivisionError: division by zero (models.py:8)" in ran.out


def test_a_file_that_vanished_is_named(project: Project) -> None:
    """A link to nothing stands for a file that went away between the walk and the read."""
    project.write("posts/good.md", GOOD)
    (project.folder / "posts" / "gone.md").symlink_to("nowhere.md")
    ran = project.check("posts")
    assert (ran.code, ran.rules) == (2, ["run/unreadable", "author/contradicts-byline"])


def test_a_folder_named_like_a_post_is_walked(project: Project) -> None:
    """A directory is no file, whatever it is called."""
    project.write("posts/odd.md/inner.md", GOOD)
    assert project.check("posts").rules == ["author/contradicts-byline"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(project: Project) -> None:
    """A named pipe with no writer ends the run no later than a file."""
    os.mkfifo(project.folder / "pipe.md")
    ran = project.check("pipe.md")
    assert ran.code == 2


def test_a_path_that_does_not_exist_is_a_usage_error(project: Project) -> None:
    """Exit 2, with the path in one line on stderr."""
    ran = project.check("nowhere.md")
    assert ran.code == 2
    assert "nowhere.md" in ran.err


def test_content_cannot_steer_the_terminal(project: Project) -> None:
    """Escape sequences, bidi controls and newlines of a file's name or text come out as escapes."""
    evil = "\x1b]0;owned\x07\u202e\x9b31m"
    content = f"---\nauthor: Ana Ruiz\n---\n_by [Ben Okafor](https://example.org/{evil})_\n"
    project.write("posts/ev\x1b[31mil\u202e.md", content)
    project.write("posts/title.md", f"---\ntitle: {evil}\n---\n")
    ran = project.run("check", "posts")
    for unsafe in ("\x1b", "\u202e", "\x9b", "\x07"):
        assert unsafe not in ran.out
    assert "ev\\x1b[31mil\\u202e.md" in ran.out
    assert "\\x1b]0;owned" in ran.out


def test_nothing_to_check_is_said_out_loud(project: Project) -> None:
    """Zero files is a notice in JSON and a line in text; exit 0."""
    ran = project.check()
    assert ran.code == 0
    assert ran.json["files"] == 0
    assert any("no files were checked" in notice for notice in ran.json["notices"])
    assert "no files were checked" in project.run("check").out


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("bylint.toml", "selct = ['author']\n", 'did you mean "select"'),
        ("bylint.toml", "select = ['athor']\n", 'did you mean "author"'),
        ("bylint.toml", "[rules.'author/contradicts-byline']\nnonsense = 1\n", "nonsense"),
        ("bylint.toml", "select = [\n", "TOML"),
        ("bylint.toml", b"\xff", "UTF-8"),
        ("bylint.toml", "[severity]\nauthor = 'fatal'\n", "fatal"),
        ("bylint.toml", "local-rules = ['nowhere']\n", "nowhere"),
        ("bylint.toml", "[schema]\nmodel = 'nowhere.py:Post'\n", "nowhere.py"),
        ("bylint.toml", "[schema.fields.title]\npattern = '(?=x)'\n", "pattern"),
        ("pyproject.toml", "[tool.bylint]\nfail-on = 'never'\n", "never"),
    ],
)
def test_a_configuration_that_cannot_be_used_ends_the_run(
    project: Project, file: str, content: str | bytes, said: str
) -> None:
    """Exit 2, one line on stderr that names the file and what is wrong, nothing on stdout."""
    project.write(file, content)
    project.write("post.md", GOOD)
    ran = project.check()
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_isolated_reads_and_runs_nothing_of_the_project(project: Project) -> None:
    """A configuration that would run code, or would fail, has no say with --isolated."""
    project.write("evil/rules/own/touch.py", "open('owned', 'w')\n")
    project.write("bylint.toml", "local-rules = ['evil/rules']\nselect = []\n")
    project.write("post.md", GOOD)
    ran = project.check("--isolated")
    assert ran.rules == ["author/contradicts-byline"]
    assert not (project.folder / "owned").exists()


def test_a_rule_that_raises_is_named_and_the_others_speak(project: Project) -> None:
    """run/internal-error names the rule, the error and the file; exit 2."""
    project.write(
        "rules/own/broken.py",
        "from bylint.rule import rule\n\n@rule(severity='error')\ndef broken(post, options):\n    '''Break.'''\n    yield 1 / 0\n",
    )
    project.write("bylint.toml", "local-rules = ['rules']\ncontent = ['posts/**']\n")
    project.write("posts/post.md", GOOD)
    ran = project.check()
    assert ran.code == 2
    assert ran.rules == ["run/internal-error", "author/contradicts-byline"]
    assert "own/broken" in ran.json["diagnostics"][0]["message"]
    assert "ZeroDivisionError" in ran.json["diagnostics"][0]["message"]


def test_exit_zero_does_not_hide_that_the_job_was_not_done(project: Project, tmp_path: Path) -> None:
    """--exit-zero turns 1 into 0, never 2."""
    project.write("post.md", GOOD)
    assert project.check("--exit-zero").code == 0
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    assert project.check("--exit-zero").code == 2
