"""What reading costs: nothing grows faster than the text, and most posts are dismissed at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from importlib import import_module

import pytest

from bylint.byline import read_credits
from bylint.byline.prefilter import may_credit, may_sign
from bylint.languages import vocabulary
from bylint.visible import head, tail

MODULES = (
    *(f"bylint.byline.{name}" for name in ("closing", "context", "dated", "prefilter", "reading", "wording")),
    *(f"bylint.visible.{name}" for name in ("blocks", "inline", "masking")),
)
UNITS = (
    "[", "![", "](", "<", "<a ", "<a \"", "</", "<pre", "<pre>", "<code>", "<!--", "{{", "{{<", "{%", "{{< figure ", "[caption] ", "`", "``` ",
    "\n```", "\n~~~", "\n", "\n\n", " ", "\t", "*", "_", "**a", "_a ", "&", "&amp", "\\", "(", "((", ")", "> ", "\n> ", "- ", "\n- ", "1. ", "\n1. ", "#",
    "\n# a", "|", "\n|", "--- | ", "\n---|", "[a]: ", "5 ", "May ", "5 May ", "2020-", "12:30 ", "by ", "\nby ", "posted ", "\nposted by A ", "author: ",
    "A. ", "Ana, ", "作者", "作者：", "é", "a", "A ", ";", " | ", " · ", "\0", "\r", "\r\n", "\u00a0",
)  # fmt: skip


def cost(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three."""
    best = 9e9
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for module in MODULES:
        for name, value in vars(import_module(module)).items():
            found += [
                (f"{module}.{name}", one)
                for one in (value.values() if isinstance(value, dict) else [value])
                if isinstance(one, re.Pattern)
            ]
    return found


@pytest.mark.parametrize(("name", "pattern"), patterns())
def test_every_pattern_is_linear(name: str, pattern: re.Pattern[str]) -> None:
    """A pattern searched through twice the text takes about twice the time, whatever the text repeats."""
    for unit in UNITS:
        short, long = unit * (16_000 // len(unit)), unit * (64_000 // len(unit))
        before = cost(lambda text=short: pattern.search(text))
        if before < 0.002:
            continue
        assert cost(lambda text=long: pattern.search(text)) < before * 4 * 2.2 + 0.02, (name, unit)


@pytest.mark.parametrize("markup", ["markdown", "html", "asciidoc", "rst"])
@pytest.mark.parametrize("unit", UNITS)
def test_megabytes_of_anything_are_read_in_no_time(unit: str, markup: str) -> None:
    """A megabyte of one mark, with a byline at either end, costs a fraction of a second."""
    text = "\nby Ana Ruiz\n\n" + unit * (1_000_000 // len(unit)) + "\n\nWritten by Ana Ruiz"
    start = time.perf_counter()
    head(text, 0, len(text), markup)
    tail(text, 0, len(text), markup)
    read_credits(text, 0, len(text), markup)
    assert time.perf_counter() - start < 3


def test_a_post_without_a_credit_is_dismissed_at_once() -> None:
    """The question whether there could be a credit takes microseconds, far from the cost of an answer."""
    line = "Then we look at what the machines do all day, and why they do it at night as well as they can, too.\n"
    body = (line * 4 + "\n") * 10
    assert not may_credit(body)
    assert not may_sign(body)
    assert cost(lambda: [read_credits(body, 0, len(body)) for _ in range(100)]) / 100 < 300e-6


def test_all_languages_load_quickly() -> None:
    """Reading every language costs milliseconds, once."""
    assert cost(lambda: (vocabulary.cache_clear(), vocabulary())) < 0.05
