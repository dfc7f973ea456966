"""schema/type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.rule import RuleOptions, rule
from bylint_rules.frontmatter._scalars import misreading, suspects
from bylint_rules.schema._places import finding, is_computed, is_text_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.diagnostic import Finding
    from bylint.formats import Step
    from bylint.post import Post


@rule(severity="error")
def type_(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A value is of a type that its field cannot have.

    A list where a text belongs, a word where a date belongs: generators stop, or print the value's insides on the page.
    The canonical fields have types of their own; a site's schema may declare more.

    Bad:

        ---
        title: ⟦[The harbour, A chronicle]⟧
        date: ⟦soon⟧
        draft: ⟦maybe⟧
        ---

    Bad (schema={fields: {event: {type: mapping}, weight: {type: integer}}}):

        ---
        event: ⟦Town hall⟧
        weight: ⟦heavy⟧
        ---

    Good:

        ---
        title: 2020
        date: 2020-01-02
        author: [Ana Ruiz, Ben Okafor]
        draft: true
        weight: heavy
        ---

    Good: an unquoted `no` is told by frontmatter/yaml-trap, or is text to begin with.

    Good:

        ---
        lang: no
        ---

    Good: code in R Markdown and Quarto, which gives the value when the post is made.

    Good (path=posts/a.Rmd):

        ---
        date: "`r Sys.Date()`"
        ---

    Good (path=posts/a.qmd):

        ---
        date: last-modified
        ---

    Good (dialect=hugo, schema={fields: {country: {type: string}}}):

        ---
        country: no
        ---
    """
    trapped: set[tuple[Step, ...]] | None = None
    for error in post.schema_errors:
        if error.kind != "type" or is_text_here(post, error) or is_computed(post, error):
            continue
        if trapped is None:
            trapped = set(_trapped(post))
        if not any(steps[: len(error.steps)] == error.steps for steps in trapped):
            yield finding(post, error)


def _trapped(post: Post) -> Iterator[tuple[Step, ...]]:
    """The places that frontmatter/yaml-trap speaks of."""
    for field, steps, value in suspects(post):
        entry = field.at(*steps)
        if entry.style == "plain" and misreading(entry.text, value, post.site.dialect.yaml) is not None:
            yield (*field.steps, *steps)
