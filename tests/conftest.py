"""What the tests share: where the project and the real archives lie, and a project to run the command line in."""

from __future__ import annotations

import compileall
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parents[1]
ARCHIVES = PROJECT.parent / "shared" / "archives"

for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "CI_PROJECT_DIR", "PRE_COMMIT"):
    os.environ.pop(name, None)  # reports are those that a test asks for, also where the tests run in a CI job

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell, whose children inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # how long an example takes says how busy the machine is


def pytest_configure(config: pytest.Config) -> None:
    """The processes that tests start find the modules compiled, which else is half of what a short run costs."""
    if not hasattr(config, "workerinput"):
        for folder in ("lint", "rules"):
            compileall.compile_dir(PROJECT / folder, quiet=2)


needs_archives = pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the real archives are not beside this checkout")


@dataclass(frozen=True)
class Ran:
    """What a run of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def rules(self) -> list[str]:
        return [found["rule"] for found in self.json["diagnostics"]]


@dataclass(frozen=True)
class Project:
    """A folder with files in it, where the command line is run as a process of its own."""

    folder: Path

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return file

    def run(self, *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None, timeout: float = 60) -> Ran:
        done = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-m", "bylint", *arguments],
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=timeout,
            env={**os.environ, **(env or {})},
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err, err
        return Ran(done.returncode, out, err)

    def check(self, *arguments: str, **more: Any) -> Ran:
        return self.run("check", "--output-format", "json", *arguments, **more)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / ".git").mkdir()
    return Project(tmp_path)
