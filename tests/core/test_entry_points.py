"""What packages offer is found as importlib.metadata finds it."""

from __future__ import annotations

import sys
import zipfile
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from bylint.entry_points import entry_points

if TYPE_CHECKING:
    from pathlib import Path

OFFERED = """\
[console_scripts]
mill = mill:run

# not this one
[mill.wheels]
# nor this
overshot = mill.wheels.overshot
 undershot=mill.wheels:undershot [water]

[mill.wheels.more]
other = mill.other
"""
WHEELS = [("overshot", "mill.wheels.overshot"), ("undershot", "mill.wheels:undershot [water]")]


def offer(folder: Path, info: str, text: str = OFFERED, name: str = "The_Mill") -> Path:
    (folder / info).mkdir(parents=True)
    (folder / info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (folder / info / "PKG-INFO").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (folder / info / "entry_points.txt").write_text(text, "utf-8")
    return folder


def test_installed_packages_offer_what_the_standard_library_says() -> None:
    """In every group there is."""
    groups = metadata.entry_points().groups
    assert "bylint.rules" in groups
    for group in groups:
        said = sorted((found.name, found.value) for found in metadata.entry_points(group=group))
        assert sorted((found.name, found.value) for found in entry_points(group)) == said


@pytest.mark.parametrize("info", ["the_mill-1.0.dist-info", "the_mill-1.0-py3.11.egg-info", "the_mill.egg-info"])
def test_a_package_offers_its_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, info: str) -> None:
    """Comments, blanks and other groups are passed over; the package is known by its own name."""
    monkeypatch.syspath_prepend(str(offer(tmp_path, info)))
    found = entry_points("mill.wheels")
    assert [each[:2] for each in found] == WHEELS
    assert [(each.name, each.value) for each in metadata.entry_points(group="mill.wheels")] == WHEELS
    assert {each.distribution for each in found} == {"The_Mill"}
    assert entry_points("mill") == []


def test_of_two_packages_of_a_name_the_first_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However their names are written."""
    monkeypatch.syspath_prepend(str(offer(tmp_path / "late", "the.mill-0.9.dist-info")))
    monkeypatch.syspath_prepend(str(offer(tmp_path / "early", "The_Mill-1.0.dist-info", "[mill.wheels]\nnew = mill\n")))
    assert [each[:2] for each in entry_points("mill.wheels")] == [("new", "mill")]
    assert [each.name for each in metadata.entry_points(group="mill.wheels")] == ["new"]


def test_what_is_not_plain_is_asked_of_the_standard_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package in an archive, an egg, and a finder of somebody's own."""
    offer(tmp_path / "plain", "the_mill-1.0.dist-info")
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in (tmp_path / "plain" / "the_mill-1.0.dist-info").iterdir():
            archive.write(file, f"the_mill-1.0.dist-info/{file.name}")
    egg = offer(tmp_path / "the_mill-1.0-py3.11.egg", "EGG-INFO")
    for path in (packed, egg):
        with monkeypatch.context() as here:
            here.syspath_prepend(str(path))
            assert [each[:2] for each in entry_points("mill.wheels")] == WHEELS
            assert {each.distribution for each in entry_points("mill.wheels")} == {"The_Mill"}

    class Finder(metadata.DistributionFinder):
        def find_spec(self, *_: object) -> None:
            return None

        def find_distributions(self, context: object = None) -> list[metadata.Distribution]:
            return [metadata.Distribution.at(tmp_path / "plain" / "the_mill-1.0.dist-info")]

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert [each[:2] for each in entry_points("mill.wheels")] == WHEELS


def test_what_cannot_be_read_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of entry points, one that is no text, a path that is not there."""
    (tmp_path / "bare-1.0.dist-info").mkdir()
    (offer(tmp_path, "odd-1.0.dist-info") / "odd-1.0.dist-info" / "entry_points.txt").write_bytes(b"\xff[mill.wheels]")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "nowhere"))
    assert entry_points("mill.wheels") == []
