"""Several processes: the same output as one, and what becomes of a process that dies, hangs or is interrupted."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import bylint.parallel as parallel_module
from bylint import work
from bylint.batches import Packer, check_batch
from bylint.discover import discover
from bylint.library import load_configuration, open_run
from bylint.parallel import Crew, jobs_for, processors
from bylint.work import Order, Recipe, Worker, can_fork
from conftest import ARCHIVES, Project, needs_archives

if TYPE_CHECKING:
    from pathlib import Path

RULE = '''"""house/fate."""

import os
import signal
import time

from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule


class Options(RuleOptions):
    """None."""


class Word(str):
    """A type that only this file knows."""


@rule(Options, needs="document", severity="warning")
def fate(post, options):
    """What the text says happens."""
    if "DIE" in post.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "LEAVE" in post.text:
        os._exit(3)
    while "HANG" in post.text:
        pass
    if "SLEEP" in post.text:
        print("printed by a rule", flush=True)
        time.sleep(0.05)
    if "SAY" in post.text:
        yield Finding(Span(0, 3), "it says so", data={"word": Word("x"), "parts": [Word("y")]})
'''
CONFIGURATION = 'local-rules = ["rules"]\ncontent = ["posts/**"]\nselect = ["house", "run"]\nmax-rule-seconds = 0.3\n'
WORDS = ["", "SAY", "", "SAY SAY", ""]


def fill(project: Project, count: int, **special: str) -> None:
    project.write("bylint.toml", CONFIGURATION)
    project.write("rules/house/fate.py", RULE)
    for number in range(count):
        word = special.get(f"p{number}", WORDS[number % len(WORDS)])
        project.write(f"posts/p{number:04}.md", f"---\ntitle: Post {number}\n---\n\n{word}\n")


def has_gone(group: int) -> bool:
    """Whether the last process of a group ends, in time."""
    for _ in range(400):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are forked though a test runner has threads of its own."""
    monkeypatch.setattr(parallel_module, "can_fork", lambda: sys.platform == "linux")


@needs_archives
@pytest.mark.parametrize("name", ["electron", "cds"])
def test_any_number_of_processes_says_the_same(name: str, tmp_path: Path) -> None:
    """Any number of processes says the same."""
    outputs = set()
    for jobs in ("1", "3"):
        done = subprocess.run(
            [sys.executable, "-m", "bylint", "check", "--isolated", "--output-format", "json", "--jobs", jobs],
            cwd=ARCHIVES / name,
            capture_output=True,
            check=False,
        )
        assert done.stderr == b""
        outputs.add((done.returncode, done.stdout))
    ((code, said),) = outputs
    assert code in {0, 1}
    assert json.loads(said)["files"] > 100


def test_what_is_printed_lies_in_the_order_of_paths(project: Project) -> None:
    """Also where earlier posts take longer than later ones; what a rule prints is no part of it."""
    fill(project, 130, p0="SLEEP SAY", p60="SLEEP SAY")
    alone, both = (project.check("--no-cache", "--jobs", jobs) for jobs in "12")
    assert alone.out == both.out
    assert [found["path"] for found in both.json["diagnostics"]] == sorted(
        found["path"] for found in both.json["diagnostics"]
    )
    assert "printed by a rule" in both.err
    assert both.json["diagnostics"][1]["data"] == {"word": "x", "parts": ["y"]}


def test_the_order_of_paths_on_the_command_line_does_not_matter(project: Project) -> None:
    """The order of paths on the command line does not matter."""
    fill(project, 60)
    names = [f"posts/p{number:04}.md" for number in range(60)]
    outputs = [project.check("--no-cache", "--jobs", *more).out for more in (["2", *names], ["3", *reversed(names)])]
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("word", ["DIE", "LEAVE"])
def test_a_process_that_dies_costs_one_diagnostic(project: Project, word: str) -> None:
    """Of the post that it died of; every other post of its batch is checked."""
    fill(project, 140, p57=word)
    ran = project.check("--jobs", "2")
    assert ran.code == 2
    (dead,) = [found for found in ran.json["diagnostics"] if found["rule"] == "run/internal-error"]
    assert dead["path"] == "posts/p0057.md"
    assert "the process that checked it died" in dead["message"]
    assert (ran.json["files"], ran.json["summary"]["warning"]) == (140, 56)


def test_several_deaths_are_told_each(project: Project) -> None:
    """Several deaths are told each."""
    fill(project, 200, p0="DIE", p1="DIE", p120="LEAVE", p199="DIE")
    ran = project.check("--jobs", "2")
    dead = [found["path"] for found in ran.json["diagnostics"] if found["rule"] == "run/internal-error"]
    assert dead == ["posts/p0000.md", "posts/p0001.md", "posts/p0120.md", "posts/p0199.md"]


def test_a_rule_that_does_not_end_is_stopped_in_its_process(project: Project) -> None:
    """A rule that does not end is stopped in its process."""
    fill(project, 130, p70="HANG")
    ran = project.check("--jobs", "2")
    (stopped,) = [found for found in ran.json["diagnostics"] if found["rule"] == "run/internal-error"]
    assert stopped["path"] == "posts/p0070.md"
    assert "max-rule-seconds" in stopped["message"]


def test_a_file_that_cannot_be_read_is_told_as_ever(project: Project) -> None:
    """A file that cannot be read is told as ever."""
    fill(project, 130)
    project.write("bylint.toml", CONFIGURATION + 'max-file-size = "1 kB"\n')
    project.write("posts/p0004.md", "x" * 2000)
    os.symlink("nowhere", project.folder / "posts" / "p9999.md")  # noqa: PTH211
    alone, both = (project.check("--no-cache", "--jobs", jobs) for jobs in "12")
    assert alone.out == both.out
    assert {"run/too-large", "run/unreadable"} <= set(both.rules)


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
def test_an_interrupt_ends_the_run_and_its_processes(project: Project) -> None:
    """An interrupt ends the run and its processes."""
    fill(project, 2000, **{f"p{number}": "SLEEP" for number in range(2000)})
    command = [sys.executable, "-m", "bylint", "check", "--jobs", "2"]
    run = subprocess.Popen(
        command, cwd=project.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert run.stderr is not None
    for _ in range(160):  # some batches are done
        assert run.stderr.readline() != b""
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of them
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert err.endswith(b"bylint: interrupted\n")
    assert has_gone(run.pid)
    kept = sqlite3.connect(project.folder / ".bylint_cache" / "results.sqlite")
    (count,) = kept.execute("SELECT COUNT(*) FROM result").fetchone()
    kept.close()
    assert 0 < count < 2000  # the next run goes on from there


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
def test_processes_do_not_outlive_a_run_that_is_killed(project: Project) -> None:
    """Processes do not outlive a run that is killed."""
    fill(project, 2000, **{f"p{number}": "SLEEP" for number in range(2000)})
    command = [sys.executable, "-m", "bylint", "check", "--jobs", "2"]
    run = subprocess.Popen(command, cwd=project.folder, stderr=subprocess.PIPE, start_new_session=True)
    assert run.stderr is not None
    assert run.stderr.readline().startswith(b"printed by a rule")
    run.kill()
    run.communicate()
    assert has_gone(run.pid)


class TestWorkers:
    """What a batch carries, and what other executors may do."""

    def open(self, project: Project) -> tuple[Any, list[Order], Recipe, Worker]:
        configuration = load_configuration(project.folder)
        run = open_run(configuration, project.folder)
        files = discover([], run.configuration, run.finder, cwd=project.folder).files
        recipe = Recipe(run.configuration, project.folder, run.finder.today)
        return run, [Order(found) for found in files], recipe, Worker(run)

    def test_a_batch_is_all_that_another_process_needs(self, project: Project) -> None:
        """One that is started from nothing, and shares no memory with this one."""
        import multiprocessing

        fill(project, 6)
        _, orders, recipe, worker = self.open(project)
        batch = Packer(recipe).pack(orders)
        assert len(batch.shared) == 2  # settings and site, each once
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
            there = executor.submit(check_batch, batch).result()
        here = [worker.answer(order).checked for order in orders]
        assert [each.checked.diagnostics for each in there] == [each.diagnostics for each in here]

    def test_any_executor_will_do(self, project: Project) -> None:
        """Any executor will do."""
        fill(project, 130)
        run, orders, recipe, worker = self.open(project)
        crew = Crew(recipe, ThreadPoolExecutor, jobs=2, worker=worker)
        try:
            found = [(order.found.path, answer.checked.path) for order, answer in crew.answers(orders) if order]
        finally:
            crew.close()
        assert [path for path, _ in found] == [path for _, path in found] == [order.found.path for order in orders]
        run.executor = ThreadPoolExecutor
        assert len(list(run.check([]))) == 130

    def test_posts_are_sent_along_where_workers_cannot_read_them(self, project: Project) -> None:
        """Posts are sent along where workers cannot read them."""
        fill(project, 10)
        _, orders, recipe, worker = self.open(project)
        crew = Crew(recipe, ThreadPoolExecutor, jobs=1, worker=worker, carries=True)
        said = sum(len(answer.checked.diagnostics) for _, answer in crew.answers(orders))
        crew.close()
        assert said == 4
        (batch_order,) = Packer(recipe).pack([orders[1]._replace(raw=b"SAY")]).orders
        assert batch_order[-1] == b"SAY"

    def test_what_an_executor_raises_is_told_of_each_post(self, project: Project) -> None:
        """Once for each, after it was tried by itself."""

        class Refusing(ThreadPoolExecutor):
            def submit(self, *_: Any, **__: Any) -> Any:
                return super().submit(lambda: 1 / 0)

        fill(project, 3)
        _, orders, recipe, worker = self.open(project)
        crew = Crew(recipe, Refusing, jobs=1, worker=worker)
        answers = [answer for _, answer in crew.answers(orders)]
        crew.close()
        assert [each.is_read for each in answers] == [False] * 3
        assert all("ZeroDivisionError" in each.checked.diagnostics[0].message for each in answers)

    def test_what_is_answered_already_keeps_its_place(self, project: Project, no_threads: None) -> None:
        """What is answered already keeps its place."""
        fill(project, 9)
        _run, orders, recipe, worker = self.open(project)
        stream = [worker.answer(order) if number % 2 else order for number, order in enumerate(orders)]
        crew = Crew(recipe, lambda jobs: parallel_module.open_processes(jobs, limit=1), jobs=2, worker=worker)
        try:
            got = [answer.checked.root_path for _, answer in crew.answers(stream)]
        finally:
            crew.close()
        assert got == [order.found.path for order in orders]


def test_where_no_process_can_be_started_this_one_does_the_work(project: Project) -> None:
    """As where no file may grow, which is what processes share their locks in."""
    fill(project, 130)
    script = (
        "import concurrent.futures.process as p\n"
        "def refuse(*_, **__): raise OSError(27, 'File too large')\n"
        "p._SafeQueue = refuse\n"
        "from bylint.cli import main\n"
        "main(prog_name='bylint')\n"
    )
    command = [sys.executable, "-c", script, "check", "--output-format", "json", "--jobs", "2", "--no-cache"]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == project.check("--jobs", "1", "--no-cache").out


def test_one_process_where_more_are_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process where more are not worth it."""
    monkeypatch.setattr(parallel_module, "processors", lambda: 8)
    monkeypatch.setattr(work, "can_fork", lambda: True)
    assert [jobs_for(files, None) for files in (0, 1, 119, 120, 240, 10_000)] == [1, 1, 1, 2, 4, 8]
    monkeypatch.setattr(work, "can_fork", lambda: False)
    assert [jobs_for(files, None) for files in (120, 2_499, 2_500)] == [1, 1, 2]
    assert [jobs_for(files, 4) for files in (0, 1, 3, 500)] == [1, 1, 3, 4]


def test_processors_and_threads_are_counted() -> None:
    """Processors and threads are counted."""
    import threading

    assert processors() >= 1
    hold = threading.Event()
    other = threading.Thread(target=hold.wait)
    other.start()
    try:
        assert not can_fork()
    finally:
        hold.set()
        other.join()
