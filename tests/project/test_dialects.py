"""What generators say about keys, paths and site files."""

from __future__ import annotations

import pickle
from datetime import date
from typing import get_args

import pytest

from bylint.config_plain import DialectName
from bylint.dialects import DIALECTS, FIELDS, GENERIC, HUGO, JEKYLL, Dialect, PathFacts, SiteSettings
from bylint.dialects.base import folder_of, mapping_of, text_of, texts_of
from bylint.dialects.hexo import looks_like_hexo
from bylint.dialects.hugo import looks_like_hugo
from bylint.dialects.jekyll import looks_like_jekyll
from bylint.dialects.zola import looks_like_zola

DAY = date(2020, 1, 2)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
class TestEveryDialect:
    def test_names_each_canonical_field(self, dialect: Dialect):
        """Each canonical field has its keys, if the generator has such a thing, and no key says two fields."""
        assert set(dialect.aliases) == set(FIELDS)
        assert all(isinstance(keys, tuple) for keys in dialect.aliases.values())
        assert all(dialect.keys(name) for name in ("title", "authors", "date", "description", "tags", "images"))
        keys = [key for each in dialect.aliases.values() for key in each]
        assert len(keys) == len(set(keys))

    def test_keys_are_folded_where_case_does_not_count(self, dialect: Dialect):
        """A dialect that folds keys lists them in lower case, else none would ever be found."""
        keys = [key for each in dialect.aliases.values() for key in each]
        assert not dialect.folds_keys or keys == [key.lower() for key in keys]

    def test_travels_to_another_process_by_name(self, dialect: Dialect):
        """A dialect that is pickled comes back as the same object."""
        assert pickle.loads(pickle.dumps(dialect)) is dialect  # our own bytes

    def test_reads_any_path(self, dialect: Dialect):
        """No path makes a dialect raise."""
        for path in ("", "a", ".md", "a/b/", "///", "index.md", "0000-00-00-.md", "9999-99-99.md", "content/index.md"):
            assert isinstance(dialect.read_path(path), PathFacts)

    def test_reads_settings_of_wrong_types(self, dialect: Dialect):
        """A setting of a wrong type is as if it were not there."""
        odd: list[object] = [None, 1, True, [], [None], {}, {"a": None}, {"a": {"b": []}}, "x", [["x"]], {1: 2}, -1.5]
        names = "title frontmatter contentDir permalinks cascade defaults source authors "
        names += "baseURL url baseurl base_url languages"
        for value in odd:
            settings = dialect.read_settings(dict.fromkeys(names.split(), value))
            assert isinstance(settings, SiteSettings)
            assert isinstance(hash(settings.content), int)


def test_the_configuration_knows_every_dialect():
    """The choices of `dialect` in a configuration are the dialects there are."""
    assert set(get_args(DialectName)) == set(DIALECTS)


@pytest.mark.parametrize(
    ("dialect", "key", "field"),
    [
        (HUGO, "publishDate", "date"),
        (HUGO, "PUBLISHDATE", "date"),
        (HUGO, "published", "date"),
        (HUGO, "lastmod", "updated"),
        (HUGO, "params.author", "authors"),
        (HUGO, "permalink", None),
        (JEKYLL, "permalink", "url"),
        (JEKYLL, "published", None),
        (JEKYLL, "Author", None),
        (JEKYLL, "category", "categories"),
        (GENERIC, "Author", "authors"),
        (GENERIC, "weight", None),
    ],
)
def test_a_key_says_a_field(dialect: Dialect, key: str, field: str | None):
    """A key means what the generator reads it as, in its letter case."""
    assert dialect.field_of(key) == field


def test_keys_stand_in_order_of_precedence():
    """The first key of a field that is present wins."""
    assert HUGO.keys("date") == ("date", "publishdate", "pubdate", "published")
    assert HUGO.keys("no such field") == ()


@pytest.mark.parametrize(
    ("dialect", "metadata", "draft"),
    [
        (HUGO, {"draft": True}, True),
        (HUGO, {"Draft": "true"}, True),
        (HUGO, {"draft": False}, False),
        (HUGO, {"published": False}, True),
        (HUGO, {"published": date(2020, 1, 1)}, False),
        (JEKYLL, {"published": False}, True),
        (JEKYLL, {"published": True}, False),
        (JEKYLL, {"Published": False}, False),
        (JEKYLL, {"title": "draft"}, False),
        (GENERIC, {}, False),
    ],
)
def test_a_draft_is_said_by_a_boolean(dialect: Dialect, metadata: dict[str, object], draft: bool):
    """`published: false` is a draft; a date under the same key is not."""
    assert dialect.is_draft(metadata) is draft


FILENAME = SiteSettings(filename_date=True)
TWO = SiteSettings(languages=("en", "fr"), language="en")
FOLDERS = SiteSettings(
    content=("content/en", "content/fr"), content_languages=(("content/en", "en"), ("content/fr", "fr")), language="en"
)


@pytest.mark.parametrize(
    ("dialect", "settings", "path", "said"),
    [
        (HUGO, SiteSettings(), "content/posts/a-b.md", {"slug": "a-b", "segment": "a-b", "section": "posts"}),
        (HUGO, SiteSettings(), "content/a.md", {"slug": "a", "section": None}),
        (HUGO, SiteSettings(), "content/posts/2020-01-02-a.md", {"date": DAY, "slug": "a", "segment": "2020-01-02-a"}),
        (HUGO, FILENAME, "content/posts/2020-01-02-a.md", {"date": DAY, "date_decides": True, "segment": "a"}),
        (HUGO, FILENAME, "content/posts/2020-01-02T14-30-00-a.md", {"date": DAY, "slug": "a"}),
        (HUGO, FILENAME, "content/posts/a.md", {"date": None, "date_decides": False}),
        (HUGO, SiteSettings(), "content/posts/2020-01-02-a/index.md", {"date": DAY, "slug": "a", "section": "posts"}),
        (HUGO, SiteSettings(), "content/posts/2017-04-31_x.md", {"date": None, "date_text": "2017-04-31", "slug": "x"}),
        (
            HUGO,
            SiteSettings(),
            "content/2020/01/02/a.md",
            {"date": DAY, "date_text": "2020/01/02", "year": 2020, "month": 1},
        ),
        (HUGO, SiteSettings(), "content/2020/01/a.md", {"date": None, "year": 2020, "month": 1}),
        (HUGO, SiteSettings(), "content/2020/a.md", {"date": None, "year": 2020, "month": None}),
        (HUGO, SiteSettings(), "content/2020/january/a.md", {"year": 2020, "month": None}),
        (HUGO, SiteSettings(), "content/2020/02/31/a.md", {"date": None, "date_text": "2020/02/31"}),
        (HUGO, SiteSettings(), "content/posts/about.fr.md", {"language": "fr", "slug": "about"}),
        (HUGO, TWO, "content/posts/about.fr.md", {"language": "fr", "slug": "about"}),
        (HUGO, TWO, "content/posts/about.js.md", {"language": "en", "slug": "about.js"}),
        (HUGO, TWO, "content/fr/posts/about.md", {"language": "fr", "section": "posts"}),
        (HUGO, TWO, "content/posts/about.md", {"language": "en"}),
        (HUGO, FOLDERS, "content/fr/blog/a.md", {"language": "fr", "section": "blog"}),
        (HUGO, SiteSettings(), "content/posts/_index.md", {"slug": "posts"}),
        (JEKYLL, SiteSettings(), "_posts/2020-01-02-a.md", {"date": DAY, "slug": "a", "segment": "a", "section": None}),
        (JEKYLL, SiteSettings(), "news/local/_posts/2020-01-02-a.md", {"date": DAY, "section": "news/local"}),
        (JEKYLL, SiteSettings(), "_drafts/a.md", {"date": None, "slug": "a"}),
        (JEKYLL, SiteSettings(), "_posts/2020/2020-1-2-a.b.md", {"date": DAY, "slug": "a.b", "year": 2020}),
        (JEKYLL, SiteSettings(), "_recipes/soup.md", {"section": "recipes"}),
        (JEKYLL, SiteSettings(language="de"), "about.md", {"language": "de", "section": None}),
        (GENERIC, SiteSettings(), "posts/20200102-a.md", {"date": DAY, "slug": "a"}),
        (GENERIC, SiteSettings(), "posts/20209902-a.md", {"date": None, "date_text": None, "slug": "20209902-a"}),
        (GENERIC, SiteSettings(), "posts/2020112-a.md", {"date": None, "slug": "2020112-a"}),
        (GENERIC, SiteSettings(), "posts/1234-01-02-a.md", {"date": None, "date_text": None}),
        (GENERIC, SiteSettings(), "posts/2020-01-02.md", {"date": DAY, "slug": None}),
        (GENERIC, SiteSettings(), "posts/2020_01_02_a.md", {"date": DAY, "slug": "a"}),
        (GENERIC, SiteSettings(), "posts/2020-01-02 a.pt-br.md", {"date": DAY, "slug": "a", "language": "pt-br"}),
        (GENERIC, SiteSettings(), "blog/2020/01/02/a/index.md", {"date": DAY, "slug": "a", "section": "blog"}),
        (GENERIC, SiteSettings(), ".md", {"slug": ".md"}),
        (GENERIC, SiteSettings(), "posts/release-2020-01-02.md", {"date": None}),
    ],
)
def test_a_path_says(dialect: Dialect, settings: SiteSettings, path: str, said: dict[str, object]):
    """Date, slug, language and section are read from a path as the generator lays it out."""
    facts = dialect.read_path(path, settings)
    assert {name: getattr(facts, name) for name in said} == said


@pytest.mark.parametrize(
    ("settings", "hugo"),
    [
        ({"baseURL": "https://example.org"}, True),
        ({"languageCode": "en", "title": "x"}, True),
        ({"DefaultContentLanguage": "en"}, True),
        ({"base_url": "https://example.org", "taxonomies": []}, False),
        ({"title": "x", "theme": "y"}, False),
        ({"server": {"port": 80}}, False),
        ({}, False),
    ],
)
def test_hugo_is_told_from_other_programs(settings: dict[str, object], hugo: bool):
    """A `config.toml` is Hugo's only if it has a name that nobody else uses; Zola's never is."""
    assert looks_like_hugo(settings) is hugo
    assert looks_like_zola(settings) is ("base_url" in settings)


def test_jekyll_is_told_from_hexo():
    """Both have a `_config.yml`; an empty one is Jekyll's."""
    hexo = {"title": "x", "source_dir": "source", "public_dir": "public"}
    assert looks_like_jekyll({})
    assert not looks_like_hexo({})
    assert not looks_like_jekyll(hexo)
    assert looks_like_hexo(hexo)


def test_hugo_settings():
    """Hugo's settings are read in any letter case, per language too."""
    found = HUGO.read_settings(
        {
            "BaseURL": "https://example.org/",
            "Title": " The News ",
            "timeZone": "Europe/Berlin",
            "defaultContentLanguage": "de",
            "publishDir": "./out/",
            "permalinks": {"posts": "/:year/:slug/", "page": {"odd": 1}},
            "frontmatter": {"date": [":filename", ":default"], "lastmod": [":git", "revised"], "expiryDate": []},
            "languages": {"de": {"contentDir": "content/german"}, "en": {"contentDir": "content\\english"}},
            "params": {"Author": "Ana Ruiz"},
            "cascade": [
                {"_target": {"path": "/posts/**"}, "params": {"author": "Ana Ruiz"}},
                {"target": {"lang": "de"}, "author": "Desk"},
                {"target": {"kind": "section"}, "author": "left out"},
                {},
            ],
        },
    )
    assert (found.title, found.base_url, found.time_zone) == ("The News", "https://example.org/", "Europe/Berlin")
    assert (found.language, found.languages, found.output) == ("de", ("de", "en"), "out")
    assert found.content == ("content/german", "content/english")
    assert found.content_languages == (("content/german", "de"), ("content/english", "en"))
    assert found.permalinks == (("posts", "/:year/:slug/"),)
    assert found.filename_date
    assert dict(found.aliases) == {"date": HUGO.keys("date"), "updated": ("revised",)}
    assert found.author == "Ana Ruiz"
    assert [(each.pattern, each.language, dict(each.values), each.steps) for each in found.defaults] == [
        (None, "de", {"author": "Desk"}, ("cascade", 1)),
        ("/posts/**", None, {"author": "Ana Ruiz"}, ("cascade", 0, "params")),
    ]


def test_a_language_without_a_folder_leaves_the_main_one():
    """Where only some languages have a content folder, the main folder holds posts too."""
    found = HUGO.read_settings({"contentDir": "pages", "languages": {"en": {}, "fr": {"contentDir": "pages-fr"}}})
    assert found.content == ("pages", "pages-fr")


def test_jekyll_settings():
    """Jekyll's settings, front matter defaults and authors among them."""
    found = JEKYLL.read_settings(
        {
            "title": "News",
            "url": "https://example.org/",
            "baseurl": "/blog",
            "lang": "en",
            "source": "src",
            "collections_dir": "lists",
            "destination": "../site",
            "permalink": "/:title/",
            "authors": {"ana": {"name": "Ana Ruiz"}},
            "defaults": [
                {"scope": {"path": "", "type": "posts"}, "values": {"author": "Ana Ruiz"}},
                {"scope": {"path": "x"}, "values": {}},
                "odd",
            ],
        },
    )
    assert (found.title, found.base_url, found.language) == ("News", "https://example.org/blog", "en")
    assert found.content == ("src/lists/**/_posts", "src/lists/**/_drafts")
    assert found.output is None
    assert found.permalinks == (("posts", "/:title/"),)
    assert found.people == {"ana": {"name": "Ana Ruiz"}}
    assert [(each.path, each.kind, dict(each.values)) for each in found.defaults] == [
        ("src", "posts", {"author": "Ana Ruiz"}),
        ("src/lists", "posts", {"author": "Ana Ruiz"}),
    ]


@pytest.mark.parametrize(
    ("value", "folder"),
    [
        ("a/b/", "a/b"),
        ("./a", "a"),
        ("a\\b", "a/b"),
        ("", None),
        (".", ""),
        ("../a", None),
        ("/a", None),
        ("C:/a", None),
        (1, "1"),
        ([], None),
    ],
)
def test_a_folder_lies_below_the_root(value: object, folder: str | None):
    """A folder that is absolute or leads outside is none."""
    assert folder_of(value) == folder


def test_settings_are_read_by_type():
    """Text is text or a number; a list may be one text; a mapping's keys are text."""
    assert [text_of(value) for value in ("a ", 1, True, None, " ", [])] == ["a", "1", None, None, None, None]
    assert [texts_of(value) for value in ("a", ["a", None, 1], None)] == [("a",), ("a", "1"), ()]
    assert mapping_of({1: 2}) == {"1": 2}
    assert mapping_of([1]) == {}
