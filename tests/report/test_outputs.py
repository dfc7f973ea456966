"""Which reports are made, and where they go: options, CI systems, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bylint.report.formats import FORMATS

if TYPE_CHECKING:
    from conftest import Project

POST = "---\ntitle: A post\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n"
GITHUB = {"GITHUB_ACTIONS": "true"}
GITLAB = {"GITLAB_CI": "true"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_asked_for(project: Project, name: str) -> None:
    """By its name, and a file gets the same as standard output."""
    project.write("a.md", POST)
    ran = project.run("check", "a.md", "--output-format", name)
    assert ran.code == 1
    assert "Ben Okafor" in ran.out
    assert project.run("check", "a.md", "--report", f"{name}=out", "-q").out != ""
    assert name in ("text", "concise") or (project.folder / "out").read_text("utf-8") == ran.out


def test_several_reports_of_one_run(project: Project) -> None:
    """Text on standard output unless told otherwise, and each other in its file."""
    project.write("a.md", POST)
    ran = project.run("check", "a.md", "--report", "sarif=x.sarif", "--report", "junit=x.xml")
    assert ran.out.endswith("1 file checked: 1 error\n")
    assert json.loads((project.folder / "x.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (project.folder / "x.xml").read_text("utf-8").startswith("<?xml")
    ran = project.run("check", "a.md", "--output-file", "x.txt", "--report", "json=-")
    assert ran.json["summary"]["error"] == 1
    assert (project.folder / "x.txt").read_text("utf-8").endswith("1 file checked: 1 error\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--output-format", "sarfi"), r'--output-format.*no format is named "sarfi"; did you mean "sarif"\?'),
        (("--output-format", "JSON"), r'no format is named "JSON"; did you mean "json"\?'),
        (("--output-format", "qqqq"), r'no format is named "qqqq"\. The formats are text, concise'),
        (("--report", "sarfi=x"), r'--report.*did you mean "sarif"'),
        (("--report", "sarif"), r'--report.*"sarif" is no FORMAT=FILE'),
        (("--report", "sarif="), r'"sarif=" is no FORMAT=FILE'),
        (("--output-format", "sarif", "--output-format", "json"), r"--output-format is given as sarif and as json"),
        (("--report", "sarif=x", "--report", "json=x"), r"--report json=x and --report sarif=x would both go to x"),
        (("--report", "sarif=x", "--report", "json=./b/../x"), r"would both go to b/\.\./x"),
        (("--output-file", "x", "--report", "json=x"), r"--report json=x and --output-file x would both go to x"),
        (("--report", "json=-"), r"--report json=- and the text would both go to standard output"),
        (("--output-format", "sarif", "--report", "json=-"), r"--output-format sarif would both go to standard output"),
        (("--report", "json=nowhere/x"), r"--report json=nowhere/x: there is no folder nowhere"),
        (("--output-file", "b"), r"--output-file b: is a folder"),
        (("--report", "sarif=a.md"), r"--report sarif=a\.md is one of the files that are checked"),
        (("--output-file", "a.md"), r"--output-file a\.md is one of the files that are checked"),
        (("--output-format", "json", "--statistics"), r"--statistics is of the format text"),
        (("--diff", "--report", "json=x"), r"leave out --report"),
    ],
)
def test_what_cannot_be_meant_is_refused(project: Project, options: tuple[str, ...], said: str) -> None:
    """With the option named, exit code 2, nothing on standard output and no file touched."""
    project.write("a.md", POST)
    (project.folder / "b").mkdir()
    ran = project.run("check", "a.md", *options)
    assert (ran.code, ran.out) == (2, "")
    assert re.search(said, re.sub(r"\s+", " ", ran.err))
    left = {path.name for path in project.folder.iterdir()} - {".bylint_cache"}
    assert left == {".git", "a.md", "b"}
    assert (project.folder / "a.md").read_text("utf-8") == POST


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no /dev/null")
def test_a_device_takes_every_report(project: Project) -> None:
    """Two reports into one device are thrown away as told."""
    project.write("a.md", POST)
    assert project.run("check", "a.md", "--report", "json=/dev/null", "--report", "sarif=/dev/null").code == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_the_other_reports_are_written_where_one_cannot_be(project: Project) -> None:
    """A run over an archive is not lost for a disk that is full; the exit code says that something is missing."""
    project.write("a.md", POST)
    reports = ("--report", "sarif=/dev/full", "--report", "json=x.json")
    ran = project.run("check", "a.md", *reports)
    assert ran.code == 2
    assert "--report sarif=/dev/full: No space left on device" in ran.err
    assert ran.out.endswith("1 file checked: 1 error\n")
    assert json.loads((project.folder / "x.json").read_text("utf-8"))["files"] == 1


# -- in CI systems -------------------------------------------------------------------------------------------------


def test_github_gets_annotations_text_and_a_summary_of_the_step(project: Project) -> None:
    """The log ends with the text, as people read it; the summary is added to what other commands wrote there."""
    project.write("a.md", POST)
    summary = project.write("elsewhere/summary.md", "# Before\n")
    ran = project.run("check", "a.md", env={**GITHUB, "GITHUB_STEP_SUMMARY": str(summary)})
    assert ran.code == 1
    assert ran.out.startswith("::error file=a.md,line=3,")
    assert ran.out.endswith("1 file checked: 1 error\n")
    assert summary.read_text("utf-8").startswith("# Before\n### bylint: 1 file checked: 1 error\n")
    ran = project.run("check", "a.md", env=GITHUB)
    assert ran.out.startswith("::error file=a.md,line=3,")
    assert ran.err == ""


def test_gitlab_gets_text_and_a_code_quality_report(project: Project) -> None:
    """At the name that its documentation gives it, where artifacts are collected from."""
    project.write("site/a.md", POST)
    ran = project.run("check", "site/a.md", env={**GITLAB, "CI_PROJECT_DIR": str(project.folder / "site")})
    assert ran.out.startswith("site/a.md:3:9: error author/contradicts-byline\n")
    (entry,) = json.loads((project.folder / "site/gl-code-quality-report.json").read_text("utf-8"))
    assert entry["location"]["path"] == "site/a.md"
    project.run("check", "site/a.md", env=GITLAB)
    assert (project.folder / "gl-code-quality-report.json").exists()


@pytest.mark.parametrize("environment", [GITHUB, GITLAB])
@pytest.mark.parametrize(
    "options",
    [("--output-format", "text"), ("--statistics",), ("--output-file", "x.txt"), ("--output-format", "concise")],
)
def test_an_explicit_choice_wins(project: Project, environment: dict[str, str], options: tuple[str, ...]) -> None:
    """Nothing is made then that was not asked for."""
    project.write("a.md", POST)
    summary = project.folder / "summary.md"
    ran = project.run("check", "a.md", *options, env={**environment, "GITHUB_STEP_SUMMARY": str(summary)})
    assert "::" not in ran.out
    assert {path.name for path in project.folder.iterdir()} <= {".git", "a.md", "x.txt"}


def test_a_further_report_takes_nothing_away_from_what_fits(project: Project) -> None:
    """`--report` adds."""
    project.write("a.md", POST)
    ran = project.run("check", "a.md", "--report", "sarif=x.sarif", env=GITHUB)
    assert ran.out.startswith("::error file=a.md")
    assert ran.out.endswith("1 file checked: 1 error\n")


@pytest.mark.parametrize("environment", [GITHUB, GITLAB])
def test_a_hook_writes_no_part_of_a_report(project: Project, environment: dict[str, str]) -> None:
    """Runs of pre-commit have some of the files each, and would write over one another."""
    project.write("a.md", POST)
    summary = project.folder / "summary.md"
    more = {"PRE_COMMIT": "1", "GITHUB_STEP_SUMMARY": str(summary)}
    ran = project.run("check", "a.md", env={**environment, **more})
    assert ran.out.startswith("::error" if environment is GITHUB else "a.md:3:9")
    assert {path.name for path in project.folder.iterdir()} == {".git", "a.md"}


@pytest.mark.parametrize("environment", [{"GITHUB_ACTIONS": "false"}, {"GITLAB_CI": ""}, {"CI": "true"}])
def test_no_other_environment_counts(project: Project, environment: dict[str, str]) -> None:
    """Only what these two systems say of themselves."""
    project.write("a.md", POST)
    assert project.run("check", "a.md", env=environment).out.startswith("a.md:3:9: error")
    assert {path.name for path in project.folder.iterdir()} == {".git", "a.md"}


def test_a_report_that_nobody_asked_for_may_fail(project: Project) -> None:
    """A place that cannot be written does not fail a run that never named it."""
    project.write("a.md", POST.replace("Ana Ruiz", "Ben Okafor"))
    ran = project.run("check", "a.md", env={**GITHUB, "GITHUB_STEP_SUMMARY": str(project.folder / "no/summary.md")})
    assert ran.code == 0
    assert ran.out.endswith("1 file checked: nothing found\n")
    assert "so the markdown report is not there" in ran.err


def test_paths_are_from_the_repository_though_the_configuration_is_below(project: Project) -> None:
    """GitHub and GitLab know the repository, and nothing of the folder with the site."""
    project.write("site/bylint.toml", "")
    project.write("site/posts/a.md", POST)
    ran = project.run("check", "--config", "site/bylint.toml", "site", "--output-format", "github")
    assert "file=site/posts/a.md," in ran.out
    below = type(project)(project.folder / "site")
    assert "file=site/posts/a.md," in below.run("check", "--output-format", "github").out
    assert below.run("check", "--output-format", "concise").out.startswith("posts/a.md:3:9:")
