"""Front matter is found and read as stock python-frontmatter finds and reads it, except where said."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frontmatter
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yaml_texts import READ_AS, front_matters

from bylint.diagnostic import Span
from bylint.document import Document, parse
from bylint.formats import key_path
from bylint.formats.handlers import YamlHandler
from bylint.source import Source

if TYPE_CHECKING:
    from yaml_texts import Written

ARCHIVES = Path(__file__).parents[2].parent / "shared" / "archives"


def read(text: str) -> Document:
    return parse(Source("post.md", text))


def body(document: Document) -> str:
    """The body; the stock library makes CR LF a line feed."""
    return document.source.text[document.body.start : document.body.end].replace("\r\n", "\n")


def same(ours: Any, stock: Any) -> bool:
    """Equal, NaN too, and of the same type: True is not 1."""
    if isinstance(ours, dict) and isinstance(stock, dict):
        return list(ours) == list(stock) and all(same(ours[key], stock[key]) for key in ours)
    if isinstance(ours, list) and isinstance(stock, list):
        return len(ours) == len(stock) and all(map(same, ours, stock))
    return type(ours) is type(stock) and (ours == stock or ours != ours)  # NaN differs from itself


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(front_matters(newlines=("\n", "\r\n")))
def test_values_and_body_are_those_of_the_stock_library(case: tuple[str, Written]) -> None:
    """On generated front matter in every style; not impossible dates and stray BOMs, on which it raises."""
    text, _ = case
    text = text.replace("2020-13-45", "2020-12-25").replace("\ufeff", "")
    document = read(text)
    stock = frontmatter.loads(text)
    assert document.state == "valid"
    assert same(dict(document.values), stock.metadata)
    assert body(document).strip() == stock.content


SCALARS = st.one_of(
    st.sampled_from([text for text, _ in READ_AS if text != "2020-13-45"]),
    st.sampled_from(
        [
            "yes",
            "off",
            "1e3",
            "1.0e+3",
            ".5",
            ".inf",
            "-.INF",
            ".nan",
            "0o17",
            "017",
            "0b11",
            "190:20:30",
            "12:30",
            "0.",
            "1__0",
        ]
    ),
    st.sampled_from(["2020-1-2", "2020-01-02 03:04:05", "2020-01-02T03:04:05.1234567Z", "2020-01-02t03:04:05-05:30"]),
    st.sampled_from(["'2020-01-02'", '"yes"', "http://x.org/a?b=c#d", "a#b", "a - b", "<b>x</b>", "- ", "[]", "{}"]),
    st.sampled_from(["!!set {a, b}", "!!binary aGk=", "!!omap [a: 1]", "!!pairs [a: 1]", "!!map {a: b}", "!!seq [a]"]),
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
        ),
        max_size=12,
    ).map(lambda text: "'" + text.replace("'", "''") + "'"),
)


@given(st.dictionaries(st.from_regex(r"[a-z]{2,6}_[a-z]", fullmatch=True), SCALARS, max_size=6))
def test_what_yaml_reads_as_something_else_is_read_so_here_too(values: dict[str, str]) -> None:
    """Booleans, numbers of all bases, times, sets: whatever the stock library makes of them."""
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\nbody"
    document = read(text)
    try:
        stock = frontmatter.loads(text)
    except Exception:  # `- ` is no value
        assert document.state == "invalid"
        return
    assert document.state == "valid"
    assert same(dict(document.values), stock.metadata)


WHOLE = [
    ("\n\n---\ntitle: x\n---\nbody", "blank lines before the fence"),
    (" \t\n---\ntitle: x\n---\nbody", "lines of white space before the fence"),
    ("---   \ntitle: x\n---\t\nbody", "blanks after the fences"),
    ("---\r\ntitle: x\r\n---\r\nbody\r\n", "CR LF"),
    ("---\ntitle: x\n---", "nothing after the closing fence, not even a newline"),
    ("---\ntitle: x\n---\n\n\nbody\n\n", "blank lines around the body"),
    ("---\ntext: |\n  a\n  ---\n  b\n---\nbody", "dashes inside a block scalar"),
    ("---\nurl: 'http://x.org/---/a'\ntitle: a --- b\n---\nbody", "dashes inside a line"),
    ("---\ntitle: x\n---\nbody\n---\nnot: metadata\n---\n", "a thematic break in the body"),
    ("---\n---\nbody", "an empty front matter"),
    ("---\n\n# a comment\n---\nbody", "a front matter of comments"),
    ("---\ntitle: é🎉\n---\nbody", "letters beyond ASCII"),
    ("body only", "no front matter"),
    ("", "nothing"),
    ("-", "one byte"),
    ("body\n---\ntitle: x\n---\n", "a fence that is not at the start"),
]


@pytest.mark.parametrize(("text", "what"), WHOLE, ids=[what for _, what in WHOLE])
def test_the_body_begins_where_the_stock_library_has_it(text: str, what: str) -> None:
    """However the fences are surrounded."""
    document, stock = read(text), frontmatter.loads(text)
    assert document.state in ("valid", "missing"), what
    assert dict(document.values) == stock.metadata
    assert body(document).strip() == stock.content


def test_spans_of_fences_and_body_are_exact() -> None:
    """The fences without their blanks' newline, the content between them, the body right after the closing line."""
    text = "\n---  \ntitle: x\n--- \nbody\n"
    document = read(text)
    block = document.block
    assert block is not None
    assert block.close is not None
    assert text[slice(*block.open)] == "---  "
    assert text[slice(*block.content)] == "title: x\n"
    assert text[slice(*block.close)] == "--- "
    assert body(document) == "body\n"
    assert text[slice(*document.front_matter)] == "---  \ntitle: x\n--- "
    assert read("no front matter").front_matter == Span(0, 0)
    assert read("---\na: b\n").front_matter == Span(0, 9)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_newline_ends_a_fence(newline: str) -> None:
    """A lone CR too, which the stock library does not take for a newline."""
    document = read(newline.join(["---", "title: x", "tags: [a]", "---", "body", ""]))
    assert dict(document.values) == {"title": "x", "tags": ["a"]}
    assert document.source.text[document.body.start :] == f"body{newline}"


def test_newlines_may_be_mixed() -> None:
    """Front matter from one program, body from another."""
    document = read("---\rtitle: x\r---\rbody\nmore\n")
    assert dict(document.values) == {"title": "x"}
    assert body(document) == "body\nmore\n"
    assert read("---\ntitle: x\r---\r\nbody").state == "valid"


def test_a_bom_before_the_fence_changes_nothing() -> None:
    """The stock library sees no front matter behind a BOM that the reader of the file left there."""
    document = parse(Source.decode("p", b"\xef\xbb\xbf---\ntitle: x\n---\nbody"))
    assert dict(document.values) == {"title": "x"}
    assert body(document) == "body"


def test_a_stray_bom_after_the_fence_moves_no_span() -> None:
    """Libyaml skips it without counting it."""
    text = "---\n\ufefftitle: x\nauthor: 'y'\n---\n"
    document = read(text)
    assert [text[slice(*entry.span)] for entry in document.entries] == ["x", "'y'"]
    text = "---\n\ufeff\ufefftitle: x\n---\n"
    assert [text[slice(*entry.span)] for entry in read(text).entries] == ["x"]
    broken = read("---\n\ufefftitle: @x\n---\n").broken
    assert broken is not None
    assert broken.span == Span(12, 13)


# -- on purpose otherwise than the stock library -----------------------------------------------------------------


def test_a_line_of_more_dashes_does_not_end_the_front_matter() -> None:
    """Jekyll and Hugo end it at exactly three; the stock library at three or more."""
    text = "---\ntitle: x\nsub: y\n-----\n---\nbody"
    assert frontmatter.loads(text).metadata == {"title": "x", "sub": "y"}
    assert read(text).state == "invalid"  # the line is no YAML, and that is told
    assert read("-----\ntitle: x\n-----\nbody").state == "missing"
    assert frontmatter.loads("-----\ntitle: x\n-----\nbody").metadata == {"title": "x"}


def test_three_dots_end_the_front_matter() -> None:
    """As in YAML, Jekyll and Pandoc; the stock library reads on to the next dashes."""
    document = read("---\ntitle: x\n...\nbody\n---\n")
    assert dict(document.values) == {"title": "x"}
    assert body(document) == "body\n---\n"


def test_an_indented_fence_is_none() -> None:
    """No generator takes it for one; the stock library strips the text before it looks."""
    text = "  ---\ntitle: x\n---\nbody"
    assert frontmatter.loads(text).metadata == {"title": "x"}
    assert read(text).state == "missing"


@pytest.mark.parametrize(
    "text", ["---\n", "---", "---\n\nProse.\n", "---\nProse goes on.\n", "---\n# A heading\n", "---\n> quote: x\n"]
)
def test_a_thematic_break_is_no_unclosed_front_matter(text: str) -> None:
    """Without a line that looks like metadata below it, a line of dashes is Markdown."""
    assert read(text).state == "missing"


@pytest.mark.parametrize(
    "text", ["---\ntitle: x\n", "---\ntitle:", "---\n'a b': x", "---\nmeta.og-title: x\n----\n", "---\n  title: x"]
)
def test_metadata_that_never_ends_is_unclosed(text: str) -> None:
    """The opening fence is pointed at."""
    document = read(text)
    assert document.state == "unclosed"
    assert document.broken is not None
    assert document.broken.span == Span(0, 3)
    assert body(document) == ""
    assert document.entries == ()


@pytest.mark.parametrize(
    ("text", "stock_raises"),
    [
        ("2020-13-45", True),
        ("2020-02-30 10:00:00", True),
        ("0000-00-00", True),
        ("2020-01-01T25:00:00Z", True),
        ("2020-01-01T00:00:00+99:00", True),
        ("0b", False),
        ("!!int x", True),
        ("!!int ''", True),
        ("!!float x", True),
        ("!!bool x", True),
        ("!!timestamp x", True),
        ("9" * 10_000, True),
        ("0x" + "f" * 10_000, False),
        ("1:" * 5_000 + "1", False),
        ("1" * 10_000 + ".5", False),
    ],
)
def test_what_only_looks_like_a_number_or_date_stays_text(text: str, stock_raises: bool) -> None:
    """Where the stock library raises, or makes a number that Python refuses to print, the text as written is the value."""
    whole = f"---\nvalue: {text}\ntitle: x\n---\n"
    document = read(whole)
    assert document.state == "valid"
    assert document.values["value"] == text.removeprefix("!!").partition(" ")[2].strip("'") if text[0] == "!" else text
    assert document.values["title"] == "x"
    if stock_raises:
        with pytest.raises((ValueError, KeyError, IndexError, AttributeError)):
            frontmatter.loads(whole)


def test_offsets_of_time_zones_are_kept() -> None:
    """A date with an offset is aware, as PyYAML 6 has it."""
    value = read("---\ndate: 2020-01-02 03:04:05 -05:30\n---\n").values["date"]
    assert value == datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone(-timedelta(hours=5, minutes=30)))


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("1", "a number"),
        ("1.5", "a number"),
        ("0x1F", "a number"),
        ("true", "true or false"),
        ("No", "true or false"),
        ("~", "null"),
        ("null", "null"),
        ("2020-01-01", "a date"),
        ("2020-01-01 10:00:00", "a date"),
        ("!!binary aGk=", "something else"),
    ],
)
def test_a_key_that_is_no_text_is_refused_with_its_place(key: str, kind: str) -> None:
    """The stock library hands on a key of another type, which no generator knows."""
    broken = read(f"---\ntitle: x\n'1': y\n\"*x\": z\n'2020-13-45': z\n{key}: x\n---\n").broken
    assert broken is not None
    at = len("---\ntitle: x\n'1': y\n\"*x\": z\n'2020-13-45': z\n")
    assert broken.span == Span(at, at + len(key))
    assert f"is read as {kind}, not as text" in broken.message


def test_an_empty_key_is_told_as_such() -> None:
    """A colon with nothing before it."""
    broken = read("---\n? \n: x\n---\n").broken
    assert broken is not None
    assert "a key is empty" in broken.message


def test_a_merged_key_that_is_no_text_is_refused_too() -> None:
    """Its place cannot be told from the top level, so the front matter is pointed at."""
    broken = read("---\nbase: &b {1: x}\n<<: *b\n---\n").broken
    assert broken is not None
    assert broken.message == "a key is a number, not text"


@pytest.mark.parametrize(
    ("content", "what", "place"),
    [
        ("- a\n- b", "a list", "- a"),
        ("just words", "one value", "just words"),
        ("\n\n  12\n", "one value", "12"),
        ("[a, b]", "a list", "[a, b]"),
        ("a\rb", "one value", "a"),
    ],
)
def test_front_matter_that_is_no_mapping_is_refused(content: str, what: str, place: str) -> None:
    """The stock library silently has no metadata then. The first line of it is pointed at."""
    text = f"---\n{content}\n---\n"
    broken = read(text).broken
    assert broken is not None
    assert broken.message == f"the front matter is {what}, not a mapping of keys to values"
    assert text[slice(*broken.span)] == place


def test_the_other_notations_are_told_from_none() -> None:
    """TOML and JSON are front matter as well."""
    assert read('+++\ntitle = "x"\n+++\n').format.name == "toml"
    assert read('{\n  "title": "x"\n}\n').format.name == "json"
    assert read("+++ more\n").state == "missing"
    assert read("{% include x %}").state == "missing"
    assert read("{ 1").state == "missing"


def test_bytes_that_are_no_text_are_never_parsed() -> None:
    """They have a state of their own, with the place of the damage."""
    document = parse(Source.decode("p", b"---\ntitle: \xe9\n---\n"))
    assert document.state == "undecodable"
    assert document.broken is not None
    assert document.broken.span == Span(11, 12)
    assert document.values == {}


def test_the_handler_serves_the_stock_library() -> None:
    """It is a python-frontmatter handler: `frontmatter.loads(text, handler=YamlHandler())` reads posts by our rules."""
    handler = YamlHandler()
    text = "---\ntitle: x\nday: 2020-13-45\n...\nbody\n---\n"
    post = frontmatter.loads(text, handler=handler)
    assert (post.metadata, post.content) == ({"title": "x", "day": "2020-13-45"}, "body\n---")
    assert handler.detect(text)
    assert not handler.detect("-----\n")
    with pytest.raises(ValueError, match="no YAML front matter"):
        handler.split("---\ntitle: x\n")
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        handler.load("title: \ud800")
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        handler.load("title: *\ud800")
    with pytest.raises(ValueError, match="put it in quotes"):
        handler.load("title: @x")


def archive_files() -> list[Path]:
    return sorted(path for suffix in ("md", "mdx", "markdown", "html") for path in ARCHIVES.rglob(f"*.{suffix}"))


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason=f"the archives of real posts are not at {ARCHIVES}")
def test_real_posts_have_the_values_of_the_stock_library() -> None:
    """Every post of the archives beside the project: the same values, and where the stock library raises, a reason."""
    checked = 0
    for path in archive_files():
        source = Source.decode(path.name, path.read_bytes())
        document = parse(source)
        if document.format.name != "yaml" or document.state in ("missing", "undecodable"):
            continue
        checked += 1
        try:
            stock = frontmatter.loads(source.text)
        except Exception:  # whatever it raises
            assert document.state == "invalid" or any(isinstance(value, str) for value in document.values.values())
            continue
        assert document.state == "valid", (path, document.broken)
        assert same(dict(document.values), stock.metadata), path
        assert body(document).strip() == stock.content, path
        for entry in document.entries:
            assert document.steps_at(entry.span.start)[:1] == (entry.step,), path
    assert checked > 500


# -- keys that stand twice -----------------------------------------------------------------------------------------


def twice(content: str) -> list[tuple[str, str, str]]:
    """Key, and the text from each of its two places on to the end of the line."""
    text = f"---\n{content}\n---\n"
    document = read(text)
    assert document.state == "valid", document.broken
    return [
        (found.key, text[found.first.start :].partition("\n")[0], text[found.span.start :].partition("\n")[0])
        for found in document.duplicates
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: 1\nb: 2\na: 3", [("a", "a: 1", "a: 3")]),
        ("a: 1\na: 2\na: 3", [("a", "a: 1", "a: 2"), ("a", "a: 1", "a: 3")]),
        ("a: 1\n'a': 2\n\"a\": 3", [("a", "a: 1", "'a': 2"), ("a", "a: 1", '"a": 3')]),
        ("m:\n  a: 1\n  a: 2", [("a", "a: 1", "a: 2")]),
        ("l:\n  - a: 1\n    b: 2\n    a: 3", [("a", "a: 1", "a: 3")]),
        ("l: [{a: 1, a: 2}]", [("a", "a: 1, a: 2}]", "a: 2}]")]),
        ("m: {x: {a: 1}}\nm: {a: 1}", [("m", "m: {x: {a: 1}}", "m: {a: 1}")]),
        ("? a\n: 1\na: 2", [("a", "a", "a: 2")]),
        ('"\\x61": 1\na: 2', [("a", '"\\x61": 1', "a: 2")]),
    ],
)
def test_a_repeated_key_is_found_with_both_its_places(content: str, found: list[tuple[str, str, str]]) -> None:
    """At the top, nested, in items of lists, however it is spelt."""
    assert twice(content) == found


@pytest.mark.parametrize(
    "content",
    [
        "a: {b: 1}\nc: {b: 1}",
        "base: &b {a: 1, c: 2}\nx:\n  <<: *b\n  a: 2",
        "base: &b {a: 1}\nx: {<<: *b, a: 2}\ny: {a: 3, <<: *b}",
        "base: &b {a: 1}\nx:\n  inner: &i\n    <<: *b\n    a: 2\ny:\n  <<: *i",
        "one: &o {a: 1}\ntwo: &t {a: 2}\nx:\n  <<: [*o, *t]",
        "x:\n  <<: {a: 1}\n  <<: {b: 2}",
        "A: 1\na: 2",
        "l: [a, a]",
    ],
)
def test_merge_keys_and_equal_keys_of_different_mappings_are_no_repeats(content: str) -> None:
    """A merged key that the mapping sets itself is what merging is for."""
    assert twice(content) == []


def test_values_follow_the_last_of_repeated_keys_and_so_do_places() -> None:
    """As every loader has it; the earlier entry is kept."""
    document = read("---\na: 1\na: 2\n---\n")
    assert dict(document.values) == {"a": 2}
    assert [entry.text for entry in document.entries] == ["1", "2"]
    entry = document.entry("a")
    assert entry is not None
    assert entry.text == "2"


def test_places_are_found_through_aliases_and_merge_keys() -> None:
    """What an alias or merge key brings in lies where the alias or key stands."""
    text = "---\nbase: &b\n  name: Ana\nauthor: *b\npost:\n  <<: *b\n  x: 1\n---\n"
    document = read(text)
    places = {
        steps: document.entry(*steps)
        for steps in [("author", "name"), ("post", "name"), ("post", "x"), ("base", "name")]
    }
    shown = {steps: text[slice(*entry.span)] for steps, entry in places.items() if entry}
    assert shown == {("author", "name"): "*b", ("post", "name"): "*b", ("post", "x"): "1", ("base", "name"): "Ana"}
    assert document.entry("none") is None
    assert document.entry("post", "x", "y") is None


def test_places_are_written_as_people_write_them() -> None:
    """Dots for keys, brackets for items; nothing where no metadata lies."""
    text = "---\nauthors:\n  - name: Ana\n    url:\ntags: [a, {b: c}]\nlast:\n---\nbody"
    document = read(text)
    assert document.key_at(text.index("Ana")) == "authors[0].name"
    assert document.key_at(text.index("url")) == "authors[0].url"
    assert document.key_at(text.index("url:") + 4) == "authors[0].url"
    assert document.key_at(text.index("c}")) == "tags[1].b"
    assert document.key_at(text.index("last:") + 5) == "last"
    assert document.key_at(text.index("body")) is None
    assert document.key_at(0) is None
    assert document.key_at(text.index("authors:") + len("authors:")) == "authors"
    assert read("body").key_at(0) is None
    assert key_path(("a", 0, 1, "b")) == "a[0][1].b"
