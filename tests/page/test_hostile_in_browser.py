"""What posts say stays text, whatever it looks like: in the browser, with an eye on all that runs and all that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages import ADDRESS, LONG, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Project
    from pages import Opened

pytestmark = pytest.mark.xdist_group("hostile page")
"""One browser, and one page in it, for all of these."""


@pytest.fixture(scope="module")
def hostile_file(hostile: Project) -> Path:
    """The hostile archive's page."""
    return report(hostile, "hostile.html")


@pytest.fixture(scope="module")
def hostile_page(open_page: Callable[..., Opened], hostile_file: Path) -> Opened:
    """The same in the browser."""
    return open_page(hostile_file, "#findings?size=100")


def test_nothing_runs(hostile_page: Opened) -> None:
    """No script but the page's own, no handler, no dialog, nothing asked for and nothing for the policy to refuse."""
    tab = hostile_page.tab
    assert len(hostile_page.rows()) > 20
    tab.evaluate(
        "document.querySelectorAll('body *').forEach((each) => each.dispatchEvent(new MouseEvent('mouseover')))"
    )
    assert tab.evaluate("typeof window.pwned") == "undefined"
    assert (
        tab.evaluate(
            "document.querySelectorAll('img, iframe, object, embed, h1 h1, #rows script, #rows style, #rows b').length"
        )
        == 0
    )
    handlers = "[...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]).filter((each) => each.name.startsWith('on')).length"
    assert tab.evaluate(handlers) == 0
    assert (
        tab.evaluate("[...document.links].filter((each) => !['http:', 'https:'].includes(each.protocol)).length") == 0
    )
    assert hostile_page.asked == [ADDRESS]
    assert hostile_page.refused() == []
    assert hostile_page.errors == []


def test_what_was_written_is_what_is_read(hostile_page: Opened) -> None:
    """Markup is shown as it was typed; what cannot be seen is an escape."""
    shown = hostile_page.tab.inner_text("#rows")
    for text in (
        "<script>window.pwned = 1</script>",
        "</script><script>window.pwned = 2</script>",
        "--><svg onload=window.pwned=4>",
        "{{ 7 * 7 }} ${7 * 7} {% raw %}",
        "]]></title></style><style>body{display:none}</style>",
        "&lt;b&gt; &amp; <b>bold</b>",
        "abc\\u202e\\u2066 drowssap \\u2069fed",
        "nothing",
        "half \ufffd a pair",
    ):
        assert text in shown
    assert not set(shown) & {"\u202e", "\u2066", "\0"}
    assert hostile_page.tab.inner_text("h1") == "<h1 id=x>archive<!--"


def test_a_long_title_is_cut(hostile_page: Opened, hostile_file: Path) -> None:
    """Ten thousand characters become a line or two."""
    assert len(LONG) > 10_000
    cells = hostile_page.tab.locator("#rows td:nth-child(3)").all_inner_texts()
    assert max(map(len, cells)) < 400
    assert any(cell.startswith("A long title A long title") and "…" in cell for cell in cells)
    assert hostile_page.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert LONG[:400] not in hostile_file.read_text(encoding="utf-8")


def test_hostile_names_can_be_filtered_by(hostile_page: Opened) -> None:
    """A name of any letters is a choice, has an address, and finds its own."""
    hostile_page.go("#findings?size=100")
    names = hostile_page.tab.locator("select[name=author] option").all_inner_texts()
    name = next(each for each in names if "Quote" in each)
    hostile_page.tab.select_option("select[name=author]", label=name)
    rows = hostile_page.rows()
    assert rows
    assert all("Quote" in row for row in rows)
    hostile_page.tab.reload()
    hostile_page.ready()
    assert hostile_page.rows() == rows


def test_a_hostile_address_changes_nothing(hostile_page: Opened) -> None:
    """What stands in the address is shown as text, too."""
    hostile_page.go(
        '#findings?about=<img src=x onerror="window.pwned=10">&q=<script>window.pwned=11</script>&author=</select><h2>x'
    )
    assert hostile_page.count().startswith("0 findings")
    assert hostile_page.tab.evaluate("typeof window.pwned") == "undefined"
    assert hostile_page.tab.evaluate("document.querySelectorAll('img').length") == 0
    assert hostile_page.tab.input_value("#words") == "<script>window.pwned=11</script>"
    assert hostile_page.refused() == []
