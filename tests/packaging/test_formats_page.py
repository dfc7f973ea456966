"""docs/formats.md: what it tells people to write is what bylint and its consumers read."""

from __future__ import annotations

import json
import re
import shlex

import jsonschema
import pytest
import yaml

from bylint.cli.check import check_command
from bylint.cli.outputs import GITLAB_REPORT
from bylint.report.formats import FORMATS
from bylint.report.markdown import LONGEST, SHOWN
from conftest import PROJECT, Project
from reports import SCHEMAS

PAGE = (PROJECT / "docs/formats.md").read_text("utf-8")
POST = (
    "---\ntitle: Meetup\nauthor: Dmitri Zimine\nlayout: post\ncategories: [Blog]\ntags:\n  - a\n  - b\n  - c\n  - d\n"
    "  - e\n  - f\n---\n\n\n_by Evan Powell_\n"
)
PATH = "posts/2014-10-15-meetup.md"


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [block for name, block in found if name == language]


def test_every_format_is_in_the_table_and_no_other() -> None:
    """In the order of the help."""
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(FORMATS)


def test_every_command_is_one_that_bylint_takes(project: Project) -> None:
    """With the options as they are written."""
    project.write(PATH, POST)
    commands = re.findall(r"bylint check[^|\n'`#]*", "\n".join(re.findall(r"```.*?```", PAGE, re.DOTALL)))
    assert len(commands) >= 8
    for command in commands:
        assert project.run(*shlex.split(command)[1:]).code in (0, 1), command
    options = {name for option in check_command.params for name in option.opts}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= options


def test_the_jobs_are_yaml_and_their_files_those_that_are_written() -> None:
    """What a step uploads is what the step before it writes."""
    annotated, scanned, gitlab = map(yaml.safe_load, blocks("yaml"))
    assert "bylint check" in annotated["jobs"]["posts"]["steps"][1]["run"]
    run, upload = scanned["jobs"]["posts"]["steps"][1:]
    assert f"--report sarif={upload['with']['sarif_file']}" in run["run"]
    assert gitlab["posts"]["artifacts"]["reports"]["codequality"] == GITLAB_REPORT
    (jenkins,) = blocks("groovy")
    for file in re.findall(r"--report \w+=(\S+?)['\s]", jenkins):
        assert jenkins.count(file) == 2


@pytest.mark.parametrize("name", ["github", "junit", "gitlab"])
def test_the_examples_are_what_bylint_prints(project: Project, name: str) -> None:
    """Letter by letter, but for the way that JSON is broken into lines, and the fingerprint."""
    project.write(PATH, POST)
    out = project.run("check", "--select", "author", "--output-format", name).out
    if name == "gitlab":
        (shown,) = json.loads(blocks("json")[0])
        (made,) = json.loads(out)
        jsonschema.validate([shown], json.loads((SCHEMAS / "gitlab.schema.json").read_text("utf-8")))
        assert {**made, "fingerprint": shown["fingerprint"]} == shown
    elif name == "junit":
        assert blocks("xml")[0] in out
    else:
        assert out in blocks("")


def test_the_numbers_are_those_of_the_code() -> None:
    """How long a summary is, and how much it shows."""
    assert f"at most {LONGEST:,} characters" in PAGE
    assert f"the {SHOWN} worst" in PAGE
