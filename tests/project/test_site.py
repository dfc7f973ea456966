"""Sites are found from the nearest configuration above a post, and read as data."""

from __future__ import annotations

import os
import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bylint.config import People
from bylint.site_finder import SiteFinder, find_site

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.site import Site

HUGO = 'baseURL = "https://example.org/"\ntitle = "News"\n'


def write(root: Path, path: str, text: str = "") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("files", "dialect", "mark"),
    [
        ({"hugo.toml": ""}, "hugo", "hugo.toml"),
        ({"hugo.yaml": "title: x"}, "hugo", "hugo.yaml"),
        ({"config.toml": HUGO}, "hugo", "config.toml"),
        ({"config.yaml": "languageCode: en"}, "hugo", "config.yaml"),
        ({"config.json": '{"baseURL": "x"}'}, "hugo", "config.json"),
        ({"config/_default/config.yaml": "title: x"}, "hugo", "config/_default/config.yaml"),
        ({"config/_default/languages.toml": ""}, "hugo", "config/_default/languages.toml"),
        ({"config.toml": 'base_url = "https://example.org"'}, "zola", "config.toml"),
        ({"config.toml": 'base_url = "https://example.org"\nport = 80'}, "generic", None),
        ({"zola.toml": 'base_url = "https://example.org"'}, "zola", "zola.toml"),
        ({"config.toml": "[server]\nport = 80"}, "generic", None),
        ({"config.toml": "broken ["}, "generic", None),
        ({"_config.yml": ""}, "jekyll", "_config.yml"),
        ({"_config.yml": "title: [broken"}, "jekyll", "_config.yml"),
        ({"_config.toml": 'title = "x"'}, "jekyll", "_config.toml"),
        ({"_config.yml": "source_dir: source\npublic_dir: public"}, "hexo", "_config.yml"),
        ({"docusaurus.config.js": "throw 1"}, "docusaurus", "docusaurus.config.js"),
        ({"docusaurus.config.mts": "throw 1"}, "docusaurus", "docusaurus.config.mts"),
        ({"astro.config.mjs": "throw 1"}, "astro", "astro.config.mjs"),
        ({".eleventy.js": "throw 1"}, "eleventy", ".eleventy.js"),
        ({"eleventy.config.cjs": "throw 1"}, "eleventy", "eleventy.config.cjs"),
        ({"mkdocs.yml": "x: !!python/name:os.system"}, "mkdocs", "mkdocs.yml"),
        ({"pelicanconf.py": "raise SystemExit"}, "pelican", "pelicanconf.py"),
        ({"gatsby-config.js": "throw 1"}, "generic", "gatsby-config.js"),
        ({"_config.yml": "", "hugo.toml": ""}, "hugo", "hugo.toml"),
        ({}, "generic", None),
    ],
)
def test_the_generator_is_told_by_its_files(tmp_path: Path, files: dict[str, str], dialect: str, mark: str | None):
    """A site file marks a site and its generator; a file that looks like another program's does not."""
    for path, text in files.items():
        write(tmp_path, path, text)
    site = SiteFinder(tmp_path).find(tmp_path / "content" / "posts")
    assert (site.dialect.name, site.file, site.root) == (dialect, mark, tmp_path)


def test_settings_are_merged(tmp_path: Path):
    """Hugo's root file says most; the folder of settings adds what that lacks, a part under its name."""
    write(tmp_path, "hugo.toml", 'title = "Root"')
    write(tmp_path, "config/_default/hugo.yaml", "title: Folder\ntimeZone: Europe/Berlin\n")
    write(tmp_path, "config/_default/languages.yaml", "de: {contentDir: content/de}\nen: {contentDir: content/en}\n")
    site = find_site(tmp_path, root=tmp_path)
    assert (site.settings.title, site.settings.time_zone) == ("Root", "Europe/Berlin")
    assert site.settings.languages == ("de", "en")
    assert site.content == ("content/de", "content/en")


def test_two_sites_in_one_project(tmp_path: Path):
    """Each post belongs to the nearest site above it; paths are relative to the project, and to the site inside it."""
    write(tmp_path, "docs/hugo.toml", HUGO)
    write(tmp_path, "blog/_config.yml", "timezone: Asia/Tokyo")
    finder = SiteFinder(tmp_path)
    docs, blog = finder.find(tmp_path / "docs/content/posts"), finder.find(tmp_path / "blog/_posts")
    assert (docs.dialect.name, docs.prefix) == ("hugo", "docs/")
    assert (blog.dialect.name, blog.settings.time_zone) == ("jekyll", "Asia/Tokyo")
    assert finder.find(tmp_path / "docs/content") is docs
    assert finder.find(tmp_path / "other").dialect.name == "generic"
    assert len(finder.sites) == 3
    assert docs.path_of("docs/content/posts/a.md") == "content/posts/a.md"
    assert docs.read_path("docs/content/posts/2020-01-02-a.md").date == date(2020, 1, 2)
    assert docs.read_path("docs/content/posts/2020-01-02-a.md").section == "posts"


def test_a_site_elsewhere(tmp_path: Path):
    """A folder outside of the project is searched upwards to its own repository, or to the nearest site."""
    project = tmp_path / "project"
    project.mkdir()
    write(tmp_path, "site/hugo.toml", HUGO)
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    finder = SiteFinder(project)
    site = finder.find(tmp_path / "site/content/posts")
    assert (site.dialect.name, site.prefix) == ("hugo", "../site/")
    assert finder.find(tmp_path / "repository/a/b").root == tmp_path / "repository"
    alone = finder.find(tmp_path / "alone")
    assert alone.root == tmp_path / "alone"
    assert finder.find(tmp_path / "alone/deeper") is alone


def test_the_search_ends_at_the_project(tmp_path: Path):
    """A site above the project's root is another's."""
    write(tmp_path, "hugo.toml", HUGO)
    assert SiteFinder(tmp_path / "project").find(tmp_path / "project/posts").file is None


def test_a_dialect_can_be_set(tmp_path: Path):
    """A set dialect takes its own site files, however they look, or the project's root."""
    write(tmp_path, "sub/config.toml", "odd = 1")
    write(tmp_path, "sub/_config.yml")
    finder = SiteFinder(tmp_path, dialect="hugo")
    assert finder.find(tmp_path / "sub/content").root == tmp_path / "sub"
    site = finder.find(tmp_path / "elsewhere")
    assert (site.dialect.name, site.root, site.file) == ("hugo", tmp_path, None)
    assert finder.find(tmp_path / "sub", dialect="jekyll").dialect.name == "jekyll"


def test_people_of_registry_and_configuration(tmp_path: Path):
    """The directory has the registry's people and the configuration's aliases, accounts and organisations."""
    write(tmp_path, "docusaurus.config.js")
    write(tmp_path, "blog/authors.yml", "ana: {name: Ana Ruiz}\n")
    people = People(aliases={"m4d": "W Chan"}, accounts=("desk",), organisations=("Ops Team",))
    site = SiteFinder(tmp_path, people).find(tmp_path / "blog")
    assert site.directory.registry["ana"].name == "Ana Ruiz"
    assert site.directory.aliases == {"m4d": "W Chan"}
    assert site.directory.accounts == {"desk"}
    assert site.directory.organisations == {"Ops Team"}
    assert site.registries == ("blog/authors.yml",)
    assert site.notices == ()
    assert site.programs == ("docusaurus.config.js",)


def test_what_cannot_be_read_is_a_notice(tmp_path: Path):
    """A broken site file or registry is told with its path from the project's root; the site stands."""
    write(tmp_path, "docs/hugo.toml", "broken [")
    write(tmp_path, "docs/config/_default/hugo.yaml", "- a list")
    write(tmp_path, "docs/data/authors.yml", "[" * 3_000)
    notices = SiteFinder(tmp_path).find(tmp_path / "docs").notices
    assert [notice.partition(" ")[0] for notice in notices] == [
        "docs/hugo.toml",
        "docs/config/_default/hugo.yaml",
        "docs/data/authors.yml",
    ]
    assert notices[1] == "docs/config/_default/hugo.yaml is not a mapping of settings"


def test_the_digest_follows_the_content(tmp_path: Path):
    """The digest changes with settings, registries and [people], and not with the day or the place."""

    def digest(root: Path, people: People = People()) -> str:  # frozen
        return SiteFinder(root, people, today=date(2020, 1, 1)).find(root).digest

    write(tmp_path, "a/hugo.toml", HUGO)
    write(tmp_path, "b/hugo.toml", HUGO)
    before = digest(tmp_path / "a")
    assert digest(tmp_path / "b") == before
    assert SiteFinder(tmp_path / "a").find(tmp_path / "a").digest == before
    assert digest(tmp_path / "a", People(accounts=("desk",))) != before
    write(tmp_path, "b/data/authors.yml", "ana: Ana Ruiz")
    assert digest(tmp_path / "b") != before
    write(tmp_path, "a/hugo.toml", HUGO + "# changed")
    assert digest(tmp_path / "a") != before


def test_today_can_be_set(tmp_path: Path):
    """The day is the clock's unless the run says another."""
    assert SiteFinder(tmp_path, today=date(2020, 1, 2)).find(tmp_path).today == date(2020, 1, 2)
    assert abs((find_site(tmp_path, root=tmp_path).today - date.today()).days) <= 1


def test_a_site_travels_to_another_process(tmp_path: Path):
    """A site can be pickled, its dialect by name."""
    write(tmp_path, "_config.yml", "defaults:\n- {scope: {path: ''}, values: {author: Ana Ruiz}}\n")
    site = find_site(write(tmp_path, "_posts/2020-01-02-a.md"), root=tmp_path)
    again = pickle.loads(pickle.dumps(site))  # our own bytes
    assert again == site
    assert again.dialect is site.dialect


def test_metadata_is_inherited(tmp_path: Path):
    """Defaults hold below their path and for their type; the longer path wins."""
    write(
        tmp_path,
        "site/_config.yml",
        """
defaults:
- {scope: {path: news, type: posts}, values: {author: Desk}}
- {scope: {path: ""}, values: {author: Ana Ruiz, layout: post}}
""",
    )
    site = SiteFinder(tmp_path).find(tmp_path / "site")

    def values(path: str) -> dict[str, object]:
        return {key: said.value for key, said in site.inherited(path).items()}

    assert values("site/_posts/a.md") == {"author": "Ana Ruiz", "layout": "post"}
    assert values("site/news/_posts/a.md") == {"author": "Desk", "layout": "post"}
    assert values("site/news/a.md") == {"author": "Ana Ruiz", "layout": "post"}
    assert values("site/newsroom/_posts/a.md")["author"] == "Ana Ruiz"


def test_a_sites_own_order_of_keys(tmp_path: Path):
    """The site's order of date keys stands before the dialect's."""
    write(tmp_path, "hugo.toml", HUGO + "[frontmatter]\ndate = ['myDate', ':default']\n")
    site = find_site(tmp_path, root=tmp_path)
    assert site.keys("date")[:2] == ("mydate", "date")
    assert site.keys("title") == ("title",)


def site_with(content: tuple[str, ...], tmp_path: Path) -> Site:
    site = SiteFinder(tmp_path, dialect="hugo").find(tmp_path)
    return site._replace(settings=site.settings._replace(content=content, output="out"))


@pytest.mark.parametrize(
    ("content", "folder", "holds"),
    [
        ("content", "content", True),
        ("content", "content/posts", True),
        ("content", "contents", False),
        ("content", "", False),
        (".", "", True),
        ("**/_posts", "a/b/_posts/c", True),
        ("**/_posts", "a/b", False),
        ("src/**/_posts", "src/a/_posts", True),
        ("src/**/_posts", "other/_posts", False),
    ],
)
def test_content_folders(tmp_path: Path, content: str, folder: str, holds: bool):
    """A folder lies in content if a content folder is above it, or it itself."""
    site = site_with((content,), tmp_path)
    assert site.holds(folder) is holds
    assert site.expects_posts(folder) is holds


def test_content_by_custom(tmp_path: Path):
    """With no known generator every folder may hold posts, and those called content, posts or blog should."""
    site = SiteFinder(tmp_path / "x").find(tmp_path / "x")
    assert site.holds("anything")
    assert [site.expects_posts(folder) for folder in ("", "docs", "src/content/posts")] == [False, False, True]
    assert SiteFinder(tmp_path / "posts").find(tmp_path / "posts").expects_posts("")


def test_output_and_templates_hold_no_posts(tmp_path: Path):
    """The folder that a generator writes, and its templates, are skipped."""
    site = site_with((), tmp_path)
    assert [site.skips(folder) for folder in ("public", "layouts", "out", "content", "content/public")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_name_that_is_not_utf_8(tmp_path: Path):
    """A folder whose name is no UTF-8 is searched like any other."""
    if os.name == "nt":  # pragma: no cover
        pytest.skip("names are Unicode here")
    folder = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff")
    try:
        os.mkdir(folder)
    except OSError:  # pragma: no cover
        pytest.skip("this file system has no such names")
    assert SiteFinder(tmp_path).find(folder).root == tmp_path


def test_a_folder_of_any_depth(tmp_path: Path):
    """The search upwards from thousands of folders down ends at the site, or at the project's root."""
    finder = SiteFinder(tmp_path)
    assert finder.find(str(tmp_path) + f"{os.sep}x" * 1_500).root == tmp_path
    write(tmp_path, "hugo.toml")
    assert SiteFinder(tmp_path).find(str(tmp_path) + f"{os.sep}x" * 1_500).file == "hugo.toml"
