"""The group `title`: when a heading contradicts, which titles wait for a real one, what is markup and what a name."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.document import parse
from bylint.post import Post
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check, make_site
from bylint_rules.title._heading import difference, is_same, words
from bylint_rules.title._tags import entities, resolved, tags, without_tags
from bylint_rules.title._words import fold
from bylint_rules.title._words import words as known

REGISTRY = load_registry()
LANGUAGES = "en de fr es pt it nl ru uk pl zh ja ko".split()
LONG = "The ferry was late again, and nobody on the quay was surprised by that, least of all the harbour master. " * 6


def post(body: str = "", **fields: str) -> str:
    """A post whose values are quoted as YAML needs it."""
    lines = [f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", body, ""])


def said(name: str, text: str, **parameters: object) -> list[str]:
    """The messages of one rule."""
    return [found.message for found in check(REGISTRY[f"title/{name}"], text, parameters=parameters)]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Harbour news 2023", "Harbour news 2024"),
        ("Ferry v3.4.1 released", "Ferry v3.4.2 released"),
        ("Announcing the harbour regata", "Announcing the harbour regatta"),
        ("Regattta", "Regatta"),
        ("How to sail round the pier", "How to row round the pier"),
        ("第12期：渡船又晚了", "第13期：渡船又晚了"),
        ("Выпуск 12: паром опоздал", "Выпуск 13: паром опоздал"),
    ],
)
def test_what_is_nearly_alike_contradicts(title: str, heading: str) -> None:
    """One word or number in the place of another, all else alike; the message names both texts and the difference."""
    (message,) = said("contradicts-heading", post(f"# {heading}\n\nThe ferry.", title=title))
    assert f'"{title}"' in message
    assert f'"{heading}"' in message


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Ferry 4.1 released", "Ferry 4.1.0 released"),
        ("The plugin", "The plugins"),
        ("Ferry released", "Ferry releases"),
        ("Installation", "Installing"),
        ("The harbor reopens on Sunday", "The harbour reopens on Sunday"),
        ("We organize the regatta", "We organise the regatta"),
        ("Sails & oars", "Sails and oars"),
        ("E-mail for sailors", "Email for sailors"),
        ("Ferry", "Ferry: a history"),
        ("The ferry is late", "Introduction"),
        ("The ferry is late", "Is the ferry late"),
        ("Version 2", "Version 3: what is new"),
        ("Late ferries", "Late buses"),
        ("What’s new?", "What's new"),
        ("«Le bac» est en retard", "« Le bac » est en retard"),
        ("Using `sail` today", "Using `sail` today"),
        ("Sail [docs](https://example.org)", "Sail docs"),
        ("The ferry", "渡船"),
        ("", "The ferry"),
    ],
)
def test_what_is_alike_or_unlike_does_not_contradict(title: str, heading: str) -> None:
    """Another spelling, form, length or order, and another subject, are no contradiction."""
    assert not said("contradicts-heading", post(f"# {heading}\n\nThe ferry.", title=title))


@pytest.mark.parametrize(
    "body",
    [
        "## Harbour report 2024 in full\n",
        "Text.\n\n# Harbour report 2024 in full\n",
        "> A quote\n\n# Harbour report 2024 in full\n",
        "```\ncode\n```\n\n# Harbour report 2024 in full\n",
        "```\n# Harbour report 2024 in full\n```\n",
        "<!-- # Harbour report 2024 in full -->\n",
        "- item\n\n# Harbour report 2024 in full\n",
        "# Harbour report 2024\n# in full\n",
    ],
)
def test_only_the_first_thing_of_a_body_is_compared(body: str) -> None:
    """A heading of a lower level, behind anything, or in code is not the page's title."""
    assert not said("contradicts-heading", post(body, title="Harbour report 2023 in full"))


@pytest.mark.parametrize(
    "body",
    [
        "\n\n# Harbour report 2024 in full\n",
        "![](cover.png)\n\n# Harbour report 2024 in full\n",
        "<!-- note -->\n# Harbour report 2024 in full #\n",
        "Harbour report 2024 in full\n===\n\ntext",
        "<div class='top'>\n<h1>Harbour <b>report</b> 2024 in full</h1>\n</div>\n",
        "# Harbour report 2024 in full {#top}\n",
    ],
)
def test_a_heading_is_first_behind_images_and_comments(body: str) -> None:
    """What readers do not read as text may stand before the heading; its notation does not matter."""
    assert said("contradicts-heading", post(body, title="Harbour report 2023 in full"))


def test_the_sites_name_is_no_difference() -> None:
    """`Title | Site` and `Title` are the same, in either place."""
    assert is_same("The ferry | Harbour Post", "The ferry", "Harbour Post")
    assert is_same("The ferry", "Harbour Post: The ferry", "Harbour Post")
    assert not is_same("The ferry | Harbour Post", "The ferry", None)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_is_the_same_from_both_ends(one: str, other: str) -> None:
    """Two texts differ from each other, or do not, whichever is the title; none differs from itself."""
    assert difference(one, one) is None
    found, back = difference(one, other), difference(other, one)
    assert (found is None) == (back is None)
    assert words(one) == words(one.upper().lower()) or not one.isascii()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_titles_of_each_kind(language: str) -> None:
    """The data has a table for each language of the design, and folding loses none of its entries."""
    table = tomllib.loads((files("bylint") / "data" / "title.toml").read_text("utf-8"))[language]
    assert set(table) == {"placeholder", "trial", "copies"}
    for key, titles in (("placeholder", known().placeholders), ("trial", known().trials)):
        entries = [entry.strip() for entry in table[key].split(",")]
        assert len(entries) > 5
        assert all(fold(entry) and fold(entry) in titles for entry in entries)
    assert all(entry.count("…") == 1 for entry in table["copies"].split(","))
    assert not known().placeholders & known().trials


@pytest.mark.parametrize(
    "title",
    [
        "UNTITLED",
        "(no title)",
        "Untitled-2",
        "New Post (3)",
        "Ohne Titel",
        "Sans titre",
        "Без названия",
        "无标题",
        "제목 없음",
    ],
)
def test_placeholders_are_told_whatever_the_body(title: str) -> None:
    """Case, punctuation and a number do not matter."""
    assert said("placeholder", post(LONG, title=title))


@pytest.mark.parametrize("title", ["Test", "Hello, World!", "TODO", "测试", "Draft 2"])
def test_trials_need_a_short_body(title: str) -> None:
    """A title that may be one is told above a few words only."""
    assert said("placeholder", post("Just to see.", title=title))
    assert not said("placeholder", post(LONG, title=title))


@pytest.mark.parametrize(
    "title",
    [
        "Test: four ferries",
        "Hello",
        "First post",
        "Null",
        "无题",
        "Copy of charters",
        "Kopia zapasowa",
        "My title fight",
    ],
)
def test_titles_that_may_be_real_are_left_alone(title: str) -> None:
    """A word more makes a title; poems, functions and first posts have short ones."""
    assert not said("placeholder", post("Just to see.", title=title))


@pytest.mark.parametrize(
    "title",
    [
        "Copy of The ferry",
        "Kopie von Die Fähre",
        "The ferry (copy)",
        "Copie de Le bac",
        "Копия: нет (копия)",
        "渡船（副本）",
    ],
)
def test_copies_are_told_unless_the_body_speaks_of_them(title: str) -> None:
    """The title of a copy names its original; a body that has the word is about a copy."""
    (message,) = said("placeholder", post("The ferry was late.", title=title))
    assert "a copy of" in message
    body = "A copy, a Kopie, une copie, копия, 副本 of the timetable."
    assert not said("placeholder", post(body, title=title))


def test_a_git_command_is_no_talk_of_clones() -> None:
    """`git clone` in a body does not make a post one about clones."""
    assert said("placeholder", post("Run `git clone https://example.org`.", title="Clone of Sail 3"))


def test_a_post_without_any_name_is_told_at_the_fence_or_the_empty_title() -> None:
    """Only where neither the file's name nor a heading says what the post is called."""
    nameless = {"path": "content/posts/2024-05-03-.md", "dialect": "hugo"}
    assert said("placeholder", "---\nauthor: Mira\n---\nLate.\n", **nameless)
    assert said("placeholder", "---\ntitle: ''\n---\nLate.\n", **nameless)
    assert not said("placeholder", "---\nauthor: Mira\n---\n# Late\n", **nameless)
    assert not said("placeholder", "---\nauthor: Mira\nslug: late\n---\nLate.\n", **nameless)
    assert not said("placeholder", "---\ntitle: ''\n---\nLate.\n", path="content/notes/1234.md", dialect="hugo")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ships &amp; sails", "Ships & sails"),
        ("Ships &#38;amp; sails", "Ships & sails"),
        ("&laquo;&nbsp;bac&nbsp;&raquo;", "«\xa0bac\xa0»"),
        ("A &amp; `&nbsp;`", "A & `&nbsp;`"),
    ],
)
def test_entities_are_resolved(text: str, plain: str) -> None:
    """Also what was escaped twice; what stands in back-ticks stays."""
    assert entities(text)
    assert resolved(text) == plain
    assert not entities(plain)


@pytest.mark.parametrize("text", ["Q&A; more", "AT&T;", "a && b; c", "`&amp;`", "&;", "&bogusname;", "R&D"])
def test_an_ampersand_is_no_entity(text: str) -> None:
    """Only the names that HTML has, and numbers."""
    assert not entities(text)


def test_terms_are_looked_at_one_by_one() -> None:
    """Each tag is told at its own place, in a list or alone, and numbers are left alone."""
    found = check(REGISTRY["title/entities"], "---\ntags:\n- R&amp;D\n- 12\n- ok\ncategory: A&amp;B\n---\n")
    assert [each.field for each in found] == ["tag", "category"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The <em>old</em> mill", "The old mill"),
        ("The <b>old</b><br />mill", "The old mill"),
        ('<span class="x">Old</span> mill', "Old mill"),
        ("The mill <sup>1</sup>", "The mill 1"),
        ("Old <IMG src='x.png'> mill", "Old mill"),
        ("`<b>x</b>` and <b>y</b>", "`<b>x</b>` and y"),
    ],
)
def test_tags_that_format_are_taken_out(text: str, plain: str) -> None:
    """Closed around a text, a line break, or an image."""
    assert without_tags(text, tags(text)) == plain


@pytest.mark.parametrize(
    "text",
    [
        "List<String> and Map<K, V>",
        "The <b> element",
        "The <b></b> pair",
        "<video controls> today",
        "a <b and c> d",
        "Stop using <br>",
        "What <br> did to us",
        "<script>alert(1)</script>",
        '<input type="color">',
        "Vec<i>",
        "</p>",
    ],
)
def test_names_of_elements_and_types_are_no_markup(text: str) -> None:
    """What does not format a text is what a title speaks of."""
    assert not said("markup", post("Body.", title=text))


@pytest.mark.parametrize(
    "text", ["[video] The ferry", "[Updated] The ferry", "The ferry [1]", "C# and F#", "#1 of 3", "# 1 again"]
)
def test_brackets_and_hashes_are_no_markup(text: str) -> None:
    """Labels, notes and numbers."""
    assert not said("markup", post("Body.", title=text))


def test_what_is_struck_out_is_not_put_back() -> None:
    """A fix that takes out the tags around struck words would say them."""
    found = check(REGISTRY["title/markup"], post("Body.", title="The <s>bus</s> ferry"))
    assert len(found) == 1
    assert not found[0].fixes


@given(st.text(alphabet="<>/brem &;amp#3`[](){}*\"' x", max_size=40))
def test_a_fix_settles(title: str) -> None:
    """What a fix of either rule writes reads back as one title on which that rule is silent."""
    text = post("Body.", title=title)
    for name in ("markup", "entities"):
        for found in check(REGISTRY[f"title/{name}"], text):
            for fix in found.fixes:
                source = Source("", text)
                edits = [(source.line_span(e.range.start.line).start + e.range.start.column - 1, e) for e in fix.edits]
                after = text
                for start, e in edits:
                    end = source.line_span(e.range.end.line).start + e.range.end.column - 1
                    after = text[:start] + e.text + text[end:]
                assert isinstance(parse(Source("", after)).values["title"], str)
                assert not said(name, after)


@pytest.mark.timeout(120)
def test_a_megabyte_is_read_in_no_time() -> None:
    """Titles and bodies of a megabyte of signs that begin something."""
    site = make_site({})
    for piece in ("<b>", "&amp;", "[", "# ", "<h1>", "`", "<!--", "![", "* ", "{{<", "= ", "\n"):
        big = piece * (1_000_000 // len(piece))
        for text in (post("Body.", title=big.replace("\n", "")), post(big, title="The ferry"), post(big, title="Test")):
            one = Post(parse(Source("a.md", text)), site, root_path="a.md")
            for name in (
                "contradicts-heading",
                "repeated-heading",
                "placeholder",
                "entities",
                "markup",
                "shouting",
                "length",
            ):
                rule = REGISTRY[f"title/{name}"]
                list(rule.check(one, rule.options()))


def test_headings_are_told_with_their_levels() -> None:
    """All headings of a body, those in code and comments left out; none is looked for where no sign of one stands."""
    body = "# One\n\ntext\n\nTwo\n---\n\n```\n# code\n```\n<!-- # no -->\n\n<h3>Three</h3>\n\n#### `Four` x ####\n"
    text = post(body, title="x")
    one = Post(parse(Source("a.md", text)), make_site({}), root_path="a.md")
    assert [(line.level, line.text.replace("\0", "·")) for line in one.headings] == [
        (1, "One"),
        (2, "Two"),
        (3, "Three"),
        (4, "· x"),
    ]
    assert [text[line.first : line.last] for line in one.headings][:3] == ["One", "Two", "Three"]
    plain = Post(parse(Source("a.md", post("no sign", title="x"))), make_site({}), root_path="a.md")
    assert plain.headings == ()
    adoc = Post(parse(Source("a.adoc", "= Title\n\ntext\n\n== Part\n")), make_site({}), root_path="a.adoc")
    assert [(line.level, line.text) for line in adoc.headings] == [(2, "Part")]  # the title is metadata


def test_the_first_post_that_a_generator_brings_is_a_trial() -> None:
    """Whatever its length; a page that repeats its title as a heading is none."""
    sample = "Welcome! This is your very first post. Check the documentation for more. " + LONG
    assert said("placeholder", post(sample, title="Hello World"))
    assert not said("placeholder", post("# Test\n\nRuns the tests.", title="Test"))


def test_a_difference_is_shown_as_it_is_written() -> None:
    """Not as it is compared, without case and points."""
    (message,) = said("contradicts-heading", post("# Ferry News 18.2.1", title="Ferry news 18.2.0"))
    assert message.endswith('"18.2.0" is not "18.2.1"')


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("---\ntitle: Lena&nbsp;! Ana\n---\n", "---\ntitle: Lena\xa0! Ana\n---\n"),
        ("---\ntitle: 'Capitaine&nbsp;: Ana'\n---\n", "---\ntitle: 'Capitaine\xa0: Ana'\n---\n"),
        ('---\ntitle: "Capitaine&nbsp;: Ana\\_!"\n---\n', '---\ntitle: "Capitaine\\_: Ana\\_!"\n---\n'),
        ("---\ntitle: '&nbsp;A  &amp; B\xa0! C&nbsp;'\n---\n", "---\ntitle: 'A  & B\xa0! C'\n---\n"),
        ("+++\ntitle = 'Capitaine&#160;: Ana'\n+++\n", "+++\ntitle = 'Capitaine\xa0: Ana'\n+++\n"),
        ('{\n"title": "Capitaine&#xA0;: Ana"\n}\n', '{\n"title": "Capitaine\xa0: Ana"\n}\n'),
        (
            "Title: Capitaine&nbsp;: Ana\nDate: 2021-03-04\n\nText.\n",
            "Title: Capitaine\xa0: Ana\nDate: 2021-03-04\n\nText.\n",
        ),
    ],
)
def test_a_blank_that_keeps_words_together_stays_one(written: str, fixed: str) -> None:
    """In every notation, as its writer writes it; the white space beside it is not touched, that at the ends goes."""
    dialect = "pelican" if written.startswith("Title") else "generic"
    (found,) = check(REGISTRY["title/entities"], written, parameters={"dialect": dialect})
    source = Source("", written)
    (edit,) = found.fixes[0].edits
    start, end = (source.line_span(place.line).start + place.column - 1 for place in edit.range)
    after = written[:start] + edit.text + written[end:]
    assert after == fixed
    assert not check(REGISTRY["title/entities"], after, parameters={"dialect": dialect})
