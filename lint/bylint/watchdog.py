"""Stops a rule that does not end. Costs nothing while rules are quick: a clock looks in from time to time."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from operator import is_not
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.faults import TooSlowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from signal import Signals
    from types import CodeType, FrameType

_LOOKS = 8
"""At least so often the clock looks in before a rule's time is up."""
_LONGEST = 0.5
"""Seconds between two looks, at most."""
_CHANCES = 20
"""A rule that goes on after being stopped so often ends the run."""


class _Turn(NamedTuple):
    """One rule at work on one post. The frame is kept, so that no other can be taken for it."""

    frame: FrameType
    active: Any
    subject: Any


@contextmanager
def watch(limit: float, *, by_thread: bool = os.name == "nt") -> Iterator[None]:
    """While this is open, a rule that takes more than `limit` seconds on one post is stopped, and told of.

    It works in the main thread only, and not where the program uses the alarm signal itself: elsewhere nothing is
    watched. `by_thread` is for systems that have no alarm clock.
    """
    import signal  # only where a run is watched

    number = signal.SIGTERM if by_thread else signal.SIGALRM
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(number) != signal.SIG_DFL:
        yield
        return
    from bylint.engine import ask  # the one place that runs rules of posts

    watcher = _Watcher(limit, ask.__code__)
    pace = min(max(limit / _LOOKS, 0.01), _LONGEST)
    signal.signal(number, watcher.look)
    stop = _ring_by_thread(number, pace) if by_thread else _ring_by_alarm(pace)
    try:
        yield
    finally:
        stop()
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def watch_this_thread(limit: float) -> Iterator[None]:
    """The same in any thread: in a program of somebody else's, which may use its alarm clock.

    What is stopped too late, when its rule has just ended, is TooSlowError raised elsewhere in this thread.
    """
    import ctypes  # only where somebody else's threads check posts

    from bylint.engine import ask  # as above

    watcher = _Watcher(limit, ask.__code__)
    watched = ctypes.c_ulong(threading.get_ident())
    stop: Any = ctypes.pythonapi.PyThreadState_SetAsyncExc
    over = threading.Event()

    def look() -> None:
        while not over.wait(min(max(limit / _LOOKS, 0.01), _LONGEST)):
            try:
                watcher.look(0, sys._current_frames().get(watched.value))  # noqa: SLF001  # documented
            except TooSlowError as error:
                stop(watched, ctypes.py_object(_named(str(error))))

    looking = threading.Thread(target=look, name="bylint-watchdog", daemon=True)
    looking.start()
    try:
        yield
    finally:
        try:
            over.set()
            looking.join()
            # What was sent too late is raised at the latest where a loop goes round. To take it back instead would
            # leave Python 3.11 and 3.12 looking for it for ever: slower, and without end under a profiler.
            for _ in range(2):
                pass
        except TooSlowError:
            looking.join()


def _named(said: str) -> type[TooSlowError]:
    """An exception that needs no arguments, since a class is all that can be raised in another thread."""

    class StoppedError(TooSlowError):
        def __init__(self) -> None:
            super().__init__(said)

    return StoppedError


def _ring_by_alarm(pace: float) -> Callable[[], object]:
    import signal

    signal.setitimer(signal.ITIMER_REAL, pace, pace)
    return lambda: signal.setitimer(signal.ITIMER_REAL, 0)


def _ring_by_thread(number: Signals, pace: float) -> Callable[[], object]:
    import _thread

    over = threading.Event()

    def ring() -> None:
        while not over.wait(pace):
            _thread.interrupt_main(number)

    threading.Thread(target=ring, name="bylint-watchdog", daemon=True).start()
    return over.set


class _Watcher:
    """Looks at what the main thread is doing: `each` of a rule, on a `subject`, in the function that has this code.

    The archive's rules and facts are run in functions of the same form, which there are once their modules are
    imported; `patience` are the seconds that one may take beyond the limit.
    """

    def __init__(self, limit: float, code: CodeType) -> None:
        self._limit = limit
        self._codes = {code}
        self._turn: _Turn | None = None
        self._since = 0.0
        self._stopped = 0

    def look(self, _: int, frame: FrameType | None) -> None:
        """Raise TooSlowError into the rule whose time is up."""
        turn, inside = self._find(frame)
        known = self._turn
        if turn is None or known is None or any(map(is_not, turn, known)):
            self._turn, self._since, self._stopped = turn, time.monotonic(), 0
            return
        limit = self._limit + turn.frame.f_locals.get("patience", 0.0)
        if not inside or time.monotonic() - self._since < limit:
            return
        rule = turn.active.rule
        said = f"took more than {limit:g} s (max-rule-seconds) and was stopped{_place(frame, rule)}"
        self._stopped += 1
        if self._stopped > _CHANCES:
            path = getattr(turn.frame.f_locals.get("subject"), "path", "")
            sys.stderr.write(f"bylint: error: {path}: the rule {rule.id} {said}, but does not end\n")
            sys.stderr.flush()
            os._exit(2)
        raise TooSlowError(said)

    def _find(self, frame: FrameType | None) -> tuple[_Turn | None, bool]:
        """The rule at work, and whether the work is in the rule or in what it called."""
        inner = frame
        self._codes.update(_codes_of_archive())
        while frame is not None:
            if frame.f_code in self._codes:
                active, subject = frame.f_locals.get("each"), frame.f_locals.get("subject")
                return (_Turn(frame, active, subject) if active is not None else None), frame is not inner
            frame = frame.f_back
        return None, False


def _codes_of_archive() -> Iterator[CodeType]:
    """The functions that run archive rules and make facts, once they are imported."""
    for module, name in (("bylint.archive.asking", "ask"), ("bylint.archive.keeping", "collect")):
        function = getattr(sys.modules.get(module), name, None)
        if function is not None:
            yield function.__code__


def _place(frame: FrameType | None, rule: Any) -> str:
    """The innermost line of the rule's own file."""
    code = getattr(rule.check, "__code__", None)
    while frame is not None and code is not None:
        if frame.f_code.co_filename == code.co_filename:
            return f" ({os.path.basename(code.co_filename)}:{frame.f_lineno})"  # noqa: PTH119  # not worth a Path
        frame = frame.f_back
    return ""
