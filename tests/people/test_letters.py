"""Names in scripts without spaces, and how letters are folded."""

from __future__ import annotations

import pytest

from bylint.people.folding import fold, is_unspaced, latin, lower, script, scripts
from bylint.people.unspaced import is_family_name, unspaced


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("王小明", True, True),
        ("王明", True, True),
        ("王", False, False),
        ("花子", True, False),
        ("王小明明", True, False),
        ("王小明明明明", True, False),
        ("王小明明明明明", False, False),
        ("欧阳明", True, True),
        ("欧阳小明", True, True),
        ("司马小明小", True, False),
        ("佐藤", True, False),
        ("佐藤花", True, True),
        ("佐藤花子", True, True),
        ("佐藤花子子", True, True),
        ("佐藤花子子子", True, False),
        ("長谷川花子", True, True),
    ],
)
def test_a_han_name_is_a_family_name_and_a_few_characters(text: str, name: bool, sure: bool) -> None:
    """One or two behind a Chinese one, up to three behind a Japanese one; else it may be a name up to six."""
    read = unspaced(text)
    assert (read.name, read.sure) == (name, sure)
    assert read.end == len(text)


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("佐藤まり", True, True),
        ("佐藤さくらこ", True, True),
        ("佐藤さくらここ", True, False),
        ("林さくら", True, True),
        ("原まり子", True, False),
        ("林まり子", True, False),
        ("高さくら", True, False),
        ("さ", False, False),
        ("あさ", True, False),
        ("さくらさくらさく", True, False),
        ("さくらさくらさくら", False, False),
        ("ジョン・ロー", True, True),
        ("ジョン·ロー", True, True),
        ("クリストファー・ワシントン", True, True),
    ],
)
def test_a_name_with_kana(text: str, name: bool, sure: bool) -> None:
    """A Japanese family name and kana, six characters in all; a dot between two words makes any length a name."""
    read = unspaced(text)
    assert (read.name, read.sure) == (name, sure)


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("김민준", True, True),
        ("김민", True, False),
        ("김민준호", True, False),
        ("김민준호진", False, False),
        ("김쀍쀍", True, False),
        ("김", False, False),
        ("장·민", True, True),
        ("크리스토퍼·로", True, True),
        ("卡尔·罗", True, True),
        ("卡尔・罗", True, True),
    ],
)
def test_a_name_in_hangul(text: str, name: bool, sure: bool) -> None:
    """A family name and two known syllables; up to four may be a name; a foreign one has a dot."""
    read = unspaced(text)
    assert (read.name, read.sure) == (name, sure)


@pytest.mark.parametrize(
    ("text", "end"),
    [("王さん", 3), ("佐藤さん", 2), ("王小明さん", 3), ("김민준기자", 3), ("さん", 2), ("管理員さん", 3)],
)
def test_an_honorific_behind_a_name_of_two_letters_is_none_of_it(text: str, end: int) -> None:
    """What is left must be able to be a name."""
    assert unspaced(text).end == end


@pytest.mark.parametrize("text", ["管理者", "管理员", "Ann", "王Ann", "編集部", "株式会社佐藤"])
def test_accounts_organisations_and_latin_words_are_no_such_names(text: str) -> None:
    """Neither surely nor perhaps."""
    read = unspaced(text)
    assert read == (len(text), False, False)


def test_family_names() -> None:
    """The whole word only."""
    assert is_family_name("佐藤")
    assert is_family_name("김")
    assert not is_family_name("佐藤花子")


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("O`Leary", "o'leary"),
        ("O’Leary", "o'leary"),
        ("Zoé O`Leary", "zoé o'leary"),
        ("Anne‐Zoé", "anne-zoé"),
        ("A\u200bnn Zoé", "ann zoé"),
        ("Zoe\u0301", "zoé"),
        ("ÉCOLE", "école"),
    ],
)
def test_small_letters_keep_their_accents(text: str, small: str) -> None:
    """But for apostrophes, hyphens and what nobody sees, they are as written."""
    assert lower(text) == small


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ǿ", "o"),
        ("Đặng", "dang"),
        ("ﬁn", "fin"),
        ("Zoë\u00ad\u2011Ann", "zoe-ann"),
        ("김민준", "김민준"),
        ("각\u0301", "각"),
        ("Ωμέγα", "ωμεγα"),
    ],
)
def test_folded_letters_are_composed(text: str, folded: str) -> None:
    """Without their marks; syllables stay whole."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("ɏ", "latin"),
        ("ͽ", "greek"),
        ("ԯ", "cyrillic"),
        ("鿿", "han"),
        ("힣", "hangul"),
        ("ﾝ", "kana"),
        ("ɐ", "other-4"),
    ],
)
def test_the_ends_of_alphabets_belong_to_them(letter: str, name: str) -> None:
    """To the last letter."""
    assert script(letter) == name


def test_a_repetition_mark_is_a_character() -> None:
    """`々` stands for the one before it; an apostrophe that counts as a letter has no script."""
    assert scripts("々") == {"han"}
    assert scripts("Мар\u02bcяна") == {"cyrillic"}
    assert is_unspaced("々")


def test_all_three_scripts_without_spaces_together() -> None:
    """Are still without spaces."""
    assert is_unspaced("王さ김")
    assert not is_unspaced("")


def test_latin_letters_are_kept() -> None:
    """A Latin name is folded only; another script is spelt out, without the marks of soft signs."""
    assert latin("Zoé O'Leary") == "zoe o'leary"
    assert latin("Ɓaba") == "baba"
    assert latin("Ƃala") == "ƃala"
    assert latin("Ольга") == "olga"
