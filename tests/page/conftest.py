"""A browser for the tests of the page, and pages for it: of a project as writers leave it, and as an attacker may."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Project
from pages import (
    ADDRESS,
    ARGUMENTS,
    BROWSERS,
    HOSTILE_AUTHORS,
    HOSTILE_TITLES,
    LINKS,
    WATCH,
    WRITERS,
    Opened,
    post,
    report,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as the system has it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright, which drives the browser, is not here")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def open_page(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a file as a page of the web, where every request is seen and none but that for the page is answered."""
    contexts: list[Any] = []

    def open_file(file: Path, view: str = "", **settings: Any) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.tab.set_default_timeout(15_000)
        content = file.read_bytes()

        def answer(route: Any) -> None:
            opened.asked.append(route.request.url)
            if route.request.url.partition("#")[0] == ADDRESS:
                route.fulfill(body=content, content_type="text/html; charset=utf-8")
            else:
                route.abort()

        context.route("**/*", answer)
        opened.tab.add_init_script(WATCH)
        opened.tab.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.tab.on("console", lambda said: opened.errors.append(said.text) if said.type == "error" else None)
        opened.tab.on("dialog", lambda dialog: (opened.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        opened.go(view)
        return opened

    yield open_file
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small town's paper: many posts are credited to an account, some to the wrong man, some have an empty excerpt."""
    project = Project(tmp_path_factory.mktemp("archive") / "harbour")
    project.write("bylint.toml", 'dialect = "hugo"\ncontent = ["content/**"]\n[people]\naccounts = ["webdesk"]\n')
    (project.folder / ".git").mkdir()
    for number in range(40):
        writer = WRITERS[number % 5]
        day = f"{2014 + number // 16}-{number % 12 + 1:02}-11"
        section = "news" if number % 4 else "culture"
        project.write(
            f"content/{section}/{day}-tide-{number}.md",
            post(f"Tide table {number}", day, "webdesk", f"_by {writer}_\n\nThe sea went out, {number} times."),
        )
    for number in range(8):
        more = "excerpt: '<a href=\"/more\">Read more</a>'\n"
        project.write(
            f"content/culture/2018-0{number + 1}-03-play-{number}.md",
            post(
                f"A play in {number} acts",
                f"2018-0{number + 1}-03",
                "Jonas Adeyemi",
                "_by Ben Okafor_\n\nIt began late, and well.",
                more,
            ),
        )
    project.write(
        "content/news/2019-05-05-quiet.md", post("A quiet day", "2019-05-05", "Ana Ruiz", "_by Ana Ruiz_\n\nNothing.")
    )
    project.write(
        "content/news/2019-06-05-café.md",
        post("Café Zoë opens", "2019-06-05", "Zoë Brückner", "_by Émile Sørensen_\n\nCoffee."),
    )
    return project


@pytest.fixture(scope="session")
def page_file(archive: Project) -> Path:
    """The page of the archive."""
    return report(archive, "page.html", "--title", "Harbour Post", "--link-template", LINKS)


@pytest.fixture(scope="session")
def page(open_page: Callable[..., Opened], page_file: Path) -> Opened:
    """The archive's page in the browser; a test that needs it as new opens it anew."""
    return open_page(page_file)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An archive whose every text tries to be something else."""
    project = Project(tmp_path_factory.mktemp("hostile") / "<h1 id=x>archive<!--")
    (project.folder / ".git").mkdir(parents=True)
    for number, title in enumerate(HOSTILE_TITLES):
        meta = {"title": title, "date": f"2020-01-{number + 1:02}", "author": HOSTILE_AUTHORS[number % 4]}
        meta["excerpt"] = f"<a href='javascript:window.pwned=7'>{title[:40]}</a>"
        body = f"_by Ben Okafor_\n\n{title[:100]}".replace("\0", "").encode("utf-8", "replace").decode()
        project.write(f"posts/p{number}.md", f"{json.dumps(meta, indent=1)}\n\n{body}\n")
    names = (
        "quote' onclick=window.pwned=8.md",
        "<img src=x onerror=window.pwned=9>.md",
        "a#b?c&d %41.md",
        "\u202egnp.md",
    )
    for number, name in enumerate(names):
        try:
            project.write(
                f"posts/{name}", post("Named", f"2020-02-0{number + 1}", "Ana Ruiz", "_by Ben Okafor_\n\nText.")
            )
        except OSError:  # a file system that has no such names
            continue
    return project
