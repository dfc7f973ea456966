"""Stet marks in TOML, beside JSON, and in the comments of other bodies."""

from __future__ import annotations

import pytest

from bylint.document import parse
from bylint.source import Source
from bylint.suppress import read_marks


def marks(text: str, markup: str = "markdown", suffix: str = ".md") -> list[tuple[str, str | None]]:
    """Each rule named, and the text that the mark covers (None for the file)."""
    document = parse(Source(f"post{suffix}", text), {".md": "header", ".rst": "docinfo", ".html": "meta"})
    return [
        (mark.name, None if mark.scope is None else text[slice(*mark.scope)]) for mark in read_marks(document, markup)
    ]


@pytest.mark.parametrize(
    ("content", "covers"),
    [
        ("author = 'Ana' # stet: a/b", "author = 'Ana' # stet: a/b"),
        ("author = 1# stet: a/b - why not\nz = 1", "author = 1# stet: a/b - why not"),
        ("author = [ # stet: a/b\n 'Ana',\n]\nz = 1", "author = [ # stet: a/b\n 'Ana',\n]"),
        ("author = [\n 'Ana', # stet: a/b\n 'Ben',\n]\nz = 1", " 'Ana', # stet: a/b"),
        ("text = '''\none\n''' # stet: a/b\nz = 1", "text = '''\none\n''' # stet: a/b"),
        ("[author] # stet: a/b\nname = 'Ana'\nurl = 'x'\n[z]", "[author] # stet: a/b\nname = 'Ana'\nurl = 'x'"),
        ("[[author]] # stet: a/b\nname = 'Ana'\n[z]", "[[author]] # stet: a/b\nname = 'Ana'"),
        ("# stet-next-line: a/b\nauthor = 'Ana'\nz = 1", "author = 'Ana'"),
        ("# stet: a/b\nauthor = 'Ana'", None),
    ],
)
def test_a_mark_in_toml_covers_the_field_on_its_line(content: str, covers: str | None) -> None:
    """Or the file, on a line of its own."""
    assert marks(f"+++\n{content}\n+++\nbody\n") == [("a/b", covers)]


@pytest.mark.parametrize(
    "text",
    [
        '+++\na = "x # stet: a/b"\n+++\n',
        "+++\na = '''\n# stet: a/b\n'''\n+++\n",
        '+++\n"# stet: a/b" = 1\n+++\n',
        "+++\na = @ # stet: a/b\n+++\n",
        '{"a": "# stet: a/b"}\nbody',
        '{"a": 1} # stet: a/b\n',
        "Title: x # stet: a/b\n\nbody",
    ],
)
def test_text_that_reads_like_a_mark_is_none(text: str) -> None:
    """In strings and keys of TOML, in JSON and headers, which have no comments, and in what cannot be read."""
    assert marks(text) == []


@pytest.mark.parametrize(
    ("text", "markup", "suffix"),
    [
        ('{"a": 1}\n<!-- stet: a/b -->\n', "markdown", ".md"),
        ("+++\na = 1\n+++\n{/* stet: a/b */}\n", "mdx", ".mdx"),
        (":author: Ana\n\n.. stet: a/b\n", "rst", ".rst"),
        (".. stet: a/b\n\n:author: Ana\n\nbody", "rst", ".rst"),
        ("= T\n// stet: a/b\nAna\n\nx", "asciidoc", ".adoc"),
        ("---\na: b\n---\n// stet: a/b\n", "asciidoc", ".adoc"),
        ("<head><title>x</title><!-- stet: a/b --></head>", "html", ".html"),
        ("Title: x\n\n<!-- stet: a/b -->", "markdown", ".md"),
    ],
)
def test_a_comment_of_the_body_covers_the_file(text: str, markup: str, suffix: str) -> None:
    """Above the body too, where the metadata are part of the text."""
    assert marks(text, markup, suffix) == [("a/b", None)]
