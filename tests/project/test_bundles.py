"""Files in the folder of a post, which are its own and no posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bylint.config import load_configuration
from bylint.discover import discover
from bylint.site_finder import SiteFinder

if TYPE_CHECKING:
    from pathlib import Path

PATHS = (
    "content/about.md",
    "content/posts/a.md",
    "content/posts/c/index.md",
    "content/posts/c/inner.md",
    "content/posts/c/parts/one.md",
    "content/posts/d/index.fr.md",
    "content/posts/d/inner.md",
    "content/posts/e/_index.md",
    "content/posts/e/f.md",
)


def in_content(root: Path, mark: str, *names: str) -> set[str]:
    for path in (mark, *PATHS):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
    found = discover([*map(str, names)], load_configuration(root, isolated=True), SiteFinder(root), cwd=root)
    return {each.path for each in found if each.in_content}


def test_what_lies_beside_an_index_page_is_its_own(tmp_path: Path):
    """A leaf bundle: https://gohugo.io/content-management/page-bundles/#leaf-bundles."""
    assert in_content(tmp_path, "hugo.toml") == {
        "content/about.md",
        "content/posts/a.md",
        "content/posts/c/index.md",
        "content/posts/d/index.fr.md",
        "content/posts/e/f.md",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [("content/posts/c/parts/one.md", set()), ("content/posts/e/f.md", {"content/posts/e/f.md"})],
)
def test_a_file_that_is_named_alone_is_no_other(tmp_path: Path, name: str, expected: set[str]):
    """As a hook names them: the folder is looked at."""
    assert in_content(tmp_path, "hugo.toml", name) == expected


def test_other_generators_have_no_bundles(tmp_path: Path):
    """Zola takes each page for one."""
    (tmp_path / "zola.toml").write_text('base_url = "https://example.org"', encoding="utf-8")
    (tmp_path / "content/posts/c").mkdir(parents=True)
    (tmp_path / "content/posts/c/index.md").write_text("", encoding="utf-8")
    (tmp_path / "content/posts/c/inner.md").write_text("", encoding="utf-8")
    found = discover([], load_configuration(tmp_path, isolated=True), SiteFinder(tmp_path), cwd=tmp_path)
    assert "content/posts/c/inner.md" in {each.path for each in found if each.in_content}
