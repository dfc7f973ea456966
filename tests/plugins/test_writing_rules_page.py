"""The page that leads to a first rule: every file on it is written and every command run, in order, in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bylint.examples import ABOUT_THE_POST
from conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (PROJECT / "docs" / "writing-rules.md").read_text("utf-8")
NO_REGISTRY = ("Could not find a version", "No matching distribution", "name resolution", "NewConnectionError")
RULE = "rules/house/title_period.py"


class Block(NamedTuple):
    """A fenced block: its language, the file that it is, and its text."""

    language: str
    file: str
    text: str


def blocks(page: str) -> Iterator[Block]:
    for found in re.finditer(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        yield Block(found[1], found[2] or "", found[3])


def commands(console: str) -> Iterator[tuple[str, str]]:
    """The commands of a console, each with the output shown."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def run(command: str, folder: Path) -> str:
    """Run a command of the page; pip installs into a folder that Python looks into."""
    program, *arguments = shlex.split(command)
    assert program in ("bylint", "python")
    arguments = ["-m", "bylint", *arguments] if program == "bylint" else arguments
    if "pip" in arguments:
        arguments += ["--target", str(folder / "installed")]
    paths = [str(folder / "installed"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if "pip" in arguments and any(sign in done.stderr for sign in NO_REGISTRY):
        pytest.skip("pip reaches no package registry, and fetches what builds the package from one")
    return (done.stdout + ("" if "pip" in arguments else done.stderr)).replace("\\", "/")


def is_shown(said: str, shown: str) -> bool:
    """Whether the output is what the page shows; a line with nothing but `…` is any lines."""
    wanted = re.escape(shown.strip()).replace(r"…", r"(?s:.*)").replace(r"\ \ ", r"\ +")
    return re.fullmatch(wanted, said.strip()) is not None


def follow(page: str, folder: Path) -> int:
    """Do what a part of the page says. How many commands it has."""
    count = 0
    for block in blocks(page):
        if block.file:
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
        for command, shown in commands(block.text) if block.language == "console" else ():
            said = run(command, folder)
            assert is_shown(said, shown), f"$ {command}\n{said}"
            count += 1
    return count


def test_the_page_does_what_it_says(tmp_path: Path) -> None:
    """From the first command to the package: files as shown, output as shown."""
    (tmp_path / ".git").mkdir()
    first, heading, second = PAGE.partition("## Give it to others")
    assert heading
    assert follow(first, tmp_path) >= 6
    package = tmp_path / "newsroom" / "newsroom_rules"
    (package / "house").mkdir(parents=True)
    for empty in (package / "__init__.py", package / "house" / "__init__.py"):
        empty.touch()
    (package / "house" / "title_period.py").write_bytes((tmp_path / RULE).read_bytes())
    assert follow(second, tmp_path) == 2


def test_its_rule_passes_mypy(tmp_path: Path) -> None:
    """As it stands on the page, in strict mode."""
    (block,) = (block for block in blocks(PAGE) if block.file == RULE)
    (tmp_path / "title_period.py").write_text(block.text, "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            f"--cache-dir={tmp_path / 'cache'}",
            "title_period.py",
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_what_a_rule_sees_is_there() -> None:
    """Each attribute that the page tells of is one of a post or of a field."""
    from bylint.dialects import FIELDS
    from bylint.document import parse
    from bylint.post import Post
    from bylint.source import Source
    from bylint.testing import make_site

    post = Post(parse(Source("a.md", "---\ntitle: A\n---\n")), make_site({}), root_path="a.md")
    told = set(re.findall(r"`(post|field)\.(\w+)", PAGE))
    assert len(told) > 15
    for owner, name in told:
        assert hasattr(post if owner == "post" else post.title, name), name
    listed = PAGE.partition("The canonical fields are ")[2].partition(".\n")[0]
    assert tuple(re.findall(r"\w+", listed.replace(" and ", " "))) == FIELDS


def test_the_parameters_of_examples_are_all_told() -> None:
    """What the post is, apart from what only bylint's own rules need."""
    table = PAGE.partition("Parentheses hold")[2].partition("With pytest")[0]
    told = set(re.findall(r"[`{ ](\w+)(?:=|`)", table))
    assert told >= set(ABOUT_THE_POST) - {"encoding", "failure"}
