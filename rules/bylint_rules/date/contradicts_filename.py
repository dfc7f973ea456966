"""date/contradicts-filename."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates import gap
from bylint.dates.moment import NEVER_A_FINDING
from bylint.diagnostic import Finding, Severity
from bylint.publication import may_be_an_events
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post
    from bylint.publication import Publication, Source

_DATE_DECIDES = frozenset({"jekyll", "zola", "eleventy", "pelican", "mkdocs", "hexo"})
"""Generators that make lists and addresses by the date of front matter: only writers see the day of the file name."""


@rule(severity="warning")
def contradicts_filename(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The date field and the day in the file name, or in the folders, differ.

    Which of them readers see depends on the generator: one may sort by the date and publish at an address that has the
    other. Writers look for a post by the day in its name. Where the generator uses the date alone, and no other source
    takes the file's side, it is only for information.

    Bad (path=content/posts/2014-11-15-the-lighthouse.md, dialect=hugo):

        ---
        title: The lighthouse
        date: ⟦2014-10-15⟧
        ---

    Bad (path=posts/2014/11/15/the-lighthouse.md):

        ---
        title: The lighthouse
        date: ⟦2014-10-15⟧
        ---

    Bad (path=_posts/2014-11-15-the-lighthouse.md, dialect=jekyll):

        ---
        title: The lighthouse
        date: ⟦2014-10-15 10:00:00 +0100⟧
        permalink: /2014/11/15/lighthouse/
        ---

    In the west it was still the 15th.

    Good (path=content/posts/2014-11-15-the-lighthouse.md, dialect=hugo):

        ---
        title: The lighthouse
        date: 2014-11-16T03:30:00Z
        ---

    A folder of months is weak evidence: a post is begun in one and published in the next. A day that the title names is
    the day of what the post is about.

    Good (path=posts/2014/11/the-lighthouse.md):

        ---
        title: The lighthouse
        date: 2014-12-15
        ---

    Good (path=posts/2014-11-15-open-day.md):

        ---
        title: Open day on November 15, 2014
        date: 2014-11-01
        ---
    """
    facts = post.path_facts
    if (facts.date is None and facts.month is None) or post.date is None:
        return
    if facts.date is not None and (gap(post.moment.reaches, ((facts.date, facts.date),)) or 0) < NEVER_A_FINDING:
        return  # as of most posts
    told = post.publication
    dated, path = told.source("date"), told.source("filename", "directory")
    if dated is None or path is None or not told.differ(dated, path):
        return
    if may_be_an_events(post, dated, path):
        return
    yield Finding(
        post.date.span,
        told.compared(dated, path),
        data={"date": dated.shown, "filename": path.shown},
        severity=_severity(post, told, dated, path),
    )


def _severity(post: Post, told: Publication, dated: Source, path: Source) -> Severity:
    if told.agreeing(path, dated) or path.name == "directory":
        return "warning"
    return "info" if post.site.dialect.name in _DATE_DECIDES else "warning"
