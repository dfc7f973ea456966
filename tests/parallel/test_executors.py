"""`--executor`: a Dask cluster of two workers, one of which is killed, and executors of other makers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import bylint
from bylint import batches, executors, far, static_files
from bylint.batches import Packer
from bylint.cli import main
from bylint.discover import discover
from bylint.executors import Engine, employed
from bylint.factory import find_factory
from bylint.far import Parcel, check_far
from bylint.library import load_configuration, open_run
from bylint.parallel import ExecutorError
from bylint.work import Order, Recipe
from remote_site import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Project

RULE = '''"""house/fate."""

import os
import signal

from bylint.diagnostic import Finding, Span
from bylint.rule import RuleOptions, rule


class Options(RuleOptions):
    """None."""


@rule(Options, needs="document", severity="warning")
def fate(post, options):
    """What the text says happens, once: a file remembers it."""
    if "DIES ONCE" in post.text:
        try:
            os.close(os.open(os.environ["BYLINT_TEST_FATE"], os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    if "DIES" in post.text.split("ONCE")[-1]:
        os._exit(3)
    yield Finding(Span(0, 0), "it was looked at")
'''
FACTORIES = """
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

def threads(): return ThreadPoolExecutor(2)
def forked(): return ProcessPoolExecutor(2, mp_context=get_context("fork"))
def spawned(): return ProcessPoolExecutor(2, mp_context=get_context("spawn"))
def nothing(): return None
def fails(): raise ValueError("no more workers\\nmore")
def leaves(): raise SystemExit(0)
not_callable = 3

class Garbled(ThreadPoolExecutor):
    def submit(self, *args, **kwargs): return super().submit(dict, x=1)

class Leaving(ThreadPoolExecutor):
    def submit(self, *args, **kwargs): raise SystemExit(0)

class Stubborn(ThreadPoolExecutor):
    def shutdown(self, *args, **kwargs):
        super().shutdown(*args, **kwargs)
        raise RuntimeError("not yet")
"""


def fill(project: Project, count: int = 150, **special: str) -> None:
    """The small site with more posts, and a rule of its own."""
    for path, text in SITE.items():
        project.write(path, text)
    project.write("bylint.toml", 'local-rules = ["rules"]\n' + SITE["bylint.toml"])
    project.write("rules/house/fate.py", RULE)
    for number in range(count):
        word = special.get(f"p{number}", "Text.")
        images = f"images: [/img/{'ab'[number % 2]}.png]\n" if number % 10 == 0 else ""
        project.write(f"content/posts/p{number:03}.md", f"---\ntitle: Post {number}\n{images}---\n{word}\n")


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.folder = folder
        self.fate = folder / "fate"
        self.file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers = [self._start("worker", *alone) for _ in range(workers)]
        for _ in range(1_200):
            if self.file.exists() and self.file.read_text().endswith("}"):
                break
            time.sleep(0.05)
        self.address = "dask" + json.loads(self.file.read_text())["address"].removeprefix("tcp")

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options, "--scheduler-file", str(self.file)],
            cwd=self.folder,
            env={**os.environ, "BYLINT_TEST_FATE": str(self.fate)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.close()


def same(project: Project, *arguments: str, **more: Any) -> None:
    """The same output as by this process alone, byte for byte."""
    env = {"BYLINT_TEST_FATE": str(project.write("fate", "")), **more.pop("env", {})}
    alone = project.check("--jobs", "1", "--no-cache", env=env)
    other = project.check("--no-cache", *arguments, env=env, **more)
    assert other.out == alone.out
    assert (other.code, other.err) == (alone.code, alone.err)
    assert {"url/shared", "image/missing-file", "house/fate", "author/contradicts-byline"} <= set(alone.rules)


class TestDask:
    def test_a_cluster_says_the_same_though_a_worker_is_killed(self, cluster: Cluster, project: Project) -> None:
        """A cluster says the same though a worker is killed."""
        fill(project, p70="DIES ONCE")
        same(project, "--executor", cluster.address)
        assert cluster.fate.exists()
        assert sum(worker.poll() is not None for worker in cluster.workers) == 1

    def test_a_later_run_sees_what_has_changed(self, cluster: Cluster, project: Project) -> None:
        """Workers outlive a run; names of static files and configuration may be others in the next."""
        fill(project, 20)
        before = project.check("--no-cache", "--executor", cluster.address)
        (project.folder / "static/img/a.png").rename(project.folder / "static/img/b.png")
        after = project.check("--no-cache", "--executor", cluster.address)
        assert before.out != after.out
        assert after.out == project.check("--no-cache", "--jobs", "1").out

    def test_what_was_kept_is_not_asked_again(self, cluster: Cluster, project: Project) -> None:
        """What was kept is not asked again."""
        fill(project, 20)
        first = project.check("--executor", cluster.address)
        project.write("content/posts/p003.md", "---\ntitle: Another\nauthor: admin\n---\n_by Ben Okafor_\n")
        second = project.check("--executor", cluster.address)
        assert second.rules.count("author/generic-account") == 1 + first.rules.count("author/generic-account")

    def test_a_cluster_that_has_gone_is_told_in_one_line(self, tmp_path: Path, project: Project) -> None:
        """Its worker dies of a post; then nobody answers any more."""
        (tmp_path / "other").mkdir()
        other = Cluster(tmp_path / "other", workers=1)
        fill(project, 20, p3="DIES")
        try:
            first = self.impatient(project, other.address)
        finally:
            other.close()
        second = self.impatient(project, other.address)
        for done, told in (
            (first, "it has had no workers for 2 seconds"),
            (second, "no scheduler has answered within 2 seconds"),
        ):
            assert done.returncode == 2
            assert done.stderr == f"bylint: error: --executor {other.address}: {told}\n"

    @staticmethod
    def impatient(project: Project, address: str) -> subprocess.CompletedProcess[str]:
        code = "import sys; import bylint.dask_engine as own; own.PATIENCE = 2.0; from bylint.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, "check", "--no-cache", "--executor", address],
            cwd=project.folder,
            capture_output=True,
            check=False,
            text=True,
            timeout=120,
        )


class TestFactories:
    @pytest.mark.parametrize("name", ["threads", "forked", "spawned", "Stubborn"])
    def test_any_executor_says_the_same(self, name: str, project: Project, tmp_path: Path) -> None:
        """Any executor says the same."""
        fill(project, 60)
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "makers.py").write_text(FACTORIES)
        same(project, "--executor", f"makers:{name}", env={"PYTHONPATH": str(tmp_path / "elsewhere")})

    def test_a_process_that_dies_costs_one_diagnostic(self, project: Project, tmp_path: Path) -> None:
        """A process that dies costs one diagnostic."""
        fill(project, 20, p3="DIES")
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "makers.py").write_text(FACTORIES)
        found = project.check("--executor", "makers:forked", env={"PYTHONPATH": str(tmp_path / "elsewhere")})
        broken = [each for each in found.json["diagnostics"] if each["rule"] == "run/internal-error"]
        assert [(each["path"], each["message"]) for each in broken] == [
            ("content/posts/p003.md", "the process that checked it died: killed, or out of memory")
        ]
        assert found.rules.count("house/fate") == 26

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("makers:nothing", "its NoneType is no concurrent.futures.Executor"),
            ("makers:fails", "fails failed: ValueError: no more workers"),
            ("makers:leaves", "leaves failed: SystemExit: 0"),
            ("makers:Garbled", "it answers with dict, not with what it was given"),
            ("makers:Leaving", f"its workers cannot run bylint {bylint.__version__}: SystemExit: 0"),
            ("leaving_makers:x", "leaving_makers cannot be imported: SystemExit: 0"),
            ("makers:missing", "makers has no function missing"),
            ("makers:not_callable", "makers has no function not_callable"),
            ("nobodys_module:x", "no module named nobodys_module is installed"),
            ("broken_makers:x", "broken_makers cannot be imported: ZeroDivisionError: division by zero"),
            ("makers", "it should be dask://HOST:PORT, or MODULE:FACTORY of a module that is installed"),
            ("a b:c", "it should be dask://HOST:PORT, or MODULE:FACTORY of a module that is installed"),
            ("dask://:1", "it should be written as dask://HOST:8786"),
        ],
    )
    def test_what_is_none_is_told_in_one_line(
        self, name: str, told: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is none is told in one line."""
        (tmp_path / "makers.py").write_text(FACTORIES)
        (tmp_path / "broken_makers.py").write_text("1 / 0\n")
        (tmp_path / "leaving_makers.py").write_text("raise SystemExit(0)\n")
        project.write("a.md", "Text.\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, "makers", raising=False)
        monkeypatch.chdir(project.folder)
        done = CliRunner().invoke(main, ["check", "a.md", "--no-cache", "--executor", name])
        assert (done.exit_code, done.output) == (2, f"bylint: error: --executor {name}: {told}\n")

    def test_isolation_imports_no_module_of_the_project(
        self, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Isolation imports no module of the project."""
        project.write("inner_makers.py", f"open({str(tmp_path / 'ran')!r}, 'w')\n{FACTORIES}")
        project.write("inner_package/__init__.py", "")
        monkeypatch.syspath_prepend(str(project.folder))
        for name in ("inner_makers:threads", "inner_package.sub:threads"):
            with pytest.raises(ExecutorError, match="lies in the project, and --isolated runs no code of it"):
                find_factory(name, str(project.folder))
        assert not (tmp_path / "ran").exists()
        assert find_factory("concurrent.futures:ThreadPoolExecutor", str(project.folder))

    def test_a_configuration_names_no_executor(self, project: Project) -> None:
        """A configuration names no executor."""
        project.write("bylint.toml", 'executor = "makers:threads"\n')
        assert project.run("check").code == 2


class TestEngine:
    def run_with(self, project: Project, opens: Any, **more: Any) -> list[bylint.Diagnostic]:
        run = open_run(load_configuration(project.folder), project.folder)
        engine = Engine(opens, more.get("rules", run.registry.ids))
        run.executor = engine
        try:
            return [found for checked in run.check(()) for found in checked.diagnostics]
        finally:
            engine.close()

    def test_another_version_is_told(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another version is told."""
        project.write("a.md", "Text.\n")
        monkeypatch.setattr(executors, "__version__", "9.9.9")
        with pytest.raises(ExecutorError) as caught:
            self.run_with(project, lambda: ThreadPoolExecutor(1))
        assert str(caught.value) == f"bylint {bylint.__version__} is installed there, and 9.9.9 here"

    def test_executors_that_break_whatever_they_are_asked_end_the_run(self, project: Project) -> None:
        """Executors that break whatever they are asked end the run."""
        for number in range(80):
            project.write(f"p{number}.md", "Text.\n")

        class Broken(Executor):
            def submit(self, *_: Any, **__: Any) -> Future[Any]:  # type: ignore[override]  # it takes anything
                raise BrokenExecutor("no process is left")

        with pytest.raises(ExecutorError, match="^its workers die, whatever they are asked$"):
            self.run_with(project, Broken)

    def test_workers_that_cannot_run_bylint_are_told(self, project: Project) -> None:
        """Workers that cannot run bylint are told."""
        project.write("a.md", "Text.\n")

        class Foreign(Executor):
            def submit(self, *_: Any, **__: Any) -> Future[Any]:  # type: ignore[override]  # it takes anything
                failed: Future[Any] = Future()
                failed.set_exception(ModuleNotFoundError("No module named 'bylint'"))
                return failed

        told = f"^its workers cannot run bylint {bylint.__version__}: ModuleNotFoundError: No module named 'bylint'$"
        with pytest.raises(ExecutorError, match=told):
            self.run_with(project, Foreign)

    def test_an_executor_that_drops_its_work_is_told(self, project: Project) -> None:
        """An executor that drops its work is told."""
        project.write("a.md", "Text.\n")

        class Forgetful(Executor):
            def submit(self, *_: Any, **__: Any) -> Future[Any]:  # type: ignore[override]  # it takes anything
                dropped: Future[Any] = Future()
                dropped.cancel()
                dropped.set_running_or_notify_cancel()
                return dropped

        with pytest.raises(ExecutorError, match="^the connection to it was lost$"):
            self.run_with(project, Forgetful)

    def test_an_engine_is_closed_when_its_run_is_over(self) -> None:
        """An engine is closed when its run is over."""
        with employed("concurrent.futures:ThreadPoolExecutor", frozenset()) as engine:
            assert engine.jobs > 1
        assert far._bench.at_home == set()


def test_a_rule_that_does_not_end_is_stopped_in_any_thread(project: Project) -> None:
    """And named with file and line, as in a process of bylint's own; the other posts are checked."""
    project.write("bylint.toml", 'local-rules = ["rules"]\nselect = ["house"]\nmax-rule-seconds = 0.2\n')
    project.write(
        "rules/house/fate.py", RULE.replace("    yield", "    while 'HANGS' in post.text:\n        pass\n    yield")
    )
    for number in range(4):
        project.write(f"p{number}.md", "HANGS" if number in {1, 2} else "Text.\n")
    done = project.check("--executor", "concurrent.futures:ThreadPoolExecutor", "--no-cache")
    assert done.code == 2
    assert [(each["path"], each["rule"]) for each in done.json["diagnostics"]] == [
        ("p0.md", "house/fate"),
        ("p1.md", "run/internal-error"),
        ("p2.md", "run/internal-error"),
        ("p3.md", "house/fate"),
    ]
    message = "the rule house/fate took more than 0.2 s (max-rule-seconds) and was stopped (fate.py:2"
    assert done.json["diagnostics"][1]["message"].startswith(message)


class TestFarAway:
    """What a process does that sees no file of the run's machine."""

    @pytest.fixture(autouse=True)
    def _as_before(self) -> Iterator[None]:
        yield
        static_files.list_by(None)
        batches.begin_anew()
        far._bench.run = ""

    def parcel(self, project: Project, **more: Any) -> Parcel:
        run = open_run(load_configuration(project.folder), project.folder)
        packer = Packer(Recipe(run.configuration, project.folder, run.finder.today))
        found = discover([], run.configuration, run.finder, cwd=project.folder).files
        orders = [Order(each, raw=Path(each.file).read_bytes()) for each in found]
        given = {"run": "of another machine", "version": bylint.__version__, "rules": frozenset(run.registry.ids)}
        return Parcel(**{**given, "batch": packer.pack(orders), **more})

    def test_folders_are_asked_for_and_then_known(self, project: Project) -> None:
        """Folders are asked for and then known."""
        project.write("hugo.toml", "")
        project.write("static/img/other.png", "no picture")
        project.write("content/a.md", "---\nimages: [/img/a.png]\n---\nText.\n")
        project.write("content/b.md", "---\ntitle: None\n---\nText.\n")
        parcel = self.parcel(project)
        rounds = 0
        reply = check_far(parcel)
        assert reply.answers[0] is None
        assert reply.answers[1] is not None
        while reply.answers[0] is None:
            rounds += 1
            assert rounds < far.ROUNDS
            static_files.list_by(None)  # where the run is, the folders are seen
            names = [(wish, static_files.StaticFiles(wish.root, wish.top).folder(wish.path)) for wish in reply.wishes]
            static_files.list_by(far._bench.list_folder)
            reply = check_far(parcel._replace(folders=tuple(names)))
        assert reply.answers[0].checked is not None
        assert [each.rule for each in reply.answers[0].checked.diagnostics] == ["image/missing-file"]

    def test_what_is_never_known_is_no_finding(self, project: Project) -> None:
        """What is never known is no finding."""
        project.write("hugo.toml", "")
        project.write("content/a.md", "---\nimages: [/img/a.png]\n---\nText.\n")
        (answer,) = check_far(self.parcel(project, is_last=True)).answers
        assert answer is not None
        assert answer.checked is not None
        assert answer.checked.diagnostics == ()

    def test_other_rules_are_told(self, project: Project) -> None:
        """Other rules are told."""
        project.write("a.md", "Text.\n")
        rules = frozenset({*load_rules(project), "house/of-one-side"})
        refusal = check_far(self.parcel(project, rules=rules)).refusal
        assert refusal == "not the same rules are installed there as here: house/of-one-side"

    def test_rules_that_are_not_there_are_told(self, project: Project) -> None:
        """Rules that are not there are told."""
        project.write("bylint.toml", 'local-rules = ["rules"]\n')
        project.write("rules/house/fate.py", RULE)
        project.write("a.md", "Text.\n")
        parcel = self.parcel(project)
        (project.folder / "rules/house/fate.py").unlink()
        (project.folder / "rules/house").rmdir()
        (project.folder / "rules").rmdir()
        assert check_far(parcel).refusal.startswith("the rules cannot be loaded there: ")


def load_rules(project: Project) -> frozenset[str]:
    return frozenset(open_run(load_configuration(project.folder), project.folder).registry.ids)
