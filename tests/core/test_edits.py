"""Edits change what they name and nothing else, and keep the writer's hand."""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from edited import after, entry, read
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from yaml_texts import front_matters

from bylint.diagnostic import Edit, Span
from bylint.document import Document, parse
from bylint.edits import (
    add_key,
    add_name,
    apply_edits,
    has_properties,
    in_flow,
    remove_lines,
    replace_names,
    replace_scalar,
    replace_text,
    write_scalar,
)
from bylint.source import NEWLINE, Source

if TYPE_CHECKING:
    from yaml_texts import Written

    from bylint.formats import Entry, Step

NASTY = (
    "", " ", " Ana", "Ana ", "Ana Ruiz", "O'Brien", 'the "best"', "it's \"so\"", "a: b", "a:b", "#1", "a # b", "a#b", "- x", "-", "? x", "?",
    ": x", ":", "[x]", "x, y", "{x}", "a]b", "&x", "*x", "!x", "|", ">", "%x", "@x", "`x`", "yes", "No", "null", "~", "true", "123", "1.10",
    "0x1F", "0o17", "017", "1e3", "1_000", "12:30", "-7", "+1", ".5", ".inf", ".nan", "2020-01-01", "2020-13-45", "2020-02-30 10:00:00",
    "2020-01-01T25:00:00Z", "2020-01-01T00:00:00+99:00", "=", "<<", "---", "...", "--- x", "🎉", "東京", "e\u0301", "a\nb", "a\n", "\n", "a\tb",
    "\t", "a\r\nb", "a\x85b", "a\u2028b", "\ufeffx", "a\xa0", "\xa0a", "\\", "a\\nb", "\x07", "\x1b[31m", "C:\\Users", "http://x.org/#a", "a" * 300,
    '<a href="x">y</a>', "100%", "{{ x }}", "!!str x", "key: 'v'", "'", '"', "''", "\U0010ffff",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from([*NASTY, " ", ", "]), max_size=3).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=12),
)


def body(document: Document) -> str:
    return document.source.text[document.body.start :]


# -- one scalar ----------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.sampled_from(["plain", "single", "double"]), st.booleans())
@example("-", "plain", True)
@example("2020-13-45", "plain", False)
@example("a\u2028b", "single", False)
def test_a_text_is_written_so_that_it_reads_back(text: str, style: Any, flow: bool) -> None:
    """On one line, in any style, in brackets too: for the stock loader as for libyaml's."""
    written = write_scalar(text, style, flow=flow)
    assert not any(mark in written for mark in "\n\r\x85\u2028\u2029")
    line = (
        f"k: [{written}, {written} , [ {written} ], {{x: {written} }}]\n"
        if flow
        else f"k: {written}\nl: {written}  # c\n"
    )
    wanted = {"k": [text, text, [text], {"x": text}]} if flow else {"k": text, "l": text}
    assert yaml.load(line, yaml.CSafeLoader) == wanted  # the safe loader of libyaml
    assert yaml.safe_load(line) == wanted


@pytest.mark.parametrize(
    ("text", "style", "written"),
    [
        ("Ana Ruiz", "plain", "Ana Ruiz"),
        ("Ana Ruiz", "single", "'Ana Ruiz'"),
        ("Ana Ruiz", "double", '"Ana Ruiz"'),
        ("O'Brien", "single", "'O''Brien'"),
        ('the "best" 🎉', "double", '"the \\"best\\" 🎉"'),
        ("a: b", "plain", "'a: b'"),
        ("yes", "plain", "'yes'"),
        ("123", "plain", "'123'"),
        ("1e3", "plain", "'1e3'"),
        ("0o17", "plain", "'0o17'"),
        ("2020-13-45", "plain", "'2020-13-45'"),
        ("", "plain", "''"),
        (" a", "plain", "' a'"),
        ("a\nb", "plain", '"a\\nb"'),
        ("a\nb", "single", '"a\\nb"'),
    ],
)
def test_the_style_wanted_is_kept_where_it_can_be(text: str, style: Any, written: str) -> None:
    """Quotes come only where plain text would mean something else: in this YAML or that of another generator."""
    assert write_scalar(text, style) == written


def scalars(entries: tuple[Entry, ...], steps: tuple[Step, ...] = ()) -> list[tuple[tuple[Step, ...], Entry]]:
    found: list[tuple[tuple[Step, ...], Entry]] = []
    for each in entries:
        place = (*steps, each.step)
        found += [(place, each)] if each.kind == "scalar" else scalars(each.children, place)
    return found


def put(values: Any, steps: tuple[Step, ...], text: str) -> Any:
    changed = copy.deepcopy(values)
    level = changed
    for step in steps[:-1]:
        level = level[step]
    level[steps[-1]] = text
    return changed


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(front_matters(), TEXTS, st.data())
def test_a_scalar_is_replaced_and_nothing_else_changes(
    case: tuple[str, Written], text: str, data: st.DataObject
) -> None:
    """In every style and place, flow and block: the value is the new one, all others and the body are as they were."""
    whole, _ = case
    document = read(whole)
    found = scalars(document.entries)
    assume(found and "&" not in whole)
    steps, place = data.draw(st.sampled_from(found))
    fixes = replace_text(document, place, text, "title")
    if not fixes:
        assert has_properties(document, place)
        return
    changed = read(after(document, fixes))
    assert changed.values == put(document.values, steps, text)
    assert body(changed) == body(document)
    assert set(NEWLINE.findall(changed.source.text)) <= set(NEWLINE.findall(whole))
    assert fixes[0].safety == "suggested"


@pytest.mark.parametrize(
    ("before", "text", "then"),
    [
        ("a: Ana # c", "Ben", "a: Ben # c"),
        ("a: 'Ana'", "Ben", "a: 'Ben'"),
        ('a: "Ana"', "Ben", 'a: "Ben"'),
        ("a:", "Ben", "a: Ben"),
        ("a:   # c", "Ben", "a: Ben   # c"),
        ("a: |\n  Ana\n  Lu\nb: c", "Ben", "a: Ben\nb: c"),
        ("a: >-\n  Ana\n\nb: c", "Ben: x", "a: 'Ben: x'\n\nb: c"),
        ("a: one\n  two\nb: c", "Ben", "a: Ben\nb: c"),
        ("{a: Ana, b: c}", "Ruiz, Ben", "{a: 'Ruiz, Ben', b: c}"),
        ("{a: , b: c}", "Ben", "{a: Ben , b: c}"),
        ("# {c\na: Ana", "Ruiz, Ben", "# {c\na: Ruiz, Ben"),
        ("? a\n: Ana", "Ben", "? a\n: Ben"),
    ],
)
def test_what_a_replaced_scalar_looks_like(before: str, text: str, then: str) -> None:
    """Quotes and comments stay, many lines become one."""
    document = read(f"---\n{before}\n---\n")
    assert after(document, replace_text(document, entry(document, "a"), text, "t")) == f"---\n{then}\n---\n"


@pytest.mark.parametrize(
    "content",
    [
        "a: &x Ana\nb: *x",
        "b: &x Ana\na: *x",
        "a: !!str 12",
        "a: &x\nb: *x",
        "a: | # stet: x/y\n  Ana",
        "? a\nb: c",
        "{a, b: c}",
        "b: &x {a: Ana}\n<<: *x",
    ],
)
def test_what_a_rewrite_would_lose_is_not_rewritten(content: str) -> None:
    """Anchors, aliases, tags, the comment on a block scalar's first line; a key without a colon has no place for a value."""
    document = read(f"---\n{content}\n---\n")
    assert has_properties(document, entry(document, "a"))
    assert replace_text(document, entry(document, "a"), "Ben", "t") == ()
    assert replace_names(document, entry(document, "a"), ["Ben"], plural=False, title="t") == ()


def test_only_scalars_are_replaced_as_scalars() -> None:
    """Lists and mappings are not, nor aliases."""
    document = read("---\na: [b]\nc: &x d\ne: *x\n---\n")
    assert replace_scalar(entry(document, "a"), "x") is None
    assert replace_scalar(entry(document, "e"), "x") is None


def test_brackets_around_a_value_are_seen_however_far_out() -> None:
    """Its own list, a mapping, the whole front matter."""
    document = read("---\na: [x, {b: [y]}]\nc:\n  - d: z\n---\n")
    assert in_flow(document, entry(document, "a", 0))
    assert in_flow(document, entry(document, "a", 1, "b", 0))
    assert not in_flow(document, entry(document, "a"))
    assert not in_flow(document, entry(document, "c", 0, "d"))
    document = read("---\n# c\n{a: x}\n---\n")
    assert in_flow(document, entry(document, "a"))
    assert not in_flow(read("---\n---\n"), entry(document, "a"))


# -- names ---------------------------------------------------------------------------------------------------------

NAMES = st.lists(TEXTS, min_size=1, max_size=3)
SHAPES = (
    "author: Ana", "author: 'Ana'", 'author: "Ana"', "author:", "author: [Ana, Ben]", "author: ['Ana']", "author: []", "author:\n  - Ana\n  - 'Ben'",
    "author:\n- Ana\n- Ben", "author:\n  name: Ana", "author: {name: Ana}", "author:\n  - name: Ana", "author: [{name: Ana}]", "author: >\n  Ana\n  Ben",
    "author:\n  - - Ana\n    - Ben", "author: [Ana,\n  Ben]",
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(SHAPES), NAMES, st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_names_replace_names_in_the_shape_of_the_field(
    shape: str, names: list[str], plural: bool, newline: str
) -> None:
    """Text stays text, a list a list, an object with a name alone keeps its key; what else is there is not touched."""
    whole = f"---\ntitle: x # c\n{shape}\nlast: [y]\n---\nbody\n".replace("\n", newline)
    document = read(whole)
    fixes = replace_names(document, entry(document, "author"), names, plural=plural, title="t")
    old = document.values["author"]
    if not fixes:
        is_object = isinstance(old, dict) or (isinstance(old, list) and isinstance(old[0], dict | list))
        assert is_object
        assert len(names) > 1 or isinstance(old, list)
        return
    changed = read(after(document, fixes))
    said = changed.values["author"]
    if isinstance(old, list):
        wanted: Any = names if not old or isinstance(old[0], str) else [{"name": names[0]}]
    elif isinstance(old, dict):
        wanted = {"name": names[0]}
    elif len(names) > 1 and plural:
        wanted = names
    else:
        wanted = {1: names[0], 2: " and ".join(names), 3: f"{', '.join(names[:2])} and {names[-1]}"}[len(names)]
    assert said == wanted
    assert {**changed.values, "author": 0} == {**document.values, "author": 0}
    assert body(changed) == body(document)
    assert set(NEWLINE.findall(changed.source.text)) == {newline}


@pytest.mark.parametrize(
    ("before", "names", "then"),
    [
        ("author: Ana", ["Ben"], "author: Ben"),
        ("author: 'Ana'", ["Ben", "Cy"], "author: 'Ben and Cy'"),
        ("authors: Ana", ["Ben", "Cy"], "authors: [Ben, Cy]"),
        ("authors:", ["Ben", "Cy"], "authors: [Ben, Cy]"),
        ("authors: ['Ana']", ["Ben", "Ruiz, Cy"], "authors: [Ben, 'Ruiz, Cy']"),
        ("authors:\n  - 'Ana'", ["Ben", "Cy"], "authors:\n  - 'Ben'\n  - 'Cy'"),
        ("authors:\n- Ana\n- Lu", ["Ben"], "authors:\n- Ben"),
        ("authors: # c\n  - Ana # d\nb: c", ["Ben"], "authors: # c\n  - Ben # d\nb: c"),
        ("author:\n  name: Ana", ["Ben"], "author:\n  name: Ben"),
    ],
)
def test_what_replaced_names_look_like(before: str, names: list[str], then: str) -> None:
    """Quotes, indentation, and the comments around stay."""
    document = read(f"---\n{before}\n---\n")
    key = before.partition(":")[0]
    fixes = replace_names(document, entry(document, key), names, plural=key.endswith("s"), title="t")
    assert after(document, fixes) == f"---\n{then}\n---\n"


@pytest.mark.parametrize(
    "content",
    [
        "authors:\n  - name: Ana\n    url: x",
        "authors:\n  - name: Ana\n  - name: Ben",
        "authors: {Ana: x}",
        "authors:\n  - Ana # lead\n  - Ben",
        "authors: [Ana, # lead\n  Ben]",
        "authors: [Ana # lead\n  ]",
        "authors:\n  name: # c\n    Ana",
        "authors: [&a Ana]",
    ],
)
def test_names_that_hold_more_than_names_are_not_rewritten(content: str) -> None:
    """What else an object says belongs to a person, and a comment inside would be lost."""
    document = read(f"---\n{content}\n---\n")
    assert replace_names(document, entry(document, "authors"), ["Ben"], plural=True, title="t") == ()
    assert replace_names(document, entry(document, "authors"), [], plural=True, title="t") == ()


@given(
    TEXTS, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["  ", ""]), st.sampled_from(["", " # c", "\n\n# c"])
)
def test_a_name_is_added_to_a_list_of_objects(name: str, newline: str, indent: str, comment: str) -> None:
    """At the end, as an item of its own; a comment on the last item's line stays there."""
    whole = f"---\nauthors:\n{indent}- name: Ana\n{indent}  url: x{comment}\nlast: y\n---\nbody\n".replace(
        "\n", newline
    )
    document = read(whole)
    changed = read(after(document, add_name(document, entry(document, "authors"), name, "t")))
    assert changed.values == {"authors": [{"name": "Ana", "url": "x"}, {"name": name}], "last": "y"}
    assert body(changed) == body(document)
    assert f"url: x{comment.partition(chr(10))[0]}{newline}" in changed.source.text
    assert set(NEWLINE.findall(changed.source.text)) == {newline}


@pytest.mark.parametrize("content", ["a: [{name: Ana}]", "a: Ana", "a: &x\n  - name: Ana\nb: *x", "a:\n  name: Ana"])
def test_a_name_is_added_to_no_other_shape(content: str) -> None:
    """Brackets, text, anchors and mappings are left to a person."""
    document = read(f"---\n{content}\n---\n")
    assert add_name(document, entry(document, "a"), "Ben", "t") == ()


# -- keys and lines ------------------------------------------------------------------------------------------------


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(front_matters(), TEXTS)
def test_a_key_is_added_at_the_end_and_nothing_else_changes(case: tuple[str, Written], text: str) -> None:
    """Whatever the last value is, a block scalar that keeps its blank lines too."""
    document = read(case[0])
    changed = read(after(document, add_key(document, "added", text, "t")))
    assert changed.values == {**document.values, "added": text}
    assert [each.step for each in changed.entries] == [*(each.step for each in document.entries), "added"]
    assert body(changed) == body(document)
    assert set(NEWLINE.findall(changed.source.text)) == set(NEWLINE.findall(case[0]))


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("---\n---\nbody", "---\nk: Ana\n---\nbody"),
        ("---\r\n---\r\n", "---\r\nk: Ana\r\n---\r\n"),
        ("---\n  a: b\n---\n", "---\n  a: b\n  k: Ana\n---\n"),
        ("---\n  ? a\n  : b\n---\n", "---\n  ? a\n  : b\n  k: Ana\n---\n"),
        ("---\na: b\n# c\n---\n", "---\na: b\n# c\nk: Ana\n---\n"),
        ("---\na:\n---\n", "---\na:\nk: Ana\n---\n"),
    ],
)
def test_what_an_added_key_looks_like(before: str, then: str) -> None:
    """Indented as the others, before the closing fence."""
    assert after(read(before), add_key(read(before), "k", "Ana", "t")) == then


@pytest.mark.parametrize("text", ["no front matter", "---\na: @b\n---\n", "---\na: b\n", "---\n{a: b}\n---\n"])
def test_no_key_is_added_where_there_is_no_place_for_one(text: str) -> None:
    """Without front matter that can be read, or in braces."""
    assert add_key(parse(Source("p", text)), "k", "v", "t") == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_whole_lines_are_removed(newline: str) -> None:
    """With their newline; the last line of a text may have none."""
    text = newline.join(["---", "a: b", "c:", "  - d", "  - e", "f: g", "---", "end"])
    document = read(text)
    changed = apply_edits(text, [remove_lines(document, entry(document, "c", 0).span)])
    assert read(changed).values == {"a": "b", "c": ["e"], "f": "g"}
    both = entry(document, "c").span
    changed = apply_edits(text, [remove_lines(document, both)])
    assert read(changed).values == {"a": "b", "c": None, "f": "g"}
    assert apply_edits(text, [remove_lines(document, Span(len(text), len(text)))]).endswith(f"---{newline}")
    assert apply_edits(text, [remove_lines(document, Span(0, 0))]).startswith("a: b")


@given(
    st.text("abc", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("xyz", max_size=3)), max_size=4),
)
def test_edits_are_applied_together_or_refused(text: str, drawn: list[tuple[int, int, str]]) -> None:
    """In any order; overlapping ones are refused, touching ones are not."""
    edits = [Edit(Span(min(start, len(text)), min(start + length, len(text))), new) for start, length, new in drawn]
    ordered = sorted(edits, key=lambda edit: edit.span)
    overlap = any(left.span.end > right.span.start for left, right in itertools.pairwise(ordered))
    if overlap:
        with pytest.raises(ValueError, match="two edits overlap"):
            apply_edits(text, edits)
        return
    letters: list[str] = list(text)
    for edit in reversed(ordered):
        letters[edit.span.start : edit.span.end] = edit.text
    assert apply_edits(text, edits) == "".join(letters)
