"""The page about the dialects says what they know, each fact with its source."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bylint.dialects import DIALECTS, Dialect
from bylint.dialects.sources import SOURCES
from bylint.dialects.table import facts, page
from conftest import PROJECT


def test_the_page_agrees_with_the_dialects():
    """docs/dialects.md is what the command prints; after a change it is made anew."""
    assert (PROJECT / "docs" / "dialects.md").read_text("utf-8") == page()


def test_the_command_prints_the_page():
    """`python -m bylint.dialects.table` is the command."""
    done = subprocess.run([sys.executable, "-m", "bylint.dialects.table"], capture_output=True, check=True, timeout=60)
    assert done.stdout == page().encode("utf-8")


@pytest.mark.parametrize("dialect", [each for each in DIALECTS.values() if each.name != "generic"], ids=str)
def test_each_fact_has_a_source(dialect: Dialect):
    """Each fact of each generator is backed by an address; keys that the documentation names are keys of the dialect."""
    sources = SOURCES[dialect.name]
    for fact, said, source in facts(dialect):
        assert said, fact
        assert sources.urls[source].startswith("https://"), fact
    keys = {key for name in dialect.aliases for key in dialect.keys(name)}
    assert set(sources.documented.split()) <= keys


@pytest.mark.parametrize("dialect", [each for each in DIALECTS.values() if each.name != "generic"], ids=str)
def test_shapes_are_described(dialect: Dialect):
    """What only one generator takes stands on the page, and nothing else does."""
    assert bool(SOURCES[dialect.name].shapes) is bool(dialect.shapes)


@pytest.mark.parametrize("dialect", [each for each in DIALECTS.values() if each.name != "generic"], ids=str)
def test_no_source_is_left_over(dialect: Dialect):
    """A source without a fact is a fact that was lost."""
    used = {source for _, _, source in facts(dialect)}
    assert set(SOURCES[dialect.name].urls) - used <= {"custom"}
