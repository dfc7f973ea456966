"""archive/reference-missing and language/translation-differs: what posts say of one another."""

from __future__ import annotations

import pytest
from tests.rules.archives import messages, reported, said

MISSING, DIFFERS = "archive/reference-missing", "language/translation-differs"
POSTS = {
    f"posts/2021-0{at}-02-{name}.md": f"url: /2021/{name}-post/" for at, name in enumerate(("mill", "weir", "boat"), 1)
}


def referring(*lines: str) -> dict[str, str]:
    """The three posts, and one more for each line."""
    return POSTS | {f"posts/2022-01-0{at}-x{at}.md": line for at, line in enumerate(lines, 1)}


@pytest.mark.parametrize(
    "lines",
    [
        ("next: 2021-01-02-mill.md", "next: [2021-02-02-weir.md, boat.md]", "next: ./2021-02-02-wier.md"),
        ("related: [/2021/mill-post/, /2021/weir-post]", "related: /2021/boat-post/", "related: /2021/baot-post/"),
        ("see_also: [mill-post, weir-post]", "see_also: [boat-post]", "see_also: [baot-post]"),
        (
            "prev: {title: X, url: /2021/mill-post/}",
            "prev: [{url: /2021/boat-post/}, {path: /2021/weir-post}]",
            "prev: {url: /2021/baot-post/}",
        ),
    ],
    ids=["files", "addresses", "slugs", "objects"],
)
def test_a_reference_among_others_that_lead_to_posts_is_missed(lines: tuple[str, ...]) -> None:
    """File names, addresses, slugs; alone, in a list, in a mapping."""
    assert reported(MISSING, referring(*lines)) == ["posts/2022-01-03-x3.md"]


@pytest.mark.parametrize(
    "lines",
    [
        ("related: [/2021/baot-post/]",),
        ("related: [mill-post, no-such-topic, nor-this, nor-that]",),
        ("next: /2021/mill-post/", "next: /2021/boat-post/", "next: /about-us/"),
        ("next: /2021/mill-post/", "next: /2021/boat-post/", "next: /2021/"),
        ("next: /2021/mill-post/", "next: /2021/boat-post/", "next: https://elsewhere.example/2021/baot-post/"),
        ("next: /2021/mill-post/", "next: /2021/boat-post/", "next: The old mill"),
        ("next: /2021/mill-post/", "next: /2021/boat-post/", "next: false"),
        ("links: [mill-post, weir-post]", "links: [baot-post]"),
        ("related: [mill-post, weir-post]", "related: [boat-post]", "next: [baot-post]"),
    ],
    ids=["alone", "topics", "a page", "a section", "elsewhere", "a title", "off", "another key", "a key alone"],
)
def test_what_may_name_something_else_is_let_be(lines: tuple[str, ...]) -> None:
    """Pages, sections, other sites, titles, topics, keys of which nobody knows what they name."""
    assert not messages(MISSING, referring(*lines))


def test_the_message_names_the_place() -> None:
    """The entry of the list."""
    posts = referring("related: [mill-post, weir-post]", "related: [boat-post, baot-post]")
    (found,) = said(MISSING, posts)
    assert found.message == 'related[1] names "baot-post", and there is no such post'
    assert found.key == "related[1]"


def pair(one: str, other: str) -> dict[str, str]:
    return {"posts/en/mill.md": one, "posts/fr/mill.md": other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("author: Élise Brandt", "author: ''"),
        ("author: Élise Brandt", "author: Élise Brnadt"),
        ("date: 2019-03-04", "date: 2018-03-04"),
        ("date: 2019-03-04", "date: 2019-04-03"),
        ("date: 2019-03-04T08:00:00Z", "date: 2019-04-03T09:30:00Z"),
    ],
)
def test_slips_between_translations_are_told(one: str, other: str) -> None:
    """An empty author, a slip of spelling, another year, day and month in the other order."""
    assert "posts/fr/mill.md" in reported(DIFFERS, pair(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("author: Élise Brandt, Designer", "author: Élise Brandt, conceptrice"),
        ("author: Élise Brandt", "author: Ana Ruiz"),
        ("author: Élise Brandt", "author: [Élise Brandt, Ana Ruiz]"),
        ("author: Élise Brandt", "title: Le moulin"),
        ("author: The Mill Team", "author: L’équipe du moulin"),
        ("author: elise", "author: Élise Brandt"),
        ("author: Лев Орлов", "author: Lev Orlov"),
        ("date: 2019-03-04", "date: 2019-03-05"),
        ("date: 2019-03-04", "date: 2019-09-14"),
        ("date: 2019-03-04T23:30:00-04:00", "date: 2019-03-05T09:00:00Z"),
        ("date: 2019-03-03", "date: 2019-03-03"),
    ],
)
def test_what_may_differ_between_translations_is_let_be(one: str, other: str) -> None:
    """Roles, translators, teams, other scripts, and days at which translations followed."""
    assert not messages(DIFFERS, pair(one, other))


def test_a_reference_key_counts_beside_a_language() -> None:
    """Jekyll sites have `ref` and `lang`; a `ref` alone may be anything."""
    posts = {
        f"_posts/2019-03-04-{lang}.md": f"ref: mill\nlang: {lang}\nauthor: {author}"
        for lang, author in (("en", "Élise Brandt"), ("fr", "''"))
    }
    assert reported(DIFFERS, posts) == ["_posts/2019-03-04-fr.md"]
    assert not messages(DIFFERS, {path: text.replace("lang", "mood") for path, text in posts.items()})


def test_posts_of_one_language_under_one_key_are_no_translations() -> None:
    """A key that was copied along tells nothing."""
    posts = {
        f"posts/{name}.md": f"translationKey: mill\nlang: en\ndate: {year}-03-04"
        for name, year in (("a", 2019), ("b", 2020))
    }
    assert not messages(DIFFERS, posts)
