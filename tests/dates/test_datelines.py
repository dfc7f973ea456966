"""Datelines as pages have them, in many languages: the day is read, and a contradiction is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bylint.document import parse
from bylint.post import Post
from bylint.source import Source
from bylint.testing import make_site
from date_rules import PROSE, said

if TYPE_CHECKING:
    from bylint.dates import Dateline


def read(body: str, front_matter: str = "title: The green lamp", path: str = "content/post.md") -> Dateline | None:
    """The dateline of a post."""
    text = f"---\n{front_matter}\n---\n{body}"
    return Post(parse(Source(path, text)), make_site({}), root_path=path).dateline


# What a page says of the 20th of June 2019, and the form that it is.
DATELINES = {
    "**June 20, 2019**": "alone",
    "_June 20th, 2019_": "alone",
    "June 20. 2019": "alone",
    "**June, 20 2019**": "alone",
    "Thursday, June 20, 2019": "alone",
    "Thu 20 Jun 2019": "alone",
    "20th of June, 2019": "alone",
    "2019-06-20": "alone",
    "6/20/2019": "alone",
    "20.06.2019": "alone",
    "**June\u00a020, 2019**": "alone",
    "  <strong>June 20, 2019</strong>": "alone",
    '<strong data-x="true">June 20, 2019</strong><br /><em>by Ana Ruiz</em>': "credited",
    "**June 20, 2019 / ** _By [@ana][1]_\n\n[1]: https://example.org/ana": "credited",
    "6/20/2019 by [Ana Ruiz](https://example.org/ana)": "credited",
    "**June 20, 2019**\n_by Ana Ruiz_": "credited",
    "_by Ana Ruiz_\n**June 20, 2019**": "credited",
    "By Ana Ruiz | June 20, 2019 | 5 min read": "credited",
    "By Ana Ruiz, June 20, 2019": "credited",
    "# The green lamp\n\nJune 20, 2019": "alone",
    "June 20, 2019 · 5 min read": "alone",
    "June 20, 2019 | News": "alone",
    "June 20, 2019 (updated July 3, 2020)": "alone",
    "Posted by Ana Ruiz on June 20, 2019": "stated",
    "Posted on June 20, 2019 by Ana Ruiz in News": "stated",
    "Posted on Thursday, 20 June 2019 at 10:30 am": "stated",
    "Published: June 20, 2019": "stated",
    "**Published:** 2019-06-20 10:00 UTC": "stated",
    "Published June 20, 2019; updated July 3, 2020": "stated",
    "Last updated July 3, 2020. Published June 20, 2019": "stated",
    "Original version: June 20, 2019": "stated",
    "**Date:** June 20, 2019\n**Author:** Ana Ruiz": "credited",
    '<p class="date">June 20, 2019</p>': "stated",
    '<span class="post-date">20 June 2019</span>': "stated",
    '<time datetime="2019-06-20T10:00:00Z">20 June</time>': "stated",
    '<time datetime="2019-06-20">June 20, 2019</time>': "stated",
    "PALO ALTO, Calif. – June 20, 2019 – The lamp, a novelty of its kind, was lit again by the keeper today": "wire",
    "**OSLO, Norway – June 20, 2019 –** The lamp, a novelty of its kind, was lit again by the keeper today": "wire",
    "LONDON (Harbour Wire) - June 20, 2019 - The lamp, a novelty of its kind, was lit again by the keeper": "wire",
    "**FOR IMMEDIATE RELEASE**\n\nOSLO, June 20, 2019 — The lamp, a novelty of its kind, was lit again by the keeper today": "wire",
    "PALO ALTO, Calif., June 20, 2019 -- The lamp, a novelty of its kind, was lit again by the keeper today": "wire",
    "OSLO, June 20, 2019 /Harbour Wire/ -- The lamp, a novelty of its kind, was lit again by the keeper": "wire",
    "OSLO, June 20, 2019, 9:00 am /Harbour Wire/ -- The lamp, a novelty, was lit again by the keeper today": "wire",
    "OSLO, June 20, 2019 (HARBOUR WIRE) -- The lamp, a novelty of its kind, was lit again by the keeper": "wire",
    "OSLO--(HARBOUR WIRE)--June 20, 2019--The lamp, a novelty of its kind, was lit again by the keeper": "wire",
    "OSLO, Norway--(Harbour Wire - June 20, 2019) - The lamp, a novelty of its kind, was lit again today": "wire",
    "OSLO, Norway (June 20, 2019) – The lamp, a novelty of its kind, was lit again by the keeper today": "wire",
    "FOR IMMEDIATE RELEASE\n\nContact: Ben Okafor\n\nOSLO, June 20, 2019 /Harbour Wire/ -- The lamp, a novelty of its kind, was lit again today": "wire",
    "KIEL, 20. Juni 2019 (hwd) – Die Lampe, eine Neuheit ihrer Art, brennt seit heute wieder auf dem Turm": "wire",
    "**OSLO, Norway – June 20, 2019 –** Today the lamp burns again.": "wire",
    "OSLO, June 20, 2019 – The lamp, a novelty\nof its kind, was lit again\nby the keeper today.": "wire",
    "Date: June 20, 2019": "stated",
    "**Datum:** 20.06.2019": "stated",
    "# The green lamp\n\nDate : 20 juin 2019": "stated",
    "Kiel, den 20. Juni 2019 – Die Lampe, eine Neuheit ihrer Art, brennt seit heute wieder auf dem Turm": "wire",
    "Brest, le 20 juin 2019 – La lampe, une nouveauté du genre, a été rallumée aujourd’hui par le gardien": "wire",
    "Madrid, 20 de junio de 2019.- La lámpara, una novedad en su género, volvió a encenderse hoy en la torre": "wire",
    "Москва, 20 июня 2019 года – Лампа, новинка в своём роде, сегодня снова зажглась на башне маяка у моря": "wire",
    "Veröffentlicht am 20. Juni 2019 von Ana Ruiz": "stated",
    "Donnerstag, den 20. Juni 2019": "alone",
    "**20. Juni 2019** – _von Ana Ruiz_": "credited",
    "Beitrag vom 20.06.2019": "stated",
    "Publié le 20 juin 2019 par Ana Ruiz": "stated",
    "Mis en ligne le jeudi 20 juin 2019": "stated",
    "Le 20 juin 2019": "alone",
    "_20 juin 2019, par Ana Ruiz_": "credited",
    "Publicado el 20 de junio de 2019 por Ana Ruiz": "stated",
    "20 de junio del 2019": "alone",
    "Publicado em 20 de junho de 2019": "stated",
    "20 de Junho de 2019": "alone",
    "Pubblicato il 20 giugno 2019 da Ana Ruiz": "stated",
    "giovedì 20 giugno 2019": "alone",
    "Gepubliceerd op 20 juni 2019": "stated",
    "Опубликовано 20 июня 2019 г.": "stated",
    "Дата публикации: 20.06.2019": "stated",
    "20 июня 2019 года": "alone",
    "Опубліковано 20 червня 2019 року": "stated",
    "Opublikowano 20 czerwca 2019 r.": "stated",
    "czwartek, 20 czerwca 2019": "alone",
    "发布时间：2019年6月20日": "stated",
    "发布于 2019-06-20": "stated",
    "2019 年 6 月 20 日 星期四": "alone",
    "2019年6月20日（木）": "alone",
    "公開日：2019年6月20日": "stated",
    "投稿日: 2019/06/20": "stated",
    "작성일: 2019년 6월 20일": "stated",
    "2019년 6월 20일 목요일": "alone",
    "Publicerad 20 juni 2019": "stated",
    "Zveřejněno 20. června 2019": "stated",
    "2019 június 20.": "alone",
    "Yayın tarihi: 20 Haziran 2019": "stated",
    "Ngày đăng: 20 tháng 6 năm 2019": "stated",
}


@pytest.mark.parametrize("line", DATELINES)
def test_a_dateline_is_read(line: str) -> None:
    """Its day, its form, and a span that slices to it."""
    found = read(f"{line}{PROSE}")
    assert found is not None
    assert found.day == date(2019, 6, 20)
    assert found.form == DATELINES[line]


def test_the_span_is_that_of_the_date() -> None:
    """It slices to the date as written, with its weekday."""
    body = "_Posted by Ana Ruiz on Thursday, June 20, 2019_"
    found = read(body)
    assert found is not None
    assert found.text == "Thursday, June 20, 2019"
    assert f"---\ntitle: The green lamp\n---\n{body}"[slice(*found.span)] == found.text


@pytest.mark.parametrize(
    ("line", "language"),
    [("**20. Juni 2019**", None), ("20 июня 2019", "ru"), ("20 czerwca 2019", "pl"), ("2019-06-20", None)],
)
def test_the_language_is_that_of_the_months_name(line: str, language: str | None) -> None:
    """Where several languages have the name, it is not told."""
    found = read(line)
    assert found is not None
    assert found.language == language


def test_of_two_small_numbers_both_readings_are_kept() -> None:
    """Nothing says which number is the month."""
    found = read("06/07/2019 by Ana Ruiz")
    assert found is not None
    assert found.day is None
    assert found.days == (date(2019, 6, 7), date(2019, 7, 6))


def test_the_revision_line_of_asciidoc_is_a_dateline() -> None:
    """It stands in the header below the title."""
    text = "---\ntitle: The green lamp\n---\n= The green lamp\nAna Ruiz <ana@example.org>\nv1.0, 2019-06-20\n\nThe lamp is out.\n"
    post = Post(parse(Source("post.adoc", text)), make_site({}), root_path="post.adoc")
    assert post.dateline is not None
    assert post.dateline.day == date(2019, 6, 20)


@pytest.mark.parametrize(
    "line",
    [line for line, form in DATELINES.items() if form != "alone" and "<time" not in line and "\n[1]" not in line],
)
def test_a_page_that_speaks_of_itself_contradicts(line: str) -> None:
    """A stated day, a wire lead or a date beside a byline, four days and more off, is told."""
    (message,) = said("title: The green lamp\ndate: 2019-05-11", f"{line}{PROSE}")
    assert message == "date/contradicts-dateline: date says 2019-05-11, but the dateline says 2019-06-20"


@pytest.mark.parametrize("title", ["The mill opens", "Harbour builders meetup", "Webinar: lamps and lenses"])
@pytest.mark.parametrize(
    "line",
    [
        "OSLO, June 20, 2019 – The lamp was lit again by the keeper.",
        "OSLO, June 20, 2019 /Harbour Wire/ -- The lamp, a novelty of its kind, was lit again by the keeper today.",
        "Published: June 20, 2019",
    ],
)
def test_a_title_of_an_event_silences_no_page_that_speaks_of_itself(line: str, title: str) -> None:
    """A report on an event has a day of its own."""
    (message,) = said(f"title: '{title}'\ndate: 2021-05-11", f"{line}{PROSE}")
    assert message == "date/contradicts-dateline: date says 2021-05-11, but the dateline says 2019-06-20"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2019-05-20", True),  # the month of the post that was copied
        ("2018-06-20", True),  # last year's
        ("2012-06-20", False),
        ("2019-06-03", True),
        ("2019-03-03", False),
    ],
)
def test_a_date_alone_contradicts_where_it_is_a_slip_or_near(day: str, told: bool) -> None:
    """Alone and emphasised at the head of a text: a slip of month or year, or a draft's day within a month."""
    found = said(f"title: The green lamp\ndate: {day}", f"**June 20, 2019**{PROSE * 3}")
    assert bool(found) is told


def test_a_diary_may_be_posted_later() -> None:
    """A day with its weekday, plain or not, is told where it is a slip alone."""
    assert said("title: The green lamp\ndate: 2019-06-28", f"**Thursday, June 20, 2019**{PROSE * 3}") == []
    assert said("title: The green lamp\ndate: 2019-06-28", f"June 20, 2019{PROSE * 3}") == []


def test_the_message_says_who_agrees_with_whom() -> None:
    """The file name and the address are on the side of the page."""
    front_matter = "title: The green lamp\ndate: 2019-05-20\nurl: /2019/06/20/lamp/"
    found = said(front_matter, f"**June 20, 2019**{PROSE}", path="content/posts/2019-06-20-lamp.md", dialect="hugo")
    assert sorted(found) == [
        "date/contradicts-dateline: date says 2019-05-20, but the dateline says 2019-06-20, and so do the file name and the URL",
        "date/contradicts-filename: date says 2019-05-20, but the file name says 2019-06-20, and so do the URL and the dateline",
        "date/contradicts-url: date says 2019-05-20, but the URL says 2019-06-20, and so do the file name and the dateline",
    ]
