"""The facts store in bad company: damaged, hostile, shared, killed, not to be written. The result is right all the same."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive_project import CONFIGURATION, RULE, Archive, make, post

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = [("posts/b.md", "posts/a.md")]
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and powers as Linux has them")
unix = pytest.mark.skipif(os.name == "nt", reason="limits and users as Unix has them")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = make(tmp_path)
    made.add(a="The week", b="The week", c="Another")
    return made


def change(store: Path, *statements: str) -> None:
    with closing(sqlite3.connect(store)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda store: store.write_bytes(b""),
    "garbage": lambda store: store.write_bytes(b"no database\n" * 5000),
    "truncated": lambda store: os.truncate(store, store.stat().st_size // 2),
    "one page": lambda store: os.truncate(store, 4096),
    "zeros inside": lambda store: store.write_bytes(store.read_bytes()[:4096] + bytes(store.stat().st_size - 4096)),
    "noise inside": lambda store: store.write_bytes(
        bytes(byte ^ (0x55 if at > 4096 and at % 7 == 0 else 0) for at, byte in enumerate(store.read_bytes()))
    ),
    "another version": lambda store: change(store, "PRAGMA user_version = 99"),
    "another program's": lambda store: change(store, "PRAGMA application_id = 7"),
    "a trigger": lambda store: change(store, "CREATE TRIGGER t AFTER INSERT ON post BEGIN DELETE FROM link; END"),
    "a view": lambda store: change(store, "CREATE VIEW v AS SELECT 1"),
    "a table less": lambda store: change(store, "DROP TABLE link"),
    "another column": lambda store: change(store, "ALTER TABLE post ADD COLUMN more"),
    "an index of another make": lambda store: change(
        store, "DROP INDEX link_by_key", "CREATE INDEX link_by_key ON link (key)"
    ),
    "facts that are no JSON": lambda store: change(store, "UPDATE post SET kept = 'nonsense'"),
    "facts of other types": lambda store: change(store, """UPDATE post SET kept = '[[1,2,3,4],[1,2,3]]'"""),
    "values that are none": lambda store: change(
        store, """UPDATE post SET kept = '[[false,null,"",null],["house-title",7,"",0,0,1,1,1,1,null]]'"""
    ),
    "facts that are bytes": lambda store: change(store, "UPDATE post SET kept = x'00ff'"),
    "deep JSON": lambda store: change(store, "UPDATE post SET kept = replace(hex(zeroblob(100000)), '0', '[')"),
    "no day": lambda store: change(store, "UPDATE post SET day = 'yesterday'"),
    "a day that is a number": lambda store: change(store, "UPDATE post SET day = 7"),
    "other settings": lambda store: change(store, "UPDATE meta SET value = 'x'"),
    "settings half gone": lambda store: change(store, "DELETE FROM meta WHERE name = 'scheme'"),
    "a journal of nothing": lambda store: store.with_name("facts.sqlite-journal").write_bytes(
        b"\xd9\xd5\x05\xf9" * 500
    ),
    "another's journal mode": lambda store: change(store, "PRAGMA journal_mode = WAL"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_store_is_made_anew_silently(archive: Archive, kind: str) -> None:
    """Whatever was done to it: a run over the project says what it would say, and leaves a store that works."""
    archive.look()
    DAMAGE[kind](archive.store)
    looked = archive.look()
    assert (looked.said, looked.notices) == (SAID, [])
    archive.add(d="Another")
    assert archive.look("posts/d.md") == ([*archive.look("posts/d.md").diagnostics], [])
    assert archive.said("posts/d.md") == [("posts/d.md", "posts/c.md")]


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_store_is_none_to_a_single_file(archive: Archive, kind: str) -> None:
    """It gets the finding, or the notice that archive rules were skipped; never an error."""
    archive.look()
    DAMAGE[kind](archive.store)
    looked = archive.look("posts/b.md")
    if looked.said != SAID:
        assert looked.said == []
        (notice,) = looked.notices
        assert notice.startswith("archive rules were skipped: ")


def test_a_store_that_lies_of_other_posts_is_not_believed(archive: Archive) -> None:
    """What a finding names is read again, so a store cannot make up a contradiction."""
    archive.check()
    change(
        archive.store,
        "UPDATE post SET kept = replace(kept, 'nother', 'he week'), stamp = x'00' WHERE path = 'posts/c.md'",
    )
    change(archive.store, "UPDATE link SET key = (SELECT key FROM link WHERE post = 1), spelling = 7")
    change(archive.store, "UPDATE post SET path = '../../../../etc/passwd' WHERE path = 'posts/a.md'")
    assert archive.said("posts/c.md") == []
    assert archive.said() == SAID


def check(archive: Archive, *arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A run whose files may have so many bytes, and to which permissions hold although the tests may be root's."""

    def before() -> None:
        import resource

        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if os.getuid() == 0:
            import ctypes

            for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
                assert ctypes.CDLL(None).prctl(24, power, 0, 0, 0) == 0  # PR_CAPBSET_DROP

    return subprocess.run(
        [sys.executable, "-m", "bylint", "check", "--color", "never", *arguments],
        cwd=archive.folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


@linux
def test_a_folder_that_cannot_be_written_means_a_temporary_store(archive: Archive) -> None:
    """One notice; the findings are the same."""
    archive.folder.chmod(0o555)
    ran = check(archive)
    archive.folder.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    assert "the title is that of posts/a.md, too" in ran.stdout
    assert ran.stdout.count("note: ") == 1
    assert "note: facts are not kept for the next run, in .bylint_cache: permission denied" in ran.stdout


@linux
@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o555), (0o644, 0o555), (0o444, 0o755)])
def test_a_store_that_can_only_be_read_is_asked_all_the_same(archive: Archive, file: int, folder: int) -> None:
    """By one file; a run over the project makes one of its own, and says so."""
    archive.look()
    archive.add(c="The week")
    archive.store.chmod(file)
    archive.store.parent.chmod(folder)
    before = archive.store.read_bytes()
    ran = check(archive, "posts/c.md")
    assert "the title is that of posts/a.md, too" in ran.stdout, ran.stderr
    assert "note:" not in ran.stdout
    ran = check(archive)
    archive.store.parent.chmod(0o755)
    assert ran.stdout.count("the title is that of posts/a.md, too") == 2
    assert ran.stdout.count("note: ") == 1
    assert "note: facts are not kept for the next run" in ran.stdout
    assert archive.store.read_bytes() == before


@linux
@pytest.mark.parametrize("limit", [0, 5_000, 40_000])
def test_a_full_disk_means_a_temporary_store(archive: Archive, limit: int) -> None:
    """However far the store got. The notice is one, and the findings are all there."""
    for number in range(600):
        archive.add(**{f"p{number:03}": f"Title {number}"})
    ran = check(archive, limit=limit)
    assert ran.returncode == 0, ran.stderr
    assert "the title is that of posts/a.md, too" in ran.stdout
    assert ran.stdout.count("note: ") == 1
    assert "note: facts are not kept for the next run, in .bylint_cache: " in ran.stdout
    assert archive.said() == SAID
    assert archive.said("posts/b.md") == SAID


@pytest.mark.parametrize("kind", ["file", "link", "link to the store", "folder for the store"])
def test_a_cache_folder_of_another_kind_is_left_alone(archive: Archive, tmp_path: Path, kind: str) -> None:
    """A file, or a link that leads somewhere: nothing is written through it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    cache = archive.store.parent
    if kind == "file":
        cache.write_text("mine")
    elif kind == "link":
        cache.symlink_to(elsewhere)
    elif kind == "link to the store":
        cache.mkdir()
        archive.store.symlink_to(elsewhere / "facts.sqlite")
    else:
        archive.store.mkdir(parents=True)
    for _ in range(2):
        ran = archive.look()
        assert ran.rules == ["house/same-title"]
        (notice,) = ran.notices
        assert notice.startswith("facts are not kept for the next run, in .bylint_cache: ")
    assert list(elsewhere.iterdir()) == []
    assert kind != "file" or cache.read_text() == "mine"
    (notice,) = archive.notices("posts/b.md")
    assert "archive rules were skipped" in notice


def test_runs_at_once_all_end_right(archive: Archive) -> None:
    """Over the project and over files, with and without another rule, on a store that none of them found."""
    for number in range(700):
        archive.add(**{f"p{number:03}": f"Title {number // 2}"})
    other = RULE.replace("same_title", "same_start").replace("same-title", "same-start").replace("house-title", "start")
    archive.write("rules/house/same_start.py", other.replace("titles", "starts"))
    ways = [[], ["posts"], ["--select", "house/same-title"], ["--select", "house/same-start"], []]
    command = [sys.executable, "-m", "bylint", "check", "--output-format", "json"]
    running = [
        subprocess.Popen([*command, *way], cwd=archive.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for way in ways
    ]
    ended = [process.communicate(timeout=120) for process in running]
    for way, process, (out, err) in zip(ways, running, ended, strict=True):
        assert (process.returncode, err) == (0, b"")
        assert out.count(b'"house/same-') == (351 if "--select" in way else 702)
        assert b'"notices": []' in out
    whole = archive.check()
    assert len(whole.rules) == 702
    assert archive.check("posts/p001.md").rules == ["house/same-start", "house/same-title"]


@unix
def test_a_killed_run_leaves_a_store_that_is_known_to_be_incomplete(archive: Archive) -> None:
    """One file gets the notice; the next run over the project ends what the first began."""
    for number in range(600):
        archive.add(**{f"p{number:03}": f"Title {number}"})
    rule = RULE.replace(
        '    title = post.valid("title")',
        '    import os\n    if post.root_path == os.environ.get("KILLED"):\n        os.kill(os.getpid(), 9)\n    title = post.valid("title")',
    )
    archive.write("rules/house/same_title.py", rule)
    assert archive.run("check", "--jobs", "1", env={"KILLED": "posts/p550.md"}).code == -signal.SIGKILL
    with closing(sqlite3.connect(archive.store)) as store:
        assert store.execute("SELECT COUNT(*) FROM post").fetchone()[0] == 512
    (notice,) = archive.notices("posts/b.md")
    assert "no facts store holds the whole archive" in notice
    assert archive.said() == SAID
    assert archive.said("posts/b.md") == SAID
    archive.add(p100="Now the 100th", p560="Now the 560th")
    assert archive.run("check", "--jobs", "1", env={"KILLED": "posts/p560.md"}).code == -signal.SIGKILL
    assert archive.said() == SAID


@unix
def test_an_interrupted_run_ends_in_one_line(archive: Archive) -> None:
    """While facts are gathered, and while rules compare."""
    for at in ("titles(post)", "same_title(archive, options)"):
        lines = f"def {at}:\n    import os, signal\n    os.kill(os.getpid(), signal.SIGINT)"
        archive.write(
            "rules/house/same_title.py",
            RULE.replace(f"def {at}:\n", f"{lines}\n").replace('    """Two posts have one title."""\n', ""),
        )
        ran = archive.run("check")
        assert (ran.code, ran.err) == (130, "bylint: interrupted\n")


def test_a_file_that_changes_while_it_is_checked_is_said_to(archive: Archive) -> None:
    """What was found of its former text is not shown at places of its present one."""
    rule = RULE.replace(
        "    for group in archive",
        "    import pathlib\n    pathlib.Path('posts/b.md').write_text('x')\n    for group in archive",
    )
    archive.write("rules/house/same_title.py", rule)
    archive.add(d="The week")
    ran = archive.check()
    assert [found["path"] for found in ran.json["diagnostics"]] == ["posts/d.md"]
    assert ran.json["notices"] == ["posts/b.md changed while it was checked: archive rules will speak of it next time"]


def test_a_store_that_another_process_holds_is_not_waited_for_long(archive: Archive) -> None:
    """After some seconds the run goes on with one of its own; one file gets a notice."""
    archive.check()
    archive.add(a="THE WEEK")
    with closing(sqlite3.connect(archive.store)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ran = archive.check()
        assert ran.rules == ["house/same-title"]
        assert ran.json["notices"] == ["facts are not kept for the next run, in .bylint_cache: database is locked"]
        assert archive.said("posts/b.md") == []
        assert "archive rules were skipped: database is locked" in archive.notices("posts/b.md")[0]
    assert archive.said("posts/b.md") == SAID


def test_names_that_are_no_utf8_are_kept(archive: Archive) -> None:
    """The path in the store is the file's all the same."""
    odd = Path(os.fsdecode(os.fsencode(archive.folder) + b"/posts/\xff.md"))
    try:
        odd.write_text(post("The week"))
    except OSError:
        pytest.skip("the file system takes no such names")
    for _ in range(2):
        assert [each.path for each in archive.look().diagnostics] == ["posts/b.md", "posts/\udcff.md"]
    archive.add(a="A month")
    assert archive.said("posts/\udcff.md") == [("posts/\udcff.md", "posts/b.md")]
    odd.unlink()
    assert archive.said() == []
    assert archive.check().json["diagnostics"] == []


def test_the_cache_folder_is_ignored_by_git_and_holds_text_only(archive: Archive) -> None:
    """An ignore file of its own; nothing in the store but numbers, texts and digests."""
    archive.check()
    assert (archive.store.parent / ".gitignore").read_text().splitlines()[-1] == "*"
    with closing(sqlite3.connect(archive.store)) as store:
        kinds = {row[0] for row in store.execute("SELECT DISTINCT typeof(kept) FROM post")}
        assert kinds == {"text"}
        (kept,) = store.execute("SELECT kept FROM post WHERE path = 'posts/a.md'").fetchone()
    assert ',["house-title",["the week"],"The week",' in kept


def test_a_configuration_elsewhere_keeps_the_store_at_the_root(archive: Archive) -> None:
    """Started in a folder below, the store is the project's."""
    archive.check()
    below = Archive(archive.folder / "posts")
    assert [found["path"] for found in below.check("b.md").json["diagnostics"]] == ["b.md"]
    assert below.check("b.md").json["diagnostics"][0]["related"][0]["path"] == "a.md"
    assert not (archive.folder / "posts/.bylint_cache").exists()
    assert CONFIGURATION in (archive.folder / "bylint.toml").read_text()
