"""The summary in Markdown, as GitHub renders it."""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

from bylint.report.markdown import LONGEST
from bylint.source import Source
from reports import (
    HOSTILE,
    checked,
    diagnostic,
    elsewhere,
    fix,
    hostile_results,
    made,
)


class Page(HTMLParser):
    """A rendered page: its tags, and the text in `<code>` and outside."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.inside: list[str] = []
        self.outside = ""
        self._in_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs in ([], [("align", "right")])
        self.tags.append(tag)
        if tag == "code":
            assert not self._in_code
            self._in_code = True
            self.inside.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.inside[-1] += data
        else:
            self.outside += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def rendered(text: str) -> Page:
    """As GitHub renders it."""
    return Page(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


@hostile_results
def test_what_posts_say_is_no_markup_on_a_page(found) -> None:
    """It stands in `<code>`, where there are no mentions, no references, no links and no images either."""
    page = rendered(made("markdown", *found, notices=HOSTILE[:10]))
    assert set(page.tags) <= {"h3", "table", "tr", "th", "td", "b", "br", "code", "ul", "li", "p", "thead", "tbody"}
    assert not set(page.outside) & set("@#<>`[]*_|")
    assert "evil" not in page.outside
    said = [" ".join(d.message.split()) for result in found for d in result.diagnostics]
    for message in said:
        if message.isprintable() and 0 < len(message) < 300:
            assert message in page.inside


def test_a_summary_is_never_too_long_for_a_comment() -> None:
    """With the longest texts, the most rules and more diagnostics than are shown."""
    source = Source("é" * 5_000 + ".md", "x")
    long = "<&\u202e中" * 5_000
    ends = tuple(elsewhere(long, long) for _ in range(100))
    found = [
        diagnostic(
            source,
            "x",
            f"group/{'r' * 60}-{n}",
            message=long,
            related=ends,
            fixes=(fix(source, ("x", long), title=long),) * 9,
        )
        for n in range(100)
    ]
    text = made("markdown", checked(source, *found), notices=(long,) * 100)
    assert len(text.encode("utf-8")) <= LONGEST
    page = rendered(text)
    shown = page.outside.count("error") - 1
    assert f"and {100 - shown} more" in page.outside
