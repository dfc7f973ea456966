"""A run over a part of a project does not miss what lies in the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

MILL, WEIR, BOAT = (
    "title: The mill\nrelated: [{}]",
    "title: The weir\nrelated: [old-mill]",
    "title: The boat\nrelated: [old-mill]",
)


@pytest.fixture
def valley(project: Project) -> Project:
    """Two folders of posts, with a reference from one to the other and one to nothing."""
    for path, front in {
        "posts/one/old-mill.md": MILL.format("by-the-weir, old-boat"),
        "posts/one/by-the-weir.md": WEIR,
        "posts/one/the-lock.md": "title: The lock\nrelated: [old-mill, by-the-weir]",
        "posts/two/old-boat.md": BOAT.replace("old-mill", "old-mill, old-baot"),
    }.items():
        project.write(path, f"---\n{front}\n---\nText.\n")
    return project


def test_the_whole_project_knows_what_is_missing(valley: Project) -> None:
    """The slip is told of, and nothing else."""
    ran = valley.run("check", "--select", "archive/reference-missing", "--output-format", "json")
    assert [found["key"] for found in ran.json["diagnostics"]] == ["related[1]"]


def test_a_folder_without_a_store_of_the_rest_misses_nothing(valley: Project) -> None:
    """The post in the other folder is not known, and not missed."""
    ran = valley.run("check", "posts/one", "--select", "archive/reference-missing", "--output-format", "json")
    assert not ran.json["diagnostics"]
