"""Where comparing two people turns: how much alike is alike, which letters count, and which login is whose."""

from __future__ import annotations

import pytest

from bylint.people import Kind, Person, Relation, compare, login_fits

SAME, MISSPELLED, DIFFERENT, UNKNOWN = Relation.SAME, Relation.MISSPELLED, Relation.DIFFERENT, Relation.UNKNOWN


def between(left: str, right: str) -> Relation:
    relation = compare(Person(left), Person(right))
    assert compare(Person(right), Person(left)) is relation, "the direction does not matter"
    return relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Ann Roe Jr.", "Ann Roe", SAME),
        ("Ann Roe Jr.", "Ann Roe jr", SAME),
        ("Ann Roe Jr.", "Ann Roe Sr.", UNKNOWN),
        ("Ann Roe Jr.", "Ben Okafor Sr.", UNKNOWN),
    ],
)
def test_a_generation_counts_where_both_names_have_one(left: str, right: str, relation: Relation) -> None:
    """A junior may be called without it; a junior is not the senior."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Jonas Lind", "Tomas Rose", DIFFERENT),
        ("Jonas Kroll", "Tomas Lind", DIFFERENT),
        ("Jonas Rolf", "Tomas Lind", DIFFERENT),
        ("Jonas Roe", "Tomas Lin", UNKNOWN),
        ("Jonas Roe", "Tomas Lind", UNKNOWN),
        ("Jonas Rose", "Tomas Lin", UNKNOWN),
        ("Jonas X. Roe", "Tomas Lind", UNKNOWN),
        ("Jonas J. Lind", "Tomas Rose", DIFFERENT),
        ("Jonas Xu", "Tomas Xi", UNKNOWN),
    ],
)
def test_alike_given_names_need_family_names_that_are_not(left: str, right: str, relation: Relation) -> None:
    """Four letters on each side that resemble nothing of the other name."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("A. B.", "Carl Dent", UNKNOWN),
        ("A. B. Roe", "Carl Dent", DIFFERENT),
        ("Beth Roe", "A. Beth Roe", SAME),
        ("A. Roe", "A. Beth Roe", SAME),
        ("Ann Roe", "A. B. Roe", SAME),
        ("A. Roe", "Ann Beth Roe", SAME),
        ("Ann Roe", "A. Beth Roe", UNKNOWN),
        ("Roe Ann", "A. B. Ann", UNKNOWN),
        ("A. Roe", "B. Roe", UNKNOWN),
    ],
)
def test_initials_stand_for_names_but_not_beside_another_one(left: str, right: str, relation: Relation) -> None:
    """Ann may be A., but she who is called Beth is not called Ann."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Ana Li", "Banali Marek", UNKNOWN),
        ("Banali Marek", "Ana Li", UNKNOWN),
        ("Bo Lim", "Zabolim Marek", UNKNOWN),
        ("Jo Li", "Kajoli Marek", DIFFERENT),
    ],
)
def test_a_name_within_the_letters_of_another_may_be_that_one(left: str, right: str, relation: Relation) -> None:
    """From five letters on."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Gromov Ivan", "Иван Громов", SAME),
        ("Gromov Ivan Petrovich", "Иван Петрович Громов", SAME),
        ("Gromov Zorin Ivan Petr", "Иван Петр Громов Зорин", SAME),
        ("Ann Bea Cia Dea Eva", "Анн Беа Циа Деа Ева", SAME),
        ("Bea Ann Cia Dea Eva", "Анн Беа Циа Деа Ева", UNKNOWN),
        ("Ivan Gromof", "Иван Громов", SAME),
        ("Ivan Gromovv", "Иван Громов", SAME),
        ("Ivna Gromov", "Иван Громов", SAME),
        ("Ivan Gromak", "Иван Громов", UNKNOWN),
        ("Iva Gromov", "Иван Громов", UNKNOWN),
        ("Mikhail Khan", "Михаил Хан", SAME),
        ("Kharlam Khan", "Харлам Хан", SAME),
        ("Yulia Tsoi", "Юлия Цой", SAME),
        ("Yu Yun", "Ю Юн", SAME),
        ("Iulia Tsoi", "Юлия Цой", SAME),
        ("Harlam Han", "Харлам Хан", SAME),
        ("Yeva Lis", "Ева Лис", SAME),
        ("Ya Yan", "Я Ян", SAME),
        ("Ivan Shchukin", "Иван Щукин", SAME),
        ("Ivan Schukin", "Иван Щукин", SAME),
        ("Ivan Shukin", "Иван Щукин", SAME),
        ("Ivan Ksukin", "Иван Щукин", UNKNOWN),
        ("Xenia Lis", "Ксения Лис", SAME),
        ("Evgenij Zorin", "Евгений Зорин", SAME),
        ("Yelena Petrova", "Елена Петрова", SAME),
        ("Max Lis", "Макс Лис", SAME),
        ("Ivan Gromov", "Иван Петрович Громов", UNKNOWN),
    ],
)
def test_transliteration_confirms(left: str, right: str, relation: Relation) -> None:
    """In any order of up to four parts, with one slip in parts of four letters or more, in each usual spelling."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("王小明", "Wang Xiao Ming", SAME),
        ("王小明", "Xiao Ming Wang", SAME),
        ("王小明", "Ming Xiao Wang", SAME),
        ("王小明", "Wang Xiao-Ming", SAME),
        ("欧阳小明", "Ouyang Xiaoming", SAME),
        ("王明小文", "Wang Ming Xiao Wen", SAME),
        ("王明小文", "Wen Wang Ming Xiao", SAME),
        ("王明小文", "Ming Xiao Wen Wang", SAME),
        ("王明小文", "Xiao Wen Wang Ming", UNKNOWN),
        ("王小明", "Wang", UNKNOWN),
        ("王小明", "Wangxiaoming", UNKNOWN),
        ("王小明", "Wang X.", UNKNOWN),
        ("王小明", "Ann Roe", UNKNOWN),
    ],
)
def test_a_name_without_spaces_is_compared_with_its_transcription(left: str, right: str, relation: Relation) -> None:
    """Whole names in any order, of four words in the orders that people use."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("王明", "明王", SAME),
        ("林小明", "王大文", DIFFERENT),
        ("長谷川花子", "田中一郎", DIFFERENT),
        ("佐藤花子", "藤田一郎", DIFFERENT),
        ("林明王", "王小文", UNKNOWN),
        ("王小文", "林明王", UNKNOWN),
        ("王小明", "林大王", UNKNOWN),
        ("林小明", "王林", UNKNOWN),
        ("林小明", "王明", UNKNOWN),
        ("佐藤花子", "高橋花子", UNKNOWN),
        ("王小明", "汪大文", UNKNOWN),
        ("王偉", "李伟", UNKNOWN),
        ("勅使河原花子", "田中一郎", UNKNOWN),
        ("王小明 Wang", "李娜 Li", UNKNOWN),
    ],
)
def test_names_without_spaces_differ_in_both_halves(left: str, right: str, relation: Relation) -> None:
    """A known family name and all behind it; one that is the other's given name, or sounds alike, leaves a doubt."""
    assert between(left, right) is relation


@pytest.mark.parametrize(
    ("login", "name", "fits"),
    [
        ("annroe", "Ann Roe", True),
        ("roeann", "Ann Roe", True),
        ("aroe", "Ann Roe", True),
        ("roea", "Ann Roe", True),
        ("annr", "Ann Roe", True),
        ("rann", "Ann Roe", True),
        ("abroe", "Ann Beth Roe", True),
        ("roebethann", "Ann Beth Roe", True),
        ("annbethroe", "Ann Beth Roe", True),
        ("annroe2024", "Ann Roe", True),
        ("ann_roe", "Ann Roe", True),
        ("ben-okafor", "Ben Okafor", True),
        ("iwan_gromow", "Иван Громов", False),
        ("ivangromov", "Иван Громов", True),
        ("roen", "Ann Roe", False),
        ("oann", "Ann Roe", False),
        ("nroe", "Ann Roe", False),
        ("arox", "Ann Rox", True),
        ("abexu", "Abexander Xu", False),
        ("loxu", "Lo Xu", True),
        ("xulo", "Lo Xu", True),
        ("alinxu", "Alin Xu", True),
        ("aldo", "Al Do", True),
        ("alina", "Al Ina", True),
        ("lina", "Al Ina", False),
        ("lionx", "Lion Xu", True),
        ("xlion", "Lion Xu", True),
        ("l4444", "Lion Xu", False),
        ("annX", "Ann X. Roe", False),
        ("annroex", "Ann Roe", False),
    ],
)
def test_a_login_is_made_of_the_whole_name(login: str, name: str, fits: bool) -> None:
    """Both names, or one of three letters and the initial of the other; figures at the end do not count."""
    assert login_fits(login, name) is fits


def test_a_login_fits_by_what_stands_before_the_at_sign() -> None:
    """An address of somebody, in the field that holds logins."""
    roe = Person("Ann Roe")
    assert compare(Person(email="aroe@example.org", kind=Kind.LOGIN), roe) is SAME
    assert compare(Person(email="aroe@ben@example.org", kind=Kind.LOGIN), roe) is SAME
    assert compare(Person(handle="aroe", kind=Kind.LOGIN), roe) is SAME
    assert compare(Person(handle="quux", kind=Kind.LOGIN), roe) is UNKNOWN


def test_a_login_is_one_with_and_without_its_sign() -> None:
    """`@quux` is quux, whatever the case; a trailing sign belongs to it."""
    assert compare(Person(handle="@Quux", kind=Kind.LOGIN), Person(handle="quux", kind=Kind.LOGIN)) is SAME
    assert compare(Person("@quux", kind=Kind.LOGIN), Person(handle="quux", kind=Kind.LOGIN)) is SAME
    assert compare(Person(handle="quux@", kind=Kind.LOGIN), Person(handle="quux", kind=Kind.LOGIN)) is UNKNOWN
    assert compare(Person(handle="Xray", kind=Kind.LOGIN), Person(handle="ray", kind=Kind.LOGIN)) is UNKNOWN


def test_a_name_is_no_login() -> None:
    """Whoever is called as another's login is not thereby that person."""
    assert compare(Person("Quux", kind=Kind.PERSON), Person("Ann Roe", handle="quux")) is UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (Person("Redaktion", kind=Kind.ACCOUNT), Person("redaktion", kind=Kind.ACCOUNT), SAME),
        (Person("Redaktion", kind=Kind.ACCOUNT), Person("Redaktion", kind=Kind.ORGANISATION), UNKNOWN),
        (Person("Ann Roe", kind=Kind.ORGANISATION), Person("Ann Roe"), UNKNOWN),
        (Person("Quux Ltd", kind=Kind.ORGANISATION), Person("Ben Okafor"), UNKNOWN),
    ],
)
def test_groups_equal_groups_of_their_kind(one: Person, other: Person, relation: Relation) -> None:
    """By name; a group is never told apart from a person."""
    assert compare(one, other) is relation
    assert compare(other, one) is relation


def test_a_single_letter_names_nobody() -> None:
    """Two people who sign with one letter may be two; a word of two letters is a name."""
    assert between("X", "X") is UNKNOWN
    assert between("Xu", "Xu") is SAME


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Gesine Brandt", "Gesina Brandt", MISSPELLED),
        ("Stefan Brandt", "Stephan Brandt", MISSPELLED),
        ("Ann Kowalczyk", "Ann Kowalchyk", MISSPELLED),
        ("Ann Wandersloh", "Ann Vandersloh", MISSPELLED),
        ("Ann Quist", "Ann Kvist", UNKNOWN),
        ("Ann Kraack", "Ann Krack", SAME),
        ("Ann Voss", "Ann Vos", UNKNOWN),
        ("Ann Vosse", "Ann Vossa", MISSPELLED),
        ("Ann Brandtner", "Ann Brantener", MISSPELLED),
        ("Ann Brandtn", "Ann Brant", UNKNOWN),
        ("Ann Roelof", "Ann Roe", UNKNOWN),
        ("Ann Mueller", "Ann Muller", SAME),
        ("Ann Samuel", "Ann Samul", MISSPELLED),
        ("Ann Joel", "Ann Jol", UNKNOWN),
        ("Олена Шевчук", "Олени Шевчук", UNKNOWN),
    ],
)
def test_a_slip_is_small_for_the_length_of_the_word(left: str, right: str, relation: Relation) -> None:
    """One letter in a word of four, two in one of eight or in one that sounds the same."""
    assert between(left, right) is relation


SEVEN = "Ann Bea Cia Dora Eva Flora Gina".split()


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Ann (Quux) Okafer", "Ann Okafor", MISSPELLED),
        ('Ann "Quux" Okafer', "Ann Okafor", MISSPELLED),
        ("Dr. Ann Okafer", "Ann Okafor", MISSPELLED),
        ("Dr.-Ing. Ann Okafor", "Ann Okafor", SAME),
        ("Ann Okafer PhD", "Ann Okafor", MISSPELLED),
        ("Ann Okafer Jr.", "Ann Okafor", MISSPELLED),
        ("Ann van der Okafer", "Ann Okafor", MISSPELLED),
        ("Ann-B Roe", "Ann-Beth Roe", SAME),
        ("Ann-B Roe", "Ann-Carol Roe", UNKNOWN),
        ("Ann Vandersl", "Ann Vantersk", MISSPELLED),
        ("Ann Vanders", "Ann Vantert", UNKNOWN),
        ("Ben Roe", "Jonas Poe", UNKNOWN),
        ("Ben Roe", "Jonas Roelof", UNKNOWN),
        ("Ben Ro", "Jonas Roelof", DIFFERENT),
        (" ".join(SEVEN[:6]), " ".join(SEVEN[1:6] + SEVEN[:1]), SAME),
        (" ".join(SEVEN), " ".join(SEVEN[1:] + SEVEN[:1]), UNKNOWN),
        ("Ann Hanna", " ".join([*SEVEN, "Hanna"]), SAME),
        ("Ann Hanna", " ".join([*SEVEN, "Ida", "Hanna"]), UNKNOWN),
    ],
)
def test_what_of_a_name_is_compared(left: str, right: str, relation: Relation) -> None:
    """Not titles, degrees, generations, particles and what is in brackets; up to six parts with up to eight."""
    assert between(left, right) is relation
