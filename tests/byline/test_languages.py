"""Bylines in the languages of the north, the middle and the south-east, and what only resembles them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import bylint
from bylint.byline import Credit, read_credits
from bylint.byline.prefilter import may_credit
from bylint.languages import ROLES, Language, read_data, read_table, vocabulary

PROSE = "The old mill opens again this spring, and everybody who helped is invited to bring a loaf.\n\n"


def credits_of(byline: str) -> tuple[Credit, ...]:
    body = f"{byline}\n\n{PROSE * 12}"
    return read_credits(body, 0, len(body))


def authors(byline: str) -> list[str]:
    firm = [credit for credit in credits_of(byline) if credit.firm and credit.role == "author"]
    return [person.label for credit in firm for person in credit.people]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Av Lars Hansen", ["Lars Hansen"]),
        ("*av Lars Hansen og Kari Nordmann*", ["Lars Hansen", "Kari Nordmann"]),
        ("Skrevet av Lars Hansen", ["Lars Hansen"]),
        ("Skrevet av: Lars Hansen", ["Lars Hansen"]),
        ("Dette innlegget er skrevet av Lars Hansen", ["Lars Hansen"]),
        ("Gjesteinnlegg av Lars Hansen", ["Lars Hansen"]),
        ("Publisert 5. mai 2020 av Lars Hansen", ["Lars Hansen"]),
        ("Tekst: Lars Hansen", ["Lars Hansen"]),
        ("Tekst: Lars Hansen. Foto: Kari Nordmann", ["Lars Hansen"]),
        ("Tekst og foto: Lars Hansen", ["Lars Hansen"]),
        ("Forfatter: Lars Hansen", ["Lars Hansen"]),
        ("Af Lars Hansen", ["Lars Hansen"]),
        ("Skrevet af Søren Jensen", ["Søren Jensen"]),
        ("Dette gæsteindlæg er skrevet af Søren Jensen", ["Søren Jensen"]),
        ("Udgivet den 5. maj 2020 af Søren Jensen", ["Søren Jensen"]),
        ("Av Anna Lindqvist och Erik Berg", ["Anna Lindqvist", "Erik Berg"]),
        ("Skriven av Anna Lindqvist", ["Anna Lindqvist"]),
        ("Detta inlägg är skrivet av Anna Lindqvist", ["Anna Lindqvist"]),
        ("Text: Anna Lindqvist, Foto: Erik Berg", ["Anna Lindqvist"]),
        ("Författare: Anna Lindqvist", ["Anna Lindqvist"]),
        ("Teksti: Matti Virtanen", ["Matti Virtanen"]),
        ("Teksti: Matti Virtanen, Kuvat: Anna Korhonen", ["Matti Virtanen"]),
        ("Kirjoittanut Matti Virtanen", ["Matti Virtanen"]),
        ("Tämän artikkelin kirjoitti Matti Virtanen", ["Matti Virtanen"]),
        ("Kirjoittaja: Matti Virtanen", ["Matti Virtanen"]),
        ("Napsal Jan Novák", ["Jan Novák"]),
        ("Napsala Eva Nováková", ["Eva Nováková"]),
        ("Autor: Jan Novák", ["Jan Novák"]),
        ("Tento článek napsal Jan Novák", ["Jan Novák"]),
        ("Yazan: Mehmet Yılmaz", ["Mehmet Yılmaz"]),
        ("Yazar: Mehmet Yılmaz", ["Mehmet Yılmaz"]),
        ("Konuk yazar: Mehmet Yılmaz", ["Mehmet Yılmaz"]),
        ("Oleh Budi Santoso", ["Budi Santoso"]),
        ("Ditulis oleh Budi Santoso", ["Budi Santoso"]),
        ("Penulis: Budi Santoso", ["Budi Santoso"]),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("Viết bởi Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("Írta: Szabó János", ["Szabó János"]),
        ("Szerző: Szabó János", ["Szabó János"]),
        ("بقلم يوسف كريم", ["يوسف كريم"]),
        ("بقلم: يوسف كريم", ["يوسف كريم"]),
        ("الكاتب: يوسف كريم", ["يوسف كريم"]),
    ],
)
def test_a_byline_in_another_language(byline: str, names: list[str]) -> None:
    """The writer is named, and no photographer."""
    assert authors(byline) == names


@pytest.mark.parametrize(
    "line",
    [
        "Av egen erfaring vet vi at møllen er kald.",
        "Av Gode Grunner",
        "AV cables and plugs",
        "Af Egen Erfaring",
        "Av alla kvarnar är den här äldst.",
        "Oleh karena itu kami pergi ke kincir.",
        "Oleh Karena Itu",
        "Bởi vì cối xay đã cũ.",
        "Text: långsammare, kallare, längre",
        "Foto: Lars Hansen",
        "Bilder: Anna Lindqvist",
        "Oversatt av Lars Hansen",
        "Översättning: Anna Lindqvist",
        "Kuvat: Matti Virtanen",
        "Přeložil Jan Novák",
        "Çeviren: Mehmet Yılmaz",
        "Fordította: Szabó János",
        "Penerjemah: Budi Santoso",
        "Dịch giả: Nguyễn Văn An",
        "ترجمة: يوسف كريم",
        "Yazı tipi: Garamond",
        "Napsal jsem to včera.",
    ],
)
def test_what_resembles_a_byline_in_another_language(line: str) -> None:
    """Phrases, sentences, and those with another part: nobody is credited as the author."""
    assert authors(line) == []


@pytest.mark.parametrize("language", vocabulary().languages, ids=lambda language: language.code)
def test_every_language_has_what_a_page_needs(language: Language) -> None:
    """A label of an author, a heading above a biography, fields beside a byline, and the parts of others."""
    assert language.labels
    assert language.about
    assert language.fields
    assert {"translator", "editor", "photographer"} <= set(language.roles.values()) <= set(ROLES)
    assert all(word == word.lower() for word in (*language.kinds, *language.labels, *language.fields))


@pytest.mark.parametrize("language", vocabulary().languages, ids=lambda language: language.code)
def test_a_label_of_every_language_is_asked(language: Language) -> None:
    """What the reader knows, the prefilter lets through."""
    for label in language.labels:
        assert may_credit(f"{label.capitalize()}: Ana Ruiz"), label


def test_a_label_of_several_languages_keeps_its_own() -> None:
    """`Autor` is German before it is Czech."""
    assert [vocabulary().labels[label] for label in ("author", "autor", "interview")] == [
        ("author", "en"),
        ("author", "de"),
        ("interviewer", "de"),
    ]


@pytest.mark.parametrize("name", ["Carla Dan", "Carla Ja"])
def test_a_name_that_joins_names_elsewhere_is_kept(name: str) -> None:
    """Before a sign that cuts the line, a joining word goes only as it is written between names."""
    assert authors(f"By {name} | May 5, 2020") == [name]
    assert authors("Posted By Nora Lindt On May 5, 2020") == ["Nora Lindt"]


@pytest.mark.parametrize(
    "path", sorted(Path(bylint.__file__).with_name("data").glob("**/*.toml")), ids=lambda path: path.stem
)
def test_a_file_is_read_as_toml_says(path: Path) -> None:
    """The quick reading of a language's file, and of one with a table for each, misses nothing of it."""
    text = path.read_text("utf-8")
    assert read_table(text) == tomllib.loads(text)
    if path.parent.name == "languages":
        assert read_table(text)["code"] == path.stem
    else:
        assert read_data(path.stem) == tomllib.loads(text)
