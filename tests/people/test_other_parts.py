"""Who is in an author field for another part than writing, and groups that are named by their people."""

from __future__ import annotations

import pytest

from bylint.people import Kind, Person, read_authors, read_credit_text
from bylint.people.other_parts import other_part, part_of
from bylint.registry import load_registry
from bylint.testing import check

RULES = [
    load_registry()[f"author/{name}"]
    for name in ("contradicts-byline", "missing-coauthor", "not-in-byline", "generic-account")
]
PROSE = "The old mill opens again this spring, and everybody who helped is invited to bring a loaf.\n\n" * 6


def found(author: str, byline: str) -> list[str]:
    text = f"---\ntitle: The mill\nauthor: {author}\n---\n\n{byline}\n\n{PROSE}"
    return [diagnostic.rule.removeprefix("author/") for rule in RULES for diagnostic in check(rule, text)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("photos", "photographer"),
        ("Photography", "photographer"),
        ("Fotos und Illustrationen", "photographer"),
        ("translation", "translator"),
        ("ed.", "editor"),
        ("trans.", "editor"),
        ("Foto", "photographer"),
        ("překlad", "translator"),
        ("text", ""),
        ("text and photos", ""),
        ("photos: Bo Li", ""),
        ("Photographer at Quux", ""),
        ("Quux", ""),
        ("and", ""),
        ("", ""),
        ("photos " * 20, ""),
    ],
)
def test_the_part_that_words_tell(text: str, part: str) -> None:
    """All words belong to it, and none is of the writer."""
    assert other_part(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz (text), Bo Li (photos)",
        "Ana Ruiz (words); Bo Li (photography)",
        "Ana Ruiz and Bo Li (illustrations)",
        "Ana Ruiz, Bo Li - photos",
        "Ana Ruiz, Bo Li – illustrations",
        "Ana Ruiz, Bo Li (ed.)",
        "Ana Ruiz (Texte), Bo Li (Fotos)",
        "Ana Ruiz; Bo Li (translation)",
    ],
)
def test_the_part_behind_a_name(text: str) -> None:
    """In brackets or behind a dash: the second has one, the first has none; a part is no handle."""
    people = read_authors(text).people
    assert [person.name for person in people] == ["Ana Ruiz", "Bo Li"]
    assert [bool(part_of(person)) for person in people] == [False, True]
    assert not any(person.handle for person in people)
    assert found(f'"{text}"', "By Ana Ruiz") == []
    assert found(f'"{text}"', "By Ana Ruiz and Bo Li") == []
    assert found(f'"{text}"', "By Nora Lindt") == ["contradicts-byline"]


def test_the_part_in_a_list_or_an_object() -> None:
    """Wherever it is written."""
    assert found('[Ana Ruiz, "Bo Li (photos)"]', "By Ana Ruiz") == []
    assert found("[{name: Ana Ruiz}, {name: Bo Li, role: photographer}]", "By Ana Ruiz") == []
    assert found("[Ana Ruiz, Bo Li]", "By Ana Ruiz") == ["not-in-byline"]
    assert part_of(Person("Bo Li", affiliation="Quux")) == ""


def test_who_only_took_the_photos_contradicts_nobody() -> None:
    """The field may name the photographer alone; an editor may have written."""
    assert found('"Bo Li (photos)"', "By Ana Ruiz") == []
    assert found('"Bo Li, Editor"', "By Ana Ruiz") == ["contradicts-byline"]


@pytest.mark.parametrize(
    "name",
    [
        "Harbour Post Staff",
        "Harbour Post Writers",
        "City Desk",
        "Harbour Post Newsroom",
        "Harbour Editorial",
        "Harbour Post Editors",
        "Harbour Post Redaktion",
        "Harbour Post Rédaction",
        "Bo Li Photography",
    ],
)
def test_a_group_that_is_named_by_its_people(name: str) -> None:
    """It credits nobody, in the field or on the page."""
    assert [person.kind for person in read_authors(name).people] == [Kind.ORGANISATION]
    assert found(name, "By Nora Lindt") == ["generic-account"]
    assert found("Ana Ruiz", f"By {name}") == []


@pytest.mark.parametrize("name", ["John Staff", "Peter Desk", "Ana Ruiz Staff"])
def test_a_given_name_in_front_is_doubt(name: str) -> None:
    """Somebody may be called so."""
    assert "generic-account" not in found(name, "By Nora Lindt")
    named = read_credit_text(name) or ()
    assert all(one.person.kind is not Kind.ORGANISATION for one in named)


def test_staff_behind_a_name_is_a_role() -> None:
    """`Ana Ruiz, Staff Writer` is a person."""
    for text in ("Ana Ruiz, Staff", "Ana Ruiz, Staff Writer", "Staff Writer Ana Ruiz", "Ana Ruiz, Staff Engineer"):
        assert [(person.name, person.kind) for person in read_authors(text).people] == [("Ana Ruiz", Kind.PERSON)]
