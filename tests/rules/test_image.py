"""The group `image`: where generators look for images, what is nearly there, and when nobody can know."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.development import read_development_address
from bylint.dialects import DIALECTS, SiteSettings
from bylint.people import Directory
from bylint.registry import load_registry
from bylint.site import Site
from bylint.testing import check
from bylint_rules.image._names import may_be_made

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic
    from conftest import Project

RULES = {name: load_registry()[name] for name in load_registry().ids if name.startswith("image/")}
HUGO = ["static/img/gate.jpg", "static/img/wheel-2.png", "static/favicon.ico"]
JEKYLL = {"dialect": "jekyll", "path": "_posts/2020-01-02-mill.md"}
BUNDLE = {"dialect": "hugo", "path": "content/posts/mill/index.md"}


def said(name: str, metadata: str, below: str = "Text.", **parameters: Any) -> list[Diagnostic]:
    return check(RULES[f"image/{name}"], f"---\n{metadata}\n---\n{below}\n", parameters=parameters)


def missing(metadata: str, **parameters: Any) -> list[str]:
    return [found.message for found in said("missing-file", metadata, **parameters)]


def fixed(metadata: str, **parameters: Any) -> list[str]:
    found = said("missing-file", metadata, **parameters)
    return [edit.text for diagnostic in found for fix in diagnostic.fixes for edit in fix.edits]


# -- missing-file: what is there ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metadata", "parameters"),
    [
        ("image: /img/gate.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: gate.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: img/gate.jpg?v=2#top", {"dialect": "hugo", "files": HUGO}),
        ("image: /img/my%20gate.jpg", {"dialect": "hugo", "files": ["static/img/my gate.jpg"]}),
        ("image: /img/my gate.jpg", {"dialect": "hugo", "files": ["static/img/my gate.jpg"]}),
        ("image: /img/caf\u00e9.jpg", {"dialect": "hugo", "files": ["static/img/cafe\u0301.jpg"]}),
        ("image: img/mill.jpg", {"dialect": "hugo", "files": ["assets/img/mill.jpg", "static/img/gate.jpg"]}),
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": ["themes/x/static/img/mill.jpg", *HUGO]}),
        ("image: /posts/mill/mill.jpg", {"dialect": "hugo", "files": ["content/posts/mill/mill.jpg", *HUGO]}),
        ("image: ../images/gate.png", {"dialect": "hugo", "files": ["static/images/gate.png"]}),
        ("cover:\n  image: wheel.png\n  relative: true", {**BUNDLE, "files": ["content/posts/mill/wheel.png"]}),
        ("cover: site.png", {**BUNDLE, "files": ["content/posts/mill/a.png", "assets/images/site.png"]}),
        ("image:\n  path: mill.jpg\nmedia_subpath: /assets/img", {**JEKYLL, "files": ["assets/img/mill.jpg"]}),
        ("image:\n  feature: mill.jpg", {**JEKYLL, "files": ["images/mill.jpg"]}),
        ("image: img/mill.png", {"dialect": "docusaurus", "path": "blog/a.md", "files": ["static/img/mill.png"]}),
        ('image: "@site/static/a.png"', {"dialect": "docusaurus", "path": "blog/a.md", "files": ["static/a.png"]}),
        ("heroImage: ../../a.png", {"dialect": "astro", "path": "src/content/blog/a.md", "files": ["src/a.png"]}),
        ("cover: mill.png", {"dialect": "hexo", "path": "source/_posts/a.md", "files": ["source/_posts/a/mill.png"]}),
        ('image: "{static}/img/a.png"', {"dialect": "pelican", "path": "content/a.md", "files": ["content/img/a.png"]}),
        ("image: ../../a.png", {"dialect": "mkdocs", "path": "docs/blog/posts/a.md", "files": ["docs/a.png"]}),
        ("image: ./a.png", {"path": "posts/mill/index.md", "files": ["posts/mill/a.png"]}),
    ],
)
def test_an_image_is_found_where_its_generator_looks(metadata: str, parameters: dict[str, Any]) -> None:
    """In static folders, assets and themes, beside the post and in its own folder, by each way to write it."""
    assert missing(metadata, **parameters) == []


@pytest.mark.parametrize(
    ("metadata", "parameters"),
    [
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: img/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: /img/wheel-1.png", {"dialect": "hugo", "files": HUGO}),
        ("images: [/img/gate.jpg, /img/mill.jpg]", {"dialect": "hugo", "files": HUGO}),
        ("params:\n  cover: /img/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("cover:\n  image: mill.png", {**BUNDLE, "files": ["content/posts/mill/wheel.png"]}),
        ("image: /assets/mill.jpg", {**JEKYLL, "files": ["assets/gate.jpg"]}),
        ("header:\n  teaser: assets/mill.jpg", {**JEKYLL, "files": ["assets/gate.jpg"]}),
        ("image: ./mill.png", {"dialect": "docusaurus", "path": "blog/a/index.md", "files": ["blog/a/gate.png"]}),
        ("heroImage: /mill.png", {"dialect": "astro", "path": "src/content/blog/a.md", "files": ["public/gate.png"]}),
        ("image: images/mill.png", {"dialect": "pelican", "path": "content/a.md", "files": ["content/images/a.png"]}),
        ("image: assets/mill.png", {"dialect": "mkdocs", "path": "docs/posts/a.md", "files": ["docs/assets/a.png"]}),
        (
            "image: /wp-content/uploads/2015/05/mill-624x211.jpg",
            {"dialect": "hugo", "files": ["static/wp-content/uploads/2015/05/mill.jpg"]},
        ),
        (
            "cover: /img/mill.png",
            {"dialect": "hexo", "path": "source/_posts/a.md", "files": ["source/img/a.png", "themes/x/source/a.css"]},
        ),
    ],
)
def test_an_image_is_missed_where_others_are(metadata: str, parameters: dict[str, Any]) -> None:
    """The folder that it should lie in is there, and holds images of other posts."""
    assert len(missing(metadata, **parameters)) == 1


@pytest.mark.parametrize(
    ("metadata", "parameters"),
    [
        ("image: /uploads/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: /mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": []}),
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": ["static/img/logo.svg", "static/img/favicon.png"]}),
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": ["static/img/gate.jpg", "static/img/.gitignore"]}),
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": ["static/img/gate.jpg", "static/img/mill.jpg.dvc"]}),
        ("image: /img/mill.jpg", {"dialect": "hugo", "files": ["static/img/gate.svg"]}),
        ("image: /img/gate.webp", {"dialect": "hugo", "files": HUGO}),
        ("image: /img/gate-800x600.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: /img/mill.png", {"dialect": "hugo", "files": ["static/img/mill.svg"]}),
        ("image: https://elsewhere.example/img/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: //elsewhere.example/img/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        ("image: data:image/png;base64,iVBOR.png", {"dialect": "hugo", "files": HUGO}),
        ('image: "{{ site.cdn }}/img/mill.jpg"', {"dialect": "hugo", "files": HUGO}),
        ('image: "/img/*.jpg"', {"dialect": "hugo", "files": HUGO}),
        ('image: "<path>/img/mill.jpg"', {"dialect": "hugo", "files": HUGO}),
        ("image: /img/mill", {"dialect": "hugo", "files": HUGO}),
        ("image: true", {"dialect": "hugo", "files": HUGO}),
        ("image: /../../etc/mill.png", {"dialect": "hugo", "files": HUGO}),
        ("image: ../../../shared/mill.png", {"path": "content/posts/mill.md", "files": ["shared/gate.png"]}),
        ("image: ../../../../shared/mill.png", {"path": "content/posts/mill.md", "files": ["shared/gate.png"]}),
        ("logo: /img/mill.jpg", {"dialect": "hugo", "files": HUGO}),
        (
            "resources:\n- name: cover.png\n  src: gate.jpg\ncover: cover.png",
            {**BUNDLE, "files": ["content/posts/mill/gate.jpg"]},
        ),
        ("image: /img/mill.png", {"dialect": "eleventy", "path": "posts/a.md", "files": ["img/gate.png"]}),
        ("cover: /img/mill.png", {"dialect": "hexo", "path": "source/_posts/a.md", "files": ["source/img/gate.png"]}),
        (
            'heroImage: "@/assets/mill.png"',
            {"dialect": "astro", "path": "src/content/a.md", "files": ["src/assets/a.png"]},
        ),
        (
            "heroImage: ~/assets/mill.png",
            {"dialect": "astro", "path": "src/content/a.md", "files": ["src/assets/a.png"]},
        ),
    ],
)
def test_where_nobody_can_know_nothing_is_said(metadata: str, parameters: dict[str, Any]) -> None:
    """Folders that are not here, what a build or a template makes, other hosts, names that a theme completes."""
    assert missing(metadata, **parameters) == []


@pytest.mark.parametrize(
    ("value", "file", "becomes"),
    [
        ("/img/Mill.JPG", "mill.jpg", "/img/mill.jpg"),
        ("/IMG/mill.jpg", "mill.jpg", "/img/mill.jpg"),
        ("/img/mill.jpg", "mill.png", "/img/mill.png"),
        ("/img/mill.jpeg", "mill.jpg", "/img/mill.jpg"),
        ("/img/old_mill.jpg", "old-mill.jpg", "/img/old-mill.jpg"),
        ("/img/old-mill.jpg?w=80", "old mill.jpg", "/img/old mill.jpg?w=80"),
        ("/img/old%2Dmill.jpg", "old mill.jpg", "/img/old%20mill.jpg"),
        ("/img/wather-mill.jpg", "weather-mill.jpg", "/img/weather-mill.jpg"),
        ("img/Mill.jpg", "mill.jpg", "img/mill.jpg"),
    ],
)
def test_a_name_that_is_nearly_right_is_mended(value: str, file: str, becomes: str) -> None:
    """By case, kind of image, signs between words, and one slip; the rest of the value stays."""
    assert fixed(f"image: {value}", dialect="hugo", files=[f"static/img/{file}"]) == [becomes]


@pytest.mark.parametrize(
    ("value", "file"),
    [
        ("/img/mill-1.jpg", "mill-2.jpg"),
        ("/img/mill-2020.jpg", "mill-2021.jpg"),
        ("/img/mill.jpg", "pill.jpg"),
        ("/img/part-a.jpg", "part-b.jpg"),
    ],
)
def test_another_name_is_no_slip(value: str, file: str) -> None:
    """Numbers and short words that differ name other images: the file is missed, and none is offered."""
    (found,) = said("missing-file", f"image: {value}", dialect="hugo", files=[f"static/img/{file}"])
    assert not found.fixes


def test_two_names_as_near_are_not_offered() -> None:
    """Where two files could be meant, the reader decides."""
    files = ["static/img/mill.jpg", "static/img/MILL.jpg"]
    (found,) = said("missing-file", "image: /img/Mill.jpg", dialect="hugo", files=files)
    assert not found.fixes


def test_a_file_in_the_folder_of_nearly_that_name_is_found() -> None:
    """A folder may be written otherwise too, if the file is in it by its own name."""
    found = missing("image: /picture/mill.jpg", dialect="hugo", files=["static/pictures/mill.jpg"])
    assert found == ['image is "/picture/mill.jpg", but the file is "static/pictures/mill.jpg"']
    assert not missing("image: /picture/gate.jpg", dialect="hugo", files=["static/pictures/mill.jpg"])


def test_both_ends_are_in_the_data() -> None:
    """The value under the field's name, and the file or the folder that was looked into."""
    (near,) = said("missing-file", "image: /img/Gate.jpg", dialect="hugo", files=HUGO)
    (gone,) = said("missing-file", "image: /img/mill.jpg", dialect="hugo", files=HUGO)
    assert near.data == {"image": "/img/Gate.jpg", "file": "static/img/gate.jpg"}
    assert gone.data == {"image": "/img/mill.jpg", "folder": "static/img"}
    assert (gone.field, gone.key, gone.severity) == ("image", "image", "error")


def test_a_draft_may_lack_its_images() -> None:
    """It is told, and weighs less."""
    (found,) = said("missing-file", "image: /img/mill.jpg\ndraft: true", dialect="hugo", files=HUGO)
    assert found.severity == "info"


def test_the_disk_is_asked_and_addresses_of_the_site_are_its_own(project: Project) -> None:
    """A whole run: an absolute address of the site, a site below the project's root, a link out of the project."""
    project.write("web/hugo.toml", 'baseURL = "https://mill.example/blog/"\nlanguageCode = "en"\n')
    project.write("web/static/img/gate.jpg", "")
    for name, value in (
        ("a", "/blog/img/gate.jpg"),
        ("b", "https://mill.example/blog/img/Gate.jpg"),
        ("c", "/x/y.jpg"),
    ):
        project.write(f"web/content/posts/{name}.md", f"---\ntitle: A\nimage: {value}\n---\nText.\n")
    ran = project.run("check", "--select", "image/missing-file", "--output-format", "json")
    assert [(found["path"], found["message"]) for found in ran.json["diagnostics"]] == [
        (
            "web/content/posts/b.md",
            'image is "https://mill.example/blog/img/Gate.jpg", but the file is "web/static/img/gate.jpg"',
        )
    ]


def test_the_configuration_says_where_files_are(project: Project) -> None:
    """With Eleventy, whose folders are in a program, the rule speaks once it is told."""
    project.write("eleventy.config.js", "")
    project.write("public/img/gate.jpg", "")
    project.write("posts/a.md", "---\ntitle: A\nimage: /img/mill.jpg\n---\nText.\n")
    run = ("check", "--select", "image/missing-file", "--output-format", "json")
    assert project.run(*run).rules == []
    project.write("bylint.toml", '[site]\nstatic = ["public"]\n')
    assert project.run(*run).rules == ["image/missing-file"]


@given(st.text(max_size=60))
def test_no_value_breaks_the_rule(value: str) -> None:
    """Any text may stand where an image should."""
    text = value.replace("'", "''").replace("\n", " ").replace("\r", " ")
    source = "".join(character for character in text if character.isprintable())
    missing(f"image: '{source}'", dialect="hugo", files=HUGO)


@pytest.mark.parametrize(
    ("name", "others", "made"),
    [
        ("a.webp", ["a.jpg"], True),
        ("a-800.jpg", ["a.jpg"], True),
        ("a@2x.png", ["a.png"], True),
        ("a_thumb.jpg", ["a.jpg"], True),
        ("a.jpg", ["a.webp"], False),
        ("a.jpg", ["b.jpg"], False),
        ("ab.jpg", ["a.jpg"], False),
    ],
)
def test_a_build_makes_sizes_and_formats(name: str, others: list[str], *, made: bool) -> None:
    """Of an image that is there; no build makes an older format of a newer one."""
    assert may_be_made(name, others) is made


# -- missing-alt -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "metadata",
    [
        "image: /a.png\nimage-alt:",
        "image: /a.png\nimage_alt: ~",
        "image: /a.png\nimageAlt: null",
        "image:\n  src: /a.png\n  alt:",
        "coverImage: /a.png\ncoverAlt:",
        "coverImage: /a.png\ncoverImageAlt: IMG_1234.jpg",
        "open-graph-image: /a.png\nopen-graph-image-alt:",
        'cover:\n  image: /a.png\n  alt: "<alt text>"',
        "header:\n  image: /a.png\n  teaser: /b.png\n  alt:",
        "header:\n  image: /a.png\nheader_alt:",
        "gallery:\n- src: /a.png\n  alt: The mill\n- src: /b.png",
    ],
)
def test_a_place_for_words_that_is_empty_is_told_once(metadata: str) -> None:
    """Beside the image or in its mapping, by any of the usual keys."""
    assert len(said("missing-alt", metadata)) == 1


@pytest.mark.parametrize(
    "metadata",
    [
        "image: /a.png",
        'image: /a.png\nimage-alt: ""',
        "image: /a.png\nimage-alt: The mill",
        "image:\nimage-alt:",
        'image: ""\nimage-alt:',
        "image: /a.png\nimage-caption:",
        "image:\n  path: /a.png",
        "extra:\n  image: /a.png\n  alt:",
        'cover:\n  image: "<image path>"\n  alt: "<alt text>"',
        "gallery:\n- src: /a.png\n- src: /b.png",
    ],
)
def test_an_image_without_a_place_for_words_is_its_themes_affair(metadata: str) -> None:
    """No key, no image, a decorative one, or a text: silence."""
    assert said("missing-alt", metadata) == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("![](a.png) ![ ](b.png) ![][1]", 3),
        ("![A mill](a.png)", 0),
        ('<img src="a.png"> <IMG src="a.png"/>', 2),
        ('<img src="a.png" alt=""> <img alt src=a.png> <img {...more} src="a.png">', 0),
        ('<figure><img src="a.png"></figure>', 1),
        ("`![](a.png)` and `<img src=a.png>`", 0),
        ("```\n![](a.png)\n```\n<pre><img src=a.png></pre>\n<!-- ![](a.png) -->", 0),
    ],
)
def test_the_images_of_the_body_are_read_when_asked(body: str, count: int) -> None:
    """Those of Markdown and HTML, not of code; and only with the option."""
    assert len(said("missing-alt", "title: A", body, body=True)) == count
    assert said("missing-alt", "title: A", body) == []


# -- development-host --------------------------------------------------------------------------------------------------

HIDDEN = [
    "http://localhost:1313/a.png",
    "https://127.0.0.1/a.png",
    "http://0.0.0.0:4000/a.png",
    "http://[::1]/a.png",
    "http://mill.local/a.png",
    "http://mill.test/a.png",
    "http://192.168.0.2/a.png",
    "//localhost/a.png",
    "https://staging.mill.example/a.png",
    "https://ab12.ngrok-free.app/a.png",
    "https://deploy-preview-12--mill.netlify.app/a.png",
    "https://mill-git-main-team.vercel.app/a.png",
    "https://mill.example/wp-admin/post.php?file=a.png",
    "file:///home/ana/a.png",
    "C:\\a.png",
    "D:/pictures/a b.png",
    "/Users/ana/Desktop/a.png",
]
PUBLIC = [
    "https://dev.to/a.png",
    "https://developer.mill.example/a.png",
    "https://mill.netlify.app/a.png",
    "https://mill.vercel.app/a.png",
    "https://preview.redd.it/a.png",
    "https://staging.example/a.png",
    "https://localhost.example/a.png",
    "https://www.ngrok.io/a.png",
    "https://mill.example/?from=http://localhost/a.png",
    "https://i0.wp.com/staging.mill.example/a.png",
    "https://thelocal.example/a.png",
    "https://mill.example/wp-admin/images/a.png",
    "/localhost/a.png",
    "/home/page/a.png",
    "localhost/a.png",
]


@pytest.mark.parametrize("address", HIDDEN)
def test_an_image_on_a_host_of_its_writer_is_told(address: str) -> None:
    """The own machine and network, tunnels, previews, staging, an editor's page, a file."""
    assert len(said("development-host", f"image: '{address}'")) == 1


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_host_may_be_named_like_one(address: str) -> None:
    """Names of real hosts hold such words, and so do paths."""
    assert said("development-host", f"image: '{address}'") == []


def _site(**settings: Any) -> Site:
    return Site(Path(), DIALECTS["generic"], Directory(), SiteSettings(**settings), date(2024, 1, 1))


def test_hosts_of_the_own_domain_are_known_by_their_stage() -> None:
    """`dev.` is the site's own there, and anybody's elsewhere."""
    site = _site(base_url="https://www.mill.example/")
    for name in ("dev", "preview", "staging", "test"):
        assert read_development_address(f"https://{name}.mill.example/x", site, own=False)
        assert not read_development_address(f"https://{name}.other.example/x", site, own=False)
    assert not read_development_address("https://developer.mill.example/x", site, own=False)


def test_a_site_on_such_a_host_is_read_there() -> None:
    """Of a site in a private network, its own host is no slip."""
    assert not read_development_address("http://wiki.local/a", _site(base_url="http://wiki.local/"), own=True)


@pytest.mark.parametrize(
    ("listed", "host", "hit"),
    [
        ("next.mill.example", "next.mill.example", True),
        ("next.mill.example", "a.next.mill.example", True),
        ("*.corp.example", "a.corp.example", True),
        ("https://next.mill.example/x", "next.mill.example", True),
        ("next.mill.example", "mill.example", False),
        ("mill.example", "windmill.example", False),
    ],
)
def test_the_configuration_names_further_hosts(listed: str, host: str, *, hit: bool) -> None:
    """A name stands for itself and all below it."""
    site = _site(development_hosts=(listed,))
    assert bool(read_development_address(f"https://{host}/x", site, own=False)) is hit


@given(st.text(max_size=80))
def test_no_address_breaks_the_reading(value: str) -> None:
    """Whatever stands where an address should."""
    read_development_address(value, _site(base_url=value), own=True)
    read_development_address(f"http://{value}", _site(), own=True)


@pytest.mark.parametrize("piece", ["/a", "../", "%20", "a-", "{", "[x", "://"])
@pytest.mark.timeout(120)
def test_a_value_of_a_hundred_thousand_characters_takes_no_time(piece: str) -> None:
    """Linear, and short of a second by far."""
    value = (piece * 100_000)[:100_000]
    for rule in RULES.values():
        check(rule, f"---\nimage: '{value}.png'\n---\n", parameters={"dialect": "hugo", "files": HUGO})
