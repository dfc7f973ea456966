"""bylint as a library: the command line's own road, lazy, typed, and light to import."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import bylint
from bylint import library
from conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

WRONG = "---\ntitle: A post\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n"


def test_a_text_is_checked() -> None:
    """Text or bytes, as if it were a file; nothing is read or written."""
    checked = bylint.check_text(WRONG, "posts/new.md")
    (found,) = checked.diagnostics
    assert isinstance(checked, bylint.Checked)
    assert isinstance(found, bylint.Diagnostic)
    assert (found.path, found.rule, found.severity) == ("posts/new.md", "author/contradicts-byline", "error")
    assert found.range == bylint.Range(bylint.Position(3, 9), bylint.Position(3, 17))
    assert WRONG[found.span.start : found.span.end] == "Ana Ruiz"
    assert bylint.check_text(WRONG.encode("utf-8"), "posts/new.md").diagnostics == checked.diagnostics
    assert [each.rule for each in bylint.check_text(b"\xff\xfe").diagnostics] == ["frontmatter/encoding"]
    assert bylint.check_text("---\ntitle: \ud800\n---\n").diagnostics[0].rule == "frontmatter/encoding"


def test_the_configuration_is_that_of_the_folder_or_the_one_given(project: Project) -> None:
    """Sections by the text's path; `isolated` reads none."""
    project.write("bylint.toml", '[[section]]\npath = "old/**"\nignore = ["author"]\n')
    assert bylint.check_text(WRONG, "old/a.md", folder=project.folder).diagnostics == ()
    assert len(bylint.check_text(WRONG, "new/a.md", folder=project.folder).diagnostics) == 1
    alone = bylint.load_configuration(project.folder, isolated=True)
    assert len(bylint.check_text(WRONG, "old/a.md", folder=project.folder, configuration=alone).diagnostics) == 1
    named = bylint.load_configuration(project.folder, file="bylint.toml").with_choices(ignore=("author",))
    assert bylint.check_text(WRONG, "new/a.md", folder=project.folder, configuration=named).diagnostics == ()


def test_paths_are_checked_a_few_at_once(project: Project) -> None:
    """In order, when they are asked for: what is written in the meantime further on counts."""
    names = [f"{number:02}" for number in range(40)]
    for name in reversed(names):
        project.write(f"posts/{name}.md", WRONG)
    results = bylint.check_paths(["posts"], folder=project.folder)
    first = next(results)
    assert (first.path, len(first.diagnostics)) == ("posts/00.md", 1)
    project.write("posts/39.md", WRONG.replace("Ana Ruiz", "Ben Okafor"))
    found = [(each.path, len(each.diagnostics)) for each in results if not each.later]
    assert found == [(f"posts/{name}.md", int(name != "39")) for name in names[1:]]
    assert len([each for each in bylint.check_paths(folder=project.folder) if not each.later]) == 40


def test_it_leaves_the_program_as_it_is(project: Project) -> None:
    """Garbage is collected and signals are handled as before, also while results are awaited."""
    project.write("a.md", WRONG)
    project.write("b.md", WRONG)
    before = gc.isenabled(), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    results = bylint.check_paths(folder=project.folder)
    next(results)
    assert (gc.isenabled(), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    assert gc.isenabled()


def test_it_says_what_the_command_line_says(project: Project) -> None:
    """The same files, rules, places, fingerprints; failures too."""
    project.write("posts/a.md", WRONG)
    project.write("posts/b.md", b"---\ntitle: \xff\n---\n")
    project.write("bylint.toml", "content = ['posts/**']\nmax-file-size = 100\n")
    project.write("posts/c.md", "x" * 200)
    results = list(bylint.check_paths(folder=project.folder))
    ours = [(found.path, found.rule, found.fingerprint) for checked in results for found in checked.diagnostics]
    said = project.check().json["diagnostics"]
    assert ours == [(found["path"], found["rule"], found["fingerprint"]) for found in said]
    assert [checked.failed for checked in results] == [False, False, True]


def test_the_command_line_uses_it(project: Project) -> None:
    """One road: a run that the library refuses to open, the command cannot open either."""
    code = (
        "import sys\nfrom bylint import library\nfrom bylint.cli import main\n"
        "def refuse(*_, **__): raise library.RuleError('closed')\n"
        "library.open_run = refuse\nmain(['check'])"
    )
    assert library.open_run.__module__ == "bylint.library"
    code = code.replace("library.RuleError", "__import__('bylint').RuleError")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project.folder, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (2, "bylint: error: closed\n")


def test_what_cannot_be_done_is_raised(project: Project) -> None:
    """A configuration and a rule at once, a path when it is looked for."""
    with pytest.raises(bylint.UsageError, match="there is no file or folder nowhere"):
        next(bylint.check_paths(["nowhere"], folder=project.folder))
    project.write("bylint.toml", "select = ['author/mising']\n")
    with pytest.raises(bylint.ConfigurationError, match=r"bylint\.toml:1: select: .* did you mean"):
        bylint.check_paths(folder=project.folder)
    project.write("bylint.toml", "local-rules = ['nowhere']\n")
    with pytest.raises(bylint.RuleError, match="does not exist"):
        bylint.check_text("", folder=project.folder)


def test_every_name_is_there_and_no_other() -> None:
    """What `__all__` lists can be had, by attribute and by `from bylint import`."""
    assert {name for names in bylint._MODULES.values() for name in names} == set(bylint.__all__)
    for name in bylint.__all__:
        assert getattr(bylint, name) is not None
        assert name in dir(bylint)
    with pytest.raises(AttributeError, match="has no attribute 'check_everything'"):
        _ = bylint.check_everything  # type: ignore[attr-defined]


def modules_after(code: str, folder: Path = PROJECT) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.split())


def test_importing_it_costs_nothing() -> None:
    """`import bylint` imports no other module of its own, `--version` and `--help` only the command line's."""
    ours = {name for name in modules_after("import bylint") if name.startswith("bylint")}
    assert ours == {"bylint"}
    for option in ("--version", "--help"):
        code = f"from bylint.cli import main\ntry: main(['{option}'])\nexcept SystemExit: pass"
        heavy = modules_after(code) & {
            "pydantic",
            "yaml",
            "bylint.engine",
            "bylint.registry",
            "json",
            "importlib.metadata",
        }
        assert heavy <= modules_after("import click; from importlib.metadata import version"), option
        assert not heavy & {"pydantic", "yaml", "bylint.engine", "bylint.registry"}


@pytest.mark.skipif(os.name == "nt", reason="mypy is run where the gate runs")
def test_it_is_typed(tmp_path: Path) -> None:
    """A program that uses it passes mypy in strict mode, and one that misuses it does not."""
    (tmp_path / "right.py").write_text(
        "import bylint\n"
        "def paths(folder: str) -> list[str]:\n"
        "    config: bylint.Configuration = bylint.load_configuration(folder)\n"
        "    return [found.path for each in bylint.check_paths([folder], configuration=config) for found in each.diagnostics]\n",
        "utf-8",
    )
    (tmp_path / "wrong.py").write_text("import bylint\nnumber: int = bylint.check_text('').path\n", "utf-8")
    for name, code in (("right", 0), ("wrong", 1)):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "mypy",
                "--strict",
                "--config-file=",
                f"--cache-dir={tmp_path / 'cache'}",
                f"{name}.py",
            ],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout
