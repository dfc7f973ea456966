"""Dates on pages that are not the page's own day of publication, in many languages: nothing is said of them."""

from __future__ import annotations

import pytest

from date_rules import PROSE, said

EVENTS = {
    "en meetup": ("title: Harbour builders meetup", "June 20, 2019\n7:00 pm\nThe Old Rope Works"),
    "en webinar label": ("title: Lamps and lenses", "**When:** June 20, 2019\n**Where:** online\n\nJoin us."),
    "en webinar date label": ("title: Lamps and lenses", "Date: June 20, 2019\nTime: 10 am\nPlace: Mill Street"),
    "en label and event title": ("title: Harbour builders meetup", "Date: June 20, 2019\n\n"),
    "en label and announcement": (
        "title: Lamps and lenses",
        "Date: June 20, 2019\n\nJoin us for a webinar about lamps and lenses, with the keeper of the lighthouse himself.\n\n",
    ),
    "en label and weekday": ("title: Up the hill", "Date: Thursday, June 20, 2019\n\n"),
    "en label with a clock": ("title: Lamps and lenses", "Date: June 20, 2019, 7 pm\n\n"),
    "en label of a sheet with text": (
        "title: Lamps and lenses",
        "Date: June 20, 2019\n\nAn evening with the keeper, who has seen many winters and lamps of all colours.\n\nPlace: Mill Street",
    ),
    "en label of minutes": ("title: The harbour board", "Date: June 20, 2019\n\n## Present\n\nAna Ruiz and Ben Okafor"),
    "en place before the name of an event": ("title: Lamps of the north", "OSLO, June 20, 2019 – Lamps of the North"),
    "en place before an announcement": ("title: Lamps and lenses", "OSLO, June 20, 2019 – Join us for a meetup."),
    "en place before a clock": ("title: Lamps and lenses", "OSLO, June 20, 2019 – Come to the docks at 7 pm."),
    "en place before an address": ("title: Lamps", "OSLO, June 20, 2019 – Old docks\nMill Street\nEntrance free"),
    "de Ort vor Titel": ("title: Lampen des Nordens", "Kiel, 20. Juni 2019 – Lesung mit Ana Ruiz"),
    "en range": ("title: Harbour fair", "June 20-22, 2019\nOld docks"),
    "en category": ("title: An evening with the keeper\ncategories: [Events]", "**June 20, 2019**\n\nCome and see."),
    "en key": ("title: An evening with the keeper\nlocation: Old docks", "**June 20, 2019**\n\nCome and see."),
    "en title names the day": ("title: Open house June 20, 2019", "June 20, 2019\n\nCome and see."),
    "en in the path": ("title: The green lamp", "June 20, 2019\n\nCome and see."),
    "en named": ("title: Notes about HarbourCon 2019", "**June 10, 2019**\n\nCome and see."),
    "en place below": ("title: Lamps of the north", "**June 10, 2019**\nTromsø, Norway\n\nCome and see."),
    "en place beside": ("title: Lamps of the north", "**June 10, 2019** | Old docks\n\nCome and see."),
    "de": ("title: Stammtisch am Hafen", "20. Juni 2019, 19 Uhr\nAltes Seilerhaus"),
    "de Termin": ("title: Der Leuchtturm", "Termin: 20. Juni 2019\nOrt: Altes Seilerhaus"),
    "de Ort und Tag": ("title: Lesung im Leuchtturm", "Kiel, 20. Juni 2019"),
    "fr": ("title: Rencontre au phare", "Jeudi 20 juin 2019 à 19h00\nAncienne corderie"),
    "fr date": ("title: Conférence sur les lampes", "Date : 20 juin 2019\nLieu : ancienne corderie"),
    "es": ("title: Encuentro en el faro", "20 de junio de 2019\nEntrada libre"),
    "pt": ("title: Oficina de lanternas", "20 de junho de 2019\nVagas limitadas"),
    "it": ("title: Incontro al faro", "20 giugno 2019\nIngresso libero"),
    "nl": ("title: Lezing over lampen", "20 juni 2019\nInloop vanaf 19.00"),
    "ru": ("title: Встреча у маяка", "20 июня 2019 года\nСтарая верфь"),
    "uk": ("title: Зустріч біля маяка", "20 червня 2019 року\nСтара верф"),
    "pl": ("title: Spotkanie przy latarni", "20 czerwca 2019\nStara stocznia"),
    "zh": ("title: 灯塔讲座", "2019年6月20日\n旧船坞"),
    "zh label": ("title: 灯塔之夜", "活动时间：2019年6月20日\n地点：旧船坞"),
    "ja": ("title: 灯台勉強会", "2019年6月20日（木）\n旧ドック"),
    "ja label": ("title: 灯台の夜", "開催日：2019年6月20日\n場所：旧ドック"),
    "ko": ("title: 등대 세미나", "2019년 6월 20일\n옛 부두"),
}


@pytest.mark.parametrize("name", EVENTS)
def test_the_day_of_an_event_is_no_dateline(name: str) -> None:
    """A post that announces or reports an event opens with the event's day."""
    front_matter, body = EVENTS[name]
    path = "content/events/the-green-lamp.md" if name == "en in the path" else "content/post.md"
    assert said(f"{front_matter}\ndate: 2019-05-06", body + PROSE, path=path) == []


OTHER_DAYS = {
    "updated": "Updated: June 20, 2019",
    "last modified": "_Last modified on June 20, 2019_",
    "updated with a byline": "_Last updated June 20, 2019 by Ana Ruiz_",
    "accessed": "Accessed June 20, 2019",
    "exported": "Exported from the old site on June 20, 2019",
    "deadline": "**Deadline: June 20, 2019**",
    "applications": "Applications close June 20, 2019",
    "effective": "Effective June 20, 2019",
    "prose": "June 20, 2019 was the day when the lamp went out.",
    "prose with a comma": "June 20, 2019, was the day when the lamp went out.",
    "prose behind on": "On June 20, 2019, the lamp went out.",
    "hard-wrapped prose": "The lamp, lit first in the last century by the sisters of the keeper, went out on\nJune 20, 2019.\nNobody saw it.",
    "elsewhere": "_Originally published in the Harbour Post on June 20, 2012_",
    "elsewhere, two lines": "June 20, 2012\n\n_This article first appeared in the Harbour Post._",
    "tweet": "> The lamp is out\n> — Keeper (@keeper) June 20, 2019",
    "tweet block": '<blockquote class="twitter-tweet"><p>The lamp is out</p>&mdash; Keeper (@keeper) <a href="https://x.example/1">June 20, 2019</a></blockquote>',
    "table": "| Day | Lamp |\n|---|---|\n| June 20, 2019 | green |",
    "list": "- June 20, 2019: the lamp is out\n- June 22, 2019: it burns again",
    "list of days": "**June 20, 2019**\n\nThe lamp is out.\n\n**June 22, 2019**\n\nIt burns again.",
    "headings of days": "## June 20, 2019\n\nThe lamp is out.\n\n## June 22, 2019\n\nIt burns again.",
    "change log": "## 1.2.0 (June 20, 2019)\n\n- a new lens\n\n## 1.1.0 (May 2, 2019)\n\n- a new lamp",
    "versions": "# 1.5.12\n\n_Released on 2019-06-20_\n\nA lens.\n\n# 1.5.11\n\n_Released on 2019-06-02_",
    "stated for each version": "# 1.5.12\n\n_Published on 2019-06-20_\n\nA lens.\n\n# 1.5.11\n\n_Published on 2019-06-02_",
    "posts of a forum": "## Lamp\n*Posted on 2019-06-20 05:20:29*\n\nHi.\n\n## Re: Lamp\n*Posted on 2019-06-21 05:20:29*",
    "days of a diary": "**June 20, 2019**\n\n" + "It rained.\n\n" * 20 + "**June 22, 2019**\n\nIt did not.",
    "product": "Lamp 10, June 20, 2019 – The keepers have shown a lamp of ten candles, and nobody was astonished by it",
    "digest of wires": "OSLO, June 20, 2019 – The lamp was lit again by the keeper.\n\nKIEL, June 22, 2019 – The lamp was out for two hours.",
    "wire below text": "Two things.\n\nOne more.\n\nOSLO, June 20, 2019 – The lamp was lit again by the keeper.",
    "town and house": "Kiel, June 20, 2019 (Old docks) – An evening with lamps and lenses, and with the keeper who lit them",
    "bracket behind a name": "THE LAMP (June 20, 2019) – A film in which the keepers of a tower have seen many winters",
    "bracket behind a product": "Lamp 10 (June 20, 2019) – The keepers have shown a lamp of ten candles to everybody",
    "bracket": "(June 20, 2019) – The keepers have shown a lamp of ten candles, and nobody was astonished by it",
    "option": "lamp --June 20, 2019-- is what the keepers write at the prompt, and nobody is astonished by it",
    "correction": "Correction, June 20, 2019 – The lamp was green, and not yellow, as this text had it when it was printed",
    "clipping": "**Source:** The Harbour Post\n**Published:** 2019-06-20\n**Article:** https://post.example/lamp",
    "clipping with its author": "**Author:** Ben Okafor\n**Published:** 2019-06-20\n**Source:** The Harbour Post",
    "Notiz": "Veröffentlicht: 20.06.2019\nQuelle: Hafenblatt",
    "paper": "Published in Lamps and Lenses, June 20, 2019",
    "publisher": "Published by Harbour Books on June 3, 2019",
    "first published": "First published June 20, 2012",
    "items of a round-up": "Three things.\n\n## A lamp\n\nPublished on June 20, 2019\n\nIt is green.\n\n## A lens",
    "far below": "A.\n\nB.\n\nC.\n\nD.\n\nPublished on June 20, 2019",
    "book": "Published: June 20, 2019\nPages: 320\nISBN: 978-0-00-000000-0",
    "record": "**Released:** June 20, 2019",
    "of a job": "Posted in Jobs. Apply until June 20, 2019",
    "release heading": "# Version 1.2.0 - June 20, 2019\n\nA new lens.",
    "code": "```\nJune 20, 2019\n```",
    "image caption": '<figure><img src="lamp.jpg"><figcaption>June 20, 2019</figcaption></figure>',
    "comment": "<!-- June 20, 2019 -->",
    "photo": "_Photo: Ben Okafor, June 20, 2019_",
    "month": "June 2019",
    "no year": "June 20",
    "two digits": "06/20/19",
    "range of days": "June 20 - June 22, 2019",
    "of a week": "Week of June 20, 2019",
    "period": "From June 20, 2019 to June 25, 2019",
    "born": "Mira Solberg (June 20, 2009 - )",
    "old paper": "June 20, 1889",
    "with a clock": "June 20, 2019, 7 pm",
    "third line": "The lamp is out again.\n\nNobody saw it.\n\nJune 20, 2019",
    "de aktualisiert": "Zuletzt aktualisiert am 20. Juni 2019",
    "de Stand": "Stand: 20.06.2019",
    "de Frist": "Bewerbungsfrist: 20. Juni 2019",
    "de zuerst": "Zuerst erschienen im Hafenblatt, 20. Juni 2019",
    "de Prosa": "Am 20. Juni 2019 ging die Lampe aus.",
    "fr mis à jour": "Mis à jour le 20 juin 2019",
    "fr prose": "Le 20 juin 2019, la lampe s’est éteinte.",
    "fr consulté": "Consulté le 20 juin 2019",
    "es actualizado": "Actualizado el 20 de junio de 2019",
    "es prosa": "El 20 de junio de 2019 se apagó la lámpara.",
    "pt atualizado": "Atualizado em 20 de junho de 2019",
    "it aggiornato": "Aggiornato il 20 giugno 2019",
    "nl bijgewerkt": "Bijgewerkt op 20 juni 2019",
    "ru обновлено": "Обновлено: 20 июня 2019 г.",
    "ru проза": "20 июня 2019 года лампа погасла.",
    "uk оновлено": "Оновлено 20 червня 2019",
    "pl aktualizacja": "Aktualizacja: 20 czerwca 2019",
    "zh 更新": "更新时间：2019年6月20日",
    "zh 正文": "2019年6月20日，灯灭了。",
    "zh 截止": "截止日期：2019年6月20日",
    "ja 更新": "最終更新日：2019年6月20日",
    "ja 本文": "2019年6月20日に灯りが消えた。",
    "ko 수정": "최종 수정: 2019년 6월 20일",
    "ko 본문": "2019년 6월 20일에 등불이 꺼졌다.",
    "agrees": "Published June 20, 2019; updated May 6, 2019",
}


@pytest.mark.parametrize("name", OTHER_DAYS)
def test_another_day_on_the_page_is_no_dateline(name: str) -> None:
    """Updates, deadlines, lists of days, quotations, prose and the rest are left alone."""
    date = "2019-06-20" if name == "agrees" else "2019-05-06"
    assert said(f"title: The green lamp\ndate: {date}", OTHER_DAYS[name] + PROSE) == []


BORROWED = {
    "outlet in the title": ("title: '[Harbour Post] The green lamp'", "June 14, 2019\n\nThe lamp is out."),
    "canonical": ("title: The green lamp\ncanonical: https://post.example/lamp", "June 14, 2019\n\nThe lamp is out."),
    "source": ("title: The green lamp", "June 14, 2019, by Ben Okafor\n\nSource: The Harbour Post"),
    "translator": ("title: Die grüne Lampe\ntranslator: Mira Solberg", "14. Juni 2019\n\nDie Lampe ist aus."),
    "translated from": ("title: Die grüne Lampe", "14. Juni 2019\n\nÜbersetzt aus dem Dänischen."),
    "read more": (
        "title: The green lamp",
        "June 14, 2019\n\nThe lamp is out.\n\n[Read the full article](https://post.example/)",
    ),
}


@pytest.mark.parametrize("name", BORROWED)
def test_a_borrowed_text_may_have_the_day_of_the_original(name: str) -> None:
    """Of a teaser, a republication or a translation, a date that is no slip says nothing."""
    front_matter, body = BORROWED[name]
    assert said(f"{front_matter}\ndate: 2019-06-25", body + PROSE) == []


ZONES = {
    "late evening in the west": ("2019-06-21T04:30:00Z", "June 20, 2019"),
    "two days by UTC, one by the writer's clock": ("2019-06-21T02:00:00+00:00", "June 19, 2019"),
    "an offset that was copied from the clock": ("2019-06-20T14:00:00+14:00", "June 20, 2019"),
    "midnight of the next day": ("2019-06-21T00:00:00", "June 20, 2019"),
    "day against day": ("2019-06-21", "June 20, 2019"),
    "exported with the wrong sign": ("2019-06-20T23:00:00-10:00", "June 21, 2019"),
    "no zone": ("2019-06-20 23:30:00", "June 21, 2019"),
    "either reading": ("2019-07-06", "06/07/2019 by Ana Ruiz"),
    "the other reading": ("2019-06-07", "06/07/2019 by Ana Ruiz"),
}


@pytest.mark.parametrize("name", ZONES)
def test_a_time_zone_explains_a_day(name: str) -> None:
    """A gap under two days is never a finding."""
    date, line = ZONES[name]
    assert said(f"title: The green lamp\ndate: {date}", f"**{line}**{PROSE}") == []


def test_the_page_may_show_the_day_of_its_update() -> None:
    """A dateline that is the day of `updated` is no contradiction."""
    assert said("title: The green lamp\ndate: 2019-05-06\nupdated: 2019-06-20", f"June 20, 2019{PROSE}") == []


def test_a_day_behind_words_is_an_events() -> None:
    """Only a day that leads the name of a file, or of the last part of an address, is one of publication."""
    front_matter = "title: Open house\ndate: 2019-05-06\nurl: /open-house-2019-06-20/"
    assert said(front_matter, PROSE, path="content/open-house-2019-06-20.md") == []


@pytest.mark.parametrize("path", ["content/events/2019-06-20-open-house.md", "posts/2019-06-20-harbour-meetup.md"])
def test_a_later_day_before_the_name_of_an_event_is_the_events(path: str) -> None:
    """The post was published before it."""
    assert said("title: Harbour builders meet\ndate: 2019-05-06\ntags: [meetup]", PROSE, path=path) == []


def test_addresses_of_others_and_aliases_say_nothing() -> None:
    """Aliases and the addresses of other sites may have other days by design."""
    front_matter = (
        "title: Open house\ndate: 2019-05-06\nurl: https://post.example/2012/06/20/x\naliases: [/2012/06/20/x/]"
    )
    assert said(front_matter, PROSE) == []
