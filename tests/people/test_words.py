"""The words that translators extend, and how letters are compared."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from bylint.people.folding import clean, expanded, fold, is_unspaced, latin, script, scripts
from bylint.people.words import in_words, is_given, letters, nicknames, phrase_at, phrases, tokens, words

FILES = sorted(path.name for path in files("bylint").joinpath("data", "people").iterdir() if path.name.endswith(".txt"))


@pytest.mark.parametrize("name", FILES)
def test_every_data_file_says_what_it_is(name: str) -> None:
    """UTF-8, a comment first, no empty entries, languages in brackets only in front."""
    text = files("bylint").joinpath("data", "people", name).read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert ",," not in text.replace(" ", "")
    for line in text.splitlines():
        assert line.count("[") == 0 or line.startswith(("[", "#")) or "[deleted]" in line, line


def test_entries_are_folded_and_without_a_full_stop() -> None:
    """As words are looked up."""
    assert {"redaccion", "team", "команда", "universite"} <= words("organisations")
    assert "u.a" in words("others")
    assert "" not in words("organisations")
    assert not any(word.startswith("[") for word in words("roles"))
    assert {"roe"} & tokens("given") == set()
    assert "# " not in "".join(tokens("surnames"))


def test_the_longest_entry_comes_first() -> None:
    """For words found anywhere in a text, and for phrases."""
    sizes = [len(word) for word in letters("organisations_cjk")]
    assert sizes == sorted(sizes, reverse=True)
    assert phrases("alias")["also"] == (("also", "known", "as"),)
    assert phrase_at("alias", ["x", "also", "known", "as", "y"], 1) == 3
    assert phrase_at("alias", ["x", "also", "known"], 1) == 0
    assert phrase_at("alias", ["x", "aka"], 1) == 1


def test_plurals_are_found() -> None:
    """One `s` of a word that is long enough."""
    assert in_words("roles", "developers")
    assert in_words("roles", "developer")
    assert not in_words("roles", "developerss")
    assert not in_words("roles", "ceoss")


def test_nicknames_share_a_group() -> None:
    """A pet form may belong to several names."""
    groups = nicknames()
    assert set(groups["bob"]) & set(groups["robert"])
    assert set(groups["sasha"]) & set(groups["alexandra"])
    assert set(groups["sasha"]) & set(groups["alexander"])
    assert not set(groups["bob"]) & set(groups["william"])
    assert not {"", "[en]"} & set(groups)
    assert all(form.isascii() for form in groups)


def test_given_names_are_latin_words() -> None:
    """As compared: small letters, no accents."""
    assert is_given("anna")
    assert is_given("dmitriy")
    assert not is_given("Anna")
    assert all(re.fullmatch("[a-z]+", name) for name in tokens("given") if not name.startswith("#"))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoé", "zoe"),
        ("WEISS", "weiss"),
        ("Weiß", "weiss"),
        ("Møller", "moller"),
        ("Łukasz", "lukasz"),
        ("Işık", "isik"),
        ("İpek", "ipek"),
        ("O’Leary", "o'leary"),
        ("O`Leary", "o'leary"),
        ("Anne‑Marie", "anne-marie"),
        ("Й", "и"),
        ("Æsa", "aesa"),
        ("ガ", "ガ"),
        ("Ann\u200b Roe", "ann roe"),
        ("Ａｎｎ", "ann"),
        ("김", "김"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Case, accents and small marks go; letters of other scripts stay."""
    assert fold(text) == folded


def test_expanding_umlauts() -> None:
    """The other usual spelling."""
    assert expanded("Müller") == "mueller"
    assert expanded("Mu\u0308ller") == "mueller"
    assert expanded("Åse Bjørn") == "aase bjoern"


def test_cleaning() -> None:
    """Single spaces, composed letters, nothing invisible."""
    assert clean("  Ann \u00a0\n Roe ") == "Ann Roe"
    assert clean("Zoe\u0301\ufeff") == "Zoé"


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        *(("A", "latin"), ("é", "latin"), ("ạ", "latin"), ("Ω", "greek"), ("ж", "cyrillic"), ("Ա", "armenian")),
        *(
            ("ש", "hebrew"),
            ("ع", "arabic"),
            ("王", "han"),
            ("々", "han"),
            ("ひ", "kana"),
            ("ー", "kana"),
            ("김", "hangul"),
        ),
        *(("𠮷", "han"), ("ｱ", "kana"), ("अ", "other-18")),
    ],
)
def test_scripts(letter: str, name: str) -> None:
    """By the range of the letter."""
    assert script(letter) == name
    assert scripts(f"{letter} 1.") == {name}


def test_scripts_of_texts() -> None:
    """All of them; digits have none."""
    assert scripts("Ann Иван") == {"latin", "cyrillic"}
    assert scripts("12 - 3") == frozenset()
    assert is_unspaced("佐々木さくら")
    assert not is_unspaced("王 Wang")
    assert not is_unspaced("12")


def test_transliteration() -> None:
    """Folded Latin letters."""
    assert latin("Zoé") == "zoe"
    assert latin("Иван") == "ivan"
    assert latin("王") == "wang"
