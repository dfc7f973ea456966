"""Patterns of paths, as site configurations write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.dialects.scopes import matches


@pytest.mark.parametrize(
    ("pattern", "path", "matched"),
    [
        ("news/a", "news/a", True),
        ("/news/a/", "news/a", True),
        ("news/*", "news/a", True),
        ("news/*", "news/a/b", False),
        ("news/**", "news/a/b", True),
        ("news/**", "news", True),
        ("**", "a/b/c", True),
        ("**/b", "a/b", True),
        ("**/b/*", "a/b/b/c", True),
        ("**/x", "a/b", False),
        ("{/news,/news/**}", "news/a", True),
        ("{/news,/old}", "old", True),
        ("{news,old}/{a,b}", "old/b", True),
        ("{news,old}/{a,b}", "old/c", False),
        ("n{e{w,x}}s", "news", True),
        ("news**", "news/a/b", True),
        ("news**", "newsroom/a", True),
        ("news**", "old/a", False),
        ("pag?", "page", True),
        ("[ab]x", "bx", True),
        ("page", "section", False),
        ("{a", "{a", True),
        ("a}", "a}", True),
    ],
)
def test_a_pattern_matches(pattern: str, path: str, matched: bool):
    """A star stays inside one part of a path, two cross parts, braces name alternatives."""
    assert matches(pattern, path) is matched


@pytest.mark.parametrize(
    ("pattern", "path", "matched"),
    [
        ("section/*", "section/a/b.md", True),
        ("section/*/page.md", "section/a/page.md", True),
        ("section/*/page.md", "section/page.md", False),
        ("*/news", "a/news/b/c.md", True),
    ],
)
def test_a_pattern_may_match_a_folder_above(pattern: str, path: str, matched: bool):
    """With `above`, what lies in a folder that matches is matched too."""
    assert matches(pattern, path, above=True) is matched


def test_what_nobody_writes_is_taken_to_match():
    """A pattern too long or too branched may hold for any post; it takes no time."""
    assert matches("x" * 1_000, "a")
    assert matches("{a,b}" * 20, "zzz")
    assert matches("x", "a/" * 10_000)


@pytest.mark.timeout(120)
def test_matching_takes_time_in_line_with_the_path():
    """Many stars cost no more than a look at each part for each `**`."""
    for _ in range(20):
        assert not matches("**/" * 100 + "x", "/".join(["a"] * 1_000))
        assert not matches("*a" * 200 + "x", "a" * 3_000)


@given(st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=6), st.data())
def test_a_path_matches_itself_with_parts_made_stars(parts: list[str], data: st.DataObject):
    """Any part may be a star, and any run of parts two stars."""
    path = "/".join(parts)
    starred = [data.draw(st.sampled_from([part, "*"])) for part in parts]
    assert matches("/".join(starred), path)
    start = data.draw(st.integers(0, len(parts)))
    stop = data.draw(st.integers(start, len(parts)))
    assert matches("/".join([*parts[:start], "**", *parts[stop:]]), path)
