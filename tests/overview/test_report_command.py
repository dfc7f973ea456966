"""`bylint report`: where it writes, what it refuses, and what bad input gets."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bylint.cli import main
from bylint.overview.formats import FORMATS
from bylint.overview.html_file import MARK
from bylint.overview.target import check_target
from conftest import Project, Ran
from reported import make, post

if TYPE_CHECKING:
    from pathlib import Path


WRITTEN = list(FORMATS)


class Here(Project):
    """A project in which the command line is run in this process."""

    def run(self, *arguments: str, **_: Any) -> Ran:
        """What a process of its own would come to."""
        done = CliRunner().invoke(main, arguments)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return Here(tmp_path)


@pytest.fixture
def posts(project: Here) -> Here:
    project.write("hugo.toml", "")
    project.write("content/news/a.md", post("A", "admin", "2020-01-02", "_By Ana Ruiz_\n"))
    project.write("content/news/b.md", post("B", "Ana Ruiz", "2020-01-02"))
    return project


@pytest.mark.parametrize("name", WRITTEN)
def test_a_report_is_written_and_written_again(posts: Here, name: str) -> None:
    """By its default name; onto an earlier one, and with the same content."""
    first = posts.run("report", "--format", name)
    assert (first.code, first.err) == (0, "")
    target = posts.folder / FORMATS[name].default
    assert first.out == f"{target.name}: 2 files checked: 1 error\n"
    content = _content(target)
    assert content
    assert posts.run("report", "--format", name).code == 0
    assert _content(target) == content
    assert not list(posts.folder.glob(".bylint-*"))


def _content(target: Path) -> dict[str, bytes]:
    if target.is_dir():
        return {file.name: file.read_bytes() for file in target.iterdir()}
    return {target.name: target.read_bytes()}


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_else_is_overwritten_without_being_asked(posts: Here, name: str) -> None:
    """A file, a folder with something in it, an archive: each stays as it was, and one line says so."""
    file = posts.write("mine", "precious\n")
    posts.write("own/notes.txt", "precious\n")
    posts.write("own.zip", "precious\n")
    targets = ["mine", "own", "own.zip"]
    for target in targets:
        ran = posts.run("report", "--format", name, "--output", target)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"bylint: error: {target} ")
        assert ran.err.count("\n") == 1
    assert file.read_text("utf-8") == "precious\n"
    assert (posts.folder / "own/notes.txt").read_text("utf-8") == "precious\n"
    forced = "own" if FORMATS[name].is_folder else "mine"
    assert posts.run("report", "--format", name, "--output", forced, "--force").code == 0
    assert (posts.folder / "own/notes.txt").read_text("utf-8") == "precious\n"


def test_a_post_is_never_overwritten(posts: Here) -> None:
    """Nor is one report taken for another."""
    before = (posts.folder / "content/news/a.md").read_bytes()
    assert posts.run("report", "--format", "markdown", "--output", "content/news/a.md").code == 2
    assert (posts.folder / "content/news/a.md").read_bytes() == before
    assert posts.run("report", "--format", "json", "--output", "r").code == 0
    ran = posts.run("report", "--format", "markdown", "--output", "r")
    assert ran.err == "bylint: error: r is there and is no markdown report of bylint's: --force overwrites it\n"


def test_a_page_is_known_by_its_end(posts: Here) -> None:
    """Any other page is somebody's."""
    page = posts.write("page.html", f"<!doctype html>{'x' * 10_000}\n{MARK}\n")
    check_target(str(page), "html")
    page.write_text("<!doctype html>", "utf-8")
    with pytest.raises(Exception, match="no html report"):
        check_target(str(page), "html")


def test_an_earlier_report_among_the_posts_is_none(project: Here) -> None:
    """In a folder that is taken whole, where its ending is that of a post."""
    project.write("a.md", post("TK", "Ana Ruiz", "2020-01-02"))
    for _ in range(2):
        ran = project.run("report", "--format", "markdown", "--output", "r.md")
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "r.md: 1 file checked: 1 warning")


def test_standard_output_takes_json_and_markdown(posts: Here) -> None:
    """What is told goes to standard error then; of the others it says so."""
    ran = posts.run("report", "--format", "json", "--output", "-")
    assert (ran.code, ran.err) == (0, "standard output: 2 files checked: 1 error\n")
    assert ran.json["files"] == 2
    assert posts.run("report", "--format", "markdown", "--output", "-").out.startswith("<!-- bylint report -->\n")
    ran = posts.run("report", "--format", "csv", "--output", "-")
    assert (ran.code, ran.err) == (
        2,
        "bylint: error: --format csv is not written to standard output: give --output FILE\n",
    )


def test_it_checks_what_check_checks(posts: Here) -> None:
    """PATHs, and the options that choose rules; a baseline hides nothing."""
    posts.write("bylint.toml", 'ignore = ["author"]\n')

    def rules(*arguments: str) -> list[str]:
        return [
            each["rule"]
            for each in posts.run("report", "--format", "json", "--output", "-", *arguments).json["findings"]
        ]

    assert rules() == []
    assert rules("--isolated") == ["author/generic-account"]
    assert rules("--isolated", "content/news/b.md") == []
    assert rules("--isolated", "--ignore", "author/generic-account") == []
    assert rules("--extend-select", "title/length,author") == rules("--select", "author")
    posts.write("bylint.toml", "")
    assert posts.run("check", "--write-baseline").code == 0
    assert posts.run("check").code == 0
    assert rules() == ["author/generic-account"]


def test_a_report_is_the_same_however_it_is_made(project: Here) -> None:
    """By one process or several, by a first run or by what it left."""
    make(project.folder / "a")
    there = Project(project.folder / "a")
    made = [
        there.run("report", "--format", "json", "--output", "-", *more).out
        for more in (("--no-cache", "--jobs", "1"), ("--no-cache", "--jobs", "2"), ("--jobs", "2"), (), ())
    ]
    assert json.loads(made[0])["findings"]
    assert made == made[:1] * 5


def test_no_posts_are_said_out_loud(project: Here) -> None:
    """As of a check."""
    ran = project.run("report", "--format", "json")
    assert (ran.code, ran.out) == (0, "bylint-report.json: no files were checked\n")


def test_a_file_that_cannot_be_read_is_told(posts: Here) -> None:
    """The report is written, the exit code is 2, and a line says which file and why; of many, the first."""
    posts.write("bylint.toml", "max-file-size = 100\n")
    for number in range(22):
        posts.write(f"content/large/{number:02}\x1b.md", f"---\ntitle: A\n---\n{'x' * 100}\n")
    ran = posts.run("report", "--format", "json")
    assert ran.code == 2
    assert "content/large/00\\x1b.md: run/too-large: this file is too large to be checked: larger than" in ran.err
    assert re.search(r"\nand [2-9]\d? more that could not be checked\n", ran.err)
    assert "run/too-large" in (posts.folder / "bylint-report.json").read_text("ascii")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "xlsx"), "'xlsx' is not one of"),
        (("nowhere",), "there is no file or folder nowhere"),
        (("",), "a PATH is empty"),
        (("--format", "json", "--output", "no/such/r.json"), "there is no folder no/such"),
        (("--format", "json", "--output", "content"), "content is a folder"),
        (("--format", "csv", "--output", "hugo.toml"), "hugo.toml is a file: csv is written into a folder"),
        (("--format", "json", "--title", "x"), "--title is of the format html, and --format is json"),
        (("--format", "json", "--link-template", "x"), "--link-template is of the format html"),
        (("--format", "html", "--link-template", "javascript:{path}"), "--link-template: an address begins with https"),
        (("--format", "json", "--select", "author/none"), 'no rule or group is named "author/none"'),
        (("--format", "json", "--config", "none.toml"), "none.toml"),
    ],
)  # fmt: skip
def test_bad_usage_is_told(posts: Here, arguments: tuple[str, ...], said: str) -> None:
    """Before the work, with exit code 2, and nothing is written."""
    before = sorted(posts.folder.rglob("*"))
    ran = posts.run("report", *(("--format", "json") if "--format" not in arguments else ()), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert sorted(posts.folder.rglob("*")) == before


@pytest.mark.parametrize("name", WRITTEN)
def test_a_disk_that_is_full_is_told_in_a_line(posts: Here, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Of what is being written nothing is left, and the report that was there is as it was."""
    assert posts.run("report", "--format", name).code == 0
    before = _content(posts.folder / FORMATS[name].default)
    files = sorted(posts.folder.rglob("*"))

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(
        "bylint.writing.os.fsync" if not FORMATS[name].is_folder else "bylint.overview.folders.write_file", full
    )
    ran = posts.run("report", "--format", name)
    assert ran.code == 2
    assert ran.err == f"bylint: error: {FORMATS[name].default} cannot be written: No space left on device\n"
    assert _content(posts.folder / FORMATS[name].default) == before
    assert sorted(posts.folder.rglob("*")) == files


def test_a_full_disk_of_temporary_files_is_told_in_a_line(posts: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of the report need room while it is made."""
    connect = sqlite3.connect

    def small(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **more)
        if arguments[0] == "" and sys._getframe(1).f_code.co_filename.endswith("holding.py"):
            connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    ran = posts.run("report", "--format", "json")
    assert ran.code == 2
    assert ran.err == (
        "bylint: error: the rows of the report, in the folder of temporary files, cannot be written: "
        "database or disk is full\n"
    )
    assert not (posts.folder / "bylint-report.json").exists()


def test_a_folder_that_cannot_be_written_is_told_in_a_line(posts: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a file that is read-only."""
    (posts.folder / "shut").mkdir()
    posts.run("report", "--format", "json", "--output", "shut/r.json")
    access = os.access
    shut: list[str] = []
    monkeypatch.setattr(os, "access", lambda path, mode: os.fspath(path) not in shut and access(path, mode))
    shut.append(os.path.realpath("shut"))
    for name in WRITTEN:
        ran = posts.run("report", "--format", name, "--output", "shut/r")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "bylint: error: shut/r cannot be written: nothing can be written into its folder\n"
    shut[:] = ["shut/r.json"]
    ran = posts.run("report", "--format", "json", "--output", "shut/r.json")
    assert ran.err == "bylint: error: shut/r.json cannot be written: it is read-only\n"


@pytest.mark.parametrize(("name", "module"), [("parquet", "pyarrow"), ("html", "jinja2")])
def test_a_library_that_is_missing_is_named(
    posts: Here, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    """With the extra that brings it, before anything is checked."""
    monkeypatch.setitem(sys.modules, module, None)
    ran = posts.run("report", "--format", name)
    assert ran.code == 2
    assert ran.err == f"bylint: error: --format {name} needs {module}: pip install {module} (bylint's extra `report`)\n"


def test_nothing_of_a_report_is_loaded_by_a_check(posts: Here) -> None:
    """Start-up is what writers wait for."""
    code = "import sys; from bylint.__main__ import run; run()"
    posts.write(
        "look.py",
        f"import atexit, sys\natexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr))\n{code}\n",
    )
    done = subprocess.run(
        [sys.executable, "look.py", "check", "content/news/b.md"],
        cwd=posts.folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    loaded = done.stderr.decode("utf-8").splitlines()
    assert "bylint.engine" in loaded
    assert not [name for name in loaded if name.startswith(("bylint.overview", "pyarrow", "jinja2"))]


def test_reports_that_nobody_named_are_no_posts(project: Here) -> None:
    """Of any format, beside posts of no site, whoever looks."""
    project.write("a.md", post("A", "Ana Ruiz", "2020-01-02"))
    for name in ("html", "markdown"):
        assert "1 file checked" in project.run("report", "--format", name).out
    assert project.check().json["files"] == 1


def test_facts_are_those_of_all_rules_whatever_was_stored(posts: Here) -> None:
    """Neither a selection nor what an earlier run has stored makes a difference."""

    def facts(*arguments: str) -> Any:
        return json.loads(posts.run("report", "--format", "json", "--output", "-", *arguments).out)["facts"]

    alone = facts("--select", "title", "--no-cache")
    first = facts("--select", "title")
    posts.run("check")
    assert alone == first == facts("--select", "title") == facts()
    assert {fact["name"].partition("/")[0] for fact in alone} >= {"author", "title"}


@pytest.mark.parametrize("line", [9999999999999999999, -1])
def test_an_earlier_report_of_places_that_are_none_is_refused(posts: Here, line: int) -> None:
    """In one line, as any other that is none."""
    found = posts.check().json
    found["diagnostics"][0]["range"]["start"]["line"] = line
    posts.write("earlier.json", json.dumps(found))
    ran = posts.run("report", "--compare", "earlier.json", "--format", "markdown", "--output", "-")
    assert (ran.code, ran.err) == (
        2,
        "bylint: error: earlier.json is no report of bylint's: it holds what is no finding\n",
    )
