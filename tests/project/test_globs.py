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
    folder, _, name = path.rpartition("/")
    return GitIgnore(str(root)).ignores_file(str(root.joinpath(*folder.split("/"))), name)


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
