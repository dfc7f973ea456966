"""Rules change their names, are tried before they are trusted, and belong to versions."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from bylint import __version__

if TYPE_CHECKING:
    from conftest import Project

RENAMED = '''
from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule

class Options(RuleOptions):
    word: str = "ferry"

@rule(Options, severity="warning", aliases=("house/boat-words", "desk/ferries"){more})
def {name}(post, options):
    """A word that the house does not use.

    Why.
    """
    title = post.valid("title")
    if title is not None and options.word in title.value.lower():
        yield Finding(title.span, f'the title says "{{options.word}}"')
'''
POST = "---\ntitle: The ferry  # stet: {mark}\nslug: the-ferry\n---\n"
NEW, OLD, OLDER = "house/no-ferries", "house/boat-words", "desk/ferries"


@pytest.fixture
def house(project: Project) -> Project:
    """A rule that had two other names."""
    project.write("tools/house/no_ferries.py", RENAMED.format(name="no_ferries", more=""))
    configure(project, "")
    project.write("posts/a.md", "---\ntitle: The ferry\n---\n")
    return project


def configure(project: Project, text: str) -> None:
    project.write("bylint.toml", f"content = ['posts/**']\nlocal-rules = ['tools']\n{text}")


@pytest.mark.parametrize("name", [NEW, OLD, OLDER])
def test_a_former_name_selects_and_ignores(house: Project, name: str) -> None:
    """On the command line, where a notice says what it is called now."""
    assert house.check("--select", name).rules == [NEW]
    assert house.check("--select", "all", "--ignore", name).rules == []
    ran = house.check("--extend-select", name)
    notices = [f"{name} is called {NEW} now"] if name != NEW else []
    assert (ran.rules, ran.json["notices"]) == ([NEW], notices)


@pytest.mark.parametrize("name", [OLD, OLDER])
def test_a_former_name_configures(house: Project, name: str) -> None:
    """Severity, options and selection of the file and of its sections; the present name weighs more."""
    configure(house, f"[severity]\n'{name}' = 'error'\n[rules.'{name}']\nword = 'the'\n")
    (found,) = house.check().json["diagnostics"]
    assert (found["rule"], found["severity"], found["message"]) == (NEW, "error", 'the title says "the"')
    assert house.check().json["notices"] == [
        f"{name} (severity) is called {NEW} now",
        f"{name} (rules) is called {NEW} now",
    ]
    configure(house, f"[severity]\n'{name}' = 'error'\n'{NEW}' = 'info'\n")
    assert house.check().json["diagnostics"][0]["severity"] == "info"
    configure(house, f"[[section]]\npath = 'posts/**'\nignore = ['{name}']\n")
    assert house.check().rules == []


@pytest.mark.parametrize("name", [NEW, OLD, OLDER, "house"])
def test_a_mark_with_a_former_name_lets_stand(house: Project, name: str) -> None:
    """What writers wrote beside a field goes on to hold, and is unused where the rule is silent."""
    house.write("posts/a.md", POST.format(mark=name))
    ran = house.check()
    assert (ran.rules, ran.json["summary"]["suppressed"]) == ([], 1)
    house.write("posts/a.md", POST.format(mark=name).replace("The ferry", "The harbour"))
    (found,) = house.check().json["diagnostics"]
    assert found["rule"] == "stet/unused"
    assert found["fixes"][0]["edits"][0]["range"]["start"]["line"] == 2


def test_a_former_name_is_explained(house: Project) -> None:
    """The page of the rule as it is called now, which tells its former names."""
    assert house.run("explain", OLDER).out == house.run("explain", NEW).out
    assert f"Formerly {OLD}, {OLDER}." in house.run("explain", OLD).out


def test_two_rules_do_not_share_a_former_name(house: Project) -> None:
    """Both are named."""
    house.write("tools/house/other.py", RENAMED.format(name="other", more=""))
    ran = house.check()
    assert ran.code == 2
    assert f"claims the former name {OLD}, which is {NEW}'s" in ran.err


@pytest.mark.parametrize(
    ("arguments", "configuration", "runs"),
    [
        ((), "", False),
        (("--preview",), "", True),
        ((), "preview = true\n", True),
        (("--select", NEW), "", True),
        (("--select", OLD), "", True),
        (("--select", "house"), "", False),
        (("--select", "all"), "", False),
        (("--select", "all", "--preview"), "", True),
        (("--preview", "--ignore", "house"), "", False),
        ((), f"extend-select = ['{NEW}']\n", True),
        (("--ignore", NEW), f"extend-select = ['{NEW}']\n", False),
        ((), f"select = ['{NEW}']\n", True),
        ((), "select = ['house']\n", False),
    ],
)
def test_a_preview_rule_runs_when_it_is_asked_for(
    house: Project, arguments: tuple[str, ...], configuration: str, *, runs: bool
) -> None:
    """By `preview`, or by its own name; a group or `all` does not mean it."""
    house.write("tools/house/no_ferries.py", RENAMED.format(name="no_ferries", more=", preview=True"))
    configure(house, configuration)
    assert house.check(*arguments).rules == ([NEW] if runs else [])


def test_a_preview_rule_is_shown_as_one(house: Project) -> None:
    """In the list, its JSON and its page."""
    house.write("tools/house/no_ferries.py", RENAMED.format(name="no_ferries", more=", preview=True, default=False"))
    line = next(line for line in house.run("rules").out.splitlines() if line.startswith(NEW))
    assert "warning, preview, off" in line
    facts = {each["id"]: each for each in json.loads(house.run("rules", "--output-format", "json").out)}
    assert facts[NEW]["preview"]
    assert not facts["author/missing"]["preview"]
    assert "preview: off unless `preview = true`" in house.run("explain", NEW).out
    assert house.check("--preview").rules == []


@pytest.mark.parametrize("file", ["bylint.toml", "pyproject.toml"])
@pytest.mark.parametrize("wanted", [">=0.1", f"=={__version__}", "<1000", "~=0.1", ">=0.1.dev0"])
def test_a_version_that_fits_is_let_pass(project: Project, file: str, wanted: str) -> None:
    """Any specifier of PEP 440."""
    table = "[tool.bylint]\n" if file == "pyproject.toml" else ""
    project.write(file, f"{table}required-version = '{wanted}'\n")
    project.write("a.md", "---\ntitle: A\n---\n")
    assert project.check().code == 0


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (">=99", f"this project needs bylint >=99, and this is bylint {__version__}"),
        ("==0.0.1", f"this project needs bylint ==0.0.1, and this is bylint {__version__}"),
        ("newest", 'should be a version specifier such as ">=0.1,<2", and is "newest"'),
    ],
)
def test_another_version_ends_the_run(project: Project, wanted: str, said: str) -> None:
    """Both versions are named, with file and line, before keys that only the other version knows are refused."""
    project.write("bylint.toml", f"sparkle = true\nrequired-version = '{wanted}'\n")
    ran = project.check()
    assert ran.code == 2
    assert ran.err == f"bylint: error: {project.folder / 'bylint.toml'}:2: required-version: {said}\n"


def test_a_version_that_is_no_text_is_refused(project: Project) -> None:
    """As any value of a wrong type."""
    project.write("bylint.toml", "required-version = 1\n")
    assert "required-version: should be text" in project.check().err


def test_versions_are_compared_only_where_one_is_required(project: Project) -> None:
    """Start-up does not pay for it."""
    project.write("bylint.toml", "fail-on = 'info'\n")
    code = (
        "import sys\nfrom bylint import load_configuration\nload_configuration()\nassert 'packaging' not in sys.modules"
    )
    import subprocess

    assert subprocess.run([sys.executable, "-c", code], cwd=project.folder, check=False).returncode == 0
