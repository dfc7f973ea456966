"""A blog whose runs are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from remembered import IMAGES, POSTS, age

if TYPE_CHECKING:
    from conftest import Project


@pytest.fixture
def blog(project: Project) -> Project:
    project.write("hugo.toml", 'title = "A blog"\nbaseURL = "https://blog.example/"\n')
    project.write("bylint.toml", "")
    for path, text in POSTS.items():
        project.write(path, text)
    for name in IMAGES:
        project.write(f"static/images/{name}", b"PNG")
    age(project)
    return project
