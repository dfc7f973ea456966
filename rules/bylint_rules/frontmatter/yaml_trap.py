"""frontmatter/yaml-trap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix, Span
from bylint.edits import has_properties, write_scalar
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.frontmatter._comments import swallowed
from bylint_rules.frontmatter._scalars import misreading, suspects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Field, Post


@rule(severity="warning")
def yaml_trap(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A text without quotes that this generator's YAML reads as something else.

    A version loses its zero, a time becomes a number of seconds, a language becomes false, a title ends at its `#`: the
    page shows what nobody wrote. Quotes keep the text. What YAML reads depends on its version: the generator decides.

    Bad (dialect=jekyll):

        ---
        title: ⟦1.10⟧
        tags: [release, ⟦on⟧, ⟦0123⟧, ⟦1_000⟧]
        lang: ⟦no⟧
        ---

    Fixed (suggested):

        ---
        title: "1.10"
        tags: [release, "on", "0123", "1_000"]
        lang: "no"
        ---

    Bad (dialect=jekyll):

        ---
        title: ⟦12:30⟧
        authors:
          - name: ⟦0x1F⟧
        categories:
          - ⟦~⟧
        ---

    Fixed (suggested):

        ---
        title: "12:30"
        authors:
          - name: "0x1F"
        categories:
          - "~"
        ---

    Bad (dialect=jekyll):

        ---
        title: ⟦C # basics⟧
        description: ⟦Newsletter #12⟧
        tags:
          - ⟦F #⟧
        ---

    Fixed (suggested):

        ---
        title: "C # basics"
        description: "Newsletter #12"
        tags:
          - "F #"
        ---

    Bad (dialect=hugo):

        ---
        title: ⟦1e3⟧
        tags: [⟦2.0⟧, no, 12:30, 1_000]
        ---

    Good: nothing is lost of these.

    Good:

        ---
        title: 2020
        tags: [1.5, 2020-01-02, "1.10", 42]
        categories:
          -
        ---

    Good: a real comment, and a mark.

    Good:

        ---
        title: The harbour #post title
        description: In short # 60 characters at most
        excerpt: One # stet: excerpt/length
        slug: C# basics
        weight: 1.10
        ---

    Good: a switch is no text.

    Good:

        ---
        title: The harbour
        layout: false
        excerpt: no
        ---

    The fix is only a suggestion: it makes text of what may have been meant as a number.
    """
    if post.document.format.name != "yaml":
        return
    for field, steps, value in suspects(post):
        yield from _misread(post, field, steps, value)
    for found in swallowed(post):
        yield Finding(
            found.span,
            f'the text ends at the #: it is read as "{shorten(found.entry.text)}"; put it in quotes',
            data={"text": found.text, "read": found.entry.text},
            fixes=(_quote(found.span, found.text),),
        )


def _misread(post: Post, field: Field, steps: tuple[Step, ...], value: object) -> Iterator[Finding]:
    entry = field.at(*steps)
    if entry.kind != "scalar" or entry.style != "plain" or has_properties(post.document, entry):
        return
    read = misreading(entry.text, value, post.site.dialect.yaml)
    if read is not None:
        key = field.path_of(*steps)
        yield Finding(
            entry.span,
            f'{key} is read as {read}, not as the text "{shorten(entry.text)}"; put it in quotes',
            data={"text": entry.text},
            fixes=(_quote(entry.span, entry.text),),
        )


def _quote(span: Span, text: str) -> Fix:
    return Fix(f"put {shorten(text, 40)} in quotes", (Edit(span, write_scalar(text, "double")),))
