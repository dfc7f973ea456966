"""The command line. Imports what a command needs when it runs: writers wait for it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from bylint import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bylint.config import Configuration
    from bylint.registry import Registry
    from bylint.report import Report, Summary
    from bylint.run import Run

FAILED = 2
"""Exit code of a run that could not do its job."""
INTERRUPTED = 130
"""Exit code of a run that was interrupted, as shells have it: 128 and the number of the signal."""

_SEVERITY = click.Choice(["error", "warning", "info"])


class _Main(click.Group):
    """Ends in one line what would be a traceback, with the exit code that it deserves."""

    def invoke(self, ctx: click.Context) -> Any:
        if sys.stdout is None:
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # lives as long as the process
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("bylint: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what could not be written is not tried again at exit
            _fail(f"input or output failed: {error.strerror or error}")


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="bylint %(version)s")
def main() -> None:
    """Find front matter that is invalid, and front matter that contradicts the page it stands on."""


def _names(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--select",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help="Only these rules or groups, by commas; `all` for every one.",
)
@click.option("--extend-select", multiple=True, callback=_names, metavar="RULES", help="These rules or groups too.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="Not these rules or groups.")
@click.option("--fail-on", type=_SEVERITY, help="The least severity that makes the exit code 1. [default: error]")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; 2 stays 2.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--output-file", type=click.Path(dir_okay=False, path_type=Path), help="Write the report there.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Check standard input as if it were this file.",
)
@click.option("--statistics", is_flag=True, help="Count diagnostics by rule, instead of showing them.")
@click.option("--quiet", "-q", is_flag=True, help="Show diagnostics only.")
@click.option(
    "--show-settings", is_flag=True, help="Show which dialect, schema and sections each file has, and check nothing."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.version_option(__version__, "--version", message="bylint %(version)s")
def check(paths: tuple[Path, ...], **options: Any) -> None:
    """Check posts: PATHs, or the whole project. `-` is standard input.

    Exit code 0: nothing as bad as --fail-on. 1: something is. 2: the job could not be done.
    """
    from bylint.config import ConfigurationError
    from bylint.registry import RuleError

    try:
        summary, configuration = _check(paths, options)
    except (ConfigurationError, RuleError) as error:
        _fail(str(error))
    if summary is None:
        return
    if summary.failed:
        sys.exit(FAILED)
    if summary.fails(configuration.fail_on) and not options["exit_zero"]:
        sys.exit(1)


def _fail(message: str) -> NoReturn:
    from bylint.report.text import safe

    click.echo(f"bylint: error: {safe(message)}", err=True)
    sys.exit(FAILED)


def _check(paths: tuple[Path, ...], options: dict[str, Any]) -> tuple[Summary | None, Configuration]:
    from bylint.report import Summary
    from bylint.run import check_names

    run, registry = _prepare(options)
    configuration = run.configuration
    for name in (*options["select"], *options["extend_select"], *options["ignore"]):
        registry.expand([name])
    check_names(configuration, registry)
    if options["show_settings"]:
        _show_settings(run, paths)
        return None, configuration
    report = _report(options, registry)
    summary = Summary()
    summary.notices.extend(configuration.notices)
    overwrites = _overwrites(options["output_file"])
    for checked in _results(run, paths, options):
        if overwrites(checked.path):
            _fail(f"--output-file {options['output_file']} is one of the files that are checked")
        summary.add(checked)
        report.add(checked)
    _complete(summary, run)
    _write(report, summary, options)
    return summary, configuration


def _overwrites(target: Path | None) -> Callable[[str], bool]:
    """Whether a path is the file that the report would be written to."""
    if target is None or not target.exists():
        return lambda _: False
    found = target.stat()

    def is_target(path: str) -> bool:
        try:
            return os.path.samestat(found, os.stat(path))  # noqa: PTH116  # as fast as can be: it is done for each file
        except OSError:
            return False

    return is_target


def _prepare(options: dict[str, Any]) -> tuple[Run, Registry]:
    from bylint.run import Run
    from bylint.site import SiteFinder

    cwd = _working_directory()
    configuration, registry = _load(cwd, options["config"], isolated=options["isolated"])
    configuration = configuration.with_choices(
        select=options["select"] or None,
        extend_select=options["extend_select"],
        ignore=options["ignore"],
        fail_on=options["fail_on"],
    )
    finder = SiteFinder(configuration.root, configuration.people, dialect=configuration.base.dialect)
    return Run(configuration, registry, finder, cwd), registry


def _working_directory() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        _fail(f"the working directory cannot be used: {error.strerror}")


def _load(cwd: Path, config: Path | None, *, isolated: bool) -> tuple[Configuration, Registry]:
    """The configuration, and the rules that there are under it."""
    from bylint.config import load_configuration
    from bylint.registry import load_registry

    configuration = load_configuration(cwd, file=config, isolated=isolated)
    return configuration, load_registry(configuration.local_rules)


def _report(options: dict[str, Any], registry: Registry) -> Report:
    if options["output_format"] == "json":
        from bylint.report.json_format import JsonReport

        return JsonReport()
    from bylint.report.text import TextReport

    explicit = registry.expand(name for name in (*options["select"], *options["extend_select"]) if "/" in name)
    return TextReport(explicit, quiet=options["quiet"], statistics=options["statistics"])


def _results(run: Run, paths: tuple[Path, ...], options: dict[str, Any]) -> Any:
    from bylint.discover import UsageError, one_file
    from bylint.report.text import safe

    try:
        if options["stdin_filename"] is not None or Path("-") in paths:
            if len(paths) > 1 or (paths and paths[0] != Path("-")):
                raise click.UsageError("standard input is checked alone: give no other PATH")
            name = options["stdin_filename"] or Path("stdin.md")
            found = one_file(name, run.configuration, run.finder, cwd=run.cwd)
            raw = sys.stdin.buffer.read(run.configuration.max_file_size + 1) if sys.stdin is not None else b""
            yield run.check_raw(raw, found)
            return
        yield from run.check(paths)
    except UsageError as error:
        raise click.UsageError(safe(str(error))) from error


def _notices(run: Run) -> list[str]:
    return [*run.notices, *(notice for site in run.finder.sites for notice in site.notices)]


def _complete(summary: Summary, run: Run) -> None:
    """What is worth knowing of the run as a whole."""
    from bylint.formats.yaml import HAS_LIBYAML

    summary.notices.extend(_notices(run))
    if summary.unsupported:
        summary.notices.append(
            f"{summary.unsupported:,} files have TOML or JSON front matter, which is not read yet and was not checked"
        )
    if not HAS_LIBYAML:
        summary.notices.append("PyYAML was installed without libyaml, so front matter is read about eight times slower")
    if summary.files == 0:
        summary.notices.append("no files were checked: no path holds posts, or all of them are excluded")


def _write(report: Report, summary: Summary, options: dict[str, Any]) -> None:
    target: Path | None = options["output_file"]
    colour = {"always": True, "never": False, "auto": None}[options["color"]]
    if target is not None:
        try:
            with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
                report.finish(summary, _Plain(out, colour=bool(colour)))  # type: ignore[arg-type]  # it writes
        except OSError as error:
            _fail(f"--output-file {target}: {error.strerror}")
        return
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    report.finish(summary, _Plain(stream, colour=_wants_colour(stream) if colour is None else colour))  # type: ignore[arg-type]
    stream.flush()


def _wants_colour(stream: IO[str]) -> bool:
    """Colour on a terminal, unless https://no-color.org or https://force-color.org says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class _Plain:
    """A stream that drops the colours where they are not wanted."""

    def __init__(self, out: IO[str], *, colour: bool) -> None:
        self._out, self._colour = out, colour

    def write(self, text: str) -> None:
        self._out.write(text if self._colour else click.unstyle(text))

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)


def _show_settings(run: Run, paths: tuple[Path, ...]) -> None:
    """One line a file: its dialect and schema, and the sections that it belongs to; then what matched nothing."""
    from bylint.discover import UsageError, discover
    from bylint.report.text import safe

    configuration = run.configuration
    click.echo(f"configuration: {safe(str(configuration.file)) if configuration.file else 'none found'}")
    try:
        discovery = discover(paths, configuration, run.finder, cwd=run.cwd)
    except UsageError as error:
        raise click.UsageError(safe(str(error))) from error
    for found in discovery:
        settings = found.settings
        run.plan(settings)
        schema = "base" if settings.schema is None else settings.schema.model or "declared"
        facts = [run.shown(found.file), f"dialect={found.site.dialect.name}", f"schema={schema}"]
        facts += [f"section={','.join(settings.sections)}"] if settings.sections else []
        facts += [] if run.is_checked(found) else ["not a post: not checked"]
        click.echo(safe("  ".join(facts)))
    for broken in discovery.unreadable:
        click.echo(f"{safe(run.shown(broken.file))}: cannot be read: {safe(broken.reason)}")
    for path in discovery.excluded:
        click.echo(f"{safe(path)}: left out by an exclude or a .gitignore")
    for glob in discovery.unused_globs(configuration):
        click.echo(f"note: the glob {safe(glob)} matched nothing")
    for notice in (*configuration.notices, *discovery.notices, *_notices(run)):
        click.echo(f"note: {safe(notice)}")
    click.echo(f"{len(discovery):,} files")


@main.command("rules")
@click.option("--output-format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def rules_command(output_format: str, config: Path | None, *, isolated: bool) -> None:
    """List every rule: its severity, whether it is on by default, whether it offers fixes."""
    import json

    registry = _registry(config, isolated=isolated)
    if output_format == "json":
        click.echo(json.dumps([_rule_facts(rule) for rule in registry], indent=2))
        return
    if output_format == "markdown":
        from bylint.explain import table

        click.echo(table(registry), nl=False)
        return
    width = max(len(name) for name in registry.ids)
    for rule in registry:
        state = rule.severity if rule.default else f"{rule.severity}, off"
        fix = {"safe": "fix", "suggested": "suggests", None: ""}[rule.fixable]
        click.echo(f"{rule.id:<{width}}  {state:<12}  {fix:<8}  {rule.summary}")


def _registry(config: Path | None, *, isolated: bool) -> Registry:
    from bylint.config import ConfigurationError
    from bylint.registry import RuleError

    try:
        _, registry = _load(_working_directory(), config, isolated=isolated)
        list(registry)
    except (ConfigurationError, RuleError) as error:
        _fail(str(error))
    return registry


def _rule_facts(rule: Any) -> dict[str, Any]:
    options = rule.options.model_json_schema()
    return {
        "id": rule.id,
        "group": rule.group,
        "severity": rule.severity,
        "default": rule.default,
        "fix": rule.fixable,
        "summary": rule.summary,
        "options": options.get("properties", {}),
        "documentation": rule.documentation,
    }


@main.command()
@click.argument("rule")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def explain(rule: str, config: Path | None, *, isolated: bool) -> None:
    """Show a RULE's page: what is wrong, why it hurts, examples, options. A group's name lists its rules."""
    from bylint.explain import page
    from bylint.registry import RuleError

    registry = _registry(config, isolated=isolated)
    try:
        names = sorted(registry.expand([rule]))
    except RuleError as error:
        _fail(str(error))
    if rule in registry.groups:
        for name in names:
            click.echo(f"{name}: {registry[name].summary}")
        return
    click.echo("\n\n".join(page(registry[name]) for name in names))


@main.command()
@click.option("--output", "what", flag_value="output", default=True, help="Of `bylint check --output-format json`.")
def schema(what: str) -> None:
    """Print a JSON Schema: of the JSON report."""
    from importlib.resources import files

    click.echo((files("bylint.report") / f"{what}.schema.json").read_text("utf-8"), nl=False)
