"""A rule that does not end is stopped, named with file and line, and the run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from bylint.engine import Active, Engine, Plan, Question
from bylint.registry import Registry
from bylint.rule import Rule, RuleOptions
from bylint.source import Source
from bylint.testing import make_site
from bylint.watchdog import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.checked import Checked
    from bylint.diagnostic import Finding
    from bylint.post import Post
    from conftest import Project

POST = "---\ntitle: 1.10\n---\n"
NEEDS_ALARM = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no alarm clock")


def rule_that(check: Callable[[Post, RuleOptions], Iterator[Finding]], name: str = "house/slow") -> Rule:
    return Rule(name, check, RuleOptions, "error", default=True, needs="metadata", aliases=())


def run(*rules: Rule, posts: int = 1) -> list[Checked]:
    engine, plan = Engine(Registry.of(rules)), Plan(tuple(Active(each, RuleOptions()) for each in rules))
    sources = [Source(f"{number}.md", POST) for number in range(posts)]
    return engine.check_all([Question(source, make_site({}), plan, source.path) for source in sources])


def loops(post: Post, options: RuleOptions) -> Iterator[Finding]:
    while True:
        pass
    yield


def swallows(post: Post, options: RuleOptions) -> Iterator[Finding]:
    for _ in range(10_000):
        try:
            time.sleep(0.01)
        except Exception:  # noqa: S112  # as rules do
            continue
    yield from ()


@pytest.mark.timeout(120, method="thread")  # the alarm is the watchdog's
@pytest.mark.parametrize("by_thread", [pytest.param(False, marks=NEEDS_ALARM), True])
@pytest.mark.parametrize("check", [loops, swallows])
def test_a_rule_that_does_not_end_is_stopped_on_each_post(
    check: Callable[[Post, RuleOptions], Iterator[Finding]], *, by_thread: bool
) -> None:
    """By the alarm clock, and by a thread where there is none; swallowing every Exception does not help."""
    with watch(0.2, by_thread=by_thread):
        results = run(rule_that(check), posts=2)
    assert [checked.failed for checked in results] == [True, True]
    for checked in results:
        assert checked.reasons[0].startswith(
            "the rule house/slow took more than 0.2 s (max-rule-seconds) and was stopped (test_watchdog.py:"
        )


def test_rules_that_are_quick_are_left_alone_however_many() -> None:
    """The time is one rule's on one post, not the run's."""

    def quick(post: Post, options: RuleOptions) -> Iterator[Finding]:
        time.sleep(0.07)
        yield from ()

    with watch(1):
        results = run(rule_that(quick), rule_that(quick, "house/other"), posts=8)
    assert not any(checked.failed for checked in results)


def test_what_is_not_in_a_rule_is_not_watched() -> None:
    """Reading, reporting and whoever takes the results may take their time."""
    with watch(0.1):
        time.sleep(0.5)
        assert not run()[0].failed


@NEEDS_ALARM
def test_a_program_that_uses_the_alarm_keeps_it() -> None:
    """Its handler and its clock are its own; ours are gone when the run is over."""
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(1))
    try:
        with watch(0.05):
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            deadline = time.monotonic() + 10
            while not rang and time.monotonic() < deadline:
                time.sleep(0.01)
        assert rang == [1]
    finally:
        signal.signal(signal.SIGALRM, before)
    with watch(5):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_another_thread_is_not_watched_and_not_hurt() -> None:
    """Signals reach the main thread only, so a run elsewhere goes without."""
    failed = []

    def elsewhere() -> None:
        with watch(0.05):
            failed.extend(checked.failed for checked in run(rule_that(lambda *_: iter(()))))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(30)
    assert failed == [False]


IN_A_THREAD = """
import sys, time
from bylint.faults import TooSlowError
from bylint.watchdog import _Watcher, watch_this_thread

with watch_this_thread(5):
    pass

def stop(self, number, frame):
    raise TooSlowError("too slow")

_Watcher.look = stop
try:
    with watch_this_thread(0.05):
        while True:
            pass
except TooSlowError as error:
    print(error)
called = []
sys.setprofile(lambda frame, event, function: called.append(event))
(lambda: None)()
sys.setprofile(None)
print(called[:2])
"""


def test_a_thread_that_was_watched_can_be_profiled_and_debugged() -> None:
    """Nothing is left that the interpreter goes on looking for; Python 3.11 would do nothing else under a profiler."""
    ran = subprocess.run([sys.executable, "-c", IN_A_THREAD], check=False, capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.stderr) == ("too slow\n['call', 'return']\n", "")


def write(project: Project, body: str) -> None:
    project.write(
        "tools/house/slow.py",
        "import re\nfrom bylint.rule import rule\n@rule(severity='error')\ndef slow(post, options):\n    '''Slow.'''\n"
        + "".join(f"    {line}\n" for line in body.splitlines())
        + "    yield from ()\n",
    )
    project.write("bylint.toml", "local-rules = ['tools']\nmax-rule-seconds = 0.5\ncontent = ['posts/**']\n")
    project.write("posts/a.md", POST)
    project.write("posts/b.md", POST)


@pytest.mark.skipif(os.name == "nt", reason="a thread cannot interrupt a regular expression")
@pytest.mark.parametrize(
    "body", ["while post.path.endswith('a.md'): pass", "re.match('(a+)+$', post.path[-4] * 60 + 'b')"]
)
def test_the_command_names_rule_and_post_and_goes_on(project: Project, body: str) -> None:
    """A loop, and a regular expression that backtracks for ever: exit 2, and the other rules and posts are checked."""
    write(project, body)
    ran = project.check()
    assert ran.code == 2
    found = [(each["path"], each["rule"]) for each in ran.json["diagnostics"]]
    assert found == [
        ("posts/a.md", "run/internal-error"),
        ("posts/a.md", "frontmatter/yaml-trap"),
        ("posts/b.md", "frontmatter/yaml-trap"),
    ]
    assert "the rule house/slow took more than 0.5 s" in ran.json["diagnostics"][0]["message"]


def test_a_rule_that_cannot_be_stopped_ends_the_run(project: Project) -> None:
    """A gate that hangs is worse than one that fails: one line with post, rule and file, exit 2."""
    write(project, "import time\nwhile True:\n    try:\n        while True: time.sleep(0.01)\n    except: pass")
    ran = project.run("check")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("bylint: error: posts/a.md: the rule house/slow took more than 0.5 s")
    assert ran.err.endswith("but does not end\n")


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", '"long"'])
def test_the_limit_is_a_time(project: Project, seconds: str) -> None:
    """Anything else is refused, with its line."""
    project.write("bylint.toml", f"\nmax-rule-seconds = {seconds}\n")
    ran = project.run("check")
    assert ran.code == 2
    assert "bylint.toml:2: max-rule-seconds" in ran.err
