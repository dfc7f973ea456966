"""`bylint new-rule`: a rule's first file."""

from __future__ import annotations

import keyword
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bylint.cli.ending import fail, told, working_directory

if TYPE_CHECKING:
    from bylint.config import Configuration

_TEMPLATE = '''"""{id}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Finding
from bylint.rule import RuleOptions, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="warning")
def {function}(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """The title is wrong: say here in one sentence what this rule finds.

    Say here why it hurts. The examples below are the rule's tests: what stands between the brackets is reported.

    Bad:

        ---
        title: ⟦Wrong⟧
        ---

    Good:

        ---
        title: Right
        ---
    """
    title = post.valid("title")  # a canonical field; post.field("reading_time") is the field of any other key
    if title is None:
        return
    is_wrong = False  # decide here, from title.value
    if is_wrong:
        yield Finding(title.span, f'the title is "{{title.value}}", not …')
'''


@click.command("new-rule")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of rules. [default: the first of `local-rules`, or rules]",
)
def new_rule_command(name: str, folder: Path | None) -> None:
    """Write the file of a new rule.

    NAME is GROUP/RULE, as in `house/no-shouting`; without a group, it is the house's. The file holds an example that
    fails until the rule is written. A file that exists is left alone.
    """
    from bylint.library import load_configuration
    from bylint.registry import is_rule_name, load_registry

    if "/" not in name:
        name = f"house/{name}"
    if not is_rule_name(name):
        fail(f'"{name}" should be GROUP/RULE in lower case letters, digits and hyphens, such as house/no-shouting')
    with told():
        here = working_directory()
        configuration = load_configuration(here)
        folders = [each for each in configuration.local_rules if each.is_dir()]
        registry = load_registry(folders)
        if name in registry:
            fail(f"there is a rule named {name} already")
    if folder is None:
        folder = _shown(configuration.local_rules[0], here) if configuration.local_rules else Path("rules")
    group, _, rule = name.replace("-", "_").partition("/")
    file = folder / group / f"{rule}.py"
    function = f"{rule}_" if keyword.iskeyword(rule) else rule
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(_TEMPLATE.format(id=name, function=function))
    except FileExistsError:
        fail(f"{file} exists already, and is not overwritten")
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}")
    click.echo(f"wrote {file}")
    click.echo(f"run its examples, of which one fails until the rule is written:\n  bylint test-rules {file}")
    if not _is_known(configuration, here / folder):
        place = configuration.file or here / "bylint.toml"
        table = " below [tool.bylint]" if place.name == "pyproject.toml" else ""
        click.echo(f"`bylint check` runs it with this in {_shown(place, here)}{table}:")
        click.echo(f'  local-rules = ["{_written(folder, place)}"]')


def _shown(path: Path, here: Path) -> Path:
    return path.relative_to(here) if path.is_relative_to(here) else path


def _written(folder: Path, configuration: Path) -> str:
    """A folder as a configuration names it."""
    return _shown((Path.cwd() / folder).resolve(), configuration.parent.resolve()).as_posix()


def _is_known(configuration: Configuration, folder: Path) -> bool:
    return any(each.exists() and each.samefile(folder) for each in configuration.local_rules)
