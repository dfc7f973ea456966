"""Each format as its consumers read it: both ends, fixes, letters of several units, what is let stand, what failed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
import pytest

from bylint import __version__
from bylint.report.formats import FORMATS
from bylint.rule import Rule, RuleOptions
from bylint.source import Source
from reports import checked, diagnostic, elsewhere, fix, made, place, unreadable

GOLDEN = Path(__file__).with_name("golden")


def captain(post, options):
    """The captain of a ferry is not the one whom the page names.

    Travellers write to the captain.
    """
    yield from ()


def rule(name: str) -> Rule:
    return Rule(name, captain, RuleOptions, "error", True, "metadata", ())


FERRY = Source("posts/ferry & co.md", "---\ntitle: A ferry\n# 🚢 é\ncaptain: {🚢: Ana}\n---\n_🚢 with Ben_\n")
TIDE = Source("posts/tide.md", "---\ntags: [tide, tide]\nurl: /tide/\n---\n")

RESULTS = (
    checked(
        FERRY,
        diagnostic(
            FERRY,
            "Ana",
            "house/captain",
            message='captain says "Ana", but the page names "Ben"',
            related=(place(FERRY, "Ben", "the page"),),
            fixes=(fix(FERRY, ("Ana", "Ben"), title='set captain to "Ben"'),),
            field="captain",
            key="captain.🚢",
            data={"captain": ["Ana"], "page": ["Ben"]},
            fingerprint="c0ffee0000000001",
        ),
        suppressed=1,
    ),
    unreadable("posts/locked.md"),
    checked(
        TIDE,
        diagnostic(
            TIDE,
            "tide, tide",
            "taxonomy/repeated",
            "warning",
            message='tags name "tide" twice',
            fixes=(fix(TIDE, (", tide", ""), title='drop the second "tide"', safety="safe"),),
            field="tag",
            key="tags",
            fingerprint="c0ffee0000000002",
        ),
        diagnostic(
            TIDE,
            "/tide/",
            "url/shared",
            "info",
            message='url is "/tide/", as that of another post',
            related=(elsewhere("posts/old/tide.md", "taken here"),),
            key="url",
            fingerprint="c0ffee0000000003",
        ),
    ),
)


@pytest.mark.parametrize("name", FORMATS)
def test_the_report_is_the_one_on_file(name: str) -> None:
    """A person reads the difference; `WRITE_GOLDEN=1` writes the files anew."""
    text = made(name, *RESULTS, notices=("the dialect was not found out",), rule=rule)
    text = click.unstyle(text).replace(f'"{__version__}"', '"VERSION"')
    if name in ("sarif", "rdjson", "gitlab"):
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")


def test_the_order_of_results_in_time_changes_nothing() -> None:
    """Formats that show the worst first, or some only, sort what they show."""
    for name in ("github", "markdown"):
        forwards = made(name, *RESULTS, rule=rule)
        assert made(name, *reversed(RESULTS), rule=rule) == forwards
