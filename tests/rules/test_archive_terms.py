"""taxonomy/variants and taxonomy/single-use: one term in several spellings, and terms of one post."""

from __future__ import annotations

import pytest
from tests.rules.archives import messages, reported, said

VARIANTS, SINGLE = "taxonomy/variants", "taxonomy/single-use"


def tagged(*tags: str, more: str = "") -> dict[str, str]:
    """A post for each tag."""
    return {f"posts/2021-01-{at + 1:02}-a.md": f"tags: ['{tag}']{more}" for at, tag in enumerate(tags)}


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("open source", "Open Source"),
        ("open source", "open-source"),
        ("open source", "open_source"),
        ("open source", "opensource"),
        ("tutorial", "tutorials"),
        ("libraries", "library"),
        ("JavaScript", "Javascript"),
        ("CSS", "css"),
        ("Québec city", "Quebec city"),
    ],
)
def test_the_rarer_spelling_is_reported_and_mended(usual: str, rare: str) -> None:
    """Case, blanks, hyphens, plurals; the suggestion is the spelling of most posts."""
    (found,) = said(VARIANTS, tagged(usual, usual, rare))
    assert found.path == "posts/2021-01-03-a.md"
    assert found.data == {"tag": rare, "archive": usual, "count": 2}
    assert [edit.text.strip("'") for fix in found.fixes for edit in fix.edits] == [usual]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C", "C#"),
        ("node.js", "nodejs"),
        ("news", "new"),
        ("IT", "it"),
        ("AWS", "AW"),
        ("côte", "côté"),
        ("papa", "papá"),
        ("glass", "glasses"),
        ("2020-21", "202021"),
        ("A+", "A-"),
        ("まつり", "祭り"),
        ("work", "works"),
    ],
)
def test_words_of_their_own_are_let_be(one: str, other: str) -> None:
    """Signs, acronyms, accents and endings that make another word."""
    assert not messages(VARIANTS, tagged(one, one, one, other))


def test_plurals_are_those_of_english() -> None:
    """In another language an s may be anything."""
    assert messages(VARIANTS, tagged("fleur", "fleur", "fleurs"))
    assert not messages(VARIANTS, tagged("fleur", "fleur", "fleurs", more="\nlang: fr"))


def test_tags_and_categories_and_languages_are_vocabularies_of_their_own() -> None:
    """A category News beside the tag news, and a German tag beside an English one."""
    assert not messages(VARIANTS, {"a.md": "categories: [News]\ntags: [news]", "b.md": "categories: [News]"})
    assert not messages(VARIANTS, {"en/a.md": "tags: [harbour]", "de/a.md": "tags: [Harbour]"})


def test_an_equal_count_has_no_suggestion() -> None:
    """Nobody knows which one is meant."""
    (found,) = said(VARIANTS, tagged("open source", "Open Source"))
    assert found.path == "posts/2021-01-02-a.md"
    assert not found.fixes


def test_a_post_with_both_spellings_is_reported_once_at_the_rarer() -> None:
    """Within one post, too."""
    posts = {"a.md": "tags: [mill wheel]", "b.md": "tags: [mill wheel, Mill Wheel]"}
    (found,) = said(VARIANTS, posts)
    assert (found.path, found.key) == ("b.md", "tags[1]")


def test_single_use_counts_posts_whatever_the_spelling() -> None:
    """Two posts with two spellings are two; two spellings on one post are one."""
    assert not messages(SINGLE, tagged("Mill Wheel", "mill-wheel"))
    assert reported(SINGLE, {"a.md": "tags: [mill]", "b.md": "tags: [weir, Weir]", "c.md": "tags: [mill]"}) == [
        "b.md",
        "b.md",
    ]
