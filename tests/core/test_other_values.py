"""TOML and JSON front matter: where it lies, what it means, and why it cannot be read."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import re
import subprocess
import sys
import tomllib
import tracemalloc
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import rtoml
from frontmatter.default_handlers import BaseHandler
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.document import Document, parse
from bylint.formats import MAX_DEPTH
from bylint.source import Source
from counting import calls_of

ARCHIVES = Path(__file__).parents[3] / "shared" / "archives"


def read(text: str) -> Document:
    return parse(Source("post.md", text))


def body(document: Document) -> str:
    return document.source.text[document.body.start :]


def state(text: str) -> str:
    document = read(text)
    return f"{document.format.name} {document.state}"


# -- where it lies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "wanted", "rest"),
    [
        ("+++\na = 1\n+++\nbody\n", "toml", "body\n"),
        (" \n\n+++  \na = 1\n+++\t\nbody", "toml", "body"),
        ("+++\na = 1\n+++", "toml", ""),
        ("+++\n\n+++\n+++\n", "toml", "+++\n"),
        ("+++\na = '''\n ++++\n +++\n+++ x'''\n+++\nbody", "toml", "body"),
        ('{"a": 1}\nbody', "json", "body"),
        ('\n  {\n    "a": "}{"\n  }\n\nbody', "json", "\nbody"),
        ('{"a": "\\"}"} body', "json", " body"),
        ("{}\nbody", "json", "body"),
        ("{\n}\nbody", "json", "body"),
    ],
)
def test_the_front_matter_ends_where_hugo_and_zola_end_it(text: str, wanted: str, rest: str, newline: str) -> None:
    """At a line of exactly three pluses; where the brace closes. Blank lines may stand before it."""
    document = read(text.replace("\n", newline))
    assert (document.format.name, document.state) == (wanted, "valid")
    assert body(document) == rest.replace("\n", newline)


@pytest.mark.parametrize(
    "text",
    [
        "", "+", "++\na = 1\n++\n", "++++\na = 1\n+++\n", "+++ more\na = 1\n+++\n", "+++\nProse.\n", "+++\n\nProse = none\n\n", "text\n+++\na = 1\n+++\n",
        "{", "{{ x }}", "{{< figure >}}", "{% include x %}", "{: .class}", '{" "}', "{/* comment */}", "{toc}", "{1}", "{#anchor}", "{ 1", "[]", "{} text",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fence_is_none(text: str) -> None:
    """Templates, shortcodes, comments and lists of a body."""
    expected = "unclosed" if "Prose = none" in text else "missing"
    document = read(text)
    assert document.state == expected
    assert (document.block is None) == (expected == "missing")


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("+++\na = 1\n", "the front matter that begins here is never closed; end it with a line of +++", "+++"),
        ("+++\n# c\n[a]\n++++\nbody", "the front matter that begins here is never closed; end it with a line of +++", "+++"),
        ('{"a": 1\n', "the front matter that begins here is never closed; end it with a brace }", "{"),
        ('{"a": "x\n}\nbody', "a quote that is never closed on its line", '"x'),
        ('{"a": "x', "a quote that is never closed", '"x'),
        ('{"a": "x"\n\nProse.', "the object is never closed before the text that begins here; end it with a brace }", "Prose."),
        ('{"a": ' + "[" * 5000, "the front matter that begins here is never closed; end it with a brace }", "{"),
    ],
)  # fmt: skip
def test_a_front_matter_that_never_ends_says_so(text: str, message: str, place: str) -> None:
    """Where it begins, or at the quote that swallowed its end."""
    document = read(text)
    assert document.state == "unclosed"
    assert document.broken is not None
    assert document.broken.message == message
    assert place.startswith(text[slice(*document.broken.span)])
    assert text[document.broken.span.start :].startswith(place)


# -- what it means ---------------------------------------------------------------------------------------------------


def test_dates_and_times_of_toml_are_tomllibs() -> None:
    """With and without a zone."""
    utc = dt.UTC
    text = "+++\na = 2020-01-02\nb = 2020-01-02T03:04:05Z\nc = 2020-01-02 03:04:05\nd = 03:04:05.5\n+++\n"
    assert read(text).values == {
        "a": dt.date(2020, 1, 2),
        "b": dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=utc),
        "c": dt.datetime(2020, 1, 2, 3, 4, 5),  # noqa: DTZ001  # as written
        "d": dt.time(3, 4, 5, 500000),
    }


def test_json_differs_from_pythons_reader_where_no_generator_could_follow() -> None:
    """Endless numbers stay text, half of an escaped pair is the replacement character, and NaN is refused."""
    document = read(
        '{"a": 1e999, "b": ' + "9" * 2000 + ', "c": "\\ud83d", "d": "\\ud83d\\ude00", "e": {"\\udc00": [1e2]}}'
    )
    assert document.values == {"a": "1e999", "b": "9" * 2000, "c": "\ufffd", "d": "😀", "e": {"\ufffd": [100.0]}}
    for number in ("NaN", "Infinity", "-Infinity"):
        broken = read(f'{{"a": "{number}", "b": {number}}}').broken
        assert broken is not None
        assert broken.message == f"the value {number} is none that JSON has; put it in quotes"
        assert broken.span.start == 15 + len(number)


def test_a_key_of_json_that_stands_twice_is_kept_and_told() -> None:
    """The values follow the later one, as in YAML."""
    text = '{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}'
    document = read(text)
    assert document.values == {"a": 3, "b": {"c": 2}}
    assert [(found.key, text[found.first.end :][:3], text[found.span.end :][:3]) for found in document.duplicates] == [
        ("c", ": 1", ": 2"),
        ("a", ": 1", ": 3"),
    ]
    assert not read('{"a": 1, "b": {"a": 1}}').has_duplicates


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@settings(deadline=None)
@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), VALUES, min_size=1, max_size=4), st.booleans()
)
def test_json_has_the_values_of_the_stock_library(values: dict[str, Any], ascii_: bool) -> None:
    """Where that finds the object: its braces alone on their lines."""
    text = json.dumps(values, ensure_ascii=ascii_, indent=2) + "\n\nbody"
    stock = frontmatter.loads(text)
    document = read(text)
    assert document.values == values
    if stock.metadata:
        assert stock.metadata == document.values
        assert body(document).strip() == stock.content


def test_indented_json_is_front_matter_to_hugo_and_not_to_the_stock_library() -> None:
    """One of the places where bylint differs from it on purpose."""
    text = '  {\n    "title": "x"\n  }\nbody\n'
    assert frontmatter.loads(text).metadata == {}
    assert read(text).values == {"title": "x"}


class StockToml(BaseHandler):
    """The stock library's own handler, which it has only where the `toml` package is; here with another reader."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **kwargs: object) -> Any:
        return rtoml.loads(fm)


def test_more_than_three_pluses_end_nothing_in_hugo_and_zola() -> None:
    """The stock library ends the front matter there: bylint differs from it on purpose."""
    text = '+++\na = """\n++++\n"""\n+++\nbody\n'
    with pytest.raises(rtoml.TomlParsingError):
        frontmatter.loads(text, handler=StockToml())
    assert read(text).values == {"a": "++++\n"}


def archive_files() -> list[Path]:
    return sorted(path for path in ARCHIVES.rglob("*.*") if path.suffix in {".md", ".mdx", ".html", ".adoc", ".rst"})


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason=f"the archives of real posts are not at {ARCHIVES}")
def test_real_posts_in_toml_have_the_values_of_an_independent_reader() -> None:
    """Zola's own, which is written in Rust; each value has a place that reads back to it."""
    checked = 0
    for path in archive_files():
        document = parse(Source.decode(path.name, path.read_bytes()))
        if document.format.name != "toml" or document.block is None:
            continue
        checked += 1
        content = document.source.text[slice(*document.block.content)]
        assert document.values == rtoml.loads(content), path.name
        stock = frontmatter.loads(document.source.text, handler=StockToml())
        assert (stock.metadata, stock.content) == (document.values, body(document).strip()), path.name
        for entry in document.entries:
            assert document.steps_at((entry.key or entry.span).start)[:1] == (entry.step,)
            if entry.style != "block":
                assert (
                    tomllib.loads(f"v = {document.source.text[slice(*entry.span)]}")["v"]
                    == document.values[str(entry.step)]
                )
    assert checked > 500


# -- why it cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "message", "place"),
    [
        ('title: "x"', "TOML writes = between key and value, not a colon", ":"),
        ("tags: [a]", "TOML writes = between key and value, not a colon", ":"),
        ("title = The harbour # c", "text needs quotes in TOML", "The harbour"),
        ("draft = True", "TOML writes true in lower case and without quotes", "True"),
        ("draft = no", "TOML writes false in lower case and without quotes", "no"),
        ("draft = null", "TOML has no null; leave the key out", "null"),
        ("title = “x”", "the typographic quote “ is no quote to TOML; use straight ones", "“"),
        ("title =\nb = 1", "a value is missing after the =", "="),
        ("title = # c", "a value is missing after the =", "="),
        ("title = {{ x }}", "a value with {{ is not read as a template here; put it in quotes", "{{"),
        ('title = "a "b" c"', "text after a closing quote; put a backslash before each quote inside the text", "b"),
        ("title = 'it's'", "text after a closing quote; put double quotes around text with an apostrophe", "s"),
        ('title = "x",\nb = 1', "a , after the value, where the line should end", ","),
        ('title = "x\nb = 1', "a quote that is never closed on its line", '"x'),
        ('title = """x\nb = 1', "quotes that are never closed; three open them, and three must end them", '"""'),
        ("title = '''x\nb = 1", "quotes that are never closed; three open them, and three must end them", "'''"),
        ('path = "c:\\docs"', "an unknown escape after a backslash in double quotes; use single quotes, or double it", "\\"),
        ('x = "\\ud800"', "an unknown escape after a backslash in double quotes; use single quotes, or double it", "\\"),
        ('x = "\x01"', "the control character U+0001 is not allowed in TOML", "\x01"),
        ("date = 2020-13-45", "2020-13-45 is no date or time that TOML knows; write 2020-01-02T10:00:00Z, or use quotes", "2020-13-45"),
        ("date = 2020-1-2 # c", "2020-1-2 is no date or time that TOML knows; write 2020-01-02T10:00:00Z, or use quotes", "2020-1-2"),
        ("time = 12:30", "12:30 is no date or time that TOML knows; write 2020-01-02T10:00:00Z, or use quotes", "12:30"),
        ("a = 01", "a number that TOML does not know, or text that needs quotes", "01"),
        ("a = true // c", "text after the value; quote all of it, or begin a comment with #", "/"),
        ("a = [1,\nb = 2", "the [ that begins here is not closed before the next key", "[1"),
        ('a = ["x" "y"]', "a comma is missing here", '"y'),
        ("a = {b = 1", "the { that begins here is not closed on its line", "{"),
        ("[a\nb = 1", "the name of a table is not closed by its bracket", "[a"),
        ("two words = 1", "a key of several words needs quotes", "two words"),
        ("überschrift = 1", "a key with other letters than a to z needs quotes", "überschrift"),
        ("title", "a line that is neither a key with = and a value nor a table", "title"),
        ("- x", "a list item as in YAML; TOML writes a list in brackets after its key", "-"),
        ("a = 1\rb = 2", "a line that ends in a carriage return alone, which TOML does not allow", "\r"),
        ("\ufeffa = 1", "the invisible character U+FEFF (a byte order mark) stands here; delete it", "\ufeff"),
        ("a = 1\n<<<<<<< HEAD\nb = 1", "a merge conflict was left in the front matter; resolve it", "<<<<<<<"),
        ("title = 1\n\ntitle = 2", "the key title stands twice; it is on line 2 already", "title = 2"),
        ("[a]\nx = 1\n[b]\nx = 1\nx = 2", "the key x stands twice; it is on line 5 already", "x = 2"),
        ("a = 1\n[a]\n", "the key a stands twice; it is on line 2 already", "a]"),
        ("[a]\n[[a]]\n", "the key a stands twice; it is on line 2 already", "a]]"),
        ("a = {b = 1, b = 2}", "key 'b' stands twice in these braces", None),
        ("a = " + "1" * 5000, "a number that is too long", "1111"),
        ("a = \ud800", "half of a surrogate pair, which is no character", "\ud800"),
        ("a" + ".a" * 200 + " = 1", f"nested deeper than {MAX_DEPTH} levels", None),
    ],
)  # fmt: skip
def test_toml_that_cannot_be_read_names_its_likely_cause(block: str, message: str, place: str | None) -> None:
    """At the place that a writer has to mend."""
    text = f"+++\n{block}\n+++\nbody\n"
    document = read(text)
    assert (document.state, dict(document.values), body(document)) == ("invalid", {}, "body\n")
    assert document.broken is not None
    assert document.broken.message == message
    assert text[document.broken.span.start :].startswith(place or "")
    assert text[slice(*document.broken.span)].strip(" \t") or place == "\r"


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('{"a": 1,}', "a comma after the last value, which JSON does not allow; delete it", ","),
        ('{"a": [1,\n ]}', "a comma after the last value, which JSON does not allow; delete it", ",\n"),
        ('{"a": 1,, "b": 2}', "a comma too many", ', "b'),
        ('{"a": 1 "b": 2}', "a comma is missing here, or the whole value needs quotes", '"b'),
        ('{"a": 1\n "b": 2}', "a comma is missing after this value", "1\n"),
        ("{'a': 1}", "a quote that JSON does not know; it takes double quotes only", "'a"),
        ("{\"a\": 'x'}", "a quote that JSON does not know; it takes double quotes only", "'x"),
        ('{"a": “x”}', "the typographic quote “ is no quote to JSON; use straight ones", "“"),
        ("{\n  a: 1\n}", "the key a needs double quotes", "a"),
        ('{"a": The harbour}', "text needs double quotes in JSON", "The harbour"),
        ('{"a": True}', "the value True is none that JSON has; write true", "True"),
        ('{"a": None}', "the value None is none that JSON has; write null", "None"),
        ('{"a": }', "a value is missing here", "}"),
        ('{"a" = 1}', "a colon stands between key and value in JSON, not =", "="),
        ('{"a": 1, "b" 2}', "a colon is missing after this key", '" 2'),
        ('{\n// c\n"a": 1}', "a comment, which JSON does not have; delete it", "//"),
        ('{"a": 1, # c\n"b": 2}', "a comment, which JSON does not have; delete it", "#"),
        ('{"a": /* c */ 1}', "a comment, which JSON does not have; delete it", "/*"),
        ('{"a": "x "y" z"}', "text after a closing quote; put a backslash before each quote inside the text", "y"),
        ('{"a": "c:\\docs"}', "an unknown escape after a backslash; double the backslash", "\\"),
        ('{"a": "x\ty"}', "a tab in quotes, which JSON does not allow; write it as an escape", "\t"),
        ('{"a": 1,\n<<<<<<< HEAD\n"b": 1}', "a merge conflict was left in the front matter; resolve it", "<<<<<<<"),
        ('{"a": "\ud800"}', "half of a surrogate pair, which is no character", "\ud800"),
        ('{"a": ' + "[" * 5000 + "]" * 5000 + "}", f"nested deeper than {MAX_DEPTH} levels", "["),
    ],
)  # fmt: skip
def test_json_that_cannot_be_read_names_its_likely_cause(text: str, message: str, place: str) -> None:
    """At the place that a writer has to mend."""
    document = read(text + "\nbody\n")
    assert (document.state, dict(document.values)) == ("invalid", {})
    assert document.broken is not None
    assert document.broken.message == message
    assert text[document.broken.span.start :].startswith(place)


# -- what nobody should write ----------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["+++\n", "{", "}", '"', "'", '"""', "'''", "[", "]", "[[a]]\n", "[a]\n", "=", ":", ",", ".", "a", "é", "1", "2020-01-02", "\n", "\r", "\r\n", " ",
     "\t", "\\", "\\u", "#", "//", "true", "\ufeff", "\x00", "\ud800", "<<<<<<< x\n", "{{", "-", "a = 1\n", '"a": 1', "\u2028", "\x0c"]
)  # fmt: skip


@settings(deadline=None, max_examples=600)
@given(
    st.sampled_from(["+++\n", "{", '{"a":', "+++\na = ", ""]),
    st.lists(PIECES, max_size=14),
    st.sampled_from(["", "\n+++\n", "}", '"}\n']),
)
def test_nothing_that_is_written_raises(start: str, pieces: list[str], end: str) -> None:
    """What is broken lies in the text and has a message; what is valid has a place for everything."""
    text = start + "".join(pieces) + end
    document = read(text)
    if document.broken is not None:
        assert 0 <= document.broken.span.start <= document.broken.span.end <= len(text)
        assert document.broken.message
    if document.state == "valid":
        assert {entry.step for entry in document.entries} == set(document.values)
    assert 0 <= document.body.start <= document.body.end == len(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("+++\na = " + "[" * 1000 + "]" * 1000 + "\n+++\n", "invalid"),
        ("+++\na = " + "[" * 100_000 + "\n+++\n", "invalid"),
        ("+++\na = " + "{a=" * 1000 + "1" + "}" * 1000 + "\n+++\n", "invalid"),
        ("+++\na = " + "[" * 90 + "]" * 90 + "\n+++\n", "valid"),
        ("+++\n" + "".join(f"[a{'.b' * depth}]\n" for depth in range(90)) + "+++\n", "valid"),
        ("+++\n" + "a." * 100_000 + "b = 1\n+++\n", "invalid"),
        ("+++\nx = {" + '."' * 100_000 + "b = 1}\n+++\n", "invalid"),
        ("+++\n[" + " " * 300_000 + "\n+++\n", "invalid"),
        ("+++\na = 1\n" + " " * 300_000 + "a = 1\n+++\n", "invalid"),
        ("+++\n" + "+++ x\n" * 100_000, "missing"),
        ("+++\n" + "#\n" * 100_000, "missing"),
        (" " * 1_000_000 + "{", "missing"),
        ("\n" * 1_000_000 + "+++", "missing"),
        ('{"a": ' + "{" * 100_000, "unclosed"),
        ('{"a": ' + "[" * 1000 + "]" * 1000 + "}", "invalid"),
        ('{"a": ' + "[" * 90 + "]" * 90 + "}", "valid"),
        ('{"a": "' + "\\" * 200_001, "unclosed"),
        ('{"a": "' + "\\\\" * 100_000 + '"}', "valid"),
        ('{"a": ' + "9" * 200_000 + "}", "valid"),
        ("+++\na = " + "9" * 200_000 + "\n+++\n", "invalid"),
        ('{"' + "a" * 300_000 + '": 1}', "valid"),
        ("{" + ",".join(f'"k{number}": 1' for number in range(20_000)) + "}", "valid"),
        ("+++\n" + "\n".join(f"k{number} = 1" for number in range(20_000)) + "\n+++\n", "valid"),
    ],
)
@pytest.mark.timeout(120)
def test_what_is_long_or_deep_takes_no_longer_than_its_length_asks_for(text: str, wanted: str) -> None:
    """And is refused rather than a stack's end."""
    document = read(text)
    assert document.state == wanted
    assert len(document.entries) == len(document.values)


@pytest.mark.parametrize("size", [50_000_000])
def test_fifty_megabytes_of_body_cost_nothing(size: int) -> None:
    """The front matter ends near the top, and the rest is not looked at: no copy of it is made, and no more is done."""
    for head in ("+++\na = 1\n+++\n", '{"a": 1}\n'):
        short, long = Source("x.md", head), Source("x.md", head + "x" * size)
        assert parse(long).values == {"a": 1}
        tracemalloc.start()
        try:
            calls = calls_of(lambda: parse(long).values)  # noqa: B023  # called at once
            assert tracemalloc.get_traced_memory()[1] < size / 50
        finally:
            tracemalloc.stop()
        assert calls <= calls_of(lambda: parse(short).values) + 20  # noqa: B023  # as above


def test_a_run_over_yaml_imports_nothing_for_the_other_notations() -> None:
    """Nor does reading TOML or JSON import what gives places, before a post has a finding."""
    program = (
        "import sys\n"
        "from bylint.document import parse\n"
        "from bylint.source import Source\n"
        "def loaded(): return sorted({'tomllib', 'tree_sitter', 'bylint.formats.toml', 'bylint.formats.json_object',"
        " 'bylint.formats.headers', 'html.parser'} & set(sys.modules))\n"
        "parse(Source('a.md', '---\\ntitle: x\\n---\\nbody')).entries\n"
        "parse(Source('a.md', 'body'))\n"
        "print(loaded())\n"
        "parse(Source('a.md', '+++\\ntitle = \"x\"\\n+++\\nbody'))\n"
        "parse(Source('a.md', '{\"title\": 1}\\nbody'))\n"
        "print(loaded())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert run.stdout.splitlines() == ["[]", "['bylint.formats.json_object', 'bylint.formats.toml', 'tomllib']"]


def test_not_a_number_is_a_value_of_toml() -> None:
    """As tomllib and Zola have it."""
    assert math.isnan(read("+++\na = nan\n+++\n").values["a"])
