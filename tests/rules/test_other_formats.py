"""Rules on metadata in TOML, JSON and headers: the same findings, fixes in the notation, traps of YAML only in YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bylint.diagnostic import Edit, Span
from bylint.document import parse
from bylint.edits import apply_edits
from bylint.post import Post
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check, make_site

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic

REGISTRY = load_registry()


def said(name: str, text: str, **parameters: Any) -> list[Diagnostic]:
    """What a rule says of a post."""
    return check(REGISTRY[name], text, parameters=parameters)


def mended(name: str, text: str, **parameters: Any) -> str | None:
    """The post after the first fix of what a rule says of it; None where it says nothing or has no fix."""
    found = said(name, text, **parameters)
    if not found or not found[0].fixes:
        return None
    source = Source("", text)
    edits = []
    for edit in found[0].fixes[0].edits:
        start, end = (source.line_span(at.line).start + at.column - 1 for at in edit.range)
        edits.append(Edit(Span(start, end), edit.text))
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = 1.10\ntags = [true, 0x1F]\nlang = "no"\n+++\n',
        '{"title": 1.10, "tags": [true, null], "lang": "no", "description": "C # basics"}\n',
        '+++\ntitle = "C # basics"\ndescription = "Newsletter #12"\n+++\n',
    ],
)
@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "generic"])
def test_the_traps_of_yaml_are_none_of_other_notations(text: str, dialect: str) -> None:
    """Nothing there is read as something else than it says."""
    assert said("frontmatter/yaml-trap", text, dialect=dialect) == []


def test_a_key_that_stands_twice_is_found_in_json_and_refused_in_toml() -> None:
    """TOML does not allow it, JSON takes the later one."""
    (found,) = said("frontmatter/duplicate-key", '{"title": "a", "title": "b"}\n')
    assert found.message == 'the key "title" stands twice, first as "a", then as "b"'
    assert said("frontmatter/duplicate-key", "+++\ntitle = 1\ntitle = 2\n+++\n") == []
    (found,) = said("frontmatter/invalid", "+++\ntitle = 1\ntitle = 2\n+++\n")
    assert found.message == "the key title stands twice; it is on line 2 already"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("+++\ntags = 1\ntitle = 2\n+++\n", "+++\ntitle = 2\ntags = 1\n+++\n"),
        ("+++\n# of tags\ntags = [\n 1,\n]\ntitle = 2\n[x]\ny = 1\n+++\n", "+++\ntitle = 2\n# of tags\ntags = [\n 1,\n]\n[x]\ny = 1\n+++\n"),
        ("+++\ntags.a = 1\ntitle = 2\ntags.b = 3\n+++\n", "+++\ntitle = 2\ntags.a = 1\ntags.b = 3\n+++\n"),
        ('{\n  "tags": 1,\n  "title": 2,\n  "x": 3\n}\n', '{\n  "title": 2,\n  "tags": 1,\n  "x": 3\n}\n'),
    ],
)  # fmt: skip
def test_keys_are_ordered_where_whole_lines_can_move(text: str, wanted: str) -> None:
    """A comma at the end of each line moves along."""
    assert mended("frontmatter/key-order", text) == wanted


@pytest.mark.parametrize(
    "text",
    ['{"tags": 1, "title": 2}\n', '{\n  "tags": 1,\n  "title": 2\n}\n', "+++\na.b = 1\n[title]\nx = 1\n+++\n"],
)  # fmt: skip
def test_keys_that_cannot_move_by_lines_have_no_fix(text: str) -> None:
    """The last comma of JSON would be lost; a table of TOML must stand last."""
    assert mended("frontmatter/key-order", text) is None
    assert said("frontmatter/key-order", "+++\nweight = 1\n[authors]\nx = 1\n+++\n") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('+++\nauhtor = "Ana Ruiz"\n+++\n', '+++\nauthor = "Ana Ruiz"\n+++\n'),
        ('{"auhtor": "Ana Ruiz"}\n', '{"author": "Ana Ruiz"}\n'),
    ],
)
def test_a_misspelt_key_is_renamed_in_its_notation(text: str, wanted: str) -> None:
    """With quotes in JSON."""
    assert mended("schema/unknown-key", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('+++\ntitle = "The \u200bharbour"\n+++\n', '+++\ntitle = "The harbour"\n+++\n'),
        ('{"title": "The \u200bharbour"}\n', '{"title": "The harbour"}\n'),
        ('+++\na = 1 # \u200b\n[b]\n[[c]]\nd = "x"\n+++\n', None),
    ],
)
def test_invisible_characters_are_deleted_from_values(text: str, wanted: str | None) -> None:
    """Comments may hold them."""
    assert mended("frontmatter/invisible-characters", text) == wanted


BYLINE = "_By Ben Okafor_\n\nThe first winter was mild.\n"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ('+++\nauthor = "Ana Ruiz"\n+++\n', '+++\nauthor = "Ben Okafor"\n+++\n'),
        ("+++\nauthors = ['Ana Ruiz'] # c\n+++\n", "+++\nauthors = ['Ben Okafor'] # c\n+++\n"),
        ('+++\n[[authors]]\nname = "Ana Ruiz"\n+++\n', '+++\n[[authors]]\nname = "Ben Okafor"\n+++\n'),
        ('{"author": "Ana Ruiz"}\n', '{"author": "Ben Okafor"}\n'),
        (
            '  {\n    "authors": [\n      "Ana Ruiz"\n    ]\n  }\n',
            '  {\n    "authors": [\n      "Ben Okafor"\n    ]\n  }\n',
        ),
    ],
)
def test_a_wrong_author_is_found_and_mended_in_every_notation(head: str, wanted: str) -> None:
    """The contradiction that all began with."""
    assert mended("author/contradicts-byline", head + BYLINE) == wanted + BYLINE


@pytest.mark.parametrize(
    ("head", "path", "wanted"),
    [
        ("+++\n[x]\ny = 1\n+++\n", "a.md", '+++\nauthor = "Ben Okafor"\n[x]\ny = 1\n+++\n'),
        ('{\n  "title": "x"\n}\n', "a.md", '{\n  "title": "x",\n  "author": "Ben Okafor"\n}\n'),
        ("= T\n\n", "a.adoc", None),
    ],
)
def test_a_missing_author_is_added_in_its_notation(head: str, path: str, wanted: str | None) -> None:
    """Where that can be said on a line of its own."""
    text = head + BYLINE
    assert said("author/missing", text, path=path)
    assert mended("author/missing", text, path=path) == (wanted + BYLINE if wanted else None)


def test_a_part_of_a_table_in_several_places_has_its_own() -> None:
    """Whichever of them it stands in."""
    text = '+++\n[[authors]]\nname = "Ana Ruiz"\n[x]\n[[authors]]\nname = "Ben Okafor"\n+++\n'
    field = Post(parse(Source("a.md", text)), make_site({}), root_path="a.md").authors
    assert field is not None
    assert [text[slice(*field.at(number, "name").span)] for number in (0, 1)] == ['"Ana Ruiz"', '"Ben Okafor"']
    assert field.at(2) == field.entry


def test_a_header_of_pelican_is_read_and_mended() -> None:
    """On one line, without quotes."""
    head = "Title: x\nAuthor: Ana Ruiz\n\n"
    about = {"dialect": "pelican", "path": "content/a.md"}
    assert (
        mended("author/contradicts-byline", head + BYLINE, **about) == head.replace("Ana Ruiz", "Ben Okafor") + BYLINE
    )
    assert said("frontmatter/missing", head + BYLINE, **about) == []
    assert said("frontmatter/missing", head + BYLINE, path="content/a.md") != []


@pytest.mark.parametrize(("text", "name"), [("+++\na = 1\n", "+++"), ('{"a": 1\n', "a brace }")])
def test_a_front_matter_that_never_ends_is_told(text: str, name: str) -> None:
    """With what would end it."""
    (found,) = said("frontmatter/unclosed", text)
    assert found.message.endswith(f"end it with {name if name[0] == 'a' else 'a line of ' + name}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!-- x -->\n+++\ntitle = "x"\n+++\n', "the front matter on line 2 is not read: nothing may stand above its opening fence"),
        ('\u200b+++\ntitle = "x"\n+++\n', "the front matter is not read: the invisible character U+200B stands before its fence"),
        ('\u200b{"title": "x"}\n', "the front matter is not read: the invisible character U+200B stands before its fence"),
    ],
)  # fmt: skip
def test_a_front_matter_that_is_not_read_is_told_from_none(text: str, message: str) -> None:
    """In every notation with fences."""
    (found,) = said("frontmatter/missing", text)
    assert found.message == message
