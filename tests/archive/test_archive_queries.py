"""What an archive answers, against the same asked of a list: groups large and small, in order, with a focus or without."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bylint.archive import Fact, Member
from bylint.archive.header import Header, read_header
from bylint.archive.keeping import STET, keep, key_of, read_fact, read_kept
from bylint.archive.query import FEW, Few, Many
from bylint.archive.store import Store
from bylint.diagnostic import Position, Range, Span
from bylint.document import parse
from bylint.post import Post
from bylint.source import Source
from bylint.testing import make_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bylint.archive import Group
    from bylint.archive.query import StoredArchive

DAYS = [None, *(date(2020, 1, 1) + timedelta(days) for days in range(3))]


class Kept:
    """Posts of facts, in a store and as a plain list of members."""

    def __init__(self, posts: Iterable[tuple[date | None, Sequence[tuple[str, str, str]]]]) -> None:
        self.store = Store.temporary()
        self.members: list[Member] = []
        for number, (day, facts) in enumerate(posts):
            path = f"posts/{number * 7919 % 10007:05}.md"
            text = f"---\ndate: {day}\n---\n" if day else "---\ntitle: x\n---\n"
            post = Post(parse(Source(path, text)), make_site({}), root_path=path)
            made = [Fact(name, value, Span(at % 5, at % 5 + 1), shown) for at, (name, value, shown) in enumerate(facts)]
            self.store.write([keep(post, made, b"")])
            for fact in sorted(made, key=attrgetter("span")):
                line = Range(Position(1, fact.span.start + 1), Position(1, fact.span.end + 1))
                if fact.span.start >= 4:
                    line = Range(Position(2, 1), Position(2, 2))
                elif fact.span.end == 4:
                    line = Range(Position(1, 4), Position(2, 1))
                self.members.append(Member(path, fact, line, day))
        self.store.index()

    def archive(self, focus: Sequence[str] | None = None) -> StoredArchive:
        return self.store.archive(focus)

    def grouped(self, name: str, *, differing: bool, focus: set[str] | None) -> Iterator[list[Member]]:
        mine = [member for member in self.members if member.fact.name == name]
        for value in sorted({member.value for member in mine}):
            same = sorted((m for m in mine if m.value == value), key=earliest)
            if len(same) < 2 or (differing and len({member.shown for member in same}) < 2):
                continue
            if focus is None or any(member.path in focus for member in same):
                yield same


def earliest(member: Member) -> tuple[bool, date, str]:
    return (member.day is None, member.day or date.max, member.path)


def check_group(group: Group, members: list[Member]) -> None:
    assert group.value == members[0].value
    assert list(group) == members == list(group)
    assert (group.count, group.posts) == (len(members), len({member.path for member in members}))
    counted = Counter(member.shown for member in members)
    assert list(group.spellings().items()) == sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    for shown in (None, members[-1].shown, "never"):
        for beside in (None, members[0].path, members[-1].path):
            found = (m for m in members if m.path != beside and shown in (None, m.shown))
            assert group.first(shown, beside=beside) == next(found, None)


facts = st.lists(
    st.tuples(st.sampled_from("nm"), st.sampled_from(["a", "b", "ü", ""]), st.sampled_from(["", "A", "x"])), max_size=6
)
marked = (None, [(STET, "author", ""), ("n", "a", "")])
"""A post with a mark, and a fact that others have."""
posts = st.lists(st.tuples(st.sampled_from(DAYS), facts), max_size=40)


@given(posts=posts, differing=st.booleans(), focus=st.none() | st.sets(st.integers(0, 20)))
@settings(max_examples=60, deadline=None)
def test_an_archive_answers_as_a_list_would(
    posts: list[tuple[date | None, list[tuple[str, str, str]]]], focus: set[int] | None, *, differing: bool
) -> None:
    """Groups, each fact, and facts of a value."""
    kept = Kept(posts)
    paths = None if focus is None else {f"posts/{number * 7919 % 10007:05}.md" for number in focus}
    archive = kept.archive(None if paths is None else sorted(paths))
    for name in ("n", "m", "none"):
        groups = list(archive.groups(name, differing=differing))
        wanted = list(kept.grouped(name, differing=differing, focus=paths))
        assert len(groups) == len(wanted)
        for group, members in zip(groups, wanted, strict=True):
            check_group(group, members)
        first = [group.value for group in archive.groups(name, differing=differing, of_first=True)]
        assert first == [same[0].value for same in wanted if paths is None or same[0].path in paths]
        mine = [member for member in kept.members if member.fact.name == name]
        shown = [member for member in mine if paths is None or member.path in paths]
        assert list(archive.each(name)) == sorted(shown, key=attrgetter("path"))
        for value in ("a", "ü", "none"):
            assert list(archive.find(name, value)) == sorted((m for m in mine if m.value == value), key=earliest)


def test_a_mark_has_each_group_looked_at() -> None:
    """A mark in the post that a run is about may let stand what is said of the first post of a group."""
    kept = Kept([(DAYS[1], [("n", "a", "")]), (DAYS[2], [("n", "a", "")]), marked])
    assert not list(kept.archive([kept.members[1].path]).groups("n", of_first=True))
    assert [group.value for group in kept.archive([kept.members[3].path]).groups("n", of_first=True)] == ["a"]


@given(
    posts=st.lists(
        st.tuples(st.sampled_from(DAYS), st.lists(st.tuples(st.sampled_from("nm"), st.sampled_from("abcdefg")))),
        max_size=12,
    ),
    least=st.integers(1, 3),
    most=st.integers(1, 6),
    focus=st.none() | st.sets(st.integers(0, 12)),
)
@settings(max_examples=60, deadline=None)
def test_posts_that_resemble_each_other_are_those_that_a_list_tells(
    posts: list[tuple[date | None, list[tuple[str, str]]]], least: int, most: int, focus: set[int] | None
) -> None:
    """By the values that they share, but for those that too many have."""
    kept = Kept((day, [(name, value, "") for name, value in facts]) for day, facts in posts)
    paths = None if focus is None else {f"posts/{number * 7919 % 10007:05}.md" for number in focus}
    values: dict[str, set[str]] = {}
    for member in kept.members:
        if member.fact.name == "n":
            values.setdefault(member.path, set()).add(member.value)
    spread = Counter(value for each in values.values() for value in each)
    wanted = {}
    for path, mine in sorted(values.items()):
        others = [
            (other, size)
            for other, theirs in sorted(values.items())
            if other != path and (size := sum(spread[value] <= most for value in mine & theirs)) >= least
        ]
        if others and (paths is None or path in paths):
            wanted[path] = others
    archive = kept.archive(None if paths is None else sorted(paths))
    found = list(archive.resembling("n", least=least, most=most))
    assert {member.path: [(other.path, size) for other, size in others] for member, others in found} == wanted
    assert [member.path for member, _ in found] == sorted(wanted)
    assert {each.fact.name for member, others in found for each in (member, *(other for other, _ in others))} <= {"n"}


@pytest.mark.parametrize("count", [FEW - 1, FEW, FEW + 1, 1500])
def test_a_large_group_answers_as_a_small_one(count: int) -> None:
    """Read bit by bit, more than once at a time, while other groups are asked."""
    kept = Kept(
        (DAYS[number % 4], [("n", "a", f"A{number % 3}"), ("n", f"b{number // 2}", "")]) for number in range(count)
    )
    groups = list(kept.archive().groups("n"))
    large = groups[0]
    assert isinstance(large, Many if count > FEW else Few)
    check_group(large, next(kept.grouped("n", differing=False, focus=None)))
    assert len(groups) == 1 + count // 2
    first, second = iter(large), iter(large)
    assert [next(first), next(first)] == [next(second), next(second)]
    assert len(list(kept.archive().each("n"))) == 2 * count
    assert len(list(first)) == count - 2
    assert next(second) is not None


def test_a_rule_may_stop_asking_anywhere() -> None:
    """What was begun and dropped leaves the store as it was."""
    kept = Kept((None, [("n", "a", ""), ("n", f"b{number // 2}", "")]) for number in range(2100))
    archive = kept.archive()
    for _ in range(3):
        next(archive.groups("n"))
        next(iter(archive.each("n")))
        next(iter(next(archive.groups("n"))))
        next(iter(archive.resembling("n", least=1, most=5)))
    for table in ("place", "grouped"):
        assert kept.store.connection.execute(f"SELECT COUNT(*) FROM temp.{table}").fetchone() == (0,)
    kept.store.remove([member.path for member in kept.members])
    assert list(archive.groups("n")) == []


def test_two_values_of_one_hash_are_two_groups() -> None:
    """As rare as it is: the values are compared, too."""
    kept = Kept((None, [("n", value, "")]) for value in ("a", "b", "a", "b", "c"))
    kept.store.connection.execute("UPDATE link SET key = ?", (key_of("a"),))
    assert [(group.value, group.count) for group in kept.archive().groups("n")] == [("a", 2), ("b", 2)]
    assert [member.value for member in kept.archive().find("n", "a")] == ["a", "a"]


def test_what_is_kept_reads_back() -> None:
    """Any text, and data as JSON has it: dates as text, sets sorted."""
    text = "---\ntitle: x\ndraft: true\n---\n"
    post = Post(parse(Source("p.md", text)), make_site({"path": "p.md"}), root_path="p.md")
    data = {"day": date(2020, 1, 2), "set": {"b", "a"}, "deep": [{"x": (1, 2.5, None)}]}
    fact = Fact("n", "v\n\u2028\ud800\0", Span(4, 5), "\U0001f600", data)
    kept = keep(post, [fact], b"")
    header, records = read_kept(kept.day, kept.text)
    assert header == Header(None, is_draft=True)
    found, where = read_fact(records, 0) or (None, None)
    assert found == fact._replace(data={"day": "2020-01-02", "set": ["a", "b"], "deep": [{"x": [1, 2.5, None]}]})
    assert where == Range(Position(2, 1), Position(2, 2))
    assert read_fact(records, 1) is None


def test_facts_of_one_place_read_back_each() -> None:
    """In the order in which they were made, whatever their names; lines and columns as the source tells them."""
    shared = {"n": 1}
    made = [
        *(Fact(name, f"v{at}", Span(9, 15), "x", shared) for at, name in enumerate("aabba")),
        Fact("a", "w", Span(9, 15), "x", {"n": 1}),
        Fact("a", "w", Span(9, 15), "y"),
        *(Fact("s", f"{at:08x}", Span(0, 3)) for at in range(12)),
    ]
    for newline in ("\n", "\r\n", "\r"):
        text = newline.join(("---", "title: x", "---", "", "end"))
        post = Post(parse(Source("p.md", text)), make_site({"path": "p.md"}), root_path="p.md")
        kept = keep(post, made, b"")
        _, records = read_kept(kept.day, kept.text)
        read = [read_fact(records, at) for at in range(len(made))]
        wanted = sorted(made, key=attrgetter("span"))
        assert read == [(fact, post.document.source.range(fact.span)) for fact in wanted]
        assert [link[0] for link in kept.links] == [fact.name for fact in wanted]
        assert read_fact(records, len(made)) is None


@pytest.mark.parametrize(
    ("text", "day", "language"),
    [
        ("date: 2020-05-06", date(2020, 5, 6), None),
        ("date: 2020-05-06 23:00:00 +0200", date(2020, 5, 6), None),
        ("date: '2020-05-06T10:00'\nlang: de", date(2020, 5, 6), "de"),
        ("date: in spring", None, None),
        ("title: x", None, None),
    ],
)
def test_the_day_and_language_of_a_post_are_read(text: str, day: date | None, language: str | None) -> None:
    """Where they are said without doubt."""
    post = Post(parse(Source("p.md", f"---\n{text}\n---\n")), make_site({"dialect": "jekyll"}), root_path="p.md")
    assert (read_header(post).day, read_header(post).language) == (day, language)
