"""Times commands as whole processes, in turn (A B A B …), so that a drifting machine slows both; prints ratios.

python benchmarks/measure.py            # one post, 360 posts, 10,000 posts, memory
python benchmarks/measure.py one        # only the named measurements
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from archive import ARCHIVES, make_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent
BYLINT = [
    sys.executable,
    "-m",
    "bylint",
    "check",
    "--exit-zero",
    "--no-cache",
    "--output-format",
    "json",
    "--output-file",
    os.devnull,
]


def _environment() -> dict[str, str]:
    """As installed: pip compiles a package to byte code, which a checkout has only where Python may write it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "bylint-benchmarks-bytecode"))}


ENVIRONMENT = _environment()


def seconds(command: Sequence[str]) -> float:
    """Wall-clock seconds of one run, on the first processor only where the system can pin it."""
    started = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tempfile.gettempdir(),
        env=ENVIRONMENT,
    )
    return time.perf_counter() - started


def compare(
    name: str,
    ours: Sequence[str],
    theirs: Sequence[str],
    runs: int,
    limit: float | None = None,
    before: Callable[[], object] = lambda: None,
) -> None:
    """Run both in turn and print medians and the median of the paired ratios. `before` is done before each of ours."""
    seconds(ours), seconds(theirs)
    pairs = []
    for _ in range(runs):
        before()
        pairs.append((seconds(ours), seconds(theirs)))
    ratios = [a / b for a, b in pairs]
    print(
        f"{name:<28} bylint {statistics.median(a for a, _ in pairs):.3f} s   "
        f"other {statistics.median(b for _, b in pairs):.3f} s   "
        f"ratio {statistics.median(ratios):.2f} [{min(ratios):.2f}-{max(ratios):.2f}]"
        + (f" (at most {limit})" if limit is not None else "")
    )


def peak_memory(command: Sequence[str]) -> float:
    """Peak resident memory of one run, in MiB."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, *command],
        check=True,
        capture_output=True,
        text=True,
        cwd=tempfile.gettempdir(),
        env=ENVIRONMENT,
    )
    return int(out.stdout.split()[-1]) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def one_post(folder: Path) -> None:
    """Start-up: one post, against a script that imports click, yaml and a 15-field pydantic model."""
    post = make_archive(folder / "one", 1)[0]
    compare("one post", [*BYLINT, str(post)], [sys.executable, str(HERE / "imports_only.py")], 21, 1.4)


def the_360(_: Path) -> None:
    """The founding archive, against loading it with python-frontmatter."""
    posts = ARCHIVES / "stackstorm"
    compare("360 posts", [*BYLINT, str(posts)], [sys.executable, str(HERE / "load_only.py"), str(posts)], 11, 2.0)


def ten_thousand(folder: Path) -> None:
    """10,000 posts on one core, against loading them with python-frontmatter."""
    make_archive(folder / "many", 10_000)
    compare(
        "10,000 posts",
        [*BYLINT, str(folder / "many")],
        [sys.executable, str(HERE / "load_only.py"), str(folder / "many")],
        5,
        2.0,
    )


def memory(folder: Path) -> None:
    """Peak memory at 1,000, 10,000 and 20,000 posts."""
    for count in (1_000, 10_000, 20_000):
        place = folder / f"memory-{count}"
        make_archive(place, count)
        print(f"peak memory, {count:>6,} posts   {peak_memory([*BYLINT, str(place)]):.1f} MiB")


MEASUREMENTS = {"one": one_post, "360": the_360, "10000": ten_thousand, "memory": memory}


def main() -> None:
    """Run the measurements that are named, or all."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or MEASUREMENTS:
            MEASUREMENTS[name](Path(folder))


if __name__ == "__main__":
    main()
