"""Which generator a post is of: by the nearest site file, whatever lies around it, and at little cost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import pytest

from bylint.config import load_configuration
from bylint.dialects import DIALECTS, MARKS, NAMES
from bylint.discover import discover
from bylint.filenames import relative_posix
from bylint.site_files import marked
from bylint.site_finder import SiteFinder

if TYPE_CHECKING:
    from conftest import Project

HUGO = 'baseURL = "https://example.org/"\n'
ZOLA = 'base_url = "https://example.org"\n'
HEXO = "title: x\nsource_dir: source\n"
BLOG = "site_name: x\nplugins: [blog]\n"


def write(root: Path, path: str, text: str = "---\ntitle: A\n---\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def found(root: Path) -> dict[str, str]:
    """The posts that a check of a whole project takes, with their dialects."""
    configuration = load_configuration(root, isolated=True)
    finder = SiteFinder(root)
    return {each.path: each.site.dialect.name for each in discover([], configuration, finder, cwd=root) if each.is_post}


def test_the_marks_are_those_of_the_dialects():
    """The table that is read without the dialects says what they say."""
    expected: dict[str, list[str]] = {}
    for dialect in DIALECTS.values():
        for file in dialect.site_files:
            first = file.path.partition("/")[0]
            if file.marks and dialect.name not in expected.setdefault(first, []):
                expected[first].append(dialect.name)
    assert {mark: tuple(names) for mark, names in expected.items()} == dict(MARKS)
    assert tuple(DIALECTS) == NAMES
    assert all(mark == mark.lower() for mark in MARKS)


SITES = {
    "hugo": ({"hugo.toml": HUGO}, "content/news/a.md"),
    "zola": ({"config.toml": ZOLA}, "content/news/a.md"),
    "jekyll": ({"_config.yml": ""}, "news/_posts/2020-01-02-a.md"),
    "hexo": ({"_config.yml": HEXO}, "source/_posts/a.md"),
    "docusaurus": ({"docusaurus.config.js": ""}, "blog/2020-01-02-a.mdx"),
    "astro": ({"astro.config.mjs": ""}, "src/content/blog/a.md"),
    "eleventy": ({".eleventy.js": ""}, "posts/a.md"),
    "mkdocs": ({"mkdocs.yml": BLOG}, "docs/blog/posts/a.md"),
    "pelican": ({"pelicanconf.py": ""}, "content/news/a.rst"),
}
STRAY = ("README.md", "node_modules/x/readme.md", "node_modules/x/a.md", "themes/x/a.md")


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("where", ["", "sites/one/"])
def test_a_site_and_its_posts(tmp_path: Path, name: str, where: str):
    """The posts of each generator's content folder are found, alone in a project or deeper in it."""
    files, post = SITES[name]
    for path, text in files.items():
        write(tmp_path, where + path, text)
    write(tmp_path, where + post)
    for path in STRAY:
        write(tmp_path, where + path)
    taken = found(tmp_path)
    assert taken.pop(where + post) == name
    assert not [path for path in taken if path != f"{where}themes/x/a.md"]
    assert set(taken) <= ({f"{where}themes/x/a.md"} if name == "eleventy" else set())


def test_many_sites_in_one_repository(tmp_path: Path):
    """Each post belongs to the nearest site, also where one lies inside another."""
    for name, (files, post) in SITES.items():
        for path, text in files.items():
            write(tmp_path, f"{name}/{path}", text)
        write(tmp_path, f"{name}/{post}")
    write(tmp_path, "hugo/content/inner/docusaurus.config.ts", "")
    write(tmp_path, "hugo/content/inner/blog/b.md")
    write(tmp_path, "posts/c.md")
    assert found(tmp_path) == {
        **{f"{name}/{post}": name for name, (_, post) in SITES.items()},
        "hugo/content/inner/blog/b.md": "docusaurus",
        "posts/c.md": "generic",
    }


def test_a_project_that_has_its_documentation_in_a_folder(tmp_path: Path):
    """A site in `docs/` of some program's repository: only its posts are posts."""
    write(tmp_path, "docs/docusaurus.config.js", "")
    write(tmp_path, "docs/blog/a.md")
    write(tmp_path, "docs/docs/guide.md")
    write(tmp_path, "packages/x/CHANGELOG.md")
    write(tmp_path, "config.toml", "[server]\nport = 80\n")
    assert found(tmp_path) == {"docs/blog/a.md": "docusaurus"}


def test_a_blog_folder_that_only_a_program_knows(tmp_path: Path):
    """Where the customary folder is absent, what the program says is not known: all of the site may be posts."""
    write(tmp_path, "docusaurus.config.js", "")
    write(tmp_path, "news/a.md")
    assert found(tmp_path) == {"news/a.md": "docusaurus"}
    write(tmp_path, "blog/a.md")
    assert found(tmp_path) == {"blog/a.md": "docusaurus"}


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (("_config.yml", "hugo.toml"), "hugo"),
        (("_config.yml", "mkdocs.yml"), "mkdocs"),
        (("_config.yml", "eleventy.config.js"), "eleventy"),
        (("_config.yml", "eleventy.config.js", "_posts/2020-01-02-a.md"), "jekyll"),
        (("hugo.toml", "docusaurus.config.js", "blog/a.md"), "docusaurus"),
        (("mkdocs.yml", "docusaurus.config.js", "blog/a.md"), "docusaurus"),
        (("hugo.toml", "zola.toml", "content/a.md"), "hugo"),
        (("astro.config.mjs", "docusaurus.config.js"), "docusaurus"),
    ],
)
def test_several_generators_in_one_folder(tmp_path: Path, files: tuple[str, ...], name: str):
    """The one whose content is there, else one that takes the whole site, else the first in order."""
    for file in files:
        write(tmp_path, file, ZOLA if file == "zola.toml" else "")
    home = marked(str(tmp_path))
    assert home is not None
    assert home.dialect.name == name


def test_files_that_a_generator_passes_over(tmp_path: Path):
    """A name with an underscore is no post to Docusaurus, and a section's page none to Zola."""
    write(tmp_path, "a/docusaurus.config.js", "")
    write(tmp_path, "b/zola.toml", ZOLA)
    for path in ("a/blog/_partial.mdx", "a/blog/a.mdx", "b/content/_index.md", "b/content/_a.md", "b/content/index.md"):
        write(tmp_path, path)
    assert set(found(tmp_path)) == {"a/blog/a.mdx", "b/content/_a.md", "b/content/index.md"}


def test_jekyll_collections_are_taken(tmp_path: Path):
    """A collection with pages of its own is content, as `_posts` is; one of people is not."""
    write(tmp_path, "_config.yml", "collections: {recipes: {output: true}, authors: {output: true}, notes: {}}\n")
    for path in ("_posts/2020-01-02-a.md", "_recipes/soup.md", "_authors/ana.md", "_notes/a.md", "about.md"):
        write(tmp_path, path)
    assert set(found(tmp_path)) == {"_posts/2020-01-02-a.md", "_recipes/soup.md"}


ODD = {
    "empty": "",
    "null": "~",
    "a list": "- a\n- b\n",
    "text": "just text\n",
    "broken": "a: [1\n",
    "not UTF-8": b"title: \xff\n",
    "NUL": b"title: \0\n",
    "deep": "[" * 5_000,
    "cyclic": "defaults: &a\n- {scope: {path: ''}, values: {x: *a}}\n",
    "alias bomb": "a: &a [1]\nb: [" + "*a," * 2_000 + "]\n",
    "tags": "a: !!python/object/apply:os.system ['true']\nb: !Odd {c: 1}\ntitle: News\n",
    "huge": b"# " + b"x" * 4_000_001,
    "odd types": "collections: 1\ndefaults: {a: b}\nplugins: 3\ncascade: [1, [2]]\nlanguages: [1]\nauthor: {a: [1]}\n",
}


@pytest.mark.parametrize("path", ["_config.yml", "hugo.yaml", "mkdocs.yml", "config/_default/hugo.yml"])
@pytest.mark.parametrize("kind", ODD)
def test_a_bad_configuration_is_told_and_the_site_stands(tmp_path: Path, path: str, kind: str):
    """Invalid, empty, huge, deep or cyclic: at most a notice that names the file, and never an error."""
    content = ODD[kind]
    file = write(tmp_path, path, "")
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    finder = SiteFinder(tmp_path)
    site = finder.find(tmp_path / "content")
    assert site.file == path
    assert [notice.partition(" ")[0] for notice in finder.notices] == (
        [] if kind in {"empty", "null", "tags", "odd types"} else [path]
    )
    assert len(site.inherited("content/a.md")) == 0
    if kind == "tags":
        assert site.settings.title in {"News", None}


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind")
def test_what_is_no_file_marks_no_site(tmp_path: Path):
    """A folder, a dangling link or a pipe of a site file's name is told, and never opened."""
    (tmp_path / "hugo.toml").mkdir()
    (tmp_path / "_config.yml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "mkdocs.yml")
    (tmp_path / "config").write_text("x")
    finder = SiteFinder(tmp_path)
    assert finder.find(tmp_path / "posts").file is None
    assert finder.notices == tuple(
        f"{name} is not a file: no site is read there" for name in ("_config.yml", "hugo.toml", "mkdocs.yml")
    )


class Folding:
    """A file system to which names in other letter cases are the same, seen through the questions bylint asks it."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)

    def spelt(self, path: str) -> str:
        """The path as it is written on the disk."""
        if not path.lower().startswith(self.root.lower()):
            return path
        at = Path(self.root)
        for part in PurePath(path[len(self.root) :]).parts[1:]:
            names = [each.name for each in at.iterdir()] if at.is_dir() else []
            at /= next((name for name in names if name.lower() == part.lower()), part)
        return str(at)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("isfile", "exists", "lexists"):
            asked = getattr(os.path, name)
            monkeypatch.setattr(os.path, name, lambda path, asked=asked: asked(self.spelt(os.fspath(path))))


@pytest.mark.parametrize("names", [None, ("_config.YML", "_posts")])
def test_letter_case_counts_as_the_file_system_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...] | None
):
    """`_config.YML` is a site where the generator's question for `_config.yml` finds it, and nowhere else."""
    write(tmp_path, "_config.YML", "title: x\n")
    if not (tmp_path / "_config.yml").exists():
        assert SiteFinder(tmp_path).find(tmp_path, names=names).file is None
    Folding(tmp_path).install(monkeypatch)
    assert SiteFinder(tmp_path)._is_folded()
    assert SiteFinder(tmp_path).find(tmp_path, names=names).file == "_config.yml"


def test_separators_of_windows():
    """Paths are told with slashes, whatever the system writes."""
    assert relative_posix("C:\\site\\blog\\a.md", "C:\\site", sep="\\") == "blog/a.md"


def test_a_hidden_folder_keeps_its_dot(tmp_path: Path):
    """A folder whose name begins with a dot is not one without it."""
    write(tmp_path, "hugo.toml", "")
    configuration = load_configuration(tmp_path, isolated=True)
    file = write(tmp_path, ".content/a.md")
    (taken,) = discover([file], configuration, SiteFinder(tmp_path), cwd=tmp_path)
    assert not taken.in_content


def questions(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[str]:
    """The questions that the file system is asked from here on, about a folder."""
    asked: list[str] = []
    for module, name in ((os.path, "isfile"), (os.path, "lexists"), (os, "listdir"), (os, "scandir"), (os, "stat")):
        real = getattr(module, name)

        def ask(path: object, *args: object, real: object = real, **named: object) -> object:
            if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(str(root)):
                asked.append(os.fspath(path))
            return real(path, *args, **named)  # type: ignore[operator]

        monkeypatch.setattr(module, name, ask)
    return asked


def test_a_walk_asks_nothing_for_what_it_has_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With a folder's names at hand, looking for a site costs no question."""
    write(tmp_path, "hugo.toml", HUGO)
    finder = SiteFinder(tmp_path)
    finder.find(tmp_path, names=["hugo.toml", "content"])
    finder.find(tmp_path / "content", names=["0", "1"])
    asked = questions(monkeypatch, tmp_path)
    for number in range(20):
        finder.find(tmp_path / f"content/{number}", names=["a.md", "b.md"])
        finder.find(tmp_path / f"content/{number}", names=["a.md", "b.md"])
    assert asked == []


def test_one_file_asks_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """For one file, each folder above is listed once, or asked for the marks where it holds many names."""
    folder = tmp_path / "zz/b/c"
    folder.mkdir(parents=True)
    asked = questions(monkeypatch, tmp_path / "zz")
    SiteFinder(tmp_path).find(folder)
    assert len(asked) == 3
    for number in range(400):
        (folder / f"{number}.md").touch()
    asked.clear()
    SiteFinder(tmp_path).find(folder)
    assert len(asked) <= 3 + len(MARKS)
    assert len(MARKS) < 50


def test_a_folder_of_many_files_may_be_a_site(tmp_path: Path):
    """The mark is found beside thousands of names."""
    for number in range(400):
        (tmp_path / f"{number}.md").touch()
    write(tmp_path, "zola.toml", ZOLA)
    assert SiteFinder(tmp_path).find(tmp_path).dialect.name == "zola"


def test_only_the_dialects_in_use_are_imported(tmp_path: Path):
    """A site of one generator loads that dialect, and none of the others."""
    write(tmp_path, "docusaurus.config.js", "")
    code = (
        "import sys; from pathlib import Path; from bylint.site_finder import SiteFinder;"
        "before = [name for name in sys.modules if name.startswith('bylint.dialects.')];"
        "SiteFinder(Path(sys.argv[1])).find(sys.argv[1]);"
        "after = [name for name in sys.modules if name.startswith('bylint.dialects.')];"
        "print(*before); print(*(name for name in after if name not in before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    before, after = done.stdout.splitlines()
    assert set(before.split()) == {"bylint.dialects.base", "bylint.dialects.marks"}
    assert set(after.split()) == {"bylint.dialects.docusaurus", "bylint.dialects.paths"}


@pytest.mark.parametrize(
    ("mark", "settings", "path", "draft"),
    [
        ("_config.yml", "", "_drafts/a.md", True),
        ("_config.yml", "", "news/_drafts/a.md", True),
        ("_config.yml", "", "_posts/2020-01-02-_drafts.md", False),
        ("_config.yml", HEXO, "source/_drafts/a.md", True),
        ("hugo.toml", HUGO, "content/_drafts/a.md", False),
    ],
)
def test_a_folder_of_drafts(tmp_path: Path, mark: str, settings: str, path: str, draft: bool):
    """Jekyll and Hexo keep drafts in a folder; a post there is one, whatever its metadata."""
    write(tmp_path, mark, settings)
    assert SiteFinder(tmp_path).find(tmp_path).is_draft(path, {}) is draft


def test_programs_are_told_to_those_who_ask(tmp_path: Path):
    """That a program was not run is said once for each site, beside what could not be read."""
    write(tmp_path, "one/docusaurus.config.js", "")
    write(tmp_path, "two/astro.config.mjs", "")
    finder = SiteFinder(tmp_path)
    for folder in ("one/blog", "one/blog/x", "two/src/content"):
        finder.find(tmp_path / folder)
    assert finder.notices == ()
    assert [said.partition(" ")[0] for said in finder.unread] == ["one/docusaurus.config.js", "two/astro.config.mjs"]


def test_a_run_over_folders_says_what_is_not_known(project: Project):
    """Not one over files that are named, as a writer's are, and not where the configuration says it instead."""
    project.write("docusaurus.config.js", "throw new Error('run')\n")
    project.write("blog/2024-01-02-a.md", "---\ntitle: A\n---\nText.\n")
    (notice,) = project.check().json["notices"]
    assert notice.startswith("docusaurus.config.js is a program and is not run")
    assert project.check("blog").json["notices"] == [notice]
    assert project.check("blog/2024-01-02-a.md").json["notices"] == []
    project.write("bylint.toml", '[site]\nbase-url = "https://example.org/"\n')
    assert project.check().json["notices"] == []
