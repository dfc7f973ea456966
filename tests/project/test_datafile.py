"""Data files and registries are read without trust."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bylint.datafile import MAX_DATA, read_data
from bylint.dialects import GENERIC, HUGO, JEKYLL
from bylint.people import Kind
from bylint.registries import read_registries

if TYPE_CHECKING:
    from pathlib import Path

BOMB = "a: &a {k1: 1, k2: 2}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def write(root: Path, path: str, text: str | bytes = "") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("a.yml", "x: [1, true]", {"x": [1, True]}),
        ("a.yaml", "\ufeffx: 1", {"x": 1}),
        ("a.toml", "x = 1", {"x": 1}),
        ("a.json", '{"x": 1}', {"x": 1}),
        ("a.md", "---\nx: 1\n---\nbody: 2\n", {"x": 1}),
        ("a.md", "---\nx: 1\n", None),
        ("a.md", "body", None),
        ("a.yml", "", None),
    ],
)
def test_data_is_read_by_suffix(tmp_path: Path, name: str, text: str, value: object):
    """YAML, TOML and JSON files give their value; a page gives its front matter."""
    found = read_data(write(tmp_path, name, text))
    assert (found.value, found.fault) == (value, None)


def test_text_stays_text(tmp_path: Path):
    """A person named No, or with the slug 007, is not a boolean or a number."""
    assert read_data(write(tmp_path, "a.yml", "007: No"), as_text=True).value == {"007": "No"}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.yml", b"\xff\xfe\xfa", "is not UTF-8"),
        ("a.yml", "[" * 5_000, "is nested too deeply"),
        ("a.yml", "\n".join(" " * depth + "a:" for depth in range(1_000)), "is nested too deeply"),
        ("a.json", "[" * 100_000, "is nested too deeply"),
        ("a.toml", "x = " + "[" * 50_000, "is nested too deeply"),
        ("a.yml", BOMB, "cannot be parsed: too many aliases"),
        ("a.yml", "a: &a x\nb: [" + "*a," * 1_001 + "]", "cannot be parsed: too many aliases"),
        ("a.yml", "a: [1\n", "cannot be parsed: did not find expected ',' or ']' (line 2)"),
        ("a.yml", "d: 2020-13-45", "cannot be parsed: month must be in 1..12"),
        ("a.yml", "a: &a [*a]", "cannot be parsed: the alias *a stands inside what it names"),
        ("a.json", "{", "cannot be parsed: Expecting property name"),
        ("a.json", "1" * 5_000, "cannot be parsed: Exceeds the limit"),
        ("a.toml", "x =", "cannot be parsed: Invalid value"),
        ("a.yml", b"x" * (MAX_DATA + 1), "is larger than 4 MB and was not read"),
    ],
)
def test_bad_data_is_told_and_never_raises(tmp_path: Path, name: str, text: str | bytes, fault: str):
    """What cannot be read gives a fault in plain words and no value."""
    found = read_data(write(tmp_path, name, text))
    assert found.value is None
    assert found.fault is not None
    assert found.fault.startswith(fault)


def test_tags_of_a_programs_own_are_nothing(tmp_path: Path):
    """A value that a program would make is none, and what stands beside it is read."""
    text = "a: !!python/object/apply:os.system ['true']\nb: !ENV [X, y]\nc: 1\n"
    found = read_data(write(tmp_path, "mkdocs.yml", text))
    assert found.fault is None
    assert found.value == {"a": None, "b": None, "c": 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("---\nname: Ana\n---\nbody", {"name": "Ana"}),
        ('+++\nname = "Ana"\n+++\nbody', {"name": "Ana"}),
        ("+++\nname = 1\n", None),
        ("+++\n+++\n", None),
        ("body", None),
        ("", None),
    ],
)
def test_a_page_counts_with_its_front_matter(tmp_path: Path, text: str, value: object):
    """YAML or TOML between fences; nothing where there are none."""
    assert read_data(write(tmp_path, "a.md", text)).value == value


def test_bytes_without_their_meaning(tmp_path: Path):
    """Without parsing, a broken file gives its bytes."""
    assert read_data(write(tmp_path, "a.yml", "a: ["), parse=False) == (None, None, b"a: [")


def test_a_vanished_file_is_told(tmp_path: Path):
    """A file that is not there, or is a folder, gives a fault."""
    assert read_data(tmp_path / "none.yml").fault == "cannot be read: No such file or directory"
    assert (read_data(tmp_path).fault or "").startswith("cannot be read")


SHAPES = {
    "mapping": ("_data/authors.yml", "ana:\n  name: Ana Ruiz\n  url: https://ana.example\n  title: Editor\n"),
    "names": ("_data/authors.yml", "ana: Ana Ruiz\n"),
    "list with slugs": ("_data/authors.yml", "- {slug: ana, name: Ana Ruiz}\n"),
    "list of one-key mappings": ("_data/authors.yml", "- ana: {name: Ana Ruiz}\n"),
    "wrapped": ("_data/authors.yml", "authors:\n  ana: {name: Ana Ruiz, avatar: x.png}\n"),
    "a wrapped list": ("_data/authors.json", '{"authors": [{"id": "ana", "name": "Ana Ruiz"}]}'),
    "toml": ("_data/authors.toml", '[ana]\nname = "Ana Ruiz"\n'),
    "a file each": ("_data/authors/ana.yml", "name: Ana  Ruiz\nbio: writes\n"),
    "a page each": ("_authors/ana.md", "---\nname: Ana Ruiz\nposition: Editor\n---\n"),
}


@pytest.mark.parametrize(("path", "text"), SHAPES.values(), ids=SHAPES)
def test_registries_of_all_shapes_name_a_person(tmp_path: Path, path: str, text: str):
    """Each shape in which sites list people gives slug and name."""
    write(tmp_path, path, text)
    found = read_registries(tmp_path, JEKYLL.registries)
    assert {slug: person.name for slug, person in found.people.items()} == {"ana": "Ana Ruiz"}
    assert found.files == (path,)
    assert found.notices == ()


def test_an_entry_is_read_in_full(tmp_path: Path):
    """Role, address, affiliation and handle come from the keys that themes use; a handle loses its site."""
    entry = """
ana:
  Name: Ana Ruiz
  Job-Title: Editor
  email: ana@example.org
  website: https://ana.example
  company: Daily Post
  socials: {twitter: "https://twitter.com/anar/"}
"""
    write(tmp_path, "authors.yml", entry)
    person = read_registries(tmp_path, GENERIC.registries).people["ana"]
    assert (person.name, person.role, person.email) == ("Ana Ruiz", "Editor", "ana@example.org")
    assert (person.url, person.affiliation, person.handle) == ("https://ana.example", "Daily Post", "anar")
    assert person.kind is Kind.PERSON


def test_an_entry_without_a_name_is_a_login(tmp_path: Path):
    """A slug with a GitHub account only is somebody whose name is not known; one with nothing is nobody."""
    write(tmp_path, "authors.yml", "ana: {github: '@anar'}\nben: {color: red}\nkim:\n")
    people = read_registries(tmp_path, GENERIC.registries).people
    assert set(people) == {"ana"}
    assert (people["ana"].name, people["ana"].handle, people["ana"].kind) == ("", "anar", Kind.LOGIN)


def test_term_pages_of_hugo_name_people(tmp_path: Path):
    """The page of an author's taxonomy term says the name, by `title` if need be; others are no fault."""
    write(tmp_path, "content/authors/ana/_index.md", "---\ntitle: Ana Ruiz\n---\n")
    write(tmp_path, "content/authors/ben/_index.md", "---\nweight: 1\n---\n")
    write(tmp_path, "content/authors/kim/_index.md", "no front matter")
    found = read_registries(tmp_path, HUGO.registries)
    assert {slug: person.name for slug, person in found.people.items()} == {"ana": "Ana Ruiz"}
    assert found.notices == ()


def test_the_settings_win_over_files(tmp_path: Path):
    """People of the site's own configuration come first, then the files in order."""
    write(tmp_path, "_data/authors.yml", "ana: Ana R.\nben: Ben Okafor\n")
    found = read_registries(tmp_path, JEKYLL.registries, {"ana": {"name": "Ana Ruiz"}})
    assert [person.name for person in found.people.values()] == ["Ana Ruiz", "Ben Okafor"]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("[" * 3_000, "authors.yml is nested too deeply"),
        ("just text", "authors.yml lists nobody in a shape that bylint knows"),
        ("- [2]\n- {a: 1, b: 2}\n", "authors.yml lists nobody in a shape that bylint knows"),
        ("a: 1\n", None),
        ("", None),
    ],
)
def test_a_registry_that_is_none_is_a_notice(tmp_path: Path, text: str, notice: str | None):
    """A broken registry, or one in no known shape, is told once and never raises."""
    write(tmp_path, "authors.yml", text)
    assert read_registries(tmp_path, GENERIC.registries).notices == ((notice,) if notice else ())


def test_a_cyclic_registry_ends(tmp_path: Path):
    """An entry that contains itself is told, and the run goes on."""
    write(tmp_path, "authors.yml", "&a\nana: *a\nben: {name: Ben Okafor, socials: *a}\n")
    (notice,) = read_registries(tmp_path, GENERIC.registries).notices
    assert notice == "authors.yml cannot be parsed: the alias *a stands inside what it names"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user that permissions hold for")
def test_a_forbidden_registry_is_a_notice(tmp_path: Path):
    """A registry that may not be read is told."""
    write(tmp_path, "authors.yml", "a: b").chmod(0)
    assert read_registries(tmp_path, GENERIC.registries).notices == ("authors.yml cannot be read: Permission denied",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    """Nobody writes into it, and the run would never end."""
    os.mkfifo(tmp_path / "authors.yml")
    os.mkfifo(tmp_path / "_config.yml")
    assert read_data(tmp_path / "_config.yml").fault == "cannot be read: it is not a regular file"
    assert read_registries(tmp_path, GENERIC.registries).people == {}
