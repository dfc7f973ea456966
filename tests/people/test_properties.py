"""What holds for any name, any text and any value."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bylint.people import (
    Authors,
    Directory,
    Kind,
    Person,
    Relation,
    compare,
    compare_people,
    read_authors,
    read_credit_text,
    read_person,
    split_people,
)

MIRRORED = {"left_has_more": "right_has_more", "right_has_more": "left_has_more"}

letters = st.sampled_from("aeiourstlnmkdvzéöüø")
words = st.text(letters, min_size=3, max_size=9).map(str.capitalize)
names = st.lists(words, min_size=2, max_size=3).map(" ".join)
pieces = st.sampled_from(
    [
        *("Ann Roe", "Ben", "quux", "and", "y", ",", ";", "(", ")", "of", "Foo", "Team", "@x", "a@b.co", "Jr.", "PhD"),
        *(
            "王小明",
            "和",
            "by",
            "aka",
            "admin",
            "Developer",
            "-",
            "/",
            "&",
            "“",
            "”",
            "<",
            "edited by",
            "with",
            "et al.",
        ),
        *("2014", ".", "Too", "\n", "、", "е", "الله", "Editor:", "on behalf of", "von", "Dr.", "*", "'", "’", "J."),
    ]
)
texts = st.one_of(
    st.text(max_size=60), st.lists(pieces, max_size=12).map(" ".join), st.lists(pieces, max_size=8).map("".join)
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.binary(max_size=5), texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.sampled_from(["name", "url", "github", "title", "email", "first_name", "last_name", "type"]), texts
            ),
            inner,
            max_size=4,
        ),
        st.dictionaries(st.one_of(st.none(), st.integers(), st.booleans()), inner, max_size=2),
    ),
    max_leaves=12,
)
people = st.builds(
    Person,
    name=st.one_of(names, texts),
    handle=st.one_of(st.just(""), words),
    email=st.sampled_from(["", "a@example.org"]),
    kind=st.sampled_from(list(Kind)),
)
DIRECTORY = Directory(
    registry={"quux": Person("Quinn Usher"), "王小明": Person("Wang Xiaoming")},
    aliases={"Ben": "Ben Okafor", "x": "quux"},
    accounts=frozenset({"Foo"}),
    organisations=frozenset({"Ann Roe"}),
)


def accentless(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@given(names)
def test_a_name_is_itself_in_any_dress(name: str) -> None:
    """Under case, accents, order and a comma."""
    parts = name.split()
    for other in (
        name.upper(),
        name.lower(),
        accentless(name),
        " ".join(reversed(parts)),
        f"{parts[-1]}, {' '.join(parts[:-1])}",
        f"Dr. {name}",
        f"  {name.replace(' ', '   ')} ",
    ):
        assert compare(Person(name), Person(other)) is Relation.SAME


@given(people, people)
@example(Person(), Person())
@example(Person("王"), Person("金 철"))
def test_comparing_has_no_direction(left: Person, right: Person) -> None:
    """Whoever comes first."""
    assert compare(left, right) is compare(right, left)
    assert compare(left, right, DIRECTORY) is compare(right, left, DIRECTORY)


@given(people)
def test_nobody_differs_from_themselves(person: Person) -> None:
    """Whatever was read."""
    assert compare(person, person) in {Relation.SAME, Relation.UNKNOWN}


@given(st.lists(people, max_size=4), st.lists(people, max_size=4))
def test_lists_have_no_direction_but_their_sides(left: list[Person], right: list[Person]) -> None:
    """And all members are told once."""
    found, mirrored = compare_people(left, right), compare_people(right, left)
    assert mirrored.relation == MIRRORED.get(found.relation, found.relation)
    for pair in found.pairs:
        assert pair.relation in {Relation.SAME, Relation.MISSPELLED}
        assert pair.left not in found.only_left
    if found.relation == "contradict":
        assert not found.pairs
        assert all(
            compare(one, other) is not Relation.SAME for one in left for other in right if one.kind is Kind.PERSON
        )


@given(values)
@example({"name": {"name": {"name": {"name": {"name": "x"}}}}})
@example({None: "x", True: "y"})
@example([[], {}, [[]]])
@example({"\xad": {}})
@example({"@": {None: {}}})
def test_any_value_is_read(value: object) -> None:
    """No exception, and what was read is well formed; a readable one holds nobody unknown."""
    for directory in (Directory(), DIRECTORY):
        found = read_authors(value, directory)
        assert isinstance(found, Authors)
        for person in found.people:
            assert person.name == " ".join(person.name.split())
            assert not person.handle.startswith("@")
            assert person.label or person.kind is Kind.LOGIN
            assert not found.readable or person.kind is not Kind.UNKNOWN


@given(texts)
@example("Ann Roe (")
@example("0 y<)with 0")
@example("ANN E (photos) with BEN")
@example("y Ann Roe")
@example("Ann Roe y (")
@example(") Ann Roe (x) (y")
@example("B,*")
@example("et al.")
def test_any_text_is_read(text: str) -> None:
    """The ranges lie within the text, in order, without blank edges, and hold what the name says."""
    for found in (read_credit_text(text), read_credit_text(text, context="field")):
        end = 0
        for item in found or ():
            assert end <= item.start < item.end <= len(text)
            assert text[item.start : item.end].strip() == text[item.start : item.end]
            end = item.end
    assert isinstance(read_person(text), Person)
    assert all(start < end for start, end in split_people(text))


@given(st.lists(names, min_size=1, max_size=5, unique=True))
def test_what_is_joined_is_read_again(several: list[str]) -> None:
    """Names with semicolons between them."""
    assume(all(read_person(name).kind is Kind.PERSON and read_person(name).name == name for name in several))
    found = read_authors("; ".join(several))
    assert [person.name for person in found.people] == several
    assert found.readable
