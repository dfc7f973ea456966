"""What archive rules say of a store: asked until every post that they name is known to be as the store has it."""

from __future__ import annotations

import os
from operator import eq
from typing import TYPE_CHECKING

from bylint.archive.asking import ask
from bylint.archive.keeping import STET
from bylint.archive.placing import covers
from bylint.archive.said import SaidTable
from bylint.archive.where import is_outside
from bylint.checked import Failure
from bylint.discover import discover
from bylint.patterns import pattern
from bylint.witness import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bylint.archive.comparison import Comparison
    from bylint.archive.facts import Said
    from bylint.archive.store import Store
    from bylint.discover import Discovered
    from bylint.engine import Active
    from bylint.suppress import Mark

PATIENCE = 0.002
"""Seconds for each post of the archive that an archive rule may take, beyond those that any rule may take on a post."""
_WILD = pattern(r"[*?\[{]")
_ROUNDS = 20
"""So often rules are asked again because a post that they named had changed."""


class Judgement:
    """What the rules say of a store."""

    def __init__(self, comparison: Comparison, store: Store) -> None:
        self.comparison = comparison
        self.run = comparison.run
        self.store = store
        self.failures: list[Failure] = []
        self.is_whole = _is_whole(store.covered(comparison.maker.scheme), comparison.run.configuration.content)
        self.table = SaidTable(store.connection)
        self._verified: set[str] = set()
        self._others: set[str] = set()
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self._marked: frozenset[str] = frozenset()

    def ask_all(self) -> None:
        """Ask every rule, until all posts that they name are known to be as the store has them."""
        for _ in range(_ROUNDS):
            self._ask_once()
            others = self._others - self._verified
            if not others or not self._verify(others):
                return

    def _ask_once(self) -> None:
        comparison, count = self.comparison, self.store.count()
        self._marked = frozenset(member.path for member in self.store.archive().each(STET))
        self._marks.clear()
        self._others.clear()
        self.failures.clear()
        self.table = SaidTable(self.store.connection)
        is_all = count <= len(comparison.paths) and self._are_all(count)
        archive = self.store.archive(None if is_all else comparison.paths)
        archive.whole = self.is_whole
        for each in comparison.active:
            wrong = ask(archive, each, lambda said, each=each: self._take(each, said), PATIENCE * count)  # type: ignore[misc]
            if wrong is not None:
                self.failures.append(Failure("internal-error", wrong))
        if self.is_whole:
            for path in self._marked:
                if comparison.find(path) is not None:
                    self.table.add_post(path)

    def _are_all(self, count: int) -> bool:
        """Whether the run is about all posts of the store."""
        paths = self.comparison.paths
        if count == len(paths) and all(map(eq, self.store.paths(), paths)):
            return True
        return all(map(self.comparison.find, self.store.paths()))

    def _take(self, each: Active, said: Said) -> None:
        """Keep what is said of a post where the rule is on with these options."""
        found = self.comparison.find(said.path)
        settings = found.settings if found is not None else self.run.configuration.settings_for(said.path)
        mine = next((own for own in self.run.plan(settings).archive if _is_same(own, each)), None)
        if mine is None:
            return
        for other in said.related:
            if other.path in self._marked and other.path != said.path:
                self.table.add_end(each.rule.id, other.path, other.span)
        if found is None:
            return
        self._others.update(
            other.path for other in said.related if other.path and self.comparison.find(other.path) is None
        )
        self.table.add(mine, said, stands=self._stands(each.rule.id, said))

    def _stands(self, rule: str, said: Said) -> bool:
        """Whether a mark in the post at the other end lets it stand."""
        return any(
            covers(mark, rule, other.span)
            for other in said.related
            if other.path in self._marked and other.path != said.path
            for mark in self._marks_of(other.path or "")
        )

    def _marks_of(self, path: str) -> tuple[Mark, ...]:
        if path not in self._marks:
            found = self.comparison.find(path) or next(self._discover([path]), None)
            raw = self.run.read(found) if found is not None else None
            self._marks[path] = ()
            if found is not None:
                note(found.file)
            if found is not None and raw is not None:
                self._marks[path] = self.run.engine.marks(self.run.post(raw, found))
        return self._marks[path]

    # -- posts that the run did not read ---------------------------------------------------------------------

    def _verify(self, paths: Iterable[str]) -> bool:
        """Read posts that findings name, and put right what is known of them. Whether anything was."""
        paths = sorted(paths)
        found = {each.path: each for each in self._discover(paths)}
        changed, gone = [], []
        for path in paths:
            self._verified.add(path)
            each = found.get(path)
            note(self.comparison.maker.root / path)
            raw = self.run.read(each) if each is not None else None
            if each is None or raw is None:
                gone.append(path)
                continue
            stamp = self.comparison.maker.stamp(raw, each)
            if stamp != self.store.stamp_now(path):
                changed.append(self.comparison.maker.make(self.run.post(raw, each), stamp)[0])
        if changed or gone:
            with self.store.writing():
                self.store.write(changed)
                self.store.remove(gone)
        return bool(changed or gone)

    def _discover(self, paths: Iterable[str]) -> Iterator[Discovered]:
        """Those of the paths that are still posts of the project: a store may be anybody's, and name others."""
        root = self.comparison.maker.root
        is_kept = self.comparison.maker.is_kept
        wanted = (root / path for path in paths if not (is_kept and is_outside(path)))
        files = [file for file in wanted if os.path.lexists(file)]
        if files:
            for found in discover(files, self.run.configuration, self.run.finder, cwd=root).files:
                if found.is_post:
                    yield found


def _is_whole(folders: tuple[str, ...], content: tuple[str, ...]) -> bool:
    """Whether folders hold all posts of the project: its root, or what all globs of its content begin with."""
    if "" in folders:
        return True
    wanted = [glob for glob in content if not glob.startswith("!")]
    begin = [_WILD.split(glob.lstrip("/"), maxsplit=1)[0] for glob in wanted]
    return bool(folders and wanted) and all(each.startswith(folders) for each in begin)


def _is_same(one: Active, other: Active) -> bool:
    return one.rule.id == other.rule.id and one.options == other.options


def distinct(active: Iterable[Active]) -> list[Active]:
    """Each rule once with each of its options, in an order that paths do not change."""
    found: list[Active] = []
    for each in active:
        if not any(_is_same(each, other) for other in found):
            found.append(each)
    return sorted(found, key=lambda each: (each.rule.id, repr(each.options)))
