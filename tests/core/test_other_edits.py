"""Edits in TOML and JSON change what they name and nothing else, and stay in the writer's hand."""

from __future__ import annotations

import copy
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from edited import after, entry, read
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from json_texts import json_posts
from toml_texts import toml_blocks

from bylint.edits import (
    add_key,
    add_name,
    apply_edits,
    has_properties,
    rename_key,
    replace_names,
    replace_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.document import Document
    from bylint.formats import Entry, Step

TEXTS = st.one_of(
    st.sampled_from(["", " ", "Ana Ruiz", "O'Brien", 'the "best"', "it's \"so\"", "\\", "a\nb", "a\tb", "\x07", "\x7f", "🎉", "\u2028", "'", "\ufeff"]),
    st.text(st.characters(codec="utf-8"), max_size=12),
)  # fmt: skip
thorough = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def toml(block: str) -> Document:
    return read(f"+++\n{block}\n+++\nbody\n")


def scalars(entries: tuple[Entry, ...], steps: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    for found in entries:
        if found.kind == "scalar":
            yield (*steps, found.step)
        yield from scalars(found.children, (*steps, found.step))


def put(values: Any, steps: tuple[Step, ...], text: str) -> Any:
    """A copy of values with a text at one place."""
    changed = copy.deepcopy(values)
    inner = changed
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = text
    return changed


def check_replacing(document: Document, text: str, data: Any) -> None:
    found = list(scalars(document.entries))
    assume(found)
    steps = data.draw(st.sampled_from(found))
    again = read(after(document, replace_text(document, entry(document, *steps), text, "change")))
    assert repr(again.values) == repr(put(dict(document.values), steps, text))
    assert again.source.text[again.body.start :] == document.source.text[document.body.start :]


def check_adding(document: Document, text: str) -> None:
    again = read(after(document, add_key(document, "added", text, "add")))
    assert repr(again.values["added"]) == repr(text)
    assert {key: repr(value) for key, value in again.values.items() if key != "added"} == {
        key: repr(value) for key, value in document.values.items()
    }
    assert again.source.text[again.body.start :] == document.source.text[document.body.start :]


@thorough
@given(toml_blocks(), TEXTS, st.data())
def test_in_toml_a_text_replaces_any_scalar_and_a_key_goes_above_the_first_table(
    block: str, text: str, data: Any
) -> None:
    """Nothing else changes, whatever the text."""
    try:
        assume("added" not in tomllib.loads(block))
    except tomllib.TOMLDecodeError:
        assume(False)  # as hypothesis has it
    newline = "\r\n" if "\r" in block else "\n"
    document = read(newline.join(["+++", block, "+++", "body"]))
    check_adding(document, text)
    check_replacing(document, text, data)


@thorough
@given(json_posts(), TEXTS, st.data())
def test_in_json_a_text_replaces_any_scalar_and_a_key_follows_the_last(
    case: tuple[str, str], text: str, data: Any
) -> None:
    """With the comma that it needs."""
    document = read(case[0])
    check_adding(document, text)
    check_replacing(document, text, data)


@pytest.mark.parametrize(
    ("block", "text", "wanted"),
    [
        ('a = "Ana Ruiz"', "Ben", 'a = "Ben"'),
        ("a = 'Ana Ruiz' # c", "Ben", "a = 'Ben' # c"),
        ("a = 'Ana Ruiz'", "O'Brien", 'a = "O\'Brien"'),
        ("a = 12", "x", 'a = "x"'),
        ('a = """\nAna\n"""', 'the "best"\n', 'a = "the \\"best\\"\\n"'),
        ("a = '''Ana'''", "\\", "a = '\\'"),
    ],
)
def test_the_quotes_of_toml_stay_where_they_can(block: str, text: str, wanted: str) -> None:
    """Single ones hold anything but themselves and control characters."""
    document = toml(block)
    assert after(document, replace_text(document, entry(document, "a"), text, "t")) == f"+++\n{wanted}\n+++\nbody\n"


ANA, BEN = "Ana Ruiz", "Ben Okafor"


@pytest.mark.parametrize(
    ("written", "names", "plural", "wanted"),
    [
        ('+++\nauthor = "X"\n+++\n', [ANA, BEN], False, '+++\nauthor = "Ana Ruiz and Ben Okafor"\n+++\n'),
        ('+++\nauthor = "X"\n+++\n', [ANA, BEN], True, '+++\nauthor = ["Ana Ruiz", "Ben Okafor"]\n+++\n'),
        ("+++\nauthor = ['X', 'Y']\n+++\n", [ANA], True, "+++\nauthor = ['Ana Ruiz']\n+++\n"),
        ("+++\nauthor = [\n  'X', # c\n]\n+++\n", [ANA], True, None),
        (
            '+++\nauthor = [\n  "X",\n]\n+++\n',
            [ANA, BEN],
            True,
            '+++\nauthor = [\n  "Ana Ruiz",\n  "Ben Okafor",\n]\n+++\n',
        ),
        ("+++\n[[author]]\nname = 'X'\n+++\n", [ANA], True, "+++\n[[author]]\nname = 'Ana Ruiz'\n+++\n"),
        ("+++\n[[author]]\nname = 'X'\nurl = 'u'\n+++\n", [ANA], True, None),
        ("+++\nauthor = []\n+++\n", [ANA], True, '+++\nauthor = ["Ana Ruiz"]\n+++\n'),
        ('{\n  "author": "X"\n}\n', [ANA], False, '{\n  "author": "Ana Ruiz"\n}\n'),
        ('{"author": ["X","Y"]}\n', [ANA, BEN], True, '{"author": ["Ana Ruiz", "Ben Okafor"]}\n'),
        ('{"author": null}\n', [ANA, BEN], True, '{"author": ["Ana Ruiz", "Ben Okafor"]}\n'),
        ('{"author": [\n    "X"\n  ]}\n', [ANA, BEN], True, '{"author": [\n    "Ana Ruiz",\n    "Ben Okafor"\n  ]}\n'),
        ('{"author": [{"name": "X"}]}\n', [ANA], True, '{"author": [{"name": "Ana Ruiz"}]}\n'),
    ],
)
def test_names_are_written_in_the_shape_that_is_there(
    written: str, names: list[str], plural: bool, wanted: str | None
) -> None:
    """Lists keep their lines and quotes; what has comments or more than names is left alone."""
    document = read(written)
    fixes = replace_names(document, entry(document, "author"), names, plural=plural, title="t")
    assert (after(document, fixes) if fixes else None) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('+++\n[[a.b]]\nname = "X" # c\n[c]\n+++\n', '+++\n[[a.b]]\nname = "X" # c\n\n[[a.b]]\nname = "Ana Ruiz"\n[c]\n+++\n'),
        ("+++\r\n  [[ a.b ]]\r\n+++\r\n", '+++\r\n  [[ a.b ]]\r\n\r\n  [[ a.b ]]\r\nname = "Ana Ruiz"\r\n+++\r\n'),
        ("+++\n[[a.b]]\nname = 'X'\n[c]\n[[a.b]]\nname = 'Y'\n+++\n", None),
        ("+++\n[[a.b]]\nname = 'X'\n[[a.b.c]]\nd = 1\n+++\n", "+++\n[[a.b]]\nname = 'X'\n[[a.b.c]]\nd = 1\n\n[[a.b]]\nname = \"Ana Ruiz\"\n+++\n"),
        ("+++\na.b = [{name = 'X'}]\n+++\n", "+++\na.b = [{name = 'X'}, {name = \"Ana Ruiz\"}]\n+++\n"),
        ("+++\na.b = [\n  {name = 'X'},\n]\n+++\n", "+++\na.b = [\n  {name = 'X'},\n  {name = \"Ana Ruiz\"},\n]\n+++\n"),
        ("+++\na.b = [\n  {name = 'X'}, # c\n]\n+++\n", None),
        ('{"a": {"b": [{"name": "X"}]}}\n', '{"a": {"b": [{"name": "X"}, {"name": "Ana Ruiz"}]}}\n'),
        ('{"a": {"b": [\n {"name": "X"}\n]}}\n', '{"a": {"b": [\n {"name": "X"},\n {"name": "Ana Ruiz"}\n]}}\n'),
        ('{"a": {"b": []}}\n', None),
    ],
)  # fmt: skip
def test_a_person_joins_a_list_of_tables_or_objects(written: str, wanted: str | None) -> None:
    """Below the last one, in its shape; lists in several places are left alone."""
    document = read(written)
    fixes = add_name(document, entry(document, "a", "b"), ANA, "t")
    assert (after(document, fixes) if fixes else None) == wanted
    if wanted is not None:
        people = read(wanted).values["a"]["b"]
        assert people == [*document.values["a"]["b"], {"name": ANA}]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("+++\na = 1\n# of b\n[b]\nc = 2\n+++\n", '+++\na = 1\nk = "v"\n# of b\n[b]\nc = 2\n+++\n'),
        ("+++\n[b]\nc = 2\n+++\n", '+++\nk = "v"\n[b]\nc = 2\n+++\n'),
        ("+++\r\na = [\r\n 1\r\n] # c\r\n+++\r\n", '+++\r\na = [\r\n 1\r\n] # c\r\nk = "v"\r\n+++\r\n'),
        ("+++\na.b = 1\n[a.c]\nd = 1\n+++\n", '+++\na.b = 1\nk = "v"\n[a.c]\nd = 1\n+++\n'),
        ("+++\na = [\n  [1],\n]\nb = 2\n+++\n", '+++\na = [\n  [1],\n]\nb = 2\nk = "v"\n+++\n'),
        ("+++\n+++\n", '+++\nk = "v"\n+++\n'),
        ("{}\n", '{\n  "k": "v"\n}\n'),
        ('{"a": 1}\n', '{"a": 1, "k": "v"}\n'),
        ('{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "k": "v"\n}\n'),
        ('  {\r\n\t"a": []\r\n  }\r\n', '  {\r\n\t"a": [],\r\n\t"k": "v"\r\n  }\r\n'),
    ],
)
def test_a_key_is_added_where_its_notation_wants_it(written: str, wanted: str) -> None:
    """Above the first table of TOML, behind the last pair of JSON."""
    document = read(written)
    assert after(document, add_key(document, "k", "v", "t")) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("+++\nauhtor = 1\n+++\n", "+++\nauthor = 1\n+++\n"),
        ("+++\n'auhtor' = 1\n+++\n", "+++\nauthor = 1\n+++\n"),
        ('{"auhtor": 1}\n', '{"author": 1}\n'),
        ("---\nauhtor: 1\n---\n", "---\nauthor: 1\n---\n"),
    ],
)
def test_a_key_is_renamed_with_the_quotes_that_it_needs(written: str, wanted: str) -> None:
    """JSON's keys have quotes always."""
    document = read(written)
    edit = rename_key(document, document.entries[0], "author")
    assert edit is not None
    assert apply_edits(written, [edit]) == wanted


def test_signs_that_mean_something_in_yaml_mean_nothing_in_json_or_toml() -> None:
    """No anchor, tag or alias keeps a value from being rewritten there; a comment in a list of TOML does."""
    for written in ('{"a": "&x"}\n', '+++\na = "*x"\n+++\n', '{"a": ["x", "# y"]}\n', '+++\na = ["x", "a # y"]\n+++\n'):
        document = read(written)
        assert not has_properties(document, entry(document, "a"))
    assert has_properties(toml("a = [\n 1, # c\n 2]"), entry(toml("a = [\n 1, # c\n 2]"), "a"))
