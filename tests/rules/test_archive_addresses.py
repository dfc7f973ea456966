"""url/shared and url/copy-suffix: who has an address, and what the number at its end says."""

from __future__ import annotations

import pytest
from tests.rules.archives import messages, reported, said

SHARED, COPY = "url/shared", "url/copy-suffix"


def test_addresses_that_a_generator_makes_are_compared() -> None:
    """Two Jekyll posts of one day and one slug in two folders; an alias that is another's address."""
    posts = {
        "_posts/2021-03-04-mill.md": "title: One",
        "_posts/old/2021-03-04-mill.md": "title: Two",
        "_posts/2021-05-06-weir.md": "title: Three\nredirect_from: /2021/03/04/mill.html",
    }
    assert len(reported(SHARED, posts, dialect="jekyll")) == 3


@pytest.mark.parametrize(
    ("dialect", "posts"),
    [
        ("hugo", {"content/posts/a.md": "title: One\nslug: mill", "content/posts/mill.md": "title: Two"}),
        ("jekyll", {"_posts/2021-03-04-mill.md": "title: One", "_posts/2021-03-04-x.md": "title: Two\nslug: mill"}),
        ("zola", {"content/posts/a.md": "title: One\nslug: mill", "content/posts/mill.md": "title: Two"}),
        ("docusaurus", {"blog/2021-03-04-mill.md": "title: One", "blog/2021-03-04-x.md": "slug: 2021/03/04/mill"}),
        ("eleventy", {"a.md": "permalink: /mill/", "b.md": "permalink: /mill/index.html"}),
        ("hexo", {"source/_posts/a.md": "permalink: mill/", "source/_posts/b.md": "permalink: mill/"}),
        ("generic", {"a.md": "url: /mill/", "b.md": "permalink: /mill"}),
    ],
)
def test_each_generator_has_its_own_way_to_one_address(dialect: str, posts: dict[str, str]) -> None:
    """By slug, file name, day, permalink."""
    assert reported(SHARED, posts, dialect=dialect) == [*posts]


def test_an_alias_cycle_is_told_of_at_both_posts() -> None:
    """Each post's alias is the other's address."""
    posts = {
        "content/posts/a.md": "title: One\naliases: [/posts/b/]",
        "content/posts/b.md": "title: Two\naliases: [/posts/a/]",
    }
    found = said(SHARED, posts, dialect="hugo")
    assert sorted({each.path for each in found}) == ["content/posts/a.md", "content/posts/b.md"]
    assert 'alias "/posts/b/"' in " ".join(each.message for each in found)


def test_letter_case_and_a_slash_are_a_warning_that_says_so() -> None:
    """Many servers and file systems do not tell them apart."""
    posts = {"content/a.md": "title: One\nurl: /Mill/", "content/b.md": "title: Two\nurl: /mill/"}
    found = said(SHARED, posts, dialect="hugo")
    assert [(each.severity, each.message) for each in found] == [
        ("warning", 'the address "/Mill/" is the address of content/b.md too but for letter case'),
        ("warning", 'the address "/mill/" is the address of content/a.md too but for letter case'),
    ]


@pytest.mark.parametrize(
    ("dialect", "posts"),
    [
        ("hugo", {"content/a.md": "title: One\nurl: /mill/\ndraft: true", "content/b.md": "title: Two\nurl: /mill/"}),
        (
            "hugo",
            {"content/a.md": "title: One\nurl: /mill/\nheadless: true", "content/b.md": "title: Two\nurl: /mill/"},
        ),
        ("hugo", {"content/a.md": "title: One\naliases: [/posts/a/, /A/]\nurl: /a/"}),
        ("hugo", {"content/a.en.md": "title: One\naliases: [/old/]", "content/a.fr.md": "title: Un\naliases: [/old/]"}),
        (
            "jekyll",
            {
                "_posts/2021-03-04-a.md": "permalink: /a/\nlang: en",
                "_posts/2021-03-05-a.md": "permalink: /a/\nlang: de",
            },
        ),
        ("generic", {"a.md": "url: https://example.org/a", "b.md": "url: https://example.org/a"}),
        ("docusaurus", {"docs/a.md": "slug: /a", "versioned_docs/version-1.2/a.md": "slug: /a"}),
        ("zola", {"content/a.md": "path: mill\nrender: false", "content/b.md": "path: mill"}),
    ],
)
def test_who_takes_no_address_from_another_is_let_be(dialect: str, posts: dict[str, str]) -> None:
    """Drafts, pages that are not built, one's own aliases, translations, links elsewhere, versions of a manual."""
    assert not messages(SHARED, posts, dialect=dialect)


def test_of_thousand_posts_with_one_address_each_is_told_of_once() -> None:
    """A broken pattern of addresses: one finding a post, with the count."""
    posts = {f"content/p{at}.md": f"title: Post {at}\nurl: /same/" for at in range(300)}
    found = messages(SHARED, posts, dialect="hugo")
    assert len(found) == 300
    assert found[-1].endswith(", of 300 posts that share it")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The harbour at night", "the-harbour-at-night-2"),
        ("The Harbour at Night!", "harbour-night-3"),
        ("Don't look back [Part 2]", "dont-look-back-part-2-2"),
        ("Été à Orléans", "ete-a-orleans-2"),
        ("Harbour days 2014", "harbour-days-2014-2"),
        ("Mill 12x", "mill-12x-2"),
    ],
)
def test_a_number_that_the_title_does_not_have_marks_a_copy(title: str, slug: str) -> None:
    """The slug is the title's, and the number is not."""
    assert reported(COPY, {"posts/a.md": f"title: '{title.replace(chr(39), chr(39) * 2)}'\nslug: {slug}"}) == [
        "posts/a.md"
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The harbour, part 2", "the-harbour-part-2"),
        ("The harbour, part II", "the-harbour-part-2"),
        ("The second harbour", "the-harbour-2"),
        ("Der zweite Hafen", "der-hafen-2"),
        ("Le deuxième port", "le-port-2"),
        ("Вторая гавань", "вторая-гавань-2"),
        ("Harbour days ②", "harbour-days-2"),
        ("Harbour week 02", "harbour-week-2"),
        ("Harbour 2.1 is out", "harbour-is-out-2"),
        ("Harbour v2", "harbour-v-2"),
        ("The harbour again", "the-harbour-2"),
        ("Where the salmon jump", "weir-walk-2"),
        ("Harbour days 2014", "harbour-days-2014"),
        ("Covid-19 in the harbour", "in-the-harbour-covid-19"),
        ("In the harbour", "in-the-harbour-1"),
        ("In the harbour", "in-the-harbour-12"),
        ("Release 1.3.2", "release-1-3-2"),
        ("Walk of the day", "2021-05-2"),
        ("Top three boats", "top-boats-3"),
        ("Weekly, February 2", "weekly-2-2"),
        ("Level up", "level-9"),
    ],
)
def test_a_number_with_a_meaning_is_let_be(title: str, slug: str) -> None:
    """Parts, versions, years, weeks, numbers as words of several languages, slugs of other words."""
    assert not messages(COPY, {"posts/a.md": f"title: '{title}'\nslug: {slug}"})


def test_numbers_that_count_a_row_of_posts_are_let_be() -> None:
    """`night-1`, `night-2`, and `walk-2`, `walk-3`: nobody's copies; `night`, `night-2`, `night-3` are."""
    rows = {
        f"posts/{slug}.md": f"title: The {slug[:-2]}\nslug: the-{slug}"
        for slug in ("night-1", "night-2", "walk-2", "walk-3")
    }
    assert not messages(COPY, rows)
    copies = {f"posts/{slug}.md": f"title: The night\nslug: the-{slug}" for slug in ("night", "night-2", "night-3")}
    assert reported(COPY, copies) == ["posts/night-2.md", "posts/night-3.md"]


def test_an_address_that_exists_without_the_number_is_the_other_end() -> None:
    """Also where the title is only half the slug's; not where the title says the number, nor for a draft."""
    first = {"posts/2020-01-02-a.md": "title: Harbour night\nslug: harbour-night"}
    copy = {"posts/2021-01-02-b.md": "title: The harbour in winter\nslug: harbour-night-2"}
    (found,) = said(COPY, first | copy)
    assert [other.path for other in found.related] == ["posts/2020-01-02-a.md"]
    assert not messages(COPY, first | {"posts/b.md": "title: Harbour night, two\nslug: harbour-night-2"})
    assert not messages(COPY, {"posts/a.md": "title: Harbour night\nslug: harbour-night-2\ndraft: true"})
