"""A small blog whose runs are remembered, and runs over it that tell whether they were."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bylint.cli import main, opening
from conftest import Ran

if TYPE_CHECKING:
    from conftest import Project

POSTS = {
    "content/posts/a.md": "---\ntitle: The harbour at low tide\nauthor: Ada Quill\ndate: 2024-03-01\n---\n\n_by Berta Stone_\n",
    "content/posts/b.md": "---\ntitle: The harbour at low tide\nauthor: Ada Quill\ndate: 2024-03-02\n---\n\nText.\n",
    "content/posts/c.md": "---\ntitle: A walk\nauthor: admin\ndate: 2024-03-03\nimage: /images/walk.png\n---\n\nby Cy Reed\n",
    "content/posts/d.md": "---\ntitle: Next year\nauthor: Ada Quill\ndate: 2031-01-05\n---\n\nText.\n",
    "content/posts/sub/e.md": "---\ntitle: Below\nauthor: Ada Quill\ndate: 2024-03-05\n---\n\nText of its own.\n",
}
IMAGES = ("walk.png", "one.png", "two.png", "three.png")


def age(project: Project, path: str = ".") -> None:
    """Have what was written just now look as if it had been there for long."""
    then = time.time() - 1000
    top = project.folder / path
    for each in sorted(top.rglob("*")) if top.is_dir() else ():
        if ".bylint_cache" not in each.parts:
            os.utime(each, (then, then), follow_symlinks=False)
    os.utime(top, (then, then))


def check(project: Project, *arguments: str) -> tuple[Ran, bool]:
    """A run, and whether it was over before anything was made that checks posts."""
    opened: list[object] = []
    before, here = opening.open_run, Path.cwd()

    def counted(*given: Any, **more: Any) -> Any:
        opened.append(given)
        return before(*given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "open_run", counted)
        os.chdir(project.folder)
        try:
            done = CliRunner().invoke(main, ["check", *arguments], prog_name="bylint")
        finally:
            os.chdir(here)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Ran(done.exit_code, done.stdout, done.stderr), not opened


def settle(project: Project, *arguments: str) -> Ran:
    """Runs until the answer is remembered."""
    for _ in range(4):
        ran, was_quick = check(project, *arguments)
        if was_quick:
            return ran
    raise AssertionError("no run was remembered")


def fresh(project: Project, *arguments: str) -> Ran:
    return check(project, "--no-cache", *arguments)[0]


def same(one: Ran, other: Ran) -> bool:
    return (one.code, one.out) == (other.code, other.out)
