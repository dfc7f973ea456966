"""The README: what it shows is what bylint prints, and what it tells people to write is what bylint reads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import yaml

from bylint.cli.check import check_command as check
from bylint.config import load_configuration
from bylint.filenames import SUFFIXES
from bylint.registry import load_registry
from bylint.run import settle_names
from conftest import PROJECT, Project

if TYPE_CHECKING:
    from pathlib import Path

README = (PROJECT / "README.md").read_text("utf-8")
POWELL = """---
title: "StackStorm meetup: event-driven automation"
author: Dmitri Zimine
layout: post
permalink: /2014/10/15/meetup/
dsq_thread_id:
  - 3123456789
categories:
  - Blog
  - Community
tags:
  - automation
  - meetup
---

_by Evan Powell_

Thanks to everybody who came.
"""


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_founding_case_is_drawn_as_bylint_prints_it(project: Project) -> None:
    """Letter by letter, for a post of that shape at that path."""
    project.write("content/posts/2014-10-15-meetup.md", POWELL)
    ran = project.run("check", "--quiet", "--select", "author/contradicts-byline")
    assert ran.out == blocks("")[0] + "\n"


def test_the_configuration_is_read_by_bylint(tmp_path: Path) -> None:
    """Every key is one, every rule it names exists, and every glob can be compiled."""
    (block,) = blocks("toml")
    (tmp_path / "bylint.toml").write_text(block, "utf-8")
    configuration = load_configuration(tmp_path)
    assert configuration.file == tmp_path / "bylint.toml"
    assert configuration.max_file_size == 8_000_000
    assert settle_names(configuration, load_registry()) is configuration
    press = configuration.settings_for("content/press/a.md")
    assert press.schema is not None
    assert press.schema.model == "schemas/press.py:PressRelease"
    assert not press.selects("author/contradicts-byline")


def test_the_configuration_runs(project: Project) -> None:
    """With the files that it names, it checks a post and knows its person by the alias."""
    project.write("bylint.toml", blocks("toml")[0])
    project.write("tools/rules/.keep", "")
    project.write(
        "schemas/press.py", "from pydantic import BaseModel\n\nclass PressRelease(BaseModel):\n    embargo: int\n"
    )
    project.write("content/posts/a.md", "---\ntitle: A\nsection: town\nauthor: mirasolberg\n---\n_by Mira Solberg_\n")
    project.write("content/posts/b.md", "---\ntitle: B\nsection: twon\nauthor: Ana Ruiz\n---\n_by Mira Solberg_\n")
    ran = project.check("--ignore", "schema/unknown-key,frontmatter/key-order")
    found = [(each["path"], each["rule"]) for each in ran.json["diagnostics"]]
    assert sorted(found) == [
        ("content/posts/b.md", "author/contradicts-byline"),
        ("content/posts/b.md", "schema/choice"),
    ]
    assert project.check("content/press/c.md", "--exit-zero").code == 2
    project.write("content/press/c.md", "---\ntitle: C\nembargo: soon\n---\n")
    assert "schema/type" in project.check("content/press/c.md").rules


def test_every_option_is_in_the_table_and_no_other() -> None:
    """The table's options are those of `bylint check`; `--stdin-filename` is told in the text above it."""
    table = re.search(r"^\| \| \|\n(.*?)\n\n", README, re.MULTILINE | re.DOTALL)
    assert table is not None
    told = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", re.sub(r"`bylint [^`]*`", "", table[1])))
    options = {name for option in check.params for name in option.opts if name.startswith("--")}
    assert told == options - {"--stdin-filename", "--version"}
    assert "--stdin-filename" in README


def test_every_suffix_is_named() -> None:
    """What a post ends in, as discovery has it."""
    assert {f"`{suffix}`" for suffix in SUFFIXES} <= set(re.findall(r"`\.\w+`", README.replace(".Rmd", ".rmd")))


def test_the_hook_is_shown_by_its_name() -> None:
    """The block for pre-commit is YAML, and its hook is one of the manifest's."""
    shown = next(yaml.safe_load(block) for block in blocks("yaml") if "repos:" in block)
    manifest = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    known = {hook["id"] for hook in manifest}
    assert [hook["id"] for hook in shown["repos"][0]["hooks"]] == ["bylint"]
    assert set(re.findall("`(bylint(?:-[a-z]+)+)`", README)) <= known


def test_stet_lets_stand_what_the_readme_says(project: Project) -> None:
    """The mark as shown, on the post that it speaks of."""
    line = next(block for block in blocks("yaml") if "stet:" in block)
    project.write("a.md", f"---\n{line}---\n_by Berit Aasen_\n")
    ran = project.check()
    assert (ran.code, ran.rules, ran.json["summary"]["suppressed"]) == (0, [], 1)


def test_the_commands_that_it_names_answer(project: Project) -> None:
    """`bylint rules`, `bylint explain`, `bylint schema --output`, each with exit code 0."""
    named = set(re.findall(r"`bylint (rules|explain \S+|schema --output)`", README))
    assert len(named) == 3
    for command in named:
        assert project.run(*command.split()).code == 0
    assert json.loads(project.run("schema", "--output").out)["$schema"].startswith("https://json-schema.org/")


def test_every_file_that_it_links_to_exists() -> None:
    """Relative links lead somewhere in a clone."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert all((PROJECT / link).exists() for link in links)


def test_the_program_runs_as_it_stands(project: Project) -> None:
    """The library's block, on a project where it finds something."""
    project.write("content/posts/a.md", "---\ntitle: A\nauthor: Ana Ruiz\n---\n_by Mira Solberg_\n")
    (program,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", f"{program}print(checked.diagnostics[0].rule)"],
        cwd=project.folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == (
        'content/posts/a.md 3 author/contradicts-byline author says "Ana Ruiz", but the byline names "Mira Solberg"\n'
        "frontmatter/yaml-trap\n"
    )
