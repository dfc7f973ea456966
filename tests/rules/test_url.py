"""The group `url`: what is no address yet, what it cannot carry, and what leads to itself."""

from __future__ import annotations

import pytest

from bylint.document import parse
from bylint.post import Post
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check, make_site

REGISTRY = load_registry()
HUGO = {"dialect": "hugo", "path": "content/posts/pier.md"}
SITE = {"site": {"base_url": "https://harbour.example/"}}


def said(name: str, front_matter: str, **parameters: object) -> list[str]:
    """The messages of one rule about a post."""
    text = f"---\n{front_matter}\n---\nThe pier.\n"
    return [found.message for found in check(REGISTRY[f"url/{name}"], text, parameters=parameters)]


@pytest.mark.parametrize(
    "line",
    [
        "url: /?p=12",
        "url: /index.php?p=12",
        "url: '?page_id=3'",
        "url: /blog/?lang=en&p=12",
        "url: /?preview=true&x=1",
        "url: https://harbour.example/?p=12",
        "permalink: /?p=12",
        "slug: auto-draft-3",
        "slug: the-pier__trashed",
        "url: /2024/untitled-2/",
        "canonical_url: https://harbour.example/?p=12",
    ],
)
def test_addresses_of_drafts_are_temporary(line: str) -> None:
    """The query of a draft or preview, the bin, and names that stand until there is a title."""
    assert len(said("temporary", line, **SITE)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "url: /p=12/",
        "url: /2024/pier/?page=2",
        "url: https://forum.example/viewtopic.php?p=12",
        "url: https://forum.example/?p=12",
        "canonical_url: https://other.example/?p=12",
        "aliases: [/?p=12]",
        "slug: drafts",
        "slug: untitled\ntitle: Untitled, 1912",
        "slug: untitled-masterpiece",
        "permalink: '/:year/?p=1'",
        "url: 12",
        "url: [a]",
        "slug: preview",
        "canonical_url: https://[x/?p=1",
    ],
)
def test_other_addresses_are_not(line: str) -> None:
    """Redirects, other sites, templates, and words that look alike."""
    assert not said("temporary", line, **SITE)


@pytest.mark.parametrize(
    ("line", "path", "dialect"),
    [
        ("slug: '-'", "content/a.md", "hugo"),
        ("slug: '---'", "a.md", "generic"),
        ("title: x", "content/posts/2024-05-03-.md", "hugo"),
        ("url: /?p=3", "content/posts/2024-05-03-.md", "hugo"),
        ("slug: ''", "content/posts/2024-05-03-.md", "hugo"),
        ("title: x", "_posts/2024-5-3-.markdown", "jekyll"),
        ("title: x", "source/_posts/2024-05-03_.md", "hexo"),
        ("title: x", "blog/2024-05-03--.md", "docusaurus"),
    ],
)
def test_a_slug_that_names_nothing_is_empty(line: str, path: str, dialect: str) -> None:
    """Punctuation alone, or a day that goes on with nothing."""
    assert len(said("empty-slug", line, path=path, dialect=dialect)) == 1


@pytest.mark.parametrize(
    ("line", "path", "dialect"),
    [
        ("slug: ''", "content/a.md", "hugo"),
        ("slug:", "content/a.md", "hugo"),
        ("slug: 1", "content/a.md", "hugo"),
        ("slug: 渡船", "content/a.md", "hugo"),
        ("slug: '🚢'", "content/a.md", "hugo"),
        ("slug: [a]", "content/a.md", "hugo"),
        ("slug: '-'\nurl: /a/", "content/a.md", "hugo"),
        ("title: x", "content/2024-05-03.md", "hugo"),
        ("title: x", "content/2024-05-03-a-.md", "hugo"),
        ("title: x", "content/2024-05-03-/index.md", "hugo"),
        ("title: x", "content/notes-.md", "hugo"),
        ("url: /x/", "content/posts/2024-05-03-.md", "hugo"),
    ],
)
def test_a_slug_that_is_left_to_the_generator_is_fine(line: str, path: str, dialect: str) -> None:
    """A blank slug is none, and a file may be named by its day."""
    assert not said("empty-slug", line, path=path, dialect=dialect)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("url: /a b/", "a blank"),
        ("url: /a%20b/", "a blank"),
        ('url: "/a\\"b/"', '"""'),
        ("url: /a%E2%80%A6/", '"…"'),
        ("url: /what?/", '"?"'),
        ("url: '/c#/'", '"#"'),
        ("url: /50%/", '"%"'),
        ("url: /a%E2%80%8Bb/", "U+200B"),
        ("url: '/a|b/'", '"|"'),
        ("url: /a%ff/", "U+FFFD"),
    ],
)
def test_unsafe_characters_are_named(line: str, shown: str) -> None:
    """Also those that are encoded already, by their names."""
    (message,) = said("unsafe-characters", line, **HUGO)
    assert message.endswith(f"makes an address with {shown}") or "U+FFFD" in shown


@pytest.mark.parametrize(
    "line",
    [
        "url: /die-mole-öffnet/",
        "url: /%E6%B8%A1%E8%88%B9/",
        "url: /渡船，又晚了！/",
        "url: /می‌خواهم/",
        "url: /c++/a,b(1)!/",
        "url: /?p=12",
        "slug: A new pier?",
        "title: x",
        "url: 12",
        "draft: true",
    ],
)
def test_letters_of_all_languages_are_safe(line: str) -> None:
    """And so is what the generator leaves out, and what another rule tells."""
    assert not said("unsafe-characters", line, **HUGO)


def test_an_address_of_another_site_is_not_looked_at() -> None:
    """A `url` may be a link to what the post is about."""
    assert not said("unsafe-characters", "url: https://other.example/a b/")
    assert not said("unsafe-characters", "url: see the web site")
    assert not said("unsafe-characters", "permalink: '/{{ title }}/'", dialect="eleventy", path="a.md")


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("url: /a/\naliases: [/a]", 1),
        ("url: /a/\naliases: /a/", 1),
        ("url: /a/\naliases: [/a/, /a/index.html, /b/]", 2),
        ("url: /caf%C3%A9/\naliases: [/café/]", 1),
        ("aliases: [pier]", 1),
        ("url: /a/\naliases: [/A/]", 0),
        ("url: /a/\naliases: [/a.html]", 0),
        ("url: /a/\naliases: [https://other.example/a/]", 0),
        ("url: /a/\naliases: [https://harbour.example/a/]", 1),
        ("url: /a/\ndraft: true\naliases: [/a/]", 0),
    ],
)
def test_an_alias_that_is_the_address_is_told(lines: str, count: int) -> None:
    """In whatever notation; letter case parts addresses, and so does a file from a folder."""
    assert len(said("self-alias", lines, **HUGO, **SITE)) == count


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("aliases: [/x/, /a/, /y/]", "aliases: [/x/, /y/]"),
        ("aliases: [/a/, /y/]", "aliases: [/y/]"),
        ("aliases: [/a/]\ntitle: x", "title: x"),
        ("aliases:\n  - /a/\n  - /y/", "aliases:\n  - /y/"),
        ("aliases:\n  - /a/\ntitle: x", "title: x"),
        ("aliases:\n  - /a/ # old\n  - /y/", None),
        ("aliases: [/a/, /a]", None),
    ],
)
def test_the_fix_takes_out_the_alias(lines: str, wanted: str | None) -> None:
    """And its key with the last one; a comment inside the list is for a person to judge."""
    text = f"---\nurl: /a/\n{lines}\n---\n"
    found = check(REGISTRY["url/self-alias"], text, parameters=HUGO)
    assert found
    if wanted is None:
        assert not any(each.fixes and "#" not in text for each in found)
        return
    source = Source("", text)
    (edit,) = found[0].fixes[0].edits
    start, end = (source.line_span(at.line).start + at.column - 1 for at in edit.range)
    assert text[:start] + edit.text + text[end:] == f"---\nurl: /a/\n{wanted}\n---\n"


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("canonical_url: https://old.example/a/", 1),
        ("canonical_url: http://www.harbour.example/a/", 0),
        ("canonical_url: http://harbour.example/a/", 0),
        ("canonical_url: /a/", 0),
        ("canonical_url: https://[old/a/", 0),
        ("canonical_url: 12", 0),
    ],
)
def test_a_canonical_url_elsewhere_is_another_host(line: str, count: int) -> None:
    """The scheme and `www.` are no other site."""
    assert len(said("canonical-elsewhere", line, **SITE)) == count


@pytest.mark.timeout(120)
def test_a_megabyte_of_address_is_read_in_no_time() -> None:
    """Long values of signs that begin something are looked at once."""
    for piece in ("%", "?p=1&", "/", "a__", "{{", "..", "/../", "<"):
        text = f"---\nurl: '/{piece * (500_000 // len(piece))}'\naliases: ['/{piece * 100_000}']\n---\n"
        for dialect in ("hugo", "jekyll", "generic"):
            one = Post(parse(Source("a.md", text)), make_site({"dialect": dialect}), root_path="content/a.md")
            for name in ("temporary", "empty-slug", "unsafe-characters", "self-alias", "contradicts-title"):
                rule = REGISTRY[f"url/{name}"]
                list(rule.check(one, rule.options()))
