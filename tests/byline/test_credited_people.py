"""Who is credited: with what the site knows of them, below a label, in a header, by a login, with a description."""

from __future__ import annotations

import pytest

from bylint.byline import read_credits
from bylint.people import Directory, Kind, Person
from readings import credited

PROSE = (
    "This is a paragraph of the post, and it is long enough to be taken for what it is: prose that says something.\n\n"
)
SITE = Directory(
    registry={"zed": Person("Ana Ruiz", handle="aru")},
    aliases={"Ana R": "Ana Ruiz", "Xiqor": "Ben Okafor", "the way": "Cleo Zhang"},
)


@pytest.mark.parametrize(
    ("page", "markup", "name"),
    [
        (f"by @zed\n\n{PROSE}", "markdown", "Ana Ruiz"),
        (f"by Ana R\n\n{PROSE}", "markdown", "Ana Ruiz"),
        (f"by the way\n\n{PROSE}", "markdown", ""),
        (f"_by Xiqor, keeper of the keys at Acme_\n\n{PROSE}", "markdown", "Ben Okafor"),
        (f"by Ana R, keeper of the keys at Acme\n\n{PROSE}", "markdown", "Ana Ruiz"),
        (f"Authors:\n\n- zed\n\n{PROSE}", "markdown", "Ana Ruiz"),
        (f"= T\nXiqor\n\n{PROSE}", "asciidoc", "Ben Okafor"),
        (PROSE * 20 + "Ana R", "markdown", "Ana Ruiz"),
        (PROSE * 20 + "— Xiqor", "markdown", "Ben Okafor"),
        (PROSE * 20 + "About the author: Xiqor is a writer.", "markdown", "Ben Okafor"),
        (PROSE * 20 + "About the author: Ana R, a writer", "markdown", "Ana Ruiz"),
    ],
)
def test_a_site_knows_whom_the_page_credits(page: str, markup: str, name: str) -> None:
    """By login and by another name, wherever the credit stands."""
    found = read_credits(page, 0, len(page), markup, SITE)
    assert [person.name for credit in found for person in credit.people] == ([name] if name else [])
    assert all(person.kind is Kind.PERSON for credit in found for person in credit.people)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Ana Ruiz", "author asciidoc head en: Ana Ruiz"),
        ("Ana_Maria Ruiz", "author asciidoc head en: Ana_Maria Ruiz"),
        ("Ana Ruiz <a@x.example>; Ben Okafor; Cleo Zhang", "author asciidoc head en: Ana Ruiz, Ben Okafor, Cleo Zhang"),
        ("Ana Ruiz; ; Ben Okafor", ""),
        ("Ana Ruiz; the way", ""),
        ("zed", ""),
        ("Ana Ruiz 2", ""),
        ("v1.0", ""),
        ("by Ana Ruiz", "author asciidoc head en: Ana Ruiz"),
    ],
)
def test_the_header_of_asciidoc(header: str, expected: str) -> None:
    """Names with semicolons between them, each where it stands; one that cannot be read makes all of it doubtful."""
    assert credited(f"= T\n{header}\n\n{PROSE}", "asciidoc") == expected
    assert credited(f"// note\n= T\n{header}\n\n{PROSE}", "asciidoc") == expected


def test_a_header_and_a_byline() -> None:
    """Both are told, in the order of the page."""
    page = f"= T\nAna Ruiz\n\n_by Ben Okafor_\n\n{PROSE}"
    assert credited(page, "asciidoc") == "author asciidoc head en: Ana Ruiz; author plain head en: Ben Okafor"
    assert credited(f"= T\nv1.0\n\n_by Ben Okafor_\n\n{PROSE}", "asciidoc") == "author plain head en: Ben Okafor"


NAMES = ("Ana", "Ben", "Carl", "Dora", "Eva", "Felix", "Gina", "Hugo", "Ida", "Jonas", "Karl", "Lena", "Maria")


def test_names_below_a_label() -> None:
    """Those in the first dozen lines; the list ends where an item is no name."""
    names = [f"{name} Ruiz" for name in NAMES]
    items = "".join(f"- {name}\n" for name in names)
    assert credited(f"Authors:\n\n{items}\n{PROSE}") == "author labelled head en: " + ", ".join(names[:11])
    assert credited(f"Authors:\n\n- {names[0]}\n- and so on we went\n- {names[1]}\n\n{PROSE}") == (
        "author labelled head en: Ana Ruiz"
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("by Ana Ruiz\n\nby Ben Okafor", "author plain tail en?: Ana Ruiz; author plain tail en?: Ben Okafor"),
        (
            "by Ana Ruiz\n\nby Ben Okafor\n\nEdited by Cleo Zhang",
            "author plain tail en?: Ana Ruiz; author plain tail en?: Ben Okafor; editor plain tail en: Cleo Zhang",
        ),
        (
            "by Ana Ruiz\n\nPhotos by Ben Okafor",
            "author plain tail en: Ana Ruiz; photographer plain tail en: Ben Okafor",
        ),
        (
            "_Guest post by Ana Ruiz_\n\n_by Ben Okafor_",
            "author guest tail en: Ana Ruiz; author plain tail en: Ben Okafor",
        ),
        (
            "by Ana Ruiz, May 5, 2020\n\nby Ben Okafor, May 6, 2020",
            "author dated tail en?: Ana Ruiz; author dated tail en?: Ben Okafor",
        ),
    ],
)
def test_several_bylines_at_the_end_are_comments(end: str, expected: str) -> None:
    """Two plain ones are not firm; other roles and a guest's sentence stay what they are."""
    assert credited(PROSE * 20 + end) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("_by Ana Ruiz, keeper of the keys_", "author plain head en: Ana Ruiz"),
        ("_by Ana Ruiz, who is keeper of the keys_", ""),
        ("_by Ana Ruiz, keeper of the keys, and more of it_", ""),
        ("_by Ana Ruiz, Keeper Of The Keys_", "author plain head en: Ana Ruiz"),
        ("_by Ana Ruiz and Ben Okafor, keepers of the keys_", ""),
        ("_by the way, keeper of the keys_", ""),
        ("_de Ana Ruiz, guardiana de las llaves_", ""),
        ("by Ana Ruiz, keeper at Acme", "author plain head en: Ana Ruiz"),
        ("by Ana Ruiz, keeper at home", ""),
        ("by Ana Ruiz of Acme on behalf of the Quux Team", "author plain head en: Ana Ruiz"),
        ("by Ana Ruiz we know that much is still to be done", ""),
        ("by Ana Ruiz Many Things Come", ""),
        ("Written by Ana Ruiz, CTO, Ben Okafor", "author plain head en: Ana Ruiz, Ben Okafor"),
        ("_by [zed42](https://x.example)_", "author plain head en: zed42"),
        ("by zed42", ""),
        ("by zed42, May 5, 2020", "author dated head en: zed42"),
        ("by [x](u) zed42", ""),
        ("see [x](u) by zed42", ""),
        ("Written by zed42, May 5, 2020", "author dated head en: zed42"),
        ("Written by Ana", "author plain head en: Ana"),
        ("Written by Hand", ""),
        ("Written by [Hand](u)", "author plain head en: Hand"),
        ("Report by Hand, May 5, 2020", "author dated head en: Hand"),
        ("By January", ""),
        ("_By Sunday_", ""),
        ("By Design and Demand", ""),
        ("By Ana Design Demand", ""),
        ("By Day and Day Again", ""),
        ("#### By Zed Quux and Ana Ruiz", "author plain head en: Zed Quux, Ana Ruiz"),
        ("Text: Zed", ""),
        ("Text: Acme Team", ""),
        ("Text: Zed Quux", "author labelled head en: Zed Quux"),
        ("Author: Zed", "author labelled head en: Zed"),
        ("Author: Acme Team", "author labelled head en: Acme Team"),
        ("_De Zed Quux_", "author plain head es: Zed Quux"),
        ("_De Zed_", ""),
        ("_De la mer_", ""),
        ("Fixed in [#12](https://x.example/pull/12) by Ana Ruiz", ""),
        ("By Ana Ruiz in [#12](https://x.example/pull/12)", ""),
        ("By Ana Ruiz (photos)", "author plain head en: Ana Ruiz"),
        (
            "By Ana Ruiz (text), Ben Okafor (translation)",
            "author plain head en: Ana Ruiz; translator plain head en: Ben Okafor",
        ),
        ("By Ana Ruiz, Ben Okafor (Photos)", "author plain head en: Ana Ruiz; photographer plain head en: Ben Okafor"),
    ],
)
def test_names_rather_than_words(line: str, expected: str) -> None:
    """A known name, a link, a date or emphasis tells a login from a word; descriptions end where a clause begins."""
    assert credited(f"{line}\n\n{PROSE * 3}") == expected


@pytest.mark.parametrize("markup", ["markdown", "mdx", "asciidoc", "rst"])
def test_a_credit_in_any_markup(markup: str) -> None:
    """What has no markup of its own is a credit everywhere, at the top, at the end, and at both."""
    assert credited(f"by Ana Ruiz\n\n{PROSE}", markup) == "author plain head en: Ana Ruiz"
    end = PROSE * 40 + "Written by Ana Ruiz"
    assert credited(end, markup) == "author plain tail en: Ana Ruiz"
    both = f"by Ben Okafor\n\n{end}"
    assert credited(both, markup) == "author plain head en: Ben Okafor; author plain tail en: Ana Ruiz"


def test_signatures_can_be_left_out() -> None:
    """Then only what may accuse is read."""
    page = PROSE * 20 + "Written by Ana Ruiz\n\nBen Okafor"
    signed = PROSE * 20 + "Ben Okafor"
    assert read_credits(signed, 0, len(signed), signatures=False) == ()
    assert [one.form for one in read_credits(page, 0, len(page), signatures=False)] == ["plain"]
    edited = PROSE * 20 + "Edited by Ana Ruiz\n\nBen Okafor"
    assert [one.form for one in read_credits(edited, 0, len(edited))] == ["plain", "signature"]
    assert [one.form for one in read_credits(edited, 0, len(edited), signatures=False)] == ["plain"]


ANA = "author plain head en: Ana Ruiz"


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("Name: Quux\n\nAuthor: Ana Ruiz", ""),
        ("Name of it: Quux\n\nAuthor: Ana Ruiz", ""),
        ("The name of it: Quux\n\nAuthor: Ana Ruiz", "author labelled head en: Ana Ruiz"),
        (f"Name: {'Quux ' * 22}\n\nAuthor: Ana Ruiz", ""),
        (f"Name: {'Quux ' * 23}\n\nAuthor: Ana Ruiz", "author labelled head en: Ana Ruiz"),
        ("Name: Quux\n\nNews\n\nAuthor: Ana Ruiz", "author labelled head en: Ana Ruiz"),
        ("Author: Ana Ruiz\n\nPrice of it: 5", ""),
        ("Author: Ana Ruiz\n\nThe price of it: 5", "author labelled head en: Ana Ruiz"),
        ("Price: 5\n\nby Ana Ruiz", ANA),
        ("de Ana Ruiz  \nNews", ""),
        ("de Ana Ruiz  \nMay 5, 2020", "author dated head es: Ana Ruiz"),
        ("May 5, 2020  \nde Ana Ruiz", "author dated head es: Ana Ruiz"),
        ("News\n\nde Ana Ruiz\n\nNews", "author plain head es: Ana Ruiz"),
        (f"“{'A word. ' * 48}”\n\nby Ana Ruiz", ""),
        (f"“{'A word. ' * 50}”\n\nby Ana Ruiz", ANA),
        (f"“{'A word. ' * 50}”\nby Ana Ruiz", ""),
        ("“A word.”\n\nNews\n\nby Ana Ruiz", ANA),
        ("May 5, 2020 (in a town by the sea)\nby Ana Ruiz", "author dated head en: Ana Ruiz"),
        ("May 5, 2020 one two three four\nby Ana Ruiz", "author dated head en: Ana Ruiz"),
        ("May 5, 2020 one two three four five\nby Ana Ruiz", ""),
        (f"May 5, 2020 {'a' * 39}\nby Ana Ruiz", "author dated head en: Ana Ruiz"),
        (f"May 5, 2020 {'a' * 40}\nby Ana Ruiz", ""),
    ],
)
def test_what_stands_beside_a_credit(top: str, expected: str) -> None:
    """Short labels of up to three words make a sheet, a quotation up to four hundred letters has its own author."""
    assert credited(f"{top}\n\n{PROSE * 3}") == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("by Ana Ruiz  \nNews", ""),
        ("_by Ana Ruiz_  \nNews", "author plain tail en: Ana Ruiz"),
        ("by Ana Ruiz  \nMay 5, 2020", "author dated tail en: Ana Ruiz"),
        ("Written by Ana Ruiz  \nNews", "author plain tail en: Ana Ruiz"),
        ("Hi,\n\nJo", "author signature tail en?: Jo"),
        ("About the author: Jo is a writer.", "author bio tail en?: Jo"),
        ("About the author: A. Ruiz is a writer.", "author bio tail en?: A. Ruiz"),
        ("About the author: our Ana Ruiz is a writer.", ""),
        (f"About the author: Ana Ruiz {'very ' * 9}much is", ""),
    ],
)
def test_what_stands_beside_a_credit_at_the_end(end: str, expected: str) -> None:
    """Names of two letters sign; what shares a paragraph with a bare byline takes it away."""
    assert credited(PROSE * 20 + end) == expected


def test_running_text_behind_a_group_is_none_of_its_name() -> None:
    """The credit is the group's, and covers its name alone."""
    rest = "\n\nNews of the day, and a little more of it.\n"
    assert credited("_by Quux Team, keeper of the keys_" + rest) == "author plain head en: Quux Team"
    assert credited("_by Quux Team, Lund_" + rest) == "author plain head en: Quux Team, Lund"


def test_a_sentence_in_italics_presents_somebody() -> None:
    """At the end of a post, where nothing else there looks like a credit."""
    news = "News of the day, and a little more of it.\n\n" * 3
    assert credited(news + "_Ana Ruiz is a writer._\n") == "author bio tail en?: Ana Ruiz"
    assert credited(news + "Ana Ruiz is a writer.\n") == ""
