"""Other people's rules: a package that is installed, and a folder that the configuration names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project, Ran

pytestmark = pytest.mark.xdist_group("newsroom")  # what is installed is installed once

NEWSROOM = Path(__file__).with_name("newsroom")
NO_REGISTRY = ("Could not find a version", "No matching distribution", "name resolution", "NewConnectionError")
LONG = "---\ntitle: The ferry to the island breaks down once again\n---\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that pip installed the package into, beside nothing else."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(NEWSROOM, folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--target",
            str(folder / "target"),
            str(folder / "source"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if done.returncode and any(sign in done.stderr for sign in NO_REGISTRY):
        pytest.skip("pip reaches no package registry, and fetches what builds the package from one")
    assert done.returncode == 0, done.stderr
    return folder / "target"


@pytest.fixture(params=["package", "folder"])
def newsroom(request: pytest.FixtureRequest, project: Project) -> _Newsroom:
    """A project that has the rules, by either road."""
    if request.param == "package":
        target: Path = request.getfixturevalue("installed")
        return _Newsroom(project, "", {"PYTHONPATH": os.pathsep.join([str(target), os.environ.get("PYTHONPATH", "")])})
    for file in (NEWSROOM / "newsroom_rules" / "house").glob("*.py"):
        text = file.read_text("utf-8").replace("from newsroom_rules.house._words", "from ._words")
        project.write(f"tools/rules/house/{file.name}", text)
    return _Newsroom(project, 'local-rules = ["tools/rules"]\n', {})


class _Newsroom:
    def __init__(self, project: Project, configuration: str, env: dict[str, str]) -> None:
        self.project, self.configuration, self.env = project, configuration, env
        self.configure("")

    def configure(self, text: str) -> None:
        self.project.write("bylint.toml", f'content = ["posts/**"]\n{self.configuration}{text}')

    def run(self, *arguments: str) -> Ran:
        return self.project.run(*arguments, env=self.env)

    def check(self, *arguments: str) -> Ran:
        return self.project.check(*arguments, env=self.env)


def test_its_rules_run_beside_the_others(newsroom: _Newsroom) -> None:
    """With span, data, fix, default severity and fingerprint, as any rule's."""
    newsroom.project.write("posts/a.md", LONG.replace("---\n\n", "---\n") + "_by Ana Ruiz_\n")
    ran = newsroom.check()
    assert (ran.code, ran.rules) == (0, ["house/long-title", "author/missing"])
    (found, _) = ran.json["diagnostics"]
    assert (found["message"], found["severity"]) == ("the title has 9 words, more than 8", "warning")
    assert (found["field"], found["data"], found["range"]["start"]) == ("title", {"words": 9}, {"line": 2, "column": 8})
    assert found["fixes"][0]["edits"][0]["text"] == "The ferry to the island breaks down once"


def test_its_options_severity_and_selection_are_configured(newsroom: _Newsroom) -> None:
    """As the built-in rules' are, in kebab case; what is no option or no number is refused with file and line."""
    newsroom.project.write("posts/a.md", LONG)
    newsroom.configure('[severity]\nhouse = "error"\n[rules."house/long-title"]\nmax-words = 4\n')
    ran = newsroom.check()
    assert ran.code == 1
    assert "more than 4" in ran.json["diagnostics"][0]["message"]
    newsroom.configure('ignore = ["house"]\n')
    assert newsroom.check().rules == []
    newsroom.configure('[rules."house/long-title"]\nmax-word = 4\n')
    ran = newsroom.check()
    assert ran.code == 2
    assert "bylint.toml:" in ran.err
    assert "max-word" in ran.err


def test_its_archive_rule_compares_posts(newsroom: _Newsroom) -> None:
    """With severity, data, fix and fingerprint; its options are checked, and it can be switched off."""
    for name in "abc":
        newsroom.project.write(f"posts/{name}.md", "---\ntitle: The week\ndate: 2024-01-01\n---\nText.\n")
    ran = newsroom.check()
    assert (ran.code, ran.rules) == (0, ["house/same-title", "house/same-title"])
    (found, _) = ran.json["diagnostics"]
    assert (found["path"], found["severity"], found["field"]) == ("posts/b.md", "info", "title")
    assert found["related"][0]["path"] == "posts/a.md"
    assert found["data"] == {"title": "The week", "count": 3}
    assert found["fixes"][0]["edits"][0]["text"] == "The week, 2024-01-01"
    assert ran.json["files"] == 3
    assert newsroom.check("--ignore", "house/same-title").rules == []
    newsroom.configure('[rules."house/same-title"]\ndrafts = "no way"\n')
    assert newsroom.check().code == 2


def test_it_is_listed_and_explained(newsroom: _Newsroom) -> None:
    """`bylint rules`, its JSON, `bylint explain` by the present and the former name."""
    facts = {each["id"]: each for each in json.loads(newsroom.run("rules", "--output-format", "json").out)}
    assert facts["house/long-title"]["fix"] == "suggested"
    assert facts["house/long-title"]["former_names"] == ["house/wordy-title"]
    assert "max-words" in facts["house/long-title"]["options"]
    assert facts["house/same-title"]["archive"]
    assert not facts["house/long-title"]["archive"]
    page = newsroom.run("explain", "house/long-title").out
    assert "max-words = 8: a title of more words is told" in page
    assert page.endswith("Formerly house/wordy-title.\n")
    assert newsroom.run("explain", "house/wordy-title").out == page
    assert "Compares the posts of an archive" in newsroom.run("explain", "house/same-title").out
    assert newsroom.run("explain", "house").out.count("\n") == 2


def test_its_documentation_is_its_test(newsroom: _Newsroom) -> None:
    """Its examples hold when a test of its own runs them, by either road."""
    load = (
        "from bylint.registry import load_registry as load; rules = [r for r in load() if r.group == 'house']"
        if not newsroom.configuration
        else "from bylint.testing import load_rules; rules = load_rules('tools/rules')"
    )
    code = f"from bylint.testing import check_rule, examples; {load}\nfor r in rules: check_rule(r); print(r.id, len(examples(r)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=newsroom.project.folder,
        env={**os.environ, **newsroom.env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "house/long-title 3\nhouse/same-title 4\n"), done.stderr


def test_its_options_are_in_the_schema_of_the_configuration(newsroom: _Newsroom) -> None:
    """An editor that reads `bylint schema --config` knows other people's rules."""
    made = json.loads(newsroom.run("schema", "--config").out)
    table = made["definitions"]["rules"]["properties"]["house/long-title"]
    assert table["properties"]["max-words"]["minimum"] == 1
    assert {"house", "house/long-title", "house/wordy-title", "all"} <= set(made["definitions"]["name"]["enum"])
