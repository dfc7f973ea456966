"""What a gate may ask otherwise than a writer's hook: other severities, and only posts of some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

WRONG = "---\ntitle: Low tide\nauthor: Ana Ruiz\n{}---\n_by Ben Okafor_\n\nThe sea went out.\n"
NO_CI = {"CI": ""}


def write(project: Project, configuration: str) -> None:
    """Three posts that credit the wrong person: of 2017, of 2019, and without a date."""
    project.write("bylint.toml", configuration)
    project.write("posts/a.md", WRONG.format("date: 2017-03-26\n"))
    project.write("posts/b.md", WRONG.format("date: 2019-03-26\n"))
    project.write("posts/c.md", WRONG.format(""))


def paths(project: Project) -> list[str]:
    """The posts with findings."""
    ran = project.check(env=NO_CI)
    assert ran.code in (0, 1), ran.err
    return [found["path"].removeprefix("posts/") for found in ran.json["diagnostics"]]


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        ("", ["a.md", "b.md", "c.md"]),
        ("since = 2018-01-01", ["b.md", "c.md"]),
        ("until = 2018-01-01", ["a.md", "c.md"]),
        ("since = 2017-03-26\nuntil = 2017-03-26", ["a.md", "c.md"]),
        ("[rules.author]\nsince = 2018-01-01", ["b.md", "c.md"]),
        ('[rules."author/contradicts-byline"]\nsince = 2018-01-01', ["b.md", "c.md"]),
        ("[rules.excerpt]\nsince = 2018-01-01", ["a.md", "b.md", "c.md"]),
        ('since = 2018-01-01\n[rules."author/contradicts-byline"]\nsince = 2016-01-01', ["a.md", "b.md", "c.md"]),
        ('[[section]]\npath = "posts/a*"\nsince = 2018-01-01', ["b.md", "c.md"]),
        ('since = 2018-01-01\n[[section]]\npath = "posts/a*"\nsince = 2016-01-01', ["a.md", "b.md", "c.md"]),
        ('[rules.author]\nsince = 2018-01-01\n[[section]]\npath = "posts/**"\nignore = ["excerpt"]', ["b.md", "c.md"]),
    ],
)
def test_rules_are_for_posts_of_some_days(project: Project, configuration: str, expected: list[str]) -> None:
    """For all rules, a group or a rule, everywhere or in a section; a post without a day is always meant."""
    write(project, configuration + "\n")
    assert paths(project) == expected


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        ('since = "2018-01-01"', "since"),
        ('[rules.author]\nsince = "2018-01-01"', "`since` of author should be a day such as 2018-03-26"),
        ("[rules.author]\nsince = 2018-01-01T00:00:00Z", "without quotes"),
        ("[rules.autor]\nsince = 2018-01-01", 'did you mean "author"'),
        ("[rules.author]\nsinse = 2018-01-01", "options are a rule's"),
    ],
)
def test_what_is_no_day_is_told(project: Project, configuration: str, said: str) -> None:
    """The file, and what is wrong."""
    write(project, configuration + "\n")
    ran = project.run("check")
    assert ran.code == 2
    assert "bylint.toml" in ran.err
    assert said in ran.err


PROFILE = """
[severity]
"author/contradicts-byline" = "error"
[[section]]
path = "posts/a*"
severity = { "author/contradicts-byline" = "info" }
[profile.ci]
fail-on = "warning"
since = 2018-01-01
severity = { "author/contradicts-byline" = "warning" }
[profile.nightly]
ignore = ["author"]
"""


def test_a_profile_lies_over_the_configuration(project: Project) -> None:
    """Over sections too, and below the command line; `ci` holds by itself where CI is set."""
    write(project, PROFILE)
    assert [d["severity"] for d in project.check(env=NO_CI).json["diagnostics"]] == ["info", "error", "error"]
    for ran in (project.check(env={"CI": "true"}), project.check("--profile", "ci", env=NO_CI)):
        assert ran.code == 1
        assert [d["severity"] for d in ran.json["diagnostics"]] == ["warning", "warning"]
    assert project.check("--profile", "nightly", env={"CI": "true"}).json["diagnostics"] == []
    assert project.check("--profile", "ci", "--fail-on", "error", env=NO_CI).code == 0


def test_a_profile_that_is_not_there_is_told(project: Project) -> None:
    """With those that are; what a profile says of rules is checked like all else."""
    write(project, PROFILE)
    ran = project.run("check", "--profile", "night")
    assert ran.code == 2
    assert "there is no [profile.night] in the configuration (ci, nightly)" in ran.err
    write(project, '[profile.ci]\nignore = ["autor"]\n')
    ran = project.run("check", env=NO_CI)
    assert ran.code == 2
    assert 'profile.ci.ignore: no rule or group is named "autor"' in ran.err
