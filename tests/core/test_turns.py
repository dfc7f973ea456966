"""Each rule looks at several posts in turn, and none of them can tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bylint.dependence import asked
from bylint.diagnostic import Finding, Span
from bylint.discover import discover
from bylint.engine import Active, Engine, Plan, Question
from bylint.library import load_configuration, open_run
from bylint.registry import Registry
from bylint.rule import Rule, RuleOptions
from bylint.source import Source
from bylint.testing import make_site
from bylint.work import Order, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.post import Post
    from conftest import Project

POSTS = {
    "content/a.md": "---\ntitle: The mill\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nIt turns. TODO: why\n",
    "content/b.md": "---\ntitle: [The mill\n---\nIt turns.\n",
    "content/c.md": "It turns.\n",
    "content/d.md": "---\ntitle: The lock\ndate: 2024-06-02\nimage: /img/lock.png\n---\nIt opens.\n",
    "content/e.md": "---\ntitle: The ferry\ndate: 2024-05-01\ndraft: true\n---\nIt sails.\n",
    "content/f.md": "---\ntitle: Untitled\n# stet: title\n---\nIt is late.\n",
    "content/g.md": "---\ntitle: The pier\nauthor: admin\n---\n_by Mira Solberg_\n\nIt is long.\n",
}


def named(check: Callable[[Post, RuleOptions], Iterator[Finding]], name: str) -> Rule:
    return Rule(name, check, RuleOptions, "error", default=True, needs="metadata", aliases=())


def test_posts_that_are_checked_together_give_what_each_gives_alone(project: Project) -> None:
    """Findings, and what they depend on: the day of the check, the folders that were looked up."""
    for path, text in POSTS.items():
        project.write(path, text)
    project.write("hugo.toml", 'baseURL = "https://example.org/"\n')
    project.write("bylint.toml", 'extend-select = ["status/past-draft"]\n')
    project.write("static/img/mill.png", "")

    def worker() -> tuple[Worker, list[Order]]:
        run = open_run(load_configuration(project.folder), project.folder, today=date(2024, 6, 1))
        found = discover([], run.configuration, run.finder, cwd=project.folder).files
        return Worker(run), [Order(each) for each in found]

    one, orders = worker()
    alone = [one.answer(order) for order in orders]
    other, orders = worker()
    together = list(other.answers(orders))
    assert [each.checked and each.checked.path for each in together] == list(POSTS)
    for mine, its in zip(together, alone, strict=True):
        assert mine.checked is not None
        assert its.checked is not None
        assert mine.checked._replace(source=None) == its.checked._replace(source=None)
        assert (mine.since, mine.until, mine.needs_files) == (its.since, its.until, its.needs_files)
    assert len({(each.since, each.until) for each in together}) > 1
    assert {folder for each in together for folder in each.asked} == {folder for each in alone for folder in each.asked}
    assert {each.checked.path for each in together if each.checked and each.needs_files} == {"content/d.md"}


def test_a_rule_goes_round_before_the_next_one_begins() -> None:
    """What one raises on a post is that post's, and the others are asked all the same."""
    seen: list[tuple[str, str]] = []

    def first(post: Post, options: RuleOptions) -> Iterator[Finding]:
        seen.append(("first", post.path))
        if post.path == "b":
            raise ValueError("no mill")
        yield Finding(Span(0, 3), post.path)

    def second(post: Post, options: RuleOptions) -> Iterator[Finding]:
        seen.append(("second", post.path))
        asked.by.files = post.path == "c"
        yield from ()

    rules = [named(first, "house/first"), named(second, "house/second")]
    engine, plan = Engine(Registry.of(rules)), Plan(tuple(Active(each, RuleOptions()) for each in rules))
    questions = [Question(Source(path, "---\na: 1\n---\n"), make_site({}), plan, path) for path in "abc"]
    results = engine.check_all(questions)
    assert seen == [(name, path) for name in ("first", "second") for path in "abc"]
    assert [[found.message for found in each.diagnostics] for each in results] == [["a"], [], ["c"]]
    assert [each.failed for each in results] == [False, True, False]
    assert "no mill" in results[1].reasons[0]
    assert engine.check_all([]) == []
