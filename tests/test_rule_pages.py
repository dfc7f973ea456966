"""The pages in docs/rules are what the rules' documentation makes of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bylint.registry import load_registry
from bylint.rule_pages import pages, write_pages
from conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

RULES = [rule for rule in load_registry() if rule.check.__module__.startswith("bylint_rules.")]
FOLDER = PROJECT / "docs" / "rules"


def test_the_pages_are_up_to_date() -> None:
    """docs/rules is what `bylint rules --pages docs/rules --isolated` writes, no page more and none less."""
    made = pages(RULES)
    there = {file.relative_to(FOLDER).as_posix(): file.read_text("utf-8") for file in FOLDER.rglob("*.md")}
    assert sorted(there) == sorted(made), "run: bylint rules --pages docs/rules --isolated"
    for path, text in made.items():
        assert there[path] == text, f"{path}: run: bylint rules --pages docs/rules --isolated"


def test_the_index_links_to_every_page() -> None:
    """Each rule is a row below its group, with a link that leads to its page."""
    made = pages(RULES)
    links = re.findall(r"\]\(([\w/-]+\.md)\)", made["README.md"])
    assert sorted(links) == sorted(f"{rule.id}.md" for rule in RULES)
    assert re.findall(r"^## (\w+)$", made["README.md"], re.MULTILINE) == sorted({rule.group for rule in RULES})


def test_pages_say_what_a_rule_weighs_and_what_its_options_are() -> None:
    """Severity, whether it is on, its fix, each option with its default; what an example reports, at both ends."""
    made = pages(RULES)
    assert "*Severity: info · off until selected · no fix.*" in made["excerpt/length.md"]
    assert "| `max-length` | `300` |" in made["excerpt/length.md"]
    assert "*reported: `Ana Ruiz`; the other end: `Ben Okafor`*" in made["author/contradicts-byline.md"]
    for text in made.values():
        assert not re.search("[⟦⟧⟨⟩]", text), "the marks of examples are for tests"
        assert not re.search("[\x00-\x08\x0b-\x1f\u200b\u202e\ufeff]", text), "nothing that nobody sees"


def test_a_page_of_a_rule_that_is_gone_goes_too(tmp_path: Path) -> None:
    """Pages are written below the folder; an old one is taken away, and what somebody wrote by hand is left alone."""
    made = pages(RULES)
    write_pages(made, tmp_path)
    (tmp_path / "author" / "gone.md").write_text(made["author/missing.md"], "utf-8")
    (tmp_path / "author" / "by-hand.md").write_text("# Ours\n", "utf-8")
    write_pages(made, tmp_path)
    assert not (tmp_path / "author" / "gone.md").exists()
    assert (tmp_path / "author" / "by-hand.md").read_text("utf-8") == "# Ours\n"
    assert (tmp_path / "author" / "missing.md").read_text("utf-8") == made["author/missing.md"]
