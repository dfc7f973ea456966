"""The static files index of a site: what lies in its folders, listed once, never outside of the project."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from bylint import static_files
from bylint.site_finder import SiteFinder
from bylint.static_files import StaticFiles

if TYPE_CHECKING:
    from pathlib import Path


def make(top: Path, *paths: str) -> None:
    for path in paths:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")


def link(source: Path, target: Path) -> None:
    try:
        source.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links")


def test_a_folder_is_told_by_the_names_in_it(tmp_path: Path) -> None:
    """Files and folders apart; what is not there is empty and does not exist."""
    make(tmp_path, "static/img/mill.jpg", "static/robots.txt")
    files = StaticFiles(str(tmp_path))
    assert files.folder("static").files == {"robots.txt"}
    assert files.folder("static").folders == {"img"}
    assert not files.folder("static/other").exists
    assert files.folder("static/other").is_known


def test_letter_case_counts_on_every_file_system(tmp_path: Path) -> None:
    """A file is there by exactly its name."""
    make(tmp_path, "img/Mill.jpg")
    files = StaticFiles(str(tmp_path))
    assert files.has("img/Mill.jpg")
    assert not files.has("img/mill.jpg")


def test_a_folder_is_listed_once(tmp_path: Path) -> None:
    """What appears after that is not seen in this run."""
    make(tmp_path, "img/mill.jpg")
    files = StaticFiles(str(tmp_path))
    assert not files.has("img/gate.jpg")
    make(tmp_path, "img/gate.jpg")
    assert not files.has("img/gate.jpg")


def test_the_digest_is_of_the_names_that_were_asked_for(tmp_path: Path) -> None:
    """It changes with a name in a folder that was asked for, and with no other."""
    make(tmp_path, "img/mill.jpg", "other/gate.jpg")
    first = StaticFiles(str(tmp_path))
    first.folder("img")
    asked, digest = first.asked, first.digest
    make(tmp_path, "other/wheel.jpg")
    assert StaticFiles(str(tmp_path)).digest_of(asked) == digest
    make(tmp_path, "img/wheel.jpg")
    assert StaticFiles(str(tmp_path)).digest_of(asked) != digest


def test_a_folder_that_appears_changes_the_digest(tmp_path: Path) -> None:
    """That something was not there is a fact, too."""
    files = StaticFiles(str(tmp_path))
    files.folder("img")
    make(tmp_path, "img/mill.jpg")
    assert StaticFiles(str(tmp_path)).digest_of(files.asked) != files.digest


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    """Nothing is known of such a folder, nor of one above the project."""
    make(tmp_path, "away/secret.jpg", "project/static/mill.jpg", "project/shared/gate.jpg")
    link(tmp_path / "project/static/out", tmp_path / "away")
    link(tmp_path / "project/static/in", tmp_path / "project/shared")
    files = StaticFiles(str(tmp_path / "project"))
    assert not files.folder("static/out").is_known
    assert files.folder("static/out").files == frozenset()
    assert not files.folder("../away").is_known
    assert files.has("static/in/gate.jpg")


def test_a_site_may_look_into_the_project_around_it(tmp_path: Path) -> None:
    """A folder beside the site is the project's."""
    make(tmp_path, "web/static/mill.jpg", "shared/gate.jpg")
    files = StaticFiles(str(tmp_path / "web"), str(tmp_path))
    assert files.has("../shared/gate.jpg")
    assert not files.folder("../..").is_known


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    """Walking stops at the number of names that are kept."""
    make(tmp_path, "static/a/mill.jpg")
    link(tmp_path / "static/a/again", tmp_path / "static")
    files = StaticFiles(str(tmp_path))
    walked = [folder for folder, _ in zip(files.below("static"), range(500), strict=False)]
    assert walked[0] == "static"
    assert len(walked) <= 500


def test_too_many_names_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with more names than may be kept is as good as unread."""
    monkeypatch.setattr(static_files, "MOST_NAMES", 3)
    make(tmp_path, *(f"many/{number}.jpg" for number in range(4)), "few/mill.jpg")
    files = StaticFiles(str(tmp_path))
    assert not files.folder("many").is_known
    assert files.has("few/mill.jpg")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5_000, "img/mill.jpg", "/etc/../.."])
def test_no_path_is_too_odd(tmp_path: Path, path: str) -> None:
    """A path that no file has leads nowhere, and raises nothing."""
    make(tmp_path, "img/mill.jpg")
    assert StaticFiles(str(tmp_path)).folder(path).files == frozenset()


def test_packages_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    """So is what is named; all else is walked in the order of names."""
    make(tmp_path, "b/x.jpg", "a/y.jpg", ".git/z.jpg", "_site/z.jpg", "node_modules/z.jpg", "public/z.jpg")
    assert list(StaticFiles(str(tmp_path)).below("", {"public"})) == ["", "a", "b"]


def test_an_index_may_be_a_fixed_list() -> None:
    """Tests say what is there, and no disk is asked."""
    files = StaticFiles(known=["static/img/mill.jpg"])
    assert files.has("static/img/mill.jpg")
    assert files.folder("static").folders == {"img"}
    assert not files.folder("lint").exists


def test_indexes_of_one_place_are_equal(tmp_path: Path) -> None:
    """However much was asked of each, also after a way to another process."""
    make(tmp_path, "img/mill.jpg")
    one, other = StaticFiles(str(tmp_path)), StaticFiles(str(tmp_path))
    one.folder("img")
    assert one == other == pickle.loads(pickle.dumps(one))  # our own
    assert StaticFiles(known=["a.jpg"]) != StaticFiles(known=["b.jpg"])


@pytest.mark.parametrize(
    ("name", "text", "folders"),
    [
        ("hugo.toml", 'staticDir = ["files", "more"]\n', ("files", "more", "assets")),
        (
            "hugo.toml",
            '[[module.mounts]]\nsource = "pictures"\ntarget = "static"\n[[module.mounts]]\nsource = "x"\ntarget = "content"\n',
            ("static", "assets", "pictures"),
        ),
        ("hugo.toml", 'title = "Mill"\n', ("static", "assets")),
        ("_config.yml", "source: web\n", ("web",)),
        ("_config.yml", "title: Mill\n", ("",)),
        ("_config.yml", "source_dir: src\nnew_post_name: ':title.md'\n", ("src",)),
        ("mkdocs.yml", "docs_dir: pages\n", ("pages",)),
        ("config.toml", 'base_url = "https://mill.example"\n', ("static", "content")),
    ],
)
def test_a_site_says_where_its_files_are(tmp_path: Path, name: str, text: str, folders: tuple[str, ...]) -> None:
    """Where its configuration names no folder, it is the generator's; those of themes come after them."""
    (tmp_path / name).write_text(text, "utf-8")
    site = SiteFinder(tmp_path).find(tmp_path)
    assert tuple(each for each in site.static if "*" not in each) == folders


def test_the_configuration_says_it_for_all_sites(tmp_path: Path) -> None:
    """`static` of `[site]` comes before what a generator has, Eleventy for one, whose folders are in a program."""
    (tmp_path / "eleventy.config.js").write_text("", "utf-8")
    assert SiteFinder(tmp_path).find(tmp_path).static == ()
    assert SiteFinder(tmp_path, settings={"static": ("public",)}).find(tmp_path).static == ("public",)
