"""What a line claims: who did what, in which wording and language, and which part of the line the names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.byline.wording import claims, claims_of
from bylint.visible import head

MARKS = ("dated", "sentence", "weak")


def told(text: str) -> str:
    """Role, form and language, whether a date or a sentence leads up to it, and the part that holds the names."""
    return "; ".join(
        " ".join((one.role, one.form, one.language, *(mark for mark in MARKS if getattr(one, mark))))
        + f": {text[one.start : one.end]}"
        for one in claims(text)
    )


LINES = [
    ("by Ana", "author plain en: Ana"),
    ("by Ana, photos by Ben", "author plain en: Ana; photographer plain en sentence: Ben"),
    ("by Ana. Photos: Ben", "author plain en: Ana.; photographer labelled en: Ben"),
    ("by Ana, tags: a, b", "author plain en: Ana"),
    ("by Ana Editor: Ben", "author plain en: Ana; editor labelled en: Ben"),
    (
        "by Ana. Photos by Ben. Edited by Cleo",
        "author plain en: Ana.; photographer plain en sentence: Ben.; editor plain en sentence: Cleo",
    ),
    ("by Ana, edited from Ben", "author plain en: Ana, edited from Ben"),
    ("by Ana, writer", "author plain en: Ana, writer"),
    ("by Ana, written", "author plain en: Ana, written"),
    ("by Ana, edited", "author plain en: Ana, edited"),
    ("by Ana | Photos by Ben", "author plain en: Ana; photographer plain en sentence: Ben"),
    ("by Ana | Ben", "author plain en: Ana"),
    ("by Ana / Ben", "author plain en: Ana"),
    ("by Ana / May 5, 2020", "author plain en dated: Ana"),
    ("by Ana May 5, 2020", "author plain en dated: Ana"),
    ("by Ana 5", "author plain en: Ana 5"),
    ("by Ana 2020-05-05 in News", "author plain en dated: Ana"),
    ("by Ana on May 5, 2020", "author plain en dated: Ana"),
    ("by Ana - on Monday", "author plain en: Ana"),
    ("by Ana – in News | May 5, 2020", "author plain en: Ana"),
    ("by Ana – a writer", "author plain en: Ana"),
    ("by Ana of", "author plain en: Ana of"),
    ("by Ana on", "author plain en: Ana on"),
    ("by Ana, and", "author plain en: Ana, and"),
    ("by Ana and on", "author plain en: Ana and on"),
    ("by Ana (May 5, 2020)", "author plain en dated: Ana"),
    ("by Ana [", "author plain en: Ana ["),
    ("by Ana。 Ben", "author plain en: Ana"),
    ("by Ana. Ben", "author plain en: Ana. Ben"),
    ("Author: Ana", "author labelled en: Ana"),
    ("Author – Ana", "author labelled en: Ana"),
    ("Author — Ana, Ben", "author labelled en: Ana, Ben"),
    ("Words — Ana", ""),
    ("Editor — Ana", ""),
    ("Guest author — Ana", ""),
    ("Author", "author labelled en: "),
    ("Authors", "author labelled en: "),
    ("words", "author labelled en: "),
    ("by", ""),
    ("Text", ""),
    ("Texte", "author labelled fr: "),
    ("Authors of it", ""),
    ("Text and photos: Ana", "author labelled en: Ana"),
    ("Text / photos: Ana", "author labelled en: Ana"),
    ("Text/Photos: Ana", "author labelled en: Ana"),
    ("Text & photos: Ana", "author labelled en: Ana"),
    ("Photos & text: Ana", "author labelled en: Ana"),
    ("Text photos: Ana", "photographer labelled en: Ana"),
    ("Photos: Ana", "photographer labelled en: Ana"),
    ("Editor and translator: Ana", "editor labelled en: Ana"),
    ("Translated and edited: Ana", "translator labelled en: Ana"),
    ("Translated and edited by Ana", "translator plain en sentence: Ana"),
    ("Written and edited by Ana", "author plain en sentence: Ana"),
    ("Written and translated by Ana", "author plain en sentence: Ana"),
    ("Edited by Ana", "editor plain en sentence: Ana"),
    ("Photo editor: Ana", "photographer labelled en: Ana"),
    ("Guest post: Ana", "author guest en: Ana"),
    ("Guest writer: Ana", "author guest en: Ana"),
    ("Guest house: Ana", ""),
    ("Guest: Ana", ""),
    ("Contributed article: Ana", "author labelled en: Ana"),
    ("Contributed: Ana", ""),
    ("Written article post: Ana", "author labelled en: Ana"),
    ("Author author author author author: Ana", "author labelled en: Ana"),
    ("Author author author author author author: Ana", ""),
    ("Autor und Fotos: Ana", "author labelled de: Ana"),
    ("Text und Bild: Ana", "author labelled de: Ana"),
    ("Gastbeitrag: Ana", "author guest de: Ana"),
    ("Guest post by Ana", "author guest en sentence: Ana"),
    ("Guest post from Ana", "author guest en sentence: Ana"),
    ("Post from Ana", ""),
    ("Contribution from Ana", "author contribution en sentence: Ana"),
    ("Photos from Ana", ""),
    ("A guest post by our friend Ana", "author guest en sentence: our friend Ana"),
    ("This guest post was written by our friend Ana", "author guest en sentence: our friend Ana"),
    ("Written by Ana", "author plain en sentence: Ana"),
    ("Written by our guest author Ana", "author plain en sentence: Ana"),
    ("by our guest author Ana", "author plain en: Ana"),
    ("by our guest Ana", "author plain en: Ana"),
    ("by our writer Ana", "author plain en: Ana"),
    ("by our friend Ana", "author plain en: our friend Ana"),
    ("by contributing writer Ana", "author plain en: Ana"),
    ("by contributor Ana", "author plain en: Ana"),
    ("by guest author ana", "author plain en: guest author ana"),
    ("by guest", "author plain en: guest"),
    ("Posted by Ana", "author plain en sentence: Ana"),
    ("Posted May 5, 2020 by Ana", "author plain en dated sentence: Ana"),
    ("Posted on May 5, 2020 by Ana", "author plain en dated sentence: Ana"),
    ("May 5, 2020 by Ana", "author plain en dated: Ana"),
    ("May 5, 2020 Ana", ""),
    ("Posted in News by Ana", "author plain en sentence: Ana"),
    ("Posted in Field Notes by Ana", "author plain en sentence: Ana"),
    ("Posted in Our Field Notes by Ana", "author plain en sentence: Ana"),
    ("Posted in Our Own Field Notes by Ana", "author plain en sentence: Ana"),
    ("Posted in Our Own Old Field Notes by Ana", ""),
    ("Posted in News from Ana", ""),
    ("Posted News by Ana", ""),
    ("in News by Ana", ""),
    ("Posted in News, by Ana", "author plain en sentence: Ana"),
    ("Posted in News on May 5, 2020 by Ana", ""),
    ("Posted, by Ana", "author plain en sentence: Ana"),
    ("Posted - by Ana", "author plain en sentence: Ana"),
    ("Posted | by Ana", "author plain en sentence: Ana"),
    ("Posted: by Ana", ""),
    ("Posted / by Ana", "author plain en sentence: Ana"),
    ("post by Ana", "author plain en sentence: Ana"),
    ("the post by Ana", "author plain en sentence: Ana"),
    ("the by Ana", ""),
    ("a by Ana", ""),
    ("the the the the the the the the the the the post by Ana", ""),
    ("the the the the the the the the the the post by Ana", "author plain en sentence: Ana"),
    ("by: Ana", "author labelled en: Ana"),
    ("by : Ana", "author labelled en: Ana"),
    ("by:Ana", "author labelled en: Ana"),
    ("by：Ana", "author labelled en: Ana"),
    ("by/Ana", ""),
    ("by(Ana)", ""),
    ("Byline: Ana", "author labelled en: Ana"),
    ("Autor:innen: Ana", "author labelled de: Ana"),
    ("Autor:in: Ana", "author labelled de: Ana"),
    ("Autor:in Ana", ""),
    ("Написал Иван", "author plain ru sentence: Иван"),
    ("Написала статью Иван", "author plain ru sentence: Иван"),
    ("Перевёл Иван", ""),
    ("Опубликовал Иван 5 мая 2020", "author plain ru dated sentence: Иван"),
    ("Napisał Jan", "author plain pl sentence: Jan"),
    ("Napisała Anna Lis", "author plain pl sentence: Anna Lis"),
    ("Geschrieben von Ana", "author plain de sentence: Ana"),
    ("Geschrieben am 5. Mai 2020 von Ana", "author plain de dated sentence: Ana"),
    ("Von Ana", "author plain de: Ana"),
    ("de Ana", "author plain es weak: Ana"),
    ("Escrito por Ana", "author plain es sentence: Ana"),
    ("Artículo de Ana", "author plain es sentence: Ana"),
    ("Écrit par Ana", "author plain fr sentence: Ana"),
    ("écrit par Ana, traduit par Ben", "author plain fr sentence: Ana; translator plain fr sentence: Ben"),
    ("par Ana", "author plain fr: Ana"),
    ("par Ana, photos de Ben", "author plain fr: Ana; photographer plain fr sentence: Ben"),
    ("(May 5, 2020) by Ana", "author plain en dated: Ana"),
    ("May 5, 2020) by Ana", "author plain en dated: Ana"),
    ("Date: May 5, 2020 by Ana", "author plain en dated: Ana"),
    ("Date: by Ana", ""),
    ("Published: May 5, 2020 by Ana", "author plain en dated: Ana"),
    ("Xyz: May 5, 2020 by Ana", ""),
    ("5 min read | by Ana", "author plain en: Ana"),
    ("5 minutes to read it | by Ana", ""),
    ("5 minutes to read it now ok | by Ana", ""),
    ("News | by Ana", ""),
    ("May 5, 2020 | by Ana", "author plain en dated: Ana"),
    ("May 5, 2020 | News | by Ana", "author plain en dated: Ana"),
    ("May 5, 2020 and something else of some length that is long | by Ana", ""),
    ("May 5, 2020 and some more | by Ana", "author plain en dated: Ana"),
    ("Posted on May 5, 2020 | by Ana", "author plain en dated sentence: Ana"),
    ("Monday | by Ana", ""),
    ("Editor's note: written by Ana", "author plain en sentence: Ana"),
    ("Editor's note: by Ana", ""),
    ("Note: This post was written by Ana.", "author plain en sentence: Ana."),
    ("Disclaimer: This post was written by Ana.", ""),
    ("编者按：本文由王小明撰写", "author plain zh: 王小明"),
    ("编者按：作者：王小明", "author labelled zh: 王小明"),
    ("编者按：by Ana", ""),
    ("✍️ by Ana", "author plain en: Ana"),
    ("* by Ana", ""),
    ("作者：王小明", "author labelled zh: 王小明"),
    ("作者:王小明", "author labelled zh: 王小明"),
    ("作者 王小明", "author labelled zh: 王小明"),
    ("作者｜王小明", "author labelled zh: 王小明"),
    ("作者/王小明", "author labelled zh: 王小明"),
    ("作者王小明", ""),
    ("作者】王小明", "author labelled zh: 王小明"),
    ("【作者】王小明", "author labelled zh: 王小明"),
    ("文：王小明", "author labelled zh: 王小明"),
    ("文 王小明", "author labelled zh: 王小明"),
    ("文 王小明在北京写了一篇很长很长的文章今天我们来看一看它", ""),
    ("文 王小明在北京写了一篇很长很长的文章今天", "author labelled zh: 王小明在北京写了一篇很长很长的文章今天"),
    (
        "作者 王小明在北京写了一篇很长很长的文章今天我们来看一看它",
        "author labelled zh: 王小明在北京写了一篇很长很长的文章今天我们来看一看它",
    ),
    ("文・写真：王小明", "author labelled zh: 王小明"),
    ("写真・文：王小明", "author labelled zh: 王小明"),
    ("写真・撮影：王小明", "photographer labelled ja: 王小明"),
    ("文・写真 王小明", "author labelled zh: 王小明"),
    ("文章：王小明", "author labelled zh: 王小明"),
    ("作者：王小明 编辑：李娜", "author labelled zh: 王小明; editor labelled zh: 李娜"),
    ("作者：王小明 编辑 李娜", "author labelled zh: 王小明; editor labelled zh: 李娜"),
    ("作者：王小明 摄影／李娜", "author labelled zh: 王小明 摄影／李娜"),
    ("作者：王小明编辑：李娜", "author labelled zh: 王小明编辑：李娜"),
    ("作者：王小明。编辑：李娜", "author labelled zh: 王小明"),
    ("作者：王小明 | 2020-05-05", "author labelled zh dated: 王小明"),
    ("本文由王小明撰写", "author plain zh: 王小明"),
    ("本文由王小明撰写。", "author plain zh: 王小明"),
    ("本文由王撰写", "author plain zh: 王"),
    ("本文由撰写", ""),
    ("本文由王小明", ""),
    ("王小明 著", "author plain ja: 王小明"),
    ("王小明著", "author plain ja: 王小明"),
    ("王小明 著。", "author plain ja: 王小明"),
    ("王小明 著 | 李娜", "author plain ja: 王小明"),
    ("王小明 著 | 編集 李娜", "author plain ja: 王小明; editor labelled ja: 李娜"),
    ("著", ""),
    ("本文由王小明撰写 | 新闻", "author plain zh: 王小明"),
    ("글: 김민준", "author labelled ko: 김민준"),
    ("글 김민준", "author labelled ko: 김민준"),
    ("김민준 기자", "author plain ko: 김민준"),
    ("김민준 씀", "author plain ko: 김민준"),
    ("Ana", ""),
    ("the way", ""),
    ("Today we walked by the sea", ""),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_claims(line: str, expected: str) -> None:
    """Words of bylines lead up to the names in a known order; dates, sections and other credits end them."""
    assert told(line) == expected


def test_a_long_line_claims_nothing() -> None:
    """It is a paragraph."""
    assert told("by " + "A" * 1197) == "author plain en: " + "A" * 1197
    assert told("by " + "A" * 1198) == ""


@pytest.mark.parametrize("line", ["Author", "Authors", "Auteurs", "作者："])
def test_a_label_alone_has_its_names_below(line: str) -> None:
    """What it claims is empty and stands at the end of the line."""
    (claim,) = claims(line)
    assert claim.start == claim.end == len(line)
    assert (claim.role, claim.form) == ("author", "labelled")


RAW = st.lists(
    st.sampled_from(
        [
            *(
                "by ",
                "The ",
                "In ",
                "Written ",
                "Author",
                "Guest post ",
                "May ",
                "Photos",
                "Update",
                "& ",
                "I",
                "Gu**est** ",
            ),
            *(
                "Ana Ruiz",
                "Ben",
                "5",
                "2020",
                " ",
                ": ",
                " | ",
                " / ",
                "/",
                "·",
                "&#8217;",
                "&#124;",
                "&#58;",
                "&nbsp;",
                "&bull;",
            ),
            *(
                "[a](https://x.example/1)",
                "*",
                "_",
                "**",
                "`x`",
                "![i](p/1)",
                "\\|",
                "{x}",
                "\u200b",
                "文",
                "“",
                "-",
                " by ",
            ),
        ]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(RAW)
def test_a_line_that_is_not_read_claims_nothing(raw: str) -> None:
    """What the source of a line says of it is what its text says."""
    for unread, line in zip(head(raw, 0, len(raw)), head(raw, 0, len(raw)), strict=True):
        assert claims_of(unread) == claims(line.text)


@pytest.mark.parametrize(
    ("raw", "is_read"),
    [
        ("Winter came [early](https://x.example/1) to the lake.", False),
        ("_Snow *or* rain_ fell &#8220;softly&#8221; at night.", False),
        ("Let&#8217;s see [what](https://x.example/1) comes.", False),
        ("By [Ana Ruiz](https://x.example)", True),
        ("The author: [Ana](https://x.example)", True),
        ("Gu**est** post by Ana Ruiz", True),
        ("Snow **fell** | by Ana Ruiz", False),
        ("Snow **fell** &#124; by Ana Ruiz", True),
    ],
)
def test_only_lines_that_may_claim_are_read(raw: str, *, is_read: bool) -> None:
    """The first words of most lines are enough to know that they credit nobody."""
    (line,) = head(raw, 0, len(raw))
    claims_of(line)
    assert (not line.raw) == is_read
