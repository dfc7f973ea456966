"""`--executor`: workers of an engine that is there already, a Dask cluster or any `concurrent.futures.Executor`.

What they see of this machine's files does not matter: batches carry what is needed, see `bylint.far`.
"""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bylint import __version__
from bylint.far import ROUNDS, Parcel, Reply, Wish, check_far, leave_home, stay_home
from bylint.parallel import ExecutorError
from bylint.static_files import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from bylint.batches import Batch

_MOST_DEATHS = 50
"""Workers that die one after the other, without an answer between them, before that is no post's doing."""
_USUAL_JOBS = 8
"""Workers that an executor is taken to have if it does not say."""


class Engine:
    """Opens executors for a run. `opens` gives one that is new, or as good; `name` is what people are told of it."""

    def __init__(self, opens: Callable[[], Executor], rules: Collection[str], *, jobs: int = _USUAL_JOBS) -> None:
        self._opens = opens
        self._rules = frozenset(rules)
        self._run = uuid.uuid4().hex
        self._files: dict[tuple[str, str], StaticFiles] = {}
        self._deaths = 0
        self._has_answered = False
        self._later = ThreadPoolExecutor(1, "bylint-far")
        self.pending: set[Future[Any]] = set()
        self.jobs = jobs
        stay_home(self._run)

    def __call__(self, _: int) -> Executor:
        """An executor whose `submit` takes a batch: it has as many workers as it has. Raises ExecutorError."""
        inner = self._opens()
        if not isinstance(inner, Executor):
            raise ExecutorError(f"its {type(inner).__name__} is no concurrent.futures.Executor")
        return _FarExecutor(self, inner)

    def close(self) -> None:
        """Give up what is still waited for."""
        leave_home(self._run)
        self._later.shutdown(wait=False, cancel_futures=True)

    def lose(self, why: str) -> None:
        """Have all that is waited for fail."""
        for future in list(self.pending):
            settle(future, error=ExecutorError(why))

    def ask(self, inner: Executor, outer: Future[Any], batch: Batch) -> None:
        """Send a batch and see to it that `outer` gets its answers."""
        self.pending.add(outer)
        outer.add_done_callback(self.pending.discard)
        _Errand(self, inner, outer, batch).send(batch)

    def parcel(self, batch: Batch, wishes: Collection[Wish], *, is_last: bool) -> Parcel:
        """A batch with the folders that its posts have asked for."""
        folders = tuple((wish, self._files_of(wish).folder(wish.path)) for wish in wishes)
        return Parcel(self._run, __version__, self._rules, batch, folders, is_last)

    def _files_of(self, wish: Wish) -> StaticFiles:
        key = (wish.root, wish.top)
        if key not in self._files:
            self._files[key] = StaticFiles(*key)
        return self._files[key]

    def weigh(self, error: BaseException) -> BaseException:
        """What an executor's error means for the run."""
        kind = type(error).__name__
        if kind == "KilledWorker" or isinstance(error, BrokenExecutor):
            self._deaths += 1
            if self._deaths > _MOST_DEATHS:
                return ExecutorError("its workers die, whatever they are asked")
            return BrokenExecutor(str(error))
        if self._has_answered and kind != "CancelledError":
            return error
        said = next(iter(str(error).splitlines()), "")[:200]
        if kind == "CancelledError":
            return ExecutorError("the connection to it was lost")
        return ExecutorError(f"its workers cannot run bylint {__version__}: {kind}: {said}")

    def note_answer(self) -> None:
        """Note that a worker has worked."""
        self._has_answered = True
        self._deaths = 0

    def later(self, call: Callable[[], None]) -> None:
        """Do something in a thread that may wait, which that of an answer may not."""
        try:
            self._later.submit(call)
        except RuntimeError:
            return  # closed


class _Errand:
    """One batch on its way there and back, and there again with what was asked for."""

    def __init__(self, engine: Engine, inner: Executor, outer: Future[Any], batch: Batch) -> None:
        self._engine = engine
        self._inner = inner
        self._outer = outer
        self._batch = batch
        self._answers: list[Any] = [None] * len(batch.orders)
        self._open = list(range(len(batch.orders)))
        self._round = 0

    def send(self, batch: Batch, wishes: Collection[Wish] = ()) -> None:
        """Send it, now or once more."""
        self._round += 1
        try:
            parcel = self._engine.parcel(batch, wishes, is_last=self._round >= ROUNDS)
            self._inner.submit(check_far, parcel).add_done_callback(self._receive)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # each executor raises its own
            settle(self._outer, error=self._engine.weigh(error))

    def _receive(self, future: Future[Any]) -> None:
        self._engine.later(lambda: self._take(future))

    def _take(self, future: Future[Any]) -> None:
        try:
            reply: object = future.result()
        except BaseException as error:  # noqa: BLE001  # as above; a CancelledError, too
            settle(self._outer, error=self._engine.weigh(error))
            return
        if not isinstance(reply, Reply) or not (reply.refusal or len(reply.answers) == len(self._open)):
            settle(
                self._outer, error=ExecutorError(f"it answers with {type(reply).__name__}, not with what it was given")
            )
            return
        if reply.refusal:
            settle(self._outer, error=ExecutorError(reply.refusal))
            return
        self._engine.note_answer()
        for at, answer in zip(self._open, reply.answers, strict=True):
            self._answers[at] = answer
        self._open = [at for at in self._open if self._answers[at] is None]
        if not self._open:
            settle(self._outer, self._answers)
            return
        orders = tuple(self._batch.orders[at] for at in self._open)
        self.send(self._batch._replace(orders=orders), reply.wishes)


class _FarExecutor(Executor):
    """An executor that takes batches and has them checked far away."""

    def __init__(self, engine: Engine, inner: Executor) -> None:
        self._engine = engine
        self._inner = inner
        self._mine: set[Future[Any]] = set()

    @property
    def _processes(self) -> Any:
        """Those of a pool of this machine, which are killed when it is ended."""
        return getattr(self._inner, "_processes", None)

    def submit(self, _: Any, /, *given: Any, **__: Any) -> Future[Any]:
        """Have a batch checked. What goes wrong is told by the future."""
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        self._mine.add(outer)
        outer.add_done_callback(self._mine.discard)
        self._engine.ask(self._inner, outer, given[0])
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # as the base class has it
        """Give up what is not answered."""
        for future in list(self._mine):
            settle(future, error=BrokenExecutor("it was closed"))
        try:
            self._inner.shutdown(wait=wait, cancel_futures=cancel_futures)
        except TypeError:  # Dask's has no `cancel_futures`
            self._inner.shutdown(wait=False)
        except Exception:  # noqa: BLE001  # the work is done, or is given up
            return


def settle(future: Future[Any], answers: Any = None, *, error: BaseException | None = None) -> None:
    """Give a future its outcome, unless it has one."""
    with _settling:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answers)


_settling = threading.Lock()


@contextmanager
def employed(name: str, rules: Collection[str], *, refuse_below: str | None = None) -> Iterator[Engine]:
    """The engine that a name means: `dask://host:port`, or `module:factory`. Raises ExecutorError.

    A factory's module is not to lie below `refuse_below`.
    """
    if not name.startswith(("dask://", "dask+tls://")):
        from bylint.factory import find_factory

        engine = Engine(find_factory(name, refuse_below), rules)
        try:
            yield engine
        finally:
            engine.close()
        return
    from bylint.dask_engine import Cluster

    cluster = Cluster(name)
    engine = Engine(cluster.executor, rules, jobs=cluster.jobs)
    try:
        with cluster.watched(engine):
            yield engine
    finally:
        engine.close()
        cluster.close()
