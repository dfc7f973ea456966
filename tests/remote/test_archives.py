"""Archives: what is in them is what their folder would say, and nothing that they hold does any harm."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import bylint
from bylint.cli import main
from bylint.remote import archive, opening, skeleton
from remote_site import NAME, SITE, said, said_here, tarred, write, zipped

if TYPE_CHECKING:
    from conftest import Project

POST = "---\nauthor: admin\n---\n_by Ben Okafor_\n"
WAITING = '''"""house/waits."""

import pathlib
import time

from bylint.rule import RuleOptions, rule


class Options(RuleOptions):
    """None."""


@rule(Options, needs="document", severity="info")
def waits(post, options):
    """For a minute."""
    pathlib.Path("waiting").touch()
    time.sleep(60)
    yield from ()
'''
MAKERS = {
    "zip": zipped,
    "tar": tarred,
    "tar.gz": lambda: tarred(how="gz"),
    "tgz": lambda: tarred({f"./{path}": text for path, text in SITE.items()}, how="gz"),
    "tar.bz2": lambda: tarred(how="bz2"),
    "tar.xz": lambda: tarred(how="xz"),
}


@pytest.fixture(autouse=True)
def _leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Every test works below its own folder, and each tree is deleted in the end."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(tmp_path)
    yield
    assert list(temporary.iterdir()) == []


def rules_of(path: str) -> list[str]:
    return [rule for _, rule, *_ in said(path)]


def refused(content: bytes, name: str = "a.zip") -> str:
    Path(name).write_bytes(content)
    with pytest.raises(bylint.RemoteError) as caught:
        said(name)
    text = str(caught.value)
    assert text.startswith(f"{name}: ")
    assert "\n" not in text
    return text.removeprefix(f"{name}: ")


def ran(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


@pytest.mark.parametrize("ending", MAKERS)
def test_an_archive_says_what_its_folder_says(ending: str, tmp_path: Path) -> None:
    """Configuration, ignored files, inherited metadata, static files and rules that compare posts included."""
    root = write(tmp_path)
    Path(f"{NAME}.{ending}").write_bytes(MAKERS[ending]())
    there = said(f"{NAME}.{ending}", f"{NAME}.{ending}/")
    assert there == said_here(root)
    rules = [rule for _, rule, *_ in there]
    assert {"url/shared", "author/contradicts-byline", "image/missing-file"} <= set(rules)
    assert rules.count("image/missing-file") == 2


def test_what_is_named_in_an_archive_is_checked_alone(tmp_path: Path) -> None:
    """What is named in an archive is checked alone."""
    Path("notes.zip").write_bytes(zipped())
    (found,) = bylint.check_paths("notes.zip/content/posts/first.md")
    assert found.path == "notes.zip/content/posts/first.md"
    assert {each.path for each in bylint.check_paths("notes.zip/content/posts/bundle")} == {
        "notes.zip/content/posts/bundle/index.md"
    }
    with pytest.raises(bylint.RemoteError, match=r"^notes.zip: there is no file or folder content/x.md in it$"):
        said("notes.zip/content/x.md")


def test_the_one_folder_that_is_a_project_is_the_root(tmp_path: Path) -> None:
    """As code hosts pack a repository; else fingerprints and globs would not be the repository's."""
    root = write(tmp_path)
    Path("main.zip").write_bytes(zipped(above="notes-1a2b3c/"))
    assert said("main.zip", "main.zip/notes-1a2b3c/") == said_here(root)
    (found,) = bylint.check_paths("main.zip/notes-1a2b3c/content/posts/first.md")
    assert found.root_path == "content/posts/first.md"


def test_a_folder_of_posts_alone_is_no_project(tmp_path: Path) -> None:
    """A folder of posts alone is no project."""
    Path("a.zip").write_bytes(zipped({"posts/a.md": POST, "__MACOSX/posts/._a.md": "\0"}))
    (found,) = bylint.check_paths("a.zip")
    assert (found.path, found.root_path) == ("a.zip/posts/a.md", "posts/a.md")


def test_a_repository_that_was_packed_with_its_history(tmp_path: Path) -> None:
    """Also a worktree, whose `.git` is a file that leads elsewhere; nothing of either is looked into."""
    for git in (".git", ".git/config"):
        Path("a.zip").write_bytes(zipped({git: "gitdir: /\n[core]\nfsmonitor = false\n", "a.md": POST}))
        assert rules_of("a.zip") == ["author/generic-account"]


def test_nothing_above_the_temporary_folder_counts(tmp_path: Path) -> None:
    """Anybody may write into the folder of temporary files."""
    Path("temporary/bylint.toml").write_text('select = ["nothing/at-all"]\n')
    Path("a.zip").write_bytes(zipped({"a.md": POST}))
    assert "author/generic-account" in rules_of("a.zip")
    Path("temporary/bylint.toml").unlink()


def test_code_of_an_archive_is_not_run(tmp_path: Path) -> None:
    """Code of an archive is not run."""
    files = {
        "bylint.toml": 'local-rules = ["rules"]\nselect = ["author", "house"]\n[schema]\nmodel = "evil:Model"\n',
        "rules/house/evil.py": f"open({str(tmp_path / 'ran')!r}, 'w')\n",
        "evil.py": f"open({str(tmp_path / 'ran')!r}, 'w')\n",
        "a.md": POST,
    }
    Path("a.zip").write_bytes(zipped(files))
    code, out = ran("a.zip")
    assert code == 1
    assert "author/generic-account" in out
    assert "local-rules are not loaded: this run executes no code of the project" in out
    assert not (tmp_path / "ran").exists()


def test_a_configuration_that_cannot_be_used_is_named_as_people_know_it() -> None:
    """A configuration that cannot be used is named as people know it."""
    Path("a.zip").write_bytes(zipped({"bylint.toml": "select = 1\n", "a.md": POST}))
    code, out = ran("a.zip")
    assert code == 2
    assert out.startswith("bylint: error: a.zip/bylint.toml:1: select: ")
    assert out.count("\n") == 1


def test_a_configuration_of_ones_own_is_used_instead() -> None:
    """A configuration of ones own is used instead."""
    Path("a.zip").write_bytes(zipped({"bylint.toml": "select = 1\n", "a.md": POST}))
    Path("mine.toml").write_text('select = ["author/generic-account"]\n')
    code, out = ran("--config", "mine.toml", "a.zip", "--output-format", "concise")
    assert code == 1
    assert out.startswith("a.zip/a.md:2:9: error author/generic-account")
    assert ran("--isolated", "a.zip")[0] == 1


@pytest.mark.parametrize(
    ("options", "said_so"),
    [
        (["--fix"], "--fix does not go with an address or an archive: nothing is written there"),
        (["--diff"], "--diff does not go with an address or an archive: nothing is written there"),
        (["--changed-since"], "--changed-since does not go with an address or an archive: no git tells what changed"),
        (["--write-baseline"], "--write-baseline needs --baseline FILE here"),
        (["b.zip"], "an address or an archive is a project of its own: give no other PATH beside it"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(options: list[str], said_so: str) -> None:
    """What cannot be is refused in one line."""
    for name in ("a.zip", "b.zip"):
        Path(name).write_bytes(zipped({"a.md": POST}))
    code, out = ran("a.zip", *options)
    assert code == 2
    assert out.startswith(f"bylint: error: {said_so}")
    assert out.count("\n") == 1


def test_a_baseline_of_this_machine_is_kept_for_an_archive() -> None:
    """A baseline of this machine is kept for an archive."""
    Path("a.zip").write_bytes(zipped({"a.md": POST}))
    assert ran("a.zip", "--write-baseline", "--baseline", "known.jsonl")[0] == 0
    assert ran("a.zip", "--baseline", "known.jsonl")[0] == 0
    assert ran("a.zip")[0] == 1


def test_formats_of_other_programs_name_the_archive() -> None:
    """Formats of other programs name the archive."""
    Path("a.zip").write_bytes(zipped({"a.md": POST}))
    for name in ("sarif", "github", "gitlab", "checkstyle"):
        assert "a.zip/a.md" in ran("a.zip", "--output-format", name)[1]


def test_other_commands_that_read_posts_read_archives(tmp_path: Path) -> None:
    """Other commands that read posts read archives."""
    Path("notes.zip").write_bytes(zipped())
    with bylint.Report.of("notes.zip") as report:
        assert {row.path for row in report.posts()} >= {"notes.zip/content/posts/first.md"}
    done = CliRunner().invoke(main, ["profile", "notes.zip", "--output-format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)


def test_a_report_of_an_archive_names_its_files_as_people_know_them(tmp_path: Path) -> None:
    """A report of an archive names its files as people know them."""
    Path("notes.zip").write_bytes(zipped())
    done = CliRunner().invoke(main, ["report", "notes.zip", "--format", "json", "--output", "-"])
    assert done.exit_code == 0, done.output
    tables = json.loads(done.stdout)
    for name in ("posts", "findings", "facts"):
        assert tables[name]
        assert all(row["path"].startswith("notes.zip/content/") for row in tables[name])


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_a_run_that_is_asked_to_end_leaves_nothing(project: Project, tmp_path: Path) -> None:
    """Its temporary folder may be large."""
    project.write("rules/house/waits.py", WAITING)
    project.write("mine.toml", 'local-rules = ["rules"]\n')
    project.write("a.zip", zipped({"a.md": POST}))
    temporary = tmp_path / "temporary"
    running = subprocess.Popen(
        [sys.executable, "-m", "bylint", "check", "a.zip", "--config", "mine.toml", "--select", "house"],
        cwd=project.folder,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for _ in range(1_200):
        if (project.folder / "waiting").exists():
            break
        time.sleep(0.05)
    assert list(temporary.iterdir())
    running.terminate()
    assert running.communicate(timeout=60)[1] == b"bylint: interrupted\n"
    assert running.returncode == 130
    assert list(temporary.iterdir()) == []


class TestHostile:
    def test_names_that_lead_out_of_it_are_left_out(self, tmp_path: Path) -> None:
        """Names that lead out of it are left out."""
        names = ["../up.md", "/etc/up.md", "a/../../up.md", "..", "a//b.md", "x" * 300 + ".md", "a.md/b.md", "/"]
        members = {"a.md": POST, **dict.fromkeys(names, POST)}
        for name, content in (("a.zip", zipped(members)), ("a.tar", tarred(members))):
            Path(name).write_bytes(content)
            assert {path for path, *_ in said(name, f"{name}/")} == {"a.md"}
            assert f"{name}: {len(names)} names that lead out of it, or that no folder can hold, are left out" in (
                " ".join(ran(name)[1].split())
            )
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "a.zip", "temporary"]

    def test_links_and_devices_are_left_out(self, tmp_path: Path) -> None:
        """Links and devices are left out."""
        Path("secret.md").write_text(POST)
        members = []
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE)):
            member = tarfile.TarInfo(f"link{number}.md")
            member.type, member.linkname = kind, str(tmp_path / "secret.md")
            members.append(member)
        Path("a.tar").write_bytes(tarred({"a.md": POST}, more=members))
        assert {path for path, *_ in said("a.tar", "a.tar/")} == {"a.md"}
        assert "a.tar: 4 links, or members that are no files, are left out" in " ".join(ran("a.tar")[1].split())
        info = zipfile.ZipInfo("link.md")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        with zipfile.ZipFile("b.zip", "w") as made:
            made.writestr(info, str(tmp_path / "secret.md"))
            made.writestr("a.md", POST)
        assert {path for path, *_ in said("b.zip", "b.zip/")} == {"a.md"}

    def test_a_file_written_through_a_folder_that_was_a_link_is_not(self, tmp_path: Path) -> None:
        """A file written through a folder that was a link is not."""
        link = tarfile.TarInfo("out")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path)
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as made:
            made.addfile(link)
            member = tarfile.TarInfo("out/written.md")
            member.size = len(POST)
            made.addfile(member, io.BytesIO(POST.encode()))
        Path("a.tar").write_bytes(out.getvalue())
        assert {path for path, *_ in said("a.tar", "a.tar/")} == {"out/written.md"}
        assert not (tmp_path / "written.md").exists()

    def test_names_that_are_not_utf_8(self) -> None:
        """Names that are not utf 8."""
        content = tarred({os.fsdecode(b"caf\xe9.md"): POST})
        Path("a.tar").write_bytes(content)
        (found,) = bylint.check_paths("a.tar")
        assert found.path == "a.tar/caf\udce9.md"
        assert "a.tar/caf\\xe9.md" in ran("a.tar")[1]
        plain = zipped({"cafXX.md": POST})
        Path("a.zip").write_bytes(plain.replace(b"cafXX", "café".encode()))
        (found,) = bylint.check_paths("a.zip")
        assert found.path == "a.zip/café.md"

    def test_a_file_that_is_too_large_costs_one_diagnostic(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that is too large costs one diagnostic."""
        monkeypatch.setattr(archive, "LARGEST", 5_000)
        files = {"bylint.toml": "max-file-size = 7000\n", "a.md": POST, "b.md": "b" * 6_000, "c.md": "c" * 8_000}
        for name, content in (("a.zip", zipped(files)), ("a.tgz", tarred(files, how="gz"))):
            Path(name).write_bytes(content)
            by_path = {path: (rule, message) for path, rule, message, *_ in said(name, f"{name}/")}
            assert by_path["b.md"][0] == "run/unreadable"
            assert "more than" not in by_path["b.md"][1]
            assert by_path["c.md"][0] == "run/too-large"
            assert by_path["a.md"][0] == "author/generic-account"

    def test_a_member_that_is_damaged_costs_one_diagnostic(self) -> None:
        """A member that is damaged costs one diagnostic."""
        content = bytearray(zipped({"a.md": POST, "b.md": POST + "Text.\n" * 50}))
        at = content.index(b"b.md") + 10
        content[at : at + 8] = b"\xff" * 8
        Path("a.zip").write_bytes(content)
        by_path = {path: (rule, message) for path, rule, message, *_ in said("a.zip", "a.zip/")}
        assert by_path["a.md"][0] == "author/generic-account"
        assert by_path["b.md"][0] == "run/unreadable"
        assert "damaged in its archive" in by_path["b.md"][1]
        assert ran("a.zip")[0] == 2

    def test_a_member_with_a_password_costs_one_diagnostic(self) -> None:
        """A member with a password costs one diagnostic."""
        content = bytearray(zipped({"a.md": POST}))
        for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            content[content.index(mark) + at] |= 1
        Path("a.zip").write_bytes(content)
        assert rules_of("a.zip") == ["run/unreadable"]

    def test_what_is_no_archive_is_said_in_one_line(self) -> None:
        """What is no archive is said in one line."""
        assert refused(b"") == "this is neither a zip nor a tar"
        assert refused(b"a" * 2_000) == "this is neither a zip nor a tar"
        assert refused(b"PK\3\4" + b"\0" * 100).startswith("it is damaged: ")
        assert refused(b"\x1f\x8b" + b"\0" * 100, "a.tgz").startswith("it ")
        assert refused(b"BZh9" + b"\1" * 100, "a.tbz2").startswith("it ")
        assert refused(b"\xfd7zXZ\0" + b"\1" * 100, "a.txz").startswith("it is damaged")

    @pytest.mark.parametrize("cut", [0.4, 0.8])
    def test_an_archive_that_was_cut_off_is_damaged(self, cut: float) -> None:
        """An archive that was cut off is damaged."""
        files = {f"p{number}.md": POST + os.urandom(300).hex() for number in range(40)}
        for name, content in (("a.zip", zipped(files)), ("a.tgz", tarred(files, how="gz")), ("a.tar", tarred(files))):
            assert refused(content[: int(len(content) * cut) // 512 * 512 + 100], name).startswith("it is damaged")

    def test_bombs_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Bombs are refused."""
        monkeypatch.setattr(archive, "MOST_BYTES", 3_000_000)
        said_so = "unpacked, it is larger than what is unpacked at most"
        posts = {f"p{number}.md": b"a" * 1_000_000 for number in range(5)}
        assert refused(zipped(posts)) == said_so
        assert refused(tarred(posts), "a.tar") == said_so
        assert refused(tarred(posts, how="gz"), "a.tgz") == said_so
        assert refused(tarred({"picture.png": b"\0" * 5_000_000}, how="gz"), "a.tgz") == said_so
        Path("b.zip").write_bytes(zipped({"picture.png": b"\0" * 5_000_000, "a.md": POST}))
        assert rules_of("b.zip") == ["author/generic-account"]  # what nobody reads is not unpacked

    def test_a_header_that_would_fill_the_memory_is_not_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A header that would fill the memory is not read."""
        monkeypatch.setattr(archive, "_LARGEST_HEADER", 2_000_000)
        monkeypatch.setattr(archive, "_LARGEST_DIRECTORY", 100_000)
        long_name = tarfile.TarInfo("a.md")
        long_name.pax_headers = {"comment": "x" * 4_000_000}
        content = tarred({}, how="gz", more=[long_name])
        assert len(content) < 100_000
        assert refused(content, "a.tgz") == "a header in it is larger than any that is read"
        directory = bytearray(zipped({f"p{number:04}.md": b"" for number in range(2_000)}))
        assert refused(bytes(directory)) == "a header in it is larger than any that is read"

    def test_too_many_files_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Too many files are refused."""
        monkeypatch.setattr(skeleton, "MOST_FILES", 50)
        files = dict.fromkeys((f"p{number}.txt" for number in range(60)), "")
        for name, content in (("a.zip", zipped(files)), ("a.tgz", tarred(files, how="gz"))):
            assert refused(content, name) == "it holds more than 50 files, and so many are not read"

    def test_a_folder_as_deep_as_memory_is_no_harm(self) -> None:
        """A folder as deep as memory is no harm."""
        files = {"a/" * 1_400 + "x.md": POST, "b/" * 20_000 + "x.md": POST, "a.md": POST}
        Path("a.tar").write_bytes(tarred(files))
        assert "a.md" in {path for path, *_ in said("a.tar", "a.tar/")}

    def test_a_member_that_is_encrypted_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nobody is asked for a password."""
        content = bytearray(zipped({"a.md": POST}))
        content[content.index(b"PK\3\4") + 6] |= 1
        content[content.index(b"PK\1\2") + 8] |= 1
        (tmp_path / "a.zip").write_bytes(bytes(content))
        monkeypatch.chdir(tmp_path)
        code, said = ran("a.zip")
        assert code == 2
        assert "encrypted in its archive" in " ".join(said.split())

    def test_a_directory_of_a_zip_that_lies_about_its_size(self) -> None:
        """A directory of a zip that lies about its size."""
        content = bytearray(zipped({"a.md": POST}))
        at = content.rindex(b"PK\5\6")
        content[at + 12 : at + 16] = struct.pack("<I", 0xFFFFFFF0)
        assert refused(bytes(content)).startswith("it is damaged")


def test_names_of_folders_say_what_they_would_say_unpacked() -> None:
    """Names of folders say what they would say unpacked."""
    for shown, name in (
        ("s3://bucket/_posts", "_posts"),
        ("posts.tar.gz", "posts"),
        ("https://example.org/x/posts.ZIP", "posts"),
        ("s3://bucket/..", "tree"),
        ("a\nb.zip", "tree"),
        (".zip", "tree"),
    ):
        assert opening._folder_name(shown) == name
