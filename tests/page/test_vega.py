"""The charts library that is kept in the package: that it is what its recipe makes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from bylint.overview.page import asset
from conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = PROJECT / ".ci" / "charts"
NO_REGISTRY = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "E404", "network")


def test_the_recipe_names_its_versions_and_no_registry() -> None:
    """Each package has a hash, and the versions at the head of the file are those of the recipe."""
    lock = json.loads((RECIPE / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in each and ("integrity" in each or name == "") for name, each in lock.items())
    head = asset("vega.js").partition("*/")[0]
    inside = dict(re.findall(r"\b([a-z][a-z0-9-]+) (\d+\.\d+\.\d+)\b", head))
    assert {"vega-view", "vega-parser", "vega-interpreter", "d3-scale"} <= inside.keys()
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in inside.items())


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm, which the recipe needs, is not installed")
def test_the_recipe_makes_the_file(tmp_path: Path) -> None:
    """The same versions make the same bytes."""
    folder = tmp_path / "charts"
    shutil.copytree(RECIPE, folder, ignore=shutil.ignore_patterns("node_modules"))
    done = subprocess.run(
        ["npm", "ci", "--silent", "--no-audit", "--no-fund"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode and any(sign in done.stdout + done.stderr for sign in NO_REGISTRY):
        pytest.skip("npm reaches no package registry")
    assert done.returncode == 0, done.stdout + done.stderr
    made = tmp_path / "vega.js"
    subprocess.run(["node", "build.js", str(made)], cwd=folder, check=True, timeout=120)
    assert made.read_text(encoding="utf-8") == asset("vega.js")
