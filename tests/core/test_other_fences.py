"""Front matter between fences of another kind: JSON whose fence names it, YAML that only a line of dashes ends."""

from __future__ import annotations

import pytest

from bylint.document import Document, parse
from bylint.edits import add_key, apply_edits, replace_text
from bylint.source import Source

HEXO = {".md": "closed"}


def read(text: str) -> Document:
    return parse(Source("post.md", text))


def read_closed(text: str) -> Document:
    return parse(Source("post.md", text), HEXO)


def body(document: Document) -> str:
    return document.source.text[document.body.start :]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_json_between_fences_is_read(newline: str) -> None:
    """The fence names the notation: https://www.11ty.dev/docs/data-frontmatter/#json-front-matter."""
    document = read('---json\n{\n  "title": "The mill",\n  "tags": ["a }"]\n}\n---\nBody\n'.replace("\n", newline))
    assert (document.state, document.values) == ("valid", {"title": "The mill", "tags": ["a }"]})
    assert body(document) == f"Body{newline}"
    entry = document.entry("title")
    assert entry is not None
    assert document.source.text[slice(*entry.span)] == '"The mill"'
    assert document.source.text[slice(*document.front_matter)].endswith("---")


def test_json_between_fences_is_edited_as_json() -> None:
    """A value keeps its quotes, a key stands within the braces."""
    document = read('---json\n{\n  "title": "The mill"\n}\n---\n')
    entry = document.entry("title")
    assert entry is not None
    (fix,) = replace_text(document, entry, "A mill", "x")
    assert apply_edits(document.source.text, fix.edits) == '---json\n{\n  "title": "A mill"\n}\n---\n'
    (fix,) = add_key(document, "author", "Ana Ruiz", "x")
    changed = '---json\n{\n  "title": "The mill",\n  "author": "Ana Ruiz"\n}\n---\n'
    assert apply_edits(document.source.text, fix.edits) == changed


@pytest.mark.parametrize(
    "text",
    [
        '---json\n{"title": "a"\n---\n',
        '---json\n{"title": "a"} x\n---\n',
        '---json\n{"title": "a"}---\n',
        "---json\ntitle: a\n---\n",
        "---json",
        "---js\n{ title: 'a' }\n---\n",
    ],
)
def test_what_is_no_json_between_fences_is_none(text: str) -> None:
    """Nothing is read, and nothing is said to be wrong."""
    assert read(text).state == "missing"


def test_json_between_fences_that_cannot_be_read_is_invalid() -> None:
    """The object is there, and something in it is wrong."""
    assert read('---json\n{"title": "a",}\n---\n').state == "invalid"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_yaml_without_an_opening_fence_is_read(newline: str) -> None:
    """https://hexo.io/docs/front-matter: a line of three dashes or more ends it."""
    document = read_closed("title: The mill\ntags:\n  - a\n-----\nBody\n---\nmore\n".replace("\n", newline))
    assert (document.state, document.values) == ("valid", {"title": "The mill", "tags": ["a"]})
    assert body(document) == f"Body{newline}---{newline}more{newline}"
    entry = document.entry("title")
    assert entry is not None
    assert document.source.text[slice(*entry.span)] == "The mill"


def test_yaml_without_an_opening_fence_is_edited_as_yaml() -> None:
    """A key stands above the line of dashes."""
    document = read_closed("title: The mill\n---\nBody\n")
    (fix,) = add_key(document, "author", "Ana Ruiz", "x")
    assert apply_edits(document.source.text, fix.edits) == "title: The mill\nauthor: Ana Ruiz\n---\nBody\n"


@pytest.mark.parametrize(
    "text",
    [
        "The mill\n---\nBody\n",
        "title: The mill\n\nBody\n",
        "title: a: b\n---\n",
        "Note that: x\n---\n",
        "# A\n---\n",
        "",
    ],
)
def test_a_heading_above_dashes_is_no_front_matter(text: str) -> None:
    """Prose, a line of dashes that is not there, and what is no YAML."""
    assert read_closed(text).state == "missing"


def test_a_fence_counts_before_its_absence() -> None:
    """Most posts have one."""
    document = read_closed("---\ntitle: The mill\n---\nBody\n")
    assert (document.values, body(document)) == ({"title": "The mill"}, "Body\n")
    assert read("title: The mill\n---\n").state == "missing"
    assert read_closed("\n \ntitle: The mill\n---\n").values == {"title": "The mill"}


@pytest.mark.parametrize(
    "text", ["---json\n{" + "[" * 200_000, "---json\n{}" + " \n" * 200_000, "a: b\n" + "--- x\n" * 100_000]
)
@pytest.mark.timeout(120)
def test_long_texts_are_read_in_time(text: str) -> None:
    """Time grows with the length, not with its square."""
    assert read_closed(text).state == "missing"
