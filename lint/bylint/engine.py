"""Posts through their rules: findings become diagnostics, marks let some of them stand, what breaks is named."""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.checked import Checked, Failure
from bylint.dependence import Dependence, asked
from bylint.diagnostic import NOTHING
from bylint.document import parse
from bylint.faults import MOST_FINDINGS, BadFindingError, blame, findings_of
from bylint.post import Post
from bylint.stamp import Stamp, number
from bylint.suppress import Stet, apply_marks

__all__ = [
    "Active",
    "Checked",
    "Engine",
    "Failure",
    "Outcome",
    "Plan",
    "Question",
    "Stamp",
    "findings_in",
    "number",
]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pydantic import BaseModel

    from bylint.config import Period
    from bylint.diagnostic import Diagnostic, Severity
    from bylint.overview.rows import PostRow
    from bylint.registry import Registry
    from bylint.rule import Rule, RuleOptions
    from bylint.site import Site
    from bylint.source import Source
    from bylint.suppress import Mark


class Active(NamedTuple):
    """A rule that a post is checked by, with what the configuration says of it: options, severity, days it is for."""

    rule: Rule
    options: RuleOptions
    severity: Severity | None = None
    period: Period | None = None


class Plan:
    """What is done to the posts of one section: made once, used for each."""

    def __init__(self, active: tuple[Active, ...], schema: type[BaseModel] | None = None) -> None:
        self.active = active
        self.schema = schema
        self.on_document = tuple(each for each in active if each.rule.needs == "document")
        self.on_metadata = (*self.on_document, *(each for each in active if each.rule.needs == "metadata"))
        self.on_outcome = tuple(each for each in active if each.rule.needs == "engine")
        self.has_periods = any(each.period is not None for each in active)
        self.archive = tuple(each for each in active if each.rule.needs == "archive")


class Outcome(NamedTuple):
    """What the engine's own rules see: a post's marks and its text, or why there is no post."""

    stet: Stet = Stet()
    failures: tuple[Failure, ...] = ()
    suggest: Mapping[str, str] = NOTHING
    text: str = ""


class Engine:
    """Checks sources. Holds no state between posts.

    `knows_all` is False where the rules of the project were not loaded: a mark may name one of them.
    """

    def __init__(self, registry: Registry, *, knows_all: bool = True) -> None:
        self.registry = registry
        self.knows_all = knows_all

    def check(
        self,
        source: Source,
        site: Site,
        plan: Plan,
        *,
        root_path: str,
        in_content: bool = True,
        visit: Callable[[Post], Iterable[str]] | None = None,
        describe: Callable[[Post], PostRow] | None = None,
    ) -> Checked:
        """All that a plan's rules find in one source.

        `visit` is shown the post, too, and says what went wrong with it. `describe` makes a row of a report of it.
        """
        return self.check_all([Question(source, site, plan, root_path, in_content, visit, describe)])[0]

    def check_all(
        self,
        questions: Iterable[Question],
        gather: Callable[[Sequence[Post]], Iterable[Iterable[str]]] | None = None,
    ) -> list[Checked]:
        """All that rules find in several sources: each rule looks at one post after the other.

        So the processor has to learn a rule once for all posts, which saves a third of the time. `gather` is shown all
        posts, too, and says of each what went wrong with it.
        """
        readings = [Reading(question) for question in questions]
        together: dict[tuple[int, ...], list[Reading]] = {}
        for reading in readings:
            together.setdefault(tuple(map(id, reading.active)), []).append(reading)
        for alike in together.values():
            ask(alike[0].active, alike)
        if gather is not None:
            for reading, wrong in zip(readings, gather([each.subject for each in readings]), strict=True):
                reading.failures += [Failure("internal-error", said) for said in wrong]
        return [self._finish(reading) for reading in readings]

    def _finish(self, reading: Reading) -> Checked:
        """The result of a post that all rules have looked at."""
        question, post, stamp = reading.question, reading.subject, reading.stamp
        asked.by = reading.asked
        source, plan, found, failures = question.source, question.plan, reading.found, reading.failures
        stet = Stet()
        if question.visit is not None:
            failures += [Failure("internal-error", said) for said in question.visit(post)]
        described = question.describe(post) if question.describe is not None else None
        if marks := self.marks(post):
            found, stet = apply_marks(marks, found, self.ran(reading.active), self._known)
            if plan.archive:  # these speak later
                later = [each.rule.id for each in plan.archive]
                stet = stet._replace(unused=tuple(m for m in stet.unused if not any(map(m.names, later))))
            if not self.knows_all:
                groups = self.registry.groups
                stet = stet._replace(unknown=tuple(m for m in stet.unknown if m.name.partition("/")[0] in groups))
        if failures or stet.unused or stet.unknown:
            outcome = Outcome(
                stet,
                tuple(failures),
                {mark.name: self.registry.suggest(mark.name) for mark in stet.unknown},
                source.text,
            )
            found += findings_in(plan.on_outcome, outcome, stamp, [])
        return Checked(
            source.path,
            question.root_path,
            source,
            number(found, question.root_path),
            suppressed=stet.suppressed,
            failed=bool(failures),
            reasons=tuple(failure.reason for failure in failures),
            described=described,
        )

    def fail(self, path: str, root_path: str, failure: Failure, plan: Plan) -> Checked:
        """The result for a file that cannot be read."""
        found = findings_in(plan.on_outcome, Outcome(failures=(failure,)), Stamp(None, path), [])
        return Checked(path, root_path, None, number(found, root_path), failed=True)

    def marks(self, post: Post) -> tuple[Mark, ...]:
        """The marks of a post, under the names that rules have now."""
        marks = post.marks
        former = self.registry.former_names if marks else {}
        return tuple(mark._replace(name=former.get(mark.name, mark.name)) for mark in marks)

    def ran(self, active: Sequence[Active]) -> frozenset[str]:
        """The rules that looked at a post, and the groups of which every rule did that is on by default."""
        ran = frozenset(each.rule.id for each in active)
        partly = {rule.group for rule in self.registry if rule.default and rule.id not in ran}
        return ran | (self.registry.groups - partly)

    @property
    def _known(self) -> frozenset[str]:
        return frozenset((*self.registry.ids, *self.registry.groups))


class Question(NamedTuple):
    """A source to be checked by a plan. `asked` is where it is noted what else the result depends on."""

    source: Source
    site: Site
    plan: Plan
    root_path: str
    in_content: bool = True
    visit: Callable[[Post], Iterable[str]] | None = None
    describe: Callable[[Post], PostRow] | None = None
    asked: Dependence | None = None


class Turn:
    """What rules take turns to look at, and what they have said of it so far."""

    def __init__(self, subject: Any, stamp: Stamp, failures: list[Failure]) -> None:
        self.subject = subject
        self.stamp = stamp
        self.failures = failures
        self.found: list[Diagnostic] = []
        self.asked = asked.by


class Reading(Turn):
    """A source as a post, and the rules that look at it."""

    def __init__(self, question: Question) -> None:
        source, site, plan, root_path, in_content, *_ = self.question = question
        asked.by = question.asked or Dependence()
        document = parse(source, site.dialect.unfenced)
        post = Post(document, site, root_path=root_path, schema=plan.schema, in_content=in_content)
        super().__init__(post, Stamp(post), [])
        active = plan.on_metadata if document.state == "valid" else plan.on_document
        if plan.has_periods:
            active = tuple(each for each in active if each.period is None or each.period.holds(post.day))
        self.active = active


def findings_in(
    active: Iterable[Active], subject: Post | Outcome, stamp: Stamp, failures: list[Failure]
) -> list[Diagnostic]:
    """What rules say of one post."""
    turn = Turn(subject, stamp, failures)
    ask(active, (turn,))
    return turn.found


def ask(active: Iterable[Active], turns: Sequence[Turn]) -> None:
    """Have each rule look at all posts. What a rule raises is caught here and nowhere else, and told."""
    for each in active:
        check, options = each.rule.check, each.options
        for turn in turns:
            subject, stamp, found = turn.subject, turn.stamp, turn.found
            asked.by = turn.asked
            try:
                said = check(subject, options)
                for finding in said if type(said) is GeneratorType else findings_of(said):
                    found.append(stamp(each, finding))  # what was found before an error is kept
                    if len(found) > MOST_FINDINGS:
                        raise BadFindingError(f"yielded more than {MOST_FINDINGS:,} findings")  # noqa: TRY301  # as any other
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001  # a rule may be anybody's, and raise anything; the run goes on
                failure = Failure("internal-error", blame(each.rule, error))
                if failure not in turn.failures:  # several rules ask one schema
                    turn.failures.append(failure)
