"""`bylint check --fix`: what it writes, what it leaves, and that nothing is ever lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bylint.diagnostic import Edit, Span
from bylint.document import parse
from bylint.fixer import what_else_changed
from bylint.source import Source
from bylint.writing import NotWrittenError, replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

WRONG = "---\n# the desk's own\ntitle: 'Low tide'   # keep\nauthor: \"Ana Ruiz\"  # who?\ntags: [a, b]\n---\n_by Ben Okafor_\n\nThe sea went out.\n"
RIGHT = WRONG.replace('"Ana Ruiz"', '"Ben Okafor"')
TWICE = "---\ntitle: Low tide\nauthor:\n  - Ana Ruiz\n  - Ana Ruiz\n---\nThe sea went out.\n"


def test_safe_fixes_are_made_and_the_rest_is_shown(project: Project) -> None:
    """A repeated author goes; a suggestion is only shown, and makes the exit code 1."""
    twice, wrong = project.write("a.md", TWICE), project.write("b.md", WRONG)
    ran = project.run("check", "--fix")
    assert ran.code == 1
    assert twice.read_text() == TWICE.replace("  - Ana Ruiz\n  - Ana Ruiz\n", "  - Ana Ruiz\n")
    assert wrong.read_text() == WRONG
    assert "author/contradicts-byline" in ran.out
    assert "author/repeated" not in ran.out
    assert ran.out.endswith("; 1 fix made in 1 file\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_everything_else_stays_as_it_was(project: Project, newline: str, bom: bytes) -> None:
    """Quotes, comments, order, newlines, the byte order mark and the mode of the file."""
    file = project.write("a.md", bom + WRONG.replace("\n", newline).encode())
    file.chmod(0o640)
    ran = project.run("check", "--fix", "--unsafe-fixes")
    assert ran.code == 0, ran.out + ran.err
    assert file.read_bytes() == bom + RIGHT.replace("\n", newline).encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in project.folder.iterdir()} - {".bylint_cache"} == {".git", "a.md"}


def test_a_second_run_changes_nothing(project: Project) -> None:
    """What is fixed is settled."""
    file = project.write("a.md", WRONG)
    project.run("check", "--fix", "--unsafe-fixes")
    before = file.read_bytes(), file.stat().st_mtime_ns
    ran = project.run("check", "--fix", "--unsafe-fixes")
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert "made" not in ran.out


def test_a_link_stays_a_link(project: Project) -> None:
    """The file that it leads to is fixed."""
    target = project.write("posts/a.md", WRONG)
    link = project.folder / "latest.md"
    link.symlink_to(target)
    ran = project.run("check", "latest.md", "--fix", "--unsafe-fixes")
    assert ran.code == 0, ran.out + ran.err
    assert link.is_symlink()
    assert target.read_text() == RIGHT


def test_only_named_rules_are_fixed(project: Project) -> None:
    """`--fix-only` takes rules and groups, and makes no suggestion unless these are asked for as well."""
    text = WRONG.replace("tags: [a, b]", "excerpt: '<a href=\"/x\">READ MORE</a>'")
    file = project.write("a.md", text)
    project.run("check", "--fix-only", "author")
    assert file.read_text() == text
    project.run("check", "--fix-only", "author", "--unsafe-fixes")
    assert file.read_text() == text.replace("Ana Ruiz", "Ben Okafor", 1)
    assert project.run("check", "--fix-only", "nobody/knows").code == 2


def test_the_patch_is_what_the_fix_would_do(project: Project) -> None:
    """`--diff` writes nothing; git applies what it prints, and then the files are as `--fix` makes them."""
    project.write("posts/plain.md", WRONG)
    project.write('posts/q "uoted" ü.md', WRONG.removesuffix("\n"))
    project.write("posts/crlf.md", WRONG.replace("\n", "\r\n"))
    subprocess.run(["git", "init", "-q", "."], cwd=project.folder, check=True)
    ran = subprocess.run(
        [sys.executable, "-m", "bylint", "check", "--diff", "--unsafe-fixes"],
        cwd=project.folder,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert b"3 fixes in 3 files; nothing was written" in ran.stderr
    assert (project.folder / "posts/plain.md").read_text() == WRONG
    subprocess.run(["git", "apply", "-"], input=ran.stdout, cwd=project.folder, check=True)
    assert (project.folder / "posts/plain.md").read_text() == RIGHT
    assert (project.folder / 'posts/q "uoted" ü.md').read_text() == RIGHT.removesuffix("\n")
    assert (project.folder / "posts/crlf.md").read_bytes() == RIGHT.replace("\n", "\r\n").encode()
    again = project.run("check", "--diff", "--unsafe-fixes")
    assert (again.code, again.out, again.err) == (0, "", "nothing to fix\n")


def test_fixes_of_one_file_are_one_patch(project: Project) -> None:
    """What the file says itself, and what shows when posts are compared: git applies it; counts are of files."""
    subprocess.run(["git", "init", "-q", "."], cwd=project.folder, check=True)
    for number in range(6):
        project.write(f"posts/{number}.md", f"---\ntitle: Tide {number}\ntags: [sea birds]\n---\nText {number}.\n")
    both = WRONG.replace("[a, b]", "[Sea-Birds, sea birds]")
    file = project.write("posts/z.md", both)
    ran = subprocess.run(
        [sys.executable, "-m", "bylint", "check", "--diff", "--unsafe-fixes"],
        cwd=project.folder,
        capture_output=True,
        check=False,
    )
    assert b" in 1 file; nothing was written" in ran.stderr
    assert ran.stdout.count(b"--- a/posts/z.md") == 1
    fixed = project.run("check", "--fix", "--unsafe-fixes")
    assert fixed.out.endswith(" made in 1 file\n"), fixed.out
    made = file.read_text()
    assert made.startswith(RIGHT[:20])
    file.write_text(both)
    subprocess.run(["git", "apply", "-"], input=ran.stdout, cwd=project.folder, check=True)
    assert file.read_text() == made
    assert project.run("check", "--diff", "--unsafe-fixes").err == "nothing to fix\n"


def test_suggestions_that_wait_are_counted(project: Project) -> None:
    """Where only safe fixes are asked for, it is said what would make the others."""
    project.write("a.md", WRONG)
    assert "1 suggestion was not made: --unsafe-fixes makes them" in project.run("check", "--fix").out
    assert "1 suggestion was not made" in project.run("check", "--diff").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes"),
        (["--fix", "--diff"], "--diff"),
        (["-", "--fix"], "--fix works on files"),
        (["-", "--diff"], "--diff works on files"),
        (["--fix-only", "author", "--stdin-filename", "a.md"], "--fix-only works on files"),
        (["--diff", "--output-file", "x.txt"], "--output-file"),
    ],
)
def test_options_that_do_not_fit_are_refused(project: Project, arguments: list[str], said: str) -> None:
    """One line that names the option, exit code 2, and nothing is written."""
    file = project.write("a.md", WRONG)
    ran = project.run("check", *arguments, stdin=WRONG.encode())
    assert ran.code == 2
    assert said in ran.err
    assert file.read_text() == WRONG


def test_a_date_is_only_written_where_its_rule_is_named(project: Project) -> None:
    """Whatever a rule suggests for a date, asking for all fixes does not make it."""
    project.write("bylint.toml", 'local-rules = ["rules"]\n')
    project.write(
        "rules/house/day.py",
        '"""A rule."""\n'
        "from bylint.diagnostic import Edit, Finding, Fix\n"
        "from bylint.rule import rule\n\n"
        '@rule(severity="error")\n'
        "def day(post, options):\n"
        '    """The date is not the first."""\n'
        '    if post.date and not post.date.source.endswith("-01"):\n'
        "        text = post.date.source[:-2] + '01'\n"
        "        yield Finding(post.date.span, 'not the first', fixes=(Fix('set', (Edit(post.date.span, text),)),))\n",
    )
    text = "---\ntitle: Low tide\ndate: 2024-03-09\n---\nThe sea went out.\n"
    file = project.write("posts/a.md", text)
    project.run("check", "--fix", "--unsafe-fixes", "posts")
    assert file.read_text() == text
    project.run("check", "--fix-only", "house/day", "--unsafe-fixes", "posts")
    assert file.read_text() == text.replace("-09", "-01")


def test_a_fix_that_changes_more_than_it_says_is_not_made(project: Project) -> None:
    """The file is left as it is, the fix is named, and the exit code is 2; other fixes of the file are made."""
    project.write("bylint.toml", 'local-rules = ["rules"]\n')
    project.write(
        "rules/house/greedy.py",
        '"""A rule."""\n'
        "from bylint.diagnostic import Edit, Finding, Fix\n"
        "from bylint.rule import rule\n\n"
        '@rule(severity="warning")\n'
        "def greedy(post, options):\n"
        '    """The title is not closed."""\n'
        "    if post.title:\n"
        "        edit = Edit(post.title.span, 'a\\nauthor: Nobody')\n"
        "        yield Finding(post.title.span, 'm', fixes=(Fix('open it', (edit,), 'safe'),))\n",
    )
    file = project.write("posts/a.md", TWICE)
    ran = project.run("check", "--fix", "posts")
    assert ran.code == 2
    assert 'the fix of house/greedy, "open it", is not made: a key would stand twice' in ran.out
    assert file.read_text() == TWICE.replace("  - Ana Ruiz\n  - Ana Ruiz\n", "  - Ana Ruiz\n")


@pytest.mark.parametrize(
    ("before", "edit", "said"),
    [
        ("---\na: 1\nb: 2\n---\nx", ("1", "3"), None),
        ("---\na: 1\nb: 2\n---\nx", ("1", "3\nc: 4"), "the key c would be new"),
        ("---\na: 1\nb: 2\n---\nx", ("1", "3\nb: 4"), "a key would stand twice"),
        ("---\na: 1\nb: 2\n---\nx", ("1", "'3"), "the front matter would be invalid"),
        ("---\na: 1\nb: &x 2\nc: *x\n---\nx", ("2", "5"), "c would change"),
        ("---\na: 1\nb: 2\n---\nx", ("a", "d"), None),
        ("---\na: {b: 1, c: 2}\n---\nx", ("1", "3"), None),
        ("---\na: {b: 1, c: 2}\n---\nx", ("1, c: 2", "1"), None),
        ("---\na: [1, 2, 3]\n---\nx", ("2", "5"), None),
        ("---\na: 1\n---\nx\n---\n", ("1\n---\nx", "1"), "the body would change"),
        ("---\na: 1\n---\nx", ("1", '"'), "the front matter would be invalid"),
        ("---\na: 1\n---\nx y", ("y", "z"), None),
    ],
)
def test_the_proof(before: str, edit: tuple[str, str], said: str | None) -> None:
    """Every key that no edit names and the whole body are equal, or it is said what is not."""
    at = before.index(edit[0])
    one = Edit(Span(at, at + len(edit[0])), edit[1])
    after = before[:at] + edit[1] + before[at + len(edit[0]) :]
    found = what_else_changed(parse(Source("", before)), [one], parse(Source("", after)))
    assert found == said


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """What stands in the file is not what was checked: it stays."""
    file = tmp_path / "a.md"
    file.write_bytes(b"theirs")
    with pytest.raises(NotWrittenError, match="changed"):
        replace_file(str(file), b"old", b"new")
    assert file.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everything")
def test_a_read_only_file_is_left(project: Project) -> None:
    """One line names file and reason, exit code 2, nothing lost."""
    file = project.write("a.md", WRONG)
    file.chmod(0o444)
    ran = project.run("check", "--fix", "--unsafe-fixes")
    assert ran.code == 2
    assert "--fix leaves a.md as it is: it is read-only" in ran.out
    assert file.read_text() == WRONG


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_full_disk_leaves_the_old_file(project: Project) -> None:
    """Where nothing can be written, a line says so; the file is whole, and nothing lies beside it."""
    file = project.write("a.md", WRONG + "x" * 20_000)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000));"
        "sys.argv = ['bylint', 'check', '--fix', '--unsafe-fixes']; from bylint.__main__ import run; run()"
    )
    ran = subprocess.run(
        [sys.executable, "-B", "-c", code], cwd=project.folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "--fix leaves a.md as it is: File too large" in ran.stdout
    assert file.read_text() == WRONG + "x" * 20_000
    assert {path.name for path in project.folder.iterdir()} - {".bylint_cache"} == {".git", "a.md"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_run_leaves_every_file_old_or_new(project: Project) -> None:
    """Killed at twelve moments of its work: no file is anything but the old or the new one."""
    names = [f"{number:03}.md" for number in range(150)]
    for turn in range(12):
        for name in names:
            project.write(name, WRONG)
        run = subprocess.Popen(
            [sys.executable, "-m", "bylint", "check", "--fix", "--unsafe-fixes"],
            cwd=project.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        wanted = turn * 12
        while time.monotonic() < deadline and run.poll() is None:
            if (project.folder / names[wanted]).read_text() == RIGHT:
                break
        run.send_signal(signal.SIGKILL)
        run.wait()
        texts = {(project.folder / name).read_text() for name in names}
        assert texts <= {WRONG, RIGHT}
        assert RIGHT in texts
