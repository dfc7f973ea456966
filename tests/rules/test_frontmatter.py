"""Rules about the front matter as a block: what they find, where, and what they leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bylint.diagnostic import Diagnostic, Edit
from bylint.edits import apply_edits
from bylint.engine import Active, Engine, Plan
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check, check_rule, make_site

if TYPE_CHECKING:
    from bylint.rule import Rule

REGISTRY = load_registry()
GROUP = [name for name in REGISTRY.ids if name.startswith("frontmatter/")]
OURS = [rule for rule in REGISTRY if rule.group in ("frontmatter", "schema", "stet", "run")]


@pytest.mark.parametrize("name", GROUP)
def test_the_examples_hold(name: str) -> None:
    """Bad reports exactly what is marked, Fixed is Bad after its fixes, Good is silent."""
    check_rule(REGISTRY[name])


def said(name: str, front_matter: str, body: str = "", **parameters: Any) -> list[Diagnostic]:
    """What a rule says of a post with that front matter."""
    return check(REGISTRY[name], f"---\n{front_matter}---\n{body}", parameters=parameters)


def marked(name: str, text: str, **parameters: Any) -> tuple[str, list[Diagnostic]]:
    """The text with marks around what a rule reports in it, and what it says."""
    plain = text.replace("⟦", "").replace("⟧", "")
    found = check(REGISTRY[name], plain, parameters=parameters)
    for diagnostic in sorted(found, key=lambda each: each.span, reverse=True):
        start, end = diagnostic.span
        plain = f"{plain[:start]}⟦{plain[start:end]}⟧{plain[end:]}"
    return plain, found


def fixed(text: str, found: list[Diagnostic]) -> str:
    """The text after the first fix of each diagnostic."""
    source = Source("", text)
    places = [
        (edit, tuple(source.line_span(at.line).start + at.column - 1 for at in edit.range))
        for diagnostic in found
        for edit in diagnostic.fixes[0].edits
    ]
    from bylint.diagnostic import Span

    return apply_edits(text, [Edit(Span(*place), edit.text) for edit, place in places])


# -- missing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("⟦⟧", "this post is empty"),
        ("⟦⟧\n\n", "this post is empty"),
        ("⟦Words.⟧\n", "has no front matter"),
        ("⟦---⟧\n\nA thematic break.\n", "has no front matter"),
        ("⟦<!-- licence -->⟧\n\n---\ntitle: A\n---\n", "the front matter on line 3 is not read"),
        ("⟦Words.⟧\n---\nNote: this is no front matter\n---\n", "has no front matter"),
        ("⟦\u200b---⟧\ntitle: A\n---\n", "U+200B stands before"),
        ("⟦\u2060 ---⟧\ntitle: A\n---\n", "U+2060 stands before"),
        ("⟦" + "x" * 9000 + "⟧\n---\ntitle: A\n---\n", "has no front matter"),
    ],
)
def test_missing_says_why(text: str, words: str) -> None:
    """The first line is reported, with the cause where it can be seen."""
    found = marked("frontmatter/missing", text)
    assert found[0] == text
    assert words in found[1][0].message


def test_a_second_byte_order_mark_hides_the_fence() -> None:
    """The first mark is the file's; a second one stands before the fence."""
    (found,) = check(REGISTRY["frontmatter/missing"], "\ufeff\ufeff---\ntitle: A\n---\n")
    assert "U+FEFF stands before its fence" in found.message


@pytest.mark.parametrize(
    "text",
    ["+++\ntitle = 'A'\n+++\n", '{\n"title": "A"\n}\n', "---\ntitle: A\n---\n", "---\ntitle: A\n", "---\n- a\n---\n"],
)
def test_other_formats_and_other_states_are_not_missing(text: str) -> None:
    """TOML and JSON are front matter, and a broken or unclosed one is not missing."""
    assert not check(REGISTRY["frontmatter/missing"], text)


def test_nothing_is_missing_outside_of_content_folders() -> None:
    """A README needs no front matter."""
    assert not check(REGISTRY["frontmatter/missing"], "Words\n", parameters={"in_content": False})


# -- unclosed, invalid, encoding -------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_unclosed_points_at_the_fence(newline: str) -> None:
    """Whatever ends the lines."""
    text = "---\ntitle: A\n\nText".replace("\n", newline)
    (found,) = check(REGISTRY["frontmatter/unclosed"], text)
    assert (found.span, "never closed" in found.message) == ((0, 3), True)


CAUSES = {
    "title: Foo⟦:⟧ bar\n": "a colon inside an unquoted value",
    "title: Foo⟦:⟧\n": "a colon inside an unquoted value",
    "tags:\n- foo: bar⟦:⟧ baz\n": "a colon inside an unquoted value",
    "⟦\t⟧title: x\n": "a tab where YAML allows only spaces",
    "a:\n⟦\t⟧b: 1\n": "a tab where YAML allows only spaces",
    "a:\n  b: 1\n⟦\t⟧c: 2\n": "a tab where YAML allows only spaces",
    'title: "Foo" ⟦b⟧ar\n': "text after a closing quote",
    "title: 'It'⟦s⟧'\n": "text after a closing quote",
    'title: "A "⟦q⟧uoted" word"\n': "text after a closing quote",
    "a: 'x\nb: '⟦y⟧'\n": "may have been opened on a line above",
    'title: "it⟦\\⟧\'s"\n': "an unknown escape",
    'a: "C:⟦\\⟧Users"\n': "an unknown escape",
    "title: ⟦@⟧foo\n": "a value cannot begin with @",
    "title: ⟦`⟧foo`\n": "a value cannot begin with `",
    "title: ⟦%⟧foo\n": "a value cannot begin with %",
    "title: ⟦?⟧ foo\n": "a value cannot begin with ?",
    "a: ⟦,⟧b\n": "a value cannot begin with ,",
    "title: [Foo] ⟦b⟧ar\n": "text after a closing bracket",
    "title: {Foo} ⟦b⟧ar\n": "text after a closing bracket",
    "tags: ⟦[⟧a, b\nc: d\n": "the [ that begins here is not closed",
    "⟦{⟧a: b\n": "the { that begins here is not closed",
    "a: b\n⟦}⟧\n": "a } that closes nothing",
    "title: ⟦*⟧bold* x\n": "is read as an alias",
    "title: ⟦*⟧bold\n": "is read as an alias",
    "title: ⟦*⟧*bold**\n": "is read as an alias",
    "title: ⟦&⟧ bar\n": "is read as an anchor",
    "title: ⟦!⟧important\n": "is read as a tag",
    "a: ⟦=⟧\n": "means something else in YAML",
    "a: ⟦<⟧<\n": "means something else in YAML",
    "title: ⟦|⟧ foo\n": "text after | or >",
    "title: ⟦>⟧ foo\n": "text after | or >",
    "a: ⟦-⟧ b\n": "a list cannot begin on the line of its key",
    "title: foo\n ⟦bar⟧: baz\n": "a key where none can stand",
    "title: foo\n\n ⟦bar⟧: baz\n": "a key where none can stand",
    "⟦title Foo⟧\ndate: x\n": "neither a key with a colon nor part of a value",
    "title: a\n⟦title Foo⟧\n": "neither a key with a colon nor part of a value",
    "a: |\n⟦foo⟧\n": "neither a key with a colon nor part of a value",
    "⟦title:⟧Foo\ndate: x\n": "a key needs a blank after its colon",
    "a: 1\n⟦title:⟧Foo\n": "a key needs a blank after its colon",
    "title: ⟦{{⟧ replace .Name }}\n": "not read as a template",
    "title: ⟦{%⟧ raw %}\n": "not read as a template",
    "a: 1\n⟦<<<<<<<⟧ HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n": "a merge conflict",
    "a: x\n⟦\ufeff⟧b: y\n": "the invisible character U+FEFF",
    "tags:\n  - a\n ⟦-⟧ b\n": "a list item where none can stand",
    "a: |\n  foo\n ⟦b⟧ar\n": "indented differently",
    "a: b\n⟦-⟧-- c: d\n": "a second document begins here",
    "? ⟦[⟧a]\n: b\n": "a key that is itself a list or mapping",
}


@pytest.mark.parametrize("block", CAUSES)
def test_invalid_names_the_likely_cause_at_its_place(block: str) -> None:
    """The message is about what the writer did, at the character that shows it."""
    text = f"---\n{block}---\n"
    found = marked("frontmatter/invalid", text)
    assert found[0] == text
    assert CAUSES[block] in found[1][0].message


@given(st.text(alphabet="ab:-[]{}'\"\\|>&*!%@`#,?=< \t\n\r\ufeff\u2028é", max_size=60))
@settings(max_examples=600, deadline=None)
def test_the_cause_always_lies_in_the_front_matter(block: str) -> None:
    """No text makes the explanation fail, or point outside."""
    text = f"---\n{block}\n---\nbody"
    for diagnostic in check(REGISTRY["frontmatter/invalid"], text):
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert diagnostic.message


def test_an_undecodable_file_gets_one_diagnostic_only() -> None:
    """What is not text is not called missing or invalid as well."""
    raw = "---\ntitle: Café\n---\n".encode("latin-1")
    assert [name for name in GROUP if check(REGISTRY[name], raw)] == ["frontmatter/encoding"]


# -- duplicate-key -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "message", "key"),
    [
        ("a: 1\n⟦a⟧: 2\n", 'the key "a" stands twice, first as "1", then as "2"', "a"),
        ("a: x\n⟦a⟧: 'x'\n", 'the key "a" stands twice, both times as "x"', "a"),
        ("a: [1]\n⟦a⟧: 2\n", 'the key "a" stands twice', "a"),
        ("e:\n  - n: x\n    ⟦n⟧: y\n", 'the key "n" stands twice, first as "x", then as "y"', "e[0].n"),
        ("e: {n: x, ⟦n⟧: y}\n", 'the key "n" stands twice, first as "x", then as "y"', "e.n"),
        ("'a': 1\n⟦a⟧: 2\n", 'the key "a" stands twice, first as "1", then as "2"', "a"),
    ],
)
def test_a_key_that_stands_twice(block: str, message: str, key: str) -> None:
    """The later one is reported, the first is the other end, and short values are shown."""
    text = f"---\n{block}---\n"
    found = marked("frontmatter/duplicate-key", text)
    assert found[0] == text
    assert (found[1][0].message, found[1][0].key) == (message, key)
    assert found[1][0].related[0].span is not None
    assert found[1][0].related[0].span < found[1][0].span


def test_a_key_that_stands_three_times_is_told_twice() -> None:
    """Each repetition against the first."""
    found = said("frontmatter/duplicate-key", "a: 1\na: 2\na: 3\n")
    assert [d.data["values"] for d in found] == [("1", "2"), ("1", "3")]


def test_merges_add_up() -> None:
    """Two merge keys in one mapping are no repeated key."""
    assert not said("frontmatter/duplicate-key", "x: &x {a: 1}\ny: &y {b: 2}\nz:\n  <<: *x\n  <<: *y\n")


# -- yaml-trap ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "flavours"),
    [
        ("1.10", "1.1 1.2"),
        ("1.0", "1.2"),
        (".5", "1.1 1.2"),
        ("1.", "1.1 1.2"),
        (".inf", "1.1 1.2"),
        (".nan", "1.1 1.2"),
        ("-.INF", "1.1 1.2"),
        ("0123", "1.1 1.2"),
        ("+5", "1.1 1.2"),
        ("1_000", "1.1"),
        ("0x1F", "1.1 1.2"),
        ("0b11", "1.1"),
        ("0o17", "1.2"),
        ("1e3", "1.2"),
        ("1.5e+3", "1.1 1.2"),
        ("12:30", "1.1"),
        ("1:30:00", "1.1"),
        ("No", "1.1"),
        ("ON", "1.1"),
        ("yes", "1.1"),
        ("true", "1.1 1.2"),
        ("False", "1.1 1.2"),
        ("2020-01-02T10:00:00Z", "1.1"),
        ("2020-1-2 3:04:05", "1.1"),
    ],
)
@pytest.mark.parametrize("flavour", ["1.1", "1.2"])
@pytest.mark.parametrize("shape", ["title: {}\n", "slug: {}\n", "tags: [a, {}]\n", "tags:\n  - a\n  - {} # why\n"])
def test_a_trap_is_told_where_the_generator_falls_into_it(text: str, flavours: str, flavour: str, shape: str) -> None:
    """By the flavour of YAML that the dialect has; the fix quotes the text in place, and settles it."""
    dialect = "jekyll" if flavour == "1.1" else "hugo"
    source = "---\n" + shape.format(text) + "---\n"
    found = check(REGISTRY["frontmatter/yaml-trap"], source, parameters={"dialect": dialect})
    assert [source[d.span.start : d.span.end] for d in found] == ([text] if flavour in flavours.split() else [])
    if found:
        after = fixed(source, found)
        assert after == "---\n" + shape.format(f'"{text}"') + "---\n"
        assert not check(REGISTRY["frontmatter/yaml-trap"], after, parameters={"dialect": dialect})


@pytest.mark.parametrize("text", ["~", "null", "Null", "NULL"])
@pytest.mark.parametrize("dialect", ["jekyll", "hugo"])
def test_a_null_in_a_list_is_a_text_that_is_lost(text: str, dialect: str) -> None:
    """A null as a whole value is absent by intent."""
    (found,) = said("frontmatter/yaml-trap", f"tags: [a, {text}]\n", dialect=dialect)
    assert found.message == f'tags[1] is read as nothing, not as the text "{text}"; put it in quotes'
    assert not said("frontmatter/yaml-trap", f"title: {text}\ntags: {text}\n", dialect=dialect)


@pytest.mark.parametrize(
    "block",
    [
        "title: 2020\n",
        "title: 1.5\n",
        "title: -0\nslug: -3\n".replace("-0", "-1"),
        "title: '1.10'\n",
        'tags: ["no", "on"]\n',
        "title: |\n  1.10\n",
        "title: !!str 1.10\n",
        "title: !!float 1.10\n",
        "tags:\n  -\n  - ''\n",
        "tags: 3\n",
        "weight: 1.10\nversion: 0123\n",
        "layout: false\nexcerpt: no\nseries: off\ntags: no\n",
        "x: &x 1.10\ntitle: *x\n",
        "title: 2020-01-02\ntags: [2020-01-02]\n",
        "title: 2020-01-02 10:00:00\n",
        "title: 2020-13-45\n",
        "title: y\ntags: [n]\n",
        "authors: [{name: Ana}, {title: 1.10}, {name: [x]}]\n",
        "date: 2020-01-02T10:00:00Z\n",
        "categories: {a: 1.10}\n",
    ],
)
@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "generic"])
def test_no_trap_where_nothing_is_lost(block: str, dialect: str) -> None:
    """Text that survives, quoted text, switches, other fields, tags and anchors."""
    assert not said("frontmatter/yaml-trap", block, dialect=dialect)


@pytest.mark.parametrize(
    ("block", "meant"),
    [
        ("title: ⟦C # basics⟧\n", "C # basics"),
        ("title: ⟦Learn C # in a day⟧\n", "Learn C # in a day"),
        ("title: ⟦C #⟧\n", "C #"),
        ("title: ⟦Newsletter #12⟧\n", "Newsletter #12"),
        ("title: ⟦Newsletter #12: spring⟧ \n", "Newsletter #12: spring"),
        ("title: ⟦Newsletter # 12⟧\n", "Newsletter # 12"),
        ("title: ⟦#5 is alive⟧\n", "#5 is alive"),
        ("tags:\n  - ⟦F #⟧\n  - a\n", "F #"),
        ("tags:\n- a\n- ⟦Sprint #3⟧\n", "Sprint #3"),
        ("series: ⟦Sprint #3⟧\n", "Sprint #3"),
        ('summary: ⟦It\'s "us" #1⟧\n', 'It\'s "us" #1'),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_that_swallows_text(block: str, meant: str, newline: str) -> None:
    """The whole of what was meant is reported, and the fix reads back as it."""
    text = f"---\n{block}---\n".replace("\n", newline)
    shown, found = marked("frontmatter/yaml-trap", text)
    assert shown == text
    assert found[0].data["text"] == meant
    after = fixed(text.replace("⟦", "").replace("⟧", ""), found)
    assert meant in str(yaml.safe_load(after.split("---")[1])).replace("\\'", "'")
    assert not check(REGISTRY["frontmatter/yaml-trap"], after)


@pytest.mark.parametrize(
    "block",
    [
        "title: Foo # TODO\n",
        "title: Foo #TODO\n",
        "title: Foo  #12\n",
        "title: Foo #post title\n",
        "title: Foo # the title\n",
        "title: C # TODO\n",
        "title: C# basics\n",
        "title: 'Foo #12'\n",
        "title: 'Foo' #12\n",
        "title: Foo # 60 characters at most\n",
        "title: Foo #60 chars\n",
        "title: Foo #2024-1-2\n",
        "title: >\n  Foo #12\n",
        "title: Foo\n  bar #12\n",
        "title: # 12 of them\n",
        "title: #\n",
        "title: &a Foo #12\n",
        "tags: [a, b] #12\n",
        "tags:\n  - C # sharp\n  - a\n",
        "tags:\n  - {a: b} #1\n",
        "weight: 5 #1\n",
        "color: '#123' #1\n",
        "layout: post #1\n",
        "tags:\n  - {a: b}\n  - [c]\n  - C # sharp\n",
        "# 5 things\ntitle: a\n",
        "title: Foo # stet: frontmatter/yaml-trap\n",
    ],
)
def test_a_comment_that_is_one(block: str) -> None:
    """Notes, marks, templates' explanations and quoted text."""
    assert not said("frontmatter/yaml-trap", block)


# -- invisible-characters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("title: a⟦\u200b⟧b\n", "U+200B zero width space"),
        ("title: ⟦\u202e⟧a\n", "U+202E right-to-left override"),
        ("title: a⟦\u2066⟧\n", "U+2066 left-to-right isolate"),
        ("title: a⟦\u200e⟧\n", "U+200E left-to-right mark"),
        ("title: a⟦\ufeff⟧b\n", "U+FEFF zero width no-break space"),
        ("title: a⟦\u200c⟧b\n", "U+200C zero width non-joiner"),
        ("title: a⟦\u200d⟧b\n", "U+200D zero width joiner"),
        ("title: 港⟦\u200b⟧湾\n", "U+200B zero width space"),
        ("title: га⟦\u200b⟧вань\n", "U+200B zero width space"),
        ("tags: [a, b⟦\u00ad⟧c]\n", "U+00AD soft hyphen"),
        ("slug: b⟦\u00ad⟧c\n", "U+00AD soft hyphen"),
        ("k⟦\u00ad⟧ey: a\n", "U+00AD soft hyphen"),
        ("k⟦\u200b⟧ey: a\n", "U+200B zero width space"),
        ("a:\n  b: ['x⟦\u200b⟧']\n", "U+200B zero width space"),
        ("title: |\n  a⟦\u200b⟧b\n", "U+200B zero width space"),
        ("custom: a⟦\u200b⟧b\n", "U+200B zero width space"),
    ],
)
def test_a_character_that_nobody_sees_is_named_and_deleted(block: str, name: str) -> None:
    """The message names the code point, the fix takes it out."""
    text = f"---\n{block}---\n"
    shown, found = marked("frontmatter/invisible-characters", text)
    assert shown == text
    assert name in found[0].message
    after = fixed(text.replace("⟦", "").replace("⟧", ""), found)
    assert not check(REGISTRY["frontmatter/invisible-characters"], after)
    assert after.isprintable() or after.replace("\n", "").isprintable()


def test_one_value_gives_one_finding() -> None:
    """However many it holds; the fix takes all of them."""
    text = "---\ntitle: a\u200b\u200bb\u200e\ntags: [\u200bx]\n---\n"
    found = check(REGISTRY["frontmatter/invisible-characters"], text)
    assert [d.message for d in found] == [
        "title has 3 invisible characters: U+200B zero width space, U+200E left-to-right mark",
        "tags[0] has an invisible character: U+200B zero width space",
    ]
    assert fixed(text, found) == "---\ntitle: ab\ntags: [x]\n---\n"


@pytest.mark.parametrize(
    "block",
    [
        "title: می\u200cخواهم\n",
        "title: क्\u200dष\n",
        "title: \u202bשלום\u202c\n",
        "title: שלום\u200f!\n",
        "title: สวัสดี\u200bชาวโลก\n",
        "title: 👩\u200d👩\u200d👧\n",
        "title: ❤️\u200d🔥\n",
        "title: 👍🏽\u200d\n",
        "title: Hafen\u00adbecken\ncustom: Hafen\u00adbecken\n",
        "title: a\u00a0b « c »\n",
        "title: Café\n",
        "# a\u200bb\ntitle: é\n",
        "# \ufeff\ntitle: é\n",
        f"body: '{'é' * 1000}\u200b'\n",
        f"body: '{'é' * 1000}\ufeff'\n",
    ],
)
def test_characters_that_are_needed_or_not_metadata(block: str) -> None:
    """Scripts with joiners, emoji, soft hyphens in prose, comments, whole texts kept in a key."""
    assert not said("frontmatter/invisible-characters", block)


def test_a_stray_mark_between_entries_is_found() -> None:
    """A byte order mark right after the fence belongs to no entry, and is a stray one."""
    found = said("frontmatter/invisible-characters", "\ufefftitle: a\n")
    assert len(found) == 1
    assert "U+FEFF" in found[0].message


# -- key-order ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("b: 1\ntitle: x\n", "title: x\nb: 1\n"),
        ("b: 1\n\n# about\n# it\ntitle: x\n\nc: 2\n", "# about\n# it\ntitle: x\n\nb: 1\n\nc: 2\n"),
        ("tags:\n  - a\n\n  - b # c\ntitle: >\n  x\n  y\n", "title: >\n  x\n  y\ntags:\n  - a\n\n  - b # c\n"),
        ("b: |\n  x\n  # y\n# of title\ntitle: x\n", "# of title\ntitle: x\nb: |\n  x\n  # y\n"),
        ("b: 1 # one\ntitle: x # two\n# end\n", "title: x # two\nb: 1 # one\n# end\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_entries_move_whole(before: str, after: str, newline: str) -> None:
    """With their comments, keeping values and newlines."""
    text = f"---\n{before}---\nbody\n".replace("\n", newline)
    found = check(REGISTRY["frontmatter/key-order"], text)
    assert fixed(text, found) == f"---\n{after}---\nbody\n".replace("\n", newline)


@pytest.mark.parametrize(
    "block",
    [
        "{b: 1, title: x}\n",
        "b: &b 1\ntitle: *b\n",
        "b: 1\nb: 2\ntitle: x\n",
        "? b\n: 1\n? title\n: x\n",
        "'b': 1\ntitle: |+\n  x\n\n",
    ],
)
def test_no_fix_where_meaning_could_change(block: str) -> None:
    """Aliases before their anchor, repeated keys, one line for all; the order is reported all the same."""
    found = said("frontmatter/key-order", block)
    assert len(found) == 1
    for diagnostic in found:
        for fix in diagnostic.fixes:
            after = fixed(f"---\n{block}---\n", found)
            assert yaml.safe_load(after.split("---")[1]) == yaml.safe_load(block), fix


def test_the_order_may_name_keys_and_fields() -> None:
    """A key counts before the field that it says; names that are not there do not matter."""
    assert not said(
        "frontmatter/key-order", "weight: 1\nlastmod: 2020-01-02\ntitle: x\n", order=["weight", "updated", "x"]
    )
    (found,) = said("frontmatter/key-order", "title: x\nlastmod: 2020-01-02\n", order=["updated", "title"])
    assert found.message == "lastmod should stand before title"


def test_an_empty_front_matter_has_an_order() -> None:
    """Nothing stands in it."""
    assert not said("frontmatter/key-order", "")


# -- all of them -------------------------------------------------------------------------------------------------

NASTY = st.sampled_from(
    ["no", "1.10", "12:30", "~", "C #", "#1", "\u200b", "\ufeff", "\u202e", "0x" + "f" * 3000, "1:1" * 500, "2020-1-1"]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=8), NASTY)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6) | NASTY, inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = st.one_of(
    st.sampled_from(
        ["title", "Title", "auhtor", "tags", "date", "draft", "authors", "lang", "images", "series", "slug"]
    ),
    st.text(max_size=8),
)
SCHEMA = {
    "additional": False,
    "fields": {
        "title": {"required": True, "max-length": 5},
        "slug": {"choices": ["no", "a"]},
        "tags": {"type": "list of strings"},
        "date": {"type": "date"},
    },
}


def run_all(text: str, dialect: str, rules: list[Rule] = OURS) -> list[Diagnostic]:
    """What all rules of the groups say of a text together."""
    from pathlib import Path

    from bylint.config_file import read_schema
    from bylint.declared import build_schema

    plan = Plan(tuple(Active(rule, rule.options()) for rule in rules), build_schema(read_schema(SCHEMA), Path()))
    source = Source.decode("a.md", text.encode("utf-8", "surrogatepass"))
    return list(Engine(REGISTRY).check(source, make_site({"dialect": dialect}), plan, root_path="a.md").diagnostics)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.sampled_from(["jekyll", "hugo", "generic"]))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_metadata_breaks_a_rule(values: dict[str, Any], dialect: str) -> None:
    """Whatever a mapping holds, no rule of these groups raises."""
    text = f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n"
    assert not [d.message for d in run_all(text, dialect) if d.rule == "run/internal-error"]


@given(st.lists(NASTY | st.text(alphabet="ab:-[]{}'\"|>&*!#,~ \t\n\r\ufeff\u200b", max_size=12), max_size=8))
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_a_rule(parts: list[str]) -> None:
    """Whatever stands between the fences."""
    text = "---\n" + "".join(parts) + "\n---\n<!-- stet: a, stet/unused -->\n"
    for dialect in ("jekyll", "hugo"):
        assert not [d.message for d in run_all(text, dialect) if d.rule == "run/internal-error"]


@given(st.dictionaries(KEYS, SCALARS, max_size=5), st.sampled_from(["jekyll", "hugo"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", ["yaml-trap", "invisible-characters", "key-order"])
def test_a_fix_settles_in_one_pass(name: str, values: dict[str, Any], dialect: str) -> None:
    """After the fixes of a rule the rule is silent."""
    rule = REGISTRY[f"frontmatter/{name}"]
    text = f"---\n{yaml.safe_dump(values, allow_unicode=True, width=10_000)}---\n"
    found = [d for d in check(rule, text, parameters={"dialect": dialect}) if d.fixes]
    if found and len(check(rule, text, parameters={"dialect": dialect})) == len(found):
        assert not check(rule, fixed(text, found), parameters={"dialect": dialect})


ADVERSARIAL = {
    "hashes": "title: " + "a # " * 100_000 + "\n",
    "blanks and hash": "title: a" + " " * 400_000 + "#\n",
    "digits": "tags: [" + "1" * 400_000 + "]\n",
    "many digits": "title: " + "1." * 200_000 + "\n",
    "dashes": "- " * 40 + "-" * 400_000 + "\n",
    "quotes": "a: " + "'' " * 150_000 + "\n",
    "colons": "a: " + "b: " * 150_000 + "\n",
    "invisible": "title: " + "\u200b\u200d" * 2_000 + "\n",
    "lines without colon": "a: 1\n" + "b\n" * 100_000,
    "blank lines": "a: 1\n" + "\n" * 200_000 + " b: c\n",
    "keys": "".join(f"key{number}: x\n" for number in range(20_000)),
    "stet": "title: a # stet: " + "a," * 20_000 + "\n",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
@pytest.mark.timeout(120)
def test_time_is_bounded(name: str) -> None:
    """Hostile front matter takes seconds at worst, and never time that grows with its square."""
    found = run_all(f"---\n{ADVERSARIAL[name]}---\n", "jekyll", [r for r in OURS if r.id != "frontmatter/key-order"])
    assert not [d.message for d in found if d.rule == "run/internal-error"]
