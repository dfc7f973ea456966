"""Rules are found where packages and folders hold them, by name, and what is wrong with one is said."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from bylint.options import read_options
from bylint.registry import ENTRY_POINT_GROUP, Place, Registry, RuleError, load_registry
from bylint.rule import Rule, RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULE = '''
from bylint.rule import RuleOptions, rule

class Options(RuleOptions):
    max_length: int = 20

@rule(Options, severity="warning", aliases=("{group}/older-name",))
def {name}(post, options):
    """What is wrong, in one line.

    Why.

    Fixed (suggested):

        x
    """
    yield from ()
'''


@pytest.fixture(autouse=True)
def _fresh_modules() -> Iterator[None]:
    """Modules that a test imports are forgotten, so that the next may have others of the same name."""
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith(("bylint_local", "newsroom")):
            del sys.modules[name]
    importlib.invalidate_caches()


def write(folder: Path, group: str, name: str, text: str | None = None) -> Path:
    file = folder / group / f"{name}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(RULE.format(group=group.replace("_", "-"), name=name) if text is None else text, "utf-8")
    importlib.invalidate_caches()  # a folder that got a package within one tick of the clock looks as it did
    return file


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, value: str = "newsroom", name: str = "newsroom") -> Path:
    """A package with an entry point, as an installer leaves it."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{ENTRY_POINT_GROUP}]\n{name} = {value}\n", "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return folder / "newsroom"


# -- where rules are ------------------------------------------------------------------------------------------------


def test_the_built_in_rules_come_by_their_entry_point() -> None:
    """Every one of them loads, under its own name."""
    registry = load_registry()
    assert {"author/contradicts-byline", "frontmatter/invalid", "stet/unused"} <= set(registry.ids)
    assert [found.id for found in registry] == list(registry.ids) == sorted(registry.ids)
    assert all(found.documentation and found.severity for found in registry)


def test_an_installed_package_brings_its_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same entry point, beside the built-in ones; folders without `__init__.py` will do."""
    package = install(tmp_path, monkeypatch)
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    write(package, "house_style", "no_oxford_comma")
    write(package, "house_style", "_shared", "raise RuntimeError('never imported')")
    write(package, "_private", "thing", "raise RuntimeError('never imported')")
    write(package, "__pycache__", "thing", "raise RuntimeError('never imported')")
    registry = load_registry()
    assert "house-style/no-oxford-comma" in registry.ids
    assert "author/contradicts-byline" in registry.ids
    assert not any("private" in name or "house-style/-" in name or "pycache" in name for name in registry.ids)
    assert [name for name in registry.ids if name.startswith("house-style/")] == ["house-style/no-oxford-comma"]
    found = registry["house-style/no-oxford-comma"]
    assert (found.id, found.group, found.check.__module__) == (
        "house-style/no-oxford-comma",
        "house-style",
        "newsroom.house_style.no_oxford_comma",
    )
    assert registry["house-style/no-oxford-comma"] is found


def test_an_entry_point_that_names_nothing_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its name and what it names."""
    install(tmp_path, monkeypatch, value="newsroom_that_is_not_there")
    with pytest.raises(
        RuleError, match="the entry point newsroom names newsroom_that_is_not_there, which is no installed"
    ):
        load_registry()


def test_an_entry_point_that_names_a_module_is_no_package_of_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules lie in folders."""
    install(tmp_path, monkeypatch)
    (tmp_path / "newsroom.py").write_text("", "utf-8")
    with pytest.raises(RuleError, match="no installed package"):
        load_registry()


def test_an_entry_point_inside_a_package_that_is_not_there_stops_the_run_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not with a traceback of the import system."""
    install(tmp_path, monkeypatch, value="newsroom_that_is_not_there.rules")
    with pytest.raises(RuleError, match="no installed package"):
        load_registry()


def test_a_local_folder_brings_its_rules(tmp_path: Path) -> None:
    """Files need no package around them, and are imported only when the rule is wanted."""
    write(tmp_path, "house", "too_long")
    write(tmp_path, "house", "broken", "1 / 0")
    (tmp_path / "notes.txt").write_text("not a group", "utf-8")
    registry = load_registry([tmp_path])
    assert {"house/too-long", "house/broken"} <= set(registry.ids)
    assert "house" in registry.groups
    found = registry["house/too-long"]
    assert isinstance(found, Rule)
    assert read_options(found.options, {"max-length": 3}) == found.options(max_length=3)  # type: ignore[call-arg]
    with pytest.raises(RuleError, match=r"the rule house/broken \(.*broken.py\) does not import: ZeroDivisionError"):
        registry["house/broken"]


def test_a_local_folder_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    """A typing error in the configuration is not silently no rules."""
    with pytest.raises(RuleError, match="the rule folder .* does not exist"):
        load_registry([tmp_path / "rulez"])


# -- what can be wrong with one -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("def thing(:", "does not import: SyntaxError"),
        ("import a_module_that_is_not_there", "does not import: ModuleNotFoundError"),
        ("raise KeyError('x')", "does not import: KeyError"),
        ("", "holds no rule named thing; a rule is a function with the decorator @rule"),
        ("def thing(post, options): ...", "holds no rule named thing"),
        (RULE.format(group="house", name="other"), "holds no rule named thing"),
        (
            RULE.format(group="house", name="other") + "\nthing = other\n",
            "holds house/other, where house/thing belongs",
        ),
        (
            "from bylint.rule import rule\n@rule(severity='error')\nclass thing:\n    def __init__(self, post, options): pass\nthing = thing.check",
            "holds no rule",
        ),
    ],
)
def test_a_file_without_the_rule_it_is_named_for_is_told(tmp_path: Path, text: str, reason: str) -> None:
    """Which file, and why."""
    file = write(tmp_path, "house", "thing", text)
    with pytest.raises(RuleError) as told:
        load_registry([tmp_path])["house/thing"]
    assert str(file) in str(told.value)
    assert reason in str(told.value)


def test_a_file_that_is_no_python_is_told(tmp_path: Path) -> None:
    """The suffix decides."""
    file = tmp_path / "thing.txt"
    file.write_text("", "utf-8")
    with pytest.raises(RuleError, match="is no Python file"):
        Place("house/thing", "bylint_local.house.thing", file).load()


def test_a_rule_whose_name_is_pythons_has_an_underscore(tmp_path: Path) -> None:
    """`house/import` is written `def import_`."""
    write(tmp_path, "house", "import", RULE.format(group="house", name="import_"))
    assert load_registry([tmp_path])["house/import"].id == "house/import"


def test_a_name_belongs_to_one_rule(tmp_path: Path) -> None:
    """Both places are named; spelling with hyphen or underscore makes no difference."""
    write(tmp_path / "a", "author", "missing")
    with pytest.raises(
        RuleError, match=r"two rules are named author/missing: bylint_rules\.author\.missing and .*missing\.py"
    ):
        load_registry([tmp_path / "a"])
    with pytest.raises(RuleError, match="two rules are named a/b: m and n"):
        Registry([Place("a/b", "m"), Place("a/b", "n")])


# -- names ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    write(tmp_path, "house", "too_long")
    write(tmp_path, "household", "too_short")
    return Registry(
        Place(f"{file.parent.name}/{file.stem}".replace("_", "-"), f"bylint_local.{file.parent.name}.{file.stem}", file)
        for file in sorted(tmp_path.glob("*/*.py"))
    )


def test_names_of_rules_groups_and_former_names_stand_for_rules(registry: Registry) -> None:
    """A group is the whole part before the slash; `all` is every rule."""
    assert registry.expand(["house"]) == {"house/too-long"}
    assert registry.expand(["household/too-short", "house"]) == {"household/too-short", "house/too-long"}
    assert registry.expand(["all"]) == set(registry.ids)
    assert registry.expand(["house/older-name"]) == {"house/too-long"}
    assert registry.expand([]) == frozenset()
    assert all(registry.knows(name) for name in ("house", "house/too-long", "household/older-name"))
    assert not registry.knows("hous")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("house/to-long", "house/too-long"),
        ("houshold", "household"),
        ("too-short", "household/too-short"),
        ("long", None),
        ("", None),
    ],
)
def test_an_unknown_name_is_refused_with_what_may_be_meant(registry: Registry, name: str, meant: str | None) -> None:
    """A misspelt name, or one without its group."""
    with pytest.raises(RuleError) as told:
        registry.expand([name])
    hint = f'; did you mean "{meant}"?' if meant else ""
    assert str(told.value) == f'no rule or group is named "{name}"{hint}'


# -- a rule ---------------------------------------------------------------------------------------------------------


def test_a_rule_is_derived_from_its_function(registry: Registry) -> None:
    """Name, group, page and whether it offers fixes are written once."""
    found = registry["house/too-long"]
    assert found.summary == "What is wrong, in one line."
    assert found.documentation.startswith("What is wrong, in one line.\n\nWhy.")
    assert (found.fixable, found.default, found.needs, found.severity) == ("suggested", True, "metadata", "warning")


@pytest.mark.parametrize(
    ("page", "fixable"), [("Fixed:", "safe"), ("Fixed (suggested):", "suggested"), ("Good:", None), ("", None)]
)
def test_fixable_is_what_the_page_shows(page: str, fixable: str | None) -> None:
    """The example that is tested is the one that counts."""

    def check(post: object, options: object) -> Iterator[object]:
        yield from ()

    check.__doc__ = f"One.\n\n    {page}\n" if page else None
    assert rule(severity="info")(check).fixable == fixable  # type: ignore[arg-type]


def test_options_are_frozen_checked_and_spelt_either_way() -> None:
    """Kebab-case in a configuration, names in Python; an unknown one is refused."""

    class Options(RuleOptions):
        max_length: int = 20

    assert read_options(Options, {"max-length": 3}) == Options(max_length=3)
    assert read_options(Options, {"max_length": 3}) == Options(max_length=3)
    with pytest.raises(ValueError, match="maxlength"):
        read_options(Options, {"maxlength": 3})
    with pytest.raises(AttributeError, match="cannot be set"):
        Options().max_length = 3
