"""Stet marks: where they may stand, what they cover, and which of them nothing needed."""

from __future__ import annotations

import pytest

from bylint.diagnostic import Diagnostic, Place, Position, Range, Span
from bylint.document import Document, parse
from bylint.source import Source
from bylint.suppress import apply_marks, read_marks

NOWHERE = Range(Position(1, 1), Position(1, 1))
KNOWN = frozenset({"author", "author/missing", "author/misspelled", "date/future", "date"})


def document(text: str) -> Document:
    return parse(Source("post.md", text))


def marks(text: str, markup: str = "markdown") -> list[tuple[str, str | None]]:
    """Each rule named, and the text that the mark covers (None for the file)."""
    return [
        (mark.name, None if mark.scope is None else text[slice(*mark.scope)])
        for mark in read_marks(document(text), markup)
    ]


def front(content: str) -> list[tuple[str, str | None]]:
    return marks(f"---\n{content}\n---\nbody\n")


def diagnostic(
    text: str, at: str, rule: str = "author/missing", other: str | None = None, path: str = "post.md"
) -> Diagnostic:
    start = text.index(at)
    related = () if other is None else (Place(path, NOWHERE, "", Span(text.index(other), text.index(other) + 1)),)
    return Diagnostic("post.md", rule, "error", "", NOWHERE, Span(start, start + len(at)), related=related)


@pytest.mark.parametrize(
    ("content", "covers"),
    [
        ("author: Ana # stet: a/b", "author: Ana # stet: a/b"),
        ("x: y\nauthor: Ana   #stet: a/b\nz: 1", "author: Ana   #stet: a/b"),
        ("author: 'Ana' # stet: a/b - why not", "author: 'Ana' # stet: a/b - why not"),
        ('author: "Ana # b" # stet: a/b', 'author: "Ana # b" # stet: a/b'),
        ("author: # stet: a/b\n  - Ana\n  - Ben\nx: y", "author: # stet: a/b\n  - Ana\n  - Ben"),
        ("author: # stet: a/b\n  name: Ana\n  url: z\nx: y", "author: # stet: a/b\n  name: Ana\n  url: z"),
        ("author: # stet: a/b\nx: y", "author: # stet: a/b"),
        ("text: | # stet: a/b\n  one\n  two\nx: y", "text: | # stet: a/b\n  one\n  two"),
        ("text: >- # stet: a/b\n  one\nx: y", "text: >- # stet: a/b\n  one"),
        ("author:\n  - Ana # stet: a/b\n  - Ben", "  - Ana # stet: a/b"),
        ("author:\n  - name: Ana # stet: a/b\n    url: z\n  - Ben", "  - name: Ana # stet: a/b\n    url: z"),
        ("author:\n  - name: Ana\n    url: z # stet: a/b\n  - Ben", "    url: z # stet: a/b"),
        ("a:\n  b:\n    c: d # stet: a/b\n    e: f", "    c: d # stet: a/b"),
        ("tags: [a, b] # stet: a/b\nx: y", "tags: [a, b] # stet: a/b"),
        ("tags: [ # stet: a/b\n  a,\n  b]\nx: y", "tags: [ # stet: a/b\n  a,\n  b]"),
        ("tags: [a,\n  b] # stet: a/b\nx: y", "tags: [a,\n  b] # stet: a/b"),
        ("tags: [a,\n  b\n  ] # stet: a/b\nx: y", "tags: [a,\n  b\n  ] # stet: a/b"),
        ("a: 'one\n  two' # stet: a/b\nx: y", "a: 'one\n  two' # stet: a/b"),
        ("a: one\n  two # stet: a/b\nx: y", "a: one\n  two # stet: a/b"),
        ("l:\n  - 'one\n    two' # stet: a/b", "'one\n    two' # stet: a/b"),
        ("? a # stet: a/b\n: b", "? a # stet: a/b\n: b"),
    ],
)
def test_a_mark_on_a_fields_line_covers_the_field(content: str, covers: str) -> None:
    """The field or item that begins on the line, with all it holds; of one that ends there, the whole of it."""
    assert front(content) == [("a/b", covers)]


@pytest.mark.parametrize(
    "content",
    [
        "# stet: a/b\nauthor: Ana",
        "author: Ana\n# stet: a/b",
        "author: Ana\n   # stet: a/b - indented\nx: y",
        "author:\n  # stet: a/b\n  - Ana",
        "text: |\n  one\n# stet: a/b\nx: y",
        "tags: [a,\n  # stet: a/b\n  b]",
        "# stet: a/b",
    ],
)
def test_a_mark_on_a_line_of_its_own_covers_the_file(content: str) -> None:
    """Wherever in the front matter the line stands."""
    assert front(content) == [("a/b", None)]


@pytest.mark.parametrize(
    "content",
    [
        "a: one\n  two#stet: a/b",
        "a: 'x # stet: a/b'",
        'a: "x\n  # stet: a/b\n  y"',
        "a: 'x\n  # stet: a/b\n  y'",
        "a: |\n  # stet: a/b\n  x",
        "a: |\n  x\n  # stet: a/b",
        "a: >\n  x # stet: a/b\n\nb: c",
        "a: |+\n  x # stet: a/b\n\n",
        "l:\n  - |\n    # stet: a/b",
        "'# stet: a/b': x",
        "a: {'x # stet: a/b': 'y # stet: a/b'}",
        "a: x\xa0# stet: a/b",
        "a: see stet a/b # not a mark",
        "a: b # stet:",
        "a: b # stet: - only a reason",
        "a: b # Stet: a/b",
    ],
)
def test_in_quotes_and_scalars_it_is_text(content: str) -> None:
    """A `#` in a scalar or key is no comment, and a mark names a rule."""
    assert front(content) == []


def test_a_mark_may_name_several_rules_groups_and_a_reason() -> None:
    """Names are parted by commas; what comes after is for people."""
    names = ["author/missing", "date", "url/self-alias"]
    for reason in ("", " - agreed with Ana, see x/y", " because", " (x)"):
        found = front(f"author: Ana # stet: author/missing , date,url/self-alias{reason}")
        assert [name for name, _ in found] == names


@pytest.mark.parametrize(
    ("content", "covers"),
    [
        ("# stet-next-line: a/b\nauthor: Ana\nx: y", "author: Ana"),
        ("# stet-next-line: a/b\nauthor:\n  - Ana\nx: y", "author:\n  - Ana"),
        ("author: # stet-next-line: a/b\n  - Ana\n  - Ben", "  - Ana"),
        ("a: b\n# stet-next-line: a/b", "---"),
    ],
)
def test_stet_next_line_covers_the_line_below(content: str, covers: str) -> None:
    """With all that the field on it holds."""
    assert front(content) == [("a/b", covers)]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_every_newline_parts_lines_for_marks(newline: str) -> None:
    """In front matter, body and blocks of code."""
    lines = [
        "---",
        "author: Ana # stet: a/a",
        "# stet: a/b",
        "---",
        "```",
        "<!-- stet: a/c -->",
        "```",
        "<!-- stet-next-line: a/d -->",
        "x",
    ]
    assert marks(newline.join(lines)) == [("a/a", "author: Ana # stet: a/a"), ("a/b", None), ("a/d", "x")]
    lines = ["---", "a: b", "---", "----", "// stet: a/c", "----", "// stet: a/d", ""]
    assert marks(newline.join(lines), "asciidoc") == [("a/d", None)]
    assert marks(newline.join(["---", "a: b", "---", "", ".. stet: a/b", ""]), "rst") == [("a/b", None)]


@pytest.mark.parametrize(
    ("markup", "comment", "silent"),
    [
        ("markdown", "<!-- stet: a/b -->", "// stet: a/b"),
        ("markdown", "<!--stet: a/b - why-->", "{/* stet: a/b */}"),
        ("html", "<p><!-- stet: a/b --></p>", ".. stet: a/b"),
        ("mdx", "{/* stet: a/b */}", "// stet: a/b"),
        ("mdx", "<!-- stet: a/b -->", "# stet: a/b"),
        ("asciidoc", "// stet: a/b", "text // stet: a/b"),
        ("asciidoc", "//stet: a/b", "<!-- stet: a/b -->"),
        ("rst", ".. stet: a/b", "  .. stet: a/b"),
        ("rst", "..  stet: a/b", "..stet: a/b"),
    ],
)
def test_the_body_is_marked_in_its_own_comments(markup: str, comment: str, silent: str) -> None:
    """And in no other markup's."""
    assert marks(f"---\na: b\n---\n{comment}\n", markup) == [("a/b", None)]
    assert marks(f"---\na: b\n---\n{silent}\n", markup) == []
    assert marks(f"{comment}\n", markup) == [("a/b", None)], "without front matter too"


def test_stet_next_line_in_the_body_covers_the_line_below() -> None:
    """The last line has none below it and covers itself."""
    assert marks("<!-- stet-next-line: a/b -->\n_by Ana_\nmore\n") == [("a/b", "_by Ana_")]
    assert marks("x\n<!-- stet-next-line: a/b -->") == [("a/b", "<!-- stet-next-line: a/b -->")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("```\n<!-- stet: a/b -->\n```\n", 0),
        ("```html\n<!-- stet: a/b -->\n```\n<!-- stet: a/b -->", 1),
        ("~~~\n<!-- stet: a/b -->\n~~~~\n<!-- stet: a/b -->", 1),
        ("````\n```\n<!-- stet: a/b -->\n```\n````\n<!-- stet: a/b -->", 1),
        ("```\n```js\n<!-- stet: a/b -->\n```\n", 0),
        ("```\n~~~\n<!-- stet: a/b -->\n", 0),
        ("   ```\n<!-- stet: a/b -->", 0),
        ("```inline``` code\n<!-- stet: a/b -->", 1),
        ("----\n<!-- stet: a/b -->\n----\n", 1),
    ],
)
def test_marks_in_fenced_code_are_text(body: str, found: int) -> None:
    """An unclosed fence reaches to the end; a fence is closed by one as long that says nothing more."""
    assert len(marks(f"---\na: b\n---\n{body}")) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("----\n// stet: a/b\n----\n// stet: a/b\n", 1),
        ("....\n// stet: a/b\n....\n", 0),
        ("-----\n----\n// stet: a/b\n-----\n", 0),
        ("---- x\n// stet: a/b\n", 1),
    ],
)
def test_marks_in_listings_of_asciidoc_are_text(body: str, found: int) -> None:
    """Blocks between lines of dashes or dots of the same length."""
    assert len(marks(f"---\na: b\n---\n{body}", "asciidoc")) == found


def test_front_matter_that_cannot_be_read_has_no_marks() -> None:
    """Its comments cannot be told from text; those of the body still count."""
    assert marks("---\na: @b # stet: a/b\n---\n<!-- stet: a/c -->\n") == [("a/c", None)]
    assert marks("") == []


TEXT = "---\nauthor: Ana # stet: author/missing\ndate: 2020\n---\n_by Ben_\n"


def test_a_mark_at_either_end_of_a_contradiction_counts() -> None:
    """At the field or at the line in the body, if both are in the same file."""
    found = read_marks(document(TEXT), "markdown")
    at_field = diagnostic(TEXT, "Ana", other="_by Ben_")
    at_body = diagnostic(TEXT, "_by Ben_", other="Ana")
    other_file = diagnostic(TEXT, "_by Ben_", other="Ana", path="other.md")
    elsewhere = diagnostic(TEXT, "2020")
    kept, stet = apply_marks(found, [at_field, at_body, other_file, elsewhere], frozenset({"author/missing"}), KNOWN)
    assert kept == [other_file, elsewhere]
    assert (stet.suppressed, stet.unused, stet.unknown) == (2, (), ())


def test_a_mark_for_a_rule_lets_no_other_stand_and_a_group_all_of_its_own() -> None:
    """`author` is `author/…`, not `authority/…`."""
    rules = ["author/missing", "author/misspelled", "authority/x", "date/future"]
    for name, stands in (("author/missing", 1), ("author", 2), ("date", 1)):
        text = f"---\nauthor: Ana # stet: {name}\n---\n"
        found = [diagnostic(text, "Ana", rule) for rule in rules]
        kept, stet = apply_marks(read_marks(document(text), "markdown"), found, frozenset(rules), KNOWN)
        assert stet.suppressed == stands
        assert len(kept) == len(rules) - stands


def test_a_mark_for_the_file_covers_all_of_it() -> None:
    """Findings at the very start as well."""
    text = "---\nauthor: Ana\n---\n<!-- stet: author/missing -->\n"
    found = [diagnostic(text, "---"), diagnostic(text, "Ana")]
    assert apply_marks(read_marks(document(text), "markdown"), found, frozenset(), KNOWN)[1].suppressed == 2


def test_marks_that_nothing_needed_and_unknown_names_are_told() -> None:
    """A rule that did not run leaves its mark in peace; an unknown name is never also unused."""
    text = "---\na: b # stet: author/missing, date, author/mising, -, ---\n---\n"
    found = read_marks(document(text), "markdown")
    _, stet = apply_marks(found, [], frozenset({"author/missing"}), KNOWN)
    assert [mark.name for mark in stet.unused] == ["author/missing"]
    assert [mark.name for mark in stet.unknown] == ["author/mising"]
    assert text[slice(*stet.unknown[0].span)] == "author/mising"
    _, stet = apply_marks(found, [], frozenset({"date/future"}), KNOWN)
    assert stet.unused == ()
    _, stet = apply_marks(found, [], frozenset({"date/future", "date"}), KNOWN)
    assert [mark.name for mark in stet.unused] == ["date"]


def test_two_marks_for_one_finding_are_both_used() -> None:
    """Neither can be called needless."""
    text = "---\n# stet: author\nauthor: Ana # stet: author/missing\n---\n"
    _, stet = apply_marks(
        read_marks(document(text), "markdown"), [diagnostic(text, "Ana")], frozenset({"author/missing"}), KNOWN
    )
    assert (stet.unused, stet.suppressed) == ((), 1)
