"""An author that a post inherits from its site, against the byline on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

POST = "---\ntitle: The mill\n---\n_by Ben Okafor_\n\nThe mill stands where it stood.\n"
CONFIGURATION = "title: Mill notes\ndefaults:\n  - scope: {path: '', type: posts}\n    values:\n      author: %s\n"


def jekyll(project: Project, author: str, post: str = POST) -> Project:
    project.write("_config.yml", CONFIGURATION % author)
    project.write("_posts/2024-03-01-mill.md", post)
    return project


def test_both_ends_are_told_though_they_lie_in_two_files(project: Project) -> None:
    """The finding is at the byline; the other end is the line of the site's configuration."""
    (found,) = jekyll(project, "Ana Ruiz").check().json["diagnostics"]
    assert found["rule"] == "author/contradicts-byline"
    assert found["range"]["start"] == {"line": 4, "column": 5}
    assert found["related"] == [
        {
            "path": "_config.yml",
            "range": {"start": {"line": 5, "column": 15}, "end": {"line": 5, "column": 23}},
            "message": "the inherited author",
        }
    ]
    assert found["data"] == {"author": ["Ana Ruiz"], "byline": ["Ben Okafor"]}
    assert found["fixes"][0]["edits"][0]["text"] == "author: Ben Okafor\n"


def test_the_other_file_is_told_of_from_the_working_directory(project: Project) -> None:
    """As the file of the post is."""
    jekyll(project, "Ana Ruiz")
    inside = type(project)(project.folder / "_posts")
    (found,) = inside.check("2024-03-01-mill.md").json["diagnostics"]
    assert (found["path"], found["related"][0]["path"]) == ("2024-03-01-mill.md", "../_config.yml")


@pytest.mark.parametrize("author", ["Ben Okafor", "ben", "The Mill Team", "admin", "Ben O.", "[Ana Ruiz, Ben Okafor]"])
def test_a_default_that_may_be_right_is_left_alone(project: Project, author: str) -> None:
    """The same person, a login, a team, an account, an initial, one of two: nothing is said."""
    assert jekyll(project, author).check().rules == []


def test_the_posts_own_author_counts_before_the_inherited_one(project: Project) -> None:
    """What the site says does not matter then."""
    post = POST.replace("title: The mill\n", "title: The mill\nauthor: Ben Okafor\n")
    assert jekyll(project, "Ana Ruiz", post).check().rules == []


def test_a_registry_key_is_written_where_the_field_holds_keys(project: Project) -> None:
    """A name in place of the key would show no portrait, or stop the generator."""
    project.write("_data/authors.yml", "ana: {name: Ana Ruiz}\nben: {name: Ben Okafor}\n")
    post = POST.replace("title: The mill\n", "title: The mill\nauthor: ana\n")
    (found,) = jekyll(project, "Ana Ruiz", post).check().json["diagnostics"]
    assert found["message"] == 'author says "Ana Ruiz", but the byline names "Ben Okafor"'
    assert found["fixes"][0]["edits"][0]["text"] == "ben"


def test_no_name_is_written_where_the_generator_takes_only_keys(project: Project) -> None:
    """Docusaurus stops at an author that its registry does not have."""
    project.write("docusaurus.config.js", "export default {};\n")
    project.write("blog/authors.yml", "ana:\n  name: Ana Ruiz\n")
    project.write("blog/2024-03-01-mill.md", POST.replace("title: The mill\n", "title: The mill\nauthors: [ana]\n"))
    (found,) = project.check().json["diagnostics"]
    assert (found["rule"], found["fixes"]) == ("author/contradicts-byline", [])
