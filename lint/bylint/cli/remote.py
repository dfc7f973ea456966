"""How commands open a PATH that lies elsewhere: an archive, or an address."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bylint.cli.ending import fail, working_directory
from bylint.cli.opening import run_under
from bylint.remote import RemoteError
from bylint.remote.opening import open_tree
from bylint.remote.project import configuration_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bylint.run import Run

_WRITING = ("fix", "diff", "unsafe_fixes", "fix_only")
_OF_GIT = ("changed_since", "changed_lines")
_BASELINE = ("write_baseline", "prune_baseline", "strict_baseline")


@contextmanager
def open_remote(
    paths: Sequence[str], config: Path | None, *, isolated: bool, options: Mapping[str, Any], **choices: Any
) -> Iterator[tuple[Run, tuple[Path, ...]]]:
    """A run over the one PATH, and the paths in it. Ends the command where that cannot be, in one line."""
    if len(paths) > 1:
        fail("an address or an archive is a project of its own: give no other PATH beside it")
    _refuse(options)
    working_directory()
    with _ending_in_order():
        try:
            tree, inside = open_tree(paths[0])
        except RemoteError as error:
            fail(str(error))
        try:
            with told_of(tree):
                run = run_under(configuration_of(tree, config, isolated=isolated), Path(tree.folder), **choices)
                run.tree = tree
                yield run, (run.cwd / inside,) if inside else ()
        except RemoteError as error:
            fail(str(error))
        finally:
            tree.close()


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Have a run that is asked to end delete its temporary folder first."""
    if (
        signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what a rule cannot catch
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _refuse(options: Mapping[str, Any]) -> None:
    """Refuse what changes files, or needs their history."""
    given = [name for name in (*_WRITING, *_OF_GIT) if options.get(name) not in (None, False, ())]
    if given:
        why = "nothing is written there" if given[0] in _WRITING else "no git tells what changed there"
        fail(f"--{given[0].replace('_', '-')} does not go with an address or an archive: {why}")
    given = [name for name in _BASELINE if options.get(name)]
    if given and options.get("baseline") is None:
        fail(f"--{given[0].replace('_', '-')} needs --baseline FILE here: an address or an archive is not written to")
