"""The page of a report in a browser: charts, filters, sorting, paging, links, keys, dark, paper."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import bylint
from bylint.overview.page import write_page
from pages import ADDRESS, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Project
    from pages import Opened

pytestmark = pytest.mark.xdist_group("page")
"""One browser, and one page in it, for all of these."""


def test_it_opens_with_what_to_do_first(page: Opened) -> None:
    """The faults stand at the top as sentences with their counts, and a link leads to just these findings."""
    page.view()
    first = page.tab.locator(".first > li").first
    assert (
        first.locator(".sentence").inner_text()
        == "40 posts of 2014–2016 are credited to “webdesk”; the pages name 5 people."
    )
    assert "Ana Ruiz (8)" in first.inner_text()
    first.get_by_role("link").click()
    assert page.count().startswith("1–25 of 40 findings, filtered from ")
    assert all("webdesk" in row for row in page.rows())
    assert page.tab.evaluate("document.activeElement.id") == "findings"


def test_charts_are_drawn(page: Opened) -> None:
    """Each chart has marks with a size, an account of itself in words, and its numbers in a table."""
    page.view()
    for name, marks in (("time", ".mark-rect path"), ("credit", ".mark-path path"), ("fields", ".mark-rect path")):
        chart = page.tab.locator(f"#{name}-chart")
        assert chart.get_attribute("role") == "img"
        assert len(chart.get_attribute("aria-label")) > 20
        drawn = chart.locator(f"svg {marks}")
        assert drawn.count() > 4
        box = drawn.last.bounding_box()
        assert min(box["width"], box["height"]) > 0
        table = page.tab.locator(f"#{name} details")
        assert table.locator("tbody tr").count() >= 1
        assert chart.locator("> *").get_attribute("aria-hidden") == "true"


def test_the_numbers_of_the_chart_are_those_of_the_table(page: Opened) -> None:
    """A year's findings in the table below the chart add up to those that its link shows."""
    page.view()
    page.tab.locator("#time summary").click()
    row = page.tab.locator("#time tbody tr").first
    cells = row.locator("td").all_inner_texts()
    row.get_by_role("link").click()
    total = sum(int(each) for each in cells[1:])
    assert page.count().startswith(f"1–{total} of {total} findings")


def test_a_bar_leads_to_its_findings(page: Opened) -> None:
    """What is clicked on in a chart filters the table."""
    page.view()
    page.tab.locator("#time-chart svg .mark-rect path").first.click()
    page.tab.wait_for_url("**date=2014-**")
    assert all("2014-" in row for row in page.rows())
    page.view()
    bands = page.tab.locator("#credit-chart svg .mark-path path")
    bands.first.click(force=True)
    page.tab.wait_for_url("**#findings?**author=**")


def test_filters_narrow_the_table(page: Opened) -> None:
    """Rule, severity, section, author and year, alone and together; the choices say how many there are."""
    page.view()
    whole = int(page.count().split(" of ")[1].split()[0])
    page.choose("rule", "author/contradicts-byline")
    assert page.count().startswith("1–9 of 9 findings")
    page.choose("section", "culture")
    assert page.count().startswith("1–8 of 8 findings")
    page.choose("rule", "every rule")
    page.choose("author", "Jonas Adeyemi")
    page.choose("date", "2018")
    assert all("Jonas Adeyemi" in row and "2018-" in row for row in page.rows())
    page.choose("severity", "error")
    assert {row.split()[0] for row in page.rows()} == {"error"}
    page.tab.get_by_role("link", name="Clear all filters").click()
    assert page.count().startswith(f"1–25 of {whole} findings")
    assert page.tab.url == ADDRESS + "#findings?"


def test_search_finds_words_in_any_order_and_without_accents(page: Opened) -> None:
    """Titles, messages, source lines and paths are searched; words in quotes stand together."""
    page.view()
    box = page.tab.get_by_label("Search titles")
    box.fill("OPENS cafe")
    page.shows("1–1 of 1 finding,")
    assert "Café Zoë opens" in page.rows()[0]
    box.fill("sorensen")
    page.shows("1–1 of 1 finding,")
    box.fill('"by ben okafor" play')
    page.shows("1–8 of 8 findings")
    box.fill("no such words")
    page.shows("0 findings")
    assert page.rows() == []
    box.fill("")
    page.shows("1–25 of")


def test_columns_sort_both_ways(page: Opened) -> None:
    """A head sorts, and once more the other way; which one it is stands in aria-sort."""
    page.view()
    head = page.head("date")
    assert page.tab.locator("[aria-sort]").get_attribute("data-sort") == "severity"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    days = page.tab.locator("#rows .date").all_inner_texts()
    assert days == sorted(days)
    assert days[0] == "2014-01-11"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    days = page.tab.locator("#rows .date").all_inner_texts()
    assert days == sorted(days, reverse=True)
    assert days[0] == "2019-06-05"
    assert page.tab.locator("[aria-sort]").count() == 1
    page.head("author").get_by_role("button").click()
    names = page.tab.locator("#rows .author").all_inner_texts()
    assert names[0] == "Jonas Adeyemi"


def test_pages_turn(page: Opened) -> None:
    """Every finding is on one page; a page holds as many as is asked for."""
    page.view()
    seen = page.rows()
    assert len(seen) == 25
    assert page.tab.get_by_role("button", name="Previous").is_disabled()
    turn = page.tab.get_by_role("button", name="Next")
    while turn.is_enabled():
        turn.click()
        seen += page.rows()
    whole = int(page.count().split(" of ")[1].split()[0])
    assert len(seen) == whole
    assert f"page={-(-whole // 25)}" in page.tab.url
    page.tab.select_option("#size", "100")
    assert len(page.rows()) == whole
    assert page.tab.inner_text("#page-told") == "Page 1 of 1"


def test_a_view_has_an_address(page: Opened) -> None:
    """A link opens the filters, the order and the page that it was copied from, and Back goes back."""
    page.go("#findings?severity=error&sort=date&order=descending&page=2")
    assert page.count().startswith("26–")
    assert page.tab.input_value("select[name=severity]") == "=error"
    assert page.head("date").get_attribute("aria-sort") == "descending"
    page.choose("date", "2018")
    assert "date=2018" in page.tab.url
    page.tab.go_back()
    page.shows("26–")
    assert page.tab.input_value("select[name=date]") == ""


def test_a_finding_has_an_address(page: Opened) -> None:
    """It opens on that finding alone, marked."""
    page.view("#findings?rule=excerpt/link-only")
    own = page.tab.locator("#rows tr").nth(3).locator("a.own")
    row = page.rows()[3]
    page.go(own.get_attribute("href"))
    assert page.rows() == [row]
    assert page.tab.locator("#rows tr.chosen").count() == 1


@pytest.mark.parametrize(
    "view", ["#findings?rule=none/such&page=99&sort=x&size=7&date=9999..0", "#findings?%E0%A4%A", "#first", "#nothing"]
)
def test_any_address_opens(page: Opened, view: str) -> None:
    """An address that means nothing leaves the page whole."""
    page.go(view)
    assert "findings" in page.count()
    assert page.errors == []


def test_both_ends_are_shown_where_they_stand(page: Opened) -> None:
    """The lines of both ends, in the page's order, with what is meant marked, and links to file and line."""
    page.view('#findings?q="play in 3 acts"&rule=author/contradicts-byline')
    row = page.tab.locator("#rows tr")
    assert row.count() == 1
    assert row.locator(".evidence mark").all_inner_texts() == ["Jonas Adeyemi", "Ben Okafor"]
    assert row.locator(".evidence code").all_inner_texts() == ["author: Jonas Adeyemi", "_by Ben Okafor_"]
    assert row.locator(".what").inner_text() == "the byline"
    path = "content/culture/2018-04-03-play-3.md"
    hrefs = [each.get_attribute("href") for each in row.locator("a[target=_blank]").all()]
    assert hrefs == [f"https://git.example/harbour/src/main/{path}#L{line}" for line in (4, 7, 4)]
    assert {each.get_attribute("rel") for each in row.locator("a[target=_blank]").all()} == {"noopener noreferrer"}


def test_keys_are_enough(page: Opened) -> None:
    """From the top by keys alone: skip, search, filter, sort, turn the page; the focus is always seen."""
    page.go()
    keys = page.tab.keyboard
    keys.press("Tab")
    assert page.tab.evaluate("document.activeElement.textContent") == "Skip to the findings"
    assert page.tab.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    keys.press("Enter")
    keys.press("Tab")
    assert page.tab.evaluate("document.activeElement.id") == "words"
    assert page.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keys.type("play")
    page.shows("1–16 of 16 findings")
    keys.press("Tab")
    assert page.tab.evaluate("document.activeElement.id") == "rule"
    keys.type("excerpt")
    page.shows("1–8 of 8 findings")
    for _ in range(12):
        keys.press("Tab")
        if page.tab.evaluate("document.activeElement.textContent") == "Published":
            break
    keys.press("Enter")
    assert page.head("date").get_attribute("aria-sort") == "ascending"
    keys.press("Space")
    assert page.head("date").get_attribute("aria-sort") == "descending"
    page.view()
    page.tab.get_by_role("button", name="Next").focus()
    keys.press("Enter")
    assert page.count().startswith("26–")


def test_a_screen_reader_finds_its_way(page: Opened) -> None:
    """Landmarks, headings in order, named tables and filters; the count speaks when it changes."""
    page.view()
    for role in ("banner", "main", "contentinfo", "search"):
        assert page.tab.get_by_role(role).count() == 1, role
    assert page.tab.get_by_role("navigation").count() == 2
    levels = page.tab.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((each) => Number(each.tagName[1]))")
    assert levels[0] == 1
    assert set(levels[1:]) <= {2, 3}
    assert page.tab.get_by_role("table", name="All findings").count() == 1
    assert page.tab.locator("#rows").get_by_role("row").count() == 25
    for label in ("Rule", "Severity", "Section", "Credited author", "Published in", "Findings on a page"):
        assert page.tab.get_by_label(label, exact=True).count() == 1
    assert page.tab.locator("#count").get_attribute("aria-live") == "polite"
    assert page.tab.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(open_page: Callable[..., Opened], page_file: Path, scheme: str, width: int) -> None:
    """No fault that axe-core knows of, with all tables open, in the colours of day and night, wide and narrow."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not here")
    view = "#findings?rule=author/contradicts-byline"
    opened = open_page(page_file, view, color_scheme=scheme, viewport={"width": width, "height": 800})
    opened.tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = axe.Axe().run(opened.tab).response
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert opened.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_dark_and_paper_have_colours_of_their_own(page: Opened) -> None:
    """Charts follow without being drawn again."""
    page.view()
    colours = "[document.body, document.querySelector('.mark-rect path')].map((each, at) => getComputedStyle(each)[at ? 'fill' : 'backgroundColor'])"
    seen = []
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("dark", "print")):
        page.tab.emulate_media(color_scheme=scheme, media=media)
        seen.append(page.tab.evaluate(colours))
    page.tab.emulate_media(color_scheme="light", media="screen")
    light, dark, paper = seen
    assert light[0] != dark[0]
    assert light[1] != dark[1]
    assert paper[0] == "rgb(255, 255, 255)"
    assert paper[1] != dark[1]


def test_on_paper_only_what_can_be_read_there(page: Opened) -> None:
    """No filters, no buttons; charts and up to 100 findings; on the screen all is as before."""
    page.view()
    page.tab.emulate_media(media="print")
    assert not page.tab.locator("form.search").is_visible()
    assert not page.tab.locator("nav.paging").is_visible()
    assert page.tab.locator("#time-chart svg").is_visible()
    page.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 25 < len(page.rows()) <= 100
    page.tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(page.rows()) == 25
    made = page.tab.pdf(format="A4")
    page.tab.emulate_media(media="screen")
    assert made.startswith(b"%PDF-")
    assert len(made) > 20_000


def test_nothing_leaves_the_page(page: Opened) -> None:
    """It asks for itself and for nothing else, whatever is done in it, and its policy has nothing to refuse."""
    page.view()
    page.choose("rule", "author/generic-account")
    page.tab.locator("#time-chart svg .mark-rect path").first.hover()
    assert page.tab.locator(".tip").is_visible()
    page.tab.locator("#rows a.own").first.click()
    assert page.asked == [ADDRESS]
    assert page.refused() == []
    assert page.errors == []


def test_it_opens_as_a_file(browser: Any, page_file: Path) -> None:
    """From a disk, with an address inside the page."""
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{page_file.as_uri()}#findings?rule=author/contradicts-byline")
    tab.wait_for_selector("html[data-state=ready]", state="attached")
    assert tab.inner_text("#count").startswith("1–9 of 9 findings")
    tab.select_option("select[name=severity]", "=error")
    assert "severity=error" in tab.url
    assert len(asked) == 1
    tab.close()


def test_without_scripts_the_figures_are_there(browser: Any, page_file: Path) -> None:
    """What to do first, rankings and tables need no script; the table of findings says that it does."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(page_file.as_uri())
    assert "40 posts of 2014–2016" in tab.inner_text(".first")
    assert tab.locator(".ranking .bar rect").count() > 3
    assert tab.locator("noscript").inner_text().startswith("The table of findings")
    context.close()


def test_an_earlier_run_is_compared_with(open_page: Callable[..., Opened], archive: Project, tmp_path: Path) -> None:
    """What is new, what is still there, and what is fixed; the latter is shown only when asked for."""
    earlier = tmp_path / "earlier.json"
    assert archive.run("report", "--format", "json", "--output", str(earlier), "content").code == 0
    said = json.loads(earlier.read_text())
    rule = "excerpt/link-only"
    gone = next(each for each in said["findings"] if each["rule"] == rule)
    said["findings"] = [each for each in said["findings"] if each["rule"] != "author/contradicts-byline"]
    said["findings"].append({**gone, "fingerprint": "0" * 32, "message": "something that was <mended>"})
    earlier.write_text(json.dumps(said))
    opened = open_page(report(archive, "compared.html", "--compare", str(earlier)))
    assert "9\nnew" in opened.tab.inner_text(".standing")
    assert "1\nfixed" in opened.tab.inner_text(".standing")
    opened.choose("status", "new")
    assert opened.count().startswith("1–9 of 9 findings")
    assert all("new" in row for row in opened.rows())
    opened.choose("status", "fixed")
    assert opened.count().startswith("1–1 of 1 finding,")
    assert "something that was <mended>" in opened.rows()[0]
    opened.tab.get_by_role("link", name="Clear all filters").click()
    assert "something that was" not in "".join(opened.rows())


def test_a_table_that_is_cut_says_so(open_page: Callable[..., Opened], archive: Project, tmp_path: Path) -> None:
    """How many findings it holds, and of how many; those it holds are the worst."""
    with bylint.Report.of(folder=archive.folder) as made, (tmp_path / "cut.html").open("w", encoding="utf-8") as out:
        write_page(made, out, most=30)
        whole = made.summary.by_severity.total()
    opened = open_page(tmp_path / "cut.html")
    assert opened.tab.inner_text("#cut").startswith(f"The table holds the 30 worst of {whole} findings.")
    assert opened.count() == "1–25 of 30 findings"
