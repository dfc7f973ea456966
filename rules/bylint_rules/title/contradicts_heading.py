"""A title that is nearly the heading of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding, Related
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.title._heading import difference, first_heading, is_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def contradicts_heading(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The title and the heading that the body begins with are nearly the same, but not quite.

    One of them was changed and the other was not: a release was renamed, a slip corrected, a post copied from an older
    one. Lists, feeds and search results say the title, the page says both.

    Bad:

        ---
        title: ⟦The harbour report for 2023⟧
        ---
        # ⟨The harbour report for 2024⟩

        More ships came than ever.

    Bad:

        ---
        title: ⟦A new timetabel for the night ferry⟧
        ---
        <h1>⟨A new timetable for the night ferry⟩</h1>

    Case, punctuation, markup, entities and the site's own name are no difference.

    Good (site={title: Harbour Post}):

        ---
        title: "Ships &amp; sails – don't miss the Regatta | Harbour Post"
        ---
        # Ships and *sails*: Don’t miss the regatta!

    A heading that says more or less than the title is a matter of room, and one that says something else begins a
    section. Only the first thing of a body counts, and only a heading of the first level.

    Good:

        ---
        title: Harbour report
        ---
        # Harbour report: more ships than ever

    Good:

        ---
        title: The harbour report for 2023
        ---
        # What is new

    Good:

        ---
        title: The harbour report for 2023
        ---
        Last year's report was longer.

        # The harbour report for 2022
    """
    del options
    title = post.title
    if title is None or not isinstance(title.value, str) or not title.value:
        return
    heading = first_heading(post)
    if heading is None or is_same(title.value, heading.text, post.site.settings.title):
        return
    found = difference(title.value, heading.text)
    if found is None:
        return
    yield Finding(
        title.span,
        f'title says "{shorten(title.value)}", but the heading says "{shorten(heading.text)}":'
        f' "{found.title}" is not "{found.heading}"',
        related=(Related(heading.span, "the heading"),),
        data={"title": title.value, "heading": heading.text},
    )
