"""Runs one command here and says what it took: `python -I measured.py [--sample] OUTPUT COMMAND...`.

Prints a line of JSON: seconds on the clock, seconds of processor time of the whole process tree, the peak of resident
memory in MiB and how that was had, and the exit code. What the command prints is written to OUTPUT.

This is a process of its own, as small as can be, since a child's peak of memory is never less than that of the process
that it was forked from. Processor time is what the system adds up for a process and its children when they end; those
that outlive the command are waited for (they fall to this process, where the system can do so), but not on the clock.

Memory with `--sample` is asked of psutil every fifteen milliseconds or, where that takes long, more seldom: the sum
over all processes of the tree, in which pages that several processes share count once (PSS, on Linux; the sum of
resident sizes elsewhere). That takes time, so the time of a run that is sampled does not count. Without psutil or
`--sample`, it is the peak of the largest process.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY_SECONDS = 0.015
_REST = 20
"""How much longer it does not look than it does: pages of a large process take long to count."""
_PATIENCE = 10.0
_PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    """Run, and print what was seen."""
    arguments = sys.argv[1:]
    sampling = arguments[0] == "--sample"
    output, *command = arguments[sampling:]
    process_module = _psutil() if sampling else None
    _adopt_orphans()
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    started = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    status, sampled = _sample(process_module, child) if process_module else (os.waitpid(child, 0)[1], 0.0)
    took = time.perf_counter() - started
    _wait_for_orphans()
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    how = ("tree (PSS)" if sys.platform == "linux" else "tree (RSS)") if process_module else "largest process"
    seen = {
        "wall": took,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": max(sampled, largest),
        "peak_of": how,
        "code": os.waitstatus_to_exitcode(status),
    }
    print(json.dumps(seen))


def _psutil() -> Any:
    with contextlib.suppress(ImportError):
        import psutil

        return psutil
    return None


def _sample(psutil: Any, child: int) -> tuple[int, float]:
    """Look at the tree until the command ends: its status, and the largest sum in MiB."""
    top = psutil.Process(child)
    peak = 0
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status, peak / 1024 / 1024
        begun = time.process_time()
        peak = max(peak, sum(_sizes(psutil, top)))
        time.sleep(max(_EVERY_SECONDS, _REST * (time.process_time() - begun)))


def _sizes(psutil: Any, top: Any) -> Iterator[int]:
    with contextlib.suppress(psutil.Error, OSError):
        for process in (top, *top.children(recursive=True)):
            with contextlib.suppress(psutil.Error, OSError):
                yield process.memory_full_info().pss if sys.platform == "linux" else process.memory_info().rss


def _adopt_orphans() -> None:
    """Processes whose parent ends first become ours, so that their time is added up here."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    until = time.monotonic() + _PATIENCE
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < until:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                time.sleep(0.005)


if __name__ == "__main__":
    main()
