"""The hook, run by the real pre-commit in a repository of its own, as a writer and as a pull request meet it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bylint.filenames import SUFFIXES
from conftest import PROJECT

pytestmark = pytest.mark.xdist_group("hook")  # what is installed is installed once

CLEAN = "---\ntitle: A post\nauthor: Ben Okafor\n---\n_by Ben Okafor_\n"
CONTRADICTION = CLEAN.replace("author: Ben Okafor", "author: Ana Ruiz")
BOTH_ENDS = (
    '  author says "Ana Ruiz", but the byline names "Ben Okafor"\n'
    "   3 | author: Ana Ruiz\n"
    "     |         ^^^^^^^^\n"
    "   5 | _by Ben Okafor_\n"
    "     |     ~~~~~~~~~~ the byline\n"
)
NEEDED = ("lint", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
NO_REGISTRY = re.compile(r"No matching distribution|Could not find a version|name resolution|NewConnectionError")


def git(folder: Path, *arguments: str) -> str:
    """Run git with no configuration but this one."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    identity = ("-c", "user.name=A writer", "-c", "user.email=writer@example.org", "-c", "core.autocrlf=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@dataclass(frozen=True)
class Repository:
    """A writer's repository with the hook configured."""

    folder: Path
    cache: Path

    def write(self, path: str, content: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8"))

    def stage(self, **files: str) -> None:
        """Write and stage files; in a name, `__` stands for a slash and `_md` for the suffix."""
        for name, content in files.items():
            self.write(name.replace("__", "/").replace("_md", ".md"), content)
        git(self.folder, "add", "--all")

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", *arguments],
            cwd=self.folder,
            env={**env, "PRE_COMMIT_HOME": str(self.cache), "PRE_COMMIT_COLOR": "never", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
        if done.returncode and NO_REGISTRY.search(done.stdout):
            pytest.skip("pip reaches no package registry, and pre-commit installs the hook from one")
        return done

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.pre_commit("run", "bylint", *arguments)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The project as a repository of its own, and the revision that holds the working tree."""
    folder = tmp_path_factory.mktemp("bylint")
    for name in NEEDED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "The working tree")
    return folder, git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment of the hook, made once."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(project: tuple[Path, str], cache: Path, tmp_path: Path) -> Repository:
    """An empty repository whose configuration names this project at its revision."""
    url, revision = project
    configuration = {"repos": [{"repo": str(url), "rev": revision, "hooks": [{"id": "bylint"}]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Configure the hook")
    return Repository(tmp_path, cache)


def test_a_clean_post_passes(repository: Repository) -> None:
    """In silence, as hooks do."""
    repository.stage(post_md=CLEAN)
    ran = repository.run()
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"^bylint\.+Passed$", ran.stdout, re.MULTILINE)


def test_a_contradiction_stops_the_commit_and_shows_both_ends(repository: Repository) -> None:
    """The real road: the hook is installed, the writer commits, nothing is committed."""
    repository.stage(content__post_md=CONTRADICTION)
    ran = repository.run()
    assert ran.returncode == 1
    assert f"content/post.md:3:9: error author/contradicts-byline\n{BOTH_ENDS}" in ran.stdout


def test_installed_in_git_it_holds_the_commit_back(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """`pre-commit install`, then `git commit`: refused with the contradiction, accepted when it is mended."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(repository.cache))
    assert repository.pre_commit("install").returncode == 0
    repository.stage(post_md=CONTRADICTION)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        git(repository.folder, "commit", "--message", "A post")
    assert BOTH_ENDS in refused.value.stdout + refused.value.stderr
    repository.stage(post_md=CLEAN)
    git(repository.folder, "commit", "--message", "A post")
    assert git(repository.folder, "log", "--format=%s").splitlines()[0] == "A post"


def test_several_files_are_one_call(repository: Repository) -> None:
    """One summary for all of them: the hook is not split over processes, which would each know a part."""
    for number in range(12):
        repository.write(f"posts/{number}.md", CONTRADICTION if number == 7 else CLEAN)
    repository.stage()
    ran = repository.run()
    assert ran.returncode == 1
    assert "posts/7.md:3:9" in ran.stdout
    assert "12 files checked: 1 error" in ran.stdout


def test_only_what_is_staged_is_checked(repository: Repository) -> None:
    """Neither a contradiction that is not added yet, nor one in a file that the commit leaves alone."""
    repository.stage(old_md=CONTRADICTION)
    git(repository.folder, "commit", "--quiet", "--no-verify", "--message", "An old debt")
    repository.stage(new_md=CLEAN)
    repository.write("new.md", CONTRADICTION)
    repository.write("other.md", CONTRADICTION)
    ran = repository.run()
    assert ran.returncode == 0, ran.stdout
    assert (repository.folder / "new.md").read_text("utf-8") == CONTRADICTION


def test_what_is_excluded_stays_out_though_pre_commit_names_it(repository: Repository) -> None:
    """An `exclude` of the configuration, and a file added in spite of .gitignore."""
    repository.write("bylint.toml", 'exclude = ["imported/**"]\n')
    repository.write(".gitignore", "generated/\n")
    repository.stage(imported__a_md=CONTRADICTION, good_md=CLEAN)
    repository.write("generated/b.md", CONTRADICTION)
    git(repository.folder, "add", "--force", "generated/b.md")
    ran = repository.run("--files", "imported/a.md", "generated/b.md", "good.md")
    assert ran.returncode == 0, ran.stdout
    told = repository.run("--verbose").stdout
    assert "imported/a.md is left out" in told
    assert "generated/b.md is left out" in told
    assert "1 file checked: nothing found" in told


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
@pytest.mark.parametrize(
    "name",
    [
        "two words.md",
        'it\'s "so".md',
        "Ærø – 日本語 🚢.md",
        "-draft.md",
        "--config=here.md",
        "--exit-zero.md",
        "$(x) & y;*.md",
    ],
)
def test_a_name_is_only_a_name(repository: Repository, name: str) -> None:
    """Spaces, quotes, other scripts, a shell's letters; one that looks like an option is none."""
    repository.write(name, CONTRADICTION)
    repository.stage()
    ran = repository.run()
    assert ran.returncode == 1
    assert f"{name}:3:9: error author/contradicts-byline\n{BOTH_ENDS}" in ran.stdout


def test_every_kind_of_post_is_passed_on(repository: Repository) -> None:
    """Each suffix that discovery takes, in any case, and no other file; not links, whose target comes by itself."""
    names = [f"{number}{suffix}" for number, suffix in enumerate((*SUFFIXES, ".Rmd", ".MD", ".HTML"))]
    for name in names:
        repository.write(name, CONTRADICTION)
    for name in ("notes.txt", "data.yml", "x.md.bak", "md"):
        repository.write(name, CONTRADICTION)
    repository.stage()
    ran = repository.run("--verbose")
    assert f"{len(names)} files checked" in ran.stdout
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["bylint", "bylint-fix"]
    for hook in hooks:
        assert all(re.search(hook["files"], f"a/b{suffix}") for suffix in SUFFIXES)


REPEATED = CLEAN.replace("author: Ben Okafor", "author:\n  - Ben Okafor\n  - Ben Okafor")
SETTLED = CLEAN.replace("author: Ben Okafor", "author:\n  - Ben Okafor")


def configure(repository: Repository, project: tuple[Path, str], **hook: object) -> None:
    """Name the hook with fixes in the repository's configuration."""
    url, revision = project
    configuration = {"repos": [{"repo": str(url), "rev": revision, "hooks": [{"id": "bylint-fix", **hook}]}]}
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(configuration))
    repository.stage()


def test_the_hook_with_fixes_fixes_and_stops_once(repository: Repository, project: tuple[Path, str]) -> None:
    """As writers know it: files were modified, the commit waits; staged again it passes. Suggestions are only shown."""
    configure(repository, project)
    repository.stage(posts__a_md=REPEATED, posts__b_md=CLEAN)
    ran = repository.pre_commit("run", "bylint-fix")
    assert ran.returncode == 1
    assert "files were modified by this hook" in ran.stdout
    assert (repository.folder / "posts/a.md").read_text("utf-8") == SETTLED
    assert git(repository.folder, "show", ":posts/a.md") == REPEATED
    repository.stage()
    assert repository.pre_commit("run", "bylint-fix").returncode == 0
    repository.stage(posts__c_md=CONTRADICTION)
    ran = repository.pre_commit("run", "bylint-fix")
    assert ran.returncode == 1
    assert "files were modified" not in ran.stdout
    assert BOTH_ENDS in ran.stdout


def test_parallel_calls_fix_each_file_once(repository: Repository, project: tuple[Path, str]) -> None:
    """Where a project lets pre-commit share the files out over processes, every file is fixed and whole."""
    configure(repository, project, require_serial=False)
    names = [f"posts/{'a' * 150}-{number:04}.md" for number in range(400)]
    for name in names:
        repository.write(name, REPEATED)
    repository.stage()
    assert repository.pre_commit("run", "bylint-fix").returncode == 1
    assert {(repository.folder / name).read_text("utf-8") for name in names} == {SETTLED}
    repository.stage()
    assert repository.pre_commit("run", "bylint-fix").returncode == 0


def test_pre_commits_own_way_to_try_a_hook(repository: Repository, project: tuple[Path, str]) -> None:
    """`pre-commit try-repo` knows both hooks."""
    repository.stage(posts__a_md=CONTRADICTION)
    for hook in ("bylint", "bylint-fix"):
        ran = repository.pre_commit("try-repo", project[0].as_posix(), hook, "--ref", project[1], "--all-files")
        assert ran.returncode == 1
        assert BOTH_ENDS in ran.stdout


def test_options_of_the_command_line_can_be_given(repository: Repository, project: tuple[Path, str]) -> None:
    """`args` as the README shows them: a warning fails the commit."""
    repository.stage(post_md=CLEAN.replace("author: Ben Okafor\n", ""))
    assert repository.run().returncode == 0
    url, revision = project
    hook = {"id": "bylint", "args": ["--fail-on", "warning", "--"]}
    configuration = {"repos": [{"repo": str(url), "rev": revision, "hooks": [hook]}]}
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(configuration))
    repository.stage()
    ran = repository.run()
    assert ran.returncode == 1
    assert "warning author/missing" in ran.stdout


def test_the_manifest_and_the_configuration_are_valid(repository: Repository) -> None:
    """pre-commit's own judgement of both files of this project."""
    for command, file in (
        ("validate-manifest", ".pre-commit-hooks.yaml"),
        ("validate-config", ".pre-commit-config.yaml"),
    ):
        ran = repository.pre_commit(command, str(PROJECT / file))
        assert (ran.returncode, ran.stdout) == (0, "")


def test_the_projects_own_configuration_runs_bylint_on_its_clean_examples(repository: Repository) -> None:
    """The hook of this project's own configuration, in a copy: every clean example is checked, and passes."""
    for name in ("examples", ".pre-commit-config.yaml", "bylint.toml"):
        source = PROJECT / name
        target = repository.folder / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    git(repository.folder, "add", "--all")
    scripts = str(Path(sys.executable).parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
        ran = repository.run("--all-files", "--verbose")
    count = len(list((PROJECT / "examples/newsroom/content/news").iterdir()))
    assert ran.returncode == 0, ran.stdout
    assert f"\n{count} files checked: nothing found" in ran.stdout
