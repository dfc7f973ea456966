"""A report that is kept is shown again only where all is as it was, and only where it is one."""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bylint.archive.tables import DamagedError
from bylint.report import Summary
from bylint.results import printed, recall
from bylint.results.printed import Copy, Seal, pieces, read_summary, written
from remembered import POSTS, age, check, fresh, same, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Project

FORMATS = ("text", "concise", "json", "jsonl")


def store(project: Project, *statements: tuple[str, tuple[Any, ...]]) -> list[Any]:
    """Do something to the store, and give what the last statement finds."""
    found: list[Any] = []
    with closing(sqlite3.connect(project.folder / ".bylint_cache" / "results.sqlite")) as connection:
        for statement in statements:
            found = connection.execute(*statement).fetchall()
        connection.commit()
    return found


def unpacked(raw: bytes, form: str) -> str:
    return "".join(pieces([raw], form))


def packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


@pytest.fixture
def is_made_anew(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Whether results were read from the store, one by one, since the last time of asking."""
    asked: list[object] = []
    before = recall.Recalled.results

    def results(self: recall.Recalled, named: Any = None) -> Any:
        asked.append(named)
        return before(self, named)

    monkeypatch.setattr(recall.Recalled, "results", results)

    def answer() -> bool:
        was_asked = bool(asked)
        asked.clear()
        return was_asked

    return answer


@pytest.mark.parametrize("form", FORMATS)
def test_the_report_is_shown_as_it_was_written(blog: Project, form: str, is_made_anew: Callable[[], bool]) -> None:
    """From the second run on, without a look at the results."""
    first = check(blog, "--output-format", form)[0]
    second, was_quick = check(blog, "--output-format", form)
    assert was_quick
    assert not is_made_anew()
    assert same(first, second)
    assert first.out


def test_a_run_that_others_have_made_is_kept_in_a_second_format(
    blog: Project, is_made_anew: Callable[[], bool]
) -> None:
    """The run is remembered, though not this report of it."""
    settle(blog)
    is_made_anew()
    first, was_quick = check(blog, "--output-format", "json")
    assert was_quick
    assert is_made_anew()
    second, was_quick = check(blog, "--output-format", "json")
    assert was_quick
    assert not is_made_anew()
    assert same(first, second)


def test_colours_are_kept_and_shown_where_they_are_wanted(blog: Project, is_made_anew: Callable[[], bool]) -> None:
    """One report for both."""
    settle(blog)
    is_made_anew()
    for colour in ("always", "never"):
        ran, was_quick = check(blog, "--color", colour)
        assert was_quick
        assert same(ran, fresh(blog, "--color", colour))
    assert not is_made_anew()


def test_a_file_that_is_written_again_is_the_same(blog: Project, is_made_anew: Callable[[], bool]) -> None:
    """A gate writes its report to one place each time; a post is never written over."""
    arguments = ("--output-format", "json", "--output-file", "out.json")
    settle(blog, *arguments)
    wanted = (blog.folder / "out.json").read_bytes()
    is_made_anew()
    ran, was_quick = check(blog, *arguments)
    assert was_quick
    assert not is_made_anew()
    assert (ran.out, (blog.folder / "out.json").read_bytes()) == ("", wanted)
    os.link(blog.folder / "content/posts/b.md", blog.folder / "same.json")
    ran, _ = check(blog, "--output-format", "json", "--output-file", "same.json")
    assert ran.code == 2
    assert (blog.folder / "content/posts/b.md").read_text() == POSTS["content/posts/b.md"]


def test_a_change_that_another_run_has_seen_is_no_report_of_this_one(blog: Project) -> None:
    """The post's new result is kept, and the post is as that says; the report was made before."""
    settle(blog)
    blog.write("content/posts/c.md", POSTS["content/posts/c.md"].replace("admin", "Cy Reed"))
    age(blog, "content/posts/c.md")
    facts = (blog.folder / ".bylint_cache" / "facts.sqlite").read_bytes()
    check(blog, "content/posts/c.md")
    (blog.folder / ".bylint_cache" / "facts.sqlite").write_bytes(facts)
    ran, was_quick = check(blog)
    assert was_quick
    assert same(ran, fresh(blog))


def test_posts_that_were_only_touched_are_of_the_run(blog: Project, is_made_anew: Callable[[], bool]) -> None:
    """Beside one that has changed: the run that finds this has its report kept."""
    settle(blog)
    blog.write("content/posts/d.md", POSTS["content/posts/d.md"].replace("Text", "Another text"))
    age(blog, "content/posts/d.md")
    os.utime(blog.folder / "content/posts/a.md", (1_500_000_000, 1_500_000_000))
    ran, was_quick = check(blog)
    assert not was_quick
    is_made_anew()
    again, was_quick = check(blog)
    assert was_quick
    assert not is_made_anew()
    assert same(ran, again)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]0;owned\x07\n",
        "\x1b[2J\n",
        "a\rb\n",
        "\x9b2J\n",
        "right \u202e left\n",
        "::error::not so\n",
        "  ::set-output name=a::b\n",
        "##vso[task.setvariable]x\n",
    ],
)
def test_a_text_that_steers_a_terminal_is_no_report(blog: Project, text: str) -> None:
    """A store may be anybody's; the run is made anew."""
    wanted = settle(blog)
    store(blog, ("UPDATE printed SET text = ?", (packed(wanted.out + text),)))
    assert same(check(blog)[0], wanted)
    with pytest.raises(DamagedError):
        unpacked(packed(text), "concise")


@pytest.mark.parametrize(
    "text",
    ["::error::x\n", '{"a": 1}\n::error::x\n', '{"a": "\x1b[2J"}\n', '{"a": "é"}\n', '{"a": "##[x]"}\n', "\n{}\n"],
)
def test_what_is_no_json_of_ours_is_not_shown_as_that(text: str) -> None:
    """Each line is an object, in ASCII."""
    with pytest.raises(DamagedError):
        unpacked(packed(text), "json")
    assert unpacked(packed('{"a": [\n{"b": 1},\n{"b": 2}]}\n'), "json").endswith("2}]}\n")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE printed SET text = x'00'",
        "UPDATE printed SET text = 'text'",
        "UPDATE printed SET text = substr(text, 1, length(text) - 3)",
        "UPDATE printed SET summary = '[]'",
        "UPDATE printed SET summary = '[1, 2, 3, 4]'",
        "UPDATE printed SET summary = 7",
        "UPDATE printed SET seal = x'00'",
        "UPDATE printed SET seal = 5",
    ],
)
def test_a_report_that_is_damaged_is_made_anew(blog: Project, tampering: str) -> None:
    """Whatever is wrong with it."""
    wanted = settle(blog)
    store(blog, (tampering, ()))
    assert same(check(blog)[0], wanted)
    assert same(check(blog)[0], wanted)


def test_a_bomb_is_not_let_off() -> None:
    """A line that is longer than any, and a text that is no report, are read no further than that is known."""
    with pytest.raises(DamagedError):
        unpacked(zlib.compress(b"{" * 300_000_000, 9), "json")
    read = pieces([zlib.compress(b"{}\n" * 50_000_000, 9)], "json")
    assert len(next(read)) <= 1_000_000
    with pytest.raises(DamagedError):
        unpacked(packed("{}\n")[:-3], "json")
    with pytest.raises(DamagedError):
        unpacked(packed("{}\n") + b"more", "json")
    with pytest.raises(DamagedError):
        "".join(pieces([packed("{}\n"), "text"], "json"))


def test_a_long_report_is_kept_in_parts_and_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """And read in pieces again."""
    monkeypatch.setattr(printed, "_IN_MEMORY", 10_000)
    lines = [f'{{"a": "{os.urandom(30).hex()}"}}\n' for _ in range(40_000)]
    copy = Copy()
    for line in lines:
        copy.write(line)
    rows = list(copy.rows())
    assert len(rows) > 20
    assert max(map(len, rows)) <= 20_000
    assert not copy.is_whole
    assert "".join(pieces(rows, "jsonl")) == "".join(lines)


def test_a_very_long_report_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is room taken for it."""
    monkeypatch.setattr(printed, "_MOST", 1_000)
    monkeypatch.setattr(printed, "_MOST_PACKED", 500)
    long, short = Copy(), Copy()
    for _ in range(20):
        long.write("x" * 100)
    short.write("one\n")
    short.write("two\n")
    assert (long.is_whole, short.is_whole) == (False, True)
    assert "".join(pieces(short.rows(), "text")) == "one\ntwo\n"
    monkeypatch.setattr(printed, "_IN_MEMORY", 10)
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    full = Copy()
    for _ in range(3_000):
        full.write(os.urandom(30).hex())
    assert not full.is_whole
    full.write("more")  # which is dropped


def refuse(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_report_of_many_pieces_is_shown_as_it_was_written(blog: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that is held at once."""
    first = settle(blog, "--output-format", "json")
    monkeypatch.setattr(recall, "_AT_HAND", 100)
    monkeypatch.setattr(printed, "_PIECE", 64)
    second, was_quick = check(blog, "--output-format", "json")
    assert was_quick
    assert same(first, second)


def test_reports_go_with_the_run_that_they_are_of(blog: Project) -> None:
    """None is left behind when a run is forgotten."""
    for number in range(10):
        check(blog, "--today", f"2024-06-{number + 1:02}")
    (count,) = store(blog, ("SELECT COUNT(*) FROM printed WHERE question NOT IN (SELECT id FROM question)", ()))
    assert count == (0,)
    (kept,) = store(blog, ("SELECT COUNT(*) FROM printed", ()))
    assert 0 < kept[0] <= 8


def test_a_seal_is_of_posts_and_states_in_any_order() -> None:
    """And of nothing less."""

    def of(*parts: tuple[str, bytes, bytes]) -> bytes:
        seal = Seal()
        for part in parts:
            seal.add(*part)
        return seal.value

    one, two = ("a", b"1", b"x"), ("b", b"1", b"y")
    assert of(one, two) == of(two, one)
    assert len({of(one), of(two), of(one, two), of(("a", b"1", b"y"), two), of(one, one), of()}) == 6


def test_a_summary_is_read_as_it_was_written() -> None:
    """All that an exit code depends on."""
    summary = Summary(files=3, suppressed=1)
    summary.by_severity.update(error=2)
    summary.by_rule.update({"author/contradicts-byline": 2})
    again = read_summary(written(summary))
    assert (again.files, again.suppressed, again.by_severity, again.by_rule) == (
        3,
        1,
        summary.by_severity,
        summary.by_rule,
    )
    assert again.fails("error")
