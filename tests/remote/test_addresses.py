"""Addresses: an S3 server, a web server, and a file system that fails, each on this machine."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

import bylint
from bylint.remote import reading
from bylint.remote.address import read_address
from bylint.remote.filesystem import Filesystem, within
from conftest import Project
from remote_site import SITE, said, write, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

POST = "---\nauthor: admin\n---\n_by Ben Okafor_\n"
WORKING = "import sys; from bylint.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, str]]:
    """A bucket `notes` with the site below `site/`, and what the environment must say to reach it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"

    def put(path: str, content: bytes = b"") -> None:
        kind = {"Content-Type": "application/octet-stream"}
        request = urllib.request.Request(f"{address}/{path}", content, kind, method="PUT")  # noqa: S310  # this machine's
        urllib.request.urlopen(request, timeout=60).close()  # noqa: S310  # as above

    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/moto-api/", timeout=10).close()  # noqa: S310  # as above
                break
            except OSError:
                time.sleep(0.1)
        put("notes")
        for path, text in SITE.items():
            put(f"notes/site/{path}", text.encode())
        put("notes/site.zip", zipped())
        put("notes/odd/a//b.md", POST.encode())
        put("notes/odd/a.md", POST.encode())
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "anybody",
            "AWS_SECRET_ACCESS_KEY": "geheim",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.terminate()
        server.wait()


class TestBucket:
    def test_a_bucket_says_what_the_folder_says(self, bucket: dict[str, str], project: Project, tmp_path: Path) -> None:
        """Byte for byte, but for what stands before each path; by one process or several."""
        root = write(tmp_path / "here")
        here = Project(root).check()
        for arguments in (["s3://notes/site"], ["s3://notes/site/", "--jobs", "2"], ["s3://notes/site.zip"]):
            there = project.check(*arguments, env=bucket)
            assert there.out.replace(f"{arguments[0].rstrip('/')}/", "") == here.out
            assert (there.code, there.err) == (here.code, here.err)

    def test_one_post_is_checked_with_its_folder_around_it(self, bucket: dict[str, str], project: Project) -> None:
        """One post is checked with its folder around it."""
        found = project.check("s3://notes/site/content/posts/first.md", env=bucket).json
        assert found["files"] == 1
        assert {each["path"] for each in found["diagnostics"]} == {"s3://notes/site/content/posts/first.md"}

    def test_names_that_no_folder_can_hold_are_told(self, bucket: dict[str, str], project: Project) -> None:
        """Names that no folder can hold are told."""
        found = project.check("s3://notes/odd", env=bucket).json
        assert found["files"] == 1
        assert found["notices"][0].startswith("s3://notes/odd: 1 name that leads out of it, or")

    @pytest.mark.parametrize("address", ["s3://nobody-has-it/x", "s3://notes/nothing", "s3://notes/site/x.md"])
    def test_what_is_not_there_is_said_in_one_line(
        self, address: str, bucket: dict[str, str], project: Project
    ) -> None:
        """What is not there is said in one line."""
        done = project.run("check", address, env=bucket)
        assert done.code == 2
        assert done.err == f"bylint: error: {address}: there is no such bucket, folder or file\n"


class _Handler(BaseHTTPRequestHandler):
    """A web server with an archive, one that is not there, and an S3 server that denies."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/site.zip":
            self.answer(200, zipped(above="notes-main/"))
        elif path.startswith("/denied"):
            self.answer(403, b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
        else:
            self.answer(404, b"")

    do_HEAD = do_GET  # noqa: N815  # as the base class calls it

    def answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    serving.join()
    server.server_close()


class TestWeb:
    def test_an_archive_on_the_web_says_what_the_folder_says(self, web: str, project: Project, tmp_path: Path) -> None:
        """An archive on the web says what the folder says."""
        here = Project(write(tmp_path / "here")).check()
        there = project.check(f"http://anna:geheim@{web}/site.zip?token=abc123")
        assert there.out.replace(f"http://{web}/site.zip/notes-main/", "") == here.out
        assert "geheim" not in there.out + there.err
        assert "abc123" not in there.out + there.err

    @pytest.mark.parametrize("path", ["gone.zip", "gone"])
    def test_what_is_not_there_is_said_without_secrets(self, path: str, web: str, project: Project) -> None:
        """What is not there is said without secrets."""
        done = project.run("check", f"http://anna:geheim@{web}/{path}?token=abc123")
        assert done.code == 2
        assert re.fullmatch(rf"bylint: error: http://{web}/{path}: there is no such [a-z, ]*file\n", done.err)

    def test_a_bucket_that_denies_is_told(self, web: str, project: Project) -> None:
        """A bucket that denies is told."""
        environment = {"AWS_ENDPOINT_URL": f"http://{web}", "FSSPEC_S3_ANON": "true"}
        done = project.run("check", "s3://denied", env=environment)
        assert done.code == 2
        assert done.err == "bylint: error: s3://denied: access is denied\n"

    def test_a_server_that_nobody_runs_is_told(self, project: Project) -> None:
        """A server that nobody runs is told."""
        done = project.run("check", "http://127.0.0.1:1/site.zip")
        assert (done.code, done.err) == (2, "bylint: error: http://127.0.0.1:1/site.zip: no connection can be made\n")

    def test_a_server_that_does_not_answer_is_waited_for_only_so_long(self, project: Project) -> None:
        """A server that does not answer is waited for only so long."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"127.0.0.1:{silent.getsockname()[1]}"
            code = f"import bylint.remote.filesystem as own; own.PATIENCE = 0.5; {WORKING}"
            for path in (f"http://{address}/site.zip", "s3://bucket/x"):
                done = subprocess.run(
                    [sys.executable, "-c", code, "check", path],
                    capture_output=True,
                    check=False,
                    text=True,
                    timeout=60,
                    cwd=project.folder,
                    env={**os.environ, "AWS_ENDPOINT_URL": f"http://{address}", "FSSPEC_S3_ANON": "true"},
                )
                assert done.returncode == 2
                assert done.stderr == f"bylint: error: {path}: there was no answer in time\n"


@pytest.fixture
def flaky() -> Iterator[dict[str, Any]]:
    """A file system in memory, at `flaky://`: what is an exception is raised instead of read."""
    import fsspec
    from fsspec.implementations.memory import MemoryFileSystem

    files: dict[str, Any] = {}

    class Flaky(MemoryFileSystem):  # type: ignore[misc]  # fsspec is not typed
        protocol = "flaky"
        store: ClassVar[dict[str, Any]] = {}
        pseudo_dirs: ClassVar[list[str]] = [""]
        asked: ClassVar[list[str]] = []

        def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
            self.asked.append(path)
            given = files[path]
            if isinstance(given, Exception):
                raise given
            return bytes(given)[:end]

    fsspec.register_implementation("flaky", Flaky, clobber=True)
    system = Flaky()

    def put(path: str, content: bytes, given: Any = None) -> None:
        with system.open(path, "wb") as out:
            out.write(content)
        files[system._strip_protocol(path)] = content if given is None else given

    yield {"put": put, "asked": Flaky.asked}
    Flaky.clear_instance_cache()


class TestReading:
    def test_a_post_that_cannot_be_read_costs_one_diagnostic(self, flaky: dict[str, Any]) -> None:
        """A post that cannot be read costs one diagnostic."""
        for number in range(300):
            flaky["put"](f"flaky://notes/p{number:03}.md", POST.encode())
        flaky["put"]("flaky://notes/p100.md", POST.encode(), PermissionError("no"))
        flaky["put"]("flaky://notes/p200.md", POST.encode(), FileNotFoundError("gone"))
        flaky["put"]("flaky://notes/p201.md", POST.encode(), b"x" * 9_000_000)
        flaky["put"]("flaky://notes/p202.md", b"x" * 9_000_000)
        found = {path: (rule, message) for path, rule, message, *_ in said("flaky://notes", "flaky://notes/")}
        assert len(found) == 300
        assert found["p100.md"] == ("run/unreadable", "this file cannot be read: access is denied")
        assert found["p200.md"][1].endswith(": there is no such bucket, folder or file")
        assert found["p201.md"][0] == found["p202.md"][0] == "run/too-large"
        assert sum(rule == "author/generic-account" for rule, _ in found.values()) == 296
        assert "/notes/p202.md" not in flaky["asked"]

    def test_what_configures_is_read_when_it_is_opened(self, flaky: dict[str, Any], tmp_path: Path) -> None:
        """Also a list of people that has an unusual name, and a configuration that cannot be had is told."""
        flaky["put"]("flaky://site/_config.yml", b"title: Notes\n")
        flaky["put"]("flaky://site/_data/authors.yml", b"admin: {name: Ben Okafor}\n")
        flaky["put"]("flaky://site/_posts/2014-10-15-a.md", POST.encode())
        flaky["put"]("flaky://site/pictures/a.png", b"no picture")
        assert said("flaky://site") == []
        assert "/site/pictures/a.png" not in flaky["asked"]
        flaky["put"]("flaky://site/_data/authors.yml", b"x", PermissionError("no"))
        assert [rule for _, rule, *_ in said("flaky://site")] == ["author/generic-account"]

    def test_no_more_is_fetched_ahead_than_fits(self, tmp_path: Path) -> None:
        """No more is fetched ahead than fits."""
        files = []
        for number in range(40):
            file = tmp_path / f"{number:02}.md"
            file.write_bytes(b"x" * 1_000_000)
            files.append(str(file))
        fetched: list[str] = []

        def fetch(file: str, most: int) -> bytes:
            fetched.append(file)
            return Path(file).read_bytes()[:most]

        reader = reading.Reader(fetch)
        reader.expect(files, 8_000_000)
        time.sleep(0.3)
        assert len(fetched) <= reading.MOST_BYTES // 1_000_000
        for at in (0, 3, 2, 39, 38):  # in order, out of order and not expected any more
            assert reader.read(files[at], 8_000_000) == b"x" * 1_000_000
        assert reader.read(files[0], 999_999) is None
        reader.close()


def test_what_takes_too_long_is_given_up() -> None:
    """What takes too long is given up."""
    with pytest.raises(TimeoutError):
        within(0.05, lambda: time.sleep(1))
    assert within(5, lambda: 3) == 3
    with pytest.raises(KeyError):
        within(5, lambda: {}["x"])


@pytest.mark.parametrize(
    ("text", "shown", "url", "secrets"),
    [
        ("s3://bucket/a b/", "s3://bucket/a b", "s3://bucket/a b", ()),
        ("https://h/a.zip?t=1", "https://h/a.zip", "https://h/a.zip?t=1", ("?t=1",)),
        ("sftp://u:p%20w@h/x", "sftp://h/x", "sftp://u:p%20w@h/x", ("u:p%20w", "p%20w", "p w", "u")),
        ("abfs://container@account/x", "abfs://container@account/x", "abfs://container@account/x", ()),
        ("s3://bucket/what?.md", "s3://bucket/what?.md", "s3://bucket/what?.md", ()),
    ],
)
def test_an_address_is_shown_without_its_secrets(text: str, shown: str, url: str, secrets: tuple[str, ...]) -> None:
    """An address is shown without its secrets."""
    address = read_address(text)
    assert (address.shown, address.url, address.secrets) == (shown, url, secrets)
    assert address.mask(f"failed: {url}") == f"failed: {shown}"


def test_what_an_address_of_an_archive_leads_to() -> None:
    """What an address of an archive leads to."""
    address = read_address("s3://bucket/a/notes.tar.gz/content/x.md")
    assert (address.archive, address.inside) == ("s3://bucket/a/notes.tar.gz", "content/x.md")
    assert read_address("https://h/a/notes.zip?t=1").archive == "https://h/a/notes.zip?t=1"
    assert read_address("s3://notes.zip/x.md").archive is None


@pytest.mark.parametrize("text", ["zip://a::s3://b/c.zip", "nix://x/y"])
def test_an_address_that_nobody_reads_is_refused(text: str) -> None:
    """An address that nobody reads is refused."""
    with pytest.raises(bylint.RemoteError) as caught:
        said(text)
    assert "\n" not in str(caught.value)


def test_what_is_missing_to_read_an_address_is_named(project: Project) -> None:
    """What is missing to read an address is named."""
    code = f"import sys; sys.modules['fsspec'] = sys.modules['s3fs'] = None; {WORKING}"
    for address, library in (
        ("s3://b/x", "s3fs (its extra `s3`)"),
        ("gs://b/x", "gcsfs (its extra `gs`)"),
        ("az://b/x", "adlfs (its extra `az`)"),
        ("https://h/x.zip", "'fsspec[http]' (its extra `remote`)"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, "check", address], capture_output=True, check=False, text=True
        )
        assert done.returncode == 2
        assert done.stderr.startswith(f"bylint: error: {address}: ")
        assert done.stderr.endswith(f"pip install {library}\n")


def test_nothing_of_it_is_imported_for_files_of_this_machine(project: Project) -> None:
    """Nothing of it is imported for files of this machine."""
    project.write("a.md", POST)
    code = (
        "import sys; from bylint.cli import main\n"
        "try: main(['check', 'a.md', '--exit-zero'])\n"
        "except SystemExit: pass\n"
        "import json; print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder, capture_output=True, check=True, text=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "bylint.run" in loaded
    assert not loaded & {"fsspec", "distributed", "tarfile", "bylint.remote", "bylint.executors", "bylint.far"}


def test_the_words_of_an_error_hold_no_secret() -> None:
    """The words of an error hold no secret."""
    system = Filesystem(read_address("memory://u:geheim@h/x"), "memory://h/x")
    said_so = system.words(ValueError("cannot open memory://u:geheim@h/x with geheim\nmore"))
    assert said_so == "ValueError: cannot open memory://h/x with …"
