"""No regular expression takes time that grows with the square of a hostile text."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections import defaultdict
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bylint
import bylint_rules
from bylint.patterns import LazyPattern
from pumps import pumps_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SIZE = 1_000_000
"""Of so many signs, a loop in C that begins anew at each takes minutes, and one pass a few milliseconds."""
AT_ONE_PLACE = frozenset({"match", "fullmatch"})
OF_SHORT_TEXTS = {
    "bylint.development._BRANCH.0": 253,
    "bylint.development._PREVIEW.0": 253,
    "bylint_rules.excerpt._addresses._INDEX.0": 2_000,
    "bylint_rules.frontmatter.missing._BEFORE.0": 4_000,
    "bylint_rules.image._body._TICKS.0": 4_000,
    "bylint_rules.image._names._VARIANT.0": 255,
    "bylint_rules.status._prose._TICKS.0": 16_000,
    "bylint_rules.stet.unused._COMMENT.0": 8_000,
    "bylint_rules.title._heading._WORD.0": 400,
    "bylint_rules.title._words._NUMBER.0": 200,
}
"""Expressions that see no longer text than this."""


def modules() -> Iterator[ModuleType]:
    for package in (bylint, bylint_rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                with suppress(ImportError):  # of what an extra brings
                    yield import_module(found.name)


def patterns_in(value: object) -> Iterator[re.Pattern[str] | LazyPattern]:
    if isinstance(value, re.Pattern | LazyPattern):
        yield value
    elif isinstance(value, dict):
        yield from patterns_in(tuple(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from patterns_in(item)


def methods(module: ModuleType) -> dict[str, set[str]]:
    """The methods that a module calls on what has a name; "" where it is handed on."""
    found: dict[str, set[str]] = defaultdict(set)
    tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
    called = {id(part.value): part.attr for part in ast.walk(tree) if isinstance(part, ast.Attribute)}
    for part in ast.walk(tree):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            found[part.id].add(called.get(id(part), ""))
    return found


def gather() -> dict[str, tuple[re.Pattern[str] | LazyPattern, bool]]:
    """Each expression that a module holds, once, and whether it is only asked at one place of a text."""
    found: dict[int, tuple[str, re.Pattern[str] | LazyPattern, set[str]]] = {}
    for module in modules():
        used = methods(module)
        for name, value in vars(module).items():
            for index, pattern in enumerate(patterns_in(value)):
                key = id(pattern)
                found.setdefault(key, (f"{module.__name__}.{name}.{index}", pattern, set()))[2].update(used[name])
    return {name: (pattern, ways <= AT_ONE_PLACE) for name, pattern, ways in found.values()}


PATTERNS = gather()


def look(pattern: re.Pattern[str] | LazyPattern, text: str, *, at_one_place: bool) -> None:
    """As the modules do."""
    if at_one_place:
        pattern.match(text)
        pattern.fullmatch(text)
    else:
        for _ in pattern.finditer(text):
            pass


def test_all_expressions_are_found() -> None:
    """So that a new one is tested, too: alone, in tuples and in tables, in the engine and in the rules."""
    assert len(PATTERNS) > 400
    for name in ("bylint.people.chunks._TOKEN.0", "bylint.suppress._IN_BODY.0", "bylint_rules.image._body._TICKS.0"):
        assert name in PATTERNS
    assert PATTERNS["bylint.visible.blocks._ASCIIDOC.0"][1]
    assert not PATTERNS["bylint.spelling._LAST_WORD.0"][1]
    assert set(OF_SHORT_TEXTS) <= set(PATTERNS)


@pytest.mark.parametrize(
    ("expression", "pumps"),
    [
        (r"\s+$", {" ", "\n"}),
        (r"<a [^>]*>", {"<a a"}),
        (r"(?:\w+, )*end", {"a, "}),
        (r"!\[[^\]]*\]\(", {"![a"}),
        (r"(?:x|yz)+!", {"x", "yz"}),
        (r"[0-9]{3}", set()),
    ],
)
def test_the_texts_are_those_that_a_part_repeats(expression: str, pumps: set[str]) -> None:
    """Alone, and with what stands before and after it."""
    assert pumps <= set(pumps_of(re.compile(expression)))
    assert bool(pumps) is bool(pumps_of(re.compile(expression)))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", [name for name, (pattern, _) in PATTERNS.items() if pumps_of(pattern)])
def test_every_expression_is_linear(name: str) -> None:
    """Of what its own parts repeat, with an end that fits nothing; a square would take minutes."""
    pattern, at_one_place = PATTERNS[name]
    size = OF_SHORT_TEXTS.get(name, SIZE)
    for pump in pumps_of(pattern):
        for end in ("x", "\n", "\x00", "'", '"', "---", "-"):
            look(pattern, pump * (2_000 // len(pump)) + end, at_one_place=at_one_place)  # what has no end has none here
        look(pattern, pump * (size // len(pump)) + "\0x", at_one_place=at_one_place)
