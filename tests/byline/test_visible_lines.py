"""What a reader sees of a body's first and last lines, and where in the source it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.visible import Line, head, tail
from bylint.visible.blocks import Block
from bylint.visible.inline import lines as inline_lines

MARKUPS = ("markdown", "mdx", "html", "asciidoc", "rst")


def seen(text: str, markup: str = "markdown") -> list[str]:
    return [line.text for line in head(text, 0, len(text), markup, 50)]


def only(text: str, markup: str = "markdown") -> Line:
    (line,) = head(text, 0, len(text), markup)
    return line


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        ("_by Ana Ruiz_", "by Ana Ruiz"),
        ("**By** ***Ana*** ~~Ruiz~~", "By Ana Ruiz"),
        ("a snake_case_name and _x_y_", "a snake_case_name and x_y"),
        ("5 * 3 ~ 2 _ 1", "5 * 3 ~ 2 _ 1"),
        (r"\*not\* \a \\ end\ ", r"*not* \a \ end\ ".strip()),
        ("a `code` b", "a \0 b"),
        ("a ``x ` y`` b", "a \0 b"),
        ("a ` b", "a ` b"),
        ("by [Ana][1] of [Org](https://x.example/a_(b) 'title')", "by Ana of Org"),
        ("[Ana] [1] (x) [ ]", "Ana (x) [ ]"),
        ("![alt](a.png) by ![alt][2]Ana", "by Ana"),
        ("[![alt](a.png)](b) Ana", "Ana"),
        ("![unclosed by", "![unclosed by"),
        ("a ] b", "a ] b"),
        ("text[^1] more", "text more"),
        ("by&nbsp;Ana &amp; B&#233;n &#8211; x &; &bogus;", "by Ana & Bén – x &; &bogus;"),
        ("by\u00a0Ana\u200b Ru\u00adiz\ufeff", "by Ana Ruiz"),
        ("by \t  Ana   Ruiz ", "by Ana Ruiz"),
        ("<i><span>by</span></i><a href='u'><i><span> </span></i><i>Ana</i></a>", "by Ana"),
        ('<strong data-x="a > b">Apr 21</strong>', "Apr 21"),
        ("<https://x.example> <ana@x.example> < b <1>", "https://x.example ana@x.example < b <1>"),
        ("by <em>Ana", "by Ana"),
        ("a<!-- hidden -->b {/* hidden */}c", "ab c"),
        ("a {{< ref x >}} b {% x %} {{ y }} {#id .c} c { d", "a b c { d"),
        ("a <code>x</code> b", "a b"),
        ("a [gallery ids=1] b [more] c", "a b c"),
        ("by <script>x</script>Ana", None),
    ],
)
def test_inline_markup_is_not_visible(source: str, visible: str | None) -> None:
    """Marks, tags, targets and entities go; what only looks like a mark stays."""
    expected = ["by", "Ana"] if visible is None else [visible]
    assert seen(source) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "```\nby Ana\n```",
        "~~~ text `x`\nby Ana\n\nby Ben\n~~~~",
        "  ```js\n  by Ana\n  ```",
        "```\nby Ana",
        "    by Ana\n\n\tby Ben",
        "<pre>\nby Ana\n\nby Ben\n</pre>",
        "<PRE class='x'>by Ana</PRE >",
        "<script>by Ana</script>",
        "<style>by Ana",
        "<blockquote><blockquote>a</blockquote>\n\nby Ana</blockquote>",
        "<table><tr><td>by Ana</td></tr></table>",
        "<figure><figcaption>by Ana</figcaption></figure>",
        "<code>by Ana\nx",
        "<!-- by Ana\n\nby Ben -->",
        "<!-- by Ana",
        "> by Ana\nlazy line",
        "| by Ana | x |\n|---|---|\n| a | b |",
        "by Ana | x\n---|---\na | b",
        "{{< highlight go >}}by Ana{{< /highlight >}}",
        '{{< figure src="x" caption="by Ana" >}}',
        "{% highlight x %}\nby Ana\n{% endhighlight %}",
        "[caption id='x']by Ana[/caption]",
        "[1]: https://x.example",
        "[^1]: by Ana",
        "***",
        "- - -",
        "{: .byline}",
        ":::note",
    ],
)
def test_what_is_no_text_of_the_post_is_not_visible(hidden: str) -> None:
    """Code, quotes, tables, captions, comments and definitions hide what they hold, and nothing else."""
    assert seen(f"before\n\n{hidden}")[:1] == ["before"]
    assert "by" not in " ".join(seen(f"before\n\n{hidden}\n")).replace("before", "")


@pytest.mark.parametrize(
    "source",
    [
        "```\ncode\n``\n```\n\nafter",
        "~~~\n```\n~~~\n\nafter",
        "<pre>x</pre>after",
        "<code>x\n\nafter",
        "{{< quote >}}after",
        "[caption] after",
        "> quote\n\nafter",
        "| a |\n\nafter",
        "<TABLE>x</TABLE>\nafter",
        "<pre\n>x</pre\n>after",
    ],
)
def test_text_after_hidden_stretches_is_visible(source: str) -> None:
    """A stretch ends where its own end mark stands."""
    assert seen(source)[-1] == "after"


def test_an_unpaired_shortcode_is_only_a_tag() -> None:
    """Without its closing shortcode, it hides itself and nothing after it, however often it comes."""
    assert seen("{{< figure a >}} by Ana\n\n{{< figure b >}} by Ben") == ["by Ana", "by Ben"]
    assert seen("[caption] by Ana\n\n[caption] by Ben") == ["by Ana", "by Ben"]


def test_lines_know_their_paragraph_and_how_they_were_broken() -> None:
    """A soft newline flows on; two blanks, a backslash, `<br>` and a block tag do not."""
    text = "a\nb  \nc\\\nd<br>\ne<br/>f<p>g</p>h\n\ni"
    lines = head(text, 0, len(text), "markdown", 20)
    assert [(line.text, line.flows) for line in lines] == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", False),
        ("e", False),
        ("f", False),
        ("g", False),
        ("h", False),
        ("i", False),
    ]
    assert [line.block for line in lines] == [1, 1, 1, 1, 1, 1, 2, 3, 4]


def test_headings_items_and_emphasis_are_marked() -> None:
    """ATX, underlined and HTML headings have a level; list items and wholly emphasised lines are told."""
    text = "# A #\n\nB\n===\n\nC\n---\n\n- d\n\n  e\n\nf\n\n"
    text += "<h3>g</h3><ul><li>h</li></ul>i\n\n1. j\n\n**k** _l_\n\n**m** n\n"
    lines = {line.text: line for line in head(text, 0, len(text), "markdown", 30)}
    assert {text: line.level for text, line in lines.items() if line.level} == {"A": 1, "B": 1, "C": 2, "g": 3}
    assert {text for text, line in lines.items() if line.item} == {"d", "e", "h", "j"}
    assert {text for text, line in lines.items() if line.emphasised} == {"k l"}


def test_emphasis_may_run_over_lines() -> None:
    """Marks that are opened on one line and closed on the next are marks on both."""
    text = "**May 27, 2020 /\n** _By [@zed][1]_\n\n_by [A][1] and [B][2]\n_"
    lines = head(text, 0, len(text))
    assert [(line.text, line.emphasised) for line in lines] == [
        ("May 27, 2020 /", True),
        ("By @zed", True),
        ("by A and B", True),
    ]


def test_a_numbered_line_interrupts_a_paragraph_only_as_number_one() -> None:
    """A hard-wrapped line that starts with a year is no list."""
    assert [line.item for line in head("a\n2019. b\n1. c", 0, 14)] == [False, False, True]


def test_links_are_ranges_of_visible_text() -> None:
    """Markdown, HTML and automatic links are told with their targets, across collapsed blanks and line breaks."""
    text = '  by  [Ana  Ruiz](https://a.example)  and <a href="https://b.example?x&amp;y">Ben<br>Okafor</a> <https://c.example>'
    first, second = head(text, 0, len(text))
    assert [(first.text[a:b], url) for a, b, url in first.links] == [
        ("Ana Ruiz", "https://a.example"),
        ("Ben", "https://b.example?x&y"),
    ]
    assert [(second.text[a:b], url) for a, b, url in second.links] == [
        ("Okafor", "https://b.example?x&y"),
        ("https://c.example", "https://c.example"),
    ]
    assert only("[a][1]").links == ((0, 1, ""),)
    assert only("<a>x</a><a href=y></a>").links == ()


@pytest.mark.parametrize(
    ("source", "name", "slice_"),
    [
        ("_by Ana_", "Ana", "Ana"),
        ("by [Ana Ruiz](u)", "Ana Ruiz", "Ana Ruiz"),
        ("by B&eacute;n x", "Bén", "B&eacute;n"),
        ("by Ana&nbsp;  Ruiz", "Ana Ruiz", "Ana&nbsp;  Ruiz"),
        (r"by A\*b", "A*b", r"A\*b"),
        ("by **Ana** <i>Ruiz</i>", "Ana Ruiz", "Ana** <i>Ruiz"),
        ("by Caf&eacute;", "Café", "Caf&eacute;"),
    ],
)
def test_spans_lead_back_to_the_source(source: str, name: str, slice_: str) -> None:
    """The span of a slice of visible text is exactly what the writer wrote there."""
    text = f"---\nx: 1\n---\n{source}"
    (line,) = head(text, 13, len(text))
    at = line.text.index(name)
    span = line.span(at, at + len(name))
    assert text[span.start : span.end] == slice_
    assert line.span() == line.span(0, len(line.text))
    assert line.span(1, 1) == (line.starts[1], line.starts[1])
    assert line.span(len(line.text)).start == line.ends[-1]


def test_the_limit_counts_visible_lines() -> None:
    """The head stops at the limit, the tail keeps the last ones."""
    text = "\n\n".join(f"line {n}" for n in range(40))
    assert [line.text for line in head(text, 0, len(text))] == [f"line {n}" for n in range(12)]
    assert [line.text for line in tail(text, 0, len(text), limit=3)] == ["line 37", "line 38", "line 39"]
    assert [line.text for line in tail("a\n\nb", 0, 4)] == ["a", "b"]
    assert head("abc", 1, 1) == ()
    assert tail("", 0, 0) == ()


def test_the_head_looks_past_a_long_hidden_stretch() -> None:
    """Thousands of characters of code before the first line are no reason to see nothing."""
    text = "```\n" + "x = 1\n" * 3000 + "```\n\nby Ana\n"
    assert seen(text) == ["by Ana"]
    assert [line.text for line in tail(text, 0, len(text))] == ["by Ana"]


def test_the_tail_knows_what_was_opened_far_above() -> None:
    """A fence or comment opened before the window hides the end of the body, and a closed one does not."""
    filler = "text of a line\n\n" * 1200
    for opened in ("```\n", "<!-- ", "<pre>"):
        body = f"first\n\n{opened}{filler}by Ana\n"
        assert [line.text for line in tail(body, 0, len(body))] == []
    body = f"```\ncode\n```\n\n{filler}by Ana"
    assert tail(body, 0, len(body))[-1].text == "by Ana"
    long_line = "x" * 20_000 + "\nby Ana"
    assert [line.text for line in tail(long_line, 0, len(long_line))] == ["by Ana"]
    assert len(tail("x" * 20_000, 0, 20_000)[0].text) <= 8192


def test_lists_of_many_images_do_not_shorten_the_tail() -> None:
    """Blocks without visible text are passed over until there are enough lines."""
    text = "a\n\nb\n\n" + "![x](y.png)\n\n" * 60
    assert [line.text for line in tail(text, 0, len(text), limit=2)] == ["a", "b"]


def test_a_line_of_megabytes_is_cut() -> None:
    """No more of a block is read than a byline could need."""
    text = "word " * 400_000
    assert len(only(text).text) < 8_200


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_all_newlines_are_understood(newline: str) -> None:
    """Carriage returns end lines, too, and make no hard break."""
    text = newline.join(["a", "b", "", "by Ana"])
    lines = head(text, 0, len(text))
    assert [(line.text, line.flows) for line in lines] == [("a", False), ("b", True), ("by Ana", False)]
    assert text[slice(*lines[2].span())] == "by Ana"


def test_mdx_modules_are_not_text() -> None:
    """`import` and `export` are code in MDX, prose in Markdown."""
    text = "import X from 'y'\nexport const z = 1\n\nby Ana\nimport duties"
    assert seen(text, "mdx") == ["by Ana", "import duties"]
    assert len(seen(text)) == 4


def test_html_has_no_marks_of_markdown() -> None:
    """In an HTML body, asterisks, underscores and indentation mean nothing."""
    text = "<h1>T</h1>\n    <p>_by_ *Ana*<br>\n# b [c](d)</p>"
    assert seen(text, "html") == ["T", "_by_ *Ana*", "# b [c](d)"]


def test_asciidoc_header_and_blocks() -> None:
    """The lines below the title are its header; listings, comments and attributes are not text."""
    text = "= Title\nAna Ruiz <ana@x.example>\nv1, 2020\n:toc:\n\ntext\n// no\nmore\n\n"
    text += "----\nby X\n----\n\n* item\n== Part\nx"
    lines = head(text, 0, len(text), "asciidoc", 20)
    assert [(line.text, line.level, line.header, line.item) for line in lines] == [
        ("Title", 1, False, False),
        ("Ana Ruiz ana@x.example", 0, True, False),
        ("v1, 2020", 0, True, False),
        ("text", 0, False, False),
        ("more", 0, False, False),
        ("item", 0, False, True),
        ("Part", 2, False, False),
        ("x", 0, False, False),
    ]


def test_rst_fields_headings_and_directives() -> None:
    """Fields are read, directives and indented blocks are not."""
    text = "Title\n=====\n\n:Author: Ana Ruiz\n:Date: x\n\ntext\nmore\n\n.. note::\n\n   by Ben\n\nlast"
    lines = head(text, 0, len(text), "rst", 20)
    assert [(line.text, line.level) for line in lines] == [
        ("Title", 1),
        ("Author: Ana Ruiz", 0),
        ("Date: x", 0),
        ("text", 0),
        ("more", 0),
        ("last", 0),
    ]
    assert lines[4].flows


SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "by Ana",
                    "_",
                    "**",
                    "[",
                    "](u)",
                    "][1]",
                    "![",
                    "<br>",
                    "<p>",
                    "</p>",
                    "<a href='x'>",
                    "</a>",
                    "<!--",
                    "-->",
                ),
                *(
                    "```",
                    "~~~",
                    "\n",
                    "\n\n",
                    "  \n",
                    "`",
                    "&nbsp;",
                    "&amp;",
                    "<pre>",
                    "</pre>",
                    "{{< figure",
                    ">}}",
                    "{%",
                    "%}",
                ),
                *(
                    "> ",
                    "- ",
                    "1. ",
                    "    ",
                    "# ",
                    "\n===\n",
                    "\n---\n",
                    "\\",
                    "\u00a0",
                    "\u200b",
                    "\0",
                    "\r",
                    "\r\n",
                    "= T\n",
                ),
                *(
                    ":Author: ",
                    ".. ",
                    "[caption]",
                    "<li>",
                    "</h2>",
                    "<h2>",
                    "<code>",
                    "(",
                    ")",
                    "]",
                    "<",
                    ">",
                    "é",
                    "文",
                    "🚀",
                    ":",
                ),
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=40,
).map("".join)


@given(SOUP, st.sampled_from([*MARKUPS, "unknown"]), st.integers(0, 8))
def test_any_text_has_lines_with_true_offsets(text: str, markup: str, start: int) -> None:
    """Nothing raises; characters are in order, inside the body, and those written plainly stand where the map says."""
    start = min(start, len(text))
    for line in (*head(text, start, len(text), markup), *tail(text, start, len(text), markup)):
        assert line.text
        assert line.text == line.text.strip()
        assert len(line.text) == len(line.starts) == len(line.ends)
        assert list(line.starts) == sorted(line.starts)
        for char, at, stop in zip(line.text, line.starts, line.ends, strict=True):
            assert start <= at < stop <= len(text)
            assert stop - at > 1 or char == text[at] or (char == " " and text[at].isspace())
        assert all(0 <= a < b <= len(line.text) for a, b, _ in line.links)


def test_reading_a_block_twice_gives_the_same() -> None:
    """Lines of a block depend on nothing but the block."""
    block = Block(0, 11)
    once, again = (list(inline_lines("by _Ana_ [x", 5, block, 1, markdown=True)) for _ in range(2))
    assert [(line.text, line.starts, line.links) for line in once] == [
        (line.text, line.starts, line.links) for line in again
    ]
    assert once[0].span(3, 6) == (9, 12)


def test_a_line_is_read_when_it_is_asked_for() -> None:
    """What stands for a line that was not read is, once read, the same as any other."""
    text = "# Lake *and* snow\n\n- By [Ana  Ruiz](u)\n\n_all of it_\n"
    title, item, whole = head(text, 0, len(text))
    assert [bool(line.raw) for line in (title, item, whole)] == [True, True, False]
    assert (title.level, item.item, item.flows, title.raw) == (1, True, False, " Lake *and* snow")
    assert (item.text, item.links, item.emphasised, item.raw) == ("By Ana Ruiz", ((3, 11, "u"),), False, "")
    assert text[slice(*title.span(5, 13))] == "and* snow"
    assert (item.first, item.last, item.start_of(7)) == (item.starts[0], item.ends[-1], item.starts[7])
    assert (whole.text, whole.emphasised, whole.first) == ("all of it", True, text.index("all"))
    with pytest.raises(AttributeError):
        _ = title.colour  # type: ignore[attr-defined]
