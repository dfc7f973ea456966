"""How much work something is, counted and not timed: the same on every machine, however busy."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def calls_of(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, the work calls, each turn of a generator counted."""
    found = 0

    def count(frame: FrameType, event: str, function: object) -> None:
        nonlocal found
        found += event in {"call", "c_call"}

    gc.collect()  # so that what others left behind is not finalised in between
    gc.disable()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
        gc.enable()
    return found - 1  # the call that takes the counter away
