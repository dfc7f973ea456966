"""What a repository may carry along to harm whoever checks it."""

from __future__ import annotations

import os
import sqlite3
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

WRONG = "---\ntitle: Low tide\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nThe sea went out.\n"
TWIN = "---\ntitle: {}\nurl: /tide/\n---\nThe sea went out, for the {}th time.\n"
COMMANDS = (["check"], ["check", "posts/a.md"], ["fix"], ["stet", "--add", "url"])


def with_store(project: Project) -> Path:
    """Two posts that share an address, and the facts of them."""
    project.write("hugo.toml", 'baseURL = "https://tides.example/"\n')
    for name in "ab":
        project.write(f"content/{name}.md", TWIN.format(name, name))
    assert project.check().rules == ["url/shared", "url/shared"]
    return project.folder / ".bylint_cache" / "facts.sqlite"


def journal(victim: Path) -> bytes:
    """A journal with nothing in it but the name of another, which SQLite deletes when it has played this one."""
    magic = bytes.fromhex("d9d505f920a163d7")
    name = os.fsencode(str(victim))
    head = (magic + struct.pack(">5I", 0, 1, 5, 512, 4096)).ljust(512, b"\0")
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">2I", len(name), sum(name)) + magic
    return head + tail


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_journal_deletes_no_file(project: Project, tmp_path: Path, command: list[str]) -> None:
    """Neither that of a project, nor any other that it names; findings are as before."""
    store = with_store(project)
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    store.with_name("facts.sqlite-journal").write_bytes(journal(victim))
    os.utime(store.with_name("facts.sqlite-journal"))
    if "posts/a.md" in command:
        command = ["check", "content/a.md"]
    assert project.run(*command).code in (0, 1)
    assert victim.read_bytes() == b"precious"
    assert project.check().rules == ([] if command[0] == "stet" else ["url/shared", "url/shared"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_pipe_beside_the_store_is_not_waited_for(project: Project, ending: str) -> None:
    """The store is made anew."""
    store = with_store(project)
    os.mkfifo(f"{store}{ending}")
    assert project.check(timeout=30).rules == ["url/shared", "url/shared"]


def test_a_store_that_git_carries_is_not_looked_into(project: Project) -> None:
    """Whoever made it could have made up what it says: findings are those of the posts, and a notice says why."""
    store = with_store(project)
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE link SET name = -1")
    connection.close()
    (project.folder / ".git").rmdir()
    subprocess.run(["git", "init", "-q", "."], cwd=project.folder, check=True)
    subprocess.run(["git", "add", "-f", "."], cwd=project.folder, check=True)
    before = store.read_bytes()
    ran = project.check()
    assert ran.rules == ["url/shared", "url/shared"]
    assert any("part of the repository" in notice for notice in ran.json["notices"])
    one = project.check("content/a.md")
    assert one.rules == []
    assert any("part of the repository" in notice for notice in one.json["notices"])
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE OR IGNORE post SET path = x'ff00fe'",
        "UPDATE OR IGNORE covered SET folder = x'ff00fe'",
        f"UPDATE meta SET value = '{'[' * 100_000}' WHERE name = 'functions'",
    ],
)
def test_a_store_of_nonsense_is_made_anew(project: Project, statement: str) -> None:
    """No traceback, and the findings of the posts."""
    store = with_store(project)
    with sqlite3.connect(store) as connection:
        connection.execute(statement)
    connection.close()
    assert project.check("content/a.md").code in (0, 1)
    assert project.check().rules == ["url/shared", "url/shared"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_a_baseline_that_is_no_file_is_refused(project: Project) -> None:
    """A link to a device, one in the configuration, a pipe: told at once."""
    project.write("a.md", WRONG)
    (project.folder / "bylint-baseline.jsonl").symlink_to("/dev/zero")
    assert project.run("check", timeout=20).code == 2
    (project.folder / "bylint-baseline.jsonl").unlink()
    os.mkfifo(project.folder / "bylint-baseline.jsonl")
    ran = project.run("check", timeout=20)
    assert ran.code == 2
    assert "not a regular file" in ran.err
    (project.folder / "bylint-baseline.jsonl").unlink()
    for outside in ("/dev/zero", "../../evil.jsonl"):
        project.write("bylint.toml", f'baseline = "{outside}"\n')
        ran = project.run("check", "--write-baseline", timeout=20)
        assert ran.code == 2
        assert "outside of the project" in ran.err


def test_what_a_link_leads_to_elsewhere_is_not_fixed(project: Project, tmp_path: Path) -> None:
    """A named link is read, and what it leads to stays as it is."""
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text(WRONG)
    (project.folder / "posts").mkdir()
    (project.folder / "posts" / "a.md").symlink_to(outside)
    ran = project.run("check", "--fix", "--unsafe-fixes", "posts/a.md")
    assert ran.code == 2
    assert "leads out of the project" in ran.out
    assert outside.read_text() == WRONG
    (project.folder / ".github").symlink_to(tmp_path.parent)
    project.write("posts/b.md", WRONG)
    ran = project.run("init", "--write", "github")
    assert ran.code == 2
    assert "outside of the project" in ran.err


@pytest.mark.parametrize(
    "configuration",
    [
        '[site]\nvocabulary = "a\\u0000b"\n',
        f'max-file-size = "{"9" * 400} GB"\n',
    ],
)
def test_odd_configuration_is_no_traceback(project: Project, configuration: str) -> None:
    """A notice, or an error that names the key."""
    project.write("posts/a.md", WRONG)
    project.write("bylint.toml", configuration)
    ran = project.run("check")
    assert ran.code in (1, 2)


def test_a_zone_that_nobody_knows_stops_nothing(project: Project) -> None:
    """In the site's own configuration, which bylint reads and does not own."""
    project.write("_config.yml", "title: Tides\ntimezone: Europe/Nowhere\n")
    project.write("_posts/2024-01-01-a.md", WRONG.replace("author:", "date: 2024-01-01 10:00:00 +0100\nauthor:"))
    assert project.check().rules == ["author/contradicts-byline"]


def test_a_pattern_of_addresses_has_a_limit(project: Project) -> None:
    """Ten thousand titles in one address are none."""
    project.write("_config.yml", f"title: Tides\npermalink: /{':title' * 50_000}\n")
    project.write(f"_posts/2024-01-01-{'a' * 200}.md", WRONG)
    assert project.check(timeout=20).rules == ["author/contradicts-byline"]


def test_a_tag_many_times_takes_no_time(project: Project) -> None:
    """Five thousand times one tag, as a list and as one text."""
    tags = ", ".join(["tide"] * 5_000)
    project.write("posts/a.md", f"---\ntitle: a\ntags: [{tags}]\n---\nText.\n")
    project.write("posts/b.md", f'---\ntitle: b\ntags: "{tags}"\n---\nText.\n')
    ran = project.check(timeout=60)
    assert "run/internal-error" not in ran.rules


def test_a_key_without_a_value_is_given_one(project: Project) -> None:
    """`author: null`: the suggestion can be made."""
    for number, empty in enumerate(("null", "~", "")):
        project.write(f"posts/{number}.md", WRONG.replace("Ana Ruiz", empty))
    ran = project.run("check", "--fix", "--unsafe-fixes")
    assert ran.code == 0, ran.out
    for number in range(3):
        assert "author: Ben Okafor" in (project.folder / f"posts/{number}.md").read_text()


def test_git_does_as_it_is_told(project: Project) -> None:
    """Whatever its configuration says of diffs, the changed files and lines are the same; no signature is checked."""
    (project.folder / ".git").rmdir()
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")

    def git(*arguments: str) -> None:
        subprocess.run(["git", *who, *arguments], cwd=project.folder, check=True, capture_output=True)

    git("init", "-q", "-b", "main", ".")
    project.write("content/posts/a.md", WRONG)
    project.run("check", "--write-baseline")
    git("add", "-A")
    git("commit", "-qm", "old")
    for setting in ("diff.relative=true", "diff.interHunkContext=1000", "log.showSignature=true"):
        git("config", *setting.split("="))
    marker = project.folder / "ran"
    git("config", "gpg.program", f"{sys.executable} -c \"open(r'{marker}', 'w')\"")
    project.write("content/posts/a.md", WRONG.replace("Ana Ruiz", "Ada Quint"))
    inner = type(project)(project.folder / "content")
    assert inner.check("--changed-since", "HEAD").rules == ["author/contradicts-byline"]
    project.write("content/posts/a.md", WRONG.replace("title: Low", "title: High") + "\n\nMore.\n")
    assert project.check("--changed-since", "HEAD", "--changed-lines", "--no-baseline").rules == []
    assert not marker.exists()
