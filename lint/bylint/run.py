"""A run: files found, read and checked a few at once, so that memory does not grow with the archive."""

from __future__ import annotations

import errno
import gc
import os
import stat
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from bylint.checked import Checked, Failure
from bylint.config import Configuration, ConfigurationError, Settings
from bylint.discover import Choose, Discovered, Unreadable, discover, one_file, relative_posix
from bylint.document import parse
from bylint.engine import Active, Engine, Plan, Question
from bylint.filenames import open_at_once
from bylint.options import fields_of, read_options
from bylint.post import Post
from bylint.registry import RuleError
from bylint.source import Source
from bylint.witness import sign_of
from bylint.work import Alone, Answer, Order, Worker, enough_for, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from pydantic import BaseModel

    from bylint.archive.comparison import Comparison, Facts
    from bylint.archive.making import FactMaker
    from bylint.dependence import Dependence
    from bylint.discover import Discovery
    from bylint.overview.rows import PostRow
    from bylint.parallel import Crew
    from bylint.registry import Registry
    from bylint.remote.tree import Tree
    from bylint.results.keeping import Results
    from bylint.rule import Rule, RuleOptions
    from bylint.site_finder import SiteFinder
    from bylint.work import Recipe


class Run:
    """Everything that one run shares. `cwd` is what reported paths are relative to."""

    def __init__(self, configuration: Configuration, registry: Registry, finder: SiteFinder, cwd: Path) -> None:
        self.configuration = configuration
        self.registry = registry
        self.finder = finder
        self.cwd = cwd
        self.engine = Engine(registry, knows_all=not configuration.isolated)
        self._notices: list[str] = []
        self.amend: Callable[[Discovered, bytes, Checked], Checked] | None = None
        """What is done with a file and its result before the result is given out, such as fixing it."""
        self.choose: Choose | None = None
        """Which of the files that PATHs mean are checked; all, if nothing is said."""
        self.tree: Tree | None = None
        """What the project lies in, if that is not a folder of this machine: it is asked for posts, and names them."""
        self.jobs: int | None = 1
        """How many processes check posts; None for as many as are worth it."""
        self.executor: Callable[[int], Executor] | None = None
        """What opens the executor whose workers check posts, if they are not this machine's own; see `executors`.

        Its `jobs` are how many workers it has.
        """
        self.caches = False
        """Whether results are kept for the next run, and those of an earlier one used; facts are kept unless told."""
        self.keeps_facts = True
        self.shows_text = True
        """Whether somebody shows the texts that findings stand in: else results need none."""
        self.results: Results | None = None
        self.discovery: Discovery | None = None
        """The files that the last run was about."""
        self.describes = False
        """Whether results of posts say what a report keeps of them."""
        self.take_facts: Callable[[Facts], None] | None = None
        """What is given the facts of the posts of the run, when archive rules have spoken."""
        self._comparison: Comparison | None = None
        self._has_compared = False
        self._of_folders = False
        self._plans: dict[tuple[int, bool], tuple[Settings, Plan]] = {}

    def check(self, paths: Iterable[Path]) -> Iterator[Checked]:
        """Check files and folders, in the order of their paths. Raises ConfigurationError and UsageError.

        What archive rules say comes after the last file, in the order of paths again: results that are marked `later`.
        """
        results = self._check(tuple(paths))
        return results if self.tree is None else map(self.tree.named, results)

    def _check(self, paths: tuple[Path, ...]) -> Iterator[Checked]:
        discovery = self.discovery = discover(paths, self.configuration, self.finder, cwd=self.cwd, choose=self.choose)
        self._notices.extend(f"{path} is left out by an exclude or a .gitignore" for path in discovery.excluded)
        self._notices.extend(discovery.notices)
        self._of_folders = bool(discovery.folders)
        comparison = self._comparison = self._compare(discovery, paths)
        self.results = self._open_results(discovery)
        try:
            yield from self._check_all(discovery)
            if self.results is not None:
                self.results.finish(discovery)
            if comparison is not None:
                yield from comparison.finish()
                self._has_compared = comparison.has_judged
                if self.take_facts is not None:
                    self.take_facts(comparison.facts)
        finally:
            if self.results is not None:
                self.results.close()
            if comparison is not None:
                self._notices += comparison.notices
                comparison.close()
                self._comparison = None

    def _compare(self, discovery: Discovery, paths: tuple[Path, ...]) -> Comparison | None:
        """The archive's part of the run; None where no archive rule is on, and nothing of it is imported."""
        settings = {id(each.settings): each.settings for each in discovery.files.all_shared() if each.is_post}
        active = [each for one in settings.values() for each in self.plan(one).archive]
        if not active:
            return None
        from bylint.archive.where import exists, skipped

        root, isolated = self.configuration.root, self.configuration.isolated
        if not discovery.folders and self.choose is None and (isolated or not exists(root)):
            self._notices.append(skipped())
            return None
        from bylint.archive.comparison import Comparison  # only now is SQLite needed
        from bylint.archive.judgement import distinct

        comparison = Comparison(self, discovery, distinct(active))
        if self.choose is not None:  # a few of all files that the PATHs mean, which may be asked for after all
            comparison.walk = lambda: discover(paths, self.configuration, self.finder, cwd=self.cwd)
        comparison.begin()
        return comparison

    def _open_results(self, discovery: Discovery) -> Results | None:
        """The results that are kept of the project; none of a run that fixes, or of files that lie elsewhere.

        Runs over folders make the cache folder; runs over files use it where it is.
        """
        if not self.caches or self.configuration.isolated or self.amend is not None or self.tree is not None:
            return None
        from bylint.archive.where import has_results, is_carried, is_outside

        root = self.configuration.root
        if is_carried(root) or any(map(is_outside, discovery.folders)):
            return None
        if not discovery.folders and not has_results(root):  # a few files are not worth a folder in somebody's project
            return None
        from bylint.results.keeping import Results

        return Results.open(self)

    def say(self, notice: str) -> None:
        """Have the run tell something at its end."""
        self._notices.append(notice)

    def _check_all(self, discovery: Discovery) -> Iterator[Checked]:
        unreadable = iter(discovery.unreadable)
        if self.tree is not None:
            wanted = (found.file for found in discovery if self.is_checked(found))
            self.tree.expect(wanted, self.configuration.max_file_size)
        broken = next(unreadable, None)
        files = (found for found in discovery if self.is_checked(found))
        for checked in self._check_files(files, len(discovery)):
            while broken is not None and broken.path < checked.root_path:
                yield self._unreadable(broken)
                broken = next(unreadable, None)
            yield checked
        while broken is not None:
            yield self._unreadable(broken)
            broken = next(unreadable, None)

    def _check_files(self, files: Iterable[Discovered], count: int) -> Iterator[Checked]:
        if self.amend is not None:  # a file that is written while others are read is none for several processes
            yield from map(self._check_file, files)
            return
        comparison = self._comparison
        worker = Worker(self, comparison.maker_in_use if comparison is not None else None)
        wants_facts = worker.maker is not None
        orders = (self._order(found, wants_facts=wants_facts) for found in files)
        stream = orders if self._sees_disk else map(self._with_bytes, orders)
        enough = enough_for(self.jobs)
        while part := _ahead(stream, max(MOST_AHEAD, enough), enough):
            count -= len(part)
            asked = sum(isinstance(each, Order) for each in part)
            is_much = asked >= enough or self.executor is not None
            crew = self._crew(worker, asked + count) if is_much else Alone(worker)
            try:
                for order, answer in crew.answers(chain(part, stream) if is_much else part):
                    yield self._take(worker, order, answer)
            finally:
                crew.close()

    def _order(self, found: Discovered, *, wants_facts: bool) -> Order | Answer:
        """What is asked of a file, or the answer that is kept of it."""
        comparison = self._comparison
        stamp = comparison.known(found) if comparison is not None and found.is_post else None
        if self.results is None:
            return Order(found, stamp)
        return self.results.order(found, stamp, wants_facts=wants_facts)

    @property
    def _sees_disk(self) -> bool:
        """Whether whoever checks a file can read it: no program far away does, and no placeholder says anything."""
        return self.tree is None and self.executor is None

    def _with_bytes(self, order: Order | Answer) -> Order | Answer:
        """What is asked of a file, with its bytes and how it looked; what cannot be read is answered here."""
        if isinstance(order, Answer):
            return order
        sign = sign_of(order.found.file) if order.base else ()
        try:
            raw = self.read_bytes(order.found)
        except OSError as error:
            return Answer(self._failed(order.found, Failure("unreadable", reason(error))), is_read=False)
        if raw is None:
            return Answer(self._failed(order.found, self.too_large()), is_read=False)
        return order._replace(raw=raw, sign=sign)

    def _take(self, worker: Worker, order: Order | None, answer: Answer) -> Checked:
        """Keep what a file gave, and give its result."""
        if order is not None and order.raw is not None:
            answer = answer._replace(sign=order.sign)
        if order is not None and answer.checked is None and self.results is not None:
            self.results.touch(order, answer)
            kept = self.results.answer(order.found)
            answer = worker.answer(order._replace(state=None)) if kept is None else kept
        if order is not None:
            if self._comparison is not None and order.found.is_post:
                self._comparison.take(order.found, answer)
            if self.results is not None:
                self.results.keep(order, answer)
        assert answer.checked is not None  # noqa: S101  # nothing names a state but results
        return answer.checked

    def _crew(self, worker: Worker, files: int) -> Alone | Crew:
        """Whoever checks so many files."""
        from bylint.parallel import Crew, jobs_for, open_processes  # wanted only where there is much to do

        jobs = jobs_for(files, self.jobs)
        if jobs == 1 and self.executor is None:
            return Alone(worker)
        limit = self.configuration.max_rule_seconds
        if self.executor is not None:
            jobs = getattr(self.executor, "jobs", jobs)
        opens = self.executor or (lambda count: open_processes(count, limit=limit))
        return Crew(self._recipe(worker.maker), opens, jobs=jobs, worker=worker)

    def _recipe(self, maker: FactMaker | None) -> Recipe:
        from bylint.work import Recipe

        configuration, today = self.configuration, self.finder.today
        if maker is None:
            return Recipe(configuration, self.cwd, today, describes=self.describes)
        return Recipe(configuration, self.cwd, today, maker.names, maker.scheme, describes=self.describes)

    @property
    def notices(self) -> list[str]:
        """What is worth knowing of the run as a whole; complete when it is over."""
        of_tree = self.tree.notices if self.tree is not None else ()
        found = [*of_tree, *self._notices, *self.finder.notices]
        if any(notice.startswith(_FACTS) for notice in found):  # where these cannot be kept, results cannot either
            found = [notice for notice in found if not notice.startswith(_RESULTS)]
        if self._of_folders and not self.configuration.site:  # a writer's one post need not say it each time
            found += self.finder.unread
        return found

    @property
    def rules_that_ran(self) -> frozenset[str]:
        """The names of the rules that looked at a file of this run, each somewhere."""
        active = (each.rule for _, plan in self._plans.values() for each in plan.active)
        return frozenset(rule.id for rule in active if rule.needs != "archive" or self._has_compared)

    @staticmethod
    def is_checked(found: Discovered) -> bool:
        """Whether a file is a post, or something else that a section of the configuration names."""
        return found.is_post or bool(found.settings.sections)

    def check_text(self, raw: bytes, found: Discovered, *, is_real: bool = True) -> Checked:
        """Check bytes as if they were a file's. The archive is told of them only if they are, or will be."""
        comparison = self._comparison if is_real and found.is_post else None
        visit = comparison.visitor(raw, found) if comparison is not None else None
        return self.check_bytes(raw, found, visit)

    def check_bytes(
        self, raw: bytes, found: Discovered, visit: Callable[[Post], Iterable[str]] | None = None
    ) -> Checked:
        """Check bytes as if they were a file's, and show the post to `visit`."""
        return self.engine.check_all([self.question(raw, found, visit)])[0]

    def question(
        self,
        raw: bytes,
        found: Discovered,
        visit: Callable[[Post], Iterable[str]] | None = None,
        depends: Dependence | None = None,
    ) -> Question:
        """What the engine is asked of bytes: to check them as a file's, and to show the post to `visit`."""
        plan = self.plan(found.settings, is_post=found.is_post)
        source = Source.decode(self.shown(found.file), raw)
        describe = _describer() if self.describes and found.is_post else None
        return Question(source, found.site, plan, found.path, found.in_content, visit, describe, depends)

    def found(self, checked: Checked) -> Discovered:
        """The file that a result is of, with all that holds for it."""
        return one_file(checked.path, self.configuration, self.finder, cwd=self.cwd)

    def post(self, raw: bytes, found: Discovered) -> Post:
        """The post that bytes make, as the engine reads it."""
        source = Source.decode(self.shown(found.file), raw)
        document = parse(source, found.site.dialect.unfenced)
        schema = self.plan(found.settings).schema
        return Post(document, found.site, root_path=found.path, schema=schema, in_content=found.in_content)

    def read(self, found: Discovered) -> bytes | None:
        """The bytes of a file that is read once more; None where that cannot be, or there are too many."""
        try:
            return self.read_bytes(found)
        except OSError:
            return None

    def check_raw(self, raw: bytes, found: Discovered) -> Checked:
        """The same, unless there are too many; of a text that lies in no archive."""
        if len(raw) > self.configuration.max_file_size:
            return self.fail_file(found, self.too_large())
        if found.is_post and self.plan(found.settings).archive:
            self._notices.append("archive rules were skipped: they compare files, not a text by itself")
        return self.check_text(raw, found)

    def too_large(self) -> Failure:
        """Why a file is not read that has more bytes than the configuration allows."""
        return Failure("too-large", f"larger than {self.configuration.max_file_size:,} bytes (max-file-size), not read")

    def shown(self, file: str) -> str:
        """A path as reports show it: posix, relative to the working directory."""
        return relative_posix(file, str(self.cwd))

    def named(self, file: str) -> str:
        """The same, as results name it in the end: by its address, where posts lie elsewhere."""
        return self.shown(file) if self.tree is None else self.tree.name(self.shown(file))

    def _unreadable(self, found: Unreadable) -> Checked:
        failure = Failure("unreadable", found.reason)
        return self.engine.fail(self.shown(found.file), found.path, failure, self.plan(Settings()))

    def _check_file(self, found: Discovered) -> Checked:
        try:
            raw = self.read_bytes(found)
        except OSError as error:
            return self._failed(found, Failure("unreadable", reason(error)))
        if raw is None:
            return self._failed(found, self.too_large())
        checked = self.check_text(raw, found)
        return checked if self.amend is None else self.amend(found, raw, checked)

    def fail(self, failure: Failure) -> Checked:
        """The result for what befell no file but the whole project."""
        return self.engine.fail(self.shown(str(self.configuration.root)), ".", failure, self.plan(Settings()))

    def _failed(self, found: Discovered, failure: Failure) -> Checked:
        if self._comparison is not None and found.is_post:
            self._comparison.leave_out(found)
        return self.fail_file(found, failure)

    def fail_file(self, found: Discovered, failure: Failure) -> Checked:
        """The result for a file that could not be checked."""
        return self.engine.fail(self.shown(found.file), found.path, failure, self.plan(found.settings))

    def read_bytes(self, found: Discovered) -> bytes | None:
        """The file's bytes; None where there are too many. Raises OSError.

        Of what is no regular file (a pipe, a device) nothing is read.
        """
        limit = self.configuration.max_file_size
        if self.tree is not None and self.tree.has(found.file):
            return self.tree.read(found.file, limit)
        descriptor = open_at_once(found.file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
            parts: list[bytes] = []
            size = 0
            while part := os.read(descriptor, 1 << 16 if size == 0 else 1 << 20):
                parts.append(part)
                size += len(part)
                if size > limit:
                    return None
        finally:
            os.close(descriptor)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def plan(self, settings: Settings, *, is_post: bool = True) -> Plan:
        """The rules for one section's posts. Made once. Raises ConfigurationError and RuleError."""
        key = (id(settings), is_post)
        known = self._plans.get(key)
        if known is None:
            known = self._plans[key] = (settings, self._make_plan(settings, is_post=is_post))
        return known[1]

    def _make_plan(self, settings: Settings, *, is_post: bool) -> Plan:
        """Of what is no post, only the schema is checked. What stops a run is always said."""
        self.registry.check_former_names()
        active = []
        for rule in self.registry:
            if rule.group != "run" and not self._is_on(rule, settings):
                continue
            if is_post or rule.group in ("schema", "stet", "run"):
                severity, period = settings.severity_of(rule.id), settings.period_of(rule.id)
                active.append(Active(rule, self._options(rule, settings), severity, period))
        return Plan(tuple(active), self._schema(settings))

    def _is_on(self, rule: Rule, settings: Settings) -> bool:
        if rule.preview and not self.configuration.preview and not settings.names(rule.id):
            return False
        return settings.selects(rule.id, default=rule.default)

    def _options(self, rule: Rule, settings: Settings) -> RuleOptions:
        given = settings.rules.get(rule.id)
        return self._read_options(rule, given) if given else rule.options()

    def check_options(self) -> None:
        """Refuse what the configuration says of a rule's options, also of a rule that does not run.

        Raises ConfigurationError and RuleError.
        """
        for key, name, given in self.configuration.with_options():
            at = f'{key}."{name}"'
            if name in self.registry.ids:
                self._read_options(self.registry[name], given, key)
            elif name in self.registry:
                raise self.configuration.error("options are a rule's; this names more than one", at)

    def _read_options(self, rule: Rule, given: Mapping[str, Any], key: str = "rules") -> RuleOptions:
        from pydantic import ValidationError  # only where options are given

        try:
            return read_options(rule.options, given)
        except ValidationError as error:
            from bylint.config_errors import explain_options  # only where there is an error

            at = (*_steps(key), rule.id)
            raise explain_options(error, fields_of(rule.options), file=self.configuration.file, at=at) from error
        except Exception as error:  # options are a plugin's own code
            raise RuleError(
                f"the options of the rule {rule.id} cannot be read: {type(error).__name__}: {str(error)[:200]}"
            ) from error

    def _schema(self, settings: Settings) -> type[BaseModel] | None:
        if settings.schema is None:
            return None
        from bylint.declared import build_schema  # only where a schema is declared

        try:
            return build_schema(settings.schema, self.configuration.root)
        except ConfigurationError as error:
            raise self.configuration.error(error.message, error.key or "schema") from error


def _describer() -> Callable[[Post], PostRow]:
    from bylint.overview.describing import describe  # only for a report

    return describe


def _steps(key: str) -> tuple[str | int, ...]:
    """The steps to a table of options: `rules`, or `section[1].rules`."""
    section = key.removesuffix("rules").removeprefix("section[").removesuffix("].")
    return ("section", int(section), "rules") if section else ("rules",)


def settle_names(configuration: Configuration, registry: Registry) -> Configuration:
    """The configuration under the names that its rules have now, with a notice for each former name.

    Raises ConfigurationError for a name that no rule or group has, and RuleError for one that the command line gives.
    Where the project's own rules are not there, a name of a group that is not there either may be one of theirs.
    """
    renamed = {}
    notices = []
    for name, key in configuration.mentions():
        if configuration.isolated and name.partition("/")[0] not in registry.groups:
            continue
        if name != "all" and not registry.knows(name):
            at = f'{key}."{name}"' if key.endswith(("rules", "severity")) else key
            raise configuration.error(f'no rule or group is named "{name}"{registry.suggest(name)}', at)
        if name not in registry and (now := registry.former_names.get(name)):
            renamed[name] = now
            notices.append(f"{name} ({key}) is called {now} now")
    given = configuration.override
    for name in (*(given.select or ()), *given.extend_select, *given.ignore):
        registry.expand([name])
        if name not in registry and (now := registry.former_names.get(name)):
            renamed[name] = now
            notices.append(f"{name} is called {now} now")
    if not renamed:
        return configuration
    return replace(configuration.renamed(renamed), notices=(*configuration.notices, *dict.fromkeys(notices)))


_FACTS, _RESULTS = "facts are not kept for the next run", "results are not kept for the next run"
MOST_AHEAD = 1_000
"""Files that are looked up before it is decided whether several processes are worth it, for these and the rest."""


def _ahead(stream: Iterator[Order | Answer], most: int, enough: int) -> list[Order | Answer]:
    """The next of a stream: so many at most, and no more than it takes to have enough orders."""
    found: list[Order | Answer] = []
    for each in stream:
        found.append(each)
        enough -= isinstance(each, Order)
        if not enough or len(found) == most:
            break
    return found


@contextmanager
def no_collection() -> Iterator[None]:
    """No garbage collection while posts are checked: looking for cycles costs a third of the run.

    What posts leave in cycles (a traceback, at most) is little. It is the whole process that goes without, so only
    whoever owns the process may ask for it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
