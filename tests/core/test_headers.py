"""Metadata without fences: Pelican's headers, reStructuredText, HTML heads and AsciiDoc."""

from __future__ import annotations

from typing import Any

import docutils.frontend
import docutils.nodes
import docutils.parsers.rst
import docutils.utils
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.document import Document, parse
from bylint.edits import add_key, apply_edits, has_properties, replace_names, replace_text
from bylint.formats.headers import header_named
from bylint.source import Source
from bylint.suppress import read_marks

PELICAN = {".md": "header", ".rst": "docinfo", ".html": "meta"}


def read(text: str, suffix: str = ".md", unfenced: dict[str, str] = PELICAN) -> Document:
    return parse(Source(f"post{suffix}", text), unfenced)


def body(document: Document) -> str:
    return document.source.text[document.body.start :]


def check_places(document: Document) -> None:
    """Keys and texts lie where they say, in the order of the text."""
    text, at = document.source.text, 0
    for entry in document.entries:
        if entry.key is not None:
            assert text[slice(*entry.key)] == entry.step or document.format.name == "meta"
            assert document.steps_at(entry.key.start) == (entry.step,)
        for part in (entry, *entry.children):
            if part.kind == "scalar" and part.style == "plain" and "&" not in text[slice(*part.span)]:
                assert text[slice(*part.span)] == part.text
        assert at <= entry.span.start <= entry.span.end <= len(text)
        at = entry.span.end
        if len({other.step for other in document.entries}) == len(document.entries):
            assert document.entry(entry.step) == entry


HEADER = "Title: The harbour: a chronicle\nDate: 2010-12-03 10:20\nTAGS: news, old town\nAuthors: Ruiz, Ana; Ben\nSlug:\nSummary: One\n    two\nx-key: a\n\tb\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_header_of_markdown_ends_at_the_first_blank_line(newline: str) -> None:
    """Keys are as written, tags and authors are lists, four blanks or a tab go on with a value."""
    text = f"{HEADER}\nTitle: not this\n".replace("\n", newline)
    document = read(text)
    assert document.values == {
        "Title": "The harbour: a chronicle",
        "Date": "2010-12-03 10:20",
        "TAGS": ["news", "old town"],
        "Authors": ["Ruiz, Ana", "Ben"],
        "Slug": None,
        "Summary": "One\ntwo",
        "x-key": ["a", "b"],
    }
    assert body(document) == f"Title: not this{newline}"
    check_places(document)


@pytest.mark.parametrize(
    ("text", "wanted", "rest"),
    [
        ("---\nTitle: A: b\nDate: 2010\n---\nbody", {"Title": "A: b", "Date": "2010"}, "body"),
        ("---\ntitle: 'x'\n---\nbody", {"title": "x"}, "body"),
        ("---\ntitle: x\ntags:\n  - a\n---\nbody", {"title": "x", "tags": ["a"]}, "body"),
        ("+++\ntitle = 'x'\n+++\nbody", {"title": "x"}, "body"),
        ("title: x\nprose goes on", {"title": "x"}, "prose goes on"),
        ("title: x", {"title": "x"}, ""),
        ("title: x\n---\nbody", {"title": "x"}, "body"),
        ("title: x\ntitle: y\n\nbody", {"title": "x"}, "body"),
    ],
)
def test_fences_are_allowed_and_yaml_between_them_stays_yaml(text: str, wanted: dict[str, Any], rest: str) -> None:
    """What a plugin reads as YAML has quotes, brackets or lists; of keys that stand twice the first is heard."""
    document = read(text)
    assert document.state == "valid"
    assert document.values == wanted
    assert body(document) == rest
    assert document.has_duplicates == (text.count("title") > 1)
    if document.has_duplicates:
        assert text[slice(*document.entry("title").span)] == "x"  # type: ignore[union-attr]
        assert [(found.first.start, found.span.start) for found in document.duplicates] == [(0, 9)]


@pytest.mark.parametrize(
    "text", ["", "\ntitle: x\n", "Note: prose, and no key\n\nbody", "http://x.org\n", "# Title: x\n", "    title: x\n"]
)
def test_prose_is_no_header(text: str) -> None:
    """Nor is anything one where the site's generator has none."""
    assert read(text).state == "missing"
    assert read(HEADER, unfenced={}).state == "missing"
    assert read(HEADER, suffix=".rst").state == "missing"


# -- reStructuredText --------------------------------------------------------------------------------------------------

RST = ".. no title yet\n   really\n\n===========\nThe harbour\n===========\n\n:date: 2010-12-03\n:tags: news, old town\n:authors:\n   - Ana Ruiz\n   - Ben\n:empty:\n:summary:\n   One *two*\n   three\n\n:Two words: x\n\nBody :not: a field\n"


def test_a_docinfo_is_the_title_and_the_fields_below_it() -> None:
    """Comments may stand before it; the lines of a field are indented."""
    document = read(RST, ".rst")
    assert document.values == {
        "title": "The harbour",
        "date": "2010-12-03",
        "tags": ["news", "old town"],
        "authors": ["Ana Ruiz", "Ben"],
        "empty": None,
        "summary": "One *two*\nthree",
        "Two words": "x",
    }
    assert body(document) == "Body :not: a field\n"
    check_places(document)


WORDS = st.text(st.sampled_from("ab é東,-"), min_size=1, max_size=8).map(lambda text: f"wo{text}".strip())


@settings(deadline=None)
@given(
    WORDS,
    st.lists(
        st.tuples(
            st.sampled_from(["date", "author", "x", "lang", "summary"]), WORDS, st.sampled_from(["", "\n   more"])
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_a_docinfo_is_what_docutils_reads(title: str, fields: list[tuple[str, str, str]], over: bool) -> None:
    """Names and texts, as the reference reader of reStructuredText has them."""
    line = "=" * (2 * len(title) + 4)
    text = (
        (f"{line}\n" if over else "")
        + f"{title}\n{line}\n\n"
        + "".join(f":{name}: {value}{more}\n" for name, value, more in fields)
        + "\nBody.\n"
    )
    settings_ = docutils.frontend.get_default_settings(docutils.parsers.rst.Parser)
    settings_.report_level = 5
    tree = docutils.utils.new_document("post", settings_)
    docutils.parsers.rst.Parser().parse(text, tree)
    read_by_docutils = [(field[0].astext(), field[1].astext()) for field in tree.findall(docutils.nodes.field)]
    document = read(text, ".rst")
    assert next(iter(tree.findall(docutils.nodes.title))).astext() == document.values["title"]
    assert [(entry.step, entry.text) for entry in document.entries[1:]] == read_by_docutils
    assert body(document) == "Body.\n"
    check_places(document)


@pytest.mark.parametrize(
    "text", ["", "Title\n=====\n\nBody\n", "Body\n:date: x\n", ".. image:: x\n\n:date: x\n", ":not a field\n"]
)
def test_rst_without_fields_has_no_metadata(text: str) -> None:
    """A title alone says nothing that a page does not."""
    assert read(text, ".rst").state == "missing"


def test_fields_at_the_top_need_no_title() -> None:
    """As on pages whose title is a field."""
    document = read(":title: The harbour\n:date: 2010\n\nBody", ".rst")
    assert document.values == {"title": "The harbour", "date": "2010"}
    assert body(document) == "Body"


# -- HTML --------------------------------------------------------------------------------------------------------------


def test_the_head_of_a_page_says_its_metadata() -> None:
    """Names in lower case, entities read, tags parted; the body begins after its tag."""
    text = (
        '<!doctype html>\n<html><head lang="en">\n<title> The &amp; harbour </title>\n<!-- <meta name="no" content="no"> -->\n'
        '<meta name="tags" content="news, old town" />\n<META name=Author content=\'Ana "é" Ruiz\'>\n<meta content="x" name="lang">\n<meta charset="utf-8">\n'
        '<meta name="date" content="">\n</head>\n<body class="x">\nText'
    )
    document = read(text, ".html")
    assert document.values == {
        "title": "The & harbour",
        "tags": ["news", "old town"],
        "author": 'Ana "é" Ruiz',
        "lang": "x",
        "date": None,
    }
    assert body(document) == "\nText"
    check_places(document)
    assert text[slice(*document.entry("author").key)] == "Author"  # type: ignore[union-attr,misc]


@pytest.mark.parametrize(
    "text",
    ["<p>x</p>", "<head>", "<head></head>", "<header><title>x</title></header>", "<head><meta charset='x'></head>"],
)
def test_html_that_says_nothing_has_no_metadata(text: str) -> None:
    """Fragments are bodies."""
    assert read(text, ".html").state == "missing"


# -- AsciiDoc ----------------------------------------------------------------------------------------------------------

ADOC = (
    "// licence\n////\n= not this\n////\n\n= The harbour: a chronicle\nAna Ruiz <ana@example.org>; Ben M. Okafor\nv1.0, 2020-01-02: first\n"
    ":page-tags: [news, old town]\n// stet: excerpt/length\n:page-author: Clara\n:toc:\n:!sectids:\n:description: One \\\n  two\n\nBody\n:no: attribute\n"
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_header_of_asciidoc_is_metadata_everywhere(newline: str) -> None:
    """Title, people, day and attributes; prefixes of generators are left out, unset attributes say nothing."""
    document = read(ADOC.replace("\n", newline), ".adoc", {})
    assert document.values == {
        "title": "The harbour: a chronicle",
        "authors": ["Ana Ruiz", "Ben M. Okafor"],
        "date": "2020-01-02",
        "tags": ["news", "old town"],
        "author": "Clara",
        "toc": None,
        "description": "One two",
    }
    assert body(document) == f"{newline}Body{newline}:no: attribute{newline}"
    check_places(document)
    assert [(mark.name, mark.scope) for mark in read_marks(document, "asciidoc")] == [("excerpt/length", None)]


@pytest.mark.parametrize(
    ("text", "wanted", "rest"),
    [
        ("= T\nAna Ruiz\n\nx", {"title": "T", "author": "Ana Ruiz"}, "\nx"),
        ("= T\nA sentence of prose, no author.\n\nx", {"title": "T"}, "A sentence of prose, no author.\n\nx"),
        ("= T\nAna\n2020-01-02\nx", {"title": "T", "author": "Ana", "date": "2020-01-02"}, "x"),
        ("= T\nAna\nv2\n:a: b", {"title": "T", "author": "Ana", "a": "b"}, ""),
        (":page-author: Ana\n\nx", {"author": "Ana"}, "\nx"),
        (":a: 1\n:a: 2\n= T\n", {"a": "2", "title": "T"}, ""),
        ("---\nlayout: post\nauthor: Ben\n---\n= T\nAna Ruiz\n:page-tags: x\n\nx", {"layout": "post", "author": "Ben", "title": "T", "tags": ["x"]}, "= T\nAna Ruiz\n:page-tags: x\n\nx"),
        ("+++\ntitle = 'Q'\n+++\n\n= T\nAna Ruiz\n\nx", {"title": "Q", "author": "Ana Ruiz"}, "\n= T\nAna Ruiz\n\nx"),
    ],
)  # fmt: skip
def test_an_author_line_is_names_and_a_front_matter_goes_before(text: str, wanted: dict[str, Any], rest: str) -> None:
    """What stands in a front matter is not looked for below it; there the header stays part of the body."""
    document = read(text, ".adoc", {})
    assert document.values == wanted
    assert body(document) == rest
    check_places(document)


@pytest.mark.parametrize("text", ["", "== Section\n", ":toc:\n\nx", "prose\n= T\n", "////\n= T\n", "=T\n"])
def test_asciidoc_without_a_title_has_no_header(text: str) -> None:
    """Attributes that a generator does not read are the converter's."""
    assert read(text, ".adoc", {}).state == "missing"
    assert read("= T\n", ".md", {}).state == "missing"


# -- edits and marks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "suffix", "key", "wanted"),
    [
        (HEADER, ".md", "Title", HEADER.replace("The harbour: a chronicle", "It's: new")),
        (RST, ".rst", "date", RST.replace("2010-12-03", "It's: new")),
        ('<head><meta name="author" content="x"></head>', ".html", "author", '<head><meta name="author" content="It&#x27;s: new"></head>'),
        ("= T\n:author: x\n", ".adoc", "author", "= T\n:author: It's: new\n"),
        ("---\na: b\n---\n= T\n:author: x\n", ".adoc", "author", None),
    ],
)  # fmt: skip
def test_a_text_replaces_a_text_as_its_line_has_it(text: str, suffix: str, key: str, wanted: str | None) -> None:
    """Without quotes; a header below a front matter is left alone."""
    document = read(text, suffix)
    entry = document.entry(key)
    assert entry is not None
    fixes = replace_text(document, entry, "It's: new", "t")
    assert (apply_edits(text, fixes[0].edits) if fixes else None) == wanted
    assert has_properties(document, entry) == (wanted is None)
    assert replace_text(document, entry, "two\nlines", "t") == ()


def test_what_one_line_cannot_say_is_not_written() -> None:
    """No list in brackets, no key among prose."""
    document = read("Author: X\n\nbody")
    entry = document.entry("Author")
    assert entry is not None
    assert replace_names(document, entry, ["Ana", "Ben"], plural=True, title="t") == ()
    (fix,) = replace_names(document, entry, ["Ana"], plural=True, title="t")
    assert apply_edits(document.source.text, fix.edits) == "Author: Ana\n\nbody"
    assert add_key(document, "k", "v", "t") == ()


def test_a_notation_has_a_name() -> None:
    """Another one is an error of bylint's own."""
    assert [header_named(name).name for name in ("header", "docinfo", "meta", "asciidoc")] == [
        "header",
        "docinfo",
        "meta",
        "asciidoc",
    ]
    with pytest.raises(KeyError):
        header_named("org")


PIECES = st.sampled_from(
    ["Title: x\n", ":a: b\n", ":a:\n", "= T\n", "T\n", "===\n", "---\n", "....\n", "    x\n", "\t\n", "\n", "\r", "// c\n", "////\n", ".. c\n", "- x\n",
     "<head>", "</head>", "<title>", "</title>", '<meta name="a" content="b">', "<meta name=a content=", "&amp;", "<!--", ";", ",", " ", "é", "\\\n", " \\\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=14), st.sampled_from([".md", ".rst", ".html", ".adoc"]))
def test_nothing_that_is_written_raises(pieces: list[str], suffix: str) -> None:
    """What is valid has places for all that it says."""
    document = read("".join(pieces), suffix)
    if document.state == "valid":
        assert {entry.step for entry in document.entries} == set(document.values)
        check_places(document)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("Title: x\n" + "    y\n" * 100_000, ".md"),
        ("Title: " + " " * 500_000 + "x", ".md"),
        ("Title: x\n" * 50_000, ".md"),
        (":a: b\n" * 50_000, ".rst"),
        (":a: b\n" + "\n" * 500_000, ".rst"),
        (".. c\n" * 100_000, ".rst"),
        ("=" * 500_000, ".rst"),
        ("//\n" * 100_000, ".adoc"),
        ("////\n" * 100_001, ".adoc"),
        ("= T\n" + "w" * 300_000, ".adoc"),
        ("= T\n" + "w " * 200_000, ".adoc"),
        ("= T\n" + ":a: b \\\n" * 50_000, ".adoc"),
        ("<head>" * 100_000, ".html"),
        ("<head>" + "<meta " * 10_000 + "</head>", ".html"),
        ("<head>" + "<title>" * 10_000 + "</head>", ".html"),
        ("<head " * 100_000, ".html"),
        ("</head>" + " " * 500_000, ".html"),
        ("<head><title>x</title></head>" + " " * 500_000, ".html"),
    ],
)
@pytest.mark.timeout(120)
def test_what_is_long_takes_no_longer_than_its_length_asks_for(text: str, suffix: str) -> None:
    """Whatever it repeats."""
    document = read(text, suffix)
    assert len(document.values) <= len(document.entries)
