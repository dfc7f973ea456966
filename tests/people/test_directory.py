"""Who is who on a site."""

from __future__ import annotations

import pickle

import pytest

from bylint.people import NOBODY_KNOWN, Directory, Kind, Person


def test_an_empty_directory_changes_nobody() -> None:
    """And is false."""
    person = Person("Ann Roe")
    assert NOBODY_KNOWN.resolve(person) is person
    assert not NOBODY_KNOWN
    assert NOBODY_KNOWN.find("Ann Roe") is None


def test_equal_content_is_equal() -> None:
    """Also as a key of a cache, and after a journey to another process."""
    one = Directory(registry={"ar": Person("Ann Roe")}, aliases={"q": "Ann Roe"}, accounts=frozenset({"z"}))
    other = Directory(registry={"ar": Person("Ann Roe")}, aliases={"q": "Ann Roe"}, accounts=frozenset({"z"}))
    assert one == other
    assert hash(one) == hash(other)
    assert one != NOBODY_KNOWN
    assert one != "one"
    back = pickle.loads(pickle.dumps(one))
    assert back == one
    assert back.find("@ar") == one.find("ar")


def test_slugs_handles_and_addresses_find_the_entry() -> None:
    """Without regard to case and to the `@`; the slug is the handle of an entry without one."""
    directory = Directory(
        registry={"ann-roe": Person("Ann Roe"), "bo": Person("Ben Okafor", handle="BenO", email="ben@example.org")}
    )
    ann, ben = Person("Ann Roe", handle="ann-roe"), Person("Ben Okafor", handle="BenO", email="ben@example.org")
    assert directory.find("ANN-Roe") == ann
    assert directory.find(" @ann-roe ") == ann
    assert [directory.find(text) for text in ("bo", "beno", "@BenO", "ben@example.org")] == [ben] * 4
    assert directory.find("Ben Okafor") is None
    assert directory.find("") is None
    assert directory


def test_a_handle_of_two_people_tells_neither() -> None:
    """The slugs still do, and one name under two slugs is one person."""
    directory = Directory(
        registry={
            "a": Person("Ann Roe", handle="acme"),
            "b": Person("Ben Okafor", handle="acme"),
            "c": Person("Carl May", handle="cm"),
            "carl": Person("Carl May", handle="cm"),
        }
    )
    assert directory.find("acme") is None
    assert directory.find("a") == Person("Ann Roe", handle="acme")
    assert directory.find("cm") == Person("Carl May", handle="cm")


def test_a_slug_beats_the_handle_of_another() -> None:
    """The registry's own key is what an author field means."""
    directory = Directory(registry={"quux": Person("Ann Roe", handle="ar"), "b": Person("Ben Okafor", handle="quux")})
    assert directory.find("quux") == Person("Ann Roe", handle="ar")


def test_aliases_beat_the_registry() -> None:
    """They lead to a name, or to another entry."""
    directory = Directory(
        registry={"quux": Person("Ann Roe"), "bo": Person("Ben Okafor")},
        aliases={"quux": "Carl May", "zork": "bo", "C. M.": "Carl May", "poster": "Site Poster"},
        accounts=frozenset({"Site Poster"}),
        organisations=frozenset({"Zzyx"}),
    )
    assert directory.find("quux") == Person("Carl May", handle="quux")
    assert directory.find("@quux") == Person("Carl May", handle="quux")
    assert directory.find("zork") == Person("Ben Okafor", handle="bo")
    assert directory.find("c. m.") == Person("Carl May")
    assert directory.find("poster") == Person("Site Poster", kind=Kind.ACCOUNT)
    assert directory.find("zzyx") == Person("zzyx", kind=Kind.ORGANISATION)


def test_an_entry_may_be_an_account_or_a_group() -> None:
    """By the name that it has."""
    directory = Directory(registry={"q": Person("Quux Blog")}, organisations=frozenset({"Quux Blog"}))
    found = directory.find("q")
    assert found == Person("Quux Blog", handle="q", kind=Kind.ORGANISATION)


def test_resolving_keeps_what_was_read_beside_the_name() -> None:
    """Path, role, affiliation and remark of the value; handle and addresses of the entry first."""
    entry = Person("Ann Roe", handle="ar", email="e@example.org", role="Editor", affiliation="Zork")
    directory = Directory(registry={"quux": entry})
    read = Person("quux", url="https://example.org", role="Author", remark="r", kind=Kind.LOGIN, path=(0,))
    assert directory.resolve(read) == Person(
        "Ann Roe", "ar", "e@example.org", "https://example.org", "Zork", "Author", "r", path=(0,)
    )
    stranger = Person("Ben Okafor", handle="bo")
    assert directory.resolve(stranger) is stranger
    assert directory.resolve(Person("Whoever", handle="quux")).name == "Ann Roe"
    assert directory.resolve(Person(email="e@example.org")).name == "Ann Roe"


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person("Ana Ruiz", handle="bokafor"), "Ana Ruiz"),
        (Person("B. Okafor", handle="bokafor"), "Ben Okafor"),
        (Person("Benjamin Chidi", handle="bokafor"), "Ben Okafor"),
        (Person("Ana", handle="bokafor"), "Ben Okafor"),
        (Person("quux", handle="bokafor", kind=Kind.LOGIN), "Ben Okafor"),
        (Person(handle="bokafor", kind=Kind.LOGIN), "Ben Okafor"),
        (Person("Ana Ruiz", handle="ana", email="ben@example.org"), "Ana Ruiz"),
    ],
)
def test_a_login_of_somebody_else_changes_no_name(person: Person, name: str) -> None:
    """A whole name that has nothing of the entry's stays; a shorter or other form of it is the entry's."""
    directory = Directory({"bokafor": Person("Ben Okafor", email="ben@example.org")})
    assert directory.resolve(person).name == name
