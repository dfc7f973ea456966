"""The GitHub Action and the GitLab job: their own shell steps, run in a repository as a runner would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("jobs")  # what is installed is installed once

WRONG = "---\ntitle: Low tide\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nThe sea went out.\n"
NO_REGISTRY = ("Could not find a version", "No matching distribution", "name resolution", "NewConnectionError")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are for bash")


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The action as a runner checks it out: this project's files, and no more."""
    folder = tmp_path_factory.mktemp("action")
    for name in ("lint", "rules", "pyproject.toml", "README.md", "LICENSE", "action.yml"):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A branch that adds one post to another, which has an old finding."""
    folder = tmp_path / "repository"
    (folder / "posts").mkdir(parents=True)
    (folder / "posts" / "old.md").write_text(WRONG)
    git(folder, "init", "-q", "-b", "main", ".")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "old")
    git(folder, "switch", "-qc", "topic")
    (folder / "posts" / "new * post.md").write_text(WRONG)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "new")
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, timeout=60, capture_output=True)


def bash(script: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub's runner does: `bash --noprofile --norc -eo pipefail`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GITLAB_", "CI_"))}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**clean, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode and any(sign in done.stderr for sign in NO_REGISTRY):
        pytest.skip("pip reaches no package registry, and this step installs from one")
    return done


class Runner:
    """Runs the steps of a composite action: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax."""

    def __init__(self, action: Path, temporary: Path) -> None:
        self.action = action
        self.steps: list[dict[str, Any]] = yaml.safe_load((action / "action.yml").read_text())["runs"]["steps"]
        self.inputs = yaml.safe_load((action / "action.yml").read_text())["inputs"]
        self.temporary = temporary
        self.env = {"GITHUB_ACTIONS": "true", "CI": "true", "RUNNER_TEMP": str(temporary)}
        self.env |= {"GITHUB_ACTION_PATH": str(action), "GITHUB_ENV": str(temporary / "env")}

    def run(self, step: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        """One step, with its environment; what it writes to GITHUB_ENV holds for the next."""
        values = {name: inputs.get(name, each["default"]) for name, each in self.inputs.items()}
        env = dict(self.env)
        for name, value in step.get("env", {}).items():
            env[name] = values[value.removeprefix("${{ inputs.").removesuffix(" }}")]
        done = bash(step["run"], folder, env)
        written = self.temporary / "env"
        lines = written.read_text().splitlines() if written.exists() else []
        self.env |= dict(line.split("=", 1) for line in lines)
        return done


@needs_bash
def test_the_action_installs_itself_and_annotates(action: Path, repository: Path, tmp_path: Path) -> None:
    """Only what the branch changed fails; arguments are parted at blanks, paths are no patterns."""
    runner = Runner(action, tmp_path)
    install, check = runner.steps
    done = runner.run(install, repository, python=sys.executable)
    assert done.returncode == 0, done.stderr
    done = runner.run(check, repository, args="--changed-since main")
    assert done.returncode == 1, done.stderr
    assert "posts/new * post.md" in done.stdout
    assert "posts/old.md" not in done.stdout
    done = runner.run(check, repository, args="--changed-since", paths="posts/old.md")
    assert done.returncode == 0, done.stdout + done.stderr
    done = runner.run(check, repository, paths="posts/*.md")
    assert done.returncode == 2
    assert "posts/*.md" in done.stderr
    done = runner.run(check, repository, args="--select excerpt")
    assert done.returncode == 0


def test_no_expression_stands_in_a_script() -> None:
    """Inputs come by the environment: what a workflow passes on from a pull request is never code."""
    for step in yaml.safe_load((PROJECT / "action.yml").read_text())["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"


@needs_bash
def test_the_gitlab_job_runs(action: Path, repository: Path) -> None:
    """Its script leaves the report where its artifacts are looked for, and fails for what the branch changed."""
    job = yaml.safe_load((PROJECT / "ci" / "gitlab.yml").read_text())["bylint"]
    variables = {**job["variables"], "BYLINT_PACKAGE": str(action), "GITLAB_CI": "true", "CI": "true"}
    done = bash("\n".join(job["script"]), repository, {**variables, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "posts/new * post.md" in done.stdout
    assert "posts/old.md" not in done.stdout
    report = job["artifacts"]["reports"]["codequality"]
    assert report in job["artifacts"]["paths"]
    assert (repository / report).exists()
