"""The archive's part of a run: facts are gathered while posts are checked, and compared when all of them are known."""

from __future__ import annotations

import os
from bisect import bisect_left
from typing import TYPE_CHECKING

from bylint.archive.asking import ask
from bylint.archive.gathering import ERRORS, Gathering
from bylint.archive.keeping import STET
from bylint.archive.location import is_damage, why
from bylint.archive.making import FactMaker
from bylint.archive.placing import covers, place
from bylint.archive.said import SaidTable
from bylint.archive.scheme import is_of_state
from bylint.archive.where import NONE, skipped
from bylint.discover import discover
from bylint.engine import Failure
from bylint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bylint.archive.facts import Said
    from bylint.archive.said import OfPost
    from bylint.archive.store import Store
    from bylint.discover import Discovered, Discovery
    from bylint.engine import Active, Checked
    from bylint.post import Post
    from bylint.run import Run
    from bylint.suppress import Mark

PATIENCE = 0.002
"""Seconds for each post of the archive that an archive rule may take, beyond those that any rule may take on a post."""
_ROUNDS = 20
"""So often rules are asked again because a post that they named had changed."""


class Comparison:
    """Compares the posts of one run with each other, and with the archive around them."""

    def __init__(self, run: Run, discovery: Discovery, active: Iterable[Active]) -> None:
        self.run = run
        self.discovery = discovery
        self.active = tuple(active)
        self.notices: list[str] = []
        self.maker = FactMaker(run, discovery, self.active)
        self.gathering: Gathering | None = None
        self.has_judged = False
        self._posts = [found for found in discovery.files if found.is_post]
        self._paths = [found.path for found in self._posts]

    # -- while posts are checked -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the store that facts are gathered in, or that is asked about a few files."""
        store = self._open_for_folders() if self.discovery.folders else self._open_for_files()
        if store is not None:
            self.gathering = Gathering(self.run, self.discovery, self.maker, store)

    def _open_for_folders(self) -> Store:
        if self.maker.is_kept:
            try:
                return self.maker.open()
            except ERRORS as error:
                self.notices.append(self.maker.not_kept(error))
                self.maker.is_kept = False
        return self.maker.open_temporary()

    def _open_for_files(self) -> Store | None:
        try:
            found = self.maker.open_for(self._paths)
        except ERRORS as error:
            found = skipped(NONE if is_damage(error) else why(error))
        if isinstance(found, str):
            self.notices.append(found)
            return None
        return found

    def visitor(self, raw: bytes, found: Discovered) -> Callable[[Post], Iterable[str]] | None:
        """What the engine shows the post to, if its facts are wanted."""
        return None if self.gathering is None else self.gathering.visitor(raw, found)

    def leave_out(self, found: Discovered) -> None:
        """Note a post that could not be read: it takes no part."""
        if self.gathering is not None:
            self.gathering.leave_out(found)

    def close(self) -> None:
        """Let go of the store."""
        if self.gathering is not None and self.gathering.store is not None:
            self.gathering.store.close()

    # -- at the end ------------------------------------------------------------------------------------------

    def finish(self) -> Iterator[Checked]:
        """What archive rules say, file by file in the order of their paths."""
        if self.gathering is None:
            return
        judged = self._judge(self.gathering)
        self.notices += self.gathering.notices
        if judged is None:
            return
        self.has_judged = True
        for failure in judged.failures:
            yield self.run.fail(failure)._replace(later=True)
        try:
            for said in judged.table:
                checked_or_none = self._place(judged, said)
                if checked_or_none is not None:
                    yield checked_or_none
        except ERRORS as error:
            self.notices.append(f"archive rules were stopped: {why(error)}")

    def _judge(self, gathering: Gathering) -> Judgement | None:
        """Ask every rule; once more in another store where this one breaks."""
        store = gathering.complete()
        for _ in range(3):
            if store is None:
                return None
            judgement = Judgement(self, store)
            try:
                judgement.ask_all()
            except ERRORS as error:
                store = gathering.anew(error)
            else:
                return judgement
        self.notices.append("archive rules were skipped: no facts store works here")
        return None

    def _place(self, judged: Judgement, said: OfPost) -> Checked | None:
        found = self.find(said.path)
        raw = self.run.read(found) if found is not None else None
        known = judged.store.stamp_now(said.path)
        if found is None or raw is None or not is_of_state(known, self.maker.stamp(raw, found)):
            self.notices.append(f"{said.path} changed while it was checked: archive rules will speak of it next time")
            return None
        source = Source.decode(self.run.shown(found.file), raw)
        plan = self.run.plan(found.settings)
        return place(
            self.run.engine,
            source,
            found.site,
            plan,
            said,
            in_content=found.in_content,
            judges_marks=judged.is_whole,
        )

    def find(self, path: str) -> Discovered | None:
        """The post of this run at a path."""
        at = bisect_left(self._paths, path)
        return self._posts[at] if at < len(self._paths) and self._paths[at] == path else None

    @property
    def paths(self) -> list[str]:
        """The posts that the run is about, sorted."""
        return self._paths


class Judgement:
    """What the rules say of a store."""

    def __init__(self, comparison: Comparison, store: Store) -> None:
        self.comparison = comparison
        self.run = comparison.run
        self.store = store
        self.failures: list[Failure] = []
        self.is_whole = "" in store.covered(comparison.maker.scheme)
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
        is_all = all(map(comparison.find, self.store.paths())) if count <= len(comparison.paths) else False
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
        """Those of the paths that are still posts of the project."""
        root = self.comparison.maker.root
        files = [root / path for path in paths if os.path.lexists(root / path)]
        if files:
            for found in discover(files, self.run.configuration, self.run.finder, cwd=root).files:
                if found.is_post:
                    yield found


def _is_same(one: Active, other: Active) -> bool:
    return one.rule.id == other.rule.id and one.options == other.options


def distinct(active: Iterable[Active]) -> list[Active]:
    """Each rule once with each of its options, in an order that paths do not change."""
    found: list[Active] = []
    for each in active:
        if not any(_is_same(each, other) for other in found):
            found.append(each)
    return sorted(found, key=lambda each: (each.rule.id, repr(each.options)))
