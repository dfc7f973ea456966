"""The page as text: its policy, what it is made of, what it is written for, and what it says without a browser."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from base64 import b64decode, b64encode
from gzip import decompress
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

import bylint
from bylint.library import load_configuration, open_run
from bylint.overview.packing import Packer
from bylint.overview.page import SCRIPTS, asset, policy, write_page
from bylint.overview.rows import FindingRow, PostRow
from bylint.overview.texts import marked, named, told
from pages import HOSTILE_TITLES, LONG, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Project

ASSETS = ("page.css", *SCRIPTS)


class Read(HTMLParser):
    """The elements of a page, with their attributes and the text at their beginning."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.is_open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside.append("")
        self.is_open = True

    def handle_endtag(self, tag: str) -> None:
        self.is_open = False

    def handle_data(self, data: str) -> None:
        if self.is_open:
            self.inside[-1] += data

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(has, text) for (name, has), text in zip(self.elements, self.inside, strict=True) if name == tag]


def unpacked(page: str) -> dict[str, Any]:
    """What the page holds, by the ids of its blocks."""
    blocks = [(has["id"], text) for has, text in Read(page).all("script") if has.get("class") == "packed"]
    return {str(name): json.loads(decompress(b64decode(text, validate=True))) for name, text in blocks}


def findings_of(page: str) -> list[dict[str, Any]]:
    """The findings that the page holds, in its order, with the names that their numbers stand for."""
    held = unpacked(page)
    posts = [path for name, block in held.items() if name.startswith("posts") for path in block["path"]]
    found = []
    for name, block in held.items():
        if name.startswith("findings"):
            for at, rule in enumerate(block["rule"]):
                row = {key: column[at] for key, column in block.items()}
                found.append({**row, "rule": held["index"]["rules"][rule]["name"], "path": posts[row["post"]]})
    return found


def test_the_policy_allows_what_is_there_and_nothing_else(page_file: Path) -> None:
    """Every script and the style by their hash; no `unsafe-` anything, no address, no attribute that runs or styles."""
    read = Read(page_file.read_text(encoding="utf-8"))
    said = next(has["content"] for has, _ in read.all("meta") if has.get("http-equiv") == "Content-Security-Policy")
    assert said is not None
    assert said.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in said
    assert "http" not in said
    run = [(has, text) for has, text in read.all("script") if has.get("type") is None]
    assert len(run) == len(ASSETS) - 1
    for _, text in (*run, *read.all("style")):
        assert f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in said
    attributes = {name for _, has in read.elements for name in has}
    assert not [name for name in attributes if name.startswith("on")]
    assert not attributes & {"style", "src", "srcset", "action", "formaction", "background"}
    addresses = [str(has["href"]) for _, has in read.elements if "href" in has]
    assert all(each.startswith("#") or each == "data:," for each in addresses)


def test_the_meta_tags_come_before_all_that_they_are_for(page_file: Path) -> None:
    """The policy stands before the first script, and within the bytes in which a browser looks for the encoding."""
    text = page_file.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>\n")
    assert text.index("<meta charset") < 200
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script")
    assert "\r" not in text


@pytest.mark.parametrize("name", ASSETS)
def test_assets_can_stand_in_the_page(name: str) -> None:
    """None ends the element that it stands in, asks for an address, or makes code or markup of a text."""
    text = asset(name)
    assert "</script" not in text.lower()
    assert "</style" not in text.lower()
    assert "<!--" not in text
    if name != "vega.js":
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|fetch\(|import\(", text
        )
        assert not re.search(r"https?://|@import|url\(", text)


def test_the_licences_are_in_the_page(page_file: Path) -> None:
    """What is passed on with the page says whose it is."""
    text = page_file.read_text(encoding="utf-8")
    assert "Copyright (c) 2015-2023, University of Washington Interactive Data Lab" in text
    assert "Mike Bostock" in text


def test_hostile_texts_are_only_in_blocks_and_escaped(hostile: Project) -> None:
    """In the page itself nothing that a post says is markup."""
    page = report(hostile, "hostile-text.html").read_text(encoding="utf-8")
    read = Read(page)
    assert {name for name, _ in read.elements} <= set(
        "html head meta title link style body a header p h1 ul li b span nav main section h2 ol div bdi details summary "
        "table caption thead tbody tr th td svg rect figure figcaption noscript form label input select option button "
        "br code footer script h3".split()
    )
    assert "\0" not in page
    assert "\u202e" not in page
    assert "pwned = 1</script>" not in page
    titles = [title for name, block in unpacked(page).items() if name.startswith("posts") for title in block["title"]]
    assert "<script>window.pwned = 1</script>" in titles
    assert {told(title, 200) for title in HOSTILE_TITLES if title.isascii() and "\0" not in title} <= set(titles)


def test_the_page_holds_what_the_run_found(archive: Project, page_file: Path) -> None:
    """Every finding of a check, the worst first, with both its ends."""
    found = findings_of(page_file.read_text(encoding="utf-8"))
    checked = archive.check().json["diagnostics"]
    assert sorted((each["path"], each["rule"], each["message"], each["line"]) for each in found) == sorted(
        (each["path"], each["rule"], each["message"], each["range"]["start"]["line"]) for each in checked
    )
    assert [each["severity"] for each in found] == sorted(each["severity"] for each in found)
    for each in found:
        if each["rule"] == "author/contradicts-byline":
            author = each["shown"].encode("utf-16-le")[2 * each["start"] : 2 * each["end"]].decode("utf-16-le")
            writer = (
                each["other"].encode("utf-16-le")[2 * each["otherStart"] : 2 * each["otherEnd"]].decode("utf-16-le")
            )
            assert each["message"] == f'author says "{author}", but the byline names "{writer}"'


def test_an_end_in_another_file_is_shown_as_it_was_written(project: Project) -> None:
    """Not as rules compare it: letters without accents, or the name of a file."""
    project.write("bylint.toml", 'dialect = "hugo"\n')
    for number, name in enumerate(("Björn Hüske", "Bjorn Hueske", "Bjorn Hueske", "Bjorn Hueske")):
        text = f"---\nauthor: {name}\ntitle: The {number}. boat\n---\nIt was built in the year {1900 + number}.\n"
        project.write(f"content/posts/boat-{number}.md", text)
    found = findings_of(report(project, "boats.html").read_text(encoding="utf-8"))
    assert [(each["rule"], each["shown"], each["other"]) for each in found] == [
        ("author/variants", "author: Björn Hüske", "Bjorn Hueske")
    ]


# -- texts ------------------------------------------------------------------------------------------------------------


def test_texts_are_cut_and_made_visible() -> None:
    """Cut by characters; what is not seen is an escape; joiners of letters stay in names."""
    assert told("plain") == "plain"
    assert told("a\tb") == "a b"
    assert told("a\u202eb\0") == "a\\u202eb\\x00"
    assert told("x" * 11, 10) == "x" * 9 + "…"
    assert len(told("\u202e" * 1000, 50)) <= 50
    assert named("نمی\u200cخواهم") == "نمی\u200cخواهم"
    assert named("a\u200cb\u202e") == "a\u200cb\\u202e"
    assert len(named("\u200c\u202e" * 500, 60)) <= 60


def test_what_is_marked_is_counted_as_scripts_count() -> None:
    """Offsets are in UTF-16 units, also behind an emoji, an escape or a cut."""
    for text, start, end, mark in (
        ("author: Ana", 8, 11, "Ana"),
        ("🎈🎈 Ana went", 3, 6, "Ana"),
        ("\u202eab 🎈 Ana", 6, 9, "Ana"),
        ("x" * 500 + "Ana" + "y" * 500, 500, 503, "Ana"),
    ):
        found = marked(text, start, end)
        assert found.text is not None
        units = found.text.encode("utf-16-le")
        assert units[2 * found.start : 2 * found.end].decode("utf-16-le") == mark
        assert len(found.text) < 450
    assert marked(None, 0, 0) == (None, 0, 0)
    assert len(marked(LONG, 0, len(LONG)).text or "") < 450


# -- many findings ----------------------------------------------------------------------------------------------------

MANY = 9_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bylint.Report]:
    """A report of very many findings, without the posts."""
    folder = tmp_path_factory.mktemp("many")
    run = open_run(load_configuration(folder, isolated=True), folder)
    with bylint.Report(run) as made:
        for number in range(MANY // 2):
            path = f"content/{number % 7}/{number:05}-a-post-with-quite-a-long-name-of-its-file.md"
            words = f"{number * 7919 % 9973} ships, {number * 104729 % 99991} sailors and {number} gulls"
            writer = f"Writer Number{number % 211}"
            day = f"{2001 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            post = made.holding.add_post(
                PostRow(path, title=f"In the harbour: {words}", day=day, section=str(number % 7), authors=(writer,))
            )
            for severity, rule in (("warning", "title/entities"), ("error", "excerpt/link-only")):
                row = FindingRow(
                    hashlib.sha256(f"{number}{severity}".encode()).hexdigest(),
                    path,
                    rule,
                    severity,
                    f"says {words}",
                )
                row = row._replace(line=3, shown=f"excerpt: {words}", shown_start=9, shown_end=9 + len(words))
                row = row._replace(
                    other_path=path, other_line=9, other_message="the page", other_shown=words[::-1], other_end=5
                )
                made.holding.add_finding(row, post)
                made.summary.by_severity[severity] += 1
        made.holding.complete()
        yield made


def page_of(made: bylint.Report, file: Path, **more: Any) -> str:
    with file.open("w", encoding="utf-8", newline="\n") as out:
        write_page(made, out, **more)
    return file.read_text(encoding="utf-8")


def test_a_hundred_thousand_findings_stay_below_twenty_megabytes(many: bylint.Report, tmp_path: Path) -> None:
    """Counted by what one finding takes, its post included."""
    whole = len(page_of(many, tmp_path / "whole.html").encode())
    none = len(page_of(many, tmp_path / "none.html", most=0).encode())
    assert none + (whole - none) / MANY * 100_000 < 20_000_000


def test_the_worst_are_held_and_all_are_counted(many: bylint.Report, tmp_path: Path) -> None:
    """Of more findings than the page holds it has the worst, and says so; its figures are of all."""
    page = page_of(many, tmp_path / "cut.html", most=5_000)
    found = findings_of(page)
    assert len(found) == 5_000
    assert [each["severity"] for each in found] == [0] * 4_500 + [1] * 500
    held = unpacked(page)
    assert held["index"]["whole"] == MANY
    assert sum(each["error"] + each["warning"] for each in held["index"]["charts"]["months"]) == MANY
    assert held["index"]["held"] == 5_000
    assert len({name for name in held if name.startswith("findings")}) == 2


def test_long_texts_do_not_fill_the_page(many: bylint.Report) -> None:
    """No more findings are packed once there is no room, and the index says how many there are."""
    packer = Packer(many.holding, str, room=1)
    assert [name for name, _ in packer.blocks()] == ["posts-0", "findings-0"]
    assert packer.index()["held"] == 4_000


def test_the_same_report_makes_the_same_page(many: bylint.Report, tmp_path: Path) -> None:
    """Nothing in it depends on the order of a set or on the clock, but the day it was made."""
    assert page_of(many, tmp_path / "a.html", most=100) == page_of(many, tmp_path / "b.html", most=100)


def test_an_archive_without_findings_has_a_page(project: Project) -> None:
    """Nothing found, nothing dated, or no posts at all: the page says so."""
    project.write("posts/a.md", "---\ntitle: A day out\n---\nThe sea was calm, and nothing happened on it at all.\n")
    page = report(project, "calm.html").read_text(encoding="utf-8")
    assert "1 post was read. Nothing was found." in page
    assert findings_of(page) == []
    (project.folder / "posts" / "a.md").unlink()
    assert "0 posts were read." in report(project, "empty.html").read_text(encoding="utf-8")


def test_the_page_is_titled_and_linked_by_the_repository(project: Project) -> None:
    """Without options: the folder's name, and the lines at the commit on the host that the remote names."""
    folder = project.folder
    (folder / ".git").rmdir()
    project.write("posts/a.md", "---\ntitle: A day\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nIt rained.\n")
    git = ("git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (
        ("init", "-q"),
        ("add", "-A"),
        ("commit", "-qm", "first"),
        ("remote", "add", "origin", "git@github.com:acme/harbour.git"),
    ):
        subprocess.run([*git, *command], check=True, capture_output=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    page = report(project, "linked.html").read_text(encoding="utf-8")
    assert (
        unpacked(page)["index"]["link"] == f"https://github.com/acme/harbour/blob/{commit}/{{path}}?plain=1#L{{line}}"
    )
    assert f"<h1>{folder.name}</h1>" in page
    assert commit[:12] in page
    page = report(project, "unlinked.html", "--link-template", "").read_text(encoding="utf-8")
    assert unpacked(page)["index"]["link"] is None


def test_paths_are_linked_from_the_root(project: Project) -> None:
    """From a folder below the repository's root, addresses still begin at the root."""
    project.write("site/posts/a.md", "---\ntitle: A day\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nIt rained.\n")
    target = project.folder / "page.html"
    below = type(project)(project.folder / "site")
    assert below.run("report", "--output", str(target), "--link-template", "https://git.example/{path}").code == 0
    block = unpacked(target.read_text(encoding="utf-8"))["posts-0"]
    assert (block["path"], block["file"]) == (["posts/a.md"], ["site/posts/a.md"])


def test_the_policy_names_each_hash_once() -> None:
    """A hash is of the text as it stands in the page."""
    assert policy("a{}", ["b()"]) == (
        "default-src 'none'; script-src 'sha256-" + b64encode(hashlib.sha256(b"b()").digest()).decode() + "'; style-src 'sha256-"
        + b64encode(hashlib.sha256(b"a{}").digest()).decode() + "'; img-src data:; base-uri 'none'; form-action 'none'"
    )  # fmt: skip
