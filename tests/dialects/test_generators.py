"""What each generator's dialect makes of keys, paths and settings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bylint.dialects import (
    ASTRO,
    DIALECTS,
    DOCUSAURUS,
    ELEVENTY,
    GENERIC,
    HEXO,
    JEKYLL,
    MKDOCS,
    NO_SETTINGS,
    PELICAN,
    ZOLA,
    Dialect,
    SiteSettings,
)
from bylint.dialects.hexo import looks_like_hexo
from bylint.dialects.jekyll import looks_like_jekyll
from bylint.dialects.zola import looks_like_zola
from bylint.registry import load_registry
from bylint.testing import check

DAY = date(2020, 1, 2)


@pytest.mark.parametrize(
    ("dialect", "key", "field"),
    [
        (DOCUSAURUS, "authors", "authors"),
        (DOCUSAURUS, "Author", None),
        (DOCUSAURUS, "permalink", None),
        (ZOLA, "path", "url"),
        (ZOLA, "updated", "updated"),
        (ZOLA, "taxonomies.tags", "tags"),
        (ZOLA, "extra.author", "authors"),
        (HEXO, "permalink", "url"),
        (HEXO, "category", "categories"),
        (HEXO, "cover", "images"),
        (ASTRO, "pubDate", "date"),
        (ASTRO, "pubdate", None),
        (ASTRO, "heroImage", "images"),
        (ELEVENTY, "permalink", "url"),
        (ELEVENTY, "Date", None),
        (MKDOCS, "date.created", "date"),
        (MKDOCS, "template", "layout"),
        (PELICAN, "Modified", "updated"),
        (PELICAN, "category", "categories"),
        (PELICAN, "save_as", "url"),
        (PELICAN, "status", None),
    ],
)
def test_a_key_says_a_field(dialect: Dialect, key: str, field: str | None):
    """A key means what the generator reads it as, in its letter case."""
    assert dialect.field_of(key) == field


@pytest.mark.parametrize(
    ("dialect", "metadata", "draft"),
    [
        (DOCUSAURUS, {"draft": True}, True),
        (DOCUSAURUS, {"unlisted": True}, False),
        (HEXO, {"published": False}, True),
        (ZOLA, {"published": False}, False),
        (ASTRO, {"published": date(2020, 1, 1)}, False),
        (ASTRO, {"isDraft": "true"}, True),
        (PELICAN, {"Status": "draft"}, True),
        (PELICAN, {"status": " Draft "}, True),
        (PELICAN, {"status": "published"}, False),
        (PELICAN, {"status": "hidden"}, False),
        (PELICAN, {"status": True}, False),
        (ELEVENTY, {"status": "draft"}, False),
    ],
)
def test_a_draft_is_said_as_the_generator_reads_it(dialect: Dialect, metadata: dict[str, Any], draft: bool):
    """A boolean, its negation, or for some generators a word."""
    assert dialect.is_draft(metadata) is draft


@pytest.mark.parametrize("name", ["jekyll", "mkdocs", "pelican"])
def test_yaml_1_1_is_what_ruby_and_python_read(name: str):
    """Generators in Ruby and Python read `no` as false; all others here do not."""
    assert DIALECTS[name].yaml == "1.1"
    assert {each.name for each in DIALECTS.values() if each.yaml == "1.1"} == {"jekyll", "mkdocs", "pelican"}


def test_pelican_has_metadata_without_fences_and_hexo_with_one():
    """The notation of such metadata goes by the suffix."""
    assert PELICAN.unfenced[".md"] == "header"
    assert PELICAN.unfenced[".rst"] == "docinfo"
    assert PELICAN.unfenced[".html"] == "meta"
    assert DIALECTS["hexo"].unfenced == {".md": "closed", ".markdown": "closed"}
    assert [each.name for each in DIALECTS.values() if each.unfenced] == ["hexo", "pelican"]


@pytest.mark.parametrize("word", [":git", ":fileModTime", ":filename"])
def test_hugo_finds_a_date_by_its_tokens(word: str):
    """They stand for a date, and for nothing else."""
    assert all(DIALECTS["hugo"].takes(name, word) for name in ("date", "updated", "expires"))
    assert not DIALECTS["hugo"].takes("title", word)
    assert not DIALECTS["jekyll"].takes("date", word)


TWO = SiteSettings(languages=("en", "fr"), language="en")
KEEPS = SiteSettings(filename_date=True)


@pytest.mark.parametrize(
    ("dialect", "settings", "path", "said"),
    [
        (DOCUSAURUS, NO_SETTINGS, "blog/2020-01-02-a.mdx", {"date": DAY, "slug": "a", "segment": "a"}),
        (DOCUSAURUS, NO_SETTINGS, "blog/2020-01-02-a/index.md", {"date": DAY, "slug": "a", "section": "2020-01-02-a"}),
        (DOCUSAURUS, NO_SETTINGS, "blog/2020/01/02/a.md", {"date": DAY, "slug": "a", "year": 2020}),
        (DOCUSAURUS, NO_SETTINGS, "blog/node.js.md", {"slug": "node.js", "language": None}),
        (
            DOCUSAURUS,
            NO_SETTINGS,
            "i18n/fr/docusaurus-plugin-content-blog/2020-01-02-a.md",
            {"date": DAY, "slug": "a", "language": "fr"},
        ),
        (ZOLA, NO_SETTINGS, "content/blog/2020-01-02-a.md", {"date": DAY, "segment": "a", "section": "blog"}),
        (ZOLA, KEEPS, "content/blog/2020-01-02-a.md", {"date": DAY, "slug": "a", "segment": "2020-01-02-a"}),
        (ZOLA, TWO, "content/a.fr.md", {"slug": "a", "language": "fr"}),
        (ZOLA, NO_SETTINGS, "content/a.fr.md", {"slug": "a.fr", "language": None}),
        (ZOLA, NO_SETTINGS, "content/about/index.md", {"slug": "about", "section": "about"}),
        (HEXO, NO_SETTINGS, "source/_posts/a.md", {"slug": "a", "section": None}),
        (HEXO, NO_SETTINGS, "source/_posts/2020-01-02-a.md", {"date": DAY, "slug": "a", "segment": "2020-01-02-a"}),
        (HEXO, KEEPS, "source/_posts/2020-01-02-a.md", {"date": DAY, "segment": "a"}),
        (HEXO, SiteSettings(content=("src/_posts",)), "src/_posts/news/a.md", {"section": "news"}),
        (ASTRO, NO_SETTINGS, "src/content/blog/2020-01-02-a.mdx", {"date": DAY, "segment": "2020-01-02-a"}),
        (ASTRO, NO_SETTINGS, "src/pages/posts/a.md", {"slug": "a", "section": "posts"}),
        (ELEVENTY, NO_SETTINGS, "src/posts/2020-01-02-a.md", {"date": DAY, "segment": "a", "section": "posts"}),
        (ELEVENTY, NO_SETTINGS, "2020-01-02-a/index.md", {"date": DAY, "slug": "a"}),
        (
            MKDOCS,
            SiteSettings(content=("docs/blog/posts",)),
            "docs/blog/posts/x/a.md",
            {"section": "x", "segment": None},
        ),
        (PELICAN, NO_SETTINGS, "content/python/web/2020-01-02-a.rst", {"date": DAY, "section": "web", "segment": None}),
        (PELICAN, NO_SETTINGS, "content/a.md", {"section": None, "slug": "a"}),
    ],
)
def test_a_path_says(dialect: Dialect, settings: SiteSettings, path: str, said: dict[str, object]):
    """Date, slug, language and section are read from a path as the generator lays it out; none decides the date."""
    facts = dialect.read_path(path, settings)
    assert {name: getattr(facts, name) for name in said} == said
    assert not facts.date_decides


@pytest.mark.parametrize(
    ("settings", "generator"),
    [
        ({}, "jekyll"),
        ({"title": "News", "theme": "minima"}, "jekyll"),
        ({"title": "News", "source_dir": "source"}, "hexo"),
        ({"public_dir": "public", "collections": {}}, "hexo"),
    ],
)
def test_one_config_of_two_generators(settings: dict[str, Any], generator: str):
    """A `_config.yml` is Hexo's if it has a setting that only Hexo has, else Jekyll's."""
    assert looks_like_jekyll(settings) is (generator == "jekyll")
    assert looks_like_hexo(settings) is (generator == "hexo")


@pytest.mark.parametrize(
    ("settings", "zola"),
    [
        ({"base_url": "x"}, True),
        ({"base_url": "x", "taxonomies": []}, True),
        ({"base_url": "x", "port": 80}, False),
        ({"title": "x"}, False),
        ({}, False),
    ],
)
def test_zola_is_told_by_its_settings(settings: dict[str, Any], zola: bool):
    """Other programs have a `base_url` too, and other settings beside it."""
    assert looks_like_zola(settings) is zola


def test_zola_settings():
    """Address, languages, output and author."""
    found = ZOLA.read_settings(
        {
            "base_url": "https://example.org",
            "title": "News",
            "default_language": "en",
            "languages": {"fr": {}},
            "output_dir": "out",
            "author": "Ana Ruiz",
            "slugify": {"paths_keep_dates": True},
        }
    )
    assert (found.title, found.base_url, found.output) == ("News", "https://example.org", "out")
    assert (found.language, found.languages) == ("en", ("en", "fr"))
    assert (found.author, found.filename_date) == ("Ana Ruiz", True)


def test_hexo_settings():
    """Another source folder moves posts and lists of people."""
    found = HEXO.read_settings(
        {
            "title": "News",
            "url": "https://example.org",
            "source_dir": "src",
            "public_dir": "out",
            "language": ["de", "en", "default"],
            "new_post_name": ":year-:month-:day-:title.md",
            "permalink": ":year/:title/",
            "timezone": "Europe/Berlin",
        }
    )
    assert found.content == ("src/_posts", "src/_drafts")
    assert found.registries[0] == "src/_data/authors.*"
    assert (found.language, found.languages, found.time_zone) == ("de", ("de", "en"), "Europe/Berlin")
    assert (found.output, found.filename_date, found.permalinks) == ("out", True, (("posts", ":year/:title/"),))


def test_jekyll_collections_hold_posts_where_they_get_pages():
    """A collection with `output: true` is content, unless its name is that of a list of people."""
    found = JEKYLL.read_settings(
        {
            "collections": {
                "recipes": {"output": True},
                "notes": {"output": False},
                "authors": {"output": True},
                "odd": 1,
            }
        }
    )
    assert found.content == ("**/_posts", "**/_drafts", "_recipes")
    assert JEKYLL.read_settings({"collections": ["recipes"]}).content == ()
    found = JEKYLL.read_settings({"collections_dir": "all", "collections": {"recipes": {"output": True}}})
    assert found.content == ("all/**/_posts", "all/**/_drafts", "all/_recipes")


@pytest.mark.parametrize(
    ("plugins", "content", "registries"),
    [
        (["search", "blog"], ("docs/blog/posts",), ("docs/blog/.authors.yml",)),
        ([{"blog": {"blog_dir": "news"}}], ("docs/news/posts",), ("docs/news/.authors.yml",)),
        ([{"blog": {"blog_dir": "."}}], ("docs/posts",), ("docs/.authors.yml",)),
        ({"blog": {"post_dir": "{blog}/articles"}}, ("docs/blog/articles",), ("docs/blog/.authors.yml",)),
        (
            [{"blog": None}, {"material/blog #2": {"blog_dir": "log", "authors_file": "people.yml"}}],
            ("docs/blog/posts", "docs/log/posts"),
            ("docs/blog/.authors.yml", "docs/people.yml"),
        ),
        (["search"], (), ()),
        ("blog", (), ()),
        ([{"blog": {"post_dir": "../x", "authors_file": ["x"]}}], (), ()),
    ],
)
def test_mkdocs_blogs(plugins: object, content: tuple[str, ...], registries: tuple[str, ...]):
    """Each instance of the blog plugin has posts and people of its own; without one, custom says where posts are."""
    found = MKDOCS.read_settings({"site_name": "News", "plugins": plugins})
    assert (found.content, found.registries) == (content, registries)


def test_mkdocs_settings():
    """Names are MkDocs' own."""
    found = MKDOCS.read_settings(
        {
            "site_name": "News",
            "site_url": "https://example.org",
            "docs_dir": "d",
            "site_dir": "out",
            "plugins": ["blog"],
        }
        | {"theme": {"language": "de"}}
    )
    assert (found.title, found.base_url, found.language) == ("News", "https://example.org", "de")
    assert (found.content, found.output) == (("d/blog/posts",), "out")


@pytest.mark.parametrize(
    ("dialect", "name", "value", "taken"),
    [
        (ELEVENTY, "date", "Last Modified", True),
        (ELEVENTY, "date", "git Created", True),
        (ELEVENTY, "date", "yesterday", False),
        (ELEVENTY, "title", "Created", False),
        (ELEVENTY, "url", {"build": "/x/"}, True),
        (ELEVENTY, "url", ["/x/"], False),
        (HEXO, "categories", [["Sports", "Baseball"], "News"], True),
        (HEXO, "categories", [{"a": 1}], False),
        (HEXO, "tags", [["a"]], False),
        (GENERIC, "date", "Last Modified", False),
        (GENERIC, "url", {"build": "/x/"}, False),
    ],
)
def test_values_that_one_generator_takes(dialect: Dialect, name: str, value: object, taken: bool):
    """Words for what the generator finds out, and shapes of its own."""
    assert dialect.takes(name, value) is taken


@pytest.mark.parametrize(
    ("dialect", "text", "key"),
    [
        ("eleventy", "date: Last Modified", "date"),
        ("eleventy", "permalink: {build: /x/}", "permalink"),
        ("hexo", "categories: [[Sports, Baseball], News]", "categories"),
    ],
)
def test_such_values_are_no_errors_of_type(dialect: str, text: str, key: str):
    """The base model's refusal is not told where the generator takes the value; elsewhere it is."""
    rule = load_registry()["schema/type"]
    post = f"---\n{text}\ntitle: [A]\n---\n"
    said = {found.key for found in check(rule, post, parameters={"dialect": dialect})}
    assert said == {"title"}
    assert {found.key for found in check(rule, post, parameters={"dialect": "jekyll"})} == {key, "title"}


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=str)
def test_settings_of_wrong_types_are_none(dialect: Dialect):
    """A setting of a wrong type is as if it were not there, and what it says can be asked for."""
    names = """author collections collections_dir source languages default_language slugify plugins theme docs_dir site_dir
    source_dir public_dir language new_post_name permalink metadata site output_dir base_url site_name params"""
    odd: list[Any] = [
        None,
        1,
        True,
        [],
        [None],
        {},
        {"a": None},
        {"blog": 1},
        "x",
        [["x"]],
        {1: 2},
        "../..",
        "/x",
        -1.5,
    ]
    for value in odd:
        settings = dialect.read_settings(dict.fromkeys(names.split(), value))
        assert isinstance(settings, SiteSettings)
        assert isinstance(hash((settings.content, settings.languages, settings.output)), int)
        assert dialect.read_path("a/b.md", settings).slug is not None


def test_a_name_that_is_no_dialect():
    """The dialects are a mapping that knows its names before it loads any."""
    with pytest.raises(KeyError):
        DIALECTS["drupal"]
    assert "drupal" not in DIALECTS
    assert len(DIALECTS) == len(list(DIALECTS)) == 10
