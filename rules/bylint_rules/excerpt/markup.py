"""Markup in a value that is shown as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bylint.diagnostic import Finding, Fix
from bylint.edits import replace_text
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten
from bylint_rules.excerpt._fields import is_text, texts
from bylint_rules.excerpt._markup import Mark, marks, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Field, Post


class Options(RuleOptions):
    """What the site's templates do."""

    markdown: Literal["auto", "text", "rendered"] = option(
        "auto",
        description="what the templates do with Markdown in these fields: show it as `text`, have it `rendered`, or"
        " `auto`: what the generator is known for. A description is text (but Jekyll's tags render it), an excerpt or a"
        " summary may be rendered",
    )


@rule(Options, severity="warning")
def markup(post: Post, options: Options) -> Iterator[Finding]:
    """The excerpt, summary or description holds markup: HTML, entities, shortcodes, or Markdown that nobody renders.

    Search results, link previews and most feeds show these fields as plain text, so that readers see the tags.

    Bad:

        ---
        excerpt: ⟦"<p>The mill opens <strong>on Sunday</strong>&nbsp;&ndash; free of charge.</p>"⟧
        ---

    Fixed (suggested):

        ---
        excerpt: "The mill opens on Sunday\N{NO-BREAK SPACE}– free of charge."
        ---

    Shortcodes are not run in metadata, whatever the generator. A "read more" link after the text goes with its label.

    Bad:

        ---
        summary: ⟦'The mill opens on Sunday. [Read more](/mill/)'⟧
        excerpt: ⟦The mill {{< abbr title="built 1840" >}} opens on Sunday.⟧
        ---

    Fixed (suggested):

        ---
        summary: 'The mill opens on Sunday.'
        excerpt: The mill opens on Sunday.
        ---

    Markdown is markup in a description. In an excerpt or a summary it is left alone, since themes render it, unless the
    option says that the site's do not.

    Bad:

        ---
        description: ⟦'The *old* mill, **restored** by [its friends](https://example.org/friends).'⟧
        ---

    Fixed (suggested):

        ---
        description: 'The old mill, restored by its friends.'
        ---

    Good:

        ---
        excerpt: The *old* mill, **restored** by [its friends](https://example.org/friends).
        ---

    Good (dialect=jekyll):

        ---
        description: The *old* mill, **restored** by [its friends](https://example.org/friends).
        ---

    Bad (markdown=text):

        ---
        excerpt: ⟦The **old** mill opens on Sunday.⟧
        ---

    Fixed (suggested):

        ---
        excerpt: The old mill opens on Sunday.
        ---

    Good (markdown=rendered):

        ---
        description: The **old** mill opens on Sunday.
        ---

    Not every bracket is markup: the name of an element, in back-ticks or bare, a comparison, a type, a heart.

    Good:

        ---
        title: How we build
        description: The `<video>` and <audio> elements, List<String>, x < y && y > 2, R&D, 5* hotels, we <3 __init__
        ---

    The fix is only a suggestion: a link may be worth keeping in the text as words.
    """
    for field, value in texts(post):
        found = [mark for mark in marks(value) if _is_shown(mark, field, post, options)]
        if not found or not is_text(post, value):
            continue
        notations = sorted({mark.notation for mark in found})
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        first = f'"{shorten(found[0].text, 40)}"'
        yield Finding(
            field.span,
            f"{field.key} holds {' and '.join(notations)}, {first}{more}, where plain text belongs",
            data={field.name: shorten(value, 500), "markup": notations},
            fixes=_without(post, field, value),
        )


def _is_shown(mark: Mark, field: Field, post: Post, options: Options) -> bool:
    """Whether readers see a mark as it is written."""
    if mark.notation != "Markdown" or mark.is_junk or options.markdown == "text":
        return True
    return options.markdown == "auto" and field.name == "description" and post.site.dialect.name != "jekyll"


def _without(post: Post, field: Field, value: str) -> tuple[Fix, ...]:
    plain = plain_text(value)
    if not plain or marks(plain) or not is_text(post, plain):
        return ()
    return replace_text(post.document, field.entry, plain, f'set {field.key} to "{shorten(plain)}"')
