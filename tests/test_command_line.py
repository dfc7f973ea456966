"""The command line: selection, severities, exit codes, formats, standard input, settings shown."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from conftest import ARCHIVES, PROJECT, Project, needs_archives

if TYPE_CHECKING:
    from pathlib import Path

CONTRADICTION = "---\ntitle: A post\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n"
WARNING = "---\ntitle: A post\n---\n_by Ben Okafor_\n"
CLEAN = "---\ntitle: A post\nauthor: Ben Okafor\n---\n_by Ben Okafor_\n"


def test_text_shows_both_ends(project: Project) -> None:
    """The founding case, drawn as the README draws it."""
    project.write("a.md", CONTRADICTION)
    ran = project.run("check", "a.md")
    assert ran.code == 1
    assert ran.out == (
        "a.md:3:9: error author/contradicts-byline\n"
        '  author says "Ana Ruiz", but the byline names "Ben Okafor"\n'
        "   3 | author: Ana Ruiz\n"
        "     |         ^^^^^^^^\n"
        "   5 | _by Ben Okafor_\n"
        "     |     ~~~~~~~~~~ the byline\n"
        '  suggestion: set author to "Ben Okafor"\n'
        "\n"
        "note: archive rules were skipped: there is no facts store; `bylint check` of the whole project makes one\n"
        "1 file checked: 1 error\n"
    )


def test_json_is_the_contract(project: Project) -> None:
    """JSON validates against the schema that `bylint schema` prints, and holds the values of both ends."""
    project.write("posts/a.md", CONTRADICTION)
    ran = project.check()
    schema = json.loads(project.run("schema", "--output").out)
    jsonschema.validate(ran.json, schema, cls=jsonschema.Draft202012Validator)
    (found,) = ran.json["diagnostics"]
    assert found["path"] == "posts/a.md"
    assert (found["field"], found["key"]) == ("author", "author")
    assert found["data"] == {"author": ["Ana Ruiz"], "byline": ["Ben Okafor"]}
    assert found["range"] == {"start": {"line": 3, "column": 9}, "end": {"line": 3, "column": 17}}
    assert found["related"][0]["range"]["start"] == {"line": 5, "column": 5}
    assert found["fixes"][0]["edits"] == [{"path": "posts/a.md", "range": found["range"], "text": "Ben Okafor"}]


def test_a_fingerprint_stays_when_lines_move(project: Project) -> None:
    """It names the rule, the file and the values, not the line."""
    project.write("a.md", CONTRADICTION)
    before = project.check().json["diagnostics"][0]["fingerprint"]
    project.write("a.md", CONTRADICTION.replace("title: A post\n", "title: A post\ntags: [a]\nlayout: wide\n"))
    after = project.check().json["diagnostics"][0]
    assert after["range"]["start"]["line"] == 5
    assert after["fingerprint"] == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "warning", "--exit-zero"), 0),
        (("--fail-on", "info", "--ignore", "author/missing"), 0),
        (("--fail-on", "info", "--ignore", "author"), 0),
        (("--fail-on", "info", "--select", "excerpt"), 0),
        (("--fail-on", "info", "--select", "excerpt,author/missing"), 1),
        (("--fail-on", "info", "--select", "excerpt", "--extend-select", "author"), 1),
        (("--select", "author/mising"), 2),
        (("--fail-on", "never"), 2),
        (("--config", "nowhere.toml"), 2),
    ],
)
def test_exit_codes(project: Project, options: tuple[str, ...], code: int) -> None:
    """0 below the failing severity, 1 at or above it, 2 for what cannot be done."""
    project.write("a.md", WARNING)
    assert project.check(*options).code == code


def test_a_misspelt_rule_is_met_with_a_suggestion(project: Project) -> None:
    """The nearest name is offered."""
    assert 'did you mean "author/missing"' in project.check("--select", "author/mising").err


def test_severity_comes_from_the_configuration(project: Project) -> None:
    """A rule's own entry beats its group's, and both beat the rule."""
    project.write("a.md", WARNING)
    project.write("bylint.toml", '[severity]\nauthor = "error"\n')
    assert project.check().json["diagnostics"][0]["severity"] == "error"
    project.write("bylint.toml", '[severity]\nauthor = "error"\n"author/missing" = "info"\n')
    assert project.check().json["diagnostics"][0]["severity"] == "info"


def test_standard_input_is_checked_as_the_file_it_is_named_for(project: Project) -> None:
    """Path, sections and people are those of the named file, which need not exist."""
    project.write(
        "bylint.toml", '[people.aliases]\nbo = "Ben Okafor"\n[[section]]\npath = "off/**"\nignore = ["author"]\n'
    )
    text = b"---\nauthor: Ana Ruiz\n---\n_by bo_\n"
    assert (
        project.check("-", "--stdin-filename", "on/new.md", stdin=CONTRADICTION.encode()).json["diagnostics"][0]["path"]
        == "on/new.md"
    )
    assert project.check("--stdin-filename", "off/new.md", stdin=text).rules == []
    assert project.check("-", stdin=CONTRADICTION.encode()).rules == ["author/contradicts-byline"]
    assert project.check("-", "other.md", stdin=text).code == 2


def test_quiet_and_statistics(project: Project) -> None:
    """--quiet leaves only diagnostics, --statistics only counts."""
    project.write("a.md", CONTRADICTION)
    project.write("b.md", WARNING)
    assert "checked" not in project.run("check", "-q").out
    assert project.run("check", "-q", "--statistics").out == "1  author/contradicts-byline\n1  author/missing\n"


def test_output_file(project: Project) -> None:
    """The report goes to the file and nothing to stdout; a place that cannot be written is an error."""
    project.write("a.md", CONTRADICTION)
    ran = project.check("--output-file", "out.json")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads((project.folder / "out.json").read_text("utf-8"))["files"] == 1
    ran = project.check("--output-file", "nowhere/out.json")
    assert ran.code == 2
    assert "--output-file" in ran.err


def test_colour(project: Project) -> None:
    """On demand; never where NO_COLOR is set or output is no terminal."""
    project.write("a.md", CONTRADICTION)
    assert "\x1b[" not in project.run("check").out
    assert "\x1b[" in project.run("check", "--color", "always").out
    assert "\x1b[" in project.run("check", env={"FORCE_COLOR": "1"}).out
    assert "\x1b[" not in project.run("check", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    assert "\x1b[" not in project.run("check", "--color", "never", env={"FORCE_COLOR": "1"}).out


def test_a_rule_that_hits_most_of_a_collection_is_one_line(project: Project) -> None:
    """20 files, more than half hit: one line with the count. Asked for by name, or in JSON, each is there."""
    for number in range(20):
        project.write(f"posts/{number:02}.md", WARNING if number < 11 else CLEAN)
    ran = project.run("check")
    assert "posts: warning author/missing in 11 of 20 files" in ran.out
    assert ran.out.count("the byline names") == 1
    assert project.run("check", "--select", "author/missing").out.count("the byline names") == 11
    assert len(project.check().json["diagnostics"]) == 11


def test_settings_are_shown(project: Project) -> None:
    """Which file got which dialect, schema and section; which globs matched nothing; what is no post."""
    project.write("hugo.toml", 'baseURL = "https://example.org/"\n')
    project.write("content/posts/a.md", CLEAN)
    project.write("content/_index.md", CLEAN)
    project.write("content/press/b.md", CLEAN)
    project.write(
        "bylint.toml",
        '[[section]]\npath = "content/press/**"\n[section.schema.fields.title]\nrequired = true\n[[section]]\npath = "content/nothing/**"\n',
    )
    out = project.run("check", "--show-settings").out
    assert "content/posts/a.md  dialect=hugo  schema=base\n" in out
    assert "content/press/b.md  dialect=hugo  schema=declared  section=content/press/**\n" in out
    assert "content/_index.md  dialect=hugo  schema=base  not a post: not checked\n" in out
    assert "the glob content/nothing/** matched nothing" in out


def test_a_declared_schema_is_checked(project: Project) -> None:
    """Required, type, choice, constraint and unknown key, each on the exact value, with a suggestion for a slip."""
    project.write(
        "bylint.toml",
        """
[schema]
additional = false
[schema.fields.title]
required = true
max-length = 10
[schema.fields.section]
choices = ["harbour", "town"]
[schema.fields.weight]
type = "integer"
[schema.fields.slug]
required = true
""",
    )
    project.write("a.md", "---\ntitle: Far too long a title\nsection: habour\nweight: many\nwieght: 3\n---\n")
    found = {each["rule"]: each for each in project.check().json["diagnostics"]}
    assert set(found) == {"schema/constraint", "schema/choice", "schema/type", "schema/unknown-key", "schema/required"}
    assert found["schema/choice"]["range"]["start"] == {"line": 3, "column": 10}
    assert 'did you mean "harbour"' in found["schema/choice"]["message"]
    assert found["schema/constraint"]["range"]["start"] == {"line": 2, "column": 8}
    assert "slug" in found["schema/required"]["message"]


def test_a_pydantic_model_can_be_the_schema(project: Project) -> None:
    """Any BaseModel of the project; its errors come as sentences on the exact value, nested ones too."""
    project.write(
        "schemas/post.py",
        "from pydantic import BaseModel\n\nclass Image(BaseModel):\n    src: str\n    width: int\n\nclass Post(BaseModel):\n    title: str\n    images: list[Image] = []\n",
    )
    project.write("bylint.toml", 'content = ["posts/**"]\n[schema]\nmodel = "schemas/post.py:Post"\n')
    project.write("posts/a.md", "---\ntitle: A\nimages:\n  - src: a.png\n    width: wide\n---\n")
    (found,) = project.check().json["diagnostics"]
    assert (found["rule"], found["key"]) == ("schema/type", "images[0].width")
    assert found["range"]["start"] == {"line": 5, "column": 12}
    assert "images[0].width must be a whole number, not text" in found["message"]


def test_rules_and_explain(project: Project) -> None:
    """The table, the facts in JSON, a page, a group, and a name that no rule has."""
    table = project.run("rules")
    assert "author/contradicts-byline" in table.out
    facts = {fact["id"]: fact for fact in json.loads(project.run("rules", "--output-format", "json").out)}
    assert facts["author/contradicts-byline"]["severity"] == "error"
    assert facts["excerpt/length"]["default"] is False
    page = project.run("explain", "author/contradicts-byline").out
    assert "Bad:" in page
    assert "Good:" in page
    assert "author/missing:" in project.run("explain", "author").out
    wrong = project.run("explain", "author/mising")
    assert wrong.code == 2
    assert "author/missing" in wrong.err


def test_version_and_help(project: Project) -> None:
    """Both are there at both levels."""
    assert project.run("--version").out.startswith("bylint ")
    assert project.run("check", "--version").out.startswith("bylint ")
    assert "--stdin-filename" in project.run("check", "--help").out


@pytest.mark.parametrize("command", ["check", "explain", "new-rule", "rules", "schema", "test-rules"])
def test_every_command_is_listed_and_helps(project: Project, command: str) -> None:
    """In `bylint --help` with its first sentence, whole, and by its own `--help`."""
    listed = re.search(rf"^  {command} +(\S.*)$", project.run("--help").out, re.MULTILINE)
    assert listed is not None
    assert listed[1].endswith(".")
    assert not listed[1].endswith("...")
    assert project.run(command, "--help").out.startswith(f"Usage: bylint {command} ")
    assert project.run(f"{command}s").code == 2


def test_the_order_of_paths_never_changes_the_output(project: Project) -> None:
    """Output is sorted by path, place and rule."""
    for name in "cab":
        project.write(f"{name}.md", CONTRADICTION)
    project.check()  # from now on there are facts for rules that compare posts
    assert (
        project.check("a.md", "b.md", "c.md").out
        == project.check("c.md", "a.md", "b.md", "a.md").out
        == project.check().out
    )


def test_paths_are_relative_to_the_working_directory(project: Project) -> None:
    """From a subfolder, files elsewhere are `../x`; fingerprints stay, as they are relative to the project's root."""
    project.write("posts/a.md", CONTRADICTION)
    project.write("tools/keep.txt", "")
    here = project.check().json["diagnostics"][0]
    there = Project(project.folder / "tools").check("../posts").json["diagnostics"][0]
    assert there["path"] == "../posts/a.md"
    assert there["fingerprint"] == here["fingerprint"]


def test_excludes_hold_for_named_files(project: Project) -> None:
    """As pre-commit names them: an exclude and .gitignore leave out what is named, and say so."""
    project.write("bylint.toml", 'exclude = ["old/**"]\n')
    project.write(".gitignore", "drafts/\n")
    project.write("old/a.md", CONTRADICTION)
    project.write("drafts/a.md", CONTRADICTION)
    ran = project.check("old/a.md", "drafts/a.md")
    assert (ran.code, ran.rules) == (0, [])
    assert any("old/a.md is left out" in notice for notice in ran.json["notices"])


def expected_of_the_examples() -> set[str]:
    from bylint.registry import load_registry

    return set(load_registry().ids) - {"run/unreadable", "run/too-large", "run/internal-error"}


def test_the_examples_show_every_rule_once() -> None:
    """The first thing that a newcomer sees: every rule that files can show, and nothing on the clean half."""
    ran = Project(PROJECT).check("examples")
    assert ran.code == 1
    assert set(ran.rules) == expected_of_the_examples()
    assert not [found["path"] for found in ran.json["diagnostics"] if "/news/" in found["path"]]
    assert len(list((PROJECT / "examples").rglob("content/news/*.md"))) >= 10


@needs_archives
@pytest.mark.parametrize("archive", ["stackstorm", "electron", "cds", "flink", "rustblog"])
def test_real_archives_bring_no_error_of_the_engine(archive: str, tmp_path: Path) -> None:
    """Every file is checked, no rule raises."""
    ran = Project(tmp_path).check(str(ARCHIVES / archive), "--isolated", "--exit-zero", "--select", "all")
    assert ran.code == 0
    assert ran.json["files"] > 100


def test_an_empty_path_is_a_mistake(project: Project) -> None:
    """It comes from a variable of a shell that was not set, and does not mean the whole folder."""
    ran = project.run("check", "")
    assert ran.code == 2
    assert "a PATH is empty" in ran.err
    assert project.run("check", "-", "--stdin-filename", "").code == 2


@pytest.mark.skipif(os.name == "nt", reason="closes a descriptor as a shell of POSIX does")
def test_a_closed_standard_input_is_no_clean_post(project: Project) -> None:
    """Nothing was checked, and the gate does not open."""
    command = f"{shlex.quote(sys.executable)} -m bylint check - <&-"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=project.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input is closed" in done.stderr


def test_no_library_is_taken_from_the_working_directory(project: Project) -> None:
    """A `click.py` of a pull request is not run in place of the library, though Python looks there first."""
    project.write("click.py", "raise SystemExit(0)\n")
    project.write("a.md", CONTRADICTION)
    assert project.check("--isolated").rules == ["author/contradicts-byline"]
