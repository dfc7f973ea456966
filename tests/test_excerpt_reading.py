"""What an excerpt made from a body says."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.document import parse
from bylint.excerpt import LENGTH, read_excerpt, shorten
from bylint.post import Post
from bylint.source import Source
from bylint.testing import make_site

MILL = "The mill at the river opens its doors again on Sunday."
BREAD = "There will be bread for everybody who comes early."


def excerpt(body: str, path: str = "content/post.md", length: int = LENGTH) -> str:
    return read_excerpt(Post(parse(Source(path, f"---\ntitle: x\n---\n{body}")), make_site({}), root_path=path), length)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (MILL, MILL),
        (f"{MILL}\n\n{BREAD}", MILL),
        (f"{MILL}\n\n{BREAD}\n\n<!--more-->\n\nMore.", f"{MILL} {BREAD}"),
        (f"{MILL}\n\n<!-- more -->\n\n{BREAD}", MILL),
        (f"{MILL}\n\n<!-- truncate -->\n\n{BREAD}", MILL),
        (f"Oh!\n\n{MILL}\n\n<!--more Read on-->\n\n{BREAD}", f"Oh! {MILL}"),
        (f"{MILL}\n\nAll the news:\n\n<!--more-->\n\n{BREAD}", MILL),
        (f"<!--more-->\n\n{MILL}", MILL),
        (f"Oh!\n\n<!--more-->\n\n{MILL}", ""),
        (f"# The mill\n\n{MILL}", MILL),
        (f"![the mill](/mill.png)\n\n{MILL}", MILL),
        (f"<img src='/mill.png' alt='the mill at the river that is old'>\n\n{MILL}", MILL),
        (f"**May 3, 2021**\n\n_by Ana Ruiz_\n\n{MILL}", MILL),
        (f"Published on 3 May 2021\n\n{MILL}", MILL),
        (f"2021年5月3日\n\n{MILL}", MILL),
        (f"<p><strong>3. Mai 2021</strong><br />{MILL}</p>", MILL),
        (f"May 3, 2021 – {MILL}", MILL),
        (f"PALO VERDE, Calif., May 3, 2021 (NEWS WIRE) -- {MILL}", MILL),
        (f"PALO VERDE, Calif.--(NEWS WIRE)--{MILL}", MILL),
        (f"NASA - {MILL}", f"NASA - {MILL}"),
        (f"**Author:** Ana Ruiz (Northlight)\n\n{MILL}", MILL),
        (f"_Guest post by Ana Ruiz, Chief Miller and CTO of Northlight Mills. {MILL}_", MILL),
        (f"This post originally appeared on May 3, 2021 in the Daily Miller.\n\n{MILL}", MILL),
        (f"Reading time: 4 minutes, if you are quick about it\n\n{MILL}", MILL),
        (f"Dieser Text ist zuerst erschienen im Mühlenboten, Heft 3.\n\n{MILL}", MILL),
        (f"[This post in French](/fr/) | [This post in German, the whole](/de/)\n\n{MILL}", MILL),
        (f"https://example.org/mill is what there was to be seen\n\n{MILL}", MILL),
        (f"- a list of things that is long enough to be taken\n- b\n\n{MILL}", MILL),
        (f"> A quotation that is long enough to be a paragraph.\n\n{MILL}", MILL),
        (f"```\ncode that is long enough to be a paragraph here\n```\n\n{MILL}", MILL),
        (f"Hello all!\n\n{MILL}", MILL),
        (f"These are the things that were to be seen there:\n\n- a\n\n{MILL}", MILL),
        (f"{MILL} These were to be seen:\n\n- a", MILL),
        (
            "The **old** [mill](/mill/) &amp; its _new_ wheel are worth a visit&hellip;",
            "The old mill & its new wheel are worth a visit…",
        ),
        (
            "The `mill` command and <code>a &lt; b</code> grind what you give them, daily.",
            "The mill command and a < b grind what you give them, daily.",
        ),
        (
            "The mill {{< badge >}} opens on Sunday, and {% include x %} on Monday.",
            "The mill opens on Sunday, and on Monday.",
        ),
        ("The mill at the river\nopens its doors\nagain on Sunday.", MILL),
        ("川のそばの水車小屋は日曜日に\nまた開きます。", "川のそばの水車小屋は日曜日にまた開きます。"),
        ("A few words only", "A few words only"),
        ("Two words", ""),
        ("", ""),
        ("2021\n\n---\n", ""),
        ("# Only a heading that is long enough for an excerpt", ""),
    ],
)
def test_the_first_text_of_a_body(body: str, text: str) -> None:
    """The text before the mark, or the first paragraph that says something, as a reader sees it."""
    assert excerpt(body) == text


def test_other_markups_are_read_as_theirs() -> None:
    """AsciiDoc's header is no text, and MDX has a mark of its own."""
    assert excerpt(f"= The mill\nAna Ruiz\n2021-05-03\n\n{MILL}", "post.adoc") == MILL
    assert excerpt(f"{MILL}\n\n{BREAD}\n\n{{/* truncate */}}\n\nMore.", "post.mdx") == f"{MILL} {BREAD}"
    assert excerpt(f"<h1>The mill</h1><p>{MILL}</p><p>{BREAD}</p>", "post.html") == MILL


def test_credits_inside_a_long_sentence_stay() -> None:
    """What is no more than partly a credit is a text."""
    long = (
        "Guest post by Ana Ruiz, who "
        + "walked along the river and wrote down all that she saw there and " * 5
        + "came home."
    )
    assert excerpt(long).startswith("Guest post by Ana Ruiz")


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("One two three.", 20, "One two three."),
        ("One two three four. Five six seven.", 25, "One two three four."),
        ("One. Two three four five six seven.", 25, "One. Two three four five…"),
        ("Mr. Okafor and Dr. Ruiz met Ana B. Ek at noon.", 30, "Mr. Okafor and Dr. Ruiz met…"),
        ("The U.S. mill, e.g. this one, opens", 25, "The U.S. mill, e.g. this…"),
        ("It opens (at last! and for all) on Sunday.", 30, "It opens (at last! and for…"),
        ("It opens on Sunday! bring bread and salt", 30, "It opens on Sunday!"),
        ("水車小屋が開きます。日曜日にまた来てくださいね。", 15, "水車小屋が開きます。"),
        ("水車小屋が開きます日曜日にまた来てくださいね", 10, "水車小屋が開きます…"),
        ("One two, three", 9, "One two…"),
        ("One two three", 8, "One two…"),
        ("x" * 20, 10, "x" * 9 + "…"),
        ("One two", 0, "…"),
    ],
)
def test_a_text_is_cut_where_a_writer_would(text: str, length: int, cut: str) -> None:
    """After a sentence if it is far enough in, else after a word; an abbreviation or an open bracket ends nothing."""
    assert shorten(text, length) == cut


BODIES = st.lists(
    st.sampled_from(
        [
            "_by Ana Ruiz_",
            "May 3, 2021",
            "\n\n",
            "\n",
            "<br>",
            "<p>",
            "</p>",
            "`",
            "<code>a</code>",
            "[a](b)",
            "**",
            "# ",
            "- ",
            "> ",
            "<!--more-->",
            MILL,
            "…",
            ". ",
            "日本語。",
            "Guest post by Ana Ruiz, ",
            "{{< x >}}",
            "&amp;",
            "\\",
            "A. ",
        ]
    )
    | st.text(max_size=8),
    max_size=20,
).map("".join)


@given(body=BODIES, length=st.integers(1, 400), path=st.sampled_from(["x.md", "x.mdx", "x.html", "x.adoc", "x.rst"]))
def test_an_excerpt_is_one_line_of_the_length_asked_for(body: str, length: int, path: str) -> None:
    """Whatever the body: no newline, no double blank, no more than so many characters."""
    found = excerpt(body, path, length)
    assert len(found) <= length
    assert not re.search(r"[\n\r]|  |\A\s|\s\Z", found)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a ",
        "A. ",
        "A, ",
        "(",
        ")",
        ". ",
        "`a` ",
        "<code>",
        "<code>a</code>",
        "<!--",
        "<!--more-->",
        "AB ",
        "AB, ",
        "2021 ",
        "[a](b)",
        "…",
        "by X\n",
        "\n\na",
        "- ",
        ":",
        "。",
        "<br>",
    ],
)
@pytest.mark.timeout(120)
def test_time_grows_with_the_body_only(unit: str) -> None:
    """A megabyte of what the expressions look for takes no more than the reading of its lines."""
    excerpt(unit * (1_000_000 // len(unit)))
    shorten(unit * (20_000 // len(unit)), 10_000)


def test_entities_are_resolved_once() -> None:
    """An entity that stands for itself stays readable."""
    assert excerpt("Write &amp;amp; where you mean an ampersand, and be understood.") == unescape(
        "Write &amp;amp; where you mean an ampersand, and be understood."
    )


PARTS = st.sampled_from(
    [
        MILL,
        f"{MILL} {BREAD} {MILL} {BREAD}",
        "Oh!",
        "All the news:",
        "May 3, 2021",
        "by Ana Ruiz",
        "# The mill",
        "- a list of things that is long enough to be taken",
        "![the mill](/mill.png)",
        "<!-- what nobody sees",
        "seen by nobody -->",
        "```",
        "    indented, and long enough to be taken for a paragraph",
        "<pre>",
        "</pre>",
        "<code>",
        "{{< quote >}}",
        "{{< /quote >}}",
        "{% raw %}",
        "{% endraw %}",
        "[caption]",
        "[/caption]",
        "<!--more-->",
        "> A quotation that is long enough to be a paragraph.",
        f"[{MILL}](/mill/) {BREAD * 3}",
    ]
)


@given(st.lists(st.tuples(PARTS, st.sampled_from(["\n\n", "\n", "\n \n", "\r\n\r\n"])), max_size=30))
def test_a_short_look_at_a_body_says_what_a_long_one_says(parts: list[tuple[str, str]]) -> None:
    """A body is read to the end of its first paragraphs only, and the rest would change nothing."""
    body = "".join(part + blank for part, blank in parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bylint.excerpt._WINDOWS", ())
        whole = excerpt(body)
    assert excerpt(body) == whole
