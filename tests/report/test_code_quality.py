"""GitLab's and reviewdog's formats, by what they document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.source import Source
from reports import (
    checked,
    diagnostic,
    elsewhere,
    fix,
    hostile_results,
    made,
    read_json,
    schema,
)

if TYPE_CHECKING:
    from pathlib import Path


@hostile_results
def test_gitlab_and_reviewdog_get_what_they_document(found) -> None:
    """Each diagnostic once, in order."""
    entries = read_json(made("gitlab", *found))
    schema("gitlab.schema.json").validate(entries)
    answer = read_json(made("rdjson", *found))
    schema("rdjson.schema.json").validate(answer)
    rules = [each.rule for result in found for each in result.diagnostics]
    assert [each["check_name"] for each in entries] == rules
    assert [each["code"]["value"] for each in answer["diagnostics"]] == rules
    assert entries[-1]["severity"] == "critical"


def test_fingerprints_of_a_run_are_unique(tmp_path: Path) -> None:
    """GitLab drops entries with one that it has seen."""
    from bylint import check_paths

    for name in ("a", "b"):
        post = (
            "---\ntitle: A\nauthor: Ana Ruiz\nexcerpt: TODO\ndescription: TODO\nsummary: TODO\n---\n_by Ben Okafor_\n"
        )
        (tmp_path / f"{name}.md").write_text(post, "utf-8")
    found = list(check_paths(".", folder=tmp_path))
    fingerprints = [each["fingerprint"] for each in read_json(made("gitlab", *found))]
    assert len(fingerprints) >= 8
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_fix_of_several_edits_is_one_suggestion() -> None:
    """Reviewdog offers each suggestion by itself: what lies between the edits stays, and half a fix is none."""
    source = Source("a.md", "---\ntitle: é A\nauthor: B\n---\n")
    both = fix(source, ("B", "A"), ("A", "B"))
    found = checked(source, diagnostic(source, "A", fixes=(both,)))
    (one,) = read_json(made("rdjson", found))["diagnostics"]
    (suggestion,) = one["suggestions"]
    assert suggestion == {
        "range": {"start": {"line": 2, "column": 11}, "end": {"line": 3, "column": 10}},
        "text": "B\nauthor: A",
    }
    far = Source("b.md", "A" + "\n" * 60 + "B")
    found = checked(far, diagnostic(far, "A", fixes=(fix(far, ("A", "B"), ("B", "A")),)))
    assert "suggestions" not in read_json(made("rdjson", found))["diagnostics"][0]


def test_paths_are_those_that_each_consumer_counts_from() -> None:
    """The root of the repository; reviewdog's from the working directory; text as people would type it."""
    source = Source("posts/a.md", "x")
    found = checked(source, diagnostic(source, "x", related=(elsewhere("../b.md", "taken here"),)))
    setting = {"cwd": "/r/site", "root": "/r"}
    assert "file=site/posts/a.md," in made("github", found, **setting)
    assert "%0Ataken here: b.md:2" in made("github", found, **setting)
    assert read_json(made("gitlab", found, **setting))[0]["location"]["path"] == "site/posts/a.md"
    assert '<file name="site/posts/a.md">' in made("checkstyle", found, **setting)
    assert 'classname="site.posts.a"' in made("junit", found, **setting)
    assert "<code>site/posts/a.md:1:1</code>" in made("markdown", found, **setting)
    one = read_json(made("rdjson", found, **setting))["diagnostics"][0]
    assert one["location"]["path"] == "posts/a.md"
    assert one["related_locations"][0]["location"]["path"] == "../b.md"
    assert made("concise", found, **setting).startswith("posts/a.md:1:1:")
