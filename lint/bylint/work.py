"""The work on posts, apart from the run that they belong to: what is asked of each, what is answered, and who does it.

Orders and answers can be sent to another process, see `batches`: they hold values and no open files.
"""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bylint.checked import Failure
from bylint.dependence import Dependence
from bylint.results.keys import state_of
from bylint.witness import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from bylint.archive.keeping import Kept
    from bylint.archive.making import FactMaker
    from bylint.checked import Checked
    from bylint.config import Configuration
    from bylint.discover import Discovered
    from bylint.engine import Question
    from bylint.post import Post
    from bylint.run import Run
    from bylint.static_files import StaticFiles
    from bylint.witness import Sign


TOGETHER = 16
"""Files that are checked at once: with more, their texts are no longer at hand when the next rule wants them."""
_MOST_AT_ONCE = 1_000_000
"""Bytes that end such a group: a few posts may be as large as all others."""
FORKED_FROM = 120
"""Files from which on a second process, forked, is faster than one alone."""
SPAWNED_FROM = 2_500
"""The same for processes that start from nothing and import everything again."""


class Order(NamedTuple):
    """One file to check. `stamp` is the state of it that the facts store knows already.

    `base` is a digest of what its result depends on beside its text, where results are kept, and `state` that of a
    result that is. `raw` are its bytes, where whoever checks it cannot read it, and `sign` tells how it looked then.
    """

    found: Discovered
    stamp: bytes | None = None
    base: bytes = b""
    state: bytes | None = None
    sign: Sign = ()
    raw: bytes | None = None


class Answer(NamedTuple):
    """What one file gave: its result, and its facts where the store did not have them.

    `checked` is None where the file is in the state that the order names. `is_read` is false for one that could not be
    read, or not be checked. The rest is what its result depends on: the `state` of file and facts (`stamp`), how the
    file looked (`sign`), for which days it holds (ordinals), whether it looked for static files, and in which folders
    it, or one that was checked with it, looked as the first. `is_kept` tells a result that was kept already.
    """

    checked: Checked | None
    kept: Kept | None = None
    is_read: bool = True
    state: bytes = b""
    stamp: bytes | None = None
    sign: Sign = ()
    since: int = 0
    until: int = 0
    needs_files: bool = False
    asked: tuple[str, ...] = ()
    is_kept: bool = False


class Recipe(NamedTuple):
    """What makes a worker that checks as a run does, wherever it is made.

    `functions` are the names of the facts functions that are called, under their `scheme`; None where no facts are
    wanted.
    """

    configuration: Configuration
    cwd: Path
    today: date
    functions: tuple[str, ...] | None = None
    scheme: bytes = b""
    describes: bool = False

    def make(self) -> Worker:
        """The worker. Raises RuleError and ConfigurationError."""
        from bylint.registry import load_registry  # by whoever works elsewhere
        from bylint.run import Run
        from bylint.site_finder import SiteFinder

        configuration = self.configuration
        finder = SiteFinder(configuration.root, configuration.people, today=self.today)
        run = Run(configuration, load_registry(configuration.local_rules), finder, self.cwd)
        run.describes = self.describes
        if self.functions is None:
            return Worker(run)
        from bylint.archive.making import FactMaker

        return Worker(run, FactMaker.of_names(run, self.functions, self.scheme))


class Worker:
    """Checks files."""

    def __init__(self, run: Run, maker: FactMaker | None = None) -> None:
        self.run = run
        self.maker = maker

    def answer(self, order: Order) -> Answer:
        """Check one file."""
        return next(self.answers([order]))

    def answers(self, orders: Iterable[Order]) -> Iterator[Answer]:
        """Check several files in their order, some of them at once: see `Engine.check_all`."""
        tasks: list[_Task] = []
        size = 0
        for order in orders:
            task = _Task(self, order)
            tasks.append(task)
            size += len(task.raw)
            if len(tasks) == TOGETHER or size > _MOST_AT_ONCE:
                yield from self._answers(tasks)
                tasks, size = [], 0
        yield from self._answers(tasks)

    def _answers(self, tasks: Sequence[_Task]) -> Iterator[Answer]:
        open_ = [task for task in tasks if task.answer is None]
        known = {id(task.files): (task.files, task.files.count) for task in open_}
        questions = [task.question() for task in open_]
        results = self.run.engine.check_all(questions, lambda posts: self._gather(open_, posts))
        for task, checked in zip(open_, results, strict=True):
            files, count = known[id(task.files)]
            task.answer = task.answered(checked, files.asked_since(count))
        return iter([task.answer for task in tasks if task.answer is not None])

    def _gather(self, tasks: Sequence[_Task], posts: Sequence[Post]) -> list[list[str]]:
        """Make the facts of posts that are wanted. What went wrong is told of each."""
        wrong: list[list[str]] = [[] for _ in tasks]
        if self.maker is None:
            return wrong
        from bylint.archive.keeping import Asking

        wanted = [at for at, task in enumerate(tasks) if task.stamp is not None and task.stamp != task.order.stamp]
        made = self.maker.make_all([(Asking(posts[at], tasks[at].depends), tasks[at].stamp or b"") for at in wanted])
        for at, (kept, said) in zip(wanted, made, strict=True):
            tasks[at].kept, wrong[at] = kept, said
        return wrong


class Alone:
    """One worker in this process."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def answers(self, stream: Iterable[Order | Answer]) -> Iterator[tuple[Order | None, Answer]]:
        """Each order with its answer; what is answered already goes through."""
        stream = iter(stream)
        while some := list(islice(stream, TOGETHER)):
            answers = self._worker.answers(each for each in some if isinstance(each, Order))
            for each in some:
                yield (None, each) if isinstance(each, Answer) else (each, next(answers))

    def close(self) -> None:
        """Nothing is open."""


class _Task:
    """What is being done for an order; there is an answer at once where nothing is to be checked."""

    def __init__(self, worker: Worker, order: Order) -> None:
        self.run = worker.run
        self.order = order
        self.answer: Answer | None = None
        self.sign = sign_of(order.found.file) if order.base and order.raw is None else ()
        self.state = b""
        self.stamp: bytes | None = None
        self.maker = worker.maker if order.found.is_post else None
        self.kept: Kept | None = None
        self.depends = Dependence()
        self.raw = b""
        try:
            raw = self.run.read_bytes(order.found) if order.raw is None else order.raw
        except OSError as error:
            self._fail(Failure("unreadable", reason(error)))
            return
        if raw is None or len(raw) > self.run.configuration.max_file_size:
            self._fail(self.run.too_large())
            return
        self.raw = raw
        if self.maker is not None:
            self.stamp = self.maker.stamp(raw, order.found)
        if order.base:
            self.state = state_of(order.base, raw)
            if self.state == order.state and self.stamp == (order.stamp if self.maker is not None else None):
                self.answer = Answer(None, state=self.state, stamp=self.stamp, sign=self.sign)

    def _fail(self, failure: Failure) -> None:
        self.answer = Answer(self.run.fail_file(self.order.found, failure), is_read=False)

    @property
    def files(self) -> StaticFiles:
        """The static files that the post may look up."""
        return self.order.found.site.files

    def question(self) -> Question:
        """What the engine is asked."""
        return self.run.question(self.raw, self.order.found, depends=self.depends)

    def answered(self, checked: Checked, folders: tuple[str, ...]) -> Answer:
        """The answer, where `folders` were looked up while several posts were checked."""
        depends = self.depends
        return Answer(
            checked,
            self.kept,
            state=self.state,
            stamp=self.stamp,
            sign=self.sign,
            since=depends.since.toordinal(),
            until=depends.until.toordinal(),
            needs_files=depends.files,
            asked=folders if depends.files else (),
        )


def can_fork() -> bool:
    """Whether a process can be forked without harm: other systems, or other threads, say no."""
    import threading

    return sys.platform == "linux" and threading.active_count() == 1


def enough_for(asked: int | None) -> int:
    """Files from which on more than one process is worth it."""
    if asked is not None:
        return 2
    return FORKED_FROM if can_fork() else SPAWNED_FROM


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    import errno  # only where it did

    if error.errno == errno.ELOOP:
        return "the link leads round in a circle"
    return error.strerror or type(error).__name__
