"""Work on several processors: orders go out in batches, and answers come back in the order of the orders."""

from __future__ import annotations

import os
import sys
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from bylint.batches import Packer, check_batch, forget, ready
from bylint.checked import Failure
from bylint.work import Answer, Order, can_fork, enough_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bylint.work import Recipe, Worker

T = TypeVar("T")

BATCH = 48
"""Orders that are sent at once: some 20 ms of work, against 0.2 ms that sending takes."""
AHEAD = 3
"""Batches for each process that are sent before the first of them is answered."""
_MOST_WAITING = 4096
"""Answers that wait for an earlier one before a batch goes out that is not full."""


_HEAVY = 4_000_000
"""Bytes of posts that are sent at once, where posts are sent along."""


class ExecutorError(Exception):
    """Workers that cannot be had, or do not do their work. The run ends with exit code 2."""


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs_for(files: int, asked: int | None) -> int:
    """How many processes are worth it; 1 is this one alone."""
    if asked is not None:
        return max(1, min(asked, files))
    enough = enough_for(asked)
    return max(1, min(processors(), files // enough * 2 if files >= enough else 1))


class _Slot:
    """Where an answer is going to be."""

    __slots__ = ("answer", "order")

    def __init__(self, order: Order | None, answer: Answer | None = None) -> None:
        self.order = order
        self.answer = answer


class _Sent:
    """A batch that is being worked on."""

    def __init__(self, slots: list[_Slot], future: Future[list[Answer]]) -> None:
        self.slots = slots
        self.future = future


class Crew:
    """Workers behind an executor, which `open_executor` makes anew when one of its processes has died.

    What died with a process is asked again, one file at a time, so that one post costs one diagnostic.
    """

    def __init__(
        self,
        recipe: Recipe,
        open_executor: Callable[[int], Executor],
        *,
        jobs: int,
        worker: Worker,
        carries: bool = False,
    ) -> None:
        self._packer = Packer(recipe)
        self._open = open_executor
        self._jobs = jobs
        self._worker = worker
        self._carries = carries
        """Whether posts are sent along, because workers cannot read them."""
        ready(self._packer.recipe, worker)
        self._executor: Executor | None = None
        self._slots: deque[_Slot] = deque()
        self._sent: deque[_Sent] = deque()

    def answers(self, stream: Iterable[Order | Answer]) -> Iterator[tuple[Order | None, Answer]]:
        """Each order with its answer, in order; what is answered already goes through where it stands."""
        waiting: list[_Slot] = []
        weight = 0
        for each in stream:
            if isinstance(each, Answer):
                self._slots.append(_Slot(None, each))
            else:
                slot = _Slot(each)
                self._slots.append(slot)
                waiting.append(slot)
                weight += len(each.raw or b"")
            if len(waiting) >= BATCH or (waiting and (weight > _HEAVY or len(self._slots) > _MOST_WAITING)):
                self._send(waiting)
                waiting, weight = [], 0
            yield from self._done(most=AHEAD * self._jobs)
        if waiting:
            self._send(waiting)
        yield from self._done(most=0)

    def close(self) -> None:
        """End the processes, also in the midst of their work."""
        forget(self._packer.recipe)
        if self._executor is not None:
            end(self._executor)
            self._executor = None

    def _send(self, slots: list[_Slot]) -> None:
        try:
            future = self._submit(slots)
        except BrokenExecutor:  # it died while nothing was asked of it
            self._again()
            future = self._submit(slots)
        self._sent.append(_Sent(slots, future))

    def _submit(self, slots: list[_Slot]) -> Future[list[Answer]]:
        if self._executor is None:
            self._executor = self._open(self._jobs)
        return self._executor.submit(check_batch, self._packer.pack(self._orders(slots)))

    def _orders(self, slots: Iterable[_Slot]) -> Iterator[Order]:
        for slot in slots:
            if slot.order is None:
                continue
            raw = self._worker.run.read(slot.order.found) if self._carries and slot.order.raw is None else None
            yield slot.order if raw is None else slot.order._replace(raw=raw)

    def _done(self, *, most: int) -> Iterator[tuple[Order | None, Answer]]:
        """The answers that are there, in order; waits for some while more batches than that are out."""
        while self._slots:
            first = self._slots[0]
            if first.answer is None:
                if not self._sent or (len(self._sent) <= most and not self._sent[0].future.done()):
                    return
                self._receive()
                continue
            self._slots.popleft()
            yield first.order, first.answer

    def _receive(self) -> None:
        """Wait for the batch that was sent first."""
        sent = self._sent[0]
        try:
            answers = sent.future.result()
        except BrokenExecutor:
            self._again()
            return
        except ExecutorError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever an executor makes of what went wrong far away
            self._sent.popleft()
            self._one_by_one(sent.slots, f"{type(error).__name__}: {str(error)[:200]}")
            return
        self._sent.popleft()
        for slot, answer in zip(sent.slots, answers, strict=True):
            slot.answer = answer

    def _again(self) -> None:
        """After the death of a process: ask again what had no answer, with a new process for each that dies."""
        if self._executor is not None:
            end(self._executor)
            self._executor = None
        lost = [sent for sent in self._sent if not _is_answered(sent)]
        for sent in lost:
            self._sent.remove(sent)
            self._one_by_one(sent.slots)

    def _one_by_one(self, slots: Iterable[_Slot], why: str = "") -> None:
        """Ask for each file by itself. One that kills its process, or fails again, gets a diagnostic that says so."""
        executor: Executor | None = None
        try:
            for slot in slots:
                executor = executor or self._open(1)
                try:
                    batch = self._packer.pack(self._orders([slot]))
                    (slot.answer,) = executor.submit(check_batch, batch).result()
                except BrokenExecutor:
                    end(executor)
                    executor = None
                    slot.answer = self._fail(slot, "the process that checked it died: killed, or out of memory")
                except ExecutorError:
                    raise
                except Exception as error:  # noqa: BLE001  # as above
                    slot.answer = self._fail(slot, why or f"{type(error).__name__}: {str(error)[:200]}")
        finally:
            if executor is not None:
                end(executor)

    def _fail(self, slot: _Slot, said: str) -> Answer:
        assert slot.order is not None  # noqa: S101  # it was sent
        return Answer(self._worker.run.fail_file(slot.order.found, Failure("internal-error", said)), is_read=False)


def _is_answered(sent: _Sent) -> bool:
    future = sent.future
    return future.done() and not future.cancelled() and future.exception() is None


def open_processes(jobs: int, *, limit: float) -> Executor:
    """Processes of this machine. `limit` is how many seconds a rule may take there."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    try:
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(limit,))
    except (OSError, ImportError, NotImplementedError):  # no room for what processes share, or a system without it
        return Here()


class Here(Executor):
    """Does what it is given at once, in this process: where there can be no other."""

    def submit(self, fn: Callable[..., T], /, *given: Any, **named: Any) -> Future[T]:
        """What came of it, as a future that is over."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*given, **named))
        except Exception as error:  # noqa: BLE001  # whoever asks for the result gets it
            done.set_exception(error)
        return done


_OPEN: list[Any] = []
"""What is open as long as the process lives."""


def _begin(limit: float) -> None:
    """What a process does before its first batch. It lives no longer than the run, and looks after its own rules."""
    import gc
    import multiprocessing
    import signal
    import threading
    from multiprocessing.connection import wait

    from bylint.watchdog import watch

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run is told, and ends this process
    signal.signal(signal.SIGALRM, signal.SIG_DFL) if hasattr(signal, "SIGALRM") else None
    gc.disable()
    gc.freeze()
    sys.stdout = sys.stderr  # what a rule prints
    watching = watch(limit)
    watching.__enter__()  # until the process ends
    _OPEN.append(watching)
    parent: Any = multiprocessing.parent_process()

    def follow() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=follow, name="bylint-parent", daemon=True).start()


def end(executor: Executor) -> None:
    """End an executor at once, with what its processes are doing."""
    processes = list((getattr(executor, "_processes", None) or {}).values())
    for process in processes:
        with suppress(OSError, ValueError, AttributeError):
            process.kill()
    executor.shutdown(wait=bool(processes), cancel_futures=True)  # of dead processes there is nothing to wait for
