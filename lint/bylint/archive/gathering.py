"""Facts gathered while a run goes through its posts, so that each is read once; only what changed is written."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from bylint.archive.location import UnusableError, discard, is_damage, why
from bylint.archive.tables import DamagedError
from bylint.archive.where import NONE, skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bylint.archive.keeping import Kept
    from bylint.archive.making import FactMaker
    from bylint.archive.store import Store
    from bylint.discover import Discovered, Discovery
    from bylint.post import Post
    from bylint.run import Run

BATCH = 256
"""Posts that are written in one transaction."""
_TURNS = 3
"""So often what another run wrote under another scheme is looked through."""
ERRORS = (sqlite3.Error, DamagedError, UnusableError, OSError)
"""What working with a store may raise."""


class Gathering:
    """The facts of one run over folders: of all posts that it is about, in the project's store or one of its own.

    A post whose stamp is in the store is neither read for facts nor written. When the store breaks, or cannot be
    written any more, the run goes on without, and gathers what it lacks at its end. So it does with the posts that it
    does not check, where it checks but some of the discovery (`is_partial`).
    """

    def __init__(
        self, run: Run, discovery: Discovery, maker: FactMaker, store: Store | None, *, is_partial: bool = False
    ) -> None:
        self.run = run
        self.discovery = discovery
        self.maker = maker
        self.notices: list[str] = []
        self.store = store
        self._pending: list[Kept] = []
        self._left_out: set[str] = set()
        self._failure: Exception | None = None
        self._is_partial = is_partial
        self._is_remade = False
        self._turns = 0

    def visitor(self, raw: bytes, found: Discovered) -> Callable[[Post], Iterable[str]] | None:
        """What keeps the facts of a post when the engine has read it; None where the store has them already."""
        if self.store is None:
            return None
        stamp = self.maker.stamp(raw, found)
        if self.known(found) == stamp or self._is_lost():
            return None
        return lambda post: self._visit(post, stamp)

    def known(self, found: Discovered) -> bytes | None:
        """The state of a post that the store has facts of."""
        if self.store is None:
            return None
        try:
            return self.store.stamp(found.path)
        except ERRORS as error:
            self._lose(error)
            return None

    def take(self, kept: Kept) -> None:
        """Keep the facts of a post."""
        self._pending.append(kept)
        if len(self._pending) >= BATCH:
            self._flush()

    def leave_out(self, found: Discovered) -> None:
        """Note a post that could not be read: it takes no part."""
        self._left_out.add(found.path)

    def _visit(self, post: Post, stamp: bytes) -> list[str]:
        """Keep the facts of a post; what its functions raise is told."""
        kept, wrong = self.maker.make(post, stamp)
        self.take(kept)
        return wrong

    def _flush(self) -> None:
        if self.store is None or not self._pending:
            return
        try:
            with self.store.writing():
                self.store.write(self._pending)
        except ERRORS as error:
            self._lose(error)
        self._pending.clear()

    def _lose(self, error: Exception) -> None:
        """Go on without a store; what it lacks is gathered at the end."""
        if self.store is not None:
            self.store.close()
        self.store, self._failure = None, error

    def _is_lost(self) -> bool:
        return self.store is None

    # -- the end ---------------------------------------------------------------------------------------------

    def complete(self) -> Store | None:
        """The store with every post of the run, and none that has gone from its folders.

        None where nothing can be stored at all, which is said.
        """
        self._flush()
        store = self.store
        if store is not None and (self._gather(store) if self._is_partial else self._finish(store)):
            return store
        return self.anew()

    def anew(self, error: Exception | None = None) -> Store | None:
        """The same in another store, after what went wrong with this one: every post is read once more."""
        if error is not None:
            self._lose(error)
        while self.discovery.folders and self._failure is not None:
            store = self._open_another(self._failure)
            if store is None or self._gather(store):
                return store
        if self._failure is not None:  # a run over files cannot fill a store
            self.notices.append(skipped(NONE if is_damage(self._failure) else why(self._failure)))
        return None

    def _open_another(self, failure: Exception) -> Store | None:
        """The project's store made anew if it was broken, once; else one of the run's own; None after that."""
        if self.maker.is_kept and is_damage(failure) and not self._is_remade:
            self._is_remade = True
            try:
                discard(self.run.configuration.root)
                return self.maker.open()
            except ERRORS as other:
                failure = other
        if self.maker.is_kept:
            self.notices.append(self.maker.not_kept(failure))
            self.maker.is_kept = False
            return self.maker.open_temporary()
        self.notices.append(f"archive rules were skipped: facts can be stored nowhere: {why(failure)}")
        return None

    def _gather(self, store: Store) -> bool:
        """Fill a store with all posts of the run."""
        self.store, self._failure = store, None
        store.look_again()
        for found in self.discovery.files:
            if not found.is_post or self._is_lost():
                continue
            raw = self.run.read(found)
            if raw is None:
                self.leave_out(found)
            elif (visit := self.visitor(raw, found)) is not None:
                visit(self.run.post(raw, found))
        self._flush()
        return not self._is_lost() and self._finish(store)

    def _finish(self, store: Store) -> bool:
        """Forget what has gone, and note what is complete."""
        try:
            with store.writing():
                store.remove(self._left_out)
                store.remove(list(self._gone(store)))
                store.index()
                is_mixed = store.was_changed and store.has_other(self.maker.scheme)
                if not is_mixed:
                    store.cover(self.discovery.folders, self.maker.scheme)
        except ERRORS as error:
            self._lose(error)
            return False
        if is_mixed and self._turns < _TURNS:  # another run, by other rules, wrote at the same time
            self._turns += 1
            return self._gather(store)
        return True

    def _gone(self, store: Store) -> Iterator[str]:
        """Posts that are kept though they lie in the folders no more, or are no posts now."""
        files, folders = self.discovery.files, tuple(self.discovery.folders)
        posts = files.posts
        if not folders or store.count() == len(posts) - len(self._left_out):
            return  # of no folder anything can be missed, or all of them are in it, so nothing else is
        for path in posts.missing(path for path in store.paths() if path.startswith(folders)):
            if not (store.was_changed and os.path.lexists(self.run.configuration.root / path)):
                yield path
