"""Whether two names are one person."""

from __future__ import annotations

import pytest

from bylint.people import Directory, Kind, Person, Relation, compare, login_fits, read_person

SAME, MISSPELLED, DIFFERENT, UNKNOWN = Relation.SAME, Relation.MISSPELLED, Relation.DIFFERENT, Relation.UNKNOWN


def both_ways(left: str, right: str) -> Relation:
    one, other = read_person(left), read_person(right)
    relation = compare(one, other)
    assert compare(other, one) is relation, "the direction does not matter"
    return relation


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ann Roe", "Ann Roe"),
        ("Ann Roe", "ANN ROE"),
        ("Ann Roe", "Roe, Ann"),
        ("Ann Roe", "Roe Ann"),
        ("Zoé Müller", "Zoe Muller"),
        ("Jörg Müller", "Joerg Mueller"),
        ("Jorg Muller", "Joerg Mueller"),
        ("Anke Weiß", "Anke Weiss"),
        ("Søren Møller", "Soren Moller"),
        ("Søren Møller", "Soeren Moeller"),
        ("Åse Bråten", "Aase Braaten"),
        ("Łukasz Żmuda", "Lukasz Zmuda"),
        ("Gizem Işık", "Gizem Isik"),
        ("Eva C.", "Eva Cusmann"),
        ("E. Cusmann", "Eva Cusmann"),
        ("W Chan", "Winston Chan"),
        ("Ann B. Roe", "Ann Roe"),
        ("Ann B. Roe", "Ann Beth Roe"),
        ("Ann Beth Roe", "Ann Roe"),
        ("J. R. R. Hartley", "J.R.R. Hartley"),
        ("J. R. R. Hartley", "John Hartley"),
        ("J.-P. Morel", "Jean-Pierre Morel"),
        ("Jean-Pierre Morel", "Jean Pierre Morel"),
        ("JeanPierre Morel", "Jean-Pierre Morel"),
        ("Warren Van Loo", "Warren VanLoo"),
        ("Warren Van Loo", "Warren Loo"),
        ("Ludwig von der Aue", "Ludwig Aue"),
        ("Omar al-Rashid", "Omar Al Rashid"),
        ("Ann O'Leary", "Ann O’Leary"),
        ("Ann O'Leary", "Ann OLeary"),
        ("Ann McGee", "Ann Mc Gee"),
        ("Марʼяна Гай", "М. Гай"),
        ("Мар'яна Гай", "Марʼяна Гай"),
        ("Aue, Ludwig von der", "Ludwig von der Aue"),
        ("Dr. Ann Roe", "Ann Roe"),
        ("Prof. Dr. Ann Roe", "Ann Roe, PhD"),
        ("Ann Roe Jr.", "Ann Roe"),
        ("Martin Roe, Jr.", "Martin Roe Jr"),
        ("Felix S. Kloss II", "Felix Kloss"),
        ('Bo "Shadow" Lindqvist', "Bo Lindqvist"),
        ("Tzu-Lin (Gordon) Tai", "Tzu-Lin Tai"),
        ("Bob Okafor", "Robert Okafor"),
        ("Bill Okafor", "William Okafor"),
        ("Matt Okafor", "Matthew Okafor"),
        ("Sasha Belov", "Alexander Belov"),
        ("Sasha Belova", "Aleksandra Belova"),
        ("Lena Belova", "Elena Belova"),
        ("Paco Soto", "Francisco Soto"),
        ("Hans Brandt", "Johannes Brandt"),
        ("Kasia Lis", "Katarzyna Lis"),
        ("Саша Белов", "Александр Белов"),
        ("Ann Losare-Lund", "Ann Lund"),
        ("Ann Losare Lund", "Ann Losare-Lund"),
        ("Nagy Eszter", "Eszter Nagy"),
        ("王小明", "王 小明"),
        ("佐藤花子", "花子 佐藤"),
        ("王小明", "Wang Xiaoming"),
        ("王小明", "Xiaoming Wang"),
        ("liwu", "Li Wu"),
        ("Иван Громов", "Ivan Gromov"),
        ("Дмитрий Зорин", "Dmitri Zorin"),
        ("Юлия Белова", "Yulia Belova"),
        ("Ελένη Παππά", "Eleni Pappa"),
        ("@annroe", "Ann Roe"),
        ("aroe", "Ann Roe"),
        ("ann-roe", "Ann Roe"),
        ("ann.roe", "Ann Roe"),
        ("annroe99", "Ann Roe"),
        ("roeann", "Ann Roe"),
        ("anner", "Anne Roe"),
        ("Ann Roe (@quux)", "@quux"),
        ("Ann Roe (quux)", "quux"),
        ("@quux", "quux"),
        ("QUUX", "quux"),
        ("ann@example.org", "Ann Roe <ann@example.org>"),
        ("ann.roe@example.org", "Ann Roe"),
        ("Ann", "ann"),
        ("admin", "Admin"),
        ("The Foo Team", "the foo team"),
        ("bell hookes", "Bell Hookes"),
        ("Ann Roe (@quux)", "Ann Poe (@quux)"),
    ],
)
def test_same(left: str, right: str) -> None:
    """Case, accents, order, initials, nicknames, titles, particles, scripts and logins make no other person."""
    assert both_ways(left, right) in {SAME, MISSPELLED} if left == "Ann Roe (@quux)" else both_ways(left, right) is SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dmitri Zorinel", "Dmitri Zorinle"),
        ("Eric Okafor", "Erik Okafor"),
        ("Stefan Brandt", "Stephan Brandt"),
        ("Sara Okafor", "Sarah Okafor"),
        ("Ann Okafor", "Ann Okafer"),
        ("Ann Okafor", "Ann Okaffor"),
        ("Ann Smith", "Ann Smyth"),
        ("Catherine Okafor", "Katherine Okafor"),
        ("Ann Vandersloot", "Ann Vandrsloott"),
        ("Okafer, Ann", "Ann Okafor"),
        ("Ann B. Okafer", "Ann B. Okafor"),
        ("Иван Громов", "Иван Громво"),
        ("Lindsya Okafor", "Lindsay Okafor"),
    ],
)
def test_misspelled(left: str, right: str) -> None:
    """One part differs by a slip, all others are equal."""
    assert both_ways(left, right) is MISSPELLED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ann Roe", "Ben Okafor"),
        ("Dmitri Zorin", "Evan Power"),
        ("Eva C.", "Nick Maludo"),
        ("Eva C.", "Warren Van Loo"),
        ("Jan van der Berg", "Piet van der Linden"),
        ("Dr. Ann Roe", "Dr. Ben Okafor"),
        ("Ann Roe, PhD", "Ben Okafor, PhD"),
        ("Ann Roe (Quux)", "Ben Okafor (Quux)"),
        ("Анна Белова", "Иван Громов"),
        ("王小明", "李娜"),
        ("王建军", "李建国"),
        ("鈴木健一", "高橋健二"),
        ("中村さくら", "高橋健一"),
        ("정하늘", "박지훈"),
        ("佐藤花子", "田中一郎"),
        ("김철수", "이영희"),
        ("Ben Okafor III", "Carl May III"),
    ],
)
def test_different(left: str, right: str) -> None:
    """No part, initial, nickname or sound in common."""
    assert both_ways(left, right) is DIFFERENT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ann Roe", "Ben Roe"),
        ("Ann Roe", "Ann Okafor"),
        ("Ann Roe", "Roe Okafor"),
        ("Anna Okafor", "Hannah Okafor"),
        ("Maria Okafor", "Mario Okafor"),
        ("Daniel Okafor", "Daniela Okafor"),
        ("Jan Okafor", "Jun Okafor"),
        ("Ann Roe", "Ann Rowe"),
        ("Ann Roe", "Ann Poe"),
        ("Eric Okafor", "Erik Okafer"),
        ("Ann Beth Okafor", "Ann Carol Okafor"),
        ("Ann B. Okafor", "Ann C. Okafor"),
        ("Ann Roe Jr.", "Ann Roe Sr."),
        ("Eva C.", "Chris Evans"),
        ("E. C.", "Eva Cusmann"),
        ("Bob Okafor", "Robert Power"),
        ("Max Brandt", "Maximilian Vogt"),
        ("Ann Zorin", "Ben Zorina"),
        ("Ann", "Ann Roe"),
        ("Roe", "Ann Roe"),
        ("quux", "Ann Roe"),
        ("@quux", "Ann Roe"),
        ("@quux", "@blorp"),
        ("quux", "blorp"),
        ("ar", "Ann Roe"),
        ("Ann Roe", "Иван Громов"),
        ("王小明", "Ann Roe"),
        ("王小明", "王大文"),
        ("王小明", "李小明"),
        ("张伟", "章伟"),
        ("Олена Шевчук", "Олени Шевчук"),
        ("陈伟", "陳偉"),
        ("さくら", "佐藤花子"),
        ("admin", "Ann Roe"),
        ("The Foo Team", "Ann Roe"),
        ("The Foo Team", "The Bar Team"),
        ("bell hookes", "Ben Okafor"),
        ("Ann-Bea-Cia-Dea-Eva-Flo-Gia Roe", "Ann-Bea-Cia-Dea-Eva-Flo-Gia Poe"),
        ("Ann Roe (@quux)", "Ben Okafor (@quux)"),
        ("Ann Roe (@bokafor)", "Ben Okafor"),
    ],
)
def test_unknown(left: str, right: str) -> None:
    """A shared part, a login, a short slip, another script: it cannot be told."""
    assert both_ways(left, right) is UNKNOWN


def test_an_unknown_person_is_never_different() -> None:
    """Somebody of kind UNKNOWN may be the same, no more."""
    assert compare(Person("Ann Roe", kind=Kind.UNKNOWN), Person("Ben Okafor")) is UNKNOWN
    assert compare(Person("Ann Roe", kind=Kind.UNKNOWN), Person("Ann Roe")) is SAME


def test_degrees_within_a_name_are_left_out() -> None:
    """Where a site wrote them into the name."""
    assert compare(Person("Ann Roe PhD"), Person("Ann Roe")) is SAME
    assert compare(Person("Ann Roe PhD"), Person("Ben Okafor PhD")) is DIFFERENT
    assert compare(Person("Jack Ma"), Person("Jack")) is UNKNOWN


def test_nobody_is_unknown() -> None:
    """Empty people compare as unknown, and nothing breaks."""
    assert compare(Person(), Person()) is UNKNOWN
    assert compare(Person("..."), Person("Ann Roe")) is UNKNOWN
    assert compare(Person("Ann Roe"), Person(url="https://example.org")) is UNKNOWN


def test_aliases_and_registry_beat_everything() -> None:
    """A site knows its people better than any rule."""
    directory = Directory(
        registry={"quux": Person("Ann Roe"), "zork": Person("Ben Okafor", handle="zorky")},
        aliases={"m4dcat": "Ann Roe", "Ann Power": "Ann Roe", "A. Q.": "Ann Roe"},
    )
    for text in ("quux", "@quux", "m4dcat", "@m4dcat", "Ann Power", "ann power", "A. Q."):
        assert compare(Person(text.lstrip("@"), kind=Kind.LOGIN), Person("Ann Roe"), directory) is SAME
    assert compare(Person(handle="zorky"), Person("Ben Okafor"), directory) is SAME
    assert compare(Person(handle="zork"), Person("Ben Okafor"), directory) is SAME
    assert compare(Person(handle="quux"), Person("Ben Okafor"), directory) is DIFFERENT
    assert compare(Person("quux", kind=Kind.LOGIN), Person(handle="zork"), directory) is DIFFERENT


@pytest.mark.parametrize(
    ("login", "fits"),
    [
        *((login, True) for login in ("abroe", "annroe", "ann_roe", "Roe.Ann", "annbethroe", "a-roe", "aroe2")),
        *((login, False) for login in ("ann", "roe", "ar", "abr", "quux", "annro", "")),
    ],
)
def test_logins_made_of_a_name(login: str, fits: bool) -> None:
    """Given and family name, or one of them and the initial of the other."""
    assert login_fits(login, "Ann Beth Roe") is fits
    assert not login_fits(login, "Ann")
