"""The command as a process of its own: `python -m bylint`, and what the installed `bylint` starts."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run the command line without looking for garbage: a run leaves little in cycles, and the process ends soon.

    Frozen objects are not looked at when it ends, either. Both together are a sixth of the time that one post takes.
    """
    gc.disable()
    from bylint.cli import main

    try:
        main(prog_name="bylint")
    finally:
        gc.freeze()


if __name__ == "__main__":
    if sys.path and sys.path[0] == os.getcwd():  # noqa: PTH109  # as fast as can be
        del sys.path[0]  # a `click.py` of the repository under test is not to be run in place of the library
    run()
