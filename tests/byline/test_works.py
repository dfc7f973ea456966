"""A work and its maker at the top of a review are no byline of the review."""

from __future__ import annotations

import pytest

from bylint.registry import load_registry
from bylint.testing import check

RULES = [load_registry()[name] for name in ("author/contradicts-byline", "author/missing", "author/missing-coauthor")]
PROSE = "The wheel turns slowly in this one, and nobody in it ever bakes a loaf before noon.\n\n" * 6


def findings(title: str, top: str, author: str = "author: Ana Ruiz") -> list[str]:
    """The rules that lean on the byline of a post with such a beginning."""
    text = f"---\ntitle: {title}\n{author}\n---\n\n{top}\n\n{PROSE}"
    return [found.rule for rule in RULES for found in check(rule, text)]


@pytest.mark.parametrize(
    "top",
    [
        "# The Weir\n\nby Nora Lindt",
        "## The Weir\nby Nora Lindt",
        "*The Weir*\n\nby Nora Lindt",
        "**The Weir**\n\nby [Nora Lindt](https://lindt.example)",
        "_The Weir_\nby Nora Lindt",
        "The Weir\n========\n\nby Nora Lindt",
        "<h1>The Weir</h1>\n\nby Nora Lindt",
    ],
)
def test_a_work_and_its_maker_accuse_nobody(top: str) -> None:
    """The first thing in the body is not the post's title, and a bare line in small letters is below it."""
    assert findings("A slow winter's reading", top) == []
    assert findings("A slow winter's reading", top, author="date: 2020-05-05") == []


@pytest.mark.parametrize(
    ("title", "top"),
    [
        ("The Weir", "# The Weir\n\nby Nora Lindt"),
        ("The weir opens again", "# The weir opens\n\nby Nora Lindt"),
        ("The weir opens", "# The weir opens again in spring\n\nby Nora Lindt"),
        ("A slow winter's reading", "by Nora Lindt"),
        ("A slow winter's reading", "# The Weir\n\nBy Nora Lindt"),
        ("A slow winter's reading", "# The Weir\n\n*by Nora Lindt*"),
        ("A slow winter's reading", "# The Weir\n\nWritten by Nora Lindt"),
        ("A slow winter's reading", "# The Weir\n\nby Nora Lindt on May 5, 2020"),
        ("磨坊的春天", "# 磨坊的春天到了\n\nby Nora Lindt"),
    ],
)
def test_a_byline_below_the_posts_own_title_is_one(title: str, top: str) -> None:
    """A heading like the title, a sentence, emphasis, a date or a capital make it the post's."""
    assert findings(title, top) == ["author/contradicts-byline"]


def test_without_a_title_the_heading_is_the_posts() -> None:
    """Where the front matter has none, the first heading is all that the post has."""
    text = f"---\nauthor: Ana Ruiz\n---\n\n# The Weir\n\nby Nora Lindt\n\n{PROSE}"
    assert [found.rule for rule in RULES for found in check(rule, text)] == ["author/contradicts-byline"]
