"""Configuration: where it is found, what it says for a path, and what a mistake in it gets."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from bylint.config import (
    Configuration,
    ConfigurationError,
    Layer,
    Settings,
    find_configuration,
    load_configuration,
    project_root,
)
from bylint.config_errors import explain, key_of, line_of_key
from bylint.config_file import read_schema

EVERYTHING = """
dialect = "hugo"
content = ["content/posts/**"]
exclude = ["archive/**"]
respect-gitignore = false
local-rules = ["tools/rules"]
select = ["author", "excerpt/link-only"]
extend-select = ["title"]
ignore = ["author/missing"]
fail-on = "warning"
max-file-size = "2 MB"

[severity]
author = "warning"
"author/misspelled" = "info"

[rules."excerpt/length"]
max-length = 200

[schema]
additional = false

[schema.fields.title]
required = true
type = "string"
min-length = 3

[people]
accounts = ["desk"]
organisations = ["Ops Team"]

[people.aliases]
m4d = "W Chan"

[[section]]
path = "content/news/**"
dialect = "jekyll"
ignore = ["excerpt"]

[section.severity]
"author/missing" = "error"

[section.rules."excerpt/length"]
min_length = 5

[section.schema.fields.slug]
type = "string"

[[section]]
path = ["content/news/old/**", "content/blog/**"]
select = ["date"]
"""


def configure(root: Path, text: str | bytes, name: str = "bylint.toml") -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


class TestFinding:
    @pytest.mark.parametrize("name", ["bylint.toml", ".bylint.toml"])
    def test_it_is_found_upwards(self, tmp_path: Path, name: str):
        """The nearest configuration above the working directory counts, and its folder is the project's root."""
        file = configure(tmp_path, "", name)
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        assert find_configuration(below) == file
        assert project_root(below) == tmp_path
        assert load_configuration(below).file == file

    def test_a_pyproject_counts_only_with_our_table(self, tmp_path: Path):
        """A pyproject.toml that does not mean bylint is passed by."""
        configure(tmp_path, 'fail-on = "info"')
        configure(tmp_path / "a", '[tool.ruff]\n[project]\nname = "bylint-site"\n', "pyproject.toml")
        configure(tmp_path / "b", '[tool.bylint]\nfail-on = "warning"\n', "pyproject.toml")
        configure(tmp_path / "c", "[tool.ruff]\n", "pyproject.toml")
        configure(tmp_path / "d", "bylint = [", "pyproject.toml")
        found = {name: load_configuration(tmp_path / name).fail_on for name in "abcd"}
        assert found == {"a": "info", "b": "warning", "c": "info", "d": "info"}

    def test_the_search_ends_at_the_repository(self, tmp_path: Path):
        """No configuration above the root of the repository is read."""
        configure(tmp_path, "")
        root = tmp_path / "repository"
        (root / ".git").mkdir(parents=True)
        (root / "posts").mkdir()
        assert find_configuration(root / "posts") is None
        assert project_root(root / "posts") == root
        assert load_configuration(root / "posts") == Configuration(root)

    def test_a_file_by_name(self, tmp_path: Path):
        """`--config` reads any file; globs are relative to its folder if that is above, else to the project."""
        (tmp_path / "project" / ".git").mkdir(parents=True)
        (tmp_path / "project" / "posts").mkdir()
        file = configure(tmp_path / "elsewhere", "", "x.toml")
        assert load_configuration(tmp_path / "project" / "posts", file=file).root == tmp_path / "project"
        own = configure(tmp_path / "project", "", "x.toml")
        found = load_configuration(tmp_path / "project" / "posts", file=Path("../x.toml"))
        assert (found.root, found.file) == (tmp_path / "project", own)
        with pytest.raises(ConfigurationError, match=r"none\.toml: there is no such configuration file"):
            load_configuration(tmp_path, file=Path("none.toml"))

    def test_isolated_reads_none_and_runs_no_code(self, tmp_path: Path):
        """`--isolated` reads no configuration of the repository; of one named by hand it takes no code."""
        text = 'local-rules = ["r"]\n[schema]\nmodel = "m.py:X"\nadditional = false\n[[section]]\npath = "a"\n'
        file = configure(tmp_path, text)
        assert load_configuration(tmp_path, isolated=True) == Configuration(tmp_path, isolated=True)
        named = load_configuration(tmp_path, file=file, isolated=True)
        assert named.local_rules == ()
        assert len(named.notices) == 2
        schema = named.settings_for("x").schema
        assert schema is not None
        assert (schema.model, schema.additional) == (None, False)

    def test_no_file_costs_no_pydantic(self):
        """Without a configuration file neither pydantic, pathspec nor tomllib is imported."""
        code = (
            "import sys, pathlib; from bylint.config import load_configuration;"
            "print(load_configuration(pathlib.Path('/')).settings_for('x').dialect,"
            " sorted({'pydantic', 'pathspec', 'tomllib', 'difflib'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "None []\n"


class TestSettings:
    def test_everything_is_read(self, tmp_path: Path):
        """Each key of the file arrives, kebab-case or snake_case."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path)
        assert (found.content, found.exclude, found.respect_gitignore) == (
            ("content/posts/**",),
            ("archive/**",),
            False,
        )
        assert (found.fail_on, found.max_file_size, found.local_rules) == (
            "warning",
            2_000_000,
            (tmp_path / "tools/rules",),
        )
        assert found.people.accounts == ("desk",)
        assert found.people.organisations == ("Ops Team",)
        assert found.people.aliases == {"m4d": "W Chan"}
        plain = found.settings_for("content/posts/a.md")
        assert (plain.dialect, plain.sections) == ("hugo", ())
        assert plain.rules == {"excerpt/length": {"max_length": 200}}

    def test_later_sections_win(self, tmp_path: Path):
        """A path has the root's settings, then each matching section's; options and schema fields add up."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path)
        news, old = found.settings_for("content/news/a.md"), found.settings_for("content/news/old/a.md")
        assert (news.dialect, old.dialect) == ("jekyll", "jekyll")
        assert news.rules == {"excerpt/length": {"max_length": 200, "min_length": 5}}
        assert news.schema is not None
        assert [each.key for each in news.schema.fields] == ["title", "slug"]
        assert news.schema.additional is False
        assert news.sections == ("content/news/**",)
        assert old.sections == ("content/news/**", "content/news/old/**")
        assert [old.selects(name) for name in ("date/future", "author/missing", "title/markup")] == [True, False, False]

    def test_paths_of_the_same_sections_share_one_object(self, tmp_path: Path):
        """Ten thousand posts share a few settings."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path)
        assert found.settings_for("content/news/a.md") is found.settings_for("content/news/b.md")
        assert found.settings_for("content/blog/a.md") is not found.settings_for("content/news/old/a.md")

    @pytest.mark.parametrize(
        ("choices", "rule", "default", "runs"),
        [
            ((), "author/missing", True, True),
            ((), "title/length", False, False),
            ((("all", False), ("author", True)), "author/missing", True, True),
            ((("all", False), ("author", True)), "title/markup", True, False),
            ((("author/missing", True), ("author", False)), "author/missing", True, True),
            ((("author", True), ("author/missing", False)), "author/missing", True, False),
            ((("author", False), ("author", True)), "author/missing", True, True),
            ((("all", True),), "title/length", False, True),
            ((("author", True),), "authority/x", False, False),
        ],
    )
    def test_a_choice_of_a_rule_beats_one_of_its_group(self, choices, rule: str, default: bool, runs: bool):
        """The more specific name counts, then the later one, then the rule's own default."""
        assert Settings(choices=choices).selects(rule, default=default) is runs

    def test_severity_of_a_rule_beats_its_group(self, tmp_path: Path):
        """A rule's own severity counts before its group's; a section's adds to the root's."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path)
        plain, news = found.settings_for("x"), found.settings_for("content/news/a.md")
        names = ("author/misspelled", "author/missing", "title/markup")
        assert [plain.severity_of(name) for name in names] == ["info", "warning", None]
        assert [news.severity_of(name) for name in names] == ["info", "error", None]

    def test_the_command_line_lies_over_all(self, tmp_path: Path):
        """`--select` replaces what the file and its sections select."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path).with_choices(select=("url",), ignore=("url/x",), fail_on="info")
        settings = found.settings_for("content/news/old/a.md")
        assert [settings.selects(name) for name in ("url/shared", "url/x", "date/future")] == [True, False, False]
        assert (found.fail_on, load_configuration(tmp_path).with_choices().fail_on) == ("info", "warning")

    def test_mentions_and_globs_are_told(self, tmp_path: Path):
        """Each rule name is told with its key, each glob once."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path)
        assert ("author/missing", "ignore") in set(found.mentions())
        assert ("author/missing", "section[0].severity") in set(found.mentions())
        assert found.globs() == (
            "content/posts/**",
            "archive/**",
            "content/news/**",
            "content/news/old/**",
            "content/blog/**",
        )

    def test_a_section_may_take_back(self, tmp_path: Path):
        """A `!glob` in a section excepts paths from it."""
        configure(tmp_path, '[[section]]\npath = ["news/**", "!news/old/**"]\nignore = ["title"]\n')
        found = load_configuration(tmp_path)
        assert found.settings_for("news/a.md").sections == ("news/**", "!news/old/**")
        assert found.settings_for("news/old/a.md").sections == ()

    def test_it_travels_to_another_process(self, tmp_path: Path):
        """A configuration that was used can be pickled, and says the same."""
        configure(tmp_path, EVERYTHING)
        found = load_configuration(tmp_path)
        before = found.settings_for("content/news/a.md")
        again = pickle.loads(pickle.dumps(found))  # our own bytes
        assert again.settings_for("content/news/a.md") == before
        assert again == found

    def test_no_configuration_means_defaults(self, tmp_path: Path):
        """With no file, the settings are empty and the same for all paths."""
        found = Configuration(tmp_path)
        assert found.settings_for("a") is found.settings_for("b")
        assert found.settings_for("a") == Settings()
        assert Layer().over(Settings()) == Settings()


DIALECTS = "'hugo', 'zola', 'jekyll', 'hexo', 'docusaurus', 'astro', 'eleventy', 'mkdocs', 'pelican' or 'generic'"

MISTAKES = {
    "misspelt key": ('selct = ["a"]', 1, 'selct: there is no such key; did you mean "select"?'),
    "misspelt dialect": (
        '\ndialect = "huggo"',
        2,
        f"""dialect: "huggo" should be {DIALECTS}; did you mean "hugo"?""",
    ),
    "misspelt severity": (
        '[severity]\nauthor = "warn"',
        2,
        """severity.author: "warn" should be 'error', 'warning' or 'info'; did you mean "warning"?""",
    ),
    "misspelt field key": (
        "[schema.fields.title]\nrequird = true",
        2,
        'schema.fields.title.requird: there is no such key; did you mean "required"?',
    ),
    "misspelt people": (
        '[people]\nacounts = ["x"]',
        2,
        'people.acounts: there is no such key; did you mean "accounts"?',
    ),
    "unknown key": ("zzz = 1", 1, "zzz: there is no such key"),
    "text for a list": ('exclude = "a"', 1, 'exclude: should be a list, and is the text "a"'),
    "number for text": ("dialect = 3", 1, f"""dialect: "3" should be {DIALECTS}"""),
    "text for a boolean": (
        'respect-gitignore = "yes"',
        1,
        'respect-gitignore: should be true or false, and is the text "yes"',
    ),
    "list for a table": ("people = [1]", 1, "people: should be a table, and is a list"),
    "number in a list": ("ignore = [1]", 1, "ignore[0]: should be text, and is the number 1"),
    "boolean in a list": ("ignore = [true]", 1, "ignore[0]: should be text, and is true"),
    "date for a list": ("ignore = 2020-01-01", 1, "ignore: should be a list, and is a date or time"),
    "table for text": ("[people.aliases]\nx = {a = 1}", 2, "people.aliases.x: should be text, and is a table"),
    "no path": ('dialect = "hugo"\n[[section]]\nignore = ["x"]', 2, "section[0].path: is required"),
    "second section": (
        '[[section]]\npath = "a"\n[[section]]\npath = "b"\n[section.severity]\n"author/x" = "no"',
        6,
        """section[1].severity."author/x": "no" should be""",
    ),
    "no such size": ('max-file-size = "8 XB"', 1, 'max-file-size: should be a size such as "8 MB" or "500 kB"'),
    "no size": ("max-file-size = 0", 1, "max-file-size: should be greater than 0"),
    "empty glob": ('content = ["a", " "]', 1, "content: the glob ' ' is empty"),
    "impossible glob": ('content = ["!"]', 1, "content: Invalid git pattern: '!'"),
    "bracket glob": ('[[section]]\npath = "["', 2, "section[0].path: the glob '[' matches nothing"),
    "pattern of a number": (
        '[schema.fields.a]\ntype = "integer"\npattern = "x"',
        1,
        "schema.fields.a: `pattern` is for a string, and the type is integer",
    ),
    "length of a number": (
        '[schema.fields.a]\ntype = "integer"\nmin-length = 1',
        1,
        "schema.fields.a: `min-length` and `max-length` are for a string or a list",
    ),
    "number as least date": (
        '[schema.fields.a]\ntype = "date"\nmin = 1',
        1,
        "schema.fields.a: `min` and `max` of a date cannot be 1",
    ),
    "no choices": ("[schema.fields.a]\nchoices = []", 2, "schema.fields.a.choices: list should have at least 1 item"),
    "invalid TOML": ("a = 1\nx = \n", 2, "is not valid TOML: invalid value, at column 5"),
    "cut TOML": ("a = [1,\n", 2, "is not valid TOML: invalid value (at end of document)"),
    "zone": (
        '[site]\ntime-zone = "Europe/Berln"',
        2,
        'site.time-zone: there is no time zone "Europe/Berln"; did you mean "Europe/Berlin"?',
    ),
    "zone in small letters": (
        '[site]\ntime_zone = "europe/berlin"',
        2,
        'site.time-zone: there is no time zone "europe/berlin"; did you mean "Europe/Berlin"?',
    ),
    "offset": (
        '[site]\ntime-zone = "+02:00"',
        2,
        'site.time-zone: there is no time zone "+02:00"; zones have names such as "Europe/Berlin"',
    ),
    "folder of zones": ('[site]\ntime-zone = "Europe"', 2, 'site.time-zone: there is no time zone "Europe"; zones'),
    "no zone": ('[site]\ntime-zone = ""', 2, 'site.time-zone: there is no time zone ""; zones'),
    "path": ('[site]\ntime-zone = "../../etc/passwd"', 2, "site.time-zone: there is no time zone"),
    "nested": ("x = " + "[" * 20_000, None, "is nested too deeply"),
}


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, line: int | None, message: str):
    """File, line, key and a plain sentence, with a suggestion where one is near; never a traceback."""
    file = configure(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(tmp_path)
    assert str(caught.value).startswith(f"{file}:{line}: {message}" if line else f"{file}: {message}")


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"a = 1\nb = '\xff'", "2: is not UTF-8"), (b"#" * 4_000_001, " is larger than 4 MB")],
)
def test_bytes_that_are_no_configuration(tmp_path: Path, data: bytes, message: str):
    """Not UTF-8, or huge: one clear line."""
    file = configure(tmp_path, data)
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(tmp_path)
    assert str(caught.value) == f"{file}:{message}"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "US/Pacific", "America/Argentina/Buenos_Aires"])
def test_a_zone_that_there_is(tmp_path: Path, zone: str):
    """New names and old ones."""
    configure(tmp_path, f'[site]\ntime-zone = "{zone}"\n')
    assert load_configuration(tmp_path).site["time_zone"] == zone


@pytest.mark.skipif(util.find_spec("tzdata") is not None, reason="zones come with a package here")
def test_without_zones_every_name_will_do(tmp_path: Path):
    """Slim containers have no list of zones."""
    file = configure(tmp_path, '[site]\ntime-zone = "Europe/Berln"\n')
    code = f"from pathlib import Path\nfrom bylint.config import load_configuration\nload_configuration(Path({str(file.parent)!r}))"
    nowhere = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    assert subprocess.run([sys.executable, "-c", code], env=nowhere, check=False).returncode == 0


def test_a_mistake_in_pyproject_has_its_full_key(tmp_path: Path):
    """In pyproject.toml the key path begins with tool.bylint, and the line is found there too."""
    file = configure(tmp_path, '[tool.ruff]\nselect = ["ALL"]\n\n[tool.bylint]\nselct = []\n', "pyproject.toml")
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(tmp_path)
    assert str(caught.value) == f'{file}:5: tool.bylint.selct: there is no such key; did you mean "select"?'
    configure(tmp_path, "[tool]\nbylint = 3\n", "pyproject.toml")
    with pytest.raises(ConfigurationError, match=r"tool\.bylint: should be a table"):
        load_configuration(tmp_path)
    configure(tmp_path, "[tool.bylint]\nx = [\n", "pyproject.toml")
    with pytest.raises(ConfigurationError, match="is not valid TOML"):
        load_configuration(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user that permissions hold for")
def test_a_forbidden_file_is_told(tmp_path: Path):
    """A configuration that may not be read is an error; a pyproject.toml may be anybody's."""
    configure(tmp_path, "bylint", "pyproject.toml").chmod(0)
    assert find_configuration(tmp_path) is None
    configure(tmp_path, "").chmod(0)
    with pytest.raises(ConfigurationError, match="cannot be read: Permission denied"):
        load_configuration(tmp_path)


def test_a_rules_options_are_explained_alike(tmp_path: Path):
    """An option that a rule refuses is told with file, line and a suggestion."""

    class Options(BaseModel):
        model_config = ConfigDict(extra="forbid")
        max_length: int = 3

    file = configure(tmp_path, '\n[rules."excerpt/length"]\nmax-lenght = 4\n')
    found = load_configuration(tmp_path)
    with pytest.raises(ValidationError) as caught:
        Options.model_validate(found.settings_for("x").rules["excerpt/length"])
    error = explain(caught.value, file=found.file, at=("rules", "excerpt/length"), known=lambda _: ["max-length"])
    assert (
        str(error) == f'{file}:3: rules."excerpt/length".max-lenght: there is no such key; did you mean "max-length"?'
    )


def test_an_error_without_a_place():
    """An error may lack key, line and file."""
    assert str(ConfigurationError("odd")) == "odd"
    assert str(ConfigurationError("odd", key="a")) == "a: odd"
    assert str(ConfigurationError("odd", file=Path("f"))) == "f: odd"
    assert str(Configuration(Path()).error("odd", "select")) == "select: odd"


def test_keys_and_lines(tmp_path: Path):
    """A key path is written as TOML would, and found again, headers and arrays of tables included."""
    assert (
        key_of(("section", 1, "rules", "excerpt/length", "max_length"))
        == 'section[1].rules."excerpt/length".max-length'
    )
    file = configure(tmp_path, "# a = 1\n[a]\nb.c = 1\n'd' = 2\n[[x]]\n[[x]]\n[x.y]\nz = 1\n")
    keys = ("a", "a.b.c", "a.d", "a.none", "x[1].y.z", "x[0]", "none")
    assert [line_of_key(file, key) for key in keys] == [2, 3, 4, 2, 8, 5, None]
    assert line_of_key(tmp_path / "none", "a") is None


def test_a_schema_by_itself():
    """A declared schema can be read apart from a file, and its mistakes are told."""
    assert read_schema({"fields": {"title": {"required": True}}}).fields[0].key == "title"
    with pytest.raises(ConfigurationError, match=r"^schema\.additional: should be true or false"):
        read_schema({"additional": 1})


@pytest.mark.parametrize(
    ("written", "size"),
    [("8 MB", 8_000_000), ("500 kB", 500_000), ("1.5 MiB", 1_572_864), ("12", 12), (12, 12)],
)
def test_sizes(tmp_path: Path, written: str | int, size: int):
    """A size is a number of bytes or has a unit."""
    configure(tmp_path, f"max-file-size = {written!r}")
    assert load_configuration(tmp_path).max_file_size == size


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.parametrize("name", ["bylint.toml", ".bylint.toml"])
def test_a_configuration_that_is_no_file(tmp_path: Path, name: str):
    """A pipe or a device is refused and not passed over, unless no configuration is wanted; a folder is none."""
    (tmp_path / "folder" / name).mkdir(parents=True)
    assert load_configuration(tmp_path / "folder", isolated=True).file is None
    os.mkfifo(tmp_path / name)
    with pytest.raises(ConfigurationError, match="is not a regular file"):
        load_configuration(tmp_path / "folder")
    assert load_configuration(tmp_path, isolated=True).file is None
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(ConfigurationError, match="is not a regular file"):
        load_configuration(tmp_path)
