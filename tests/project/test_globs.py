"""Patterns of paths mean what git says they mean."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bylint.globs import GitIgnore, GlobError, compile_globs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("globs", "yes", "no"),
    [
        (
            ["content/posts/**"],
            ["content/posts/a.md", "content/posts/b/c.md"],
            ["content/a.md", "x/content/posts/a.md"],
        ),
        (["content/posts"], ["content/posts/a.md"], ["content/posts2/a.md"]),
        (["content/*.md"], ["content/a.md"], ["content/b/a.md"]),
        (["**/drafts/*"], ["drafts/a.md", "a/b/drafts/c.md"], ["draft/a.md"]),
        (["*.html"], ["a.html", "b/c.html"], ["a.md"]),
        (["./content/**"], ["content/a.md"], ["a.md"]),
        (["#draft.md"], ["#draft.md"], ["draft.md"]),
        (["[a-c].md", "x?.md"], ["b.md", "xy.md"], ["d.md"]),
        (["news/**", "!news/old/**"], ["news/a.md"], ["news/old/a.md"]),
        (["büro/**"], ["büro/ü.md"], ["buro/a.md"]),
    ],
)
def test_a_glob_matches(globs: list[str], yes: list[str], no: list[str]):
    """A glob is a pattern of .gitignore; a later one with `!` takes back."""
    test = compile_globs(globs)
    assert [path for path in yes if not test(path)] == []
    assert [path for path in no if test(path)] == []


@pytest.mark.parametrize("glob", ["", "  ", "!", "a\nb", "a\0b", "["])
def test_a_glob_that_means_nothing(glob: str):
    """An empty or broken pattern is told, since it would silently match nothing."""
    with pytest.raises(GlobError):
        compile_globs([glob])


def write(root: Path, path: str, text: str = "") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def ignored(root: Path, path: str) -> bool:
    """What git ignores, asked for one file, which must be what the test for all files of its folder says."""
    folder, _, name = path.rpartition("/")
    where = str(root.joinpath(*folder.split("/")))
    said = GitIgnore(str(root)).ignores_file(where, name)
    test = GitIgnore(str(root)).test_for(where)
    assert (test is not None and test(name)) is said
    return said


@pytest.mark.parametrize(
    ("files", "path", "says"),
    [
        ({".gitignore": "*.html\n"}, "a.html", True),
        ({".gitignore": "*.html\n"}, "a.md", False),
        ({".gitignore": "\ufeff*.html\r\n"}, "a.html", True),
        ({".gitignore": "drafts/\n"}, "a/drafts/b.md", True),
        ({".gitignore": "/drafts/\n"}, "a/drafts/b.md", False),
        ({".gitignore": "*.md\n!keep.md\n"}, "keep.md", False),
        ({".gitignore": "*.md\n", "a/.gitignore": "!b.md\n"}, "a/b.md", False),
        ({".gitignore": "!b.md\n", "a/.gitignore": "/b.md\n"}, "a/b.md", True),
        ({"a/.gitignore": "/b.md\n"}, "b.md", False),
        ({".gitignore": "a/\n", "a/.gitignore": "!b.md\n"}, "a/b.md", True),
        ({".gitignore": "# only a comment\n\n"}, "a.md", False),
        ({".gitignore": "!a.md\n"}, "a.md", False),
        ({".gitignore": "!\n*.md\n"}, "a.md", True),
        ({".gitignore": "a/**\n!a/b.md\n"}, "a/b.md", False),
        ({".gitignore": "a/**\n!a/b.md\n"}, "a/c/d.md", True),
        ({".gitignore/x": ""}, "a.md", False),
    ],
)
def test_gitignore_files(tmp_path: Path, files: dict[str, str], path: str, says: bool):
    """The nearest .gitignore counts before those above; nothing inside an ignored folder comes back."""
    for name, text in files.items():
        write(tmp_path, name, text)
    assert ignored(tmp_path, path) is says


def test_outside_of_the_top(tmp_path: Path):
    """No .gitignore above the top, or beside it, says anything."""
    write(tmp_path, ".gitignore", "*.md\n")
    assert not GitIgnore(str(tmp_path / "a")).ignores_file(str(tmp_path / "a"), "b.md")
    assert not GitIgnore(str(tmp_path / "a")).ignores_folder(str(tmp_path / "b"))
    assert not GitIgnore(os.sep).ignores_folder(os.sep)


NAMES = st.sampled_from(["a", "b", "a.md", "b.md", "ab.md"])


def pattern(*, negated: bool, anchored: bool, parts: list[str], folder: bool) -> str:
    return f"{'!' if negated else ''}{'/' if anchored else ''}{'/'.join(parts)}{'/' if folder else ''}"


PARTS = st.lists(st.sampled_from(["a", "b", "*", "**", "a.md", "*.md", "?b*", "[ab]"]), min_size=1, max_size=3)
PATTERNS = st.builds(pattern, negated=st.booleans(), anchored=st.booleans(), parts=PARTS, folder=st.booleans()).filter(
    lambda text: not text.endswith("**/")
)  # pathspec takes `a/**/` for all of a/, git for its folders only


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the oracle")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    top=st.lists(PATTERNS, max_size=4),
    nested=st.lists(PATTERNS, max_size=3),
    paths=st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=1, max_size=6, unique=True),
)
def test_git_agrees(tmp_path_factory: pytest.TempPathFactory, top: list[str], nested: list[str], paths: list[str]):
    """For any patterns, in two folders, the answer is that of `git check-ignore`."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    write(root, ".gitignore", "\n".join(top))
    write(root, "a/.gitignore", "\n".join(nested))
    paths = [path for path in paths if path != "a" and not any(other.startswith(f"{path}/") for other in paths)]
    for path in paths:
        if not any(parent.is_file() for parent in (root / path).parents):
            write(root, path)
    asked = [path for path in paths if (root / path).is_file()]
    done = subprocess.run(
        ["git", "-C", str(root), "-c", "core.excludesFile=", "check-ignore", "--no-index", "--stdin"],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert {path for path in asked if ignored(root, path)} == set(done.stdout.splitlines())


HOSTILE = [
    "*a*a*a*a*a*a*a*ab",
    "*a" * 14 + "b",
    "**/a" * 12 + "/b",
    "a**" * 20 + "b",
    "*?" * 60 + "b",
    "[!b]*" * 30 + "b",
]


@pytest.mark.parametrize("glob", HOSTILE)
@pytest.mark.parametrize("path", ["a" * 255, "a/" * 300 + "a", "ab/" * 300 + "c"])
@pytest.mark.timeout(120)
def test_no_pattern_takes_long(tmp_path: Path, glob: str, path: str):
    """Many stars over a long name take no longer than a few over a short one, by any path that patterns come."""
    write(tmp_path, ".gitignore", f"{glob}\n!x\n")
    tests = [compile_globs([glob]), compile_globs([glob, "!x"])]
    for test in tests:
        test(path)
    GitIgnore(str(tmp_path)).ignores_file(str(tmp_path), path)


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("*a*b*c", ["abc", "aabbcc", "xaxbxcxc", "y/abc"], ["acb", "abcx", "a/b/c"]),
        ("a/**/b*c*d/**/e", ["a/bcd/e", "a/x/bcx/bxcxd/y/e"], ["a/bc/d/e", "a/bcdx/e"]),
        ("**/a/**/b/", ["a/b/", "a/x/a/b/b/"], ["a/x/", "b/a/"]),
        ("x*[!a]*y", ["xby", "xaby"], ["xay", "x/y", "xa/y"]),
        ("[*[]*\\**b", ["[a*b", "*x*b"], ["a*b", "[ab"]),
    ],
)
def test_stars_share_a_path(glob: str, yes: list[str], no: list[str]):
    """Whatever stands between stars is found in order, and no star or set crosses a slash."""
    test = compile_globs([glob])
    assert [path for path in yes if not test(path)] == []
    assert [path for path in no if test(path)] == []


def test_what_is_too_long():
    """A glob of more than a thousand characters is refused, and a path longer than any system's matches none."""
    with pytest.raises(GlobError, match="longer than 1,000 characters"):
        compile_globs(["a" * 1_001])
    assert not compile_globs(["a"])("a/" * 5_000)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#" * 1_000_001, "is larger than 1 MB"),
        ("a\n" * 10_001, "has more than 10,000 patterns"),
        ("*.md\n" + "a" * 1_001, "has a pattern of more than 1,000 characters"),
        (("a" * 999 + "\n") * 101, "has more than 100,000 characters of patterns"),
    ],
)
def test_a_gitignore_that_is_too_much(tmp_path: Path, text: str, why: str):
    """It is passed over as a whole, those around it are not, and it is told."""
    write(tmp_path, ".gitignore", "*.html")
    write(tmp_path, "a/.gitignore", text)
    ignore = GitIgnore(str(tmp_path))
    assert not ignore.ignores_file(str(tmp_path / "a"), "b.md")
    assert ignore.ignores_file(str(tmp_path / "a"), "b.html")
    assert ignore.refused == {str(tmp_path / "a" / ".gitignore"): why}


def test_too_many_patterns_in_all(tmp_path: Path):
    """Many ignore files may not add up to what one may not hold five times."""
    for number in range(6):
        write(tmp_path, f"{number}/.gitignore", f"{number}\n" + f"{'a' * 900}\n" * 110)
    ignore = GitIgnore(str(tmp_path))
    assert [ignore.ignores_file(str(tmp_path / str(at)), str(at)) for at in range(6)] == [True] * 5 + [False]
    assert list(ignore.refused.values()) == ["comes after too many other patterns"]


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
def test_a_gitignore_that_is_no_file(tmp_path: Path):
    """A pipe or a device is not opened, since it may never end."""
    for name in ("pipe", "device"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "pipe" / ".gitignore")
    (tmp_path / "device" / ".gitignore").symlink_to("/dev/zero")
    ignore = GitIgnore(str(tmp_path))
    assert not any(ignore.ignores_file(str(tmp_path / name), "a.md") for name in ("pipe", "device"))
    assert set(ignore.refused.values()) == {"is not a regular file"}


def test_a_path_of_many_folders(tmp_path: Path):
    """How deep a folder lies is no matter."""
    write(tmp_path, ".gitignore", "/x/x/x/y\n*.md\n")
    assert GitIgnore(str(tmp_path)).ignores_file(str(tmp_path) + "/x" * 1_500, "a.md")
