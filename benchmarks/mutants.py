"""Mutation testing of the two packages that the product stands on: whether a test fails for each small change of them.

    pip install mutmut && python benchmarks/mutants.py FOLDER [MODULE ...] [--survivors] [--sample N] [--project PATH]

MODULE is a path below `bylint`, `people/comparing.py` or `byline` for two; both packages without one. FOLDER receives
a copy of the project and `mutants.json`: for each module its mutants, killed, survived, timeout or without a test, and
the change that each survivor is. With `--survivors` only those that a former run into FOLDER left alive are tried
again; `--sample N` tries every Nth mutant only.

mutmut makes the mutants, without those that cannot matter (`strict` of a zip, the type of a cast). They are run here,
since its own runner forks from a process whose caches are warm, so that a mutant behind a cache never ran. In the copy,
`@lru_cache` and `@cache` become assignments below the functions (mutmut leaves decorated functions alone). The tests
are collected once. Each is run once to learn which functions it reaches, and each mutant is tried in a fork of that
process, with empty caches, against the tests that reach its function: those first that killed its neighbours, then the
fast ones, up to the first failure. Values that are computed when a module is imported are those of the unchanged code.
Left out are the tests of costs and properties: they take longer than all others, and say less of one small change.
Unix only, for it forks.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import functools
import inspect
import io
import json
import math
import os
import re
import resource
import shutil
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline
from mutmut.mutation.file_mutation import mutate_file_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGES = ("people", "byline")
TESTS = ("tests/people", "tests/byline")
SLOW = ("test_byline_cost.py", "test_speed.py", "test_properties.py")
RESULTS = "mutants.json"
NOTICED = frozenset({"killed", "timeout"})
MEMORY = 4 << 30
Results = dict[str, dict[str, list[str]]]
PYTEST = """
[tool.mutmut]
source_paths = ["bylint"]

[tool.pytest.ini_options]
pythonpath = [".", "tests", "tests/core"]
addopts = "--import-mode=importlib -s -p no:cacheprovider"
filterwarnings = ["ignore"]
"""


class Switches:
    """Which mutant each module runs, and which functions were reached: what stands in for mutmut's trampoline."""

    def __init__(self) -> None:
        self.chosen: dict[str, str] = {}
        self.reached: set[tuple[str, str]] = set()

    def wrap(self, mutants: dict[str, Callable[..., Any]], is_classmethod: bool = False) -> Callable[..., Any]:  # noqa: FBT001, FBT002
        """What mutmut's decorator does, for one mutant that is chosen once."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            module = function.__module__

            @functools.wraps(function)
            def call(*args: Any, **named: Any) -> Any:
                original = mutants["_mutmut_orig"]
                self.reached.add((module, original.__name__.removesuffix("__mutmut_orig")))
                chosen = mutants.get(self.chosen.get(module, ""), original)
                if is_classmethod:
                    return getattr(args[0], chosen.__name__)(*args[1:], **named)
                return chosen(*args, **named)

            return call

        return decorate


def main() -> int:
    """Copy, mutate, run, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("modules", nargs="*", default=PACKAGES)
    parser.add_argument("--survivors", action="store_true")
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    folder = options.folder.resolve()
    known = json.loads((folder / RESULTS).read_text("utf-8")) if options.survivors else {}
    _copy(options.project.resolve(), folder)
    os.chdir(folder)
    changes = {path: _mutate(path) for path in _paths(options.modules)}
    if options.survivors:
        changes = {path: _left(known.get(path, {}), found) for path, found in changes.items()}
    elif options.sample > 1:
        changes = {path: dict(list(found.items())[:: options.sample]) for path, found in changes.items()}
    switches = Switches()
    trampoline.wrap_in_trampoline = switches.wrap  # type: ignore[assignment]
    with contextlib.suppress(ImportError):
        from hypothesis import settings

        settings.register_profile("mutants", deadline=None, derandomize=True, database=None, max_examples=5)
        settings.load_profile("mutants")
    run = Run(switches, changes, known)
    code = int(pytest.main(["--rootdir=.", "-p", "no:terminal", *TESTS], plugins=[run]))
    return code or run.code


def _copy(project: Path, folder: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", *SLOW)
    for source, name in (("lint/bylint", "bylint"), ("rules/bylint_rules", "bylint_rules"), ("tests", "tests")):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(project / source, folder / name, ignore=ignore)
    (folder / "pyproject.toml").write_text(PYTEST, "utf-8")


def _paths(modules: list[str]) -> list[str]:
    """The files below `bylint` that are meant."""
    found: list[str] = []
    for module in modules:
        path = Path("bylint", module)
        found += [str(file) for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    return found


def _left(known: dict[str, list[str]], changes: dict[str, str]) -> dict[str, str]:
    """What a former run left alive or could not try."""
    return {name: change for name, change in changes.items() if known.get(name, ["new"])[0] not in NOTICED}


def _mutate(path: str) -> dict[str, str]:
    """Write all mutants of a file into it; their names, and the change that each of them is."""
    source = _without_decorators(Path(path).read_text("utf-8"))
    with contextlib.redirect_stdout(io.StringIO()):
        made = mutate_file_contents(path, source)
    Path(path).write_text(made.code, "utf-8")
    lines = made.code.splitlines()
    spans = made.line_span_by_function_name

    def body(name: str) -> list[str]:
        return [line.replace(name, "") for line in lines[spans[name].start - 1 : spans[name].end]]

    changes = {}
    for name in made.mutant_names:
        before, after = body(name.rpartition("__mutmut_")[0] + "__mutmut_orig"), body(name)
        change = "\n".join(line for line in difflib.ndiff(before, after) if line[0] in "+-")
        if not _changes_nothing(change):
            changes[name] = change
    return changes


def _changes_nothing(change: str) -> bool:
    """Whether only the `strict` of a zip was changed, which asserts what is so anyway, or the type of a `cast`."""
    sides = [line[1:] for line in change.splitlines()]
    sides = [re.sub(r",\s*(strict=\w+)?\s*\)|strict=\w+\)", ")", side) for side in sides]
    sides = [re.sub(r"\bcast\([^,]+,", "cast(", side) for side in sides]
    return len(sides) == 2 and sides[0] == sides[1]


def _without_decorators(source: str) -> str:
    """Caches as assignments below their functions."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.FunctionDef) and len(node.decorator_list) == 1:
            decorator = ast.unparse(node.decorator_list[0])
            if "cache" in decorator:
                lines.insert(node.end_lineno or 0, f"{node.name} = {decorator}({node.name})")
                del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


class Run:
    """The session: what the tests reach, then each mutant."""

    def __init__(self, switches: Switches, changes: dict[str, dict[str, str]], known: Results) -> None:
        self.switches, self.changes, self.results = switches, changes, known
        self.tests: dict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
        self.seconds: dict[pytest.Item, float] = {}
        self.killers: dict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
        self.code = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of the tests: the tests, and then the mutants."""
        import bylint

        assert Path(inspect.getfile(bylint)).is_relative_to(Path.cwd())  # noqa: S101  # the copy, not an installed one
        if session.testsfailed or not self._reach(session.items):
            self.code = 1
            return True
        for path, changes in self.changes.items():
            if changes:
                self._module(path, changes)
        return True

    def _reach(self, items: list[pytest.Item]) -> bool:
        """Run each test once with empty caches; the functions it reaches, and how long it takes with warm ones."""
        began = time.monotonic()
        for item in items:
            empty_caches()
            self.switches.reached.clear()
            if not _passes(item):
                print(f"fails without a mutant: {item.nodeid}")
                return False
            for function in self.switches.reached:
                self.tests[function].append(item)
            started = time.process_time()
            _passes(item)
            self.seconds[item] = time.process_time() - started
        for tests in self.tests.values():
            tests.sort(key=self.seconds.__getitem__)
        print(f"{len(items)} tests, {time.monotonic() - began:.0f} s", flush=True)
        return True

    def _module(self, path: str, changes: dict[str, str]) -> None:
        began = time.monotonic()
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        found = self.results.setdefault(path, {})
        for name, change in changes.items():
            status = self._try(module, name)
            found[name] = [status] if status == "killed" else [status, change]
        Path(RESULTS).write_text(json.dumps(self.results, indent=1, ensure_ascii=False), "utf-8")
        counts = Counter(status for status, *_ in found.values())
        told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
        print(f"{path}: {len(found)} mutants, {told}, {time.monotonic() - began:.0f} s", flush=True)

    def _try(self, module: str, name: str) -> str:
        """Killed, survived, timeout or untested."""
        function = (module, name.rpartition("__mutmut_")[0])
        tests, killers = self.tests[function], self.killers[function]
        if not tests:
            return "untested"
        order = [*killers, *(test for test in tests if test not in set(killers))]
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            limit = math.ceil(2 + 3 * sum(map(self.seconds.__getitem__, tests)))
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            self.switches.chosen[module] = name
            killer = -1
            try:
                empty_caches()
                killer = next((number for number, item in enumerate(order) if not _passes(item)), -1)
            except BaseException:  # noqa: BLE001  # whatever it is, the change was noticed
                killer = 0
            os.write(writing, str(killer).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        if status or not told:
            return "timeout" if os.WIFSIGNALED(status) else "killed"
        if int(told) < 0:
            return "survived"
        test = order[int(told)]
        if test in killers:
            killers.remove(test)
        killers.insert(0, test)
        return "killed"


def _passes(item: pytest.Item) -> bool:
    """Whether a test passes; one without fixtures is called without pytest's detours, which cost more than it does."""
    if isinstance(item, pytest.Function):
        values = item.callspec.params if hasattr(item, "callspec") else {}
        names = item._fixtureinfo.argnames  # noqa: SLF001
        if values.keys() >= set(names) and not any(item.iter_markers("skipif")):
            try:
                item.obj(**{name: values[name] for name in names})
            except pytest.skip.Exception:
                return True
            except Exception:  # noqa: BLE001
                return False
            return True
    return not any(report.failed for report in runtestprotocol(item, log=False))


def empty_caches() -> None:
    """Forget what the project's own caches hold."""
    for cache in _caches():
        cache.cache_clear()


def _caches() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.startswith("bylint"):
            yield from (value for value in list(vars(module).values()) if hasattr(value, "cache_clear"))


if __name__ == "__main__":
    sys.exit(main())
