"""schema/choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.edits import replace_text
from bylint.rule import RuleOptions, rule
from bylint_rules.schema._places import finding, is_text_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.diagnostic import Finding, Fix
    from bylint.formats import Entry
    from bylint.post import Post
    from bylint.schema import SchemaError


@rule(severity="error")
def choice(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """A value is none of those that the site's schema allows.

    A desk, a layout or a category that nothing knows gets no page, no template, no reader.

    Bad (schema={fields: {desk: {choices: [politics, culture]}}}):

        ---
        desk: ⟦poltics⟧
        ---

    Fixed (suggested):

        ---
        desk: politics
        ---

    Bad (dialect=jekyll, schema={fields: {country: {choices: ["no", "de"]}}}):

        ---
        country: ⟦no⟧
        ---

    Fixed (suggested):

        ---
        country: 'no'
        ---

    Bad (schema={fields: {desk: {choices: [politics, culture]}}}):

        ---
        desk: ⟦gardening⟧
        ---

    Good (schema={fields: {desk: {choices: [politics, culture]}}}):

        ---
        desk: culture
        ---

    Good (dialect=hugo, schema={fields: {country: {choices: ["no", "de"]}}}):

        ---
        country: no
        ---

    The fix is only a suggestion: the nearest choice need not be the one that was meant.
    """
    for error in post.schema_errors:
        if error.kind != "choice":
            continue
        entry = post.document.entry(*error.steps)
        if entry is None or isinstance(error.value, str) or entry.text not in error.data.get("choices", ()):
            yield finding(post, error, fixes=_nearest(post, error, entry))
        elif not is_text_here(post, error):
            read = f'{entry.step} is read as {str(error.value).lower()}, not as the text "{entry.text}"'
            fixes = replace_text(post.document, entry, entry.text, f"put {entry.text} in quotes")
            yield finding(post, error, message=f"{read}; put it in quotes", fixes=fixes)


def _nearest(post: Post, error: SchemaError, entry: Entry | None) -> tuple[Fix, ...]:
    meant = error.suggestion
    if entry is None or meant is None or not isinstance(error.value, str) or meant.isdigit():
        return ()  # digits may be a number among the choices, which a text cannot be
    return replace_text(post.document, entry, meant, f'write "{meant}"')
