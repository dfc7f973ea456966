"""Whom a page credits: what is a byline of the post, what only looks like one, and where the names stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.byline import Credit, read_credits
from bylint.people import Directory, Kind

PROSE = (
    "This is a paragraph of the post, and it is long enough to be taken for what it is: prose that says something.\n\n"
)


def post(byline: str) -> str:
    return f"---\ntitle: x\n---\n{byline}\n\n{PROSE * 16}"


def credits_of(body: str, markup: str = "markdown") -> tuple[Credit, ...]:
    start = body.index("---\n", 4) + 4 if body.startswith("---\n") else 0
    return read_credits(body, start, len(body), markup)


def firm(body: str, markup: str = "markdown") -> list[str]:
    """The names that the page credits as its authors."""
    found = [credit for credit in credits_of(body, markup) if credit.firm and credit.role == "author"]
    return [person.label for credit in found for person in credit.people]


@pytest.mark.parametrize(
    "byline",
    [
        "_by Ana Ruiz_",
        "**By Ana Ruiz**",
        "By Ana Ruiz",
        "BY Ana Ruiz",
        "By: Ana Ruiz",
        "— by Ana Ruiz",
        "<em>by Ana Ruiz</em>",
        '<p class="authors">by Ana Ruiz</p>',
        "<div><p>By <strong>Ana Ruiz</strong></p></div>",
        "<i><span>by</span></i> <a href='u'>Ana Ruiz</a>",
        "By&nbsp;[Ana Ruiz][1]",
        "# A title\n\nBy Ana Ruiz",
        "### By Ana Ruiz",
        "![alt](a.png)\n\n*By Ana Ruiz*",
        "A title of the post\n===\nBy Ana Ruiz",
        "A title of the post  \nBy Ana Ruiz",
        "Written by Ana Ruiz",
        "Words by Ana Ruiz",
        "Report by Ana Ruiz",
        "Article by Ana Ruiz.",
        "Author: Ana Ruiz",
        "**Author**: Ana Ruiz",
        "**Author: [Ana Ruiz](https://x.example), Engineer @ Acme**",
        "Author: Ana Ruiz\nDate: 2020-05-05",
        "Tags: a, b\nAuthor: Ana Ruiz",
        "Text und Fotos: Ana Ruiz",
        "Words and photos by Ana Ruiz",
        "Guest post by Ana Ruiz, CTO of Acme",
        "_Guest post by Ana Ruiz, Founder of_ [_Acme_][1]_. Earlier this year she showed us how._",
        "This article was contributed by Ana Ruiz.",
        "This is a guest post by Ana Ruiz.",
        "The following post was written by Ana Ruiz, who works at Acme.",
        "Contribution by Integration Developer Ana Ruiz",
        "Posted by Ana Ruiz in News",
        "Posted by Ana Ruiz on May 5, 2020",
        "Posted on May 5, 2020 by Ana Ruiz",
        "May 5, 2020 by Ana Ruiz",
        "**May 5, 2020** _by Ana Ruiz_",
        "**May 5, 2020 /\n** _By [Ana Ruiz][1]_",
        "**May 5th, 2020**  \n_by Ana Ruiz_",
        "May 5, 2020\nBy Ana Ruiz",
        "By Ana Ruiz\nMonday, 5 May 2020",
        "By Ana Ruiz<br>May 5, 2020",
        "5/6/2019 by Ana Ruiz",
        "2020-05-05 12:30 UTC – by Ana Ruiz",
        "By Ana Ruiz | May 5, 2020",
        "By Ana Ruiz (May 5, 2020)",
        "By Ana Ruiz • 5 min read",
        "5 min read • By Ana Ruiz",
        "Originally posted by [Ana Ruiz](u)",
        "By Ana Ruiz, photos by Ben Okafor",
        "Written by Ana Ruiz and edited by Ben Okafor",
        "Author: Ana Ruiz, Translator: Ben Okafor",
        "_By Ana Ruiz_\nAnd the first sentence follows without a blank line between them.",
        "```\ncode\n```\n\nBy Ana Ruiz",
        "By Ana Ruiz of Acme",
        "By Ana Ruiz, @aruiz",
        "Par Ana Ruiz",
        "par Ana Ruiz le 5 mai 2020",
        "Écrit par Ana Ruiz",
        "_De Ana Ruiz_",
        "Auteur : Ana Ruiz",
        "Von Ana Ruiz",
        "Am 5. Mai 2020 von Ana Ruiz",
        "Ein Gastbeitrag von Ana Ruiz",
        "Dieser Artikel wurde von Ana Ruiz geschrieben.",
        "Por Ana Ruiz",
        "Publicado por Ana Ruiz em 5 de maio de 2020",
        "Artigo original escrito por Ana Ruiz",
        "_di Ana Ruiz_",
        "Scritto da Ana Ruiz",
        "door Ana Ruiz",
        "Geschreven door Ana Ruiz op 5 mei 2020",
        "Napisała Ana Ruiz",
        "(May 5, 2020) by Ana Ruiz",
        "Written by Ana Ruiz. She lives in a town by the sea with two dogs and many books.",
        "Posted by Ana Ruiz under the heading of things that nobody else wanted to do",
    ],
)
def test_a_byline_names_its_author(byline: str) -> None:
    """Every usual wording, in any markup, names the one author at exactly the place where the name is written."""
    text = post(byline)
    assert firm(text) == ["Ana Ruiz"]
    (credit,) = [credit for credit in credits_of(text) if credit.role == "author"]
    assert text[slice(*credit.span)] == "Ana Ruiz"
    assert credit.spans == (credit.span,)
    assert credit.place == "head"


@pytest.mark.parametrize(
    ("byline", "name", "language"),
    [
        ("作者：张三", "张三", "zh"),
        ("文 / 张三", "张三", "zh"),
        ("本文由张三撰写", "张三", "zh"),
        ("著者: 山田太郎", "山田太郎", "ja"),
        ("この記事は山田太郎が執筆しました。", "山田太郎", "ja"),
        ("山田太郎 著", "山田太郎", "ja"),
        ("글쓴이: 김철수", "김철수", "ko"),
        ("이 글은 김철수님이 작성했습니다", "김철수", "ko"),
        ("김철수 씀", "김철수", "ko"),
        ("Автор: Анна Иванова", "Анна Иванова", "ru"),
        ("Опубликовал Иван Петров", "Иван Петров", "ru"),
        ("Автор статті: Олена Коваль", "Олена Коваль", "uk"),
        ("Autor tekstu: Jan Kowalski", "Jan Kowalski", "pl"),
        ("Autore: Marco Rossi", "Marco Rossi", "it"),
        ("Auteur: Piet Jansen", "Piet Jansen", "fr"),
        ("Von Jan Weber", "Jan Weber", "de"),
    ],
)
def test_bylines_of_other_languages(byline: str, name: str, language: str) -> None:
    """A credit tells the language whose words it was read by; a label of two languages, the first of them."""
    text = post(byline)
    (credit,) = credits_of(text)
    assert [person.name for person in credit.people] == [name]
    assert (credit.language, credit.firm, text[slice(*credit.span)]) == (language, True, name)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("by Ana Ruiz and Ben Okafor", ["Ana Ruiz", "Ben Okafor"]),
        ("by Ana Ruiz, Ben Okafor & Cleo Zhang", ["Ana Ruiz", "Ben Okafor", "Cleo Zhang"]),
        ("_by [Ana Ruiz](u) of [Acme](v)_ _and_ _[Ben Okafor](w)_", ["Ana Ruiz", "Ben Okafor"]),
        ("_by [@zed][1] and [Ana Ruiz][2] of [Acme Ltd][3]\n_", ["@zed", "Ana Ruiz"]),
        ("**Authors:** Ana Ruiz (Acme), Ben Okafor (Globex)", ["Ana Ruiz", "Ben Okafor"]),
        ("**Authors:**\n\n- Ana Ruiz\n- Ben Okafor (Acme)", ["Ana Ruiz", "Ben Okafor"]),
        ("Authors:  \nAna Ruiz  \nBen Okafor", ["Ana Ruiz", "Ben Okafor"]),
        ("Authors\n\n- Ana Ruiz\n- Ben Okafor", ["Ana Ruiz", "Ben Okafor"]),
        ("_By [@zed][1]_", ["@zed"]),
        ("5/6/2019 by [zed][1]", ["zed"]),
        ("by Ana Ruiz\n\nby Ben Okafor", ["Ana Ruiz", "Ben Okafor"]),
    ],
)
def test_several_people_and_handles(byline: str, names: list[str]) -> None:
    """Everyone is named, in order; affiliations are nobody."""
    assert firm(post(byline)) == names


@pytest.mark.parametrize(
    ("byline", "form"),
    [
        ("by Ana Ruiz", "plain"),
        ("May 5, 2020 by Ana Ruiz", "dated"),
        ("by Ana Ruiz, May 5, 2020", "dated"),
        ("May 5, 2020  \nby Ana Ruiz", "dated"),
        ("by Ana Ruiz  \nMay 5, 2020", "dated"),
        ("May 5, 2020\n\nby Ana Ruiz", "plain"),
        ("Author: Ana Ruiz", "labelled"),
        ("作者：张三", "labelled"),
        ("Guest post by Ana Ruiz", "guest"),
        ("Guest author: Ana Ruiz", "guest"),
        ("Contributed by Ana Ruiz", "contribution"),
    ],
)
def test_the_form_of_a_credit(byline: str, form: str) -> None:
    """A credit tells how it is worded; a date counts on the same line or in the same block."""
    assert [credit.form for credit in credits_of(post(byline))] == [form]


@pytest.mark.parametrize(
    ("byline", "role"),
    [
        ("Translated by Ana Ruiz", "translator"),
        ("Traduction : Ana Ruiz", "translator"),
        ("译者：张三", "translator"),
        ("Edited by Ana Ruiz", "editor"),
        ("Text edited by Ana Ruiz", "editor"),
        ("Reviewed by Ana Ruiz", "reviewer"),
        ("Photo by Ana Ruiz", "photographer"),
        ("Cover photo by Ana Ruiz", "photographer"),
        ("Cover photo: Ana Ruiz", "photographer"),
        ("Interviewed by Ana Ruiz", "interviewer"),
    ],
)
def test_those_who_are_not_the_author(byline: str, role: str) -> None:
    """Translators and their like are credited, with their role."""
    assert [(credit.role, credit.people[0].name[:3]) for credit in credits_of(post(byline))][:1] in (
        [(role, "Ana")],
        [(role, "张三")],
    )
    assert firm(post(byline)) == []


def test_a_line_may_credit_several_roles() -> None:
    """Each part of a line goes to its own role."""
    found = credits_of(post("Written by Ana Ruiz, edited by Ben Okafor, translated by Cleo Zhang"))
    assert [(credit.role, credit.people[0].name) for credit in found] == [
        ("author", "Ana Ruiz"),
        ("editor", "Ben Okafor"),
        ("translator", "Cleo Zhang"),
    ]


def test_an_organisation_is_credited_as_one() -> None:
    """A team's byline is kept, and its kind says that it is no person."""
    (credit,) = credits_of(post("_by the Acme Team_"))
    assert {person.kind for person in credit.people} == {Kind.ORGANISATION}


@pytest.mark.parametrize(
    "line",
    [
        "Talk by Ana Ruiz:",
        "a discussion led by Ana Ruiz of Acme",
        "“Great things” by Ana Ruiz",
        "#### Feature (By Ana Ruiz)",
        "## Event Grid by Azure",
        "Pinball, by Pinterest",
        "by tying together loose ends",
        "Some prose that is wrapped\nby Ana Ruiz\nin the middle of a sentence.",
        "Prosa, die umbrochen ist\nvon Ana Ruiz\nund weitergeht.",
        "Une phrase qui parle\nde Ana Ruiz",
        "by Ana Ruiz\nand the prose goes on from here.",
        "> by Ana Ruiz",
        "> A foreword.\n\nBy Ana Ruiz",
        "<blockquote>A foreword.</blockquote>\n\nBy Ana Ruiz",
        "“To be or not to be.”\n\nBy Ana Ruiz",
        "“To be or not to be.”<br>By Ana Ruiz",
        "```\nby Ana Ruiz\n```",
        "    by Ana Ruiz",
        "<pre>\nAuthor: Ana Ruiz\n</pre>",
        "| by Ana Ruiz | x |\n|---|---|",
        "<figcaption>by Ana Ruiz</figcaption>",
        '{{< figure src="x" caption="by Ana Ruiz" >}}',
        "<!-- by Ana Ruiz -->",
        "- by Ana Ruiz",
        "- Author: Ana Ruiz",
        "Plugin Name: X\nVersion: 1\nAuthor: Ana Ruiz",
        "Author: Ana Ruiz\nPages: 320",
        "Author: Ana Ruiz\nTags: x\nISBN: 1",
        "commit abc\nAuthor: Ana Ruiz <a@b.example>\nDate: Mon May 5",
        "**Ana:** hello there",
        "Photo by Ana Ruiz",
        "Image: Ana Ruiz",
        "Interview with Ana Ruiz",
        "Speaker: Ana Ruiz",
        "Hosted by Ana Ruiz",
        "Media Contact: Ana Ruiz",
        "Music by Ana Ruiz",
        "Note: Ana Ruiz",
        "By Ana Ruiz’s account, the world is flat.",
        "By Ana Ruiz and others we were told to leave.",
        "By default",
        "By hand",
        "by Rust",
        "By Friday",
        "By Friday, May 5",
        "By 2020",
        "By Jove!",
        "Why by Ana Ruiz?",
        "By Ana Ruiz?",
        "Por Ejemplo",
        "Von Berlin nach Paris",
        "De Madrid",
        "Posted in News",
        "Ana Ruiz",
        "By",
        "This was kindly posted by:",
        "Title: of it  \nDe Ana Ruiz  \nOther words",
        "Author:",
        "Authors:\n\n- all of us, and then some more people whom we forgot",
        "Books\n\n**Clean Ways**<br>by Ana Ruiz",
    ],
)
def test_what_only_looks_like_a_byline(line: str) -> None:
    """Prose, quotes, captions, code, product sheets and talks credit nobody as the author of the post."""
    assert firm(post(line)) == []


def test_a_byline_below_a_section_is_that_of_the_section() -> None:
    """Below a heading that has text above it, a byline may only confirm."""
    for body in (
        f"Intro.\n\n{PROSE}## One\n\nby Ana Ruiz\n\n{PROSE * 12}",
        f"- a\n\n## One\n\nby Ana Ruiz\n\n{PROSE * 12}",
        f"## One\n\nby Ana Ruiz\n\n{PROSE}## Two\n\nby Ben Okafor\n\n{PROSE * 12}",
    ):
        found = credits_of(body)
        assert {(credit.form, credit.firm) for credit in found} == {("section", False)}


def test_a_heading_alone_above_makes_no_section() -> None:
    """A title, a subtitle and a dateline do not turn the post's byline into a section's."""
    body = f"# Title\n## Subtitle\n\nMay 5, 2020\n\nby Ana Ruiz\n\n{PROSE * 12}"
    assert firm(body) == ["Ana Ruiz"]
    assert firm(f"## Only one\n\nby Ana Ruiz\n\n{PROSE * 3}") == ["Ana Ruiz"]


def test_a_byline_far_below_is_prose() -> None:
    """Past the first dozen lines nothing is read, and past some paragraphs a bare "by" is an attribution."""
    assert firm(PROSE * 5 + "by Ana Ruiz\n\n" + PROSE * 16) == []
    assert firm(PROSE * 5 + "Written by Ana Ruiz\n\n" + PROSE * 16) == ["Ana Ruiz"]
    assert firm(PROSE * 14 + "Written by Ana Ruiz\n\n" + PROSE * 16) == []


@pytest.mark.parametrize(
    "line",
    [
        "_Article contributed by Ana Ruiz_",
        "Originally posted by [Ana Ruiz](u)",
        "Artigo original escrito por Ana Ruiz",
        "Author: Ana Ruiz",
        "_by Ana Ruiz_",
        "作者：张三",
        "_Guest post by Ana Ruiz_\n\nAna is the founder of Acme and has been there for eleven years, which is long.",
    ],
)
@pytest.mark.parametrize("paragraphs", [1, 20, 200])
def test_credits_at_the_end(line: str, paragraphs: int) -> None:
    """A credit may close a post of any length."""
    body = PROSE * paragraphs + line
    assert firm(body) in (["Ana Ruiz"], ["张三"])
    (credit,) = [credit for credit in credits_of(body) if credit.firm]
    assert credit.place == ("tail" if paragraphs > 10 or (credit.form == "plain" and paragraphs > 4) else credit.place)
    assert body[slice(*credit.span)] in ("Ana Ruiz", "张三")


@pytest.mark.parametrize(
    "end",
    [
        "by Ana Ruiz\n\n" + PROSE * 3,
        "## Article by Ana Ruiz",
        "Written by Ana Ruiz\n\n## More\n\ntext",
        "Written by Ana Ruiz\n\n" + PROSE * 5,
        "_De Ana Ruiz_",
        "Some words\nby Ana Ruiz",
        "Photo by Ana Ruiz",
        "- by Ana Ruiz",
        "> _by Ana Ruiz_",
    ],
)
def test_no_credit_at_the_end(end: str) -> None:
    """What other text or a heading follows, and what is no line of its own, does not close a post."""
    assert firm(PROSE * 20 + end) == []


def test_a_section_at_the_end_has_its_own_byline() -> None:
    """The last part of a round-up says who wrote that part."""
    found = credits_of(PROSE * 20 + "## Last\n\nWritten by Ana Ruiz\n\n" + PROSE)
    assert [(credit.form, credit.firm, credit.place) for credit in found] == [("section", False, "head")]


@pytest.mark.parametrize(
    ("end", "names", "form"),
    [
        ("Ana Ruiz", ["Ana Ruiz"], "signature"),
        ("— Ana Ruiz", ["Ana Ruiz"], "signature"),
        ("**_Ana Ruiz_**", ["Ana Ruiz"], "signature"),
        ("Cheers,\n\nAna Ruiz.", ["Ana Ruiz"], "signature"),
        ("<p>Ana Ruiz</p>\n\n[1]: https://x.example", ["Ana Ruiz"], "signature"),
        ("About the author: Ana Ruiz is a writer.", ["Ana Ruiz"], "bio"),
        (
            "## About the author\n\nAna Ruiz is a writer who lives by the sea, and has lived there for many years.",
            ["Ana Ruiz"],
            "bio",
        ),
        ("**About the author**\n\nAna Ruiz, a writer", ["Ana Ruiz"], "bio"),
        ("Über die Autorin: Ana Ruiz ist Ingenieurin.", ["Ana Ruiz"], "bio"),
    ],
)
def test_signatures_and_biographies_only_confirm(end: str, names: list[str], form: str) -> None:
    """They are credits, and never firm."""
    body = PROSE * 20 + end
    (credit,) = credits_of(body)
    assert [person.name for person in credit.people] == names
    assert (credit.form, credit.firm, credit.place) == (form, False, "tail")
    assert body[slice(*credit.span)] == names[0]


@pytest.mark.parametrize(
    "end",
    [
        "The End of It All:",
        "- Ana Ruiz",
        "## Ana Ruiz",
        "Ana Ruiz 2020",
        "Thanks!",
        "See you soon",
        "Ana Ruiz\n\n" + PROSE * 2,
        "x\nAna Ruiz",
    ],
)
def test_what_is_no_signature(end: str) -> None:
    """Headings, items, wrapped lines and closing words are no names."""
    assert credits_of(PROSE * 20 + end) == ()


def test_a_firm_credit_needs_no_signature() -> None:
    """With a byline on top, the sign-off says nothing more."""
    assert [credit.form for credit in credits_of(post("by Ana Ruiz") + "Ben Okafor")] == ["plain"]


def test_head_and_tail_credits_are_all_told_in_order() -> None:
    """A second author who is credited at the end is not lost, and a short post is not read twice."""
    body = post("by Ana Ruiz") + "_Article contributed by Ben Okafor_\n"
    assert firm(body) == ["Ana Ruiz", "Ben Okafor"]
    assert firm("by Ana Ruiz\n\ntext\n\n_Article contributed by Ben Okafor_\n") == ["Ana Ruiz", "Ben Okafor"]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Ana Ruiz", ["Ana Ruiz"]),
        ("Ana M. Ruiz <ana@x.example>", ["Ana M. Ruiz"]),
        ("Ana Ruiz <ana@x.example>; Ben Okafor <ben@x.example>", ["Ana Ruiz", "Ben Okafor"]),
        ("v1.0, 2020-01-01", []),
        ("a line that is no name at all, but words; and more words", []),
    ],
)
def test_the_author_line_of_asciidoc(header: str, names: list[str]) -> None:
    """The line below the title is the author's by definition of the format, wherever its names can be read."""
    body = f"= Title\n{header}\n\n{PROSE}"
    assert firm(body, "asciidoc") == names
    if names:
        (credit,) = credits_of(body, "asciidoc")
        assert (credit.form, [body[slice(*span)] for span in credit.spans]) == ("asciidoc", names)
    assert firm(f"== Part\n{header}\n\n{PROSE}", "asciidoc") == []


def test_fields_of_rst() -> None:
    """`:Author:` is a label."""
    assert firm("Title\n=====\n\n:Author: Ana Ruiz\n\ntext", "rst") == ["Ana Ruiz"]


def test_bodies_on_one_line_of_html() -> None:
    """Minified pages have their byline in the middle of a line."""
    body = "<h1>T</h1><p>By <a href='u'>Ana Ruiz</a></p>" + "<p>Text of the page.</p>" * 30
    assert firm(body, "html") == ["Ana Ruiz"]


def test_only_the_body_is_read() -> None:
    """A byline before or after the given range is not the body's."""
    text = "by Ana Ruiz\n\nby Ben Okafor\n\nby Cleo Zhang"
    start, end = text.index("by Ben"), text.index("by Cleo")
    (credit,) = read_credits(text, start, end)
    assert [person.name for person in credit.people] == ["Ben Okafor"]
    assert read_credits(text, 5, 5) == ()


def test_the_directory_is_asked() -> None:
    """What a site calls an organisation is one."""
    directory = Directory(organisations=frozenset({"Ana Ruiz"}))
    body = post("by Ana Ruiz")
    (credit,) = read_credits(body, 0, len(body), directory=directory)
    assert credit.people[0].kind is Kind.ORGANISATION


BITS = [
    *(
        "by Ana Ruiz",
        "By ",
        "Author:",
        "Authors:",
        "Guest post by ",
        "May 5, 2020",
        "Ana Ruiz",
        " and ",
        ", ",
        "Ben Okafor",
    ),
    *(
        "\n",
        "\n\n",
        "  \n",
        "- ",
        "# ",
        "> ",
        "_",
        "**",
        "[",
        "](u)",
        "<br>",
        "<p>",
        "</p>",
        "作者：",
        "张三",
        "本文由",
        "撰写",
    ),
    *(
        "著",
        "par ",
        "von ",
        "Автор",
        ": ",
        "Написал ",
        "About the author",
        "Ana is a ",
        "@zed",
        " (",
        ")",
        ";",
        "posted on ",
    ),
    *("= T\n", "5 min read ", " | ", " • ", " / ", "씀", " "),
]


@given(
    st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=4)), max_size=24).map("".join),
    st.sampled_from(["markdown", "mdx", "html", "asciidoc", "rst"]),
)
def test_any_text_is_read(text: str, markup: str) -> None:
    """Nothing raises, spans lie in the body in order, and each begins and ends where its name does."""
    text = "---\n---\n" + text
    for credit in read_credits(text, 8, len(text), markup):
        assert len(credit.people) == len(credit.spans) > 0
        assert credit.span == (credit.spans[0].start, credit.spans[-1].end)
        for person, span in zip(credit.people, credit.spans, strict=True):
            assert 8 <= span.start < span.end <= len(text)
            written = text[slice(*span)].casefold()
            if person.name and person.name.isascii() and "_" not in written:
                assert person.name.casefold()[:1] in written
