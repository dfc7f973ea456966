"""Work by processes that see no file of this machine: what is sent along, and what they ask for in return.

`check_far` runs there. It is sent a batch with the posts' bytes; the names of static files, which few posts ask for, it
is sent when a post has asked.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from bylint import __version__
from bylint.faults import TooSlowError

if TYPE_CHECKING:
    from bylint.batches import Batch
    from bylint.static_files import Folder
    from bylint.work import Answer

ROUNDS = 20
"""So often a post may ask for further folders, each time for all that it comes upon."""


class Wish(NamedTuple):
    """A folder whose names are asked for: below a site's root, in a project."""

    root: str
    top: str
    path: str


class Parcel(NamedTuple):
    """A batch on its way. `run` tells one run from another; `rules` are the names of those that the run knows."""

    run: str
    version: str
    rules: frozenset[str]
    batch: Batch
    folders: tuple[tuple[Wish, Folder], ...] = ()
    is_last: bool = False
    """Whether what is not known now stays unknown."""


class Reply(NamedTuple):
    """The answers to a parcel's orders, None for one that needs the names in some folders first.

    `refusal` says why nothing of it could be done; `failures` are by the number of an order.
    """

    answers: tuple[Answer | None, ...] = ()
    wishes: tuple[Wish, ...] = ()
    refusal: str = ""


class _Bench:
    """What a process keeps between the batches of one run."""

    def __init__(self) -> None:
        self.run = ""
        self.refusal = ""
        self.folders: dict[Wish, Folder] = {}
        self.wishes: set[Wish] = set()
        self.lock = threading.Lock()
        self.at_home: set[str] = set()

    def list_folder(self, root: str, top: str, path: str) -> Folder | None:
        """The names in a folder, as the run sees them; None where they are not known yet."""
        wish = Wish(root, top, path)
        found = self.folders.get(wish)
        if found is None:
            self.wishes.add(wish)
        return found


_bench = _Bench()


def stay_home(run: str) -> None:
    """Note that this process, and those that are forked from it, see the files of a run."""
    _bench.at_home.add(run)


def leave_home(run: str) -> None:
    """Forget that again."""
    _bench.at_home.discard(run)


def check_far(parcel: Parcel) -> Reply:
    """Check the files of a batch, one batch at a time."""
    from bylint import batches
    from bylint.watchdog import watch_this_thread

    with _bench.lock:
        if parcel.run != _bench.run:
            _bench.refusal = _begin(parcel)
            _bench.run = parcel.run
        if _bench.refusal:
            return Reply(refusal=_bench.refusal)
        _bench.folders.update(parcel.folders)
        limit = batches.worker_for(parcel.batch.recipe).run.configuration.max_rule_seconds
        with watch_this_thread(limit):
            return _check(parcel)


def _begin(parcel: Parcel) -> str:
    """Forget the run before, whose sites may have changed since; why this one cannot be worked for, if so."""
    from bylint import batches
    from bylint.static_files import list_by

    if parcel.version != __version__:
        return f"bylint {__version__} is installed there, and {parcel.version} here"
    _bench.folders.clear()
    if parcel.run in _bench.at_home:
        list_by(None)
        return ""
    batches.begin_anew()
    list_by(_bench.list_folder)
    try:
        rules = frozenset(batches.worker_for(parcel.batch.recipe).run.registry.ids)
    except Exception as error:  # noqa: BLE001  # the rules may be anybody's
        return f"the rules cannot be loaded there: {str(error)[:300] or type(error).__name__}"
    missing = ", ".join(sorted(parcel.rules ^ rules)[:5])
    return f"not the same rules are installed there as here: {missing}" if missing else ""


def _check(parcel: Parcel) -> Reply:
    from bylint.batches import check_batch

    answers: list[Answer | None] = []
    wishes: set[Wish] = set()
    for order in parcel.batch.orders:
        _bench.wishes.clear()
        one = parcel.batch._replace(orders=(order,))
        try:
            (answer,) = check_batch(one)
        except TooSlowError:  # the rule had ended already
            (answer,) = check_batch(one)
        if _bench.wishes and not parcel.is_last:
            wishes |= _bench.wishes
            answers.append(None)
        else:
            answers.append(answer)
    return Reply(tuple(answers), tuple(sorted(wishes)))
