"""The files of languages say what dates need, in each language, and do not contradict one another."""

from __future__ import annotations

import pytest

from bylint.dates.words import date_words, label_kind
from bylint.dates.written import find_date, months, weekdays
from bylint.languages import tables, words_of

BY_CODE = {table["code"]: table for table in tables()}


@pytest.mark.parametrize("code", BY_CODE)
def test_every_language_has_words_for_dates(code: str) -> None:
    """A translator who adds a language finds each list filled elsewhere."""
    said = BY_CODE[code]["dates"]
    assert set(said) == {"published", "dated", "changed", "sources", "elsewhere", "events"}
    for key in said:
        assert words_of(said, key), key
        assert all(word == word.lower() for word in words_of(said, key)), key


@pytest.mark.parametrize("code", [code for code in BY_CODE if code != "vi"])
def test_every_language_names_twelve_months_and_seven_days(code: str) -> None:
    """Vietnamese counts its months."""
    assert len(words_of(BY_CODE[code], "months")) == 12
    known = {form for forms in words_of(BY_CODE[code], "weekdays") for form in forms.split()}
    assert len(known) >= 7
    assert known <= weekdays()


@pytest.mark.parametrize("code", BY_CODE)
def test_no_label_says_two_things(code: str) -> None:
    """What is published is not changed, in any language."""
    said = BY_CODE[code]["dates"]
    for word in words_of(said, "published"):
        assert label_kind(word) == "published"
        assert " ".join(word.split()) not in date_words().changed, word


def test_a_month_of_one_name_is_one_month() -> None:
    """Of all names, none is a month in one language and another in the next one."""
    told: dict[str, set[int]] = {}
    for table in tables():
        for number, forms in enumerate(words_of(table, "months"), 1):
            for form in forms.split():
                told.setdefault(form, set()).add(number)
    odd = {form for form, numbers in told.items() if len(numbers) > 1}
    assert not odd & months().keys()
    assert len(odd) <= 3, odd


@pytest.mark.parametrize("code", [code for code in BY_CODE if code not in ("vi", "zh", "ja", "ko")])
def test_every_month_is_read_in_every_form(code: str) -> None:
    """In the order of the language, and with the month first."""
    for number, forms in enumerate(words_of(BY_CODE[code], "months"), 1):
        for form in forms.split():
            if form not in months():
                continue
            for text in (f"3 {form} 2019", f"3. {form.capitalize()} 2019", f"{form.capitalize()}. 3, 2019"):
                found = find_date(text)
                assert found is not None, text
                assert found.numbers == (2019, number, 3), text
