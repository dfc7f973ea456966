"""Rules about types, choices, limits and keys."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bylint.diagnostic import Diagnostic, Edit, Span
from bylint.dialects import DIALECTS
from bylint.edits import apply_edits
from bylint.registry import load_registry
from bylint.schema import Post, accepts
from bylint.source import Source
from bylint.testing import check, check_rule
from bylint.text import distance
from bylint_rules.schema.unknown_key import is_one_edit, slip

REGISTRY = load_registry()
GROUP = [name for name in REGISTRY.ids if name.startswith("schema/")]


@pytest.mark.parametrize("name", GROUP)
def test_the_examples_hold(name: str) -> None:
    """Bad reports exactly what is marked, Fixed is Bad after its fixes, Good is silent."""
    check_rule(REGISTRY[name])


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.dates(), st.datetimes()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted(Post.model_fields)), VALUES, max_size=4))
def test_a_short_look_at_values_says_what_the_model_says(canonical: dict[str, Any]) -> None:
    """Types that need no validator are known, and no others."""
    try:
        Post.model_validate(canonical)
    except ValidationError:
        assert not accepts(canonical)
    else:
        assert accepts(canonical)


def marked(name: str, block: str, **parameters: Any) -> tuple[str, list[Diagnostic]]:
    """The front matter with marks around what a rule reports in it, and what it says."""
    text = "---\n" + block.replace("⟦", "").replace("⟧", "") + "---\n"
    found = check(REGISTRY[f"schema/{name}"], text, parameters={"dialect": "jekyll"} | parameters)
    for diagnostic in sorted(found, key=lambda each: each.span, reverse=True):
        start, end = diagnostic.span
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text[4:-4] if text.startswith("---\n") else text, found


def fixed(block: str, found: list[Diagnostic]) -> str:
    """The front matter after the first fix of each diagnostic."""
    text = "---\n" + block.replace("⟦", "").replace("⟧", "") + "---\n"
    source = Source("", text)
    edits = [
        Edit(Span(*(source.line_span(at.line).start + at.column - 1 for at in edit.range)), edit.text)
        for diagnostic in found
        for edit in diagnostic.fixes[0].edits
    ]
    return apply_edits(text, edits)[4:-4]


def fields(**declared: dict[str, Any]) -> dict[str, Any]:
    """A schema that declares these keys."""
    return {"fields": declared}


# -- required ----------------------------------------------------------------------------------------------------


def test_a_missing_key_is_told_at_the_fence() -> None:
    """The message names it, the diagnostic carries it as its field and key."""
    shown, (found,) = marked("required", "title: x\n", schema=fields(date={"required": True}))
    assert shown == "⟦---⟧\ntitle: x\n---\n"
    assert (found.field, found.key) == ("date", "date")
    assert "date" in found.message


def test_a_misspelt_required_key_is_hinted_at() -> None:
    """A key that is near may be what is missing."""
    _, (found,) = marked("required", "tilte: x\n", schema=fields(title={"required": True}))
    assert '"tilte"' in found.message


def test_keys_that_are_there_are_not_required() -> None:
    """An empty front matter lacks all of them."""
    schema = fields(title={"required": True}, date={"required": True})
    assert len(marked("required", "", schema=schema)[1]) == 2
    assert not marked("required", "title: x\ndate: 2020-01-02\n", schema=schema)[1]


# -- type --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("title: ⟦[a]⟧\n", "title must be text, not a list"),
        ("title: ⟦{a: b}⟧\n", "title must be text, not a mapping"),
        ("date: ⟦soon⟧\n", 'date must be a date, not text "soon"'),
        ("date: ⟦true⟧\n", "date must be a date, not true"),
        ("draft: ⟦maybe⟧\n", 'draft must be true or false, not text "maybe"'),
        ("image: ⟦5⟧\n", "image must be"),
        ("title: ⟦[a]⟧\ndate: ⟦soon⟧\n", ""),
    ],
)
def test_a_value_of_a_wrong_type(block: str, words: str) -> None:
    """Exactly the value is reported, what it must be and what it is."""
    shown, found = marked("type", block)
    assert shown == block
    assert words in found[0].message


def test_declared_types_count_beside_the_canonical_ones() -> None:
    """In nested values and list items too; of one key only the site's word is heard."""
    schema = fields(tags={"type": "list of strings"}, weight={"type": "integer"}, title={"type": "string"})
    shown, found = marked("type", "tags: [a, ⟦{b: c}⟧]\nweight: ⟦heavy⟧\ntitle: ⟦[x]⟧\n", schema=schema)
    assert shown == "tags: [a, ⟦{b: c}⟧]\nweight: ⟦heavy⟧\ntitle: ⟦[x]⟧\n"
    assert [d.key for d in found] == ["tags[1]", "weight", "title"]


def test_an_empty_value_has_no_type() -> None:
    """It is absent; an empty item of a list is told where it stands."""
    schema = fields(weight={"type": "integer"}, desks={"type": "list of strings"})
    assert not marked("type", "weight:\n", schema=schema)[1]
    shown, (found,) = marked("type", "desks:\n  - a\n  - ⟦⟧\n", schema=schema)
    assert (shown, found.key) == ("desks:\n  - a\n  -⟦⟧ \n", "desks[1]")


@pytest.mark.parametrize("block", ["lang: no\n", "author: 007\n", "authors: [0x1F]\n", "tags: [~]\n", "lang: 0x1F\n"])
def test_what_yaml_trap_tells_is_not_told_twice(block: str) -> None:
    """The trap is the better explanation, and it has a fix."""
    assert check(REGISTRY["frontmatter/yaml-trap"], f"---\n{block}---\n", parameters={"dialect": "jekyll"})
    assert not marked("type", block)[1]


def test_a_trap_elsewhere_hides_nothing() -> None:
    """Only the trapped value itself is left to the other rule."""
    assert marked("type", "lang: no\ntitle: ⟦[x]⟧\n")[0] == "lang: no\ntitle: ⟦[x]⟧\n"


def test_no_is_text_where_the_generator_says_so() -> None:
    """YAML 1.2 has two booleans only."""
    schema = fields(country={"type": "string"})
    assert not marked("type", "country: no\nlang: no\n", dialect="hugo", schema=schema)[1]
    assert marked("type", "country: ⟦true⟧\n", dialect="hugo", schema=schema)[0] == "country: ⟦true⟧\n"
    assert marked("type", "country: ⟦no⟧\n", dialect="jekyll", schema=schema)[0] == "country: ⟦no⟧\n"


# -- choice ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "after"),
    [
        ("desk: ⟦poltics⟧\n", "desk: politics\n"),
        ("desk: ⟦'poltics'⟧\n", "desk: 'politics'\n"),
        ('desk: ⟦"Politics"⟧ # x\n', 'desk: "politics" # x\n'),
        ("desk: ⟦gardening⟧\n", None),
        ("desk: ⟦2025⟧\n", None),
        ("desk: ⟦no⟧\n", "desk: 'no'\n"),
    ],
)
def test_a_value_that_is_no_choice(block: str, after: str | None) -> None:
    """A near choice is suggested, in the writer's quotes."""
    schema = fields(desk={"choices": ["politics", "culture", "no"]})
    shown, (found,) = marked("choice", block, schema=schema)
    assert shown == block
    assert (fixed(block, [found]) if found.fixes else None) == after


def test_digits_are_not_suggested() -> None:
    """Among numbers a text would be no choice either."""
    _, (found,) = marked("choice", "year: '2023'\n", schema=fields(year={"choices": [2022, 2024]}))
    assert not found.fixes


def test_a_value_that_an_alias_brings_in_is_told_at_the_alias() -> None:
    """Its place is where it is used, and nothing is rewritten there."""
    block = "x: &x poltics\ndesk: *x\n"
    _, (found,) = marked("choice", block, schema=fields(desk={"choices": ["politics"]}))
    assert not found.fixes


def test_a_boolean_is_a_choice_as_text_where_the_generator_reads_text() -> None:
    """In YAML 1.2 `no` is the country, and `true` is still a boolean."""
    schema = fields(country={"choices": ["no", "true", "de"]})
    assert not marked("choice", "country: no\n", dialect="hugo", schema=schema)[1]
    shown, (found,) = marked("choice", "country: ⟦true⟧\n", dialect="hugo", schema=schema)
    assert shown == "country: ⟦true⟧\n"
    assert found.message == 'country is read as true, not as the text "true"; put it in quotes'


# -- constraint --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "block", "words"),
    [
        ({"max-length": 3}, "x: ⟦abcd⟧\n", "x has 4 characters, more than 3"),
        ({"min-length": 3}, "x: ⟦ab⟧\n", "x has 2 characters, fewer than 3"),
        ({"pattern": "^[a-z]+$"}, "x: ⟦A1⟧\n", "does not match the pattern ^[a-z]+$"),
        ({"type": "integer", "min": 3}, "x: ⟦2⟧\n", "x is 2, less than 3"),
    ],
)
def test_a_limit_that_is_broken(declared: dict[str, Any], block: str, words: str) -> None:
    """The value is reported, with the limit."""
    shown, (found,) = marked("constraint", block, schema=fields(x=declared))
    assert shown == block
    assert words in found.message


# -- unknown-key -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dialect", "block", "after"),
    [
        ("generic", "⟦auhtor⟧: Ana Ruiz\n", "author: Ana Ruiz\n"),
        ("generic", "⟦Auhtor⟧: Ana Ruiz\n", "author: Ana Ruiz\n"),
        ("generic", "⟦'desciption'⟧: x\n", "description: x\n"),
        ("generic", "⟦categoreis⟧: [a]\n", "categories: [a]\n"),
        ("generic", "⟦excerp_t⟧: x\n", None),
        ("generic", "⟦darft⟧: true\n", "draft: true\n"),
        ("hugo", "⟦lasmod⟧: 2020-01-02\n", "lastmod: 2020-01-02\n"),
        ("hugo", "⟦auther⟧: Ana Ruiz\n", "author: Ana Ruiz\n"),
        ("jekyll", "⟦permlaink⟧: /a/\n", "permalink: /a/\n"),
        ("jekyll", "⟦Title⟧: x\n", "title: x\n"),
        ("jekyll", "⟦DATE⟧: 2020-01-02\n", "date: 2020-01-02\n"),
        ("jekyll", "⟦Tags⟧: [a]\n", "tags: [a]\n"),
    ],
)
def test_a_key_one_slip_away(dialect: str, block: str, after: str | None) -> None:
    """The key is reported, and the fix renames it."""
    shown, found = marked("unknown-key", block, dialect=dialect)
    if after is None:
        assert not found
        return
    assert shown == block
    assert fixed(block, found) == after
    assert not marked("unknown-key", after, dialect=dialect)[1]


@pytest.mark.parametrize(
    "block",
    [
        "autor: x\ntitel: x\ntitre: x\ntitulo: x\nimagen: x\ncategorie: x\ncategorias: x\ndescripcion: x\nserie: x\n",
        "titles: x\nauthors_: x\nimages2: x\nimage_: x\nlayouts: x\ndates: 2020-01-02\nupdate: 2020-01-02\n",
        "canonical-url: https://example.org\nexpiry_date_: x\n",
        "subtitle: x\nheadlines: x\nintros: x\noutro: x\n",
        "tgas: [a]\nslgu: a\n",
        "author: x\nauhtor: y\n",
        "auhtor:\n",
        "auhtor: ''\ndesciption: []\n",
        "desciption: true\n",
        "darft: 'x'\n",
        "desciption: [a, b]\n",
        "weight: 3\n",
        "title: x\nTitle: y\n",
        "Résumé: x\n",
        "x: {auhtor: y}\n",
        "auhtor_of_a_very_long_key_name: x\n",
    ],
)
@pytest.mark.parametrize("dialect", ["generic", "hugo", "jekyll"])
def test_keys_that_are_no_slip(block: str, dialect: str) -> None:
    """Other languages, plurals, separators, short keys, fields that the post has, values that do not fit."""
    assert not marked("unknown-key", block, dialect=dialect)[1]


@pytest.mark.parametrize("block", ["Weight: 3\n", "Author: x\n", "TITLEX: x\n", "Foo: x\n"])
def test_case_matters_only_for_what_the_generator_reads(block: str) -> None:
    """Jekyll passes other keys on to templates as they are."""
    assert not marked("unknown-key", block, dialect="jekyll")[1]


def test_a_merged_key_is_left_alone() -> None:
    """It has no place of its own to be renamed at."""
    block = "base: &base {auhtor: Ana Ruiz}\n<<: *base\n"
    assert not marked("unknown-key", block)[1]
    schema = {"additional": False, "fields": {"author": {}, "base": {}, "<<": {}}}
    assert not [fix for found in marked("unknown-key", block, schema=schema)[1] for fix in found.fixes]


def test_a_declared_key_is_known() -> None:
    """What the site's schema has is no slip, and what it refuses is told once."""
    assert not marked("unknown-key", "auhtor: x\n", schema=fields(auhtor={}))[1]
    schema = {"additional": False, "fields": {"title": {}, "author": {}}}
    shown, (found,) = marked("unknown-key", "⟦auhtor⟧: x\n", schema=schema)
    assert shown == "⟦auhtor⟧: x\n"
    assert fixed("auhtor: x\n", [found]) == "author: x\n"


def test_a_refused_key_without_a_neighbour_has_no_fix() -> None:
    """Nobody knows what to do with it but its writer."""
    _, (found,) = marked("unknown-key", "weight: 3\n", schema={"additional": False, "fields": {"title": {}}})
    assert not found.fixes
    assert found.message == 'the schema has no key "weight"'


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_one_edit_is_a_distance_of_one(key: str, other: str) -> None:
    """The quick test agrees with the table of Damerau."""
    assert is_one_edit(key, other) == (distance(key, other, 2) == 1)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda each: each.name)
def test_no_key_of_a_generator_is_a_slip_of_another(dialect: Any) -> None:
    """Nor are keys of other generators."""
    for other in DIALECTS.values():
        for name in other.aliases:
            for key in other.keys(name):
                assert slip(dialect, key) is None, (dialect.name, key)
