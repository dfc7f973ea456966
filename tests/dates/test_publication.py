"""The day of publication as best known, who agrees with whom, drafts, and the day that a run looks from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import bylint
from bylint.dialects import SiteSettings
from bylint.document import parse
from bylint.post import Post
from bylint.source import Source
from bylint.testing import make_site
from date_rules import PROSE, said

if TYPE_CHECKING:
    from conftest import Project


def post(
    front_matter: str, path: str = "content/post.md", dialect: str = "generic", body: str = PROSE, **settings: object
) -> Post:
    """A post of a site with these settings."""
    site = make_site({"dialect": dialect})._replace(settings=SiteSettings(**settings))  # type: ignore[arg-type]
    return Post(parse(Source(path, f"---\n{front_matter}\n---\n{body}")), site, root_path=path)


@pytest.mark.parametrize(
    ("front_matter", "path", "dialect", "day"),
    [
        ("date: 2019-06-07T23:30:00-08:00", "content/post.md", "hugo", date(2019, 6, 7)),
        ("date: 2019-06-07", "_posts/2012-01-02-lamp.md", "jekyll", date(2019, 6, 7)),
        ("title: x", "_posts/2012-01-02-lamp.md", "jekyll", date(2012, 1, 2)),
        ("title: x", "posts/2012/01/02/lamp.md", "generic", date(2012, 1, 2)),
        ("date: 0000-00-00", "content/2012-01-02-lamp.md", "hugo", date(2012, 1, 2)),
        ("url: /2012/01/02/lamp/", "content/lamp.md", "generic", date(2012, 1, 2)),
        ("path: 2012/01/02/lamp", "content/lamp.md", "zola", date(2012, 1, 2)),
        ("date: soon", "content/lamp.md", "generic", None),
        ("title: x", "content/lamp-2012-01-02.md", "generic", None),
    ],
)
def test_the_day_is_front_matters_else_the_paths(front_matter: str, path: str, dialect: str, day: date | None) -> None:
    """As written, not as UTC has it."""
    assert post(front_matter, path, dialect).day == day


def test_where_the_file_name_decides_it_is_the_day() -> None:
    """Hugo's `:filename` comes before front matter."""
    found = post("date: 2019-06-07", "content/2012-01-02-lamp.md", "hugo", filename_date=True)
    assert found.day == date(2012, 1, 2)


def test_an_address_is_the_sites_own() -> None:
    """With the site's host it counts, with another it does not."""
    own = "url: https://www.lamps.example/2012/01/02/lamp/"
    assert post(own, base_url="https://lamps.example/").day == date(2012, 1, 2)
    assert post(own, base_url="https://post.example/").day is None


def test_a_canonical_address_of_the_site_itself_is_no_loan() -> None:
    """Another site's makes a text a borrowed one."""
    from bylint.dates.events import is_borrowed

    own = "canonical_url: https://lamps.example/lamp/"
    assert not is_borrowed(post(own, base_url="https://www.lamps.example/blog/"))
    assert is_borrowed(post(own, base_url="https://post.example/"))
    assert is_borrowed(post(own))
    assert not is_borrowed(post("canonical_url: ''"))


@pytest.mark.parametrize("dialect", ["jekyll", "hugo"])
def test_a_file_name_weighs_as_much_as_readers_see_of_it(dialect: str) -> None:
    """Jekyll publishes by the date, Hugo at an address with the name, so only there it is a warning."""
    from bylint.registry import load_registry
    from bylint.testing import check

    rule = load_registry()["date/contradicts-filename"]
    path = "_posts/2012-01-02-lamp.md" if dialect == "jekyll" else "content/2012-01-02-lamp.md"
    (found,) = check(rule, "---\ndate: 2012-02-02\n---\n", parameters={"path": path, "dialect": dialect})
    assert found.severity == ("info" if dialect == "jekyll" else "warning")


def test_a_page_may_contradict_a_path_that_gives_the_date() -> None:
    """Where front matter says no date, the file name does."""
    (message,) = said("title: x", f"Published June 20, 2019{PROSE}", path="_posts/2019-05-02-lamp.md", dialect="jekyll")
    assert message == "date/contradicts-dateline: the dateline says 2019-06-20, but the file name says 2019-05-02"


def test_an_impossible_date_is_compared_with_nothing() -> None:
    """It is told once."""
    found = said("date: 0000-00-00\nupdated: 2019-01-01", f"June 20, 2019{PROSE}", path="content/2012-01-02-lamp.md")
    assert found == ['date/impossible: date is "0000-00-00", an exporter\'s zero, not a day']


def test_rules_of_a_draft_inform(project: Project) -> None:
    """What is not settled on a draft is no error, unless the configuration says what it weighs."""
    project.write("draft.md", "---\ntitle: x\ndraft: true\ndate: 2019-04-31\n---\n")
    project.write("post.md", "---\ntitle: x\ndate: 2019-04-31\n---\n")
    found = project.check("--select", "date").json["diagnostics"]
    assert [(each["path"], each["severity"]) for each in found] == [("draft.md", "info"), ("post.md", "error")]
    project.write("bylint.toml", '[severity]\n"date/impossible" = "warning"\n')
    found = project.check("--select", "date").json["diagnostics"]
    assert [each["severity"] for each in found] == ["warning", "warning"]


def test_a_run_looks_from_the_day_that_it_is_told(project: Project) -> None:
    """`--today` makes what is of the future the same on every day."""
    project.write("post.md", "---\ntitle: x\ndate: 2019-06-07\n---\n")
    assert project.check("--today", "2019-06-06").rules == []
    assert project.check("--today", "2019-06-05").rules == ["date/future"]
    assert project.check().rules == []


@pytest.mark.parametrize("value", ["2019-02-30", "tomorrow", "2019", "", "07.06.2019"])
def test_a_wrong_day_is_a_usage_error(project: Project, value: str) -> None:
    """One line that says what is expected."""
    ran = project.run("check", "--today", value, ".")
    assert ran.code == 2
    assert f'"{value}" is not a day of the calendar, written as 2024-05-31' in ran.err


def test_the_library_takes_the_day_too() -> None:
    """As a date."""
    text = "---\ntitle: x\ndate: 2019-06-07\n---\n"
    configuration = bylint.load_configuration(isolated=True)
    early = bylint.check_text(text, configuration=configuration, today=date(2019, 1, 1))
    assert [found.rule for found in early.diagnostics] == ["date/future"]
    assert not bylint.check_text(text, configuration=configuration, today=date(2019, 6, 7)).diagnostics


@pytest.mark.timeout(120)
def test_a_megabyte_of_years_is_read_at_once() -> None:
    """Adversarial bodies cost no more than their size."""
    for body in (
        "2020" * 250_000,
        "2020 " * 200_000,
        "May 5, 2020 " * 80_000,
        "2019-01-01\n" * 90_000,
        "<" * 10**6 + " May 5, 2019",
    ):
        found = post("date: 2019-06-07", body=body)
        assert found.dateline is None or found.dateline.days
