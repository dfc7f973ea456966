"""Which files a run is about."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path

import pytest

from bylint.config import Configuration, load_configuration
from bylint.discover import Discovery, UsageError, discover, one_file, relative_posix
from bylint.filenames import SUFFIXES, is_paperwork, names_in
from bylint.site_finder import SiteFinder
from counting import calls_of

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and names of POSIX")


def make(root: Path, *paths: str, **texts: str) -> Path:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
    for name, text in texts.items():
        (root / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return root


def run(root: Path, *paths: str, configuration: Configuration | None = None) -> Discovery:
    configuration = configuration or load_configuration(root)
    return discover(paths, configuration, SiteFinder(configuration.root, configuration.people), cwd=root)


def found(root: Path, *paths: str) -> list[str]:
    return [each.path for each in run(root, *paths)]


HUGO = ("hugo.toml", "content/posts/a.md", "content/posts/b/index.md", "README.md", "layouts/x.html", "public/a.html")


class TestWhatIsTaken:
    def test_a_sites_content(self, tmp_path: Path):
        """Of a project with a site, the files in its content folders are taken, sorted."""
        make(tmp_path, *HUGO)
        assert found(tmp_path) == ["content/posts/a.md", "content/posts/b/index.md"]
        assert all(each.is_post and each.in_content for each in run(tmp_path))

    def test_a_folder_of_no_site_is_taken_whole(self, tmp_path: Path):
        """With no recognised site, every known suffix counts."""
        make(tmp_path, "a.md", "x/b.rst", "x/c.txt", "README.md")
        assert found(tmp_path) == ["README.md", "a.md", "x/b.rst"]
        assert [each.in_content for each in run(tmp_path)] == [False, False, False]

    def test_custom_says_what_content_is(self, tmp_path: Path):
        """With no recognised site, a folder called posts goes before the rest."""
        make(tmp_path, "a.md", "posts/b.md", "docs/c.md")
        assert found(tmp_path) == ["posts/b.md"]

    def test_a_site_below_the_root(self, tmp_path: Path):
        """A site in a folder of the project is found on the way down."""
        make(tmp_path, "a.md", "docs/hugo.toml", "docs/content/b.md", "blog/_config.yml", "blog/_posts/2020-01-02-c.md")
        assert found(tmp_path) == ["blog/_posts/2020-01-02-c.md", "docs/content/b.md"]
        assert [each.site.dialect.name for each in run(tmp_path)] == ["jekyll", "hugo"]

    def test_a_named_folder(self, tmp_path: Path):
        """A named folder gives its content; one inside content, or with none below it, is taken whole."""
        make(tmp_path, *HUGO, "drafts/c.md", "layouts/posts/d.html")
        assert found(tmp_path, "content/posts/b") == ["content/posts/b/index.md"]
        assert found(tmp_path, "drafts") == ["drafts/c.md"]
        assert found(tmp_path, "layouts") == ["layouts/posts/d.html", "layouts/x.html"]
        assert found(tmp_path, ".") == found(tmp_path)

    def test_a_site_without_content(self, tmp_path: Path):
        """A recognised site whose content folder is empty gives nothing, not its templates."""
        make(tmp_path, "hugo.toml", "layouts/x.html", "README.md")
        assert found(tmp_path) == []

    def test_a_named_file(self, tmp_path: Path):
        """A named file is taken wherever it lies, whatever its suffix."""
        make(tmp_path, *HUGO, "notes.txt")
        assert found(tmp_path, "notes.txt", "README.md", "layouts/x.html") == [
            "README.md",
            "layouts/x.html",
            "notes.txt",
        ]

    def test_each_file_once(self, tmp_path: Path):
        """Paths given twice, or one inside the other, are checked once."""
        make(tmp_path, *HUGO)
        assert found(tmp_path, "content", "content/posts/a.md", "./content/../content/posts", ".") == found(tmp_path)

    def test_outside_of_the_project(self, tmp_path: Path):
        """A folder elsewhere is found by its own site, its paths leading out of the project."""
        make(tmp_path / "site", *HUGO)
        (tmp_path / "project").mkdir()
        configuration = Configuration(tmp_path / "project", content=("posts/**",))
        files = run(tmp_path / "project", "../site", configuration=configuration).files
        assert [each.path for each in files] == ["../site/content/posts/a.md", "../site/content/posts/b/index.md"]
        assert all(each.site.dialect.name == "hugo" and each.in_content for each in files)

    def test_suffixes_in_any_case(self, tmp_path: Path):
        """Known suffixes count in any letter case, and no other does."""
        make(
            tmp_path,
            *(f"{number}{suffix.upper()}" for number, suffix in enumerate(SUFFIXES)),
            "x.mdown",
            "md",
            "x.md.bak",
        )
        assert len(found(tmp_path)) == len(SUFFIXES)

    def test_a_path_that_does_not_exist(self, tmp_path: Path):
        """It is an error of usage, and says which."""
        with pytest.raises(UsageError, match=r"^there is no file or folder posts/none\.md$"):
            run(tmp_path, str(Path("posts", "none.md")))

    def test_one_file_that_need_not_exist(self, tmp_path: Path):
        """What comes on standard input gets the settings and the site of the path it is said to have."""
        make(tmp_path, "hugo.toml", bylint__toml='exclude = ["content/**"]\n')
        configuration = load_configuration(tmp_path)
        each = one_file("content/posts/new.md", configuration, SiteFinder(tmp_path), cwd=tmp_path)
        assert (each.path, each.site.dialect.name, each.is_post, each.in_content) == (
            "content/posts/new.md",
            "hugo",
            True,
            True,
        )


class TestWhatIsLeftOut:
    def test_folders_of_programs(self, tmp_path: Path):
        """Dependencies, caches, virtual environments, output and hidden folders hold no posts."""
        make(
            tmp_path,
            "a.md",
            "node_modules/x/b.md",
            ".git/c.md",
            ".hidden/d.md",
            "env/pyvenv.cfg",
            "env/e.md",
            "_site/f.md",
        )
        assert found(tmp_path) == ["a.md"]

    def test_excludes_hold_for_named_files(self, tmp_path: Path):
        """pre-commit names files, and an exclude holds for them: by file, and by folder."""
        make(
            tmp_path,
            "posts/a.md",
            "archive/old/b.md",
            "posts/c.md",
            bylint__toml='exclude = ["archive/", "posts/c.md"]\n',
        )
        assert found(tmp_path) == ["posts/a.md"]
        result = run(tmp_path, "posts/a.md", "archive/old/b.md", "posts/c.md")
        assert [each.path for each in result] == ["posts/a.md"]
        assert result.excluded == ["archive/old/b.md", "posts/c.md"]

    def test_gitignore_holds_for_named_files(self, tmp_path: Path):
        """Ignored by git, nested files too: not checked, even when named; unless the configuration says otherwise."""
        make(tmp_path, "posts/a.md", "posts/b.md", "out/c.md", "posts/.gitignore", "out/.gitignore")
        make(tmp_path, __gitignore="out/\n")
        (tmp_path / "posts" / ".gitignore").write_text("b.md\n")
        assert found(tmp_path) == ["posts/a.md"]
        assert run(tmp_path, "posts/b.md", "out/c.md").excluded == ["posts/b.md", "out/c.md"]
        make(tmp_path, bylint__toml="respect-gitignore = false\n")
        assert found(tmp_path, "posts", "out") == ["out/c.md", "posts/a.md", "posts/b.md"]

    def test_gitignore_above_the_project(self, tmp_path: Path):
        """The files of the whole repository count, from its root on, for a project inside it."""
        make(tmp_path, ".git/HEAD", "site/a.md", "site/b.md", "site/bylint.toml", __gitignore="site/b.md\n")
        assert found(tmp_path / "site") == ["a.md"]

    @pytest.mark.parametrize(
        ("path", "is_post"),
        [
            ("content/posts/_index.md", False),
            ("content/posts/_index.fr.md", False),
            ("content/posts/index.md", True),
            ("content/posts/README.md", False),
            ("content/posts/license.md", True),
            ("content/posts/LICENSE.md", False),
            ("content/posts/changelog-2.0.md", True),
        ],
    )
    def test_section_pages_and_paperwork_are_no_posts(self, tmp_path: Path, path: str, is_post: bool):
        """README, licence and section pages are found, and marked as no posts."""
        make(tmp_path, "hugo.toml", path, "content/posts/a.md")
        marks = {each.path: (each.is_post, each.in_content) for each in run(tmp_path)}
        assert marks[path] == (is_post, is_post)

    def test_an_index_beside_posts_is_a_list(self, tmp_path: Path):
        """With no known generator, index.md is the page of a list if posts lie beside it, else a post."""
        make(tmp_path, "posts/index.md", "posts/a.md", "posts/b/index.md", "posts/b/index.fr.md", "posts/b/x.png")
        expected = {"posts/a.md": True, "posts/b/index.fr.md": True, "posts/b/index.md": True, "posts/index.md": False}
        assert {each.path: each.is_post for each in run(tmp_path)} == expected
        assert {path: run(tmp_path, path).files[0].is_post for path in expected} == expected
        make(tmp_path, "index.md")
        assert not run(tmp_path, "index.md").files[0].is_post


CONFIGURED = """
content = ["content/posts/**", "nothing/**"]
exclude = ["content/posts/old/**", "none/**"]

[[section]]
path = ["content/posts/news/**", "nowhere/**"]
dialect = "jekyll"
"""


class TestConfigured:
    def test_content_globs_say_what_is_taken(self, tmp_path: Path):
        """Only what the globs match is content; a named folder without any is taken whole."""
        make(
            tmp_path,
            "content/posts/a.md",
            "content/posts/old/b.md",
            "content/c.md",
            "drafts/d.md",
            bylint__toml=CONFIGURED,
        )
        assert found(tmp_path) == ["content/posts/a.md"]
        assert found(tmp_path, "drafts") == ["drafts/d.md"]
        assert [each.in_content for each in run(tmp_path, "drafts", "content")] == [True, False]

    def test_a_section_has_its_dialect(self, tmp_path: Path):
        """A section's dialect gives its posts another site value, with the section's settings."""
        make(tmp_path, "hugo.toml", "content/posts/a.md", "content/posts/news/b.md", bylint__toml=CONFIGURED)
        a, b = run(tmp_path).files
        assert (a.site.dialect.name, b.site.dialect.name) == ("hugo", "jekyll")
        assert b.settings.sections == ("content/posts/news/**",)

    def test_globs_that_matched_nothing(self, tmp_path: Path):
        """The run can tell which globs are of no use."""
        make(tmp_path, "content/posts/news/a.md", "content/posts/old/b.md", bylint__toml=CONFIGURED)
        result = run(tmp_path)
        assert result.unused_globs(load_configuration(tmp_path)) == ("nothing/**", "none/**", "nowhere/**")

    def test_content_in_a_hidden_folder(self, tmp_path: Path):
        """A hidden folder is entered if a content glob names it."""
        make(tmp_path, ".posts/a.md", ".other/b.md", bylint__toml='content = [".posts/**"]\n')
        assert found(tmp_path) == [".posts/a.md"]

    def test_a_set_dialect(self, tmp_path: Path):
        """With a dialect for all, its content folders count though nothing marks a site."""
        make(tmp_path, "content/a.md", "docs/b.md", bylint__toml='dialect = "hugo"\n')
        assert found(tmp_path) == ["content/a.md"]
        assert len(run(tmp_path)) == 1


@POSIX
class TestOddFiles:
    def test_links(self, tmp_path: Path):
        """Links to folders are not followed, and those that lead out of the project are told of."""
        make(tmp_path / "project", "posts/a.md")
        make(tmp_path / "elsewhere", "b.md")
        posts = tmp_path / "project" / "posts"
        for name, target in {
            "other": tmp_path / "elsewhere",
            "everything": Path("/"),
            "self": posts,
            "up": tmp_path,
            "loop": posts / "loop",
            "none": posts / "nowhere",
        }.items():
            (posts / name).symlink_to(target)
        assert found(tmp_path / "project") == ["posts/a.md"]
        assert found(tmp_path / "project", "posts/other") == ["posts/other/b.md"]
        notices = run(tmp_path / "project").notices
        assert sorted(notice.partition(" ")[0] for notice in notices) == ["posts/everything", "posts/other", "posts/up"]

    def test_links_to_files(self, tmp_path: Path):
        """A link named like a post is found, also if it leads nowhere: reading it will tell."""
        make(tmp_path, "posts/a.md")
        (tmp_path / "posts" / "b.md").symlink_to("a.md")
        (tmp_path / "posts" / "c.md").symlink_to("c.md")
        assert found(tmp_path) == ["posts/a.md", "posts/b.md", "posts/c.md"]
        assert found(tmp_path, "posts/c.md") == ["posts/c.md"]

    def test_a_link_to_a_file_elsewhere(self, tmp_path: Path):
        """It is not read unless it is named: its first lines could be a secret of the machine."""
        make(tmp_path / "project", "posts/a.md")
        make(tmp_path, "secret.txt")
        (tmp_path / "project" / "posts" / "b.md").symlink_to(tmp_path / "secret.txt")
        assert found(tmp_path / "project") == ["posts/a.md"]
        assert found(tmp_path / "project", "posts/b.md") == ["posts/b.md"]

    def test_a_name_that_is_not_utf_8(self, tmp_path: Path):
        """Such a name is kept as it is, with surrogates, and sorted like any other."""
        make(tmp_path, "posts/a.md")
        try:
            Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/posts/\xff.md")).write_text("")
        except OSError:  # pragma: no cover
            pytest.skip("this file system has no such names")
        make(tmp_path, bylint__toml='content = ["posts/**"]\nexclude = ["x/**"]\n', __gitignore="*.log\n")
        assert found(tmp_path) == ["posts/a.md", "posts/\udcff.md"]

    def test_a_pipe_is_no_post(self, tmp_path: Path):
        """What is not a regular file is told when named."""
        os.mkfifo(tmp_path / "a.md")
        (broken,) = run(tmp_path, "a.md").unreadable
        assert (broken.path, broken.reason) == ("a.md", "not a regular file")

    @pytest.mark.parametrize(
        ("error", "told"), [(PermissionError(13, "Permission denied"), 1), (FileNotFoundError(2, "gone"), 0)]
    )
    def test_a_folder_that_cannot_be_listed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: int
    ):
        """A forbidden folder is told and the run goes on; one that vanished is nothing."""
        make(tmp_path, "posts/a.md", "posts/secret/b.md")
        scandir = os.scandir

        def guarded(path: str):
            if str(path).endswith("secret"):
                raise error
            return scandir(path)

        monkeypatch.setattr(os, "scandir", guarded)
        result = run(tmp_path)
        assert [each.path for each in result] == ["posts/a.md"]
        assert [(each.path, each.reason) for each in result.unreadable] == [
            ("posts/secret", "Permission denied")
        ] * told

    def test_names_in_a_folder_that_is_gone(self, tmp_path: Path):
        """A folder that cannot be listed has no names."""
        assert names_in(str(tmp_path / "none")) == []


@pytest.mark.parametrize(
    ("path", "root", "sep", "relative"),
    [
        ("/a/b/c.md", "/a", "/", "b/c.md"),
        ("/a", "/a", "/", "."),
        ("/a/b.md", "/", "/", "a/b.md"),
        ("C:\\site\\posts\\a.md", "C:\\site", "\\", "posts/a.md"),
        ("C:\\site", "C:\\site", "\\", "."),
    ],
)
def test_paths_are_posix(path: str, root: str, sep: str, relative: str):
    """Paths are told with slashes, on Windows too."""
    assert relative_posix(path, root, sep=sep) == relative
    assert ntpath.relpath("C:\\site\\a.md", "C:\\site") == "a.md"


def test_a_path_beside_the_root():
    """A folder whose name only begins like the root's lies outside."""
    assert relative_posix(str(Path(os.sep, "ab", "c.md")), str(Path(os.sep, "a"))) == "../ab/c.md"


@pytest.mark.parametrize(
    ("name", "in_content", "is_it"),
    [
        ("README.md", True, True),
        ("readme.markdown", True, True),
        ("Readme.fr.md", True, True),
        ("license.md", True, False),
        ("license.md", False, True),
        ("CODE_OF_CONDUCT.md", True, True),
        ("code-of-conduct.md", False, True),
        ("readme-first.md", True, False),
    ],
)
def test_paperwork(name: str, in_content: bool, is_it: bool):
    """A README is never a post; a page called license may be one inside content."""
    assert is_paperwork(name, in_content=in_content) is is_it


def test_thousands_of_files_cost_little(tmp_path: Path):
    """The work for each stays near that of listing folders, with a .gitignore and a section."""
    for folder in range(10):
        (tmp_path / f"content/{folder}").mkdir(parents=True)
        for number in range(200):
            (tmp_path / f"content/{folder}/{number}.md").touch()
    make(tmp_path, "hugo.toml", __gitignore="*.log\nbuild/\n", bylint__toml='[[section]]\npath = "content/1/**"\n')
    assert len(run(tmp_path)) == 2_000
    assert calls_of(lambda: run(tmp_path)) / 2_000 < 60


def test_a_gitignore_that_is_not_heeded(tmp_path: Path):
    """The run says which, and checks what it may have meant to leave out."""
    make(tmp_path, "a/b.md", "a/.git")
    (tmp_path / "a" / ".gitignore").write_text("b.md\n" + "x" * 1_001)
    result = run(tmp_path, "a")
    assert [each.path for each in result] == ["a/b.md"]
    assert result.notices == ["a/.gitignore has a pattern of more than 1,000 characters and was not heeded"]
