"""Which lines may start a credit at all: the cheap question that spares most posts the reading."""

from __future__ import annotations

import pytest

from bylint.byline.prefilter import may_credit, may_sign

NO_CREDITS = """
by the sea we walked
by ana
by the way
by one two three four Five
bye Ana
buy Ana
written in haste
Written in a Haste
Written by hand
posted elsewhere by Ana
Author of things
Author - Ana
**Author** Ana
[Author]: http://x
[Author]
Author and house: x
author that is a very long label and more of it here: x
The author, whom we know as Ana
Photos: Ana
Photo: Ana
May 5, 2020
May 5, 2020 by the sea
May 5 | News
News | by the sea
News | a | b
5 min read
from Ana
This is a post
This is a post by the sea
This post was kindly written for us by the sea
Today we walked by Ana's house
In May we walked by Ana's house
<p>news</p><p>by the sea</p>
今天作者：王小明
本文很长
автор пишет
Написал иван
par ana
de la mer
del Mar
""".strip().splitlines()
CREDITS = """
by Ana
by the Way
by a friend Of mine
by [x](u)
by @x
by *Ana*
by “Ana”
by <b>Ana</b>
by <b>ana</b>
by 5 of us
by
by:
by: ana
Written by Ana
Written on a day by Ana
Written on a long sunny hot day by Ana
Posted in Field Notes by Ana
Posted on May 5, 2020 by Ana
Author: x
Author:
Author
Author – Ana
Author — Ana
Author and editor: x
Editor: Ana
Photos by Ana
Note: this is by Ana
Editor's note: this
May 5, 2020 by Ana
May 5 | by Ana
News | by Ana
News • by Ana
News · by Ana
News | News | by Ana
5 min read | by Ana
guest post by Ana
guest post from Ana
This is a post by Ana
This post was kindly written for us by Ana
- by Ana
> by Ana
# by Ana
_by Ana_
| by Ana |
1. by Ana
<p>by Ana</p>
<p>news</p><p>by Ana</p>
<a href="u">by</a> Ana
作者：王小明
作者 王小明
文：王小明
今天 作者：王小明
王小明 著
王小明著 | 新闻
新闻 | 王小明著
新闻 | 文：王小明
本文由王小明撰写
关于作者 王小明
Автор: Иван
Написал Иван
par Ana
von Ana
de Ana
""".strip().splitlines()


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("line", NO_CREDITS)
def test_prose_is_asked_no_further(line: str, last: bool) -> None:
    """Near the top and at the end: a word of bylines alone starts none, without a name or a label's colon behind it."""
    assert not may_credit(line, last=last)
    assert not may_credit(f"News\n\n{line}\n\nmore of it", last=last)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("line", CREDITS)
def test_whatever_may_be_a_credit_is_asked(line: str, last: bool) -> None:
    """Wherever it stands."""
    assert may_credit(line, last=last)
    assert may_credit(f"News\n\n{line}\n\nmore of it", last=last)


def test_only_the_first_lines_are_asked() -> None:
    """Two dozen near the top; all at the end."""
    assert may_credit("news\n" * 23 + "by Ana")
    assert not may_credit("news\n" * 24 + "by Ana")
    assert may_credit("news\n" * 24 + "by Ana", last=True)


@pytest.mark.parametrize(
    ("end", "signs"),
    [
        *(
            (line, True)
            for line in ("Ana Ruiz", "Ana", "Ana Ruiz.", "Ana Ruiz!", "— Ana ruiz", "See You", "# Ana Ruiz")
        ),
        *((line, True) for line in ("> Ana Ruiz", "**Ana Ruiz**", "<p>Ana Ruiz</p>", "[Ana Ruiz](http://x.example)")),
        *((line, True) for line in ("Ann of Bea and Cia Dea", "Ann Bea Cia Dea Eva Flo Gia Hea", "About us", "王小明")),
        *((line, False) for line in ("ana ruiz", "Ana ruiz", "Ana.", "Thanks!", "See you", "Ana Ruiz:", "Ana Ruiz?")),
        *((line, False) for line in ("Ana Ruiz;", "Ana Ruiz)", "Ana Ruiz`", "- Ana Ruiz", "* Ana Ruiz", "1. Ana Ruiz")),
        *((line, False) for line in ("| Ana Ruiz", "`Ana Ruiz", "<p>ana ruiz</p>", "[1]: http://x.example", "")),
        *((line, False) for line in ("— ana Ruiz roe lind", "Ann of the Bea of the Cia", "Ann 5 Bea 6")),
        *(
            (line, True)
            for line in ("_Ana Ruiz is a writer._", "**Ana Ruiz is a writer.**", "<em>Ana Ruiz is one.</em>")
        ),
        *((line, False) for line in ("Ana Ruiz is a writer.", "* Ana Ruiz is a writer.", "_news of old, and more._")),
        *((line, False) for line in ("<hr>", "<hr />\n<br>", "_" + "news " * 24 + "is old._")),
        ("Ann Bea Cia Dea Eva Flo Gia Hea Ida", False),
        ("A" * 59 + " Ruiz", True),
        ("A" * 60 + " Ruiz", False),
        ("Ana Ruiz\n[1]: http://x.example\n", True),
        ("Ana Ruiz\n\nnews of it", True),
        ("Ana Ruiz\nnews of it\nand more", False),
        ("Ana Ruiz\n<b></b>\nnews of it", True),
        ("About the author\n" + "news of it\n" * 4, True),
        ("About the author\n" + "news of it\n" * 5, False),
        ("About the author\n" + "news of it, and " * 60, False),
        ("**About the author**\nnews of it\nnews of it", True),
        ("<p>About the author</p>\nnews of it\nnews of it", True),
        ("作者：王小明\nnews of it\nnews of it", True),
        ("Ana Ruiz" + "<b></b>" * 57, False),
    ],
)
def test_what_may_be_a_signature(end: str, signs: bool) -> None:
    """One of the last two lines, short, mostly capitals, no item, no question; or one of five that begins a biography."""
    assert may_sign(end) is signs
    assert may_sign("news of old, and more of it\n\n" + end) is signs
