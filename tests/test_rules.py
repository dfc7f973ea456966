"""Every rule's documentation holds, and the project's rules agree with what is said of them elsewhere."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bylint.options import fields_of
from bylint.registry import load_registry
from bylint.testing import check_rule, examples
from conftest import PROJECT

REGISTRY = load_registry()


@pytest.mark.parametrize("name", REGISTRY.ids)
def test_the_examples_of_a_rule_hold(name: str) -> None:
    """Bad reports exactly what is marked, Fixed is Bad after its fixes, Good is silent."""
    check_rule(REGISTRY[name])


@pytest.mark.parametrize("name", REGISTRY.ids)
def test_a_rule_page_says_what_why_and_how(name: str) -> None:
    """A summary that is a sentence, a reason, an example; every option has a description and an example."""
    found = REGISTRY[name]
    assert found.summary.endswith("."), found.summary
    assert len(found.documentation.split("\n\n")) >= 4
    shown = {parameter for example in examples(found) for parameter in example.parameters}
    for option, info in fields_of(found.options).items():
        assert info.description, f"{name}: {option} is not described"
        assert option in shown, f"{name}: no example shows {option}"


@pytest.mark.parametrize("name", REGISTRY.ids)
def test_messages_are_sentences_in_lower_case(name: str) -> None:
    """Messages begin in lower case (or with a value) and have no final period."""
    from bylint.testing import check

    found = REGISTRY[name]
    for example in examples(found):
        if example.kind != "Bad" or found.needs == "engine":
            continue
        for diagnostic in check(found, example.plain, parameters=example.parameters):
            assert not diagnostic.message.endswith("."), diagnostic.message
            assert not re.match(r"(?!Hugo |Jekyll )[A-Z][a-z]+ ", diagnostic.message), diagnostic.message
            assert "\n" not in diagnostic.message


def test_the_engine_imports_no_rule() -> None:
    """Nothing below lint/ imports bylint_rules: built-in rules come the road that all rules come."""
    for file in (PROJECT / "lint").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = getattr(node, "module", None) or ""
            assert not any(name.startswith("bylint_rules") for name in [*names, module]), file


def test_the_readme_lists_every_rule() -> None:
    """The table of rules in the README is what the rules' documentation makes of it."""
    from bylint.explain import table

    readme = (PROJECT / "README.md").read_text("utf-8")
    made = readme.partition("checked by a test -->\n")[2].partition("<!-- /rules -->")[0]
    assert made.strip() == table(REGISTRY).strip(), "run: python -m bylint rules --output-format markdown"


def test_rules_of_the_catalogue_are_there() -> None:
    """The groups of the first release are whole."""
    wanted = {
        "frontmatter": "missing unclosed invalid duplicate-key yaml-trap encoding invisible-characters key-order",
        "schema": "required type unknown-key choice constraint",
        "author": "contradicts-byline missing-coauthor not-in-byline missing misspelled generic-account unregistered "
        "contact-as-name repeated third-person",
        "excerpt": "link-only markup truncated placeholder repeats-title links-elsewhere not-in-body length",
        "title": "contradicts-heading repeated-heading placeholder entities markup shouting length",
        "url": "contradicts-title empty-slug unsafe-characters temporary self-alias canonical-elsewhere",
        "taxonomy": "repeated placeholder joined-list unknown",
        "legacy": "importer-key serialized-value malformed-markup",
        "language": "contradicts-body",
        "image": "missing-file missing-alt development-host",
        "status": "placeholder-text empty-body development-host past-draft",
        "date": "contradicts-dateline contradicts-filename contradicts-url updated-before-published future impossible "
        "ambiguous expires-before-published",
        "stet": "unused unknown-rule",
        "run": "unreadable too-large internal-error",
    }
    assert set(REGISTRY.ids) >= {f"{group}/{name}" for group, names in wanted.items() for name in names.split()}


def test_only_these_rules_are_off_until_asked_for() -> None:
    """Rules that real archives showed to be wrong too often, or that are a matter of taste."""
    assert {rule.id for rule in REGISTRY if not rule.default} == {
        "author/third-person",
        "excerpt/length",
        "excerpt/not-in-body",
        "excerpt/truncated",
        "frontmatter/key-order",
        "taxonomy/single-use",
        "title/length",
        "title/repeated-heading",
        "title/shouting",
        "url/canonical-elsewhere",
        "url/contradicts-title",
        "status/past-draft",
    }


def test_test_functions_have_docstrings() -> None:
    """Test docstrings are claims: every test makes one."""
    for file in Path(__file__).parent.rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert ast.get_docstring(node), f"{file.name}: {node.name}"
