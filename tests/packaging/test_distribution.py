"""What people install: the wheel, the source distribution, and what they do in an environment that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import NamedTuple

import pytest

from bylint import __version__
from conftest import PROJECT

pytestmark = pytest.mark.xdist_group("distribution")  # what is installed is installed once

SOURCES = {"bylint": PROJECT / "lint", "bylint_rules": PROJECT / "rules"}
CONTRADICTION = "---\ntitle: A post\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n"
NO_REGISTRY = (
    "Could not find a version",
    "No matching distribution",
    "Temporary failure in name resolution",
    "NewConnectionError",
)


class Built(NamedTuple):
    """One wheel made from the checkout, one made from the source distribution, and that distribution."""

    wheel: Path
    sdist: Path
    wheel_of_sdist: Path


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command away from the checkout's own packages; needing a registry that is not there skips the test."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**env, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if "pip" in command and done.returncode and any(sign in done.stderr for sign in NO_REGISTRY):
        pytest.skip("pip reaches no package registry, and this test installs from one")
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built by hatchling's own functions, which every frontend calls; hatchling lies in a folder of its own."""
    folder = tmp_path_factory.mktemp("built")
    tools = folder / "tools"
    done = run(sys.executable, "-m", "pip", "install", "--quiet", "--target", tools, "hatchling", cwd=folder)
    assert done.returncode == 0, done.stderr

    def build(kind: str, source: Path, target: Path) -> Path:
        target.mkdir()
        call = f"import sys; sys.path.insert(0, {str(tools)!r}); from hatchling.build import build_{kind} as build; "
        made = run(sys.executable, "-c", f"{call}print(build({str(target)!r}))", cwd=source)
        assert made.returncode == 0, made.stderr
        return target / made.stdout.strip()

    sdist = build("sdist", PROJECT, folder / "sdist")
    with tarfile.open(sdist) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    return Built(build("wheel", PROJECT, folder / "wheel"), sdist, build("wheel", unpacked, folder / "again"))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that holds the wheel and what it asked for."""
    folder = tmp_path_factory.mktemp("environment")
    made = run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    assert made.returncode == 0, made.stderr
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", built.wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return python


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def metadata_of(wheel: Path) -> dict[str, list[str]]:
    (text,) = (data for name, data in contents(wheel).items() if name.endswith(".dist-info/METADATA"))
    message = HeaderParser().parsestr(text.decode("utf-8"))
    return {key: message.get_all(key) or [] for key in dict.fromkeys(message.keys())}


def source_files() -> set[str]:
    """The files of both packages, as git and hatchling see them."""
    return {
        file.relative_to(root).as_posix()
        for package, root in SOURCES.items()
        for file in (root / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_holds_both_packages_and_nothing_else(built: Built) -> None:
    """Each file of `bylint` and `bylint_rules`, byte for byte, and four files of metadata."""
    held = contents(built.wheel)
    described = f"bylint-{__version__}.dist-info/"
    assert {name for name in held if not name.startswith(described)} == source_files()
    assert {name.removeprefix(described) for name in held if name.startswith(described)} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }
    for name in source_files():
        assert held[name] == (SOURCES[name.partition("/")[0]] / name).read_bytes(), name


def test_the_wheel_holds_what_is_no_python(built: Built) -> None:
    """The marks of typed packages, the data of bylines and people, and the schema of the JSON report."""
    held = contents(built.wheel)
    assert {"bylint/py.typed", "bylint_rules/py.typed", "bylint/report/output.schema.json"} <= set(held)
    for folder, least in (("bylint/data/languages/", 10), ("bylint/data/people/", 10)):
        assert len([name for name in held if name.startswith(folder)]) >= least


def test_the_wheel_says_what_it_is(built: Built) -> None:
    """One wheel for every platform, its version, Python, licence, and the two doors into it."""
    held = contents(built.wheel)
    metadata = metadata_of(built.wheel)
    assert built.wheel.name == f"bylint-{__version__}-py3-none-any.whl"
    assert (metadata["Name"], metadata["Version"]) == (["bylint"], [__version__])
    assert metadata["Requires-Python"] == [">=3.11"]
    assert metadata["License-Expression"] == ["MIT"]
    assert held[f"bylint-{__version__}.dist-info/licenses/LICENSE"] == (PROJECT / "LICENSE").read_bytes()
    assert held[f"bylint-{__version__}.dist-info/entry_points.txt"].decode().split("\n\n") == [
        "[console_scripts]\nbylint = bylint.__main__:run",
        "[bylint.rules]\nbylint = bylint_rules\n",
    ]


def test_the_source_distribution_builds_the_same_wheel(built: Built) -> None:
    """Name by name and byte by byte: people who build from source get what others install."""
    assert contents(built.wheel_of_sdist) == contents(built.wheel)


def test_the_source_distribution_can_be_tested(built: Built) -> None:
    """It holds what the tests read: the sources, the tests, the examples and their configuration."""
    top = f"bylint-{__version__}/"
    with tarfile.open(built.sdist) as packed:
        names = {name.removeprefix(top) for name in packed.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml", "bylint.toml", ".pre-commit-hooks.yaml"} <= names
    assert {"tests/conftest.py", "examples/README.md", "lint/bylint/py.typed", "rules/bylint_rules/py.typed"} <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith((".venv", ".git/", "mutants"))]


def test_an_installed_bylint_finds_a_contradiction(installed: Path, tmp_path: Path) -> None:
    """The console script, with the rules that came in the same wheel, and no checkout near."""
    (tmp_path / "post.md").write_text(CONTRADICTION, "utf-8")
    script = installed.with_name("bylint.exe" if os.name == "nt" else "bylint")
    ran = run(script, "check", "post.md", cwd=tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout.startswith("post.md:3:9: error author/contradicts-byline\n")
    assert "_by Ben Okafor_\n" in ran.stdout
    assert ran.stderr == ""


def test_an_installed_bylint_knows_its_version_and_its_rules(installed: Path, tmp_path: Path) -> None:
    """`--version` is the metadata's version; the module runs; its rules are the checkout's."""
    asked = run(
        installed,
        "-c",
        "from importlib.metadata import version; import bylint; print(version('bylint'), bylint.__file__)",
        cwd=tmp_path,
    )
    version, _, place = asked.stdout.strip().partition(" ")
    assert Path(place).is_relative_to(installed.parents[1])
    assert run(installed, "-m", "bylint", "--version", cwd=tmp_path).stdout == f"bylint {version}\n"
    assert version == __version__
    rules = run(installed, "-m", "bylint", "rules", cwd=tmp_path)
    here = run(sys.executable, "-m", "bylint", "rules", cwd=tmp_path)
    assert rules.returncode == 0, rules.stderr
    assert rules.stdout == here.stdout


def test_every_page_and_the_schema_are_there_when_installed(installed: Path, tmp_path: Path) -> None:
    """What is read from the packages' files at run time is read from the wheel's."""
    assert "Bad:" in run(installed, "-m", "bylint", "explain", "author/contradicts-byline", cwd=tmp_path).stdout
    schema = (PROJECT / "lint" / "bylint" / "report" / "output.schema.json").read_text("utf-8")
    assert run(installed, "-m", "bylint", "schema", "--output", cwd=tmp_path).stdout == schema


OF_EXTRAS = {"distributed", "fsspec", "jinja2", "markupsafe", "pyarrow"}
"""What the extras bring, by the names that it is imported by."""


def test_it_needs_nothing_but_what_it_declares(installed: Path, tmp_path: Path) -> None:
    """`pip check` agrees, and every module of both packages imports with the declared dependencies alone.

    Those of an extra do not, and say of which: that is all that keeps them.
    """
    checked = run(sys.executable, "-m", "pip", "--python", installed, "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    names = sorted(
        name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for name in source_files()
        if name.endswith(".py") and not name.endswith("__main__.py")
    )
    ran = run(
        installed,
        "-W",
        "error",
        "-c",
        f"import importlib\nfor name in {names}:\n    try: importlib.import_module(name)\n"
        f"    except ImportError as error:\n        cause = error.__cause__ or error\n"
        f"        if cause.name.partition('.')[0] not in {sorted(OF_EXTRAS)}: raise\n        print(name)",
        cwd=tmp_path,
    )
    assert ran.returncode == 0, ran.stderr
    assert "bylint.arrow" in ran.stdout
    assert all(
        name.startswith(("bylint.arrow", "bylint.overview", "bylint.dask", "bylint.remote"))
        for name in ran.stdout.split()
    )
