"""What a table of measurements says of the machine: no name of it, no paths, no addresses."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


def facts(folder: Path) -> dict[str, str]:
    """Processor, memory, disk, system and versions; the disk is that of the folder."""
    return {
        "processor": _processor(),
        "cores": f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()}",
        "memory": _memory(),
        "disk": _disk(folder),
        "system": _system(),
        "load at the beginning": ", ".join(f"{each:.1f}" for each in os.getloadavg()) + " (1, 5 and 15 minutes)",
        "Python": f"{platform.python_version()} ({platform.python_implementation()}), "
        + ("PyYAML with libyaml" if yaml.__with_libyaml__ else "PyYAML without libyaml"),
        "Node": _said_by("node", "--version"),
    }


def _processor() -> str:
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return _said_by("sysctl", "-n", "machdep.cpu.brand_string") or platform.processor() or "unknown"


def _memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 1024**3:.1f} GiB"


def _disk(folder: Path) -> str:
    """The kind of file system, and whether the device turns."""
    best = ("", "unknown", "")
    for line in _lines("/proc/self/mounts"):
        device, point, kind, *_ = line.split()
        if folder.resolve().is_relative_to(point) and len(point) > len(best[0]):
            best = (point, kind, device)
    turning = next(_lines(f"/sys/class/block/{Path(best[2]).name}/queue/rotational"), "")
    kind = {"0": ", solid state or virtual", "1": ", rotational or virtual"}.get(turning, "")
    return f"{best[1]}{kind}, {shutil.disk_usage(folder).free / 1024**3:.0f} GiB free"


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        name = platform.platform()
    return f"{name}, {platform.system()} {platform.release()}" if sys.platform == "linux" else name


def _lines(path: str) -> Iterator[str]:
    try:
        yield from Path(path).read_text("utf-8", "replace").splitlines()
    except OSError:
        return


def _said_by(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
