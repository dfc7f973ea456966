"""How a run makes facts, and which store it keeps them in."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bylint.archive import location
from bylint.archive.facts import Fact
from bylint.archive.keeping import STET, Asking, Kept, collect, keep, keepers
from bylint.archive.location import why
from bylint.archive.scheme import scheme_of, stamp_of
from bylint.archive.store import Store
from bylint.archive.where import CARRIED, FOLDER, exists, is_carried, is_outside, skipped
from bylint.dependence import asked
from bylint.discover import Discovery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.archive.keeping import Keeper
    from bylint.discover import Discovered
    from bylint.engine import Active
    from bylint.post import Post
    from bylint.run import Run


class FactMaker:
    """Which functions are called, what their facts are stamped with, and where these are kept.

    `is_kept` is true where that is the project's own store: not in isolation, since anybody may have sent that store,
    nor for files that lie outside of the project.
    """

    def __init__(self, run: Run, discovery: Discovery, active: Iterable[Active]) -> None:
        self.root = run.configuration.root
        self.former_names = run.registry.former_names
        self._rules = [rule for rule in run.registry if rule.needs == "archive"]
        self._names = frozenset(name for rule in self._rules for name in (rule.id, rule.group))
        shows_all = run.take_facts is not None and bool(discovery.folders)  # whatever an earlier run has stored
        self._wanted = keepers(self._rules if shows_all else (each.rule for each in active))
        paths = (*discovery.folders, *(discovery.files.paths if not discovery.folders else ()))
        self._keeps = run.keeps_facts
        self.is_kept = self._keeps and not run.configuration.isolated and not any(map(is_outside, paths))
        self.is_carried = self.is_kept and exists(self.root) and is_carried(self.root)
        """Whether a store lies there that is not looked into."""
        self.is_kept = self.is_kept and not self.is_carried
        self._use(self._wanted)

    @classmethod
    def of_names(cls, run: Run, names: Iterable[str], scheme: bytes) -> FactMaker:
        """One that calls the functions of these names, for facts of a scheme that is known already.

        Raises LookupError where one of them is not there.
        """
        made = cls(run, Discovery(), ())
        known = made._known(names)  # its own
        if known is None:
            raise LookupError(f"no rule has one of the facts functions {', '.join(names)}")
        made._functions, made.scheme = known, scheme
        return made

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the functions that are called."""
        return tuple(each.name for each in self._functions)

    # -- stores ----------------------------------------------------------------------------------------------

    def open(self) -> Store:
        """The project's store, ready to take facts; made anew if it is broken. Raises what `location.connect` does."""
        try:
            return self._open()
        except Exception as error:
            if not location.is_damage(error):
                raise
        location.discard(self.root)
        return self._open()

    def _open(self) -> Store:
        store = Store(location.connect(self.root))
        try:
            with store.writing():
                self._begin(store)
        except BaseException:
            store.close()
            raise
        return store

    def _begin(self, store: Store) -> None:
        """Have the facts made that the store has already, and those that are wanted."""
        names, scheme = store.functions()
        kept = self._known(names)
        if kept is None or scheme != self._scheme(kept):  # of other code: nothing of it is used
            kept = ()
        both = {each.name: each for each in (*kept, *self._wanted)}
        self._use(tuple(both[name] for name in sorted(both)))
        if scheme != self.scheme:
            store.begin(sorted(both), self.scheme)

    def open_temporary(self) -> Store:
        """A store of this run alone."""
        self._use(self._wanted)
        return Store.temporary()

    def open_for(self, paths: Iterable[str]) -> Store | str:
        """The project's store if it knows the archive around some files; else why archive rules are skipped.

        What cannot be written where it lies is copied. Raises what `location.connect` does.
        """
        if self.is_carried:
            return skipped(CARRIED)
        if not self._keeps:
            return "archive rules were skipped: without the cache nothing is known of the other posts"
        if not self.is_kept or not exists(self.root):
            return skipped()
        try:
            store = Store(location.connect(self.root))
            store.probe()
        except sqlite3.OperationalError as error:
            if location.is_damage(error) or location.is_busy(error):
                raise
            store = Store(location.copy(self.root))
        names, scheme = store.functions()
        kept = self._known(names)
        if kept is None or scheme != self._scheme(kept) or not {each.name for each in self._wanted} <= {*names}:
            reason = "the facts store is of other rules than these"
        elif not all(path.startswith(store.covered(scheme) or ("/",)) for path in paths):
            reason = "no facts store holds the whole archive"
        else:
            self._use(kept)
            return store
        store.close()
        return skipped(reason)

    def not_kept(self, error: Exception) -> str:
        """A notice that what was gathered is not kept."""
        return f"facts are not kept for the next run, in {FOLDER}: {why(error)}"

    # -- facts -----------------------------------------------------------------------------------------------

    def stamp(self, raw: bytes, found: Discovered) -> bytes:
        """The state of a post."""
        return stamp_of(self.scheme, raw, found)

    def make(self, post: Post, stamp: bytes) -> tuple[Kept, list[str]]:
        """What is kept of a post, and what its functions did wrong: then the next run tries again."""
        return self.make_all([(Asking(post, asked.by), stamp)])[0]

    def make_all(self, askings: Sequence[tuple[Asking, bytes]]) -> list[tuple[Kept, list[str]]]:
        """The same of several posts, each with its state."""
        readable = [asking for asking, _ in askings if asking.post.document.state == "valid"]
        collect(readable, self._functions)
        for asking in readable:
            asking.found += self._marks(asking.post)
        return [
            (keep(asking.post, asking.found, b"" if asking.failures else stamp), asking.failures)
            for asking, stamp in askings
        ]

    def _marks(self, post: Post) -> Iterator[Fact]:
        """The marks that may be of archive rules."""
        for mark in post.marks:
            name = self.former_names.get(mark.name, mark.name)
            if name in self._names:
                yield Fact(STET, name, mark.span)

    def _use(self, functions: tuple[Keeper, ...]) -> None:
        self._functions = functions
        self.scheme = self._scheme(functions)

    def _known(self, names: Iterable[str]) -> tuple[Keeper, ...] | None:
        """The functions of these names; None where one is not there any more."""
        known = {each.name: each for each in keepers(self._rules)}
        return tuple(known[name] for name in sorted(names)) if known.keys() >= {*names} else None

    def _scheme(self, functions: tuple[Keeper, ...]) -> bytes:
        return scheme_of(functions, self._names)
