"""How deep and how long an author value may be, which of its keys say what, and the order of phrases."""

from __future__ import annotations

from typing import Any

import pytest

from bylint.people import Directory, Kind, Person, read_authors, read_entry
from bylint.people.words import in_words, nicknames, phrases
from readings import told

SITE = Directory(registry={"bo": Person("Ben Okafor", handle="beno")})


def within(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = [value]
    return value


def test_five_lists_within_one_another_are_not_read() -> None:
    """Four are; the place of the name leads through all of them. Objects count as lists do."""
    assert told(within("Ann Roe", 4)) == "P Ann Roe"
    assert read_authors(within("Ann Roe", 4)).people[0].path == (0, 0, 0, 0)
    assert told(within("Ann Roe", 5)) == " ?"
    assert told(within({"name": "Ann Roe"}, 3)) == "P Ann Roe"
    assert told(within({"name": "Ann Roe"}, 4)) == " ?"
    assert told({"authors": within("Ann Roe", 3)}) == "P Ann Roe"
    assert told({"authors": within("Ann Roe", 4)}) == " ?"
    assert told({"authors": {"authors": {"authors": ["Ann Roe"]}}}) == "P Ann Roe"
    assert told({"authors": {"authors": {"authors": [["Ann Roe"]]}}}) == " ?"
    assert told({"roe": {"authors": {"authors": ["Ann Roe"]}}}) == "P Ann Roe [handle=roe]"
    assert told({"roe": {"authors": {"authors": [["Ann Roe"]]}}}) == " ?"


def test_more_than_two_hundred_entries_are_not_read() -> None:
    """Two hundred are, in a list, in lists of lists, and in an object."""
    assert read_authors(["Ann Roe"] * 200).readable
    assert not read_authors(["Ann Roe"] * 201).readable
    assert read_authors([["Ann Roe"] * 100] * 2).readable
    assert not read_authors([["Ann Roe"] * 101] * 2).readable
    assert len(read_authors([["Ann Roe"] * 101] * 2).people) == 200
    assert read_authors({f"k{number}": {"name": "Ann Roe"} for number in range(200)}).readable
    assert not read_authors({f"k{number}": {"name": "Ann Roe"} for number in range(201)}).readable


def test_an_entry_of_a_registry_is_flat() -> None:
    """Text or one object; what lies deeper names nobody."""
    assert read_entry("ann", {"name": "Ann Roe"}) == Person("Ann Roe", handle="ann")
    assert read_entry("ann", "Ann Roe") == Person("Ann Roe", handle="ann")
    assert read_entry("ann", {"name": "Ann Roe", "github": "roe"}) == Person("Ann Roe", handle="roe")
    assert read_entry("ann", {"name": {"name": "Ann Roe"}}) == Person(handle="ann", kind=Kind.LOGIN)
    assert read_entry("ann", {"authors": ["Ann Roe"]}) == Person(handle="ann", kind=Kind.LOGIN)
    assert read_entry("ann", ["Ann Roe"]) == Person(handle="ann", kind=Kind.LOGIN)
    assert read_entry("ann", ["Ann Roe", "Ben Okafor"]) == Person(handle="ann", kind=Kind.LOGIN)


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ({"name": 7, "fullname": "Ann Roe"}, "P Ann Roe"),
        ({"name": True, "fullname": "Ann Roe"}, "P Ann Roe"),
        ({"name": " ", "fullname": "Ann Roe"}, "P Ann Roe"),
        ({"name": "Ann Roe", "email": 7, "mail": "a@example.org"}, "P Ann Roe [email=a@example.org]"),
        ({"name": "Ann Roe", "type": "Team"}, "O Ann Roe"),
        ({"name": "Ann Roe", "kind": "organization"}, "O Ann Roe"),
        ({"name": "Ann Roe", "@type": "Organization"}, "O Ann Roe"),
        ({"name": "Ann Roe", "@type": "Person"}, "P Ann Roe"),
        ({"name": "q7admin", "type": "team"}, "A q7admin"),
        ({"name": "bo", "type": "person"}, "L bo"),
        ({"roe": None, "name": "Ann Roe"}, "P Ann Roe [handle=roe]"),
        ({"@roe": None, "name": "Ann Roe"}, "P Ann Roe [handle=roe]"),
        ({"Ann Roe": None, "email": "a@example.org"}, "P Ann Roe [email=a@example.org]"),
        ({"Ann Roe": None, "name": "Ben Okafor"}, "P Ben Okafor"),
        ({"roe": None, "zed": None, "name": "Ann Roe"}, "P Ann Roe"),
        ({"@roe@": None, "name": "Ann Roe"}, "P Ann Roe [handle=roe@]"),
        ({"@roe": {"name": "Ann Roe"}}, "P Ann Roe [handle=roe]"),
        ({"roe@": {"name": "Ann Roe"}}, "P Ann Roe [handle=roe@]"),
        ({" roe ": {"name": "Ann Roe"}}, "P Ann Roe [handle=roe]"),
        ({"https://github.com/roe": {"name": "Ann Roe"}}, "P Ann Roe [handle=roe]"),
        ({"https://example.org/roe": {"name": "Ann Roe"}}, "P Ann Roe"),
        ({"The Roe": {"name": "Ann Roe"}}, "P Ann Roe"),
        (
            {"Ann Roe": {"email": "a@example.org", "github": "roe", "url": "https://a.example"}},
            "P Ann Roe [handle=roe, email=a@example.org, url=https://a.example]",
        ),
        ({"Ann Roe": {"role": "CTO"}}, "P Ann Roe"),
        ({"Ann Roe and Ben Okafor": {"email": "a@example.org"}}, "P Ann Roe; P Ben Okafor"),
        ({"url": "https://example.org/a"}, "L - [url=https://example.org/a]"),
        ({"email": "a@example.org"}, "L - [email=a@example.org]"),
        ({"github": "https://github.com/roe"}, "L - [handle=roe]"),
        ({"github": "@roe"}, "L - [handle=roe]"),
        ({"twitter": "Ann of Roe", "name": "Ann Roe"}, "P Ann Roe"),
        ({"url": "https://github.com/roe", "name": "Ann Roe"}, "P Ann Roe [handle=roe, url=https://github.com/roe]"),
        ({"first-name": "Ann", "last-name": "Roe"}, "P Ann Roe"),
        ({"First Name": "Ann"}, " ?"),
        ({"given": "Ann"}, "L Ann"),
        ({"family": "Roe"}, "L Roe"),
        ({"avatar": "/a.png"}, " ?"),
        ({"avatar": None}, ""),
        ({}, ""),
        (7, " ?"),
        (b"Ann Roe", " ?"),
        ("https://example.org/a.png", " ?"),
        ("https://example.org/a.PNG?size=2", " ?"),
        ("https://example.org/a", "L - [url=https://example.org/a]"),
    ],
)
def test_what_the_keys_of_an_object_say(value: object, reading: str) -> None:
    """Name, login, address and the like under their many keys; pictures and numbers name nobody."""
    assert told(value) == reading


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"name": "Ann Roe"}, ("name",)),
        ({"Author": {"name": "Ann Roe"}}, ("Author", "name")),
        ({"given": "Ann", "family": "Roe"}, ("given",)),
        ({"family": "Roe"}, ("family",)),
        ({"github": "roe"}, ()),
        ([{"github": "roe"}], (0,)),
        ([{"email": "a@example.org"}], (0,)),
        ([{"Ann Roe": None}], (0, "Ann Roe")),
        ({"roe": {"name": "Ann Roe"}}, ("roe", "name")),
        ({"Ann Roe": {"github": "roe"}}, ("Ann Roe",)),
        (["Ann Roe"], (0,)),
        ("Ann Roe", ()),
    ],
)
def test_where_a_name_stands(value: object, path: tuple[int | str, ...]) -> None:
    """The keys as written, which lead to it."""
    assert [person.path for person in read_authors(value).people] == [path]


def test_a_site_knows_people_in_any_shape() -> None:
    """As text, in a list, under a key, by a login."""
    ben = "P Ben Okafor [handle=beno]"
    for value in ("bo", ["bo"], {"author": ["bo"]}, {"authors": {"name": "bo"}}, {"github": "bo"}, {"name": "bo"}):
        assert told(value, SITE) == ben
    assert told({"bo": {"avatar": "x.png"}}, SITE) == ben
    assert told({"quux": {"github": "bo"}}, SITE) == ben


@pytest.mark.parametrize("name", ["alias", "behalf", "bywords", "editing", "honorifics", "joining", "with"])
def test_the_longest_phrase_is_tried_first(name: str) -> None:
    """So that a part of it is not taken for the whole; full stops are not part of the words."""
    for several in phrases(name).values():
        assert [len(phrase) for phrase in several] == sorted(map(len, several), reverse=True)
        assert not any(word.endswith(".") or not word for phrase in several for word in phrase)


def test_a_plural_has_a_word_before_its_s() -> None:
    """Of three letters at least."""
    assert in_words("organisations", "labs")
    assert in_words("roles", "vp")
    assert not in_words("roles", "vps")
    assert all(nicknames()[form] for form in ("bob", "robert"))
