"""The work on posts, apart from the run that they belong to: what is asked of each, what is answered, and who does it.

Orders and answers can be sent to another process. They hold values and no open files.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.checked import Failure
from bylint.dependence import asked
from bylint.results.keys import state_of
from bylint.source import Source
from bylint.witness import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from bylint.archive.keeping import Kept
    from bylint.archive.making import FactMaker
    from bylint.checked import Checked
    from bylint.config import Configuration
    from bylint.discover import Discovered
    from bylint.post import Post
    from bylint.run import Run
    from bylint.witness import Sign


class Order(NamedTuple):
    """One file to check. `stamp` is the state of it that the facts store knows already.

    `base` is a digest of what its result depends on beside its text, where results are kept, and `state` that of a
    result that is. `raw` are its bytes, where whoever checks it cannot read it.
    """

    found: Discovered
    stamp: bytes | None = None
    base: bytes = b""
    state: bytes | None = None
    raw: bytes | None = None


class Answer(NamedTuple):
    """What one file gave: its result, and its facts where the store did not have them.

    `checked` is None where the file is in the state that the order names. `is_read` is false for one that could not be
    read, or not be checked. The rest is what its result depends on: the `state` of file and facts (`stamp`), how the
    file looked (`sign`), for which days it holds (ordinals), whether it looked for static files, and in which folders
    as the first. `is_kept` tells a result that was kept already.
    """

    checked: Checked | None
    kept: Kept | None = None
    is_read: bool = True
    state: bytes = b""
    stamp: bytes | None = None
    sign: Sign = ()
    since: int = 0
    until: int = 0
    needs_files: bool = False
    asked: tuple[str, ...] = ()
    is_kept: bool = False


class Recipe(NamedTuple):
    """What makes a worker that checks as a run does, wherever it is made.

    `functions` are the names of the facts functions that are called, under their `scheme`; None where no facts are
    wanted.
    """

    configuration: Configuration
    cwd: Path
    today: date
    functions: tuple[str, ...] | None = None
    scheme: bytes = b""
    describes: bool = False

    def make(self) -> Worker:
        """The worker. Raises RuleError and ConfigurationError."""
        from bylint.registry import load_registry  # by whoever works elsewhere
        from bylint.run import Run
        from bylint.site_finder import SiteFinder

        configuration = self.configuration
        finder = SiteFinder(configuration.root, configuration.people, today=self.today)
        run = Run(configuration, load_registry(configuration.local_rules), finder, self.cwd)
        run.describes = self.describes
        if self.functions is None:
            return Worker(run)
        from bylint.archive.making import FactMaker

        return Worker(run, FactMaker.of_names(run, self.functions, self.scheme))


class Worker:
    """Checks one file after the other."""

    def __init__(self, run: Run, maker: FactMaker | None = None) -> None:
        self.run = run
        self.maker = maker

    def answer(self, order: Order) -> Answer:
        """Check one file."""
        found = order.found
        sign = sign_of(found.file) if order.base and order.raw is None else ()
        try:
            raw = self.run.read_bytes(found) if order.raw is None else order.raw
        except OSError as error:
            return Answer(self.run.fail_file(found, Failure("unreadable", reason(error))), is_read=False)
        if raw is None or len(raw) > self.run.configuration.max_file_size:
            return Answer(self.run.fail_file(found, self.run.too_large()), is_read=False)
        maker = self.maker if found.is_post else None
        stamp = maker.stamp(raw, found) if maker is not None else None
        state = state_of(order.base, raw) if order.base else b""
        if state and state == order.state and stamp == (order.stamp if maker is not None else None):
            return Answer(None, state=state, stamp=stamp, sign=sign)
        made: list[Kept] = []
        visit = None
        if maker is not None and stamp is not None and stamp != order.stamp:

            def visit(post: Post) -> list[str]:
                kept, wrong = maker.make(post, stamp)
                made.append(kept)
                return wrong

        asked.begin()
        known = found.site.files.count
        checked = self.run.check_bytes(raw, found, visit)
        return Answer(
            checked,
            made[0] if made else None,
            state=state,
            stamp=stamp,
            sign=sign,
            since=asked.since.toordinal(),
            until=asked.until.toordinal(),
            needs_files=asked.files,
            asked=found.site.files.asked_since(known) if asked.files else (),
        )


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    import errno  # only where it did

    if error.errno == errno.ELOOP:
        return "the link leads round in a circle"
    return error.strerror or type(error).__name__


class Batch(NamedTuple):
    """Several orders for another process. What many of them share is pickled once, and known by its bytes."""

    recipe: bytes
    shared: tuple[bytes, ...]
    orders: tuple[tuple[Any, ...], ...]


class Packer:
    """Makes batches of orders."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = pickle.dumps(recipe)
        self._pickled: dict[int, tuple[object, bytes]] = {}

    def pack(self, orders: Iterable[Order]) -> Batch:
        """A batch, which holds no object twice."""
        shared: dict[int, int] = {}
        texts: list[bytes] = []
        rows = []
        for found, *known in orders:
            numbers = []
            for each in (found.settings, found.site):
                if id(each) not in shared:
                    shared[id(each)] = len(texts)
                    texts.append(self._pickle(each))
                numbers.append(shared[id(each)])
            rows.append((found.path, found.file, *numbers, found.is_post, found.in_content, *known))
        return Batch(self.recipe, tuple(texts), tuple(rows))

    def _pickle(self, shared: object) -> bytes:
        known = self._pickled.get(id(shared))
        if known is None:  # the object is kept, so that no other has its number
            known = self._pickled[id(shared)] = (shared, pickle.dumps(shared))
        return known[1]


_WORKERS: dict[bytes, Worker] = {}
_SHARED: dict[bytes, Any] = {}
_MOST_SHARED = 10_000


def ready(recipe: bytes, worker: Worker) -> None:
    """Have a worker at hand for a recipe: processes that are forked from this one need not make it."""
    _WORKERS[recipe] = worker


def forget(recipe: bytes) -> None:
    """Let go of a worker."""
    _WORKERS.pop(recipe, None)


def check_batch(batch: Batch) -> list[Answer]:
    """Check several files, in a process that may have been started for it."""
    from bylint.discover import Discovered

    worker = _WORKERS.get(batch.recipe)
    if worker is None:
        worker = _WORKERS[batch.recipe] = pickle.loads(batch.recipe).make()  # noqa: S301  # of the process that sent it
    if len(_SHARED) > _MOST_SHARED:
        _SHARED.clear()
    shared = [_unpickled(each) for each in batch.shared]
    answers = []
    for path, file, settings, site, is_post, in_content, *known in batch.orders:
        found = Discovered(path, file, shared[settings], shared[site], is_post, in_content)
        answers.append(portable(worker.answer(Order(found, *known))))
    return answers


def _unpickled(text: bytes) -> Any:
    if text not in _SHARED:
        _SHARED[text] = pickle.loads(text)  # noqa: S301  # as above
    return _SHARED[text]


def portable(answer: Answer) -> Answer:
    """An answer with no more than another process needs: a text only where something was found in it."""
    checked = answer.checked
    if checked is None:
        return answer
    if not checked.diagnostics:
        return answer._replace(checked=checked._replace(source=None))
    source = checked.source
    if source is not None:
        source = Source(source.path, source.text, bom=source.bom, defect=source.defect)  # without what it has counted
    found = tuple(
        each if _is_portable(each.data) else each._replace(data=_plain(each.data)) for each in checked.diagnostics
    )
    return answer._replace(checked=checked._replace(source=source, diagnostics=found))


_OWN = frozenset({str, int, float, bool, type(None)})


def _is_portable(data: Mapping[str, Any]) -> bool:
    return type(data) is dict and all(
        type(value) in _OWN or (type(value) in {list, tuple} and all(type(inner) in _OWN for inner in value))
        for value in data.values()
    )


def _plain(value: Any) -> Any:
    """A copy of types that every process has; a rule's own type may be one that only its module knows."""
    from collections.abc import Mapping
    from datetime import date, time

    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | date | time):
        return value
    if isinstance(value, int | float):
        return value.real
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return {_plain(inner) for inner in value}
    return [_plain(inner) for inner in value]
