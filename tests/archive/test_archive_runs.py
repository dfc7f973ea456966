"""Archive rules in a run: whose findings are shown, where the facts come from, and what a later edit changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archive_project import CONFIGURATION, RULE, Archive, make, post

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = make(tmp_path)
    made.add(a="The week", b="The week", c="Another")
    return made


def test_a_run_over_the_project_compares_all_posts(archive: Archive) -> None:
    """With place, other end, data, fingerprint and the edit of the suggestion; each file is counted once."""
    ran = archive.check()
    (found,) = ran.json["diagnostics"]
    assert (found["path"], found["range"]["start"], found["field"], found["key"]) == (
        "posts/b.md",
        {"line": 2, "column": 8},
        "title",
        "title",
    )
    assert found["related"] == [
        {
            "path": "posts/a.md",
            "range": {"start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 16}},
            "message": "the same title",
        }
    ]
    assert found["data"] == {"title": "The week", "count": 2}
    assert found["fixes"][0]["edits"][0]["text"] == "The week II"
    assert len(found["fingerprint"]) == 16
    assert (ran.json["files"], ran.json["summary"]["warning"], ran.json["notices"]) == (3, 1, [])


def test_a_named_file_is_compared_with_the_stored_archive(archive: Archive) -> None:
    """Only what touches it is shown, and it names the other post."""
    archive.check()
    assert archive.said("posts/b.md") == [("posts/b.md", "posts/a.md")]
    assert archive.said("posts/a.md") == []
    archive.add(c="The week")
    assert archive.said("posts/c.md") == [("posts/c.md", "posts/a.md")]
    assert archive.said() == [("posts/b.md", "posts/a.md"), ("posts/c.md", "posts/a.md")]


def test_a_new_file_that_is_named_becomes_part_of_the_archive(archive: Archive) -> None:
    """Its facts are kept: the next named file is compared with it."""
    archive.check()
    archive.add(d="Something new")
    assert archive.said("posts/d.md") == []
    archive.add(e="Something new")
    assert archive.said("posts/e.md") == [("posts/e.md", "posts/d.md")]


def test_without_a_store_one_file_gets_a_notice(archive: Archive) -> None:
    """One, that says what makes the store; no store is made by it."""
    (notice,) = archive.notices("posts/b.md")
    assert notice.startswith("archive rules were skipped: there is no facts store; `bylint check` of the whole project")
    assert not archive.store.parent.exists()
    archive.check()
    assert archive.notices("posts/b.md") == []
    assert archive.check("--ignore", "house", "posts/b.md").json["notices"] == []


def test_a_store_of_one_folder_is_none_for_files_elsewhere(archive: Archive) -> None:
    """A folder that was checked whole is known; what lies beside it is not."""
    archive.write("posts/sub/x.md", post("The week"))
    assert archive.said("posts/sub") == []
    assert archive.said("posts/sub/x.md") == []
    (notice,) = archive.notices("posts/b.md")
    assert "no facts store holds the whole archive" in notice


def test_what_changed_is_compared_with_all_posts_that_are_there(archive: Archive) -> None:
    """With no store either, as on a server that runs for a pull request: the folder is gone through, and kept."""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    (archive.folder / ".git").rmdir()
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=archive.folder, check=True)
    archive.add(c="The week")
    for _ in range(2):
        ran = archive.check("--changed-since", "main")
        assert (ran.json["files"], ran.json["notices"]) == (1, [])
        assert [(f["path"], f["related"][0]["path"]) for f in ran.json["diagnostics"]] == [("posts/c.md", "posts/a.md")]
    assert archive.notices("posts/b.md") == []
    archive.store.unlink()
    assert len(archive.check("--changed-since", "main", "posts/c.md").json["notices"]) == 1


def test_no_archive_rule_no_store(archive: Archive) -> None:
    """Where none is on, nothing is opened or made."""
    archive.check("--ignore", "house")
    assert not archive.store.exists()


@pytest.mark.parametrize("now", ["Another week", None])
def test_another_post_that_changed_since_is_believed_as_it_is_now(archive: Archive, now: str | None) -> None:
    """Edited or gone: the finding that the store would give is not shown."""
    archive.check()
    if now is None:
        (archive.folder / "posts/a.md").unlink()
    else:
        archive.add(a=now)
    assert archive.said("posts/b.md") == []


def test_of_several_stale_posts_each_is_read_again(archive: Archive) -> None:
    """The next earliest is named, once the earliest turns out to be another."""
    archive.add(c="The week", d="The week")
    archive.check()
    archive.add(a="Quite another")
    (archive.folder / "posts/b.md").unlink()
    assert archive.said("posts/d.md") == [("posts/d.md", "posts/c.md")]


def test_another_post_that_is_excluded_now_is_no_part_of_the_archive(archive: Archive) -> None:
    """As one that was deleted."""
    archive.check()
    archive.write("bylint.toml", 'exclude = ["posts/a.md"]\n' + CONFIGURATION)
    assert archive.said("posts/b.md") == []


def test_deleted_renamed_and_edited_posts_are_followed(archive: Archive) -> None:
    """A run over the folder knows them all as they are."""
    archive.check()
    (archive.folder / "posts/a.md").rename(archive.folder / "posts/z.md")
    assert archive.said() == [("posts/z.md", "posts/b.md")]
    archive.add(c="THE WEEK")
    (archive.folder / "posts/z.md").unlink()
    assert archive.said() == [("posts/c.md", "posts/b.md")]
    archive.add(b="A month")
    assert archive.said() == []


def test_a_post_that_is_none_any_more_is_forgotten(archive: Archive) -> None:
    """Its front matter broke, or it became too large to be read."""
    archive.check()
    archive.add(a="---\ntitle: [The week\n---\n")
    assert archive.said() == []
    archive.add(a="The week")
    assert archive.said() == [("posts/b.md", "posts/a.md")]
    archive.write("bylint.toml", "max-file-size = 60\n" + CONFIGURATION)
    archive.add(a=post("The week", body="x" * 80))
    ran = archive.check()
    assert ran.code == 2
    assert ran.rules == ["run/too-large"]


def test_a_folder_is_compared_with_the_rest_of_a_known_archive(archive: Archive) -> None:
    """Posts outside of it are other ends, and nothing is said of them."""
    archive.write("posts/sub/x.md", post("Another"))
    assert archive.said("posts/sub") == []
    archive.check()
    assert archive.said("posts/sub") == [("posts/sub/x.md", "posts/c.md")]


def test_what_did_not_change_is_not_written(archive: Archive) -> None:
    """The store stays as it is, byte for byte."""
    archive.check()
    before = archive.store.read_bytes()
    archive.check()
    archive.check("posts/b.md")
    assert archive.store.read_bytes()[100:] == before[100:]


def test_the_order_of_paths_does_not_matter(archive: Archive) -> None:
    """Files and folders in any order, named twice, or all by their names."""
    archive.add(d="Another", e="The week")
    whole = archive.look().diagnostics
    files = [f"posts/{name}.md" for name in "abcde"]
    for paths in (["."], ["posts"], ["posts/e.md", "posts", "posts/a.md"], files, files[::-1]):
        assert archive.look(*paths).diagnostics == whole


def test_sections_decide_where_a_rule_speaks(archive: Archive) -> None:
    """Where it is off a post is the other end all the same; severity and options are the section's."""
    archive.write("posts/0/x.md", post("Another"))
    archive.write("posts/new/y.md", post("Another", "draft: true"))
    text = '[[section]]\npath = "posts/0/**"\nignore = ["house"]\n[[section]]\npath = "posts/new/**"\n'
    archive.write("bylint.toml", f'{CONFIGURATION}{text}severity = {{ house = "error" }}\n')
    found = {each["path"]: each for each in archive.check().json["diagnostics"]}
    assert {path: each["severity"] for path, each in found.items()} == {
        "posts/b.md": "warning",
        "posts/c.md": "warning",
        "posts/new/y.md": "error",
    }
    assert found["posts/c.md"]["related"][0]["path"] == "posts/0/x.md"
    archive.write("bylint.toml", f'{CONFIGURATION}{text}[section.rules."house/same-title"]\ndrafts = false\n')
    assert archive.said() == [("posts/b.md", "posts/a.md"), ("posts/c.md", "posts/0/x.md")]
    assert archive.said("posts/new/y.md") == []


def test_isolated_runs_leave_the_store_alone(archive: Archive, tmp_path: Path) -> None:
    """It may have come with the repository. Facts are kept for the length of the run."""
    (archive.folder / "bylint.toml").unlink()
    env = {"PYTHONPATH": str(tmp_path / "installed")}
    archive.write("installed/more/__init__.py", "")
    archive.write("installed/more/house/__init__.py", "")
    archive.write("installed/more/house/same_title.py", RULE)
    archive.write("installed/more-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: more\nVersion: 1\n")
    archive.write("installed/more-1.dist-info/entry_points.txt", "[bylint.rules]\nmore = more\n")
    assert archive.check("posts", "--isolated", "--select", "house", env=env).rules == ["house/same-title"]
    assert not archive.store.parent.exists()
    archive.check("posts", env=env)
    assert archive.store.exists()
    before = archive.store.read_bytes()
    ran = archive.check("posts/b.md", "--isolated", "--select", "house", env=env)
    assert (ran.rules, len(ran.json["notices"])) == ([], 1)
    assert archive.store.read_bytes() == before


def test_a_folder_outside_of_the_project_is_compared_in_passing(archive: Archive, tmp_path: Path) -> None:
    """The store of the project is not for it, and it gets none."""
    home = make(tmp_path / "home")
    home.write("bylint.toml", 'local-rules = ["rules"]\nselect = ["house"]\n')
    ran = home.check("../posts")
    assert [found["path"] for found in ran.json["diagnostics"]] == ["../posts/b.md"]
    assert ran.json["diagnostics"][0]["related"][0]["path"] == "../posts/a.md"
    assert not home.store.parent.exists()
    assert not archive.store.parent.exists()
    assert "skipped" in home.notices(str(archive.folder / "posts/b.md"))[0]


def test_text_from_elsewhere_is_said_to_be_compared_with_nothing(archive: Archive) -> None:
    """Standard input, under whatever name."""
    archive.check()
    ran = archive.check("--stdin-filename", "posts/b.md", stdin=post("The week").encode())
    assert ran.rules == []
    assert ran.json["notices"] == ["archive rules were skipped: they compare files, not a text by itself"]


def test_the_report_is_in_order(archive: Archive) -> None:
    """What archive rules say stands between what others say, by path and place, in text and JSON; counts add up."""
    archive.write("bylint.toml", CONFIGURATION.replace('"house"', '"house", "frontmatter"'))
    for name in "abcd":
        archive.add(**{name: post("The week", "twice: 1", "twice: 2")})
    ran = archive.check()
    rules = ["frontmatter/duplicate-key", "house/same-title"]
    order = [(found["path"], found["rule"]) for found in ran.json["diagnostics"]]
    assert sorted(order) == sorted([("posts/a.md", rules[0]), *((f"posts/{n}.md", r) for n in "bcd" for r in rules)])
    assert [path for path, _ in order] == sorted(path for path, _ in order)
    text = archive.run("check", "--color", "never").out
    places = [line for line in text.splitlines() if line.startswith("posts/")]
    assert [line.split(":")[0] for line in places] == [path for path, _ in order]
    assert text.count("  posts/a.md:2:8: the same title\n   2 | title: The week\n     |        ^^^^^^^^") == 3
    assert text.endswith("4 files checked: 4 errors, 3 warnings\n")
    statistics = archive.run("check", "--statistics", "--color", "never").out
    assert statistics == "4  frontmatter/duplicate-key\n3  house/same-title\n4 files checked: 4 errors, 3 warnings\n"


def test_a_rule_is_selected_by_its_name(archive: Archive) -> None:
    """As any other; the facts that the store has of others are not lost by it."""
    archive.check()
    assert archive.look(select=("house/same-title",)).said == [("posts/b.md", "posts/a.md")]
    assert archive.look(select=("stet",)).said == []
    assert archive.said("posts/b.md") == [("posts/b.md", "posts/a.md")]


def test_another_site_setting_makes_facts_anew(archive: Archive) -> None:
    """What facts may depend on is part of their stamp: here the generator, to which `published` is a date."""
    archive.write("bylint.toml", CONFIGURATION + 'dialect = "hugo"\n')
    archive.check()
    stamps = archive.store.read_bytes()
    archive.write("bylint.toml", CONFIGURATION + 'dialect = "jekyll"\n')
    archive.check()
    assert archive.store.read_bytes() != stamps


def test_another_rule_set_makes_facts_anew(archive: Archive) -> None:
    """A rule's own code, or what lies beside it, is part of the stamp, too."""
    archive.check()
    archive.write("rules/house/same_title.py", RULE.replace(".casefold()", ".casefold()[:1]"))
    archive.add(c="Tomorrow")
    (notice,) = archive.notices("posts/c.md")
    assert "other rules" in notice
    assert archive.said() == [("posts/b.md", "posts/a.md"), ("posts/c.md", "posts/a.md")]


def test_a_rule_that_comes_into_play_has_its_facts_made(archive: Archive) -> None:
    """Those that were off keep nothing; with one more on, every post is read for it, once."""
    other = RULE.replace("same_title", "same_start").replace("same-title", "same-start").replace("house-title", "start")
    archive.write("rules/house/same_start.py", other.replace(".casefold()", "[:3]").replace("titles", "starts"))
    archive.write("bylint.toml", CONFIGURATION + 'ignore = ["house/same-start"]\n')
    archive.check()
    assert b"starts" not in archive.store.read_bytes()
    both = ("house/same-title", "house/same-start")
    assert "other rules" in archive.look("posts/b.md", select=both).notices[0]
    assert set(archive.look(select=both).rules) == {*both}
    assert archive.look("posts/b.md", select=both).notices == []
    before = archive.store.read_bytes()
    archive.look()
    assert archive.store.read_bytes() == before


def test_a_fact_that_cannot_be_made_is_told_each_time(archive: Archive) -> None:
    """The post gets run/internal-error with the rule and the line, the rest is compared."""
    archive.write(
        "rules/house/same_title.py",
        RULE.replace(
            '    title = post.valid("title")',
            "    title = post.valid('title')\n    1 / (post.root_path != 'posts/c.md')",
        ),
    )
    for _ in range(2):
        ran = archive.check()
        assert ran.code == 2
        assert ran.rules == ["house/same-title", "run/internal-error"]
        broken = ran.json["diagnostics"][1]
        assert broken["path"] == "posts/c.md"
        assert "the rule house/same-title raised ZeroDivisionError" in broken["message"]
        assert "(same_title.py:18)" in broken["message"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("yield 1 / 0", "the rule house/broken raised ZeroDivisionError: division by zero (broken.py:6)"),
        ("yield 7", "the rule house/broken yielded a value of type int, which is no Said"),
        ("while True: pass\n    yield", "the rule house/broken took more than"),
    ],
)
def test_a_rule_that_breaks_does_not_break_the_others(archive: Archive, body: str, said: str) -> None:
    """It is named, for the whole project, and the exit code is 2."""
    archive.write("bylint.toml", "max-rule-seconds = 0.5\n" + CONFIGURATION)
    text = "from bylint.rule import *\nfrom house_facts import titles\n"
    text = "from bylint.rule import *\ndef facts(post): yield from ()\n@archive_rule(facts=facts, severity='info')\ndef broken(archive, options):\n    '''Breaks.'''\n"
    archive.write("rules/house/broken.py", f"{text}    {body}\n")
    ran = archive.check()
    assert ran.code == 2
    assert ran.rules == ["run/internal-error", "house/same-title"]
    broken = ran.json["diagnostics"][0]
    assert said in broken["message"]
    assert broken["path"] == "."
    assert "house/broken" in archive.run("check").out


def test_a_finding_outside_of_the_post_is_the_rules_fault(archive: Archive) -> None:
    """Told on the post that it is of."""
    archive.write(
        "rules/house/same_title.py",
        RULE.replace(
            "yield member.say(",
            "yield member._replace(fact=member.fact._replace(span=type(member.fact.span)(1, 9999))).say(",
        ),
    )
    ran = archive.check()
    assert (ran.code, ran.rules) == (2, ["run/internal-error"])
    assert "lies outside the text" in ran.json["diagnostics"][0]["message"]


def test_the_library_tells_archive_findings_after_the_files(archive: Archive) -> None:
    """In results of their own that are marked."""
    code = (
        "import bylint\nfor each in bylint.check_paths(): print(each.path, each.later, len(each.diagnostics))\n"
        "print(len(bylint.check_text('---\\ntitle: The week\\n---\\n', 'posts/b.md').diagnostics))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=archive.folder, capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.splitlines() == [
        "posts/a.md False 0",
        "posts/b.md False 0",
        "posts/c.md False 0",
        "posts/b.md True 1",
        "0",
    ]


def test_fingerprints_stay_when_the_archive_grows(archive: Archive) -> None:
    """They hang on the post and what is said of it, alone or in a full run."""
    archive.write("rules/house/same_title.py", RULE.replace(', "count": group.count', ""))
    first = {found["path"]: found["fingerprint"] for found in archive.check().json["diagnostics"]}
    archive.add(d="The week", aa="Another")
    again = {found["path"]: found["fingerprint"] for found in archive.check().json["diagnostics"]}
    alone = {found["path"]: found["fingerprint"] for found in archive.check("posts/b.md").json["diagnostics"]}
    assert first.items() <= again.items()
    assert alone == first
    assert len(set(again.values())) == len(again) == 3


def test_settings_are_shown_without_a_store(archive: Archive) -> None:
    """`--show-settings` and `bylint rules` compare nothing."""
    archive.run("check", "--show-settings")
    assert "Compares the posts of an archive" in archive.run("explain", "house/same-title").out
    assert next(
        each["archive"]
        for each in json.loads(archive.run("rules", "--output-format", "json").out)
        if each["id"] == "house/same-title"
    )
    assert not archive.store.parent.exists()
