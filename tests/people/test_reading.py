"""What one text of an author field names."""

from __future__ import annotations

import pytest

from bylint.people import Kind, Person, read_authors, read_person, split_people

P, A, G, L, U = Kind.PERSON, Kind.ACCOUNT, Kind.ORGANISATION, Kind.LOGIN, Kind.UNKNOWN


def seen(text: str) -> list[tuple[Kind, str]]:
    return [(person.kind, person.label) for person in read_authors(text).people]


@pytest.mark.parametrize(
    "name",
    [
        "Ann Roe",
        "ANN ROE",
        "Ann B. Roe",
        "J. R. R. Hartley",
        "J.R.R. Hartley",
        "Eva C.",
        "W Chan",
        "Ann O'Leary",
        "Ann O’Leary",
        "Jean-Luc d'Arvor",
        "Kim McGee",
        "Anne-Marie Losare-Lund",
        "Piet van der Berg",
        "Warren Van Loo",
        "Ludwig von der Aue",
        "María del Carmen Ruiz",
        "João da Silva e Souza",
        "José Ortega y Gasset",
        "Félix Puig i Cadafalch",
        "Omar al-Rashid",
        "Ahmad bin Yusuf",
        "Felix S. Kloss II",
        "Ben Okafor Jr.",
        "Dr. Ann Roe",
        "Prof. Dr. Lena Vogt",
        "The Honourable Ann Roe",
        "Tzu-Lin (Gordon) Tai",
        'Bo "Shadow" Lindqvist',
        "Yaprak Baltacıoğlu",
        "Łukasz Żmuda",
        "Þóra Jónsdóttir",
        "Nguyễn Văn An",
        "Иван Петрович Сидоренко",
        "И. П. Сидоренко",
        "Олена Коваль",
        "Ελένη Παππά",
        "محمد الخطيب",
        "דנה כהן",
        "בן כהן",
        "Al Roe",
        "Le Thanh",
        "H.-Dieter Vogt",
        "J.Roe Okafor",
        "Emir 's Graven",
        "Tess Wouters van Eyk",
        "Ana Maria do Carmo",
        "Bảo Thế Hoàng",
        "Josué Câmara",
        "شريف آل محمد بن علي",
        "森さくら",
        "अनिता शर्मा",
        "Ed Page",
        "Grace Mayor",
        "Jane Garden",
        "S. Ramanujan",
        "T. Okafor",
        "Jan van der Meer",
        "Jan Pieter van der Meer",
        "Fatima El Amrani",
        "정하늘",
        "Maja Kowal",
        "Uma Rao",
        "DeShawn Moss",
        "JoAnn Roe",
        "王小明",
        "王 小明",
        "欧阳修文",
        "陳大文",
        "佐藤花子",
        "佐藤 花子",
        "長谷川さくら",
        "ジョン・スミス",
        "김철수",
        "김 철수",
        "남궁민수",
    ],
)
def test_a_full_name_is_one_person_as_written(name: str) -> None:
    """Particles, initials, suffixes, honorifics, nicknames and other scripts belong to the name."""
    authors = read_authors(name)
    assert seen(name) == [(P, name)]
    assert authors.readable
    assert authors.people[0].path == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Roe and Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe & Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe &amp; Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe + Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("ANN ROE AND BEN OKAFOR", ["ANN ROE", "BEN OKAFOR"]),
        ("Ann Roe / Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe/Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe; Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe\nBen Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe, Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe, Ben Okafor and Carl May", ["Ann Roe", "Ben Okafor", "Carl May"]),
        ("Ann Roe, Ben Okafor, and Carl May", ["Ann Roe", "Ben Okafor", "Carl May"]),
        ("Ann Roe, Xiqor Zzyx and Carl May", ["Ann Roe", "Xiqor Zzyx", "Carl May"]),
        ("Ann Roe, Xiqor Zzyx, Ben Okafor", ["Ann Roe", "Xiqor Zzyx", "Ben Okafor"]),
        ("Lena Vogt und Max Brandt", ["Lena Vogt", "Max Brandt"]),
        ("Luc Morel et Zoé Petit", ["Luc Morel", "Zoé Petit"]),
        ("Ana Ruiz y Carlos García", ["Ana Ruiz", "Carlos García"]),
        ("Ana Ruiz, Carlos García e Inés Soto", ["Ana Ruiz", "Carlos García", "Inés Soto"]),
        ("Ana y Carlos", ["Ana", "Carlos"]),
        ("Rui Melo e Sara Pinto", ["Rui Melo", "Sara Pinto"]),
        ("Piet Bakker en Jan de Wit", ["Piet Bakker", "Jan de Wit"]),
        ("Анна Белова и Иван Громов", ["Анна Белова", "Иван Громов"]),
        ("Олена Коваль та Тарас Гай", ["Олена Коваль", "Тарас Гай"]),
        ("Ewa Lis oraz Jan Kot", ["Ewa Lis", "Jan Kot"]),
        ("Ewa Lis i Jan Kot", ["Ewa Lis", "Jan Kot"]),
        ("Matti Salo ja Aino Laine", ["Matti Salo", "Aino Laine"]),
        ("Nils Ek och Eva Alm", ["Nils Ek", "Eva Alm"]),
        ("Kari Lie og Per Moe", ["Kari Lie", "Per Moe"]),
        ("王小明、李娜", ["王小明", "李娜"]),
        ("王小明和李娜", ["王小明", "李娜"]),
        ("王小明 李娜", ["王小明", "李娜"]),
        ("王小明,李娜", ["王小明", "李娜"]),
        ("王小明/李娜", ["王小明", "李娜"]),
        ("佐藤花子と田中一郎", ["佐藤花子", "田中一郎"]),
        ("김철수, 이영희", ["김철수", "이영희"]),
        ("김철수와 이영희", ["김철수", "이영희"]),
        ("Ann Roe (Acme) and Ben Okafor (Foo Labs)", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe (Acme), Ben Okafor (Foo Labs)", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe, Head of Design, Ben Okafor, Head of Policy", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe, Editor and Ben Okafor, Reporter", ["Ann Roe", "Ben Okafor"]),
        ("Ann Roe, Outreach and Xiqor Zzyx, Content Design", ["Ann Roe", "Xiqor Zzyx"]),
        ("Ann Roe, CDS; Ben Okafor and Carl May, Ministry of Silly Walks", ["Ann Roe", "Ben Okafor", "Carl May"]),
        ("Roe, Ann; Okafor, Ben", ["Roe, Ann", "Okafor, Ben"]),
        ("Roe, Ann B.", ["Roe, Ann B."]),
        ("Roe, A. B.", ["Roe, A. B."]),
        ("van der Aue, Ludwig", ["van der Aue, Ludwig"]),
        ("Aue, Ludwig von der", ["Aue, Ludwig von der"]),
        ("Мар’ян, Олена", ["Мар’ян, Олена"]),
        ("Zzyx, Xiqor; Qwu, Bleem", ["Zzyx, Xiqor", "Qwu, Bleem"]),
        ("By Ann Roe and Ben Okafor", ["Ann Roe", "Ben Okafor"]),
        ("Author: Ann Roe", ["Ann Roe"]),
        ("and y Ann Roe", ["Ann Roe"]),
        ("Ana Ruiz (Foo) y Carlos", ["Ana Ruiz", "Carlos"]),
        ("Ana Ruiz y @quux", ["Ana Ruiz", "@quux"]),
        ("Ann Roe and ben@example.org", ["Ann Roe", "ben@example.org"]),
        ("Ministry of Foo and Quux", ["Ministry of Foo and Quux"]),
        ("Автор: Анна Белова", ["Анна Белова"]),
    ],
)
def test_several_people_in_one_text(text: str, people: list[str]) -> None:
    """Joining words of a dozen languages, commas, semicolons and strokes part people."""
    authors = read_authors(text)
    assert [person.label for person in authors.people] == people
    assert authors.readable


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ann Roe, Head of Design", Person("Ann Roe", role="Head of Design")),
        ("Ann Roe, Developer", Person("Ann Roe", role="Developer")),
        ("Ann Roe, conseillère en politiques", Person("Ann Roe", role="conseillère en politiques")),
        ("Ann Roe, Policy", Person("Ann Roe", affiliation="Policy")),
        ("Ann Roe, Health Canada", Person("Ann Roe", affiliation="Health Canada")),
        ("Ann Roe, Foo Technologies", Person("Ann Roe", affiliation="Foo Technologies")),
        ("Ann Roe, Morgan Stanley", Person("Ann Roe", affiliation="Morgan Stanley")),
        ("Ann Roe – Foo Technologies", Person("Ann Roe", affiliation="Foo Technologies")),
        ("Ann Roe - Quux Zzyx", Person("Ann Roe", affiliation="Quux Zzyx")),
        ("Ann Roe | Quux Zzyx", Person("Ann Roe", affiliation="Quux Zzyx")),
        ("Ann Roe of Quux Zzyx", Person("Ann Roe", affiliation="Quux Zzyx")),
        ("Ann Roe at Quux", Person("Ann Roe", affiliation="Quux")),
        ("Ann Roe from Quux", Person("Ann Roe", affiliation="Quux")),
        ("Ann Roe @ Quux", Person("Ann Roe", affiliation="Quux")),
        ("Lena Vogt bei Quux", Person("Lena Vogt", affiliation="Quux")),
        ("Luc Morel de Santé Canada", Person("Luc Morel", affiliation="Santé Canada")),
        ("Ann Roe (Quux)", Person("Ann Roe", affiliation="Quux")),
        ("Ann Roe (Foo Labs)", Person("Ann Roe", affiliation="Foo Labs")),
        ("Ann Roe (Senior Developer)", Person("Ann Roe", role="Senior Developer")),
        ("Ann Roe (annroe)", Person("Ann Roe", handle="annroe")),
        ("Ann Roe (@annroe)", Person("Ann Roe", handle="annroe")),
        ("Ann Roe (GitHub: @annroe)", Person("Ann Roe", handle="annroe")),
        ("Ann Roe, @annroe", Person("Ann Roe", handle="annroe")),
        ("Ann Roe (ann@example.org)", Person("Ann Roe", email="ann@example.org")),
        ("Ann Roe <ann@example.org>", Person("Ann Roe", email="ann@example.org")),
        ("Ann Roe, ann@example.org", Person("Ann Roe", email="ann@example.org")),
        (
            "Ann Roe (https://github.com/annroe)",
            Person("Ann Roe", handle="annroe", url="https://github.com/annroe"),
        ),
        ("Ann Roe (https://example.org/ann)", Person("Ann Roe", url="https://example.org/ann")),
        ("Ann Roe (she/her)", Person("Ann Roe", remark="she/her")),
        ("Ann Roe (Kevin)", Person("Ann Roe", remark="Kevin")),
        ("Ann Roe (aka quux)", Person("Ann Roe", handle="quux")),
        ("Ann Roe (aka Bo Roe)", Person("Ann Roe", remark="aka Bo Roe")),
        ("Ann Roe (Edited by Ben Okafor)", Person("Ann Roe", remark="Edited by Ben Okafor")),
        ("Ann Roe, edited by Ben Okafor", Person("Ann Roe", remark="edited by Ben Okafor")),
        ("Ann Roe; Fotos von Ben Okafor", Person("Ann Roe", remark="Fotos von Ben Okafor")),
        ("Ann Roe; photos by Ben Okafor", Person("Ann Roe", remark="photos by Ben Okafor")),
        ("Ann Roe aka quux", Person("Ann Roe", handle="quux")),
        ("Ann Roe a.k.a. @quux", Person("Ann Roe", handle="quux")),
        ("Ann Roe aka Bo Roe", Person("Ann Roe", remark="Bo Roe")),
        ("Анна Белова, она же quux", Person("Анна Белова", handle="quux")),
        ("Ann Roe on behalf of the Foo Team", Person("Ann Roe", affiliation="the Foo Team")),
        ("Ann Roe, on behalf of Foo", Person("Ann Roe", affiliation="Foo")),
        ("Lena Vogt im Namen der Redaktion", Person("Lena Vogt", affiliation="Redaktion")),
        ("Ann Roe, PhD", Person("Ann Roe", role="PhD")),
        ("Ann Roe PhD", Person("Ann Roe", role="PhD")),
        ("Ann Roe, PhD; Head of Design", Person("Ann Roe", role="PhD", remark="Head of Design")),
        (
            "Ann Roe, PhD; Head of Design, Quux",
            Person("Ann Roe", role="PhD", affiliation="Quux", remark="Head of Design"),
        ),
        ("Integration Developer Ann C.", Person("Ann C.", role="Integration Developer")),
        ("CEO Ann Roe", Person("Ann Roe", role="CEO")),
        ("Ann Roe.", Person("Ann Roe")),
        ("  Ann \u00a0 Roe  ", Person("Ann Roe")),
        ("“Ann Roe”", Person("Ann Roe")),
        ("*Ann Roe*", Person("Ann Roe")),
        ("김철수 기자", Person("김철수")),
        ("佐藤花子さん", Person("佐藤花子")),
        ("王小明 Xiaoming Wang", Person("王小明", remark="Xiaoming Wang")),
        ("Ann Roe on 27 May 2020", Person("Ann Roe")),
        ("Ann Roe (Acme) of Quux", Person("Ann Roe", affiliation="Quux")),
        ("Ann Roe with help", Person("Ann Roe", affiliation="help")),
        ("Ann Roe (Acme) Berlin Office", Person("Ann Roe", affiliation="Berlin Office")),
    ],
)
def test_what_stands_beside_a_name_is_not_a_second_person(text: str, person: Person) -> None:
    """Role, affiliation, handle, degree, editor and remark are told from the name."""
    authors = read_authors(text)
    assert authors.people == (person,)
    assert authors.readable
    assert read_person(text) == person


@pytest.mark.parametrize(
    "login",
    [
        "sage",
        "chrisb",
        "oli-obk",
        "r4mi",
        "BoxUwU",
        "Noratrieb",
        "Sage",
        "0x00A",
        "TC",
        "jane_roe",
        "清风",
        "管理する",
        "연구개발",
    ],
)
def test_a_single_word_is_a_login(login: str) -> None:
    """It may be a person, but the name cannot be read."""
    assert seen(login) == [(L, login)]
    assert read_authors(login).readable


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@quux", [(L, "@quux")]),
        ("@quux and @blorp", [(L, "@quux"), (L, "@blorp")]),
        ("@quux, @blorp", [(L, "@quux"), (L, "@blorp")]),
        ("ann@example.org", [(L, "ann@example.org")]),
        ("https://github.com/quux", [(L, "@quux")]),
        ("Ann Roe and quux", [(P, "Ann Roe"), (L, "quux")]),
        ("Ann Roe and @q-u-x", [(P, "Ann Roe"), (L, "@q-u-x")]),
        ("quux and blorp", [(L, "quux"), (L, "blorp")]),
        ("quux, blorp", [(L, "quux"), (L, "blorp")]),
        ("Eric, Felix, Joel and Mara", [(L, "Eric"), (L, "Felix"), (L, "Joel"), (L, "Mara")]),
        ("Jubilee and Lokathor", [(L, "Jubilee"), (L, "Lokathor")]),
        ("Ann Roe and the Foo Reform WG", [(P, "Ann Roe"), (G, "the Foo Reform WG")]),
        ("Jubilee and the Foo Team", [(L, "Jubilee"), (G, "the Foo Team")]),
        ("Ann Roe and admin", [(P, "Ann Roe"), (A, "admin")]),
        ("admin; Ann Roe", [(A, "admin"), (P, "Ann Roe")]),
        ("The Foo Team, Bar Foundation", [(G, "The Foo Team"), (G, "Bar Foundation")]),
        ("Carol (Nix || Gould)", [(L, "Carol")]),
    ],
)
def test_logins_and_groups_among_people(text: str, people: list[tuple[Kind, str]]) -> None:
    """Each entry keeps its own kind."""
    assert seen(text) == people
    assert read_authors(text).readable


@pytest.mark.parametrize(
    "account",
    [
        *(
            "admin",
            "Admin",
            "st2admin",
            "acme-admin",
            "admin2",
            "siteadmin",
            "Administrator",
            "Site Admin",
            "webmaster",
        ),
        *("root", "wordpress", "Guest", "guest author", "Anonymous", "Unknown", "Unknown Author", "No Author", "n/a"),
        *("Staff", "Staff Writer", "syndicated", "Editor", "test", "John Doe", "Release automation", "dependabot bot"),
        *(
            "Gastautor",
            "Unbekannt",
            "Anonyme",
            "Auteur inconnu",
            "Anónimo",
            "Sin autor",
            "Administrador",
            "Redattore bot",
        ),
        *("Администратор", "Аноним", "Невідомий автор", "Gość", "管理员", "匿名", "管理者", "관리자", "ゲスト"),
    ],
)
def test_accounts_and_placeholders_credit_nobody(account: str) -> None:
    """In the languages of the data files."""
    assert seen(account) == [(A, account)]
    assert read_authors(account).generic


@pytest.mark.parametrize(
    "group",
    [
        *(
            "The Foo Team",
            "the Foo Team",
            "Foo Release Team",
            "The undersigned",
            "Leadership Council",
            "Foo Security WG",
        ),
        *("foo.io team", "Foo Inc.", "Foo GmbH", "Foo Ltd", "Bar Foundation", "University of Quux", "Associated Press"),
        *(
            "Department of Arts and Crafts",
            "Ministry of Health and Social Affairs",
            "Équipe éditoriale",
            "L’équipe Foo",
            "Redaktion",
            "Die Redaktion",
            "El equipo Foo",
        ),
        *(
            "Redazione",
            "A Equipe Foo",
            "De redactie",
            "Команда Foo",
            "Редакція",
            "Zespół Foo",
            "Foo 团队",
            "编辑部",
            "開発チーム",
        ),
        *(
            "편집부",
            "Foo 팀",
            "The Quux",
            "News Team",
            "Reuters",
            "Foo s.r.o.",
            "The Foo Team on behalf of the Bar Team",
        ),
    ],
)
def test_groups_are_organisations(group: str) -> None:
    """A team does write: it is no account."""
    authors = read_authors(group)
    assert [person.kind for person in authors.people] == [G]
    assert authors.generic


@pytest.mark.parametrize(
    "text",
    [
        "Ann, Bob",  # a family name and a given name, or two given names
        "Martin, Thomas",
        "Ann Roe, Xiqor Zzyx",  # a person or a house
        "Ann Roe with Ben Okafor",
        "Ann Roe and others",
        "Ann Roe et al.",
        "Ann Roe, jane doeling",
        "Roe, Zzyx",
        "Ann Roe, Outreach and Bob",
        "Ann Roe, Bob and Carol",
        "Ann Roe & Sons",
        "Pierre Morel et fils",
        "IHC Merwin",
        "Silva e Filhos",
        "De Oliveira",
        "Ann Roe; others",
        "Ann Roe, quux99",
        "CPP SIS",
        "leadership chat on behalf of Foo",
        "工程师",
        "佐藤監督",
        "周三",
        "关系",
        "a.Roe Okafor",
        "이용자",
        "سارة علي وحسن",
        "Ann Roe – Ben Okafor",
        "bell hookes",
        "leadership chat membership",
        "Health Canada",
        "Event Grid",
        "San Francisco",
        "New York Times",
        "Edited by Ann Roe",
        "photos by Ann Roe",
        "The way we work is changing, and so are we",
        "tying together",
        "2014",
        "Thursday",
        "example.com",
        "Ann Roe, Quux9 and Zork_77x, foo bar baz",
        "https://example.org/me.png",
        "?",
        "王小明 五金店大",
        "A" * 501,
        "Ann Roe, " * 80,
    ],
)
def test_doubt_is_not_readable(text: str) -> None:
    """What may be read in two ways is not read."""
    assert not read_authors(text).readable


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_text_names_nobody(text: str) -> None:
    """And that is readable."""
    assert read_authors(text).people == ()
    assert read_authors(text).readable
    assert not read_authors(text).generic


def test_read_person_of_several_or_of_prose_is_unknown() -> None:
    """It never picks one."""
    assert read_person("Ann Roe and Ben Okafor") == Person("Ann Roe and Ben Okafor", kind=U)
    assert read_person("tying  together") == Person("tying together", kind=U)
    assert read_person("@quux") == Person(handle="quux", kind=L)


def test_split_people_gives_the_range_of_each_name() -> None:
    """Half-open, without affiliation."""
    text = "Dr. Ann Roe (Acme), Ben Okafor and @quux."
    assert [text[start:end] for start, end in split_people(text)] == ["Dr. Ann Roe", "Ben Okafor", "@quux"]
    assert split_people("2014") == []
