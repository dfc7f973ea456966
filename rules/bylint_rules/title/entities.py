"""HTML entities in a title or a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.edits import replace_text
from bylint.rule import RuleOptions, rule
from bylint.schema import SINGULAR
from bylint.text import listing, shorten
from bylint_rules.title._tags import entities as entities_in
from bylint_rules.title._tags import is_about, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.formats import Step
    from bylint.post import Field, Post


_ANGLES = frozenset({"&lt;", "&gt;"})
"""What a title needs to name an element where templates show titles without escaping them."""


@rule(severity="warning")
def entities(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The title, or a tag, category or series, holds an HTML entity such as `&amp;` or `&#8217;`.

    Exporters write text as HTML has it. Templates escape it again, and readers see the codes in lists, feeds, search
    results and in the browser's tab.

    Bad:

        ---
        title: ⟦Ships &amp; sails&#8217; day⟧
        tags: [⟦R&amp;D⟧, harbour]
        ---

    Fixed (suggested):

        ---
        title: Ships & sails’ day
        tags: [R&D, harbour]
        ---

    A blank at which no line may be broken stays one, U+00A0, as French has it before a colon.

    Bad:

        ---
        title: ⟦"Capitaine&nbsp;: Ana  Ruiz"⟧
        ---

    Fixed (suggested):

        ---
        title: "Capitaine\N{NO-BREAK SPACE}: Ana  Ruiz"
        ---

    An entity in back-ticks, and one that the body shows as code, is what the post is about.

    Good:

        ---
        title: When `&nbsp;` is wrong
        ---

    Good:

        ---
        title: What &shy; does
        ---
        Put `&shy;` where a word may be parted.

    Good:

        ---
        title: Q&A with AT&T; more tomorrow
        ---

    A title with nothing but `&lt;` and `&gt;` names an element, and some templates show titles without escaping them.

    Good:

        ---
        title: The &lt;video&gt; element
        ---

    The fix is only a suggestion: such a template needs an entity where the title says `<`.
    """
    del options
    title = post.title
    if title is not None and isinstance(title.value, str):
        yield from _look_at(post, title, title.value)
    for field in (post.tags, post.categories, post.series):
        if field is not None:
            yield from _terms(post, field)


def _terms(post: Post, field: Field) -> Iterator[Finding]:
    if isinstance(field.value, str):
        yield from _look_at(post, field, field.value)
    elif isinstance(field.value, list):
        for at, term in enumerate(field.value):
            if isinstance(term, str):
                yield from _look_at(post, field, term, at)


def _look_at(post: Post, field: Field, text: str, *steps: Step) -> Iterator[Finding]:
    found = entities_in(text)
    if not found or _ANGLES.issuperset(found) or is_about(post, found):
        return
    plain = resolved(text)
    if text == text.strip():
        plain = plain.strip()  # a blank that an entity was parts no words there
    entry = field.at(*steps)
    known = list(dict.fromkeys(found))
    fixes = () if not plain.strip() else replace_text(post.document, entry, plain, f'write "{shorten(plain)}"')
    yield Finding(
        entry.span,
        f'"{shorten(text)}" in {field.key} holds {"an HTML entity" if len(known) == 1 else "HTML entities"},'
        f" {listing(known[:3])}, where plain text belongs",
        data={SINGULAR.get(field.name, field.name): shorten(text, 300), "entities": known},
        fixes=fixes,
    )
