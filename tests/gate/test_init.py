"""`bylint init` proposes what an archive does anyway; `bylint profile` shows what that is."""

from __future__ import annotations

import json
import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest
import yaml

from bylint.proposal import GITHUB, GITLAB, PRE_COMMIT
from conftest import ARCHIVES, Project, needs_archives

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: Tide {0}\ndate: 2024-01-{0:02}\nauthor: Ana Ruiz\nkind: {1}\ntags: [sea, wind]\n---\nThe sea went out.\n"


@pytest.fixture
def archive(project: Project) -> Project:
    """Thirty posts of two kinds, in Hugo's folders."""
    project.write("hugo.toml", 'baseURL = "https://tides.example/"\n')
    for number in range(1, 31):
        project.write(f"content/{number:02}.md", POST.format(number, "note" if number % 2 else "report"))
    return project


def test_nothing_is_written_that_was_not_asked_for(archive: Project) -> None:
    """All is shown, and the command that writes it is named."""
    before = sorted(archive.folder.rglob("*"))
    ran = archive.run("init")
    assert ran.code == 0
    assert sorted(archive.folder.rglob("*")) == before
    for path in ("bylint.toml", ".pre-commit-config.yaml", ".github/workflows/bylint.yml", ".gitlab/bylint.yml"):
        assert f"# --- {path} ---" in ran.out
    assert "nothing was written" in ran.err


def test_the_schema_is_what_the_posts_do(archive: Project) -> None:
    """Required keys, types and closed lists of words; dialect and comments; valid TOML that bylint reads."""
    archive.write("content/31.md", POST.format(31, "note").replace("tags: [sea, wind]\n", "tag: sea\n"))
    assert archive.run("init", "--write", "config").out == "wrote bylint.toml\n"
    text = (archive.folder / "bylint.toml").read_text("utf-8")
    made = tomllib.loads(text)
    assert made["dialect"] == "hugo"
    assert made["schema"]["additional"] is False
    fields = made["schema"]["fields"]
    assert {"lastmod", "slug", "draft"} <= {key for key, each in fields.items() if not each}, "keys of the generator"
    assert {key: each for key, each in fields.items() if each} == {
        "author": {"required": True, "type": "string"},
        "date": {"required": True, "type": "date"},
        "kind": {"required": True, "type": "string", "choices": ["note", "report"]},
        "title": {"required": True, "type": "string"},
        "tags": {"required": True, "type": "list of strings"},
    }
    assert "# in 31 of 31 posts: string 31" in text
    assert "# taken for slips of other keys: tag\n" in text
    assert [found["path"] for found in archive.check().json["diagnostics"]] == ["content/31.md"] * 2


def test_a_few_posts_make_no_rule(archive: Project) -> None:
    """One post's odd value is no type, and a generator's key that no post has yet is no mistake."""
    archive.write("content/31.md", POST.format(31, "note").replace("tags:", 'draft: "false"\nweight: 3\ntags:'))
    archive.run("init", "--write", "config")
    more = "draft: false\nlastmod: 2024-02-03\nweight: heavy\ntags:"
    archive.write("content/32.md", POST.format(30, "note").replace("tags:", more))
    assert archive.check("--select", "schema").json["diagnostics"] == []


def test_a_second_time_nothing_is_written_over(archive: Project) -> None:
    """Unless it is forced; and never through a link."""
    archive.run("init", "--write", "config,baseline")
    archive.write("bylint.toml", "# ours\n")
    for what in ("config", "baseline"):
        ran = archive.run("init", "--write", what)
        assert ran.code == 2
        assert "is there already" in ran.err
    assert (archive.folder / "bylint.toml").read_text("utf-8") == "# ours\n"
    assert archive.run("init", "--write", "config", "--force").code == 0
    assert "schema" in (archive.folder / "bylint.toml").read_text("utf-8")
    (archive.folder / "bylint.toml").unlink()
    (archive.folder / "bylint.toml").symlink_to(archive.folder / "elsewhere.toml")
    assert archive.run("init", "--write", "config", "--force").code == 2
    assert not (archive.folder / "elsewhere.toml").exists()


def test_what_cannot_be_proposed_is_told(project: Project) -> None:
    """No posts, and a name of nothing that can be written."""
    assert "no posts were found" in project.run("init").err
    ran = project.run("init", "--write", "konfig")
    assert ran.code == 2
    assert '"konfig" is none of config, baseline' in ran.err


def test_odd_keys_and_values_make_no_invalid_toml(project: Project) -> None:
    """Keys with blanks, quotes and newlines, and values of other scripts."""
    for number in range(30):
        project.write(
            f"posts/{number}.md",
            f'---\n"a b\\"c\\n": x\n"ключ": {"да" if number % 2 else "нет"}\n"🙂": [1]\n---\nText.\n',
        )
    assert project.run("init", "--write", "config").code == 0
    fields = tomllib.loads((project.folder / "bylint.toml").read_text("utf-8"))["schema"]["fields"]
    assert set(fields) == {'a b"c\n', "ключ", "🙂"}
    assert project.check().code == 0


def test_several_sites_have_a_section_each(project: Project) -> None:
    """Each with its own generator and schema; pages of lists are in none."""
    for number in range(1, 25):
        project.write(f"one/content/{number}.md", POST.format(number, "note"))
        project.write(f"two/_posts/2024-01-{number:02}-x.md", f"---\ntitle: Tide {number}\nlayout: post\n---\nText.\n")
    project.write("one/hugo.toml", 'baseURL = "https://one.example/"\n')
    project.write("one/content/_index.md", "---\nlead: x\n---\n")
    project.write("two/_config.yml", "title: Two\n")
    project.run("init", "--write", "config")
    made = tomllib.loads((project.folder / "bylint.toml").read_text("utf-8"))
    assert [(each["path"], each["dialect"]) for each in made["section"]] == [
        (["one/**", "!one/**/_index.*"], "hugo"),
        (["two/**"], "jekyll"),
    ]
    assert project.check().json["diagnostics"] == []


def test_the_other_files_are_what_their_readers_take() -> None:
    """YAML each, with the parts that their consumers need."""
    assert yaml.safe_load(PRE_COMMIT)["repos"][0]["hooks"] == [{"id": "bylint"}]
    job = yaml.safe_load(GITHUB)["jobs"]["bylint"]
    assert job["steps"][0]["with"]["fetch-depth"] == 0
    assert yaml.safe_load(GITLAB)["bylint"]["artifacts"]["reports"]["codequality"]


def test_a_profile_is_a_table_and_json(archive: Project) -> None:
    """Each key with its count, types, formats and values; posts that differ, by file and line."""
    archive.write("content/31.md", POST.format(31, "note").replace("[sea, wind]", "sea"))
    ran = archive.run("profile")
    assert ran.code == 0
    assert ".: 31 posts, hugo" in ran.out
    assert "9999-99-99 31" in ran.out
    assert "tags is string where 30 are list of strings: content/31.md:6" in ran.out
    (site,) = json.loads(archive.run("profile", "--output-format", "json").out)["sites"]
    fields = {field["key"]: field for field in site["fields"]}
    assert fields["kind"]["values"] == {"note": 16, "report": 15}
    assert fields["tags"]["outliers"] == [
        {"type": "string", "count": 1, "places": [{"path": "content/31.md", "line": 6}]}
    ]
    assert fields["author"]["field"] == "authors"
    assert fields["date"]["formats"] == {"9999-99-99": 31}


def test_a_hostile_value_steers_no_terminal(project: Project) -> None:
    """Control characters are shown as escapes, in both commands."""
    for number in range(30):
        project.write(f"posts/{number}.md", '---\n"k\\e[2Jey": "v\\e[31m"\n---\nText.\n')
    for command in ("profile", "init"):
        assert "\x1b" not in project.run(command).out


@needs_archives
@pytest.mark.parametrize("name", ["cds", "electron", "flink", "rustblog", "stackstorm"])
def test_a_real_archive_is_green_with_its_baseline_and_mistakes_are_caught(name: str, tmp_path: Path) -> None:
    """A wrong type, a missing required field and a misspelt key, planted afterwards, are errors or warnings."""
    shutil.copytree(ARCHIVES / name, tmp_path / "a")
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    (tmp_path / "a" / ".git").mkdir()
    project = Project(tmp_path / "a")
    assert project.run("init", "--write", "config,baseline").code == 0
    ran = project.check("--fail-on", "info")
    assert (ran.code, ran.json["diagnostics"]) == (0, [])
    made = tomllib.loads((project.folder / "bylint.toml").read_text("utf-8"))
    fields = (made["section"][0] if "section" in made else made)["schema"]["fields"]
    required = [key for key, each in fields.items() if each.get("required") and each.get("type") == "string"]
    posts = sorted(project.folder.rglob("*.md"))
    is_toml = name == "rustblog"
    separator = " = " if is_toml else ": "
    post = next(
        post
        for post in posts[len(posts) // 2 :]
        if all(f"\n{key}{separator}" in post.read_text("utf-8") for key in required)
    )
    text = post.read_text("utf-8")
    key = required[0]
    line = next(line for line in text.splitlines() if line.startswith(f"{key}{separator}"))
    for planted, rule in (
        (f"{key}{separator}[1, 2]", "schema/type"),
        ("", "schema/required"),
        (line.replace(key, f"{key}x", 1), "schema/unknown-key"),
    ):
        assert f"\n{line}\n" in text
        post.write_text(text.replace(f"\n{line}\n", f"\n{planted}\n" if planted else "\n", 1), "utf-8")
        rules = project.check("--fail-on", "warning", str(post.relative_to(project.folder))).rules
        assert rule in rules, (planted, rules)
