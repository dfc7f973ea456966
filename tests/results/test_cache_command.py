"""`bylint cache`: what is kept is told, and taken away where that is asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from remembered import settle

if TYPE_CHECKING:
    from conftest import Project


def test_nothing_is_kept_before_the_first_run(blog: Project) -> None:
    """It is said in a line, and nothing is made."""
    for command in ("info", "clean"):
        ran = blog.run("cache", command)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("nothing is kept: there is no ")
    assert not (blog.folder / ".bylint_cache").exists()


def test_what_is_kept_is_told(blog: Project) -> None:
    """Sizes, posts and runs."""
    settle(blog)
    ran = blog.run("cache", "info")
    assert ran.code == 0
    assert "results.sqlite: " in ran.out
    assert "5 results under 1 configuration, 1 remembered run, the last one of " in ran.out
    assert "facts of 5 posts" in ran.out


def test_a_broken_store_is_told(blog: Project) -> None:
    """In a line beside its size."""
    settle(blog)
    (blog.folder / ".bylint_cache" / "results.sqlite").write_bytes(b"no database" * 1000)
    ran = blog.run("cache", "info")
    assert ran.code == 0
    assert "Traceback" not in ran.err
    assert "results.sqlite: 11.0 kB" in ran.out
    assert "facts of 5 posts" in ran.out


def test_it_is_taken_away_with_its_folder(blog: Project) -> None:
    """And made anew by the next run."""
    settle(blog)
    ran = blog.run("cache", "clean")
    assert ran.code == 0
    assert " taken away from " in ran.out
    assert not (blog.folder / ".bylint_cache").exists()
    settle(blog)
    assert (blog.folder / ".bylint_cache").is_dir()


def test_what_bylint_did_not_make_stays_and_is_named(blog: Project) -> None:
    """A folder in the place of a store, and a file of somebody's."""
    settle(blog)
    folder = blog.folder / ".bylint_cache"
    (folder / "results.sqlite").unlink()
    (folder / "results.sqlite").mkdir()
    (folder / "mine\x1b.txt").write_text("mine")
    ran = blog.run("cache", "clean")
    assert ran.code == 0
    assert "left there, since bylint did not make it: mine\\x1b.txt, results.sqlite\n" in ran.out
    assert sorted(each.name for each in folder.iterdir()) == ["mine\x1b.txt", "results.sqlite"]


def test_what_is_no_folder_is_told(blog: Project) -> None:
    """And left alone."""
    (blog.folder / ".bylint_cache").write_text("mine")
    for command in ("info", "clean"):
        ran = blog.run("cache", command)
        assert ran.code == 2
        assert ran.err.endswith(".bylint_cache is not a folder\n")
    assert (blog.folder / ".bylint_cache").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="needs a user that permissions hold for")
def test_a_folder_that_cannot_be_read_is_told(blog: Project) -> None:
    """No size is made up."""
    settle(blog)
    (blog.folder / ".bylint_cache").chmod(0)
    ran = blog.run("cache", "info")
    (blog.folder / ".bylint_cache").chmod(0o700)
    assert ran.code == 2
    assert ran.err.endswith(".bylint_cache cannot be read: permission denied\n")
