"""What a site says of its people, as it is found by spelling, login and address."""

from __future__ import annotations

import pytest

from bylint.people import Directory, Kind, Person, read_credit_text, read_person, split_people
from readings import told

SITE = Directory(
    registry={"@ann": Person("Ann Roe", email="ann@example.org"), "bo": Person("Ben Okafor", handle="beno")},
    aliases={"@Catt": "Mia Catt", "mia catt jr": "Mia Catt", "mia@example.org": "Mia Catt", "zork": "Quux Works"},
    accounts=frozenset({"Desk One"}),
    organisations=frozenset({"Quux Works", "Blorp Zzyx"}),
)


def test_a_slug_may_be_written_with_its_sign() -> None:
    """It is the login of an entry without one, without the sign."""
    assert SITE.find("ann") == Person("Ann Roe", handle="ann", email="ann@example.org")
    assert SITE.find("ann@example.org") == SITE.find("@ann")
    odd = Directory(registry={"x@": Person("Ann Roe"), "Xan": Person("Ben Okafor", email="b@example.org")})
    assert odd.find("x@") == Person("Ann Roe", handle="x@")
    assert odd.find("b@example.org") == Person("Ben Okafor", handle="Xan", email="b@example.org")
    assert odd.find("an") is None


def test_the_spelling_that_was_found_is_the_login() -> None:
    """Unless it is a name, an address or a group."""
    assert SITE.find("@Catt") == Person("Mia Catt", handle="Catt")
    assert SITE.find("Mia Catt Jr") == Person("Mia Catt")
    assert SITE.find("mia@example.org") == Person("Mia Catt")
    assert SITE.find("zork") == Person("Quux Works", kind=Kind.ORGANISATION)
    named = Directory(aliases={"Xmia": "Mia Catt"})
    assert named.find("Xmia") == Person("Mia Catt", handle="Xmia")


def test_what_both_know_of_a_person_is_kept() -> None:
    """Login and address are the site's, what stands beside the name is the post's."""
    site = Directory(
        registry={
            "ann": Person(
                "Ann Roe", email="a@example.org", url="https://a.example", affiliation="Quux", role="CTO", remark="r"
            )
        }
    )
    seen = Person("ann", email="b@example.org", url="https://b.example", affiliation="Zork", role="Editor", remark="s")
    found = site.resolve(seen)
    assert (found.name, found.handle, found.email, found.url) == (
        "Ann Roe",
        "ann",
        "a@example.org",
        "https://a.example",
    )
    assert (found.affiliation, found.role, found.remark) == ("Zork", "Editor", "s")
    bare = site.resolve(Person("ann"))
    assert (bare.affiliation, bare.role, bare.remark) == ("Quux", "CTO", "r")
    empty = Directory(registry={"ann": Person("Ann Roe")}).resolve(Person("ann", handle="zed", email="z@example.org"))
    assert (empty.handle, empty.email) == ("ann", "z@example.org")
    alias = Directory(aliases={"Ann R": "Ann Roe"}).resolve(Person("Ann R", handle="zed", url="https://z.example"))
    assert (alias.handle, alias.url) == ("zed", "https://z.example")


def test_other_content_is_another_directory() -> None:
    """Each of the four parts counts."""
    assert Directory(registry={"a": Person("Ann Roe")}) != Directory(registry={"a": Person("Ben Okafor")})
    assert Directory(aliases={"a": "Ann Roe"}) != Directory(aliases={"a": "Ben Okafor"})
    assert Directory(accounts=frozenset({"a"})) != Directory(accounts=frozenset({"b"}))
    assert Directory(organisations=frozenset({"a"})) != Directory(organisations=frozenset({"b"}))
    assert hash(SITE) != hash(Directory())


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("bo", "P Ben Okafor [handle=beno]"),
        ("@ann", "P Ann Roe [handle=ann, email=ann@example.org]"),
        ("ann@example.org", "P Ann Roe [handle=ann, email=ann@example.org]"),
        ("Desk One", "A Desk One"),
        ("Blorp Zzyx", "O Blorp Zzyx"),
        ("Carl May, Blorp Zzyx", "P Carl May [affiliation=Blorp Zzyx]"),
        ("Carl May and Blorp Zzyx", "P Carl May; O Blorp Zzyx"),
        ("Carl May, bo", "P Carl May; P Ben Okafor [handle=beno]"),
        ("bo, Carl May", "P Ben Okafor [handle=beno]; P Carl May"),
        ("bo, @ann", "P Ben Okafor [handle=beno]; P Ann Roe [handle=ann, email=ann@example.org]"),
        ("Ann Roe, @ann", "P Ann Roe [handle=ann]"),
        ("Carl May, @ann", "P Carl May; P Ann Roe [handle=ann, email=ann@example.org]"),
        ("Blorp Zzyx, bo", "O Blorp Zzyx; P Ben Okafor [handle=beno]"),
        ("Desk One and bo", "A Desk One; P Ben Okafor [handle=beno]"),
        ("Carl May, Desk One", "P Carl May; A Desk One"),
    ],
)
def test_known_people_among_others(text: str, reading: str) -> None:
    """Each entry that the site knows is what the site says, in a field as behind "by"."""
    assert told(text, SITE) == reading
    found = read_credit_text(text, SITE)
    assert found is not None
    assert [item.person.kind.name[0] for item in found] == [part[0] for part in reading.split("; ")]


def test_one_person_is_read_with_what_the_site_knows() -> None:
    """And the ranges are those of the text."""
    assert read_person("bo", SITE).name == "Ben Okafor"
    assert read_person("bo").kind is Kind.LOGIN
    assert read_person("Ann Roe, bell hooks") == Person("Ann Roe, bell hooks", kind=Kind.UNKNOWN)
    assert read_person("Roe, A") == Person("Roe, A", kind=Kind.UNKNOWN)
    assert split_people("Carl May and Mia Catt Jr", SITE) == [(0, 8), (13, 24)]
    assert split_people("Desk, Zork") == [(0, 4), (6, 10)]
    assert split_people(" Staff Writer ") == [(1, 13)]


def test_a_long_text_is_nobody() -> None:
    """Beyond five hundred letters; up to them it is read."""
    assert told("Ann Roe" + " " * 493) == "P Ann Roe"
    assert told("Ann Roe" + " " * 494) == " ?"
