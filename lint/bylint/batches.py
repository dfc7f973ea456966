"""Orders as they are sent to other processes, and answers as they come back: imported where there are several."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.source import Source
from bylint.work import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bylint.work import Answer, Recipe, Worker


class Batch(NamedTuple):
    """Several orders for another process. What many of them share is pickled once, and known by its bytes."""

    recipe: bytes
    shared: tuple[bytes, ...]
    orders: tuple[tuple[Any, ...], ...]


class Packer:
    """Makes batches of orders."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = pickle.dumps(recipe)
        self._pickled: dict[int, tuple[object, bytes]] = {}

    def pack(self, orders: Iterable[Order]) -> Batch:
        """A batch, which holds no object twice."""
        shared: dict[int, int] = {}
        texts: list[bytes] = []
        rows = []
        for found, *known in orders:
            numbers = []
            for each in (found.settings, found.site):
                if id(each) not in shared:
                    shared[id(each)] = len(texts)
                    texts.append(self._pickle(each))
                numbers.append(shared[id(each)])
            rows.append((found.path, found.file, *numbers, found.is_post, found.in_content, *known))
        return Batch(self.recipe, tuple(texts), tuple(rows))

    def _pickle(self, shared: object) -> bytes:
        known = self._pickled.get(id(shared))
        if known is None:  # the object is kept, so that no other has its number
            known = self._pickled[id(shared)] = (shared, pickle.dumps(shared))
        return known[1]


_WORKERS: dict[bytes, Worker] = {}
_SHARED: dict[bytes, Any] = {}
_MOST_SHARED = 10_000


def ready(recipe: bytes, worker: Worker) -> None:
    """Have a worker at hand for a recipe: processes that are forked from this one need not make it."""
    _WORKERS[recipe] = worker


def forget(recipe: bytes) -> None:
    """Let go of a worker."""
    _WORKERS.pop(recipe, None)


def worker_for(recipe: bytes) -> Worker:
    """The worker for a recipe, made if it is not at hand. Raises what `Recipe.make` does."""
    worker = _WORKERS.get(recipe)
    if worker is None:
        worker = _WORKERS[recipe] = pickle.loads(recipe).make()  # noqa: S301  # of the process that sent it
    return worker


def begin_anew() -> None:
    """Forget all recipes and sites: another run may find the same ones changed."""
    _WORKERS.clear()
    _SHARED.clear()


def check_batch(batch: Batch) -> list[Answer]:
    """Check several files, in a process that may have been started for it."""
    from bylint.discover import Discovered

    worker = worker_for(batch.recipe)
    if len(_SHARED) > _MOST_SHARED:
        _SHARED.clear()
    shared = [_unpickled(each) for each in batch.shared]
    orders = (
        Order(Discovered(path, file, shared[settings], shared[site], is_post, in_content), *known)
        for path, file, settings, site, is_post, in_content, *known in batch.orders
    )
    return [portable(answer) for answer in worker.answers(orders)]


def _unpickled(text: bytes) -> Any:
    if text not in _SHARED:
        _SHARED[text] = pickle.loads(text)  # noqa: S301  # as above
    return _SHARED[text]


def portable(answer: Answer) -> Answer:
    """An answer with no more than another process needs: a text only where something was found in it."""
    checked = answer.checked
    if checked is None:
        return answer
    if not checked.diagnostics:
        return answer._replace(checked=checked._replace(source=None))
    source = checked.source
    if source is not None:
        source = Source(source.path, source.text, bom=source.bom, defect=source.defect)  # without what it has counted
    found = tuple(
        each if _is_portable(each.data) else each._replace(data=_plain(each.data)) for each in checked.diagnostics
    )
    return answer._replace(checked=checked._replace(source=source, diagnostics=found))


_OWN = frozenset({str, int, float, bool, type(None)})


def _is_portable(data: Mapping[str, Any]) -> bool:
    return type(data) is dict and all(
        type(value) in _OWN or (type(value) in {list, tuple} and all(type(inner) in _OWN for inner in value))
        for value in data.values()
    )


def _plain(value: Any) -> Any:
    """A copy of types that every process has; a rule's own type may be one that only its module knows."""
    from collections.abc import Mapping
    from datetime import date, time

    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | date | time):
        return value
    if isinstance(value, int | float):
        return value.real
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return {_plain(inner) for inner in value}
    return [_plain(inner) for inner in value]
