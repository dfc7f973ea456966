"""Terms that repeat, stand for none, are several in one, or are not in the vocabulary; in other notations and dialects."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bylint.config import load_configuration
from bylint.diagnostic import Edit, Span
from bylint.edits import apply_edits
from bylint.library import check_paths
from bylint.registry import load_registry
from bylint.site_finder import SiteFinder
from bylint.source import Source
from bylint.testing import check
from bylint.vocabularies import read_vocabularies
from counting import calls_of

if TYPE_CHECKING:
    from pathlib import Path

    from bylint.diagnostic import Diagnostic

REGISTRY = load_registry()


def said(rule: str, text: str, **parameters: Any) -> list[Diagnostic]:
    """What a rule of the group says."""
    return check(REGISTRY[f"taxonomy/{rule}"], text, parameters=parameters)


def fixed(text: str, found: list[Diagnostic]) -> str:
    """The text after the first fix of each diagnostic."""
    source = Source("", text)
    edits = []
    for diagnostic in found:
        for edit in diagnostic.fixes[0].edits:
            start, end = (source.line_span(place.line).start + place.column - 1 for place in edit.range)
            edits.append(Edit(Span(start, end), edit.text))
    return apply_edits(text, edits)


# -- repeated ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "after", "dialect", "safety"),
    [
        ("+++\ntags = ['sea', \"salt\", 'sea']\n+++\n", "+++\ntags = ['sea', \"salt\"]\n+++\n", "hugo", "safe"),
        ('{"tags": ["sea", "salt", "Sea"]}\n', '{"tags": ["sea", "salt"]}\n', "hugo", "safe"),
        ("---\ntags: [sea, Sea]\n---\n", "---\ntags: [sea]\n---\n", "hexo", "suggested"),
        ("---\ntags: [sea, Sea]\n---\n", "---\ntags: [sea]\n---\n", "hugo", "safe"),
        ("---\ntags: [tide, tides]\n---\n", "---\ntags: [tide]\n---\n", "hugo", "suggested"),
        ("---\ntags: sea salt sea\n---\n", "---\ntags: sea salt\n---\n", "jekyll", "safe"),
        ("title: x\ntags: sea, salt, sea\n\nBody\n", "title: x\ntags: sea, salt\n\nBody\n", "pelican", "safe"),
        ("---\ntags:\n- sea\n- salt\n- sea\nx: 1\n---\n", "---\ntags:\n- sea\n- salt\nx: 1\n---\n", "hugo", "safe"),
        (
            "---\ntags:\n- {label: Sea, permalink: /a}\n- salt\n- sea\n---\n",
            "---\ntags:\n- {label: Sea, permalink: /a}\n- salt\n---\n",
            "docusaurus",
            "safe",
        ),
        ("---\r\ntags:\r\n  - sea\r\n  - sea\r\n---\r\n", "---\r\ntags:\r\n  - sea\r\n---\r\n", "hugo", "safe"),
    ],
)
def test_the_second_goes_and_nothing_else(text: str, after: str, dialect: str, safety: str):
    """In every notation; safe where the generator makes one page of both."""
    path = "content/a.md"
    found = said("repeated", text, dialect=dialect, path=path)
    assert [diagnostic.fixes[0].safety for diagnostic in found] == [safety]
    assert fixed(text, found) == after


@pytest.mark.parametrize(
    "line",
    [
        "tags: &all [sea, sea]",
        "tags: [sea, sea] # both",
        "tags:\n  - sea # first\n  - sea",
        "categories: [[a, b], [a, b]]",
    ],
)
def test_no_fix_where_something_else_would_go(line: str):
    """Anchors, comments and lists within lists stay as they are; the finding stays too."""
    found = said("repeated", f"---\n{line}\n---\n", dialect="hugo")
    assert found
    assert all(not diagnostic.fixes or "all" not in line for diagnostic in found)


@pytest.mark.parametrize(
    ("line", "dialect"),
    [
        ("categories: [[Sea, Tide], [Sea, Salt]]", "hexo"),
        ("categories: [[Sea, Tide], [Air, Tide]]", "hexo"),
        ("categories: [Sea, Sea]", "hexo"),
        ("tags: [go, golang, AWS, IT, it services]", "hugo"),
        ("tags: [windows, window, news, new, C, C++, .NET, net]", "hugo"),
        ("tags: [2020-21, '202021', '2020', 2021]", "hugo"),
        ("tags: sea", "hugo"),
    ],
)
def test_other_terms_are_not_repeated(line: str, dialect: str):
    """A term below two others, one below itself, and terms that only look alike."""
    assert said("repeated", f"---\n{line}\n---\n", dialect=dialect) == []


def test_thousands_of_terms_take_no_time():
    """Terms are compared by key, not each with each."""

    def judge(count: int) -> int:
        terms = ", ".join(f"term-{number}x" for number in range(count))
        assert said("repeated", f"---\ntags: [{terms}]\n---\n") == []
        return calls_of(lambda: said("repeated", f"---\ntags: [{terms}]\n---\n"))

    assert judge(2_000) < 5 * judge(500)


# -- placeholder -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "term",
    [
        "Uncategorized",
        "uncategorised",
        "Un-categorized",
        "Non classé",
        "Sin categoría",
        "Sem Categoria",
        "Senza categoria",
        "Geen categorie",
        "Без рубрики",
        "Без категорії",
        "Bez kategorii",
        "未分类",
        "未分類",
        "미분류",
        "Ohne Kategorie",
        "tag-1",
    ],
)
def test_placeholders_of_many_languages(term: str):
    """As systems write them, in any case."""
    assert len(said("placeholder", f"---\ncategories: [{term}, Harbour]\n---\n")) == 1


@pytest.mark.parametrize(
    "line", ["tags: [Allgemein, General, Blog, Misc, News, tag clouds, uncategorized data]", "x: 1"]
)
def test_plain_terms_are_no_placeholders(line: str):
    """A vague category is still one."""
    assert said("placeholder", f"---\n{line}\n---\n") == []


def test_a_draft_is_still_being_filed():
    """In a draft a placeholder weighs less."""
    (found,) = said("placeholder", "---\ndraft: true\ncategories: [Uncategorized]\n---\n")
    assert found.severity == "info"


# -- joined-list -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "dialect"),
    [
        ('tags: "sea, salt"', "hugo"),
        ('tags: "Sea, Salt, Air"', "hexo"),
        ("tags: 海、塩、風", "hugo"),
        ("tags: 前端，算法", "hexo"),
        ("tags: sea; salt; air", "eleventy"),
        ("tags: sea, salt", "docusaurus"),
        ("tags: sea, salt", "mkdocs"),
        ("tags: Washington, D.C.", "jekyll"),
        ("categories: sea, salt", "jekyll"),
        ('tags: ["sea, salt"]', "hugo"),
        ('tags: ["sea, salt, air", wind]', "generic"),
    ],
)
def test_a_joined_list_is_told(line: str, dialect: str):
    """With any comma, where the generator makes one term of it, or terms with commas."""
    assert len(said("joined-list", f"---\n{line}\n---\n", dialect=dialect)) == 1


@pytest.mark.parametrize(
    ("line", "dialect"),
    [
        ('tags: "Washington, D.C."', "hugo"),
        ('tags: "Lyon, France"', "hexo"),
        ('tags: "sea, salt and air"', "hugo"),
        ('tags: "The sea, which was grey and cold that day, had no ships on it at all, he wrote"', "hugo"),
        ("tags: sea, salt", "generic"),
        ("tags: sea, salt", "pelican"),
        ("tags: sea, salt", "astro"),
        ("category: Lyon, France", "jekyll"),
        ("category: Food, Wine, Travel", "pelican"),
        ('tags: ["Portland, Oregon, USA", "Ruiz, Ana", "1,000", "1, 2, 3"]', "hugo"),
        ('tags: ["sea, salt", wind]', "hugo"),
        ('tags: [Sea, "Salt, Pepper, Thyme"]', "hugo"),
        ("tags: {a: 'b, c, d'}", "hugo"),
    ],
)
def test_one_term_with_commas_is_left_alone(line: str, dialect: str):
    """Places, names, phrases, sentences, numbers; and what the generator parts itself, or may."""
    assert said("joined-list", f"---\n{line}\n---\n", dialect=dialect) == []


def test_the_list_is_written_in_the_hand_of_the_post():
    """A list in brackets for a text, an item of the list's own style for an item."""
    text = "+++\ntags = 'sea, salt, air'\n+++\n"
    assert fixed(text, said("joined-list", text, dialect="hugo")) == '+++\ntags = ["sea", "salt", "air"]\n+++\n'
    text = '---\ntags: ["sea, C#, air: cold", wind]\n---\n'
    assert fixed(text, said("joined-list", text, dialect="hugo")) == text  # `C#` is a name: nothing is said
    text = "---\ntags:\n  - 'sea, no, air'\n  - 'wind'\n---\n"
    assert fixed(text, said("joined-list", text)) == "---\ntags:\n  - 'sea'\n  - 'no'\n  - 'air'\n  - 'wind'\n---\n"


@pytest.mark.timeout(120)
def test_a_megabyte_of_commas_takes_no_time():
    """Only the beginning of a text is parted."""
    said("joined-list", "---\ntags: 'a" + ",b" * 200_000 + "'\n---\n", dialect="hugo")


# -- unknown, and the vocabulary ---------------------------------------------------------------------------------


def write(root: Path, **files: str) -> None:
    """Files by name, `__` for a slash and `_` for a dot before the suffix."""
    for name, text in files.items():
        path, _, suffix = name.replace("__", "/").rpartition("_")
        file = root / f"{path}.{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


SHAPES = [
    ("tags_yml", "- sea\n- salt\n", {"sea", "salt"}),
    ("tags_yml", "sea:\n  label: The Sea\nsalt:\n", {"sea", "The Sea", "salt"}),
    ("tags_yml", "sea: The Sea\nno: Norway\n", {"sea", "no"}),
    ("tags_json", '[{"name": "Sea", "slug": "sea"}, "salt", 3]', {"Sea", "sea", "salt", "3"}),
    ("tags_toml", 'tags = ["sea", "salt"]\n', {"sea", "salt"}),
    ("tags_yml", "tags: {sea: {label: Sea}}\n", {"sea", "Sea"}),
]


@pytest.mark.parametrize(("name", "text", "terms"), SHAPES)
def test_shapes_of_a_vocabulary(tmp_path: Path, name: str, text: str, terms: set[str]):
    """Lists of texts, lists of entries, terms by key, and a table of taxonomies."""
    write(tmp_path, **{name: text})
    found = read_vocabularies(tmp_path, [("", name.replace("_", "."))])
    assert found.notices == ()
    (vocabulary,) = found.listed
    assert vocabulary.taxonomy == "tags"
    assert vocabulary.terms >= terms - {"no"}


def test_one_file_for_two_taxonomies(tmp_path: Path):
    """Each taxonomy has the terms that stand under its name."""
    write(tmp_path, terms_yml="tags: [sea]\ncategories: [News]\n")
    found = read_vocabularies(tmp_path, [("", "terms.yml")]).listed
    assert {each.taxonomy: set(each.terms) for each in found} == {"tags": {"sea"}, "categories": {"News"}}


@pytest.mark.parametrize(
    ("name", "text", "notice"),
    [
        ("tags_yml", "[" * 3, "tags.yml cannot be parsed"),
        ("tags_yml", "just text", None),
        ("tags_yml", "", "tags.yml lists no terms"),
        ("other_yml", "- a", "tags.yml cannot be read"),
    ],
)
def test_a_bad_vocabulary_is_a_notice(tmp_path: Path, name: str, text: str, notice: str | None):
    """It is told once, and no term is unknown then."""
    write(tmp_path, **{name: text})
    found = read_vocabularies(tmp_path, [("", "tags.yml")])
    if notice is None:
        assert found.notices == ("tags.yml lists no terms in a shape that bylint knows",)
    else:
        assert found.notices[0].startswith(notice)
    assert found.listed == ()


def test_a_vocabulary_runs_nothing(tmp_path: Path):
    """A value with the tag of a program is plain data."""
    write(tmp_path, tags_yml=f"!!python/object/apply:os.mkdir ['{(tmp_path / 'made').as_posix()}']")
    assert read_vocabularies(tmp_path, [("", "tags.yml")]).notices == ()
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("path", ["/etc/passwd", "../tags.yml", "a/../../tags.yml"])
def test_a_vocabulary_lies_inside(tmp_path: Path, path: str):
    """Nothing outside of the project is read."""
    found = read_vocabularies(tmp_path, [("", path)])
    assert found.notices == (f"{path} lies outside of the site, and is not read",)


def test_a_configuration_names_the_vocabulary(tmp_path: Path):
    """`[site] vocabulary` is read once a site, counts for the digest, and a slip is told with a suggestion."""
    write(tmp_path, bylint_toml='[site]\nvocabulary = "data/tags.yml"\n', data__tags_yml="- ferries\n- tides\n")
    write(tmp_path, content__a_md="---\ntags: [ferrys, tides]\n---\n")
    (diagnostic,) = unknown(tmp_path)
    assert diagnostic.message == 'the tag "ferrys" is not in data/tags.yml; did you mean "ferries"?'
    assert diagnostic.data == {"tag": "ferrys", "vocabulary": "ferries"}
    assert diagnostic.severity == "error"
    before = _digest(tmp_path)
    write(tmp_path, data__tags_yml="- ferrys\n- tides\n")
    assert _digest(tmp_path) != before


def unknown(root: Path, *paths: str) -> list[Diagnostic]:
    """What is said of unknown terms in a project."""
    checked = check_paths(paths or ["."], configuration=load_configuration(root), folder=root)
    return [found for each in checked for found in each.diagnostics if found.rule == "taxonomy/unknown"]


def _digest(root: Path) -> str:
    configuration = load_configuration(root)
    return SiteFinder(root, settings=configuration.site, today=date(2024, 1, 1)).find(root / "content").digest


def test_a_vocabulary_for_each_taxonomy(tmp_path: Path):
    """A table names a file for each; taxonomies that are not in it may have any term."""
    write(tmp_path, bylint_toml='[site]\nvocabulary = {categories = "c.json"}\n', c_json='["News"]')
    write(tmp_path, content__a_md="---\ntags: [any]\ncategories: [Newz]\n---\n")
    assert [each.data for each in unknown(tmp_path)] == [{"category": "Newz", "vocabulary": "News"}]


def test_the_tags_of_docusaurus(tmp_path: Path):
    """`tags.yml` beside the blog is for its posts alone, by key; another blog has its own. A warning, no error."""
    write(tmp_path, docusaurus_config_js="x", blog__tags_yml="sea:\n  label: The Sea\n", news__tags_yml="salt:\n")
    for path in ("blog__a_md", "news__b_md", "other__c_md"):
        write(tmp_path, **{path: "---\ntags: [sea, The Sea]\n---\n"})
    (tmp_path / "docusaurus_config.js").rename(tmp_path / "docusaurus.config.js")
    found = unknown(tmp_path, "blog", "news", "other")
    told = [(each.path.rpartition("/")[2], each.data["tag"], each.severity) for each in found]
    assert ("a.md", "The Sea", "warning") in told
    assert ("a.md", "sea", "warning") not in told
    assert ("b.md", "sea", "warning") in told
    assert not [each for each in told if each[0] == "c.md"]


def test_a_large_vocabulary_takes_no_time():
    """Of many thousand terms, a slip is looked for among those that begin alike."""
    terms = [f"{chr(97 + number % 26)}term{number}" for number in range(26_000)]

    def judge(count: int) -> int:
        text = "---\ntags: [" + ", ".join(f"unknown{number}" for number in range(count)) + "]\n---\n"
        assert len(said("unknown", text, vocabulary={"tags": terms})) == count
        return calls_of(lambda: said("unknown", text, vocabulary={"tags": terms}))

    assert judge(10) - judge(5) < 5 * 2 * len(terms)


@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "generic"])
@pytest.mark.parametrize(
    "tags", ["yes, no, on", "on, true", "1.5, 1.50", "1_000, 1000", "2021-03-04, 2021-3-4", "~, null"]
)
def test_words_that_only_yaml_takes_for_one_are_two(dialect: str, tags: str) -> None:
    """What its writer wrote in two ways is not taken out, whatever value the generator's YAML makes of it."""
    assert not said("repeated", f"---\ntags: [{tags}]\n---\n", dialect=dialect)


def test_a_number_that_is_written_twice_is_taken_out_safely() -> None:
    """The words are one, and so are the values."""
    text = "---\ntags: [2021, ferries, 2021]\n---\n"
    found = said("repeated", text, dialect="jekyll")
    assert [each.fixes[0].safety for each in found] == ["safe"]
    assert fixed(text, found) == "---\ntags: [2021, ferries]\n---\n"


def test_a_word_with_quotes_and_a_boolean_without_are_taken_out_on_request_only() -> None:
    """YAML 1.1 reads `yes` as another term than `"yes"`, which is the one that its writer means."""
    (found,) = said("repeated", "---\ntags: [yes, 'yes']\n---\n", dialect="jekyll")
    assert found.message == 'the tag "yes" stands there twice'
    assert [fix.safety for fix in found.fixes] == ["suggested"]
