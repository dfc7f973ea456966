"""What is kept from run to run: whatever changes, the next run says what a run without memory says."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bylint.witness import content_of, is_settled, sign_of, still
from conftest import ARCHIVES, Project, Ran, needs_archives
from remembered import POSTS, age, check, fresh, same, settle

if TYPE_CHECKING:
    from collections.abc import Callable

HEAVY = ("pydantic", "yaml", "bylint_rules", "bylint.rule", "bylint.engine", "tree_sitter", "pathspec")
WITNESSED = f"""
import sys
from bylint.cli import main
try:
    main(prog_name="bylint")
finally:
    found = [name for name in {HEAVY!r} if name in sys.modules]
    sys.stderr.write("imported: " + " ".join(found) + "\\n")
"""


def check_apart(project: Project, *arguments: str) -> tuple[Ran, bool]:
    """A run in a process of its own, and whether it was over before anything heavy was imported."""
    done = subprocess.run(
        [sys.executable, "-c", WITNESSED, "check", *arguments],
        cwd=project.folder,
        capture_output=True,
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    *_, last = err.splitlines()
    return Ran(done.returncode, out, err), last == "imported: "


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--statistics",),
        ("--output-format", "json"),
        ("--output-format", "jsonl"),
        ("--output-format", "concise"),
        ("--output-format", "json", "--report", "text=report.txt"),
        ("--output-format", "rdjson"),
        ("--output-format", "github"),
        ("--color", "always"),
        ("content/posts",),
        ("--select", "author", "--fail-on", "warning"),
        ("--today", "2024-06-01"),
        ("--exit-zero", "--quiet"),
    ],
)
def test_a_run_with_nothing_to_do_says_the_same(blog: Project, arguments: tuple[str, ...]) -> None:
    """A run with nothing to do says the same."""
    ran = settle(blog, *arguments)
    assert ran.code in {0, 1}
    assert ran.out
    assert same(ran, fresh(blog, *arguments))


def test_nothing_heavy_is_imported_where_nothing_has_changed(blog: Project) -> None:
    """Nothing heavy is imported where nothing has changed."""
    for arguments in ((), ("--output-format", "json"), ("content/posts/a.md",)):
        settle(blog)
        ran, was_quick = check_apart(blog, *arguments)
        assert was_quick, ran.err
        assert same(ran, check(blog, *arguments)[0])
    ran, was_quick = check_apart(blog, "--no-cache")
    assert not was_quick


def test_a_named_post_is_answered_from_a_run_over_the_whole(blog: Project) -> None:
    """With what rules say of it that compare posts; another post is not told of."""
    settle(blog)
    first = check(blog, "--output-format", "json", "content/posts/b.md")[0]
    for path in ("content/posts/a.md", "content/posts/b.md", "content/posts/c.md"):
        ran, was_quick = check(blog, "--output-format", "json", path)
        assert was_quick
        assert ran.json["files"] == 1
        without = blog.run("check", "--output-format", "json", "--ignore", "taxonomy/single-use", path)
        assert ran.json["diagnostics"] == without.json["diagnostics"]
    assert "title/shared" in check(blog, "--output-format", "json", "content/posts/b.md")[0].out
    assert not check(blog, "content/posts/nowhere.md")[1]
    blog.write("content/posts/a.md", "---\ntitle: Something else altogether\n---\n\nText\n")
    ran, was_quick = check(blog, "--output-format", "json", "content/posts/b.md")
    assert not was_quick
    assert ran.json["diagnostics"] != first.json["diagnostics"]


def write(path: str, text: str | bytes) -> Callable[[Project], None]:
    return lambda project: project.write(path, text) and None


def remove(path: str) -> Callable[[Project], None]:
    return lambda project: (project.folder / path).unlink()


CHANGES: dict[str, Callable[[Project], object]] = {
    "a post": write(
        "content/posts/b.md", POSTS["content/posts/b.md"].replace("harbour at low tide", "shore in the morning")
    ),
    "a post of the same size": write("content/posts/a.md", POSTS["content/posts/a.md"].replace("Berta", "Greta")),
    "a post that mends another": write("content/posts/b.md", POSTS["content/posts/b.md"].replace("The", "One")),
    "a new post": write(
        "content/posts/f.md", "---\ntitle: The harbour at low tide\nauthor: root\n---\n\nby Dee Lake\n"
    ),
    "a new post in a new folder": write("content/posts/2024/f.md", "---\ntitle: Untitled\n---\n\nText\n"),
    "a post that is gone": remove("content/posts/a.md"),
    "a post that is renamed": lambda project: (project.folder / "content/posts/a.md").rename(
        project.folder / "content/posts/aa.md"
    ),
    "the configuration": write("bylint.toml", 'ignore = ["author/contradicts-byline"]\n'),
    "a configuration that was not there": write(".bylint.toml", 'select = ["title"]\n'),
    "the site's configuration": write("hugo.toml", 'title = "A blog"\nbaseURL = "https://other.example/"\n'),
    "the kind of site": lambda project: (
        (project.folder / "hugo.toml").unlink(),
        project.write("_config.yml", "title: x\n"),
    ),
    "what is ignored": write(".gitignore", "content/posts/a.md\n"),
    "an image that is gone": remove("static/images/walk.png"),
    "an image that is renamed": lambda project: (project.folder / "static/images/walk.png").rename(
        project.folder / "static/images/walking.png"
    ),
    "the metadata that posts inherit": write("content/posts/_index.md", "---\ncascade:\n  author: Berta Stone\n---\n"),
    "a list of people": write("bylint.toml", '[people]\naliases = { "Ada Quill" = "Berta Stone" }\n'),
    "a baseline": write("bylint-baseline.jsonl", ""),
    "a profile": write("bylint.toml", "[profile.ci]\nselect = []\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_is_seen(blog: Project, name: str) -> None:
    """Also a moment after the last run, and without the help of sizes."""
    before = settle(blog, "--output-format", "json")
    CHANGES[name](blog)
    again, _ = check(blog, "--output-format", "json")
    wanted = fresh(blog, "--output-format", "json")
    assert same(again, wanted)
    if name.startswith(("a post", "a new post", "an image", "the configuration", "the kind")):
        assert again.out != before.out
    assert same(check(blog, "--output-format", "json")[0], wanted)


def test_a_change_of_the_same_moment_and_size_is_seen(blog: Project) -> None:
    """A file system that does not tell one time from the next."""
    blog.write("content/posts/a.md", POSTS["content/posts/a.md"])
    before, _ = check(blog, "--output-format", "json")
    file = blog.folder / "content/posts/a.md"
    known = file.stat()
    text = file.read_bytes().replace(b"Berta Stone", b"Ada Quill  ")
    with file.open("r+b") as stream:
        stream.write(text)
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    again, _ = check(blog, "--output-format", "json")
    assert again.out != before.out
    assert same(again, fresh(blog, "--output-format", "json"))


def test_a_post_that_was_only_touched_is_answered_quickly(blog: Project) -> None:
    """A post that was only touched is answered quickly."""
    settle(blog)
    os.utime(blog.folder / "content/posts/a.md")
    assert check(blog)[1]
    os.utime(blog.folder / "content/posts/a.md", (1_500_000_000, 1_500_000_000))
    assert check(blog)[1]
    assert check(blog)[1]


def test_a_day_that_comes_changes_what_is_said(blog: Project) -> None:
    """Until it comes, one day is as good as another."""
    ahead = "--output-format", "json", "--today"
    assert "date/future" in settle(blog, *ahead, "2030-12-31").out
    assert check(blog, *ahead, "2031-01-05")[0].rules.count("date/future") == 0
    assert same(check(blog, *ahead, "2029-05-05")[0], fresh(blog, *ahead, "2029-05-05"))
    settle(blog, *ahead, "2032-01-01")
    ran, was_quick = check(blog, *ahead, "2033-01-01")
    assert was_quick
    assert same(ran, fresh(blog, *ahead, "2033-01-01"))


def test_other_options_do_not_take_each_other_for_themselves(blog: Project) -> None:
    """Other options do not take each other for themselves."""
    every = [("content/posts/sub",), (), ("--select", "author"), ("--ignore", "author"), ("--fail-on", "warning")]
    for arguments in every:
        check(blog, *arguments)  # until the facts store knows all of these folders
    ran = [settle(blog, *arguments) for arguments in every]
    for arguments, first in zip(every, ran, strict=True):
        again, was_quick = check(blog, *arguments)
        assert was_quick
        assert same(again, first)
        assert same(again, fresh(blog, *arguments))


def test_rules_of_the_project_that_change_are_run_again(blog: Project) -> None:
    """Rules of the project that change are run again."""
    rule = Path(__file__).parents[1] / "parallel" / "test_processes.py"
    source = rule.read_text("utf-8").split("RULE = '''")[1].split("'''")[0]
    blog.write("bylint.toml", 'local-rules = ["rules"]\nselect = ["house"]\n')
    blog.write("rules/house/fate.py", source)
    age(blog)
    assert settle(blog, "--output-format", "json").rules == []
    blog.write("rules/house/fate.py", source.replace('"SAY" in post.text', "True"))
    ran, _ = check(blog, "--output-format", "json")
    assert ran.rules == ["house/fate"] * 5


LOCAL_RULE = """
from pathlib import Path
from bylint.diagnostic import Finding, Span
from bylint.rule import rule

WORD = Path(__file__).with_name("word.txt").read_text().strip()

@rule(severity="error")
def {name}(post, options):
    '''A word.'''
    yield Finding(Span(0, 0), "here is " + WORD)
"""


@pytest.mark.parametrize("folder", ["rules", ".lint/rules"])
def test_rules_that_come_and_what_they_read_are_seen(blog: Project, folder: str) -> None:
    """Wherever the rules lie, and whatever the run looks through."""
    blog.write("bylint.toml", f'local-rules = ["{folder}"]\nexclude = ["rules/**"]\n')
    blog.write(f"{folder}/house/first.py", LOCAL_RULE.format(name="first"))
    blog.write(f"{folder}/house/word.txt", "one")
    age(blog)
    assert "here is one" in settle(blog, "content").out
    for path, text in (
        (f"{folder}/house/second.py", LOCAL_RULE.format(name="second")),
        (f"{folder}/house/word.txt", "two"),
        (f"{folder}/other/third.py", LOCAL_RULE.format(name="third").replace(".with_name", ".parent.joinpath")),
        (f"{folder}/other/word.txt", "three"),
    ):
        blog.write(path, text)
        if not path.endswith("third.py"):
            assert same(check(blog, "content")[0], fresh(blog, "content"))
            settle(blog, "content")
    ran = check(blog, "content")[0]
    assert all(each in ran.out for each in ("house/first", "house/second", "other/third", "here is two"))
    assert "here is three" in ran.out


def test_a_package_that_comes_by_the_path_is_seen(blog: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its rules are others than those of the run that is remembered."""
    settle(blog)
    place = tmp_path_factory.mktemp("packages")
    (place / "house-1.0.dist-info").mkdir()
    (place / "house-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n")
    (place / "house-1.0.dist-info" / "entry_points.txt").write_text("[bylint.rules]\nhouse = house_rules\n")
    (place / "house_rules" / "house").mkdir(parents=True)
    (place / "house_rules" / "__init__.py").write_text("")
    (place / "house_rules" / "house" / "first.py").write_text(LOCAL_RULE.format(name="first"))
    (place / "house_rules" / "house" / "word.txt").write_text("here")
    ran = blog.run("check", env={"PYTHONPATH": str(place)})
    assert "house/first" in ran.out
    assert "house/first" not in blog.run("check").out


def test_a_run_that_failed_somewhere_is_made_again(blog: Project) -> None:
    """A run that failed somewhere is made again."""
    blog.write("content/posts/z.md", b"x" * 3000)
    blog.write("bylint.toml", 'max-file-size = "2 kB"\n')
    age(blog)
    for _ in range(3):
        ran, was_quick = check(blog, "--output-format", "json")
        assert not was_quick
        assert (ran.code, "run/too-large" in ran.rules) == (2, True)


def test_nothing_is_kept_where_that_is_asked_for(blog: Project) -> None:
    """Nothing is kept where that is asked for."""
    for arguments in (("--no-cache",), ("--isolated",), ("--no-cache", "content/posts/a.md")):
        check(blog, *arguments)
        assert not (blog.folder / ".bylint_cache").exists()


def test_a_schema_that_is_a_program_is_asked_each_time(blog: Project) -> None:
    """Nobody knows what it depends on."""
    blog.write("shape.py", "from pydantic import BaseModel\n\nclass Shape(BaseModel):\n    title: str\n")
    blog.write("bylint.toml", '[schema]\nmodel = "shape.py:Shape"\n')
    age(blog)
    assert not any(check(blog)[1] for _ in range(3))


def stores(blog: Project) -> list[Path]:
    return sorted((blog.folder / ".bylint_cache").glob("*.sqlite"))


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"not a database" * 500),
        lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"author/", b"author\xff")),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: (file.unlink(), file.symlink_to("/dev/zero")),
        lambda file: file.with_name(f"{file.name}-wal").write_bytes(b"\0" * 100),
        lambda file: file.chmod(0o000),
    ],
)
def test_a_store_that_is_not_as_bylint_makes_it_is_no_matter(blog: Project, harm: Callable[[Path], object]) -> None:
    """A store that is not as bylint makes it is no matter."""
    wanted = settle(blog, "--output-format", "json")
    harm(blog.folder / ".bylint_cache" / "results.sqlite")
    ran, _ = check(blog, "--output-format", "json")
    shown = json.loads(ran.out)
    assert shown["diagnostics"] == wanted.json["diagnostics"]
    assert (ran.code, shown["files"]) == (wanted.code, wanted.json["files"])
    assert all("results are not kept" in notice for notice in shown["notices"])


TAMPERINGS = {
    "no JSON": "UPDATE result SET said = '{'",
    "another shape": "UPDATE result SET said = '[1, 2]' WHERE said IS NOT NULL",
    "a severity that is none": "UPDATE result SET said = replace(said, '\"error\"', '\"fatal\"')",
    "a range before the first line": "UPDATE result SET said = replace(said, '[3,9,', '[-3,9,')",
    "numbers for texts": "UPDATE result SET said = replace(said, '\"author\"', '7')",
    "a page that is none": "UPDATE page SET text = 'x'",
    "paths that are none": "UPDATE page SET text = '[[1, 2], [\"00\"], null]' WHERE kind = 'paths'",
    "deep nesting": "UPDATE page SET text = replace(hex(zeroblob(100000)), '0', '[') WHERE kind = 'witness'",
    "what was told": "UPDATE question SET told = '[]'",
    "a column of another type": "UPDATE result SET state = 5, sign = 7",
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_is_not_of_its_shape_is_checked_again(blog: Project, name: str) -> None:
    """What is not of its shape is checked again."""
    wanted = settle(blog)
    connection = sqlite3.connect(blog.folder / ".bylint_cache" / "results.sqlite")
    connection.execute("DELETE FROM printed")  # which would be shown instead
    connection.execute(TAMPERINGS[name])
    connection.commit()
    connection.close()
    assert same(check(blog)[0], wanted)
    assert same(check(blog)[0], wanted)


def test_a_store_that_git_carries_is_not_believed(blog: Project) -> None:
    """A store that git carries is not believed."""
    shutil.rmtree(blog.folder / ".git")
    settle(blog)
    (blog.folder / ".bylint_cache" / ".gitignore").unlink()
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=blog.folder, check=True)
    subprocess.run([*git, "add", "-A"], cwd=blog.folder, check=True)
    connection = sqlite3.connect(blog.folder / ".bylint_cache" / "results.sqlite")
    connection.execute("UPDATE result SET said = NULL")
    connection.commit()
    connection.close()
    ran, was_quick = check(blog, "--output-format", "json")
    assert not was_quick
    assert "author/contradicts-byline" in ran.rules


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_name_that_is_no_text_is_recalled_too(blog: Project) -> None:
    """A name that is no text is recalled too."""
    name = os.fsdecode(b"content/posts/caf\xe9.md")
    blog.write(name, POSTS["content/posts/a.md"].replace("harbour", "coast"))
    age(blog)
    ran = settle(blog, "--output-format", "json")
    assert "posts/caf" in ran.out
    assert same(ran, fresh(blog, "--output-format", "json"))
    named, was_quick = check(blog, "--output-format", "json", name)
    assert was_quick
    assert named.rules == ["author/contradicts-byline"]


def test_views_and_questions_are_bounded(blog: Project) -> None:
    """Whoever asks in many ways fills no disk."""
    for number in range(7):
        check(blog, "--ignore", f"title,{'excerpt,' * number}url")
    connection = sqlite3.connect(blog.folder / ".bylint_cache" / "results.sqlite")
    (views,) = connection.execute("SELECT COUNT(*) FROM view").fetchone()
    (kept,) = connection.execute("SELECT COUNT(DISTINCT view) FROM result").fetchone()
    connection.close()
    assert (views, kept) == (4, 4)


def test_posts_that_are_gone_are_forgotten(blog: Project) -> None:
    """Posts that are gone are forgotten."""
    check(blog)
    (blog.folder / "content/posts/c.md").unlink()
    check(blog)
    connection = sqlite3.connect(blog.folder / ".bylint_cache" / "results.sqlite")
    paths = [row[0] for row in connection.execute("SELECT path FROM result ORDER BY path")]
    connection.close()
    assert paths == sorted(path for path in POSTS if path != "content/posts/c.md")


@needs_archives
@pytest.mark.parametrize("name", ["electron", "flink"])
def test_a_real_archive_is_recalled_as_it_was_told(name: str, tmp_path: Path) -> None:
    """A real archive is recalled as it was told."""
    shutil.copytree(ARCHIVES / name, tmp_path / name)
    archive = Project(tmp_path / name)
    (archive.folder / ".git").mkdir(exist_ok=True)
    for each in [archive.folder, *archive.folder.rglob("*")]:
        os.utime(each, (1_500_000_000, 1_500_000_000))
    first = fresh(archive)
    assert same(settle(archive), first)
    assert same(check(archive, "--jobs", "2")[0], first)


class TestWitness:
    """What tells one state of a path from another."""

    def test_a_file_and_a_folder_that_change(self, tmp_path: Path) -> None:
        """A file and a folder that change."""
        file = tmp_path / "a.txt"
        assert sign_of(str(file)) == ()
        file.write_text("one")
        known, content = sign_of(str(file)), content_of(str(file))
        assert still(str(file), "state", known, "")
        assert still(str(file), "state", (), content)
        file.write_text("two")
        assert not still(str(file), "state", (), content)
        names = content_of(str(tmp_path))
        (tmp_path / ".bylint_cache").mkdir()
        assert content_of(str(tmp_path)) == names  # it makes this folder itself
        (tmp_path / "b").mkdir()
        assert content_of(str(tmp_path)) != names

    def test_what_cannot_be_read_is_never_as_it_was(self, tmp_path: Path) -> None:
        """What cannot be read is never as it was."""
        os.mkfifo(tmp_path / "pipe")
        assert content_of(str(tmp_path / "pipe")) == ""
        assert content_of(str(tmp_path / "nowhere")) == ""
        assert not still(str(tmp_path / "pipe"), "state", (-1,), "")

    def test_when_a_time_tells_enough(self) -> None:
        """When a time tells enough."""
        second = 1_000_000_000
        assert not is_settled((1, 5 * second + 1, 5 * second + 1, 7, 0), 5 * second + 50_000_000)
        assert is_settled((1, 5 * second + 1, 5 * second + 1, 7, 0), 5 * second + 200_000_000)
        assert not is_settled((1, 5 * second, 5 * second, 7, 0), 6 * second)  # a clock of whole seconds
        assert is_settled((1, 5 * second, 5 * second, 7, 0), 8 * second)
        assert is_settled((), 0)


def with_baseline(blog: Project) -> None:
    """All that is found is lived with."""
    assert check(blog, "--write-baseline")[0].code == 0
    age(blog)


def test_a_run_with_a_baseline_is_remembered_too(blog: Project) -> None:
    """As gates are run over old archives: in each format, of all posts and of one."""
    with_baseline(blog)
    first = settle(blog)
    assert first.code == 0
    assert "in the baseline" in first.out
    assert check(blog) == (first, True)
    for arguments in (("content/posts/a.md",), ("--output-format", "json"), ("--statistics",)):
        full = fresh(blog, *arguments) if arguments[0] != "content/posts/a.md" else check(blog, *arguments)[0]
        settle(blog, *arguments)
        assert check(blog, *arguments) == (full, True)
    found, was_quick = check(blog, "--no-baseline")
    assert (found.code, was_quick) == (1, False)
    settle(blog, "--no-baseline")
    assert check(blog, "--no-baseline")[1]
    assert check(blog) == (first, True)


def test_what_is_new_is_told_beside_a_baseline_that_is_remembered(blog: Project) -> None:
    """A post that changed, and an entry that is gone."""
    with_baseline(blog)
    settle(blog)
    blog.write("content/posts/b.md", POSTS["content/posts/b.md"].replace("Text.", "_by Berta Stone_"))
    ran, _ = check(blog)
    assert "content/posts/b.md:3:9: error author/contradicts-byline" in ran.out
    assert "content/posts/a.md" not in ran.out.replace("a.md: ", "")
    blog.write("content/posts/b.md", POSTS["content/posts/b.md"])
    settle(blog)
    file = blog.folder / "bylint-baseline.jsonl"
    kept = [line for line in file.read_text("utf-8").splitlines() if "contradicts-byline" not in line]
    file.write_text("\n".join(kept) + "\n", "utf-8")
    ran, was_quick = check(blog)
    assert (ran.code, was_quick) == (1, False)
    assert "content/posts/a.md:3:9: error author/contradicts-byline" in ran.out


def test_a_baseline_that_comes_or_goes_is_seen(blog: Project) -> None:
    """Nothing of the run before is shown."""
    before = settle(blog)
    assert before.code == 1
    with_baseline(blog)
    assert check(blog)[0].code == 0
    settle(blog)
    (blog.folder / "bylint-baseline.jsonl").unlink()
    assert check(blog)[0] == before


def test_where_posts_were_renamed_since_a_baseline_was_written_the_commits_are_asked(blog: Project) -> None:
    """Their entries hold under the former paths, as long as git says so: such a run is made each time."""
    with_baseline(blog)
    git(blog, "init", "-q")
    git(blog, "add", ".")
    git(blog, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "All")
    git(blog, "mv", "content/posts/a.md", "content/posts/first.md")
    age(blog)
    first, _ = check(blog)
    assert first.code == 0
    assert check(blog) == (first, False)
    git(blog, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "Renamed")
    assert check(blog) == (first, False)


def git(project: Project, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=project.folder, check=True, capture_output=True)
