"""What is called plainly right is taken by the models, and as it stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.config import ConfigurationError
from bylint.config_file import read_configuration
from bylint.config_models import checked
from bylint.config_plain import is_plain

TEXTS = st.lists(st.text(max_size=5), max_size=2)
VALUES = st.one_of(
    st.text(max_size=5),
    st.sampled_from(["hugo", "error", "warning", "none", "date"]),
    TEXTS,
    st.booleans(),
    st.integers(-2, 3),
    st.dates(),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    st.dictionaries(st.text(max_size=5), st.sampled_from(["info", "error", "odd"]), max_size=2),
    st.dictionaries(
        st.sampled_from(["date/future", "date"]),
        st.dictionaries(st.sampled_from(["since", "until", "posts", "max-length"]), st.dates() | st.integers()),
        max_size=2,
    ),
)
LAYER = ["dialect", "select", "extend-select", "extend_select", "ignore", "severity", "rules", "schema", "since"]
FILE = ["content", "exclude", "respect-gitignore", "local-rules", "fail-on", "preview", "baseline", "max-file-size"]
SITE = ["title", "base-url", "language", "languages", "author", "vocabulary", "static", "development-hosts", "odd"]


def tables(keys: list[str]) -> st.SearchStrategy[dict[str, object]]:
    """Tables in which some keys, most of them right, have some value, at times a right one."""
    return st.dictionaries(st.sampled_from(keys), VALUES, max_size=4)


FILES = st.builds(
    lambda layer, own, parts: {**layer, **own, **parts},
    tables(LAYER),
    tables(FILE),
    st.fixed_dictionaries(
        {},
        optional={
            "people": tables(["accounts", "organisations", "aliases", "odd"]),
            "site": tables(SITE),
            "section": st.lists(tables([*LAYER, "path"]), max_size=2),
        },
    ),
)


@given(FILES)
def test_the_models_take_what_is_plainly_right(table: dict[str, object]) -> None:
    """And change nothing about it, but that one path is a list of one."""
    if not is_plain(table):
        return
    for section in table.get("section", []):  # type: ignore[attr-defined]
        if isinstance(section["path"], str):
            section["path"] = [section["path"]]
    assert checked(table, Path("bylint.toml"), ()) == table


USUAL = """
content = ["posts"]
exclude = ["posts/old/**"]
select = ["author", "date"]
extend-select = ["title/length"]
ignore = ["date/future"]
fail-on = "warning"
dialect = "hugo"
preview = true
[severity]
"title/length" = "error"
[rules."title/length"]
max-length = 60
[people]
accounts = ["desk"]
[people.aliases]
ana = "Ana Ruiz"
[site]
title = "The Weir"
languages = ["en", "de"]
vocabulary = "terms.yaml"
[[section]]
path = "posts/press/**"
ignore = ["author"]
"""


def test_a_usual_file_is_plain_and_says_the_same_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read as the models would have it read."""
    file = tmp_path / "bylint.toml"
    file.write_text(USUAL, "utf-8")
    plainly = read_configuration(file, tmp_path)
    monkeypatch.setattr("bylint.config_file.is_plain", lambda table: not table)
    assert read_configuration(file, tmp_path) == plainly
    assert plainly.sections[0].globs == ("posts/press/**",)
    assert plainly.base.rules == {"title/length": {"max_length": 60}}
    assert plainly.site == {"title": "The Weir", "languages": ("en", "de"), "vocabulary": (("", "terms.yaml"),)}


@pytest.mark.parametrize(
    "line",
    [
        "slect = []",
        "extend_select = ['date']",
        "since = 2020-01-01",
        "max-file-size = '1 MB'",
        "[schema]",
        "content = [1]",
    ],
)
def test_all_else_is_for_the_models(tmp_path: Path, line: str) -> None:
    """Also what they take: other spellings, other forms, days."""
    import tomllib

    assert not is_plain(tomllib.loads(line))
    file = tmp_path / "bylint.toml"
    file.write_text(line, "utf-8")
    if line in ("slect = []", "content = [1]"):
        with pytest.raises(ConfigurationError, match=r"bylint.toml:1: "):
            read_configuration(file, tmp_path)
    else:
        assert read_configuration(file, tmp_path).file == file


def test_a_usual_file_and_no_file_need_no_pydantic(tmp_path: Path) -> None:
    """A writer waits for each import."""
    (tmp_path / "bylint.toml").write_text(USUAL.replace('[rules."title/length"]\nmax-length = 60\n', ""), "utf-8")
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "weir.md").write_text("---\ntitle: The weir\nauthor: Ben Okafor\n---\n_by Ana Ruiz_\n", "utf-8")
    program = (
        "import sys; from bylint.cli import main\n"
        "try: main(['check', 'posts'])\n"
        "except SystemExit as done: print(done.code, [name for name in sys.modules if 'pydantic' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "author/contradicts-byline" in done.stdout
    assert done.stdout.endswith("1 []\n")
