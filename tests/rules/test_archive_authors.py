"""author/variants and author/reassigned: who is one person, and whose name holds other people's posts."""

from __future__ import annotations

import pytest
from tests.rules.archives import authors, messages, reported, said

VARIANTS = "author/variants"


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("Jürgen Ostrowski", "Juergen Ostrowski"),
        ("Jürgen Ostrowski", "Jurgen Ostrowski"),
        ("Mary-Ann Talbot", "Mary Ann Talbot"),
        ("MaryAnn Talbot", "Mary Ann Talbot"),
        ("Sean O'Malley", "Sean O’Malley"),
        ("Ann McKenzie", "Ann Mckenzie"),
        ("Bo Lindqvist", "bo lindqvist"),
        ("Bo Lindqvist", '"Lindqvist, Bo"'),
        ("Bo Lindqvist", "bo-lindqvist"),
        ("Bo Lindqvist", "bolindqvist"),
        ("Nadia Kowalczyk", "Nadia Kowalzcyk"),
        ("Владимир Орлов", "ВЛАДИМИР ОРЛОВ"),
        ("田中太郎", "田中 太郎"),
        ("J. R. Marlow", "J.R. Marlow"),
    ],
)
def test_a_rarer_spelling_of_the_same_letters_is_reported(usual: str, rare: str) -> None:
    """Case, accents, hyphens, blanks, a turned name, swapped letters: the post with the rarer spelling is named."""
    assert reported(VARIANTS, authors(usual, usual, usual, rare)) == ["posts/2021-01-04-post-3.md"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jon Smith", "John Smith"),
        ("Anna Berg", "Anne Berg"),
        ("Hanna Stone", "Hannah Stone"),
        ("John Smith", "John Smith Jr."),
        ("John Smith Sr.", "John Smith Jr."),
        ("John Smith", "John B. Smith"),
        ("John Smith", "J. Smith"),
        ("Martin James", "James Martin"),
        ("Li Wei", "Wei Li"),
        ("Thomas Meyer", "Thomas Meier"),
        ("Lars Hansen", "Lars Jansen"),
        ("Lars Petersen", "Lars Peterson"),
        ("Ivan Petrov", "Ivana Petrova"),
        ("Alex Petrov", "Alex Petrova"),
        ("Peter Reimann", "Peter Riemann"),
        ("Karl Zimmermann", "Karl Zimmerman"),
        ("Ian Macdonald", "Ian Mcdonald"),
        ("Omar Abdullah", "Omar Abdallah"),
        ("Dan Whitcombe", "Daniel Whitcombe"),
        ("Linda", "Lin Da"),
        ("Rosemary", "Rose Mary"),
        ("ann", "anne"),
        ("mark-im", "mar-kim"),
        ("The Harbour Team", "the harbour team"),
        ("Dr. Ann Roe", "Ann Roe"),
    ],
)
def test_who_may_be_two_people_is_let_be(one: str, other: str) -> None:
    """Namesakes, family, names of their own, teams: nothing is said, however often either stands."""
    assert not messages(VARIANTS, authors(one, one, one, one, one, one, other))
    assert not messages(VARIANTS, authors(one, other))


def test_both_spellings_on_one_post_are_two_people() -> None:
    """Who sign one post together cannot be one."""
    together = {"posts/2021-05-05-both.md": "author: [Ána Rúiz, Ana Ruiz]"}
    assert not messages(VARIANTS, {**authors("Ána Rúiz", "Ána Rúiz", "Ana Ruiz"), **together})


def test_of_two_spellings_with_equal_counts_the_later_is_reported_without_a_suggestion() -> None:
    """Nobody knows which one is right."""
    (diagnostic,) = said(VARIANTS, authors("Bo Lindqvist", "Bo LINDQVIST"))
    assert diagnostic.path == "posts/2021-01-02-post-1.md"
    assert not diagnostic.fixes


def test_a_suggestion_never_takes_accents_away() -> None:
    """Accents are left out by accident, not put in."""
    (diagnostic,) = said(VARIANTS, authors("Tomas Dvorak", "Tomas Dvorak", "Tomáš Dvořák"))
    assert diagnostic.path == "posts/2021-01-03-post-2.md"
    assert not diagnostic.fixes


def test_role_and_company_beside_the_name_stay() -> None:
    """The suggestion changes the name alone."""
    names = ("Clémence Hardy, Designer", "Clémence Hardy", "Clemence Hardy (Northlight)")
    (diagnostic,) = said(VARIANTS, authors(*names))
    assert [edit.text for fix in diagnostic.fixes for edit in fix.edits] == ["Clémence Hardy (Northlight)"]


def test_a_name_within_another_name_stays() -> None:
    """`Anna Bo` is not rewritten where `Anna Bob` stands before it."""
    names = ("Ánna Bö Roe", "Ánna Bö Roe", "Anna Bo Roebuck and Anna Bo Roe")
    (diagnostic,) = said(VARIANTS, authors(*names))
    assert [edit.text for fix in diagnostic.fixes for edit in fix.edits] == ["Anna Bo Roebuck and Ánna Bö Roe"]


def test_one_of_several_authors_is_reported_at_its_place() -> None:
    """In a list the entry is named, not the field."""
    posts = {
        **authors("Bo Lindqvist", "Bo Lindqvist"),
        "posts/2021-06-01-x.md": "authors:\n  - Ana Ruiz\n  - bo lindqvist",
    }
    (diagnostic,) = said(VARIANTS, posts)
    assert diagnostic.key == "authors[1]"
    assert diagnostic.data == {"author": ["bo lindqvist"], "archive": ["Bo Lindqvist"], "count": 2}


def test_an_ordinary_slip_needs_a_long_name_and_many_posts() -> None:
    """One letter less: reported beside five posts, not beside four."""
    few, many = ["Carla Montefiore"] * 4, ["Carla Montefiore"] * 5
    assert not messages(VARIANTS, authors(*few, "Carla Montfiore"))
    assert messages(VARIANTS, authors(*many, "Carla Montfiore")) == [
        'author "Carla Montfiore" may be a slip for "Carla Montefiore", as in 5 other posts'
    ]


REASSIGNED = "author/reassigned"


def signed(*pairs: tuple[str, str], year: int = 2014) -> dict[str, str]:
    """A post a month, with the author in the field and the one on the page."""
    return {
        f"posts/{year + at // 12}-{at % 12 + 1:02}-02-post-{at}.md": f"author: {field}\n---\n_by {page}_\n\nThe first winter was mild."
        for at, (field, page) in enumerate(pairs)
    }


def test_an_account_of_many_writers_is_told_of_once_with_counts_and_days() -> None:
    """How many posts, from when to when, and who wrote most of them."""
    posts = signed(*[("webmaster", "Ana Ruiz")] * 3, *[("webmaster", "Ben Okafor")] * 2, ("webmaster", "Cleo Marsh"))
    (message,) = messages(REASSIGNED, posts)
    assert message == (
        'account "webmaster" holds 6 posts from 2014-01-02 to 2014-06-02 whose pages name 3 writers: "Ana Ruiz" (3),'
        ' "Ben Okafor" (2) and "Cleo Marsh" (1)'
    )


def test_a_person_who_was_given_the_posts_of_others_is_told_of_with_the_span_of_most() -> None:
    """The posts of one year, and a stray one two years later."""
    posts = signed(*[("Dora Lind", "Ana Ruiz")] * 4, *[("Dora Lind", "Ben Okafor")] * 3)
    posts |= {"posts/2017-02-02-late.md": "author: Dora Lind\n---\n_by Ana Ruiz_\n\nText."}
    posts |= {"posts/2014-03-03-own.md": "author: Dora Lind\n---\n_by Dora Lind_\n\nText."}
    (message,) = messages(REASSIGNED, posts)
    assert message.startswith(
        'author "Dora Lind" holds 8 posts from 2014-01-02 to 2017-02-02 (7 of them from 2014-01-02 to 2014-07-02)'
    )


@pytest.mark.parametrize(
    "posts",
    [
        signed(("Dora Lind", "Ana Ruiz"), ("Dora Lind", "Ben Okafor")),
        signed(*[("Dora Lind", "Ana Ruiz")] * 6),
        signed(*[("Dora Lind", "D. Lind")] * 3, *[("Dora Lind", "Dora B. Lind")] * 3),
        signed(*[("dlind", "Dora Lind")] * 6),
        signed(*[("sage", "Ana Ruiz")] * 3, *[("sage", "Ben Okafor")] * 3),
        signed(*[("Dora Lind", name) for name in ("Ana Ruiz", "Ben Okafor", "Cleo Marsh", "Emil Falk", "Ana Ruiz")]),
    ],
    ids=["two posts", "one writer", "one person", "their own login", "a login and two writers", "guests"],
)
def test_what_is_no_habit_is_let_be(posts: dict[str, str]) -> None:
    """Few posts, one writer alone (a pen name, perhaps), or the author under another form of the name."""
    assert not messages(REASSIGNED, posts)


def test_a_login_that_holds_the_posts_of_three_people_is_an_account() -> None:
    """No post alone tells that: the login could be the writer's own."""
    posts = signed(*[("sage", "Ana Ruiz")] * 2, *[("sage", "Ben Okafor")] * 2, ("sage", "Cleo Marsh"))
    assert reported(REASSIGNED, posts) == ["posts/2014-01-02-post-0.md"]


def test_writers_with_names_of_one_word_in_their_script_count() -> None:
    """A Japanese name has no blank."""
    names = ("田中太郎", "鈴木花子", "佐藤次郎")
    posts = {
        f"posts/2014-0{at}-02-x.md": f"author: admin\n---\n著者: {name}\n\n本文です。"
        for at, name in enumerate(names, 1)
    }
    assert reported(REASSIGNED, posts) == ["posts/2014-01-02-x.md"]


def test_translators_and_photographers_are_no_writers() -> None:
    """Only firm credits of authors count."""
    page = "author: Dora Lind\n---\n_Photos by {}_\n\nThe first winter was mild."
    posts = {
        f"posts/2014-0{at}-01-x.md": page.format(name)
        for at, name in enumerate(("Ana Ruiz", "Ben Okafor", "Cleo Marsh"), 1)
    }
    assert not messages(REASSIGNED, posts)
