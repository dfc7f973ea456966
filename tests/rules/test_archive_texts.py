"""title/shared, excerpt/shared and archive/duplicate-body: what several posts say in the same words."""

from __future__ import annotations

import random

import pytest
from tests.rules.archives import messages, reported, said

TITLE, EXCERPT, BODY = "title/shared", "excerpt/shared", "archive/duplicate-body"
NIGHT = "title: A night in the harbour"


def test_three_posts_of_one_title_name_the_earliest_other() -> None:
    """The earliest names the second, the others the earliest; how many there are is said."""
    posts = {f"posts/202{year}-03-04-night.md": NIGHT for year in (3, 1, 2)}
    assert messages(TITLE, posts) == [
        'the title "A night in the harbour" is that of posts/2022-03-04-night.md too and of 1 more',
        'the title "A night in the harbour" is that of posts/2021-03-04-night.md too and of 1 more',
        'the title "A night in the harbour" is that of posts/2021-03-04-night.md too and of 1 more',
    ]


def test_one_more_post_makes_no_new_findings_of_the_old_ones() -> None:
    """A baseline knows them still: how many there are is no part of a fingerprint."""
    posts = {f"posts/202{year}-03-04-night.md": NIGHT for year in (1, 2)}
    more = posts | {"posts/2023-03-04-night.md": NIGHT}
    before, after = ({each.path: each.fingerprint for each in said(TITLE, some)} for some in (posts, more))
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    "posts",
    [
        {"content/en/2021-01-02-a.md": NIGHT, "content/fr/2021-01-02-a.md": NIGHT},
        {"posts/2021-01-02-a.en.md": NIGHT, "posts/2021-01-02-a.pt-br.md": NIGHT},
        {"posts/2021-01-02-a.md": NIGHT + "\nlang: en", "posts/2021-01-02-b.md": NIGHT + "\nlang: nl"},
        {"blog/2021-01-02-a.md": NIGHT, "talks/2021-01-02-a.md": NIGHT},
        {"docs/v1.2/a.md": NIGHT + "\ndate: 2021-01-02", "docs/v1.3/a.md": NIGHT + "\ndate: 2022-01-02"},
        {"docs/one/index.md": "title: How to get started", "docs/two/index.md": "title: How to get started"},
        {"posts/2021-01-02-a.md": NIGHT + "\nepisode: 1", "posts/2021-02-02-a.md": NIGHT + "\nepisode: 2"},
        {"posts/2021-01-02-a.md": NIGHT + "\nsubtitle: Cranes", "posts/2021-02-02-a.md": NIGHT + "\nsubtitle: Ropes"},
        {"posts/2021-01-02-a.md": "title: 港の夜", "posts/2021-02-02-a.md": "title: 港の夜"},
        {"posts/2021-01-02-a.md": "title: 2021", "posts/2021-02-02-a.md": "title: 2021"},
        {"posts/2021-01-02-a.md": NIGHT, "posts/2021-02-02-a.md": NIGHT + "\nredirect_to: /2021/01/02/a/"},
        {"posts/2021-01-02-a.md": NIGHT, "posts/2021-02-02-a.md": NIGHT + "\nlayout: redirect"},
        {"posts/2021-01-02-a.md": "title: [a, b, c]", "posts/2021-02-02-a.md": "title: [a, b, c]"},
        {f"posts/2021-01-{day:02}-links.md": "title: Links of the day" for day in range(1, 29)},
    ],
    ids=[
        *("folders", "suffixes", "lang", "sections", "versions", "undated", "episodes", "subtitles"),
        *("two-words", "number", "redirect", "layout", "list", "column"),
    ],
)
def test_titles_that_may_be_equal_are_let_be(posts: dict[str, str]) -> None:
    """Translations, sections, versions, undated pages, series, short titles, columns."""
    assert not messages(TITLE, posts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("posts/2021/01/02/a.md", "posts/2022/03/04/b.md"),
        ("posts/2021-01-02-a/index.md", "posts/2022-03-04-b/index.md"),
        ("posts/2021-01-02-a.md", "posts/2022-03-04-b.markdown"),
    ],
)
def test_days_in_folders_and_folders_of_one_post_part_no_sections(one: str, other: str) -> None:
    """`posts/2021` and `posts/2022` are one section."""
    posts = {one: NIGHT + "\ndate: 2021-01-02", other: NIGHT.replace("night", "NIGHT") + "\ndate: 2022-03-04"}
    assert reported(TITLE, posts) == [one, other]


LINE = "How the mill at the weir was saved from the flood"


def test_excerpt_of_one_and_description_of_another_are_compared() -> None:
    """Markup and case do not count; the message names the post's own field."""
    posts = {
        "posts/2021-01-02-a.md": f"excerpt: <p>{LINE}</p>",
        "posts/2021-02-02-b.md": f"description: {LINE.upper()}",
    }
    assert [message[:11] for message in messages(EXCERPT, posts)] == ["the excerpt", "the descrip"]


@pytest.mark.parametrize(
    "posts",
    [
        {"posts/2021-01-02-a.md": f"excerpt: {LINE}\ndescription: {LINE}"},
        {"posts/en/a.md": f"excerpt: {LINE}", "posts/de/a.md": f"excerpt: {LINE}"},
        {"docs/v1/a.md": f"description: {LINE}", "docs/v2/a.md": f"description: {LINE}"},
        {f"posts/{name}.md": f"title: {LINE}\ndescription: {LINE}" for name in "ab"},
        {f"posts/{name}.md": "excerpt: '<a href=\"/a/long/address/of/this/post/\">READ MORE</a>'" for name in "ab"},
        {f"posts/{name}.md": "description: Lorem ipsum dolor sit amet, consectetur adipiscing elit" for name in "ab"},
        {f"posts/{name}.md": f"description: {LINE}\ndraft: {draft}" for name, draft in (("a", "true"), ("b", "false"))},
        {f"posts/{name}.md": "description: ''" for name in "ab"},
    ],
    ids=["one post", "languages", "versions", "titles", "links", "placeholder", "draft", "empty"],
)
def test_texts_that_other_rules_tell_of_or_that_may_be_equal_are_let_be(posts: dict[str, str]) -> None:
    """One post with itself, translations, versions, copies of the title, links, placeholders, drafts."""
    assert not messages(EXCERPT, posts)


def test_a_text_of_the_whole_site_is_told_of_once() -> None:
    """On the earliest post, with the count."""
    posts = {f"posts/2021-01-{day:02}-a.md": f"title: {'x' * day}\ndescription: {LINE}" for day in range(1, 21)}
    assert messages(EXCERPT, posts) == [f'the description "{LINE}" is that of 20 posts']


def test_a_column_may_announce_itself_alike() -> None:
    """Titles that differ by a number or a date; one more post that is none of the row is told of."""
    row = {f"posts/2021-01-{day:02}-a.md": f"title: 'Digest #{day}'\ndescription: {LINE}" for day in range(1, 21)}
    assert not messages(EXCERPT, row)
    assert len(messages(EXCERPT, row | {"posts/2022-01-01-b.md": f"title: The mill\ndescription: {LINE}"})) == 1


WORDS = "river mill wheel stone water miller flood harbour crane rope winter summer market bridge boat salmon".split()


def text(seed: int, count: int = 20) -> list[str]:
    """Sentences that no other seed has."""
    chance = random.Random(seed)  # noqa: S311  # sentences, no secrets
    return [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(count)]


def post(title: str, sentences: list[str]) -> str:
    return f"title: {title}\n---\n" + "\n".join(sentences)


@pytest.mark.parametrize("changed", [0, 1, 2, 3])
def test_a_copy_with_some_sentences_changed_is_found(changed: int) -> None:
    """Up to three of twenty sentences in place of others."""
    original = text(1)
    copy = [*original[: 20 - changed], *text(2, changed)]
    posts = {"posts/2021-01-02-a.md": post("One", original), "posts/2022-01-02-b.md": post("Two", copy)}
    assert reported(BODY, posts) == ["posts/2021-01-02-a.md", "posts/2022-01-02-b.md"]


def test_a_copy_in_other_markup_is_found() -> None:
    """Emphasis, headings and capitals do not count."""
    original = text(3)
    marked = [f"**{line[:10]}**{line[10:]}" for line in original]
    posts = {"posts/2021-01-02-a.md": post("One", original), "posts/2022-01-02-b.md": post("Two", marked)}
    assert len(messages(BODY, posts)) == 2


def test_how_much_is_shared_is_told_and_drafts_weigh_less() -> None:
    """A clone that was never published is for information."""
    posts = {
        "posts/2021-01-02-a.md": post("One", text(4)),
        "posts/2022-01-02-b.md": "draft: true\n" + post("Clone of One", text(4)),
    }
    found = said(BODY, posts)
    assert [(each.severity, each.message) for each in found] == [
        (
            "info",
            "the body is a near copy of that of posts/2022-01-02-b.md (a draft): about 100% of the sentences are the same",
        ),
        ("info", "the body is a near copy of that of posts/2021-01-02-a.md: about 100% of the sentences are the same"),
    ]


@pytest.mark.parametrize(
    "posts",
    [
        {"posts/a.md": post("One", text(5)), "posts/b.md": post("Two", text(6))},
        {
            "posts/a.md": post("One", [*text(5, 10), *text(7, 10)]),
            "posts/b.md": post("Two", [*text(5, 10), *text(8, 10)]),
        },
        {"posts/en/a.md": post("One", text(5)), "posts/sv/a.md": post("Two", text(5))},
        {"docs/v1/a.md": post("One", text(5)), "docs/v2/a.md": post("Two", text(5))},
        {f"posts/{n}.md": post(f"Minutes of {day} May", text(5)) for n, day in ((1, 3), (2, 10))},
        {f"posts/{n}.md": post(f"Minutes of {month}", text(5)) for n, month in ((1, "March"), (2, "avril"))},
        {f"posts/{n}.md": post(f"Photo {word}", ["![A crane](/crane.jpg)"]) for n, word in ((1, "one"), (2, "two"))},
        {f"posts/{n}.md": post(f"Walk {word}", ["A note.", "Sunny."]) for n, word in ((1, "one"), (2, "two"))},
        {f"posts/{n}.md": post(f"Show {'abcdefghijkl'[n]}", [*text(9, 12), *text(n + 50, 3)]) for n in range(12)},
    ],
    ids=["apart", "half", "languages", "versions", "minutes", "months", "photos", "notes", "standing text"],
)
def test_bodies_that_may_be_alike_are_let_be(posts: dict[str, str]) -> None:
    """Other texts, halves, translations, versions, minutes, photos, and what stands under every post."""
    assert not messages(BODY, posts)


def test_the_estimate_does_not_depend_on_where_the_archive_lies() -> None:
    """From a folder above all paths are longer, and the same sentences are compared."""
    parts = {
        "posts/a.md": post("One", [*text(5, 20), *text(7, 5)]),
        "posts/b.md": post("Two", [*text(5, 20), *text(8, 5)]),
    }
    here = [each.data["body"] for each in said(BODY, parts)]
    for above in "abcdefghijkl":
        there = {f"{above}/{path}": each for path, each in parts.items()}
        assert [each.data["body"] for each in said(BODY, there)] == here


def test_a_megabyte_without_a_sentence_costs_nothing_to_speak_of() -> None:
    """Neither a line of a megabyte nor a million lines are slow."""
    for body in ("x" * 1_000_000, "x\n" * 500_000, "a" * 50 + "\n" + ".!?" * 300_000):
        assert not messages(BODY, {"posts/a.md": f"title: One\n---\n{body}", "posts/b.md": f"title: Two\n---\n{body}"})


def test_metadata_of_odd_shapes_tells_no_posts_apart_and_breaks_nothing() -> None:
    """Lists of lists by alias, numbers, mappings and nulls under the keys that rules look at."""
    levels = "\n".join(f"x{at}: &x{at} [{', '.join([f'*x{at - 1}'] * 10) if at else 'a'}]" for at in range(4))
    for value in ("*x3", "{a: {b: *x2}}", "[[1, null], {2: x}]", "12.5", "null", "[null]"):
        odd = "\n".join(f"{key}: {value}" for key in ("subtitle", "related", "next", "translationKey", "author"))
        posts = {f"posts/2021-01-0{day}-a.md": f"{NIGHT}\n{levels}\n{odd}" for day in (1, 2)}
        assert len(messages(TITLE, posts)) == 2
        for rule in ("archive/reference-missing", "language/translation-differs", "author/variants", "url/shared"):
            assert not messages(rule, posts)
