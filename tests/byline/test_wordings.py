"""Bylines as they are worded in many languages, what only resembles them, and how the page weighs against the field."""

from __future__ import annotations

import pytest

from bylint.byline import Credit, read_credits
from bylint.byline.prefilter import may_credit
from bylint.people import Kind
from bylint.registry import load_registry
from bylint.testing import check

PROSE = (
    "The old mill by the river opens again this spring, after eleven years of work on its wheel, its roof and its "
    "weir, and everybody who helped is invited to bring a loaf.\n\n"
)
RULES = [load_registry()[name] for name in load_registry().ids if name.startswith("author/")]
COMPARING = {
    *("author/contradicts-byline", "author/missing-coauthor", "author/not-in-byline", "author/missing"),
    *("author/misspelled", "author/generic-account"),
}


def credits_of(byline: str, *, at_the_end: bool = False, markup: str = "markdown") -> tuple[Credit, ...]:
    body = PROSE * 20 + byline + "\n" if at_the_end else f"{byline}\n\n{PROSE * 12}"
    return read_credits(body, 0, len(body), markup)


def authors(byline: str, *, at_the_end: bool = False, markup: str = "markdown") -> list[str]:
    """The names that a page credits as its authors."""
    found = credits_of(byline, at_the_end=at_the_end, markup=markup)
    firm = [credit for credit in found if credit.firm and credit.role == "author"]
    return [person.label for credit in firm for person in credit.people if person.kind is not Kind.ORGANISATION]


def verdicts(field: str, byline: str) -> list[tuple[str, list[str]]]:
    """The rules that speak about field and byline, and the names that they found on the page."""
    text = f"---\ntitle: The mill\n{field}\n---\n\n{byline}\n\n{PROSE * 8}"
    found = [diagnostic for rule in RULES for diagnostic in check(rule, text)]
    return [
        (diagnostic.rule.removeprefix("author/"), list(diagnostic.data["byline"]))
        for diagnostic in found
        if diagnostic.rule in COMPARING and diagnostic.data.get("byline")
    ]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        # a section, a date or a field before the name
        ("Posted in Mills by Nora Lindt", ["Nora Lindt"]),
        ("Posted in Mills and Weirs by Nora Lindt on May 5, 2020", ["Nora Lindt"]),
        ("Originally published on [Weirs](https://w.example) by Nora Lindt", ["Nora Lindt"]),
        ("3rd May 2020 by Nora Lindt", ["Nora Lindt"]),
        ("Published: May 5, 2020 by Nora Lindt", ["Nora Lindt"]),
        ("Published: 2020-05-05 | Author: Nora Lindt", ["Nora Lindt"]),
        ("Updated May 5, 2020 · By Nora Lindt", ["Nora Lindt"]),
        ("05 May 2020 — by Nora Lindt — in Mills", ["Nora Lindt"]),
        ("Posted By Nora Lindt On May 5, 2020", ["Nora Lindt"]),
        # a remark that holds a credit
        ("*Editor's note: This is a guest post by Nora Lindt. We like letters.*", ["Nora Lindt"]),
        ("**Editor’s note:** The following article was written by Nora Lindt of Weir Ltd.", ["Nora Lindt"]),
        ("*Note de la rédaction : cet article a été écrit par Nora Lindt. Elle navigue.*", ["Nora Lindt"]),
        # sentences in which more follows
        ("This is a guest post by [Nora Lindt](u). She blogs at [Weir Notes](v).", ["Nora Lindt"]),
        ("*This is a guest post by Nora Lindt that first appeared on [weirs.example](v).*", ["Nora Lindt"]),
        (
            "*This is a guest post by Nora Lindt, the piece was first printed on her blog, [Weir Notes](v).*",
            ["Nora Lindt"],
        ),
        ("*This is a guest post by **Nora Lindt** about how she counts eels.*", ["Nora Lindt"]),
        ("*This post was written by Nora Lindt and Ben Okafor from the weir team.*", ["Nora Lindt", "Ben Okafor"]),
        ("_Today's guest post comes from Nora Lindt, keeper of eels at Weir Ltd._", ["Nora Lindt"]),
        ("*The following is a guest contribution from Nora Lindt.*", ["Nora Lindt"]),
        ("By guest author Nora Lindt", ["Nora Lindt"]),
        ("Von unserem Gastautor Nora Lindt", ["Nora Lindt"]),
        ("*Dies ist ein Gastbeitrag von Nora Lindt.*", ["Nora Lindt"]),
        # who the writer is
        ("*By Nora Lindt, keeper of eels at Weir Ltd*", ["Nora Lindt"]),
        ("Por Nora Lindt, desde Bogotá", ["Nora Lindt"]),
        ("By Nora Lindt on behalf of the weir keepers", ["Nora Lindt"]),
        ("Author: Nora Lindt <nora@w.example>", ["Nora Lindt"]),
        ("Door Pieter van der Meer", ["Pieter van der Meer"]),
        ("By Nora Lindt, with contributions from Ben Okafor", ["Nora Lindt"]),
        # labels
        ("**Author’s name:** Nora Lindt", ["Nora Lindt"]),
        ("Guest Blogger: Nora Lindt", ["Nora Lindt"]),
        ("**Author** – Nora Lindt", ["Nora Lindt"]),
        ("Written by:\nNora Lindt", ["Nora Lindt"]),
        ("Autor:innen: Nora Lindt und Ben Okafor", ["Nora Lindt", "Ben Okafor"]),
        ("Gastblog: Nora Lindt", ["Nora Lindt"]),
        ("Автор текста — Нора Линдт", ["Нора Линдт"]),
        # who did what
        ("Von Nora Lindt (Text) und Ben Okafor (Fotos)", ["Nora Lindt"]),
        ("By Nora Lindt (words) and Ben Okafor (photos)", ["Nora Lindt"]),
        ("Text & Fotos: Nora Lindt", ["Nora Lindt"]),
        # writing without spaces
        ("文 | 李建国", ["李建国"]),
        ("撰文 | 李建国", ["李建国"]),
        ("作者 | 李建国\n编辑 | 王芳", ["李建国"]),
        ("作者：李建国 | 2020-05-05", ["李建国"]),
        ("日期：2020-05-05 作者：李建国", ["李建国"]),
        ("2020年5月5日 作者：李建国", ["李建国"]),
        ("【作者】李建国", ["李建国"]),
        ("（文／李建国）", ["李建国"]),
        ("图文：李建国", ["李建国"]),
        ("文/图：李建国", ["李建国"]),
        ("文/李建国 图/王芳", ["李建国"]),
        ("本文作者为李建国", ["李建国"]),
        ("本文作者：李建国。未经许可，请勿转载！", ["李建国"]),
        ("文・写真：佐藤花子", ["佐藤花子"]),
        ("取材・文＝佐藤花子", ["佐藤花子"]),
        ("（文・佐藤花子）", ["佐藤花子"]),
        ("投稿日：2020年5月5日　投稿者：佐藤花子", ["佐藤花子"]),
        ("글 이민수", ["이민수"]),
        ("글·사진 이민수", ["이민수"]),
        ("글 이민수 사진 최영희", ["이민수"]),
        ("이민수 기자 | 2020년 5월 5일", ["이민수"]),
    ],
)
def test_a_byline_in_the_words_of_its_archive(byline: str, names: list[str]) -> None:
    """The author is named, and nobody else: no photographer, no house, no blog and nothing of the next sentence."""
    assert authors(byline) == names


@pytest.mark.parametrize(
    "byline",
    [
        "*By Nora Lindt, keeper of eels at Weir Ltd*",
        "*This is a guest post by Nora Lindt. Nora counts eels.*",
        "_This post was written by Nora Lindt. [Nora](u) is a keeper of eels with eleven years at the weir._",
        "*Este artículo fue escrito por Nora Lindt. Para más anguilas, suscríbete.*",
    ],
)
def test_a_byline_at_the_end_may_say_more(byline: str) -> None:
    """What follows the name in the last line does not hide it."""
    assert authors(byline, at_the_end=True) == ["Nora Lindt"]


def test_a_byline_at_the_end_of_one_line_of_html() -> None:
    """An export without line breaks closes with a paragraph, as any other does."""
    paragraph = f"<p>{PROSE.strip()}</p>"
    text = paragraph * 3 + "<p><i>Written by Nora Lindt.</i></p>"
    assert may_credit(text[-1500:], last=True)
    found = read_credits(text, 0, len(text), "html")
    assert [person.name for credit in found if credit.firm for person in credit.people] == ["Nora Lindt"]


@pytest.mark.parametrize(
    "line",
    [
        # phrases with capitals
        "By Popular Demand",
        "By Common Consent",
        "By Royal Appointment",
        "By Early Morning Light",
        "By April May",
        "By Year's End",
        "### By Programming Language",
        "### By Country Code",
        "Por Primera Vez",
        "Por Trás das Câmeras",
        "De Ida y Vuelta",
        "Da Roma a Milano",
        "Van Harte Welkom",
        "Door Weer en Wind",
        "Von Mensch zu Mensch",
        "Przez Morze Bałtyckie",
        "Written by Candlelight",
        # another part in the post
        "Guest editor: Nora Lindt",
        "Our guest: Nora Lindt",
        "Автор фото: Нора Линдт",
        "Note by Nora Lindt",
        "![Eels](eels.jpg)\n*by Nora Lindt*",
        "<aside><p>By Nora Lindt</p></aside>",
        # what heads a text, or a house
        "Words: slower, colder, longer",
        "Contributors: Nora Lindt, Ben Okafor",
        "文章：三篇",
        "原文：https://w.example",
        "記事：川の話",
        "Published by Penguin Random House",
        # lists of changes
        "Reported by Nora Lindt in #4512",
        "Contributed by @nlindt in #4512",
        # sentences
        "This post was written by reading Nora Lindt's notes in the mill",
        "Editor's note: The chart in this post was drawn by Nora Lindt.",
        "Update: Nora Lindt wrote to say that the chart was wrong.",
        "Written in Rust by accident",
        "Posted in Eels, Mills",
    ],
)
def test_what_resembles_a_byline_in_the_words_of_an_archive(line: str) -> None:
    """Title-case phrases, other parts, headings of texts, changes and sentences credit nobody as the author."""
    assert authors(line) == []


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("Posted by Nora Lindt at 3:00 PM\n\nPosted by Ben Okafor at 4:00 PM", []),
        ("## Contributors\n\n- Nora Lindt\n- Ben Okafor", []),
        ("Posted by Nora Lindt at 3:00 PM", ["Nora Lindt"]),
    ],
)
def test_comments_and_lists_at_the_end_are_no_bylines(end: str, names: list[str]) -> None:
    """Several signatures below a post are its readers'; a list of helpers is no list of authors."""
    assert authors(end, at_the_end=True) == names


def test_headings_with_a_name_each_are_those_of_sections() -> None:
    """A round-up whose headings name the writer of each part has no byline of its own."""
    assert authors("## Story by Nora Lindt\n\nEels.\n\n## Story by Ben Okafor\n\nMills.") == []
    assert authors("## Story by Nora Lindt") == ["Nora Lindt"]


@pytest.mark.parametrize(
    "name", ["Will Page", "Grace Day", "Rose Fields", "Amber Waters", "Xu Wei", "Bo Li", "Jark Wu"]
)
def test_a_name_that_is_made_of_words_is_a_name(name: str) -> None:
    """A known given name, or no word of a phrase, is enough."""
    assert authors(f"By {name}") == [name]


@pytest.mark.parametrize(
    ("field", "byline", "expected"),
    [
        ("author: ''", "By Nora Lindt", [("missing", ["Nora Lindt"])]),
        ("authors: []", "By Nora Lindt", [("missing", ["Nora Lindt"])]),
        ("author: admin", "By Nora Lindt", [("generic-account", ["Nora Lindt"])]),
        ("author: Ben Okafor", "By Nora Lindt", [("contradicts-byline", ["Nora Lindt"])]),
        # somebody who has another part in the post
        ("author: [Nora Lindt, Ben Okafor]", "Story by Nora Lindt, photos by Ben Okafor", []),
        ("author: [Nora Lindt, Ben Okafor]", "By Nora Lindt\nEdited by Ben Okafor", []),
        ("author: [Nora Lindt, Ben Okafor]", "By Nora Lindt", [("not-in-byline", ["Nora Lindt"])]),
        ("author: Ben Okafor", "By Nora Lindt. Translated by Ben Okafor.", []),
        ("author: Ben Okafor", "By Nora Lindt\nEdited by Ben Okafor", [("contradicts-byline", ["Nora Lindt"])]),
        ("author: 王芳", "作者：Nora Lindt\n译者：王芳", []),
        # names in another case
        ("author: Нора Иванова", "*Статья от Норы Ивановой*", []),
        ("author: Олена Шевчук", "_Від Олени Шевчук_", []),
        ("author: Marek Sadowski", "Wpis gościnny autorstwa Marka Sadowskiego", []),
    ],
)
def test_the_field_against_the_page(field: str, byline: str, expected: list[tuple[str, list[str]]]) -> None:
    """An empty field is none; who translated or took the photos may stand in the field; a case ending is no slip."""
    assert verdicts(field, byline) == expected
