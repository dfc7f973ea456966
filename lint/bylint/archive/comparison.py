"""The archive's part of a run: facts are gathered while posts are checked, and compared when all of them are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from bylint.archive.gathering import ERRORS, Gathering
from bylint.archive.judgement import Judgement
from bylint.archive.keeping import STET, read_facts, read_kept
from bylint.archive.location import is_damage, why
from bylint.archive.making import FactMaker
from bylint.archive.placing import place
from bylint.archive.scheme import is_of_state
from bylint.archive.where import CARRIED, NONE, skipped
from bylint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from bylint.archive.facts import Fact
    from bylint.archive.said import OfPost
    from bylint.archive.store import Store
    from bylint.checked import Checked
    from bylint.diagnostic import Range
    from bylint.discover import Discovered, Discovery
    from bylint.discovered import Paths
    from bylint.engine import Active
    from bylint.post import Post
    from bylint.run import Run
    from bylint.work import Answer


class Facts(Protocol):
    """Asks for facts: those of all posts, or of the files of these paths."""

    def __call__(self, of: Container[str] | None = None) -> Iterator[Placed]:
        """The facts, in the order of paths and places."""
        ...


class Placed(NamedTuple):
    """A fact and where it stands; `file` is how people are told of the file."""

    file: str
    fact: Fact
    range: Range


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
        self.walk: Callable[[], Discovery] | None = None
        """Finds the files among which those of this run were chosen, to gather their facts where no store has them."""
        self._files = discovery.files
        self._paths = discovery.files.posts

    # -- while posts are checked -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the store that facts are gathered in, or that is asked about a few files."""
        if self.discovery.folders:
            self._gather_into(self._open_for_folders())
            return
        store = self._open_for_files()
        if not isinstance(store, str):
            self._gather_into(store)
        elif self.walk is not None and (whole := self.walk()).folders:
            self.discovery = whole
            self.maker = FactMaker(self.run, whole, self.active)
            self._gather_into(self._open_for_folders(), is_partial=True)
        else:
            self.notices.append(store)

    def _gather_into(self, store: Store, *, is_partial: bool = False) -> None:
        self.gathering = Gathering(self.run, self.discovery, self.maker, store, is_partial=is_partial)

    def _open_for_folders(self) -> Store:
        if self.maker.is_carried:
            self.notices.append(f"{CARRIED}: they are not used")
        if self.maker.is_kept:
            try:
                return self.maker.open()
            except ERRORS as error:
                self.notices.append(self.maker.not_kept(error))
                self.maker.is_kept = False
        return self.maker.open_temporary()

    def _open_for_files(self) -> Store | str:
        try:
            return self.maker.open_for(self._paths)
        except ERRORS as error:
            return skipped(NONE if is_damage(error) else why(error))

    def visitor(self, raw: bytes, found: Discovered) -> Callable[[Post], Iterable[str]] | None:
        """What the engine shows the post to, if its facts are wanted."""
        return None if self.gathering is None else self.gathering.visitor(raw, found)

    @property
    def maker_in_use(self) -> FactMaker | None:
        """What makes the facts that are wanted of each post; None where none are."""
        return self.maker if self.gathering is not None and self.gathering.store is not None else None

    def known(self, found: Discovered) -> bytes | None:
        """The state of a post that the store has facts of."""
        return None if self.gathering is None else self.gathering.known(found)

    def take(self, found: Discovered, answer: Answer) -> None:
        """Keep what was made of a post elsewhere."""
        if self.gathering is None:
            return
        if not answer.is_read:
            self.gathering.leave_out(found)
        elif answer.kept is not None:
            self.gathering.take(answer.kept)

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

    def facts(self, of: Container[str] | None = None) -> Iterator[Placed]:
        """The facts of the posts that the run is about, or of some of them, in the order of paths and places."""
        store = self.gathering.store if self.gathering is not None else None
        try:
            for path, day, text in store.kept() if store is not None else ():
                found = self.find(path)
                file = self.run.named(found.file) if found is not None else None
                if file is None or (of is not None and file not in of):
                    continue
                for fact, place in read_facts(read_kept(day, text)[1]):
                    if fact.name != STET:
                        yield Placed(file, fact, place)
        except ERRORS as error:
            self.notices.append(f"facts are not all there: {why(error)}")

    def find(self, path: str) -> Discovered | None:
        """The post of this run at a path."""
        found = self._files.find(path)
        return found if found is not None and found.is_post else None

    @property
    def paths(self) -> Paths:
        """The posts that the run is about, sorted."""
        return self._paths
