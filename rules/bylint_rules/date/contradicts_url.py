"""date/contradicts-url."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.dates import gap
from bylint.dates.moment import NEVER_A_FINDING
from bylint.diagnostic import Finding, Related
from bylint.publication import may_be_an_events, read_address
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def contradicts_url(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The date field and the day in the post's address differ.

    The address is what others have linked to, and the day in it is what readers see before they open the page.

    Bad:

        ---
        title: The lighthouse
        date: ⟦2014-10-15⟧
        url: ⟨/2014/11/15/the-lighthouse/⟩
        ---

    Bad (path=content/posts/2014-10-15-the-lighthouse.md, dialect=hugo):

        ---
        title: The lighthouse
        date: ⟦2014-10-15⟧
        url: ⟨/news/2012/03/the-lighthouse/⟩
        ---

    Good: the day in the west, and a day that is an event's.

    Good:

        ---
        title: The lighthouse
        date: 2014-11-16T03:30:00Z
        url: /2014/11/15/the-lighthouse/
        ---

    Good:

        ---
        title: The lighthouse
        date: 2014-10-15
        url: /open-day-2014-11-15/
        ---

    Good: an address made from the date, and another site's.

    Good:

        ---
        title: The lighthouse
        date: 2014-10-15
        permalink: /:year/:month/:title/
        canonical_url: https://example.com/2013/01/02/the-lighthouse/
        ---
    """
    address = post.url or post.slug
    if address is None or post.date is None:
        return
    said = read_address(post)
    if said is None or (gap(post.moment.reaches, said.reaches) or 0) < NEVER_A_FINDING:  # as of most posts
        return
    told = post.publication
    dated, url = told.source("date"), told.source("url")
    if dated is None or url is None or not told.differ(dated, url):
        return
    if may_be_an_events(post, dated, url):
        return
    yield Finding(
        post.date.span,
        told.compared(dated, url),
        related=(Related(address.span, "the URL"),),
        data={"date": dated.shown, "url": url.shown},
    )
