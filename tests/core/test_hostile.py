"""Whatever a front matter holds: one reason and its place, in linear time, and nothing of it is ever run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bylint.diagnostic import Span
from bylint.document import Document, parse
from bylint.source import Source
from bylint.suppress import read_marks
from counting import calls_of

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = str(Path(__file__).parent)


def read(content: str) -> Document:
    return parse(Source("post.md", f"---\n{content}\n---\nbody"))


def refused(content: str) -> tuple[str, str, int]:
    """The message, the text pointed at, and where in the content it begins."""
    document = read(content)
    assert document.state == "invalid", document.values
    assert document.broken is not None
    assert document.values == {}
    assert document.entries == ()
    span = document.broken.span
    return document.broken.message, document.source.text[slice(*span)], span.start - 4


# -- what writers do -----------------------------------------------------------------------------------------------

SLIPS = [
    ("title: Foo: bar", "a colon inside an unquoted value; put the value in quotes", ":", 10),
    ("a: b\ntitle: Foo: bar\nc: d", "a colon inside an unquoted value", ":", 15),
    ("a:\n\tb: c", "a tab where YAML allows only spaces", "\t", 3),
    ("\ta: b", "a tab where YAML allows only spaces", "\t", 0),
    ("a:\n  - b\n\t- c", "a tab where YAML allows only spaces", "\t", 9),
    ("a: 'It's here'", "text after a closing quote", "s", 7),
    ('a: "the "best" one"', "text after a closing quote", "b", 9),
    ('a: "never closed', "a quote that is never closed", '"', 3),
    ("a: 'never\nb: closed", "a quote that is never closed", "'", 3),
    ('a: "It\\\'s"', "an unknown escape after a backslash", "\\", 6),
    ('a: "C:\\Users"', "an unknown escape after a backslash", "\\", 6),
    ("a: @handle", "a value cannot begin with @; put it in quotes", "@", 3),
    ("a: `code`", "a value cannot begin with `; put it in quotes", "`", 3),
    ("a: %x", "a value cannot begin with %; put it in quotes", "%", 3),
    ("a: *bold* text", "read as an alias; put it in quotes", "*", 3),
    ("a: !important", "read as a tag that front matter does not know; put it in quotes", "!", 3),
    ("a: [b, c", "the [ that begins here is not closed", "[", 3),
    ("a: {b: c", "the { that begins here is not closed", "{", 3),
    ("a: [Draft] Foo", "text after a closing bracket", "F", 11),
    ("a: {{ page.title }}", "{{ is not read as a template", "{{", 3),
    ("[a, b]: c", "a key that is itself a list or mapping", "[", 0),
    ("? {a: b}\n: c", "a key that is itself a list or mapping", "{", 2),
    ("? - a\n: c", "a key that is itself a list or mapping", "-", 2),
    ("a: =", "means something else in YAML; put it in quotes", "=", 3),
    ("a: - b", "a list cannot begin on the line of its key", "-", 3),
    ("a: x\x07y", "the control character U+0007 is not allowed in YAML", "\x07", 4),
    ("a: x\x92y", "the control character U+0092 is not allowed in YAML", "\x92", 4),
    ("a: \x1b[31mred", "the control character U+001B is not allowed in YAML", "\x1b", 3),
    ("a: b\nc\nd: e", "a line that is neither a key with a colon nor part of a value", "c", 5),
    ("a:b\nc: d", "a key needs a blank after its colon", "a:", 0),
    ("words\n\nb: c", "a line that is neither a key with a colon nor part of a value", "words", 0),
    ("a: b\n\n  b: c", "a key where none can stand", "b", 8),
    ("b: c\ntitle:foo", "a key needs a blank after its colon", "title:", 5),
    (
        "a: b\n\ufeffc: d\ne: f",
        "the invisible character U+FEFF (a byte order mark) stands here; delete it",
        "\ufeff",
        5,
    ),
    ("a: * foo", "a value that begins with * is read as an alias; put it in quotes", "*", 3),
    ("a: & foo", "a value that begins with & is read as an anchor; put it in quotes", "&", 3),
    ("a: | words", "text after | or > belongs on the next lines", "|", 3),
    ("a: {b: c}}", "a } that closes nothing", "}", 9),
    ("a: [k:]", "a colon in brackets needs a blank after it, or the text quotes", ":", 5),
    ("a: 1\n--- x\nb: 1", "a second document begins here; front matter is one", "-", 5),
    ('a: "x\nb: "y"', "text after a closing quote, which may have been opened on a line above", "y", 10),
    ("a: &x 1\nb: &x 2", "a name after & that another value has already", "&", 11),
    ("<<: x", "the key << merges mappings into this one", "x", 4),
    ("- a\nb: c", "this line is indented differently from those that it belongs to", "b", 4),
    ("a: b\n- c", "a list item where none can stand", "-", 5),
    ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x", "a merge conflict was left in the front matter", "<<<<<<<", 0),
    ("a: &x [*x]", "the alias *x stands inside what it names", "*x", 7),
]


@pytest.mark.parametrize(("content", "message", "place", "at"), SLIPS, ids=[content for content, *_ in SLIPS])
def test_a_slip_is_told_in_a_writers_words_at_its_place(content: str, message: str, place: str, at: int) -> None:
    """The likely cause, and the character where it lies."""
    said, pointed_at, begins = refused(content)
    assert message in said
    assert (pointed_at, begins) == (place, at)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_places_of_slips_hold_with_every_newline(newline: str) -> None:
    """Offsets count characters, and a CR LF is two."""
    text = newline.join(["---", "a: b", "title: @x", "---", "body"])
    broken = parse(Source("p", text)).broken
    assert broken is not None
    assert text[slice(*broken.span)] == "@"


def test_a_tag_that_names_python_runs_nothing(tmp_path: Path) -> None:
    """Unknown tags are refused; no constructor of Python objects is there."""
    witness = tmp_path / "witness"
    for tag in (
        f'!!python/object/apply:os.system ["touch {witness}"]',
        f'!!python/object/new:os.system ["touch {witness}"]',
        "!!python/name:os.system",
        "!!python/module:os",
        "!<tag:yaml.org,2002:python/object/apply:os.getcwd> []",
    ):
        said, place, at = refused(f"a: {tag}")
        assert "read as a tag that front matter does not know" in said
        assert (place, at) == ("!", 3)
    assert not witness.exists()


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}|>&*!%@`'\"#,=~<. \t\n\r\\0\x85\u2028\ufeff\x07é🎉"), max_size=60))
@example("? !!int ''\n: x")
@example("? !!bool x\n: !!timestamp")
@example("- &a\n- *a")
@example("%TAG ! a")
@example("<<: [x]")
@example("<<: <<")
@example("a: !!binary zz!")
@example("a: !!omap [x]")
@example("a: !!set [x]")
@example("!!set {a}")
@example("a: &x 1\nb: &x 2")
@example("*a : b")
@example("--- x")
def test_nothing_raises(content: str) -> None:
    """Any text at all has a state; if it cannot be read there is one reason, whose place lies in the text."""
    document = read(content)
    text = document.source.text
    if document.state == "valid":
        places = list(document.entries)
        while places:
            entry = places.pop()
            assert 0 <= entry.span.start <= entry.span.end <= len(text)
            places.extend(entry.children)
        assert all(isinstance(key, str) for key in document.values)
    elif document.broken is not None:
        span = document.broken.span
        assert 0 <= span.start <= span.end <= len(text)
        assert document.broken.message
        assert "\n" not in document.broken.message
    read_marks(document, "markdown")


# -- bombs ---------------------------------------------------------------------------------------------------------


def laughs(levels: int, wide: int, first: str) -> str:
    lines = [f"a0: &a0 {first}"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * wide)}]" for n in range(1, levels)]
    return "\n".join(lines)


BOMBS = {
    "billion laughs": laughs(12, 10, "lol"),
    "of empty lists": laughs(12, 10, "[]"),
    "doubling": laughs(40, 2, "lol"),
    "wide": "a: &a [" + "x, " * 1000 + "]\nb: [" + "*a, " * 1000 + "]",
    "merged": "a0: &a0 {k: v}\n"
    + "\n".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 12)),
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.timeout(120)
def test_an_alias_bomb_is_refused_at_the_alias_that_goes_too_far(name: str) -> None:
    """In no time, and without the values ever being made."""
    said, place, _ = refused(BOMBS[name])
    assert said == "aliases repeat more than 100,000 values"
    assert place.startswith("*a")


def test_aliases_in_a_long_front_matter_are_no_bomb() -> None:
    """What counts is what aliases repeat, not how much there is."""
    content = "a: &a [1, 2, 3]\nb: *a\nlist: [" + "x, " * 120_000 + "]"
    assert read(content).state == "valid"


def test_recursion_through_an_anchor_is_refused() -> None:
    """In lists, mappings and merge keys."""
    for content in ("a: &x [*x]", "a: &x {b: *x}", "a: &x\n  <<: *x", "a: &x\n  - b: [1, {c: *x}]"):
        assert "stands inside what it names" in refused(content)[0]


@pytest.mark.timeout(120)
def test_many_merge_keys_are_refused() -> None:
    """Each costs a pass over its mapping, so that many take quadratic time."""
    document = read("a:\n" + "  <<: {}\n" * 20_000)
    assert document.state == "invalid"
    assert document.broken is not None
    assert document.broken.message == "one mapping has too many merge keys (<<)"
    assert read("a:\n" + "  <<: {}\n" * 50).state == "valid"


# -- depth ---------------------------------------------------------------------------------------------------------

DEEP: dict[str, Callable[[int], str]] = {
    "[ flow": lambda n: "a: " + "[" * n + "]" * n,
    "[ flow, open": lambda n: "a: " + "[" * n,
    "{ flow": lambda n: "a: " + "{a: " * n + "}" * n,
    "{ flow, no values": lambda n: "a: " + "{" * n + "}" * n,
    "pairs in brackets": lambda n: "a: " + "[a: " * n + "]" * n,
    "? in brackets": lambda n: "a: " + "[? " * n + "]" * n,
    "- block": lambda n: "a:\n  " + "- " * n + "x",
    "- block, tabs": lambda n: "a:\n  " + "-\t" * n + "x",
    "? block": lambda n: "? " * n + "x",
    "? block, tabs": lambda n: "?\t" * n + "x",
    "- ? block": lambda n: "a:\n  " + "- ? " * n + "x",
    ": block": lambda n: "? a\n" + ": " * n + "x",
}
"""Nesting whose text grows with its depth."""
REFUSED_OTHERWISE = ("- block, tabs", "? block, tabs", ": block")
INDENTED: dict[str, Callable[[int], str]] = {
    "indented keys": lambda n: "\n".join(" " * i + "a:" for i in range(n)),
    "indented dashes": lambda n: "a:\n" + "\n".join(" " * i + "-" for i in range(n)),
    "indented ?": lambda n: "\n".join(" " * i + "?" for i in range(n)),
}
"""Nesting whose text grows with the square of its depth."""


@pytest.mark.parametrize("depth", [101, 120, 1_000])
@pytest.mark.parametrize("name", [*DEEP, *INDENTED])
def test_nesting_is_refused_beyond_a_hundred_levels(name: str, depth: int) -> None:
    """In every way that YAML nests, with a reason; what libyaml refuses itself is told its own way."""
    said, _, _ = refused({**DEEP, **INDENTED}[name](depth))
    if name in INDENTED and depth == 1_000:
        assert said == "the front matter has more than 500,000 characters, and is not read"
    else:
        assert said == "nested deeper than 100 levels" or name in REFUSED_OTHERWISE


def test_a_hundred_levels_are_read_with_all_their_places() -> None:
    """The limit is far beyond what people write, and what is within it works."""
    document = read("a: " + "[" * 98 + "x" + "]" * 98)
    assert document.state == "valid"
    entry, depth = document.entries[0], 0
    while entry.children:
        entry, depth = entry.children[0], depth + 1
    assert (depth, entry.text) == (98, "x")
    assert len(document.steps_at(entry.span.start)) == 99
    assert read("\n".join(" " * i + "a:" for i in range(95))).state == "valid"


def test_a_hundred_thousand_levels_do_not_bring_the_interpreter_down() -> None:
    """In a process of its own: a crash of libyaml would not be an exception."""
    script = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/.."]
from test_hostile import DEEP, INDENTED, read
for name, make in DEEP.items():
    document = read(make(100_000))
    assert document.state == "invalid", name
    assert document.entries == ()
for name, make in INDENTED.items():
    assert read(make(3_000)).state == "invalid", name
print("alive")
"""
    run = subprocess.run([sys.executable, "-c", script, HERE], capture_output=True, text=True, check=False, timeout=120)
    assert (run.returncode, run.stdout) == (0, "alive\n"), run.stderr[-2000:]


# -- size ----------------------------------------------------------------------------------------------------------

LARGE: dict[str, Callable[[int], str]] = {
    "keys": lambda n: "".join(f"key{i}: value\n" for i in range(n // 15)),
    "the same key": lambda n: "key: value\n" * (n // 11),
    "list items": lambda n: "list:\n" + "- abc\n" * (n // 6),
    "flow items": lambda n: "list: [" + "abcd, " * (n // 6) + "]",
    "plain": lambda n: "text: " + "word " * (n // 5),
    "single": lambda n: "text: '" + "it''s " * (n // 6) + "'",
    "double": lambda n: 'text: "' + "a\\n" * (n // 3) + '"',
    "literal": lambda n: "text: |\n" + "  line\n" * (n // 7),
    "folded": lambda n: "text: >\n" + "  line\n" * (n // 7),
    "plain lines": lambda n: "text: w\n" + "  line\n" * (n // 7),
    "comments": lambda n: "a: b\n" + "# stet: a/b\n" * (n // 12),
    "digits": lambda n: "n: " + "9" * n,
    "hexadecimal": lambda n: "n: 0x" + "f" * n,
    "base 60": lambda n: "n: 1" + ":1" * (n // 2),
    "fraction": lambda n: "n: 2020-01-01 00:00:00." + "0" * n,
    "blank lines": lambda n: "a: b\n" + "\n" * n,
    "spaces": lambda n: "a: b" + " " * n,
    "marks": lambda n: "".join(f"k{i}: x # stet: a/b\n" for i in range(n // 22)),
}


def read_all(content: str) -> None:
    document = read(content)
    assert document.state == "valid", document.broken
    entries = document.entries
    assert document.steps_at(entries[-1].span.start)
    read_marks(document, "markdown")
    assert document.duplicates is not None


@pytest.mark.parametrize("name", LARGE)
def test_work_grows_with_size_and_no_faster(name: str) -> None:
    """Reading, placing and looking for marks: four times the text takes no more than four times the calls."""
    read_all(LARGE[name](400))  # what is made once is made
    small, large = LARGE[name](16_000), LARGE[name](64_000)  # longer than what is read by the plainest reading
    assert calls_of(lambda: read_all(large)) < 5 * calls_of(lambda: read_all(small))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", LARGE)
def test_a_long_front_matter_is_read(name: str) -> None:
    """What no call shows, such as a search that starts anew at each sign, would take minutes."""
    read_all(LARGE[name](100_000 if LARGE[name](1_000).count("\n") > 20 else 450_000))


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is read with the module resource")
def test_the_largest_metadata_is_read_in_bounded_memory() -> None:
    """A scalar, keys and items of nearly as many characters as are read: in a process of its own, with libyaml's share."""
    script = """
import pathlib, re, resource, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/.."]
from test_hostile import LARGE, read
status = pathlib.Path("/proc/self/status")  # getrusage counts what the process that started this one had
def peak():
    if status.exists():
        return int(re.search("VmHWM:[^0-9]*([0-9]+)", status.read_text())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
for name, size in (("literal", 400_000), ("plain", 400_000), ("keys", 400_000), ("flow items", 400_000)):
    assert read(LARGE[name](size)).state == "valid", name
    print(name, peak() // 1_000_000)
"""
    run = subprocess.run([sys.executable, "-c", script, HERE], capture_output=True, text=True, check=True, timeout=300)
    peaks = {name: int(peak) for name, _, peak in (line.rpartition(" ") for line in run.stdout.splitlines())}
    assert peaks["plain"] < 150, peaks
    assert max(peaks.values()) < 300, peaks  # PyYAML makes a node of half a kilobyte of each value


@pytest.mark.timeout(120)
def test_a_megabyte_of_fences_and_marks_is_read_in_linear_time() -> None:
    """Marks are looked up among the blocks of code, not each in all of them."""

    def run(count: int) -> int:
        text = "---\na: b\n---\n" + "```\n<!-- stet: a/b -->\n```\n<!-- stet: a/b -->\n" * count
        document = parse(Source("p", text))
        assert len(read_marks(document, "markdown")) == count
        return calls_of(lambda: read_marks(document, "markdown"))

    assert run(1_600) < 5 * run(400)
    run(16_000)


def test_a_span_of_nothing_is_where_the_text_ends() -> None:
    """An error at the end of an empty block still has a place."""
    document = parse(Source("p", "---\n%TAG\n---\n"))
    assert document.broken is not None
    assert document.broken.span >= Span(4, 4)


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "k: v\n" * 110_000 + "---\n",
        "+++\n" + 'k = "v"\n' * 70_000 + "+++\n",
        "{" + ",".join(f'"k{number}": 1' for number in range(60_000)) + "}\n",
    ],
    ids=["yaml", "toml", "json"],
)
def test_metadata_of_more_than_half_a_million_characters_is_not_read(text: str) -> None:
    """Nobody wrote it, and reading it takes half a minute and a gigabyte before the file is too large."""
    document = parse(Source("p.md", text))
    assert document.state == "invalid"
    assert document.broken is not None
    assert document.broken.message == "the front matter has more than 500,000 characters, and is not read"
