"""The examples: each rule speaks once, half of the posts are clean, and clean ones are silent because they are read."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bylint.registry import load_registry
from conftest import PROJECT, Project

EXAMPLES = PROJECT / "examples"
CONTENT = EXAMPLES / "newsroom" / "content"
UNSHOWN = {"run/unreadable", "run/too-large", "run/internal-error"}

ACCUSED = {
    "2024-01-09-ferry-timetable.md": ("author: mira", "author: jonas", "author/contradicts-byline"),
    "2024-01-23-ice-on-the-quay.md": ("[Mira Solberg, Jonas Adeyemi]", "[Mira Solberg]", "author/missing-coauthor"),
    "2024-02-06-library-roof.md": ("author: Priya Raman", "author: jonas", "author/contradicts-byline"),
    "2024-02-20-guest-oyster-beds.md": ("author: Ingrid Halvorsen", "author: jonas", "author/contradicts-byline"),
    "2024-03-19-school-choir.md": ('"Quiroga, Tomás"', "mira", "author/contradicts-byline"),
    "2024-04-16-brev-fra-havna.md": ("author: Claire Fontaine", "author: jonas", "author/contradicts-byline"),
    "2024-05-07-ghost-written.md": ("  # stet:", "  #", "author/contradicts-byline"),
    "2024-05-21-tide-of-names.md": ("  - name: Jonas Adeyemi\n", "", "author/missing-coauthor"),
    "2024-06-04-brief-vom-kai.md": ("author: Jürgen Weiß", "author: jonas", "author/contradicts-byline"),
    "2024-06-18-carta-del-faro.md": ("  - Tomás Quiroga\n", "", "author/missing-coauthor"),
    "2024-07-02-minato-dayori.md": ("author: 山田太郎\n", "", "author/missing"),
    "2024-07-16-pismo-s-prichala.md": ("author: Anna Petrova", "author: Борис Волков", "author/contradicts-byline"),
    "2024-08-06-night-on-the-pilot-boat.html": ("author: Jonas Adeyemi", "author: mira", "author/contradicts-byline"),
    "2024-09-03-the-late-boat.md": ("/2024/09/03/", "/2024/08/03/", "date/contradicts-url"),
    "2024-10-01-the-museum-of-errors.md": ("Untitled, and other works", "Untitled", "title/placeholder"),
    "2024-10-15-sea-wall-part-2.md": ("[/2024/09/", "[/news/", "url/self-alias"),
    "2024-10-29-how-we-publish.md": ('image-alt: ""', "image-alt:", "image/missing-alt"),
    "2024-11-12-wind-numbers.md": ("Wind & numbers", "Wind &amp; numbers", "title/entities"),
    "2024-12-03-week-in-brief.md": ("link: https://elsewhere.example/week/\n", "", "status/empty-body"),
}
"""A change to a clean example, and the rule that then speaks."""


def files_of(folder: str) -> list[Path]:
    return sorted(file for file in (CONTENT / folder).iterdir() if file.is_file())


def said_in(folder: str) -> Counter[str]:
    """The rules that speak of a folder's posts, when the whole site is checked."""
    found = Project(PROJECT).check("examples").json["diagnostics"]
    return Counter(each["rule"] for each in found if f"/content/{folder}/" in each["path"])


COMPARED = {rule.id for rule in load_registry() if rule.needs == "archive"}
"""Rules that compare posts: they speak of each that takes part."""


def test_each_rule_is_shown_exactly_once() -> None:
    """No rule twice, by accident or in passing; none left out, but those that no file in a repository can show."""
    one = said_in("old") + said_in("optional")
    assert Counter({rule: count for rule, count in one.items() if rule not in COMPARED}) == Counter(
        set(load_registry().ids) - UNSHOWN - COMPARED
    )


def test_rules_that_compare_posts_are_shown_in_a_folder_of_their_own() -> None:
    """Each of them, and beside them only the account that holds the posts of five writers."""
    many = said_in("archive")
    assert set(many) - {"author/generic-account"} == COMPARED - {"taxonomy/single-use"}
    assert many["author/generic-account"] == 5
    assert said_in("optional")["taxonomy/single-use"] > 0


def test_half_of_the_posts_are_clean_with_every_default_rule() -> None:
    """More than 15 posts, and as many in good order as not."""
    ran = Project(PROJECT).check("examples/newsroom")
    posts = [file for folder in ("news", "old", "optional") for file in files_of(folder)]
    broken = {Path(found["path"]).name for found in ran.json["diagnostics"] if "/archive/" not in found["path"]}
    assert ran.json["files"] == len(posts) + len(files_of("archive")) > 30
    assert 0.4 <= len(broken) / len(posts) <= 0.6
    assert not broken & {file.name for file in files_of("news")}


@pytest.mark.parametrize("name", ACCUSED)
def test_a_clean_example_is_silent_because_it_was_read(name: str, tmp_path: Path) -> None:
    """With another author, or without the stet mark, the same post is accused: its silence is no blindness."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    shutil.copy(PROJECT / "bylint.toml", tmp_path)
    file = tmp_path / "examples/newsroom/content/news" / name
    before, after, rule = ACCUSED[name]
    text = file.read_bytes().decode("utf-8")
    assert text.count(before) == 1
    file.write_bytes(text.replace(before, after).encode("utf-8"))
    assert Project(tmp_path).check(str(file)).rules == [rule]


def test_the_readme_explains_every_clean_example() -> None:
    """One row each, by the file's name."""
    rows = re.findall(r"^\| `(2024-[^`]+)` \|", (EXAMPLES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [file.stem for file in files_of("news")]


OTHER_SITES = {
    "field-notes": {
        "2023-06-20-counting-eels.md": ["author/contradicts-byline"],
        "2023-09-30-the-sluice-keeper.md": ["author/unregistered", "excerpt/link-only"],
        "2023-11-11-what-the-flood-left.md": ["author/contradicts-byline"],
    },
    "handbook": {
        "index.md": ["author/unregistered"],
        "2024-04-16-drying-oak.md": ["author/contradicts-byline"],
    },
    "observatory": {
        "primera-luz.md": ["author/contradicts-byline"],
        "the-dome-motor.md": ["author/contradicts-byline"],
        "open-evening.html": ["excerpt/link-only"],
    },
}
"""What is said of the sites made with other generators, by file; of the others nothing."""


@pytest.mark.parametrize("site", OTHER_SITES)
def test_other_generators_and_notations_are_read_as_well(site: str) -> None:
    """Registries, inherited authors, TOML and JSON: the broken posts are named, and half of the posts are clean."""
    ran = Project(PROJECT).check(f"examples/{site}")
    said: dict[str, list[str]] = {}
    for found in ran.json["diagnostics"]:
        said.setdefault(Path(found["path"]).name, []).append(found["rule"])
    assert said == OTHER_SITES[site]
    assert ran.json["files"] >= len(said) + 2
