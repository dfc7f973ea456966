"""Every shape of an author field that archives have, as posts: wrong, mended, right."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from bylint.document import parse
from bylint.post import Post
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check, check_rule, examples, make_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.rule import Rule

REGISTRY = load_registry()
AUTHOR_RULES = [rule for rule in REGISTRY if rule.group == "author"]
SECTIONS = re.findall(
    r"^## ([^\n]+): (author/[\w-]+)\n(.*?)(?=^## |\Z)",
    Path(__file__).with_name("author_shapes.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


def described(name: str, text: str) -> Rule:
    """The rule with a section as its documentation."""
    rule = REGISTRY[name]

    def judge(post: Any, options: Any) -> Iterator[Any]:
        yield from rule.check(post, options)

    judge.__doc__ = f"A shape.\n\n{dedent(text)}"
    return rule._replace(check=judge)


@pytest.mark.parametrize(("name", "text"), [section[1:] for section in SECTIONS], ids=[each[0] for each in SECTIONS])
def test_a_shape_is_judged_as_written(name: str, text: str) -> None:
    """Bad reports what is marked, Fixed is Bad after its fixes, and no rule about authors speaks of Good."""
    shape = described(name, text)
    check_rule(shape)
    for example in examples(shape):
        if example.kind == "Good":
            said = [
                d.message for each in AUTHOR_RULES for d in check(each, example.plain, parameters=example.parameters)
            ]
            assert said == [], example.plain


@pytest.mark.parametrize(
    ("dialect", "key", "severity"),
    [
        ("docusaurus", "ctanaka", "error"),
        ("mkdocs", "ctanaka", "error"),
        ("jekyll", "ctanaka", "warning"),
        ("jekyll", "bokafro", "error"),
    ],
)
def test_how_much_an_unregistered_key_weighs(dialect: str, key: str, severity: str) -> None:
    """Where the generator stops, or the key is a slip of another, it is an error."""
    (found,) = check(
        REGISTRY["author/unregistered"],
        f"---\nauthors: [{key}]\n---\n",
        parameters={"dialect": dialect, "registry": {"bokafor": "Ben Okafor"}},
    )
    assert found.severity == severity


PROSE = "The first winter was mild, and nobody thought of the second one before the lake froze over.\n"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("a.md", "_by [Ben Okafor](https://github.com/quux77)_"),
        ("a.md", "_by **[Ben Okafor](https://github.com/quux77 'profile')**_"),
        ("a.md", "_by <a href='https://github.com/quux77'>Ben Okafor</a>_"),
        ("a.html", '<p><em>by <a class="x" href="https://github.com/quux77">Ben Okafor</a></em></p>'),
        ("a.adoc", "= Two winters\nBen Okafor <https://github.com/quux77>"),
        ("a.adoc", "_by link:https://github.com/quux77[Ben Okafor]_"),
        ("a.adoc", "by https://github.com/quux77[Ben Okafor^]"),
        ("a.adoc", "*Author:* link:https://github.com/quux77[Ben Okafor, window=_blank]"),
    ],
)
@pytest.mark.parametrize("field", ["author: quux77", "author: https://github.com/quux77", "author: '@quux77'"])
def test_a_link_to_a_profile_tells_who_a_login_is(path: str, body: str, field: str) -> None:
    """The author and the byline are then one, where a login alone says nothing."""
    text = f"---\n{field}\n---\n{body}\n\n{PROSE}"
    plain = Post(parse(Source(path, text.replace("quux77", "quux78", 1))), make_site({}), root_path=path)
    linked = Post(parse(Source(path, text)), make_site({}), root_path=path)
    for post, verdict in ((plain, "unknown"), (linked, "agrees")):
        assert post.attribution is not None
        assert post.attribution.verdict == verdict
        assert [person.name for person in post.attribution.byline] == ["Ben Okafor"]


@pytest.mark.parametrize(
    ("block", "people"),
    [
        ("author: Ana Ruiz\nauthor_github: https://github.com/aruiz", [("Ana Ruiz", "aruiz")]),
        ("author_github: https://github.com/aruiz", [("", "aruiz")]),
        ("author-twitter: '@aruiz'\nauthorName: Ana Ruiz", [("Ana Ruiz", "aruiz")]),
        ("author: admin\nauthor_name: Ana Ruiz", [("Ana Ruiz", "")]),
        ("author: admin\nauthor_github: aruiz", [("aruiz", "")]),
        ("author: admin\nauthor_email: info@example.org", [("admin", "")]),
        ("author: Ana Ruiz\nauthor_github: aruiz", [("Ana Ruiz", "aruiz")]),
        ("author: Ana Ruiz and Ben Okafor\nauthor_github: aruiz", [("Ana Ruiz", ""), ("Ben Okafor", "")]),
        ("author: Ana Ruiz\nauthor_github: bokafor", [("Ana Ruiz", "")]),
        ("author: Ana Ruiz\nauthor_github: 7\nauthor_url: [x]", [("Ana Ruiz", "")]),
    ],
)
def test_other_keys_say_more_of_one_author(block: str, people: list[tuple[str, str]]) -> None:
    """A login that the registry gives to somebody else is not theirs."""
    site = make_site({"registry": {"bokafor": "Ben Okafor"}})
    named = Post(parse(Source("a.md", f"---\n{block}\n---\n")), site, root_path="a.md").named
    assert [(person.name, person.handle) for person in named.people] == people
