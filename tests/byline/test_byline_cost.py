"""What reading costs: nothing grows faster than the text, and most posts are dismissed at once."""

from __future__ import annotations

import pytest

from bylint.byline import read_credits
from bylint.byline.prefilter import last_candidate, may_credit, may_sign
from bylint.languages import vocabulary
from bylint.visible import head, tail
from counting import calls_of

UNITS = (
    *(
        "[",
        "![",
        "](",
        "<",
        "<a ",
        '<a "',
        "</",
        "<pre",
        "<pre>",
        "<code>",
        "<!--",
        "{{",
        "{{<",
        "{%",
        "{{< figure ",
        "[caption] ",
    ),
    *(
        "`",
        "``` ",
        "\n```",
        "\n~~~",
        "\n",
        "\n\n",
        " ",
        "\t",
        "*",
        "_",
        "**a",
        "_a ",
        "&",
        "&amp",
        "\\",
        "(",
        "((",
        ")",
        "> ",
        "\n> ",
    ),
    *(
        "- ",
        "\n- ",
        "1. ",
        "\n1. ",
        "#",
        "\n# a",
        "|",
        "\n|",
        "--- | ",
        "\n---|",
        "[a]: ",
        "5 ",
        "May ",
        "5 May ",
        "2020-",
        "12:30 ",
    ),
    *(
        "by ",
        "\nby ",
        "posted ",
        "\nposted by A ",
        "author: ",
        "A. ",
        "Ana, ",
        "作者",
        "作者：",
        "é",
        "a",
        "A ",
        ";",
        " | ",
        " · ",
    ),
    *("\0", "\r", "\r\n", "\u00a0"),
)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.timeout(120)
def test_a_long_text_of_anything_is_read_in_no_time(unit: str) -> None:
    """A few hundred kilobytes of one mark, with a byline at either end, cost a fraction of a second."""
    text = "\nby Ana Ruiz\n\n" + unit * (300_000 // len(unit)) + "\n\nWritten by Ana Ruiz"
    for markup in ("markdown", "html") if unit.strip() else ("markdown", "html", "asciidoc", "rst"):
        head(text, 0, len(text), markup)
        tail(text, 0, len(text), markup)
        read_credits(text, 0, len(text), markup)


def test_megabytes_cost_no_more_than_one_pass() -> None:
    """The head does not grow with the text, the end of it needs one pass over the rest."""
    text = "by Ana Ruiz\n\n" + "Some text of a paragraph. " * 100_000 + "\n\nWritten by Ben Okafor"
    few = calls_of(lambda: head(text, 0, 50_000))
    assert calls_of(lambda: head(text, 0, len(text))) < 2 * few
    short = text[:1_000] + text[-50_000:]
    few = calls_of(lambda: read_credits(short, 0, len(short)))
    assert calls_of(lambda: read_credits(text, 0, len(text))) < 2 * few


def test_a_post_without_a_credit_is_dismissed_at_once() -> None:
    """The question whether there could be a credit takes a few searches, far from the cost of an answer."""
    line = "Then we look at what the machines do all day, and why they do it at night as well as they can, too.\n"
    body = (line * 4 + "\n") * 10
    assert not may_credit(body)
    assert not may_sign(body)
    assert calls_of(lambda: read_credits(body, 0, len(body))) < 200


def test_the_languages_are_loaded_once() -> None:
    """And each with little work."""
    assert vocabulary() is vocabulary()
    assert calls_of(vocabulary.__wrapped__) < 1_000 * len(vocabulary().languages)


def test_the_last_candidate_is_the_place_of_its_line() -> None:
    """How far the head is read depends on where the last line starts that starts as a credit does."""
    above = "by Ana Ruiz\n\nThe first winter was long.\n\n"
    assert last_candidate(above + "<p>by Ben Okafor</p>\n\nThe second was not.\n") == len(above)
    assert last_candidate("The first winter was long.\n") == -1
    assert last_candidate("The first winter.\n" * 24 + "by Ana Ruiz\n") == -1
    assert last_candidate("The first winter.\n" * 24 + "by Ana Ruiz\n", last=True) == 24 * 18


@pytest.mark.parametrize("unit", UNITS)
def test_the_end_has_every_candidate_of_the_beginning(unit: str) -> None:
    """A short body is asked once, as an end: whatever starts a credit in a head does so there."""
    for line in (
        "by Ana Ruiz",
        "<p>by Ana Ruiz</p>",
        "Author: Ana Ruiz",
        "5 May | Ana Ruiz",
        "作者：李明",
        "<b>A</b> by Ana",
    ):
        for body in (f"{unit}{line}\n", f"{line}{unit}\n", f"{unit}\n{line}\n{unit}", f"A day.\n\n{line}\n{unit * 9}"):
            assert may_credit(body, last=True) or not may_credit(body), body


@pytest.mark.parametrize(
    "above", ["A line above.\n\n", "- an item\n\n", "> a quote\n", "```\ncode\n```\n", "    code\n\n"]
)
def test_the_last_lines_do_not_depend_on_what_stands_far_above(above: str) -> None:
    """The end of a long body reads as it does alone, whatever comes before it."""
    end = "".join(f"Paragraph number {number} of the end.\n\n" for number in range(14)) + "by Ana Ruiz\n"
    text = above * 200 + "\n\n" + end
    assert [line.text for line in tail(text, 0, len(text))] == [line.text for line in tail(end, 0, len(end))]
