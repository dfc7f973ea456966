"""Dates of updates and of expiry against the day of the file name, where the generator takes the day from there."""

from __future__ import annotations

import pytest

from date_rules import PROSE, said

TOLD = {
    "jekyll": ("_posts/2023-01-05-lamp.md", "last_modified_at: 2022-01-01", "last_modified_at"),
    "docusaurus": ("blog/2023-01-05-lamp.md", "last_update: {date: 2022-01-01}", "last_update.date"),
    "zola": ("content/2023-01-05-lamp.md", "updated: 2022-01-01", "updated"),
    "eleventy": ("posts/2023-01-05-lamp.md", "updated: 2022-01-01", "updated"),
    "pelican": ("content/2023-01-05-lamp.md", "modified: 2022-01-01", "modified"),
}


@pytest.mark.parametrize("dialect", TOLD)
def test_an_update_before_the_day_of_the_file_name_is_told(dialect: str) -> None:
    """The message names the day of the file name."""
    path, line, key = TOLD[dialect]
    assert said(f"title: The green lamp\n{line}", PROSE, path=path, dialect=dialect) == [
        (
            f"date/updated-before-published: {key} says 2022-01-01, before the post was published: "
            "the file name says 2023-01-05"
        )
    ]


def test_an_expiry_before_the_day_of_the_file_name_is_told() -> None:
    """As for an update."""
    front_matter = "title: The green lamp\nexpires: 2022-01-01"
    assert said(front_matter, PROSE, path="_posts/2023-01-05-lamp.md", dialect="jekyll") == [
        (
            "date/expires-before-published: expires says 2022-01-01, before the post is published: "
            "the file name says 2023-01-05"
        )
    ]


SILENT = {
    "a day's difference": ("jekyll", "_posts/2023-01-05-lamp.md", "last_modified_at: 2023-01-04"),
    "updated later": ("jekyll", "_posts/2023-01-05-lamp.md", "last_modified_at: 2023-04-01"),
    "a date of its own": (
        "jekyll",
        "_posts/2023-01-05-lamp.md",
        "last_modified_at: 2022-01-01\ndate: 2021-12-31\npermalink: /lamp/",
    ),
    "a generator that passes the name over": ("astro", "src/content/blog/2023-01-05-lamp.md", "updated: 2022-01-01"),
    "an unknown generator": ("generic", "posts/2023-01-05-lamp.md", "updated: 2022-01-01"),
    "an event": ("jekyll", "_posts/2023-01-05-lamp.md", "last_modified_at: 2022-12-01\ncategories: [Events]"),
    "a day behind words": ("jekyll", "_posts/lamp-2023-01-05.md", "last_modified_at: 2022-12-01"),
}


@pytest.mark.parametrize("name", SILENT)
def test_where_the_file_name_does_not_tell_nothing_is_said(name: str) -> None:
    """Not for a gap of hours, nor where readers see another day."""
    dialect, path, lines = SILENT[name]
    found = said(f"title: The green lamp\n{lines}", PROSE, path=path, dialect=dialect)
    assert not [each for each in found if "before-published" in each]
