"""What stops somebody who writes a first rule: keys that are not canonical, options, marks, folders, hanging examples."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import bylint
from bylint.document import parse
from bylint.post import Post
from bylint.source import Source
from bylint.testing import make_site

if TYPE_CHECKING:
    from conftest import Project

RULE = '''
from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule
from pydantic import Field

class Options(RuleOptions):
    longest: int = Field(9, description="more minutes are told")
    share: float = Field(0.5, description="nothing")
    desks: tuple[str, ...] = Field((), description="nothing")

@rule(Options, severity="warning"{more})
def reading_time(post, options):
    """The reading time is too long.

    Nobody has it.

    Bad:

        ---
        reading_time: ⟦10⟧
        ---

    Good:

        ---
        reading_time: 9
        ---
    """
    field = post.field("reading_time")
    if field is not None and field.value > options.longest:
        yield Finding(field.span, f"the reading time is {{field.value}} minutes")
'''
OPTIONS = "[rules.'house/reading-time']\n"


@pytest.fixture
def house(project: Project) -> Project:
    """A rule about a key of the house's own."""
    project.write("tools/house/reading_time.py", RULE.format(more=""))
    project.write("bylint.toml", "local-rules = ['tools']\n")
    project.write("posts/a.md", "---\nreading_time: 12\n---\n")
    return project


def test_any_key_has_a_field() -> None:
    """By its name or dotted path, as the generator compares keys; with value, span and source."""
    text = "---\nreading_time: 12\nparams:\n  Desk: 'town'\ndotted.key: 1\nempty:\ntitle: A\n---\n"
    post = Post(parse(Source("a.md", text)), make_site({"dialect": "hugo"}), root_path="a.md")
    for key, source, written in (
        ("reading_time", "12", "reading_time"),
        ("Reading_Time", "12", "reading_time"),
        ("params.desk", "'town'", "params.Desk"),
        ("title", "A", "title"),
    ):
        found = post.field(key)
        assert found is not None
        assert (found.source, found.key) == (source, written)
        assert text[found.span.start : found.span.end] == source
    dotted = post.field("dotted.key")
    assert dotted is not None
    assert dotted.value == 1
    assert post.field("title") is post.title
    assert [post.field(key) for key in ("empty", "params.town", "title.more", "")] == [None] * 4
    strict = Post(parse(Source("a.md", text)), make_site({"dialect": "jekyll"}), root_path="a.md")
    assert strict.field("Reading_Time") is None
    with pytest.raises(LookupError, match=r'post\.field\("reading_time"\)'):
        post.valid("reading_time")


def test_rules_are_tested_by_name_group_file_and_folder(house: Project) -> None:
    """Local ones and installed ones; what is none of these is told, with what may be meant."""
    for name in ("house/reading-time", "house", "tools", "tools/house/reading_time.py"):
        assert house.run("test-rules", name).out == "house/reading-time: 2 examples hold\n"
    assert house.run("test-rules", "author/missing").out.startswith("author/missing: ")
    ran = house.run("test-rules", "house/reading-tim")
    assert ran.code == 2
    assert 'did you mean "house/reading-time"?' in ran.err
    house.write("bylint.toml", "local-rules = ['nowhere']\n")
    assert "does not exist" in house.run("test-rules").err


def test_a_file_that_is_installed_and_named_counts_once(house: Project) -> None:
    """An editable install, whose folder is given too; another file of that name is a clash that says what to do."""
    info = house.folder / "site" / "house-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[bylint.rules]\nhouse = tools\n", "utf-8")
    paths = [str(house.folder), str(house.folder / "site"), os.environ.get("PYTHONPATH", "")]
    env = {"PYTHONPATH": os.pathsep.join(paths)}
    for file in ("tools/__init__.py", "tools/house/__init__.py"):
        house.write(file, "")
    assert house.run("test-rules", "tools", env=env).out == "house/reading-time: 2 examples hold\n"
    assert house.check(env=env).rules == ["house/reading-time"]
    house.write("more/house/reading_time.py", RULE.format(more=""))
    ran = house.run("test-rules", "more", env=env)
    assert ran.code == 2
    assert "two rules are named house/reading-time" in ran.err
    assert "rename one of them" in ran.err


def test_an_endless_rule_fails_its_examples(house: Project) -> None:
    """After the time that the configuration gives it, with the line on which it was."""
    file = house.folder / "tools" / "house" / "reading_time.py"
    file.write_text(RULE.format(more="").replace("    field = ", "    while True: pass\n    field = "), "utf-8")
    house.write("bylint.toml", "local-rules = ['tools']\nmax-rule-seconds = 0.5\n")
    ran = house.run("test-rules")
    assert ran.code == 1
    assert "took more than 0.5 s (max-rule-seconds) and was stopped (reading_time.py:" in ran.out


@pytest.mark.parametrize("more", ["", ", default=False"])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("longst = 3", 'longst: there is no such key; did you mean "longest"?; the options are longest, share, desks'),
        ("longest = '3'", 'longest: should be a whole number, and is the text "3"'),
        ("longest = true", "longest: should be a whole number, and is true"),
        ("share = '1'", 'share: should be a number, and is the text "1"'),
    ],
)
def test_options_are_refused_also_of_a_rule_that_does_not_run(house: Project, more: str, given: str, said: str) -> None:
    """With file and line, what may be meant, and what there is; in a section too."""
    house.write("tools/house/reading_time.py", RULE.format(more=more))
    house.write("bylint.toml", f"local-rules = ['tools']\n{OPTIONS}{given}\n")
    ran = house.check("--select", "author")
    assert ran.code == 2
    assert "bylint.toml:" in ran.err
    assert f'rules."house/reading-time".{said}' in ran.err
    table = OPTIONS.replace("[rules", "[section.rules")
    house.write("bylint.toml", f"local-rules = ['tools']\n[[section]]\npath = 'x/**'\n{table}{given}\n")
    assert f'section[0].rules."house/reading-time".{said}' in house.check().err


def test_options_that_fit_are_taken(house: Project) -> None:
    """A whole number where a number is wanted, a list where a tuple is."""
    house.write("bylint.toml", f"local-rules = ['tools']\n{OPTIONS}share = 1\ndesks = ['town']\nlongest = 20\n")
    ran = house.check()
    assert (ran.code, ran.rules) == (0, [])


def test_a_misspelt_rule_of_a_table_is_told_with_its_line(house: Project) -> None:
    """Also in pyproject.toml; and options of a group are nobody's."""
    house.write("bylint.toml", "local-rules = ['tools']\n\n[rules.'house/reading-tim']\nlongest = 1\n")
    ran = house.check()
    assert 'bylint.toml:3: rules."house/reading-tim": no rule or group is named' in ran.err
    house.write("bylint.toml", "local-rules = ['tools']\n\n[rules.house]\nlongest = 1\n")
    assert "bylint.toml:3: " in house.check().err
    (house.folder / "bylint.toml").unlink()
    house.write(
        "pyproject.toml", "[tool.bylint]\nlocal-rules = ['tools']\n[tool.bylint.rules.'house/reading-tim']\nx = 1\n"
    )
    assert "pyproject.toml:3: " in house.check().err


def test_isolated_leaves_marks_for_rules_of_the_project_alone(house: Project) -> None:
    """They are not there to be known; a misspelt name of a group that is there is told all the same."""
    house.write(
        "posts/a.md", "---\nreading_time: 12  # stet: house/reading-time\nslug: a  # stet: author/mising\n---\n"
    )
    assert "stet/unknown-rule" in house.check().rules
    ran = house.check("--isolated")
    assert [found["data"]["name"] for found in ran.json["diagnostics"]] == ["author/mising"]
    house.write("bylint.toml", f"local-rules = ['tools']\n{OPTIONS}longest = 5\n")
    assert house.check("--isolated", "--config", "bylint.toml").code == 1


def test_what_is_configured_here_is_told(house: Project) -> None:
    """On a rule's page and in the list: weight, whether it runs, options; of sections too."""
    section = "[[section]]\npath = 'old/**'\nignore = ['house']\n"
    house.write("bylint.toml", f"local-rules = ['tools']\n[severity]\nhouse = 'error'\n{OPTIONS}longest = 5\n{section}")
    page = house.run("explain", "house/reading-time").out
    assert page.splitlines()[1] == "here: error, longest = 5; in old/**: off"
    line = next(line for line in house.run("rules").out.splitlines() if line.startswith("house/"))
    assert line.endswith("(here: error, longest = 5; in old/**: off)")
    assert "here:" not in house.run("explain", "house/reading-time", "--config", "/dev/null").out or os.name == "nt"


def test_one_path_is_taken_as_one(house: Project) -> None:
    """A text is no list of letters."""
    (only,) = bylint.check_paths("posts", folder=house.folder)
    assert only.path == "posts/a.md"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (', description="nothing")\n    desks', ")\n    desks", "the option share is not described"),
        ('f"the reading time', 'f"The reading time', "the message begins with a capital"),
        ('minutes")', 'minutes.")', "the message ends with a period"),
        ('"""The reading', '"""\n    The reading', ""),
    ],
)
def test_messages_and_options_are_written_as_all_are(house: Project, old: str, new: str, said: str) -> None:
    """A message begins in lower case and has no final period, and each option says what it does."""
    assert old in RULE.format(more="")
    house.write("tools/house/reading_time.py", RULE.format(more="").replace(old, new))
    ran = house.run("test-rules")
    assert (ran.code, said in ran.out) == (1 if said else 0, True)


def test_a_rule_without_documentation_is_told(house: Project) -> None:
    """By `test-rules`, and on the page that it does not have."""
    text = RULE.format(more="")
    before, _, after = text.partition('    """')
    house.write("tools/house/reading_time.py", before + after.partition('"""\n')[2])
    assert "house/reading-time: FAILED: there is no docstring" in house.run("test-rules").out
    assert "There is no docstring" in house.run("explain", "house/reading-time").out
