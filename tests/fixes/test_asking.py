"""`bylint fix` asks about each fix; `bylint stet` lets findings stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

WRONG = "---\ntitle: Low tide\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n\nThe sea went out.\n"
RIGHT = WRONG.replace("Ana Ruiz", "Ben Okafor")
JUNK = WRONG.replace("title", "excerpt: '<a href=\"/x\">READ MORE</a>'\ntitle")


def test_each_answer_does_what_it_says(project: Project) -> None:
    """Yes, no, a mark with a reason; what is no answer is asked again; quit leaves the rest alone."""
    files = [project.write(f"{name}.md", WRONG) for name in "abcde"]
    ran = project.run("fix", stdin=b"y\nn\ns\nghost-written\nperhaps\nq\n")
    assert ran.code == 0, ran.err
    assert files[0].read_text() == RIGHT
    assert files[1].read_text() == WRONG
    mark = "author: Ana Ruiz  # stet: author/contradicts-byline - ghost-written"
    assert files[2].read_text() == WRONG.replace("author: Ana Ruiz", mark)
    assert files[3].read_text() == files[4].read_text() == WRONG
    assert '"perhaps" is none of the answers' in ran.out
    assert ran.out.count("~~~~~~~~~~ the byline") == 4
    assert ran.out.endswith("1 fix made, 1 mark written\n")


def test_all_of_a_rule_are_made_without_asking(project: Project) -> None:
    """The others are asked about all the same."""
    files = [project.write(f"{name}.md", JUNK) for name in "abc"]
    ran = project.run("fix", stdin=b"n\na\nn\nn\n")
    assert ran.out.count("[y]es") == 4
    for file in files:
        assert file.read_text() == JUNK.replace("Ana Ruiz", "Ben Okafor")
    assert ran.out.endswith("3 fixes made, 0 marks written\n")


def test_the_end_of_input_is_the_end(project: Project) -> None:
    """Nothing that was not answered is changed."""
    file = project.write("a.md", WRONG)
    assert project.run("fix").out.endswith("0 fixes made, 0 marks written\n")
    assert file.read_text() == WRONG
    assert project.run("fix", "--select", "excerpt").out == "nothing to fix\n"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.md", "---\nauthor: Ana Ruiz\n---\n_by Ben Okafor_\n", "author: Ana Ruiz  # stet: {} - agreed\n"),
        ("a.md", "---\nauthor:\n  - Ana Ruiz\n---\n_by Ben Okafor_\n", "- Ana Ruiz  # stet: {} - agreed\n"),
        (
            "a.md",
            "---\nauthor: Ana\n  Ruiz\n---\n_by Ben Okafor_\n",
            "# stet-next-line: {} - agreed\nauthor: Ana\n  Ruiz\n",
        ),
        (
            "a.md",
            "---\nauthor: Ana Ruiz  # stet: excerpt/markup - x\nexcerpt: <b>a</b> c\n---\n_by Ben Okafor_\n",
            "# stet: excerpt/markup, {} - x\n",
        ),
        ("a.md", '+++\nauthor = "Ana Ruiz"\n+++\n_by Ben Okafor_\n', 'author = "Ana Ruiz"  # stet: {} - agreed\n'),
        ("a.md", '{\n"author": "Ana Ruiz"\n}\n\n_by Ben Okafor_\n', "\n<!-- stet: {} - agreed -->\n"),
        ("a.mdx", '{\n"author": "Ana Ruiz"\n}\n\n_by Ben Okafor_\n', "\n{{/* stet: {} - agreed */}}\n"),
        ("a.adoc", "= Low tide\nAna Ruiz\n\n_by Ben Okafor_\n\nText.\n", "Text.\n\n// stet: {} - agreed\n"),
        ("a.rst", "Low tide\n========\n\n:author: Ana Ruiz\n\n*by Ben Okafor*\n\nText.\n", None),
    ],
)
def test_a_mark_stands_where_the_notation_has_comments(
    project: Project, path: str, before: str, after: str | None
) -> None:
    """On the field's line, above a value of several lines, beside a mark that is there, or in the body."""
    file = project.write(path, before)
    ran = project.run("stet", "--add", "author/contradicts-byline", "--reason", "agreed")
    assert ran.code == 0, ran.err
    if after is None:
        assert file.read_text() == before
        return
    assert ran.out == "1 mark written in 1 file\n"
    assert after.format("author/contradicts-byline") in file.read_text()
    left = project.check("--select", "author,stet").json
    assert left["summary"]["suppressed"] == 1
    assert left["diagnostics"] == []
    again = project.run("stet", "--add", "author/contradicts-byline")
    assert again.out == "0 marks written in 0 files\n"


def test_several_findings_of_a_file_stand(project: Project) -> None:
    """Rules by commas or one by one, groups too; the rest of the file is as it was."""
    file = project.write("a.md", JUNK)
    assert project.run("stet", "--add", "author,excerpt", "--reason", "an old post").out.startswith("2 marks")
    assert project.check().json["diagnostics"] == []
    text = file.read_text()
    for rule in ("author/contradicts-byline", "excerpt/link-only"):
        text = text.replace(f"  # stet: {rule} - an old post", "")
    assert text == JUNK


def test_a_reason_ends_no_comment(project: Project) -> None:
    """Newlines, and what would close the comment, are left out of the reason."""
    project.write("a.md", '{\n"author": "Ana Ruiz"\n}\n\n_by Ben Okafor_\n')
    ran = project.run("stet", "--add", "author", "--reason", "x --> <b>\n---\ntitle: y")
    assert ran.code == 0
    assert "stet: author/contradicts-byline - x <b> title: y -->" in (project.folder / "a.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "--add"), (["--add", "autor"], 'did you mean "author"'), (["--add", "author", "nowhere.md"], "nowhere.md")],
)
def test_what_is_missing_is_named(project: Project, arguments: list[str], said: str) -> None:
    """No rule, a rule that is not there, a file that is not there: exit code 2."""
    ran = project.run("stet", *arguments)
    assert ran.code == 2
    assert said in ran.err


TAGGED = "---\ntitle: Tide {0}\ntags: [{1}]\n---\nThe sea went out, for the {0}th time.\n"


@pytest.fixture
def tagged(project: Project) -> Project:
    """Six posts, of which one spells its tag another way."""
    for number in range(6):
        project.write(f"posts/{number}.md", TAGGED.format(number, "Sea-Birds" if number == 5 else "sea birds"))
    return project


def test_what_shows_when_posts_are_compared_is_asked_about_too(tagged: Project) -> None:
    """The suggestion of an archive rule, made or marked."""
    before = (tagged.folder / "posts/5.md").read_text()
    ran = tagged.run("fix", stdin=b"s\nas the society writes it\n")
    mark = "tags: [Sea-Birds]  # stet: taxonomy/variants - as the society writes it"
    assert (tagged.folder / "posts/5.md").read_text() == before.replace("tags: [Sea-Birds]", mark), ran.out
    assert tagged.check().json["diagnostics"] == []
    (tagged.folder / "posts/5.md").write_text(before)
    assert tagged.run("fix", stdin=b"y\n").out.endswith("1 fix made, 0 marks written\n")
    assert (tagged.folder / "posts/5.md").read_text() == before.replace("Sea-Birds", "sea birds")


def test_marks_for_rules_that_compare_posts(tagged: Project) -> None:
    """Written in bulk as for any rule; a group's rules that are off get none."""
    ran = tagged.run("stet", "--add", "taxonomy", "--reason", "agreed")
    assert ran.out == "1 mark written in 1 file\n", ran.out + ran.err
    assert "# stet: taxonomy/variants - agreed" in (tagged.folder / "posts/5.md").read_text()
    assert tagged.check().json["summary"]["suppressed"] == 1
    assert tagged.run("stet", "--add", "frontmatter/key-order").out.startswith("0 marks")
