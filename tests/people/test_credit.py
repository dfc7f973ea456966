"""What the visible text behind "by" names, and above all when it names nobody."""

from __future__ import annotations

import pytest

from bylint.people import Directory, Kind, Person, read_credit_text

P, A, G, L, U = Kind.PERSON, Kind.ACCOUNT, Kind.ORGANISATION, Kind.LOGIN, Kind.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        *(
            "tying together",
            "default",
            "the way",
            "Azure",
            "Serverless.com",
            "a friend",
            "clicking here",
            "Thursday",
            "2014",
        ),
        *("Event Grid", "the end of the week", "using Docker and Kubernetes", "popular demand", "this post", "step"),
        *("me", "myself", "hand", "design", "far", "no means", "contrast", "blag", "step by step", "May 27, 2020"),
        *(
            "Ann Roe in her talk",
            "Ann Roe and it was great",
            "Ann Roe. She works at Foo.",
            "reading Ann Roe and Ben Okafor",
        ),
        *("San Francisco", "New York Times", "Amazon", "Google Cloud", "people like Ann Roe and Ben Okafor"),
        *(
            "den Weg",
            "die Arbeit von gestern",
            "la manière dont nous travaillons",
            "lo que dice la gente",
            "том что",
            "",
        ),
        *("default, the server listens on port 80", "us, for us", "?", "10%", "the way, Ann Roe and others said so"),
    ],
)
def test_prose_is_nobody(text: str) -> None:
    """None, whatever it begins with."""
    assert read_credit_text(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ann Roe", [(P, "Ann Roe")]),
        ("Ann Roe.", [(P, "Ann Roe")]),
        (" Ann Roe ", [(P, "Ann Roe")]),
        ("Eva C.", [(P, "Eva C.")]),
        ("J. R. R. Hartley", [(P, "J. R. R. Hartley")]),
        ("Ann O'Leary", [(P, "Ann O'Leary")]),
        ("Warren Van Loo", [(P, "Warren Van Loo")]),
        ("Ann Roe of Quux Zzyx", [(P, "Ann Roe")]),
        ("Ann Roe (@annroe)", [(P, "Ann Roe")]),
        ("Ann Roe, @annroe", [(P, "Ann Roe")]),
        ("Ann Roe aka quux", [(P, "Ann Roe")]),
        ("Ann Roe – Quux Zzyx", [(P, "Ann Roe")]),
        ("Ann Roe, Optimisation Project Lead @ Quux", [(P, "Ann Roe")]),
        ("Ann Roe, PhD; Principal Evangelist, Quux", [(P, "Ann Roe")]),
        ("Ann Roe, founder and CTO of Quux Systems", [(P, "Ann Roe")]),
        ("Ann Roe, CTO of Foo Inc.", [(P, "Ann Roe")]),
        ("Ann Roe on May 27, 2020", [(P, "Ann Roe")]),
        ("Integration Developer Eva C.", [(P, "Eva C.")]),
        ("Ann Roe and Ben Okafor", [(P, "Ann Roe"), (P, "Ben Okafor")]),
        ("Ann Roe, Ben Okafor & Carl May", [(P, "Ann Roe"), (P, "Ben Okafor"), (P, "Carl May")]),
        ("Ann Roe (Quux), Ben Okafor (Zork)", [(P, "Ann Roe"), (P, "Ben Okafor")]),
        ("@quux and Ann Roe of Foo Solutions", [(L, "@quux"), (P, "Ann Roe")]),
        ("Ann Roe and @quux", [(P, "Ann Roe"), (L, "@quux")]),
        ("Ann Roe and foo team", [(P, "Ann Roe"), (G, "foo team")]),
        ("the Foo Team", [(G, "the Foo Team")]),
        ("m4dcat", [(L, "m4dcat")]),
        ("@quux of Foo Labs", [(L, "@quux")]),
        ("Ann Roe, on behalf of the Foo Team", [(P, "Ann Roe")]),
        ("Quux", [(L, "Quux")]),
        ("Jubilee and Lokathor", [(L, "Jubilee"), (L, "Lokathor")]),
        ("st2admin", [(A, "st2admin")]),
        ("Staff Writer", [(A, "Staff Writer")]),
        ("Ann Roe and others", [(P, "Ann Roe"), (U, "others")]),
        ("Ann Roe, Xiqor Zzyx", [(P, "Ann Roe"), (U, "Xiqor Zzyx")]),
        ("Ann Roe with Ben Okafor", [(P, "Ann Roe"), (U, "Ben Okafor")]),
        ("Lena Vogt und Max Brandt", [(P, "Lena Vogt"), (P, "Max Brandt")]),
        ("王小明", [(P, "王小明")]),
        ("王小明、李娜", [(P, "王小明"), (P, "李娜")]),
        ("佐藤花子と田中一郎", [(P, "佐藤花子"), (P, "田中一郎")]),
        ("김철수 기자", [(P, "김철수")]),
        ("Анна Белова и Иван Громов", [(P, "Анна Белова"), (P, "Иван Громов")]),
    ],
)
def test_names_are_found_where_they_stand(text: str, named: list[tuple[Kind, str]]) -> None:
    """The range of each entry is the name without what stands beside it."""
    found = read_credit_text(text)
    assert found is not None
    assert [(item.person.kind, item.person.label) for item in found] == named
    assert [text[item.start : item.end] for item in found] == [label for _, label in named]


def test_a_site_knows_its_own_words() -> None:
    """Registry, aliases, accounts and organisations decide before anything else."""
    directory = Directory(
        registry={"blag": Person("Drew Blagg")},
        aliases={"m4dcat": "Mia Catt", "Event Grid": "Eve Grid"},
        accounts=frozenset({"Quux"}),
        organisations=frozenset({"Zork Zzyx"}),
    )
    for text, kind, label in [
        ("blag", P, "Drew Blagg"),
        ("@blag", P, "Drew Blagg"),
        ("m4dcat", P, "Mia Catt"),
        ("Event Grid", P, "Eve Grid"),
        ("Quux", A, "Quux"),
        ("Zork Zzyx", G, "Zork Zzyx"),
    ]:
        found = read_credit_text(text, directory)
        assert found is not None
        assert [(item.person.kind, item.person.label) for item in found] == [(kind, label)]
    both = read_credit_text("Ann Roe and blag", directory)
    assert both is not None
    assert [item.person.label for item in both] == ["Ann Roe", "Drew Blagg"]
    known = read_credit_text("Zork Zzyx and @blag", directory)
    assert known is not None
    assert [(item.person.kind, item.person.label) for item in known] == [(G, "Zork Zzyx"), (P, "Drew Blagg")]


def test_the_context_of_a_field_is_more_lenient() -> None:
    """In a field a word in small letters is a login, in running text it is prose."""
    found = read_credit_text("blag", context="field")
    assert found is not None
    assert found[0].person == Person("blag", kind=L)
    assert read_credit_text("Ann Roe and blag") is None
