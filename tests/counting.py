"""How much work something is, counted and not timed: the same on every machine, however busy."""

from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def calls_of(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, the work calls, each turn of a generator counted.

    In a thread of its own: a greenlet that another test left on this one, as a browser's client does, and a profile
    together keep Python 3.11 in an endless loop.

    Raises:
        BaseException: What the work raises.

    """
    found = 0
    failures: list[BaseException] = []

    def count(frame: FrameType, event: str, function: object) -> None:
        nonlocal found
        found += event in {"call", "c_call"}

    def run() -> None:
        sys.setprofile(count)
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            sys.setprofile(None)

    gc.collect()  # so that what others left behind is not finalised in between
    gc.disable()
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        gc.enable()
    if failures:
        raise failures[0]
    return found - 1  # the call that takes the counter away
