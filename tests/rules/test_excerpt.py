"""The group `excerpt`: what counts as a link, a placeholder, markup, the post's own address; and its documentation."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.document import parse
from bylint.edits import apply_edits
from bylint.post import Post
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check, check_rule, make_site
from bylint_rules.excerpt._addresses import host_of, path_of
from bylint_rules.excerpt._fields import read
from bylint_rules.excerpt._markup import LONGEST, marks, plain_text, strip
from bylint_rules.excerpt._words import fold, words

RULES = {
    rule.id: rule for name in load_registry().ids if name.startswith("excerpt/") for rule in [load_registry()[name]]
}
MILL = "The mill at the river opens its doors again on Sunday."
LANGUAGES = "en de fr es pt it nl ru uk pl zh ja ko".split()


def post(body: str = "", **fields: str) -> str:
    """A post whose values are quoted as YAML needs it."""
    lines = [f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", body, ""])


def said(name: str, text: str, **parameters: object) -> list[str]:
    return [found.message for found in check(RULES[f"excerpt/{name}"], text, parameters=parameters)]


@pytest.mark.parametrize("name", RULES)
def test_the_documentation_holds(name: str) -> None:
    """Each rule is right about its own examples."""
    check_rule(RULES[name])


def test_severities_are_those_of_the_catalogue() -> None:
    """A dash in the design is a rule that is off."""
    assert {name.removeprefix("excerpt/"): (rule.severity, rule.default) for name, rule in RULES.items()} == {
        "link-only": ("error", True),
        "markup": ("warning", True),
        "truncated": ("warning", False),
        "placeholder": ("error", True),
        "repeats-title": ("warning", True),
        "links-elsewhere": ("warning", True),
        "not-in-body": ("info", False),
        "length": ("info", False),
        "shared": ("warning", True),
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('<a href="/a-b/">READ MORE</a>', "READ MORE"),
        ('< a href="/a-b/">READ MORE</a>', "READ MORE"),
        ('<a ref="/a-b/">READ MORE</a>', "READ MORE"),
        ('<a href="/a-b/"READ MORE</a>', "READ MORE"),
        ("<a href='/a-b/'READ MORE</a>", "READ MORE"),
        ('<a href="/a-b/>READ MORE</a>', "READ MORE"),
        ('<a href="/a-b/" target="_blank">Read more', "Read more"),
        ('<a href="/a-b/">Read more</a', "Read more"),
        ('<p class="x"><a href="#"><strong>Read</strong> more&nbsp;&raquo;</a></p>\n', "Read more »"),
        ('&lt;a href="/a/"&gt;Continue reading&lt;/a&gt;', "Continue reading"),
        (
            '<a href="/a/">Continue reading <span>The long title of a post that goes on</span> &rarr;</a>',
            "Continue reading",
        ),
        ('<a href="/a/">one</a><a href="/b/">two</a>', "one"),
        ('<a href="/a/"></a>', "/a/"),
        ('<a href=""></a>', ""),
        ("<a name=x href>Read more</a>", "Read more"),
        ("[Read more](/a/)", "Read more"),
        ("[Read more][1]", "Read more"),
        ("[Read more](/a/ 'title')…", "Read more"),
        ("[Paper](a.pdf) | [Code](https://example.org/c)", "Paper"),
        ("[...]", "[...]"),
        ("[…]", "[…]"),
        ("(...)", "(...)"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("<https://example.org/>", "https://example.org/"),
        ("www.example.org/a", "www.example.org/a"),
        ("Full text: https://example.org/a", None),
        ("Continue reading →", "Continue reading →"),
        ("(more…)", "(more…)"),
        ("Read more: https://example.org/a", "https://example.org/a"),
        ('{{< button href="/a/" >}}Read more{{< /button >}}', None),
        ("… <!--more-->", None),
        ("Weiterlesen »", "Weiterlesen »"),
        ("Lire la suite…", "Lire la suite…"),
        ("Leer más", "Leer más"),
        ("Leia mais", "Leia mais"),
        ("Leggi tutto", "Leggi tutto"),
        ("Lees verder →", "Lees verder →"),
        ("Читать далее", "Читать далее"),
        ("Читати далі", "Читати далі"),
        ("Czytaj dalej", "Czytaj dalej"),
        ("阅读全文", "阅读全文"),
        ("続きを読む", "続きを読む"),
        ("더 보기", "더 보기"),
    ],
)
def test_a_link_or_what_is_left_of_one_is_no_text(value: str, shown: str | None) -> None:
    """Whole or damaged, in HTML or Markdown, in every language: the value says only where to go."""
    found = read(value)
    if shown is None:
        assert found.kind != "placeholder" or value.startswith("…")
        return
    assert found.kind == "link"
    assert found.shown.startswith(shown)


@pytest.mark.parametrize(
    "value",
    [
        "Read more about the trees of the valley.",
        "More",
        "Details",
        "The mill opens. <a href='/mill/'>Read more</a>",
        '<a href="/mill/">The mill at the river opens on Sunday for everybody who likes bread.</a>',
        "[水車小屋は日曜日に誰でも入れるようになります](/mill/)",
        "<img src='mill.png'>",
        "[1]",
        "a < b",
        "https://example.org/ is the new address of the mill",
        "x" * 5_000,
    ],
)
def test_a_text_is_no_link(value: str) -> None:
    """A sentence that begins like a link, holds one, or is one but says something."""
    assert read(value).kind == "text"


@pytest.mark.parametrize(
    "value",
    [
        "TODO",
        "todo: write this",
        "**TODO: Add Description**",
        "TBD",
        "tk",
        "N/A",
        "null",
        "undefined",
        "None",
        "...",
        "-",
        "Lorem ipsum",
        "Lorem ipsum dolor sit amet, " * 8,
        "Description",
        "[Your description goes here]",
        "Insert text here",
        "Hello, world!",
        "Beschreibung",
        "Résumé",
        "Descripción",
        "Descrição",
        "Descrizione",
        "Samenvatting",
        "Описание",
        "Опис",
        "Streszczenie",
        "摘要",
        "概要",
        "요약",
        "请输入摘要",
        "ここに説明を入力",
        "hier Text einfügen",
    ],
)
def test_words_that_wait_for_a_text_are_placeholders(value: str) -> None:
    """In every language, whatever the case and the punctuation."""
    assert read(value).kind == "placeholder"
    assert said("placeholder", post(excerpt=value))


@pytest.mark.parametrize(
    "value", ["", "  ", "Insert coins to play", "A hello world in 40 languages", "Summary of 2020", "🎉"]
)
def test_other_short_values_are_no_placeholders(value: str) -> None:
    """An empty value is the writer's choice, and a word more makes a text."""
    assert not said("placeholder", post(excerpt=value))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_of_each_kind(language: str) -> None:
    """The data has a table for each language of the design, and folding loses none of its entries."""
    table = tomllib.loads((files("bylint") / "data" / "excerpt.toml").read_text("utf-8"))[language]
    assert {"more", "placeholder", "asks", "notes"} == set(table)
    for key, phrases in (("more", words().more), ("placeholder", words().placeholders)):
        entries = [entry.strip() for entry in table[key].split(",")]
        assert len(entries) > 5
        assert all(fold(entry) in phrases for entry in entries)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("<p>The mill<br>opens.</p>", "The mill opens."),
        ("The <em>old</em> mill", "The old mill"),
        ('The <a href="/m">mill</a> opens', "The mill opens"),
        ('The <a href="{{< ref "m" >}}">mill</a> opens', "The mill opens"),
        ('A <a href="/m" mill</a> opens', None),
        ("Bread &amp; butter &#8211; &nbsp;fresh", "Bread & butter – fresh"),
        ("The mill.<!-- more -->", "The mill."),
        ("The mill [caption id='a' width='3'] opens", "The mill opens"),
        ("[:en]The mill[:]", "The mill"),
        ("The {% include mill.html %} mill", "The mill"),
        ("The [mill](https://example.org/m_(n)) opens", "The mill opens"),
        ("The ![wheel](/w.png) mill", "The mill"),
        ("The [mill][2] opens", "The mill opens"),
        ("The **old** *mill*", "The old mill"),
        ("The _old water mill_ opens", "The old water mill opens"),
        ("这是**粗体**文字", "这是粗体文字"),
        ("## The mill", "The mill"),
        ("**[The mill](/m/)** opens", "The mill opens"),
        ("The mill. [Read more](/mill/)", "The mill."),
        ('The mill [...]&nbsp; <a href="/m/">Read the <b>full story</b> here</a>', "The mill [...]"),
        ("See [more details](/m/) of the mill", "See more details of the mill"),
    ],
)
def test_markup_is_found_and_goes(value: str, plain: str | None) -> None:
    """What is left is what a reader would see, with its spaces in order."""
    assert marks(value)
    if plain is not None:
        assert strip(value) == plain
        assert not marks(plain)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("<p>Le port&nbsp;: <b>le quai</b>&#160;!</p>", "Le port\xa0: le quai\xa0!"),
        ("&nbsp;<p>&nbsp;Le  port&nbsp;</p> &nbsp; ", "Le port"),
        ("<p>Le port.</p> <p>&nbsp;</p>\n<p>Le quai.</p>", "Le port. Le quai."),
        ("<b>12</b>&#8239;000\n km&nbsp; à pied", "12\u202f000 km\xa0 à pied"),
    ],
)
def test_a_blank_that_keeps_words_together_stays_one(value: str, plain: str) -> None:
    """It goes at the ends, and where it touches no word."""
    assert plain_text(value) == plain
    assert strip(value) == " ".join(plain.split())


@pytest.mark.timeout(120)
def test_a_megabyte_of_blanks_is_folded_at_once() -> None:
    """White space of both kinds, in turn and in long runs."""
    for blanks in ("\xa0 " * 500_000, "\xa0" * 1_000_000, " " * 500_000 + "\xa0" * 500_000):
        assert plain_text(f"a{blanks}b")[0] == "a"


@pytest.mark.parametrize(
    "value",
    [
        "The `<video>` element and ``<b>x</b>``",
        "Use the <video> element",
        "a < b > c",
        "a <b and c> d",
        "List<String>",
        "we <3 it",
        "R&D; Q&A",
        "AT&T;",
        "&notanentity;",
        "2 * 3 * 4",
        "*nix and *BSD",
        "5* and 4*",
        "f**k and s**t",
        "snake_case_name",
        "_private_",
        "__init__",
        "a[i](x)",
        "[WIP] a mill",
        "C# and F#",
        "#1 of 2",
        "{{ site.title }}",
        "{{< figure >}} explained",
        "a ** b ** c",
        "***",
        "* a *",
        "_ a b _",
        "*1*",
        "<",
        "<!--",
        "&",
        "x" * (LONGEST + 1) + "<p>a</p>",
    ],
)
def test_what_looks_like_markup_is_left_alone(value: str) -> None:
    """Names of elements, code, comparisons, footnotes."""
    assert not marks(value)
    assert strip(value[:100]) == " ".join(value[:100].split())


def test_one_bad_value_gives_one_line() -> None:
    """A link in HTML is not also markup, a title not also a placeholder, a cut link not also truncated."""
    for value in ('<a href="/a-b/">READ MORE</a>', "TODO", "Hello world", "[Read more](/x/) [...]", "<p>TODO</p>"):
        text = post(title="Hello, World", excerpt=value)
        spoken = [name for name in RULES if said(name.removeprefix("excerpt/"), text)]
        assert len(spoken) == 1, (value, spoken)


def test_a_draft_may_hold_a_placeholder() -> None:
    """It is told all the same, with less weight."""
    rule = RULES["excerpt/placeholder"]
    assert [found.severity for found in check(rule, "---\ndraft: true\nexcerpt: TODO\n---\n")] == ["info"]
    assert [found.severity for found in check(rule, "---\nexcerpt: TODO\n---\n")] == ["error"]


def test_values_that_are_no_text_are_the_schemas_affair() -> None:
    """A number, a list, a mapping, null: nothing is said, nothing breaks."""
    text = "---\ntitle: [a]\nexcerpt: 3\nsummary: [TODO]\ndescription: {a: TODO}\n---\n"
    assert not any(said(name.removeprefix("excerpt/"), text) for name in RULES)
    assert said("placeholder", "---\ntitle: [a]\nexcerpt: TODO\n---\n")


def test_a_body_without_a_text_gives_no_fix() -> None:
    """Nothing is offered that the same rules would refuse: an empty body, the title again, another placeholder."""
    rule = RULES["excerpt/link-only"]
    for body in ("", "# Only a heading", "TODO", "A long enough title that could be a paragraph"):
        text = post(body, title="A long enough title that could be a paragraph", excerpt="READ MORE")
        assert [found.fixes for found in check(rule, text)] == [()]


def test_markup_without_a_text_gives_no_fix() -> None:
    """An image alone, and entities of entities that four passes do not resolve, are told and left to a person."""
    rule = RULES["excerpt/markup"]
    for value in ("<img src='mill.png'>", f"Bread &{'amp;' * 7}amp; butter, every day of the week"):
        assert [found.fixes for found in check(rule, post(MILL, excerpt=value))] == [()]


def test_the_words_told_are_the_values() -> None:
    """`data` holds the value under the field's name, the message the label."""
    (found,) = check(RULES["excerpt/link-only"], post(summary='<a href="/a/">Go on</a>'))
    assert found.data == {"summary": '<a href="/a/">Go on</a>'}
    assert found.message == 'summary holds only a link, "Go on" and no text'
    assert found.field == "summary"
    (found,) = check(RULES["excerpt/link-only"], post(summary='<a href=""></a>'))
    assert found.message == "summary holds only a link without a label and no text"


@pytest.mark.parametrize(
    ("fields", "speaks"),
    [
        ({"url": "/2020/01/02/mill/", "excerpt": '<a href="/2020/01/03/mill/">Read more</a>'}, True),
        ({"url": "/2020/01/02/mill/", "excerpt": '<a href="/the-mill/">Read more</a>'}, True),
        ({"url": "/2020/01/02/mill/", "excerpt": '<a href="/mill/">Read more</a>'}, False),
        ({"url": "/2020/01/02/mill-a/", "excerpt": '<a href="/mill-a/">Read more</a>'}, True),
        ({"url": "/news/mill-a/", "excerpt": '<a href="/en/news/mill-a.html#top">Read more</a>'}, False),
        ({"url": "/news/mill-a", "excerpt": '<a href="/news/Mill-A/index.html">Read more</a>'}, False),
        (
            {"url": "https://example.org/mill-a/", "excerpt": '<a href="http://www.example.org/mill-a">Read more</a>'},
            False,
        ),
        (
            {"url": "https://example.org/mill-a/", "excerpt": '<a href="http://www.example.org/mill-b">Read more</a>'},
            True,
        ),
        ({"url": "/mill-a/", "excerpt": '<a href="https://example.net/mill-b/">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="#">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="/?p=12">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="/archive/12">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="/blog/">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="mill-b/">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="mailto:a-b@example.org">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": '<a href="http://[mill-b">Read more</a>'}, False),
        ({"url": "/mill-a/", "excerpt": "[Read more]({{ site.url }}/mill-b/)"}, False),
        ({"url": "/mill-a/", "excerpt": "All about [wheels](/mill-b/)"}, False),
        ({"url": "/mill-a/", "canonical_url": "/mill-b/", "excerpt": "[Read more](/mill-b/)"}, False),
        ({"slug": "mill-a", "excerpt": "[Read more](/2020/mill-a/)"}, False),
        ({"slug": "mill-a", "excerpt": "[Read more](/2020/mill-b/)"}, True),
        ({"excerpt": "[Read more](/2020/mill-b/)"}, False),
        ({"url": "/", "excerpt": "[Read more](/2020/mill-b/)"}, False),
    ],
)
def test_a_read_more_link_leads_to_the_post(fields: dict[str, str], speaks: bool) -> None:
    """Only an address of this site that names another post is elsewhere."""
    assert bool(said("links-elsewhere", post(**fields))) is speaks


def test_addresses_compare_by_what_they_lead_to() -> None:
    """Suffix, case, encoding and slashes make no difference; what is no address is empty."""
    assert path_of("https://example.org/A%20b/index.html?x#y") == "a b"
    assert path_of("http://[") == ""
    assert host_of("http://[") == host_of(None) == ""
    assert host_of("https://u@www.Example.org:80/a") == "example.org"


def test_sentences_are_looked_for_in_the_body() -> None:
    """Short ones and the cut end of an excerpt are not; numbers and addresses do not end a sentence."""
    text = "The bridge over the river in example.org 2.0 is closed. Yes! Everybody goes round by the old mill"
    assert not said("not-in-body", post(f"{text} now.", excerpt=f"{text} …"))
    assert said("not-in-body", post("Nothing of that.", excerpt=text, description="Nothing of that."))
    assert not said("not-in-body", post("Nothing of that.", excerpt="TODO"))


ADVERSARIAL = [
    "<" * 400_000,
    "<a " * 200_000,
    '<a href="' * 100_000,
    '<a href="x"' * 100_000,
    "</a" * 200_000,
    "[" * 400_000,
    "[a](" * 200_000,
    "[a](b" * 200_000,
    "`" * 400_000,
    "`a" * 200_000,
    "*" * 400_000,
    "*a" * 200_000,
    "**a" * 200_000,
    "_a b" * 200_000,
    "&" * 400_000,
    "&a" * 200_000,
    "&amp;" * 100_000,
    "{{<" * 200_000,
    "{{< a b" * 100_000,
    "{%" * 200_000,
    "<!--" * 200_000,
    " " * 1_000_000,
    "< " * 200_000,
    "<" + " " * 500_000,
    "www." * 200_000,
    "http://" * 200_000,
    "![" * 200_000,
    "![a](" * 200_000,
    "." * 1_000_000,
    "…" * 500_000,
    "[a][" * 200_000,
    "a. " * 200_000,
    "(" * 500_000,
    "<a b='" * 100_000 + '"',
    "more " * 200_000,
    "<a href=/x-y/z>" * 60_000,
    "[read more](/a-b/) " * 50_000,
]


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: repr(text[:12]))
@pytest.mark.timeout(120)
def test_time_grows_with_the_text_only(text: str) -> None:
    """Megabytes of what the expressions look for are read in time linear in them."""
    for size in (len(text), LONGEST - 100, 3_900):
        marks(text[:size])
        strip(text[:size])
        read(text[:size])
    read_post = Post(
        parse(Source("x.md", post("The mill.", title="x", url="/a-b/", excerpt=text[:3_900]))),
        make_site({}),
        root_path="x.md",
    )
    for rule in RULES.values():
        list(rule.facts(read_post) if rule.facts else rule.check(read_post, rule.options()))


VALUES = st.lists(
    st.sampled_from(
        [
            "<a href=",
            '"',
            "'",
            "/a-b/",
            ">",
            "</a>",
            "<p>",
            "[",
            "]",
            "(",
            ")",
            "**",
            "*",
            "_",
            "`",
            "&amp;",
            "&",
            "{{<",
            ">}}",
            "…",
            "...",
            "Read more",
            "TODO",
            "www.",
            "https://",
            "é",
            "日本",
            "\n",
            " ",
            "<!--",
            "-->",
            "\\",
            ":",
            "#",
            "a",
            "[...]",
        ]
    )
    | st.text(max_size=5),
    max_size=14,
).map("".join)


@given(value=VALUES, body=VALUES)
def test_no_value_breaks_a_rule(value: str, body: str) -> None:
    """Whatever stands in a field, each rule speaks or is silent, and stripping settles."""
    text = "---\ntitle: x\nurl: /a-b/\nexcerpt: |-\n " + value.replace("\n", "\n ") + "\n---\n" + body
    read_post = Post(parse(Source("x.md", text)), make_site({}), root_path="x.md")
    for rule in RULES.values():
        if rule.facts is not None:
            assert all(found.name == "excerpt" and found.value for found in rule.facts(read_post))
            continue
        for found in rule.check(read_post, rule.options()):
            assert found.message
            assert all(apply_edits(text, fix.edits) for fix in found.fixes)
    assert not read(value).shown or read(value).kind in ("link", "placeholder")
    strip(value)
