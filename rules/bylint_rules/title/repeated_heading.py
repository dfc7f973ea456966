"""A heading that says the title again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bylint.diagnostic import Finding, Related
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten
from bylint_rules.title._heading import first_heading, is_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

_TAKEN_OUT = frozenset({"docusaurus", "mkdocs"})
"""Generators that show one of the two: Docusaurus takes the heading of a blog post out of its body
(https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#title), MkDocs shows the title in the navigation
(https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data)."""


class Options(RuleOptions):
    """What the site's templates do."""

    title_rendered: Literal["auto", "shown", "hidden"] = option(
        "auto",
        description="whether the templates show the title above the body: `shown`, `hidden`, or `auto`: shown, but for"
        " Docusaurus and MkDocs",
    )


@rule(Options, severity="warning", default=False)
def repeated_heading(post: Post, options: Options) -> Iterator[Finding]:
    """The body begins with a heading that says the title again.

    Most templates show the title above the body, and readers see it twice. Off by default: some sites' templates do
    not, and the heading is then the only one.

    Bad:

        ---
        title: ⟦A new pier⟧
        ---
        # ⟨A New Pier⟩

        It opens on Sunday.

    Good:

        ---
        title: A new pier
        ---
        It opens on Sunday.

        # A new pier

    Good (title_rendered=hidden):

        ---
        title: A new pier
        ---
        # A new pier

    Good (path=blog/pier.md, dialect=docusaurus):

        ---
        title: A new pier
        ---
        # A new pier

    Bad (title_rendered=shown, path=blog/pier.md, dialect=docusaurus):

        ---
        title: ⟦A new pier⟧
        ---
        # ⟨A new pier⟩
    """
    if options.title_rendered == "hidden" or (
        options.title_rendered == "auto" and (post.site.dialect.name in _TAKEN_OUT or post.markup == "asciidoc")
    ):
        return
    title = post.title
    if title is None or not isinstance(title.value, str) or not title.value:
        return
    heading = first_heading(post)
    if heading is None or not is_same(title.value, heading.text, post.site.settings.title):
        return
    yield Finding(
        title.span,
        f'the title "{shorten(title.value)}" is said again by the heading "{shorten(heading.text)}"',
        related=(Related(heading.span, "the heading"),),
        data={"title": title.value, "heading": heading.text},
    )
