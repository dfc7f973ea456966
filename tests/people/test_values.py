"""The shapes in which an author field comes: text, lists, objects, what is left of them."""

from __future__ import annotations

import datetime as dt

import pytest

from bylint.people import (
    NOBODY_KNOWN,
    Authors,
    Directory,
    Kind,
    Person,
    labels,
    profile_handle,
    read_authors,
    read_entry,
    values,
)

L, G = Kind.LOGIN, Kind.ORGANISATION


def test_a_text_has_no_path() -> None:
    """It is the value itself."""
    assert read_authors("Ann Roe").people == (Person("Ann Roe"),)


def test_a_list_gives_the_index() -> None:
    """Also where one item names several."""
    found = read_authors(["Ann Roe", "Ben Okafor and Carl May", None, ""])
    assert [(person.name, person.path) for person in found.people] == [
        ("Ann Roe", (0,)),
        ("Ben Okafor", (1,)),
        ("Carl May", (1,)),
    ]
    assert found.readable
    assert read_authors(("Ann Roe",)).people == (Person("Ann Roe", path=(0,)),)


def test_one_unreadable_item_makes_the_list_unreadable() -> None:
    """The people that were read stay."""
    found = read_authors(["Ann Roe", 7])
    assert found == Authors((Person("Ann Roe", path=(0,)),), readable=False)


@pytest.mark.parametrize(
    ("value", "person"),
    [
        ({"name": "Ann Roe"}, Person("Ann Roe", path=("name",))),
        ({"Name": "Ann Roe"}, Person("Ann Roe", path=("Name",))),
        ({"name": "Ann Roe", "twitter": "annroe"}, Person("Ann Roe", handle="annroe", path=("name",))),
        ({"name": "Ann Roe", "twitter": "@annroe"}, Person("Ann Roe", handle="annroe", path=("name",))),
        (
            {"name": "Ann Roe", "twitter": "https://twitter.com/annroe"},
            Person("Ann Roe", handle="annroe", path=("name",)),
        ),
        ({"name": "Ann Roe", "github": "ar", "twitter": "annroe"}, Person("Ann Roe", handle="ar", path=("name",))),
        ({"name": "Ann Roe", "github": "Ann Roe"}, Person("Ann Roe", path=("name",))),
        ({"name": "Ann Roe", "id": 7}, Person("Ann Roe", path=("name",))),
        ({"name": "Ann Roe", "id": True}, Person("Ann Roe", path=("name",))),
        (
            {"name": "Ann Roe", "title": "Developer", "company": "Quux", "email": "a@example.org"},
            Person("Ann Roe", role="Developer", affiliation="Quux", email="a@example.org", path=("name",)),
        ),
        (
            {"name": "Ann Roe, Quux Labs", "affiliation": "Zork"},
            Person("Ann Roe", affiliation="Quux Labs", path=("name",)),
        ),
        (
            {"name": "Ann Roe", "url": "https://example.org", "image_url": "https://example.org/a.png"},
            Person("Ann Roe", url="https://example.org", path=("name",)),
        ),
        (
            {"name": "quux", "url": "https://github.com/quux"},
            Person("quux", handle="quux", url="https://github.com/quux", kind=L, path=("name",)),
        ),
        ({"first_name": "Ann", "last_name": "Roe"}, Person("Ann Roe", path=("first_name",))),
        ({"given": "Ann", "family": "Roe"}, Person("Ann Roe", path=("given",))),
        ({"last-name": "Roe"}, Person("Roe", kind=L, path=("last-name",))),
        ({"quux": None, "name": "Ann Roe"}, Person("Ann Roe", handle="quux", path=("name",))),
        ({"quux": None, "name": "Ann Roe", "twitter": "annroe"}, Person("Ann Roe", handle="quux", path=("name",))),
        ({"name": "Ann Roe", "twitter": None}, Person("Ann Roe", path=("name",))),
        ({"name": "Ann Roe", "a": None, "b": None}, Person("Ann Roe", path=("name",))),
        ({"Ann Roe": None, "name": "Ann Roe"}, Person("Ann Roe", path=("name",))),
        ({"Ann Roe": None}, Person("Ann Roe", path=("Ann Roe",))),
        ({"quux": None}, Person(handle="quux", kind=L)),
        ({"github": "quux"}, Person(handle="quux", kind=L)),
        ({"url": "https://github.com/quux"}, Person(handle="quux", url="https://github.com/quux", kind=L)),
        ({"url": "https://example.org/ann"}, Person(url="https://example.org/ann", kind=L)),
        ({"email": "ann@example.org"}, Person(email="ann@example.org", kind=L)),
        ({"name": "Quux", "type": "Organization"}, Person("Quux", kind=G, path=("name",))),
        ({"name": "admin", "type": "team"}, Person("admin", kind=Kind.ACCOUNT, path=("name",))),
        ({"annroe": {"name": "Ann Roe"}}, Person("Ann Roe", handle="annroe", path=("annroe", "name"))),
        ({"Ann Roe": {"url": "https://example.org"}}, Person("Ann Roe", url="https://example.org", path=("Ann Roe",))),
        ({"Ann Roe": {}}, Person("Ann Roe", path=("Ann Roe",))),
        ({"Ann Roe": {"name": "Ann B. Roe"}}, Person("Ann B. Roe", path=("Ann Roe", "name"))),
        ({"quux": {"image": "a.png"}}, Person("quux", kind=L, path=("quux",))),
        ({"ar": {"name": "Ann Roe", "github": "annroe"}}, Person("Ann Roe", handle="annroe", path=("ar", "name"))),
        ({"name": ["Ann Roe"]}, Person("Ann Roe", path=("name", 0))),
        ([{"name": "Ann Roe"}], Person("Ann Roe", path=(0, "name"))),
        ([["Ann Roe"]], Person("Ann Roe", path=(0, 0))),
    ],
)
def test_objects(value: object, person: Person) -> None:
    """The name wherever it stands, with what else the object says, and the path to it."""
    found = read_authors(value)
    assert found.people == (person,)
    assert found.readable


def test_several_people_in_one_object() -> None:
    """A name with an "and", and objects under their keys."""
    found = read_authors({"name": "Ann Roe and Ben Okafor", "url": "https://example.org"})
    assert [(person.name, person.path) for person in found.people] == [
        ("Ann Roe", ("name",)),
        ("Ben Okafor", ("name",)),
    ]
    found = read_authors({"annroe": {"name": "Ann Roe"}, "Ben": {"name": "Ben Okafor"}})
    assert [(person.name, person.handle) for person in found.people] == [("Ann Roe", "annroe"), ("Ben Okafor", "Ben")]


@pytest.mark.parametrize("value", [None, "", [], {}, [None], [""], {"name": None}, {"name": "", "url": None}, ()])
def test_nothing_is_nobody(value: object) -> None:
    """And readable, unless keys hold something that says nothing."""
    found = read_authors(value)
    assert found.people == ()
    assert found.readable or value == {"name": "", "url": None}


@pytest.mark.parametrize(
    "value",
    [
        7,
        True,
        1.5,
        b"Ann Roe",
        dt.date(2020, 1, 2),
        object(),
        {"image_url": "https://example.org/a.png"},
        {"name": 7},
        {"name": "tying together"},
        [[[[["Ann Roe"]]]]],
        ["Ann Roe"] * 201,
        dict.fromkeys(map(str, range(300))),
        "https://example.org/pictures/ann.jpg?size=96",
        {"a": {"b": {"c": {"d": {"e": {"f": "Ann Roe"}}}}}},
    ],
)
def test_what_cannot_be_read_says_so(value: object) -> None:
    """No exception, and not readable."""
    assert not read_authors(value).readable


def test_a_long_list_is_read_in_part() -> None:
    """Bounded work, not readable."""
    assert len(read_authors(["Ann Roe and Ben Okafor"] * 300).people) == 200


def test_registry_slugs_and_aliases_are_resolved() -> None:
    """Wherever they stand."""
    directory = Directory(
        registry={"quux": Person("Ann Roe", email="a@example.org")},
        aliases={"bo": "Ben Okafor", "Benny Okafor": "Ben Okafor"},
        accounts=frozenset({"Zork"}),
    )
    ann = Person("Ann Roe", handle="quux", email="a@example.org")
    assert read_authors("quux", directory).people == (ann,)
    assert read_authors("@quux", directory).people == (ann,)
    assert [person.name for person in read_authors(["quux", "bo"], directory).people] == ["Ann Roe", "Ben Okafor"]
    assert read_authors(["quux"], directory).people[0].path == (0,)
    assert read_authors({"name": "quux", "title": "Dr"}, directory).people[0].name == "Ann Roe"
    assert read_authors({"github": "quux"}, directory).people[0].name == "Ann Roe"
    assert read_authors({"name": "Q", "github": "quux"}, directory).people[0].name == "Ann Roe"
    assert read_authors({"email": "a@example.org"}, directory).people[0].name == "Ann Roe"
    assert read_authors({"name": "Benny Okafor"}, directory).people[0].name == "Ben Okafor"
    assert read_authors("Zork", directory).generic
    assert [person.name for person in read_authors("quux and Carl May", directory).people] == ["Ann Roe", "Carl May"]


def test_entries_of_a_registry() -> None:
    """Objects and plain names, their slug as the handle; a name that is none stays a login."""
    assert read_entry("annroe", {"name": "Ann Roe", "url": "https://example.org"}) == Person(
        "Ann Roe", handle="annroe", url="https://example.org"
    )
    assert read_entry("annroe", {"name": "Ann Roe", "github": "ar"}) == Person("Ann Roe", handle="ar")
    assert read_entry("annroe", "Ann Roe") == Person("Ann Roe", handle="annroe")
    assert read_entry("quux", {"name": "quux"}) == Person("quux", handle="quux", kind=L)
    assert read_entry("foo", {"name": "The Foo Team"}) == Person("The Foo Team", handle="foo", kind=G)
    assert read_entry("quux", 7) == Person(handle="quux", kind=L)
    assert read_entry("quux", {"name": "Ann Roe and Ben Okafor"}) == Person(handle="quux", kind=L)


def test_authors_by_kind() -> None:
    """Named, members, accounts and organisations of one value."""
    found = read_authors(["Ann Roe", "quux", "admin", "The Foo Team"])
    assert [person.label for person in found.named] == ["Ann Roe"]
    assert [person.label for person in found.members] == ["Ann Roe", "quux"]
    assert [person.label for person in found.accounts] == ["admin"]
    assert [person.label for person in found.organisations] == ["The Foo Team"]
    assert found.labels == ["Ann Roe", "quux", "admin", "The Foo Team"] == labels(found.people)
    assert not found.generic
    assert read_authors(["admin", "The Foo Team"]).generic
    assert not Authors((Person("admin", kind=Kind.ACCOUNT),), readable=False).generic


@pytest.mark.parametrize(
    ("person", "label"),
    [
        (Person("Ann Roe", handle="ar"), "Ann Roe"),
        (Person(handle="ar", email="a@example.org"), "@ar"),
        (Person(email="a@example.org", url="https://example.org"), "a@example.org"),
        (Person(url="https://example.org"), "https://example.org"),
        (Person(), ""),
    ],
)
def test_labels(person: Person, label: str) -> None:
    """The name, else the handle, else the address."""
    assert person.label == label


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://github.com/quux", "quux"),
        ("https://github.com/quux/", "quux"),
        ("//github.com/quux", "quux"),
        ("http://www.twitter.com/@quux", "quux"),
        ("https://x.com/quux?s=1", "quux"),
        ("https://fosstodon.org/@quux", "quux"),
        ("https://quux.github.io/", "quux"),
        ("https://www.linkedin.com/in/ann-roe/", "ann-roe"),
        ("https://github.com/quux/repository", ""),
        ("https://github.com/orgs", ""),
        ("https://twitter.com/share?url=x", ""),
        ("https://example.org/quux", ""),
        ("quux", ""),
    ],
)
def test_profile_pages(url: str, handle: str) -> None:
    """The login within the address of a profile."""
    assert profile_handle(url) == handle


def test_what_is_remembered_is_bounded() -> None:
    """An archive of a million authors, or of giant lists, costs no more memory than a few thousand values."""
    for number in range(3 * values._MOST_KNOWN):
        read_authors([f"Ann Roe{number}", {"name": "Ben Okafor", "id": str(number)}])
        read_authors({"name": f"Ann Roe{number}"})
    assert 0 < len(values._KNOWN_VALUES) <= values._MOST_KNOWN
    before = dict(values._KNOWN_VALUES)
    for value in (["x" * 101], ["x"] * 9, [{"name": "x" * 101}], [{str(n): "" for n in range(9)}], [["x"]], [True]):
        read_authors(value)
    assert before == values._KNOWN_VALUES


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (["Ann Roe"], {"name": "Ann Roe"}),
        ([{"name": "Ann Roe"}], {"name": "Ann Roe"}),
        ([{"name": "Ann Roe"}], [{"name": "Ann Roe", "email": None}]),
        ([{}], [None]),
        ([], {}),
        ([{"name": "Ann", "key": "aroe"}], [{"key": "aroe", "name": "Ann"}]),
    ],
)
def test_what_is_remembered_of_one_value_is_not_told_of_another(value: object, other: object) -> None:
    """Read again, after a like one, each says what it said at first."""
    values._KNOWN_VALUES.clear()
    fresh = [values._read(each, NOBODY_KNOWN, (), 0) for each in (value, other)]
    assert [read_authors(each) for each in (value, other, value, other)] == [*fresh, *fresh]


def test_what_is_remembered_belongs_to_a_site() -> None:
    """The same slug is somebody else elsewhere."""
    for value in ("aroe", ["aroe"], {"login": "aroe"}):
        for name in ("Ann Roe", "Alan Roe"):
            assert read_authors(value, Directory({"aroe": Person(name)})).labels == [name]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("[Ann Roe](https://github.com/aroe)", [Person("Ann Roe", handle="aroe", url="https://github.com/aroe")]),
        ("[Ann Roe]( https://x.example 'home')", [Person("Ann Roe", url="https://x.example")]),
        ("<a class='x' href=\"https://x.example\">Ann Roe</a>", [Person("Ann Roe", url="https://x.example")]),
        ("**Ann Roe** and <em>Ben Okafor</em>", [Person("Ann Roe"), Person("Ben Okafor")]),
        ("Ann Roe<br/>Ben Okafor", [Person("Ann Roe"), Person("Ben Okafor")]),
        ("<p>Ann Roe</p><p>Ben Okafor</p>", [Person("Ann Roe"), Person("Ben Okafor")]),
        ("Ann Roe <ann@example.org>", [Person("Ann Roe", email="ann@example.org")]),
        ("Ann Roe @aroe", [Person("Ann Roe", handle="aroe")]),
        ("Ann Roe (on behalf of Foo)", [Person("Ann Roe", affiliation="Foo")]),
    ],
)
def test_markup_is_no_part_of_a_name(text: str, people: list[Person]) -> None:
    """Links, tags and bold are read as templates show them."""
    assert read_authors(text) == Authors(tuple(people))


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ({"Ann Roe": "https://x.example"}, [Person("Ann Roe", url="https://x.example", path=("Ann Roe",))]),
        (
            {"Ann Roe": "@aroe", "Ben Okafor": "ben@x.example"},
            [
                Person("Ann Roe", handle="aroe", path=("Ann Roe",)),
                Person("Ben Okafor", email="ben@x.example", path=("Ben Okafor",)),
            ],
        ),
    ],
)
def test_names_with_an_address_each(value: object, people: list[Person]) -> None:
    """The keys are the names."""
    assert read_authors(value) == Authors(tuple(people))


@pytest.mark.parametrize("value", [{"Ann Roe": "a remark"}, {"quux": "https://x.example"}, {"Ann Roe": 7}])
def test_keys_that_may_be_no_names(value: object) -> None:
    """Without an address beside a whole name it cannot be told."""
    assert not read_authors(value).readable
