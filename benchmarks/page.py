"""What the page of `bylint report` weighs and how soon it answers, in headless Chromium: `page.py [--findings N]`.

Makes an archive of short posts with three findings each, has bylint report on it, and opens the page as a file. Prints
its size; the first paint and the moment at which it can be used, from the browser's own clock; and how long the table
takes to answer a search, a filter and another order, from the event to the next frame that is drawn. Each page is
opened `--rounds` times, in a browser context of its own; medians, with the least and the most in brackets.

Needs `pip install playwright` and the distribution's Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_FINDINGS_OF_A_POST = 3
_WRITERS = ("Ana Ruiz", "Ben Okafor", "Chloé Dubois", "Dag Åkerlund", "Maja Weiss", "Jonas Adeyemi", "Rosa Lind")
_POST = """---
title: "The council meets for the {number}th time"
author: webdesk
date: {year}-{month:02}-12
excerpt: <a href="/{year}/council-{number}/">READ MORE</a>
dsq_thread_id: "{number}"
image: http://localhost:8000/{number}.png
---
_by {writer}_

The council met on Tuesday, for the {number}th time, and agreed on what {writer} had written about before.
"""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ANSWER = """
    ([selector, value]) => new Promise((done) => {
        const field = document.querySelector(selector), count = document.querySelector("#count");
        const begun = performance.now();
        const seen = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
        const watch = new MutationObserver(() => { watch.disconnect(); seen(); });
        watch.observe(count, { childList: true, characterData: true, subtree: true });
        field.value = value;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    })
"""


def main() -> None:
    """Make the page, look at it, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=100_000, help="about so many [default: 100000]")
    parser.add_argument("--rounds", type=int, default=5, help="how often the page is opened [default: 5]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = _make(Path(folder), options.findings)
        print(f"{'size':<28} {page.stat().st_size / 1e6:8.1f} MB")
        for name, times in _look(page, options.rounds).items():
            shown = f"[{min(times):.0f}-{max(times):.0f}]"
            print(f"{name:<28} {statistics.median(times):8.0f} ms  {shown}")


def _make(folder: Path, findings: int) -> Path:
    """The page of an archive of so many findings."""
    (folder / "hugo.toml").write_text('baseURL = "https://news.example/"\n', "utf-8")
    for number in range(findings // _FINDINGS_OF_A_POST):
        file = folder / "content" / f"{number % 40:02}" / f"council-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        writer = _WRITERS[number % len(_WRITERS)]
        file.write_text(
            _POST.format(number=number, writer=writer, year=2006 + number % 20, month=1 + number % 12), "utf-8"
        )
    command = [sys.executable, "-m", "bylint", "report", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    print(done.stdout.strip() or done.stderr.strip())
    return folder / "bylint-report.html"


def _look(page: Path, rounds: int) -> dict[str, list[float]]:
    """What a browser sees of it."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[float]] = {}
    with sync_playwright() as driver:
        executable = next(filter(None, map(shutil.which, _BROWSERS)), None)
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            tab = context.new_page()
            tab.goto(page.as_uri() + "#findings?")
            tab.wait_for_selector("html[data-state=ready]", state="attached", timeout=120_000)
            ready = tab.evaluate("performance.now()")
            paint = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            for name, took in (("first paint", paint), ("ready to be used", ready), *_answers(tab)):
                found.setdefault(name, []).append(took)
            context.close()
        browser.close()
    return found


def _answers(tab: Any) -> Sequence[tuple[str, float]]:
    """How long the table takes to answer. Ends the program where it gives none."""
    asked = (
        ("search for a word", "input[type=search]", "okafor"),
        ("search for none", "input[type=search]", ""),
        ("filter by rule", "select[name=rule]", "author/generic-account"),
        ("filter by year as well", "select[name=date]", "2011"),
    )
    return [(name, float(tab.evaluate(_ANSWER, [selector, value]))) for name, selector, value in asked]


if __name__ == "__main__":
    main()
