"""`bylint fix`: each fix shown with both its ends, and asked about."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bylint.cli.ending import FAILED, told
from bylint.cli.opening import open_run
from bylint.cli.parameters import names

if TYPE_CHECKING:
    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic, PlacedFix
    from bylint.discover import Discovered
    from bylint.run import Run
    from bylint.source import Source

_PROMPT = "[y]es, [n]o, [a]ll of this rule, [s]tet, [q]uit?"
_ANSWERS = {
    "y": "yes",
    "yes": "yes",
    "n": "no",
    "no": "no",
    "a": "all",
    "all": "all",
    "s": "stet",
    "stet": "stet",
    "q": "quit",
    "quit": "quit",
    "": "no",
}


@click.command("fix")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--select", multiple=True, callback=names, metavar="RULES", help="Only these rules or groups, by commas.")
@click.option("--ignore", multiple=True, callback=names, metavar="RULES", help="Not these rules or groups.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def fix_command(
    paths: tuple[Path, ...], select: tuple[str, ...], ignore: tuple[str, ...], config: Path | None, *, isolated: bool
) -> None:
    """Show each fix with both ends, and ask.

    yes: make it. no: leave it. all: make this and every further one of its rule. stet: write a mark that lets the
    finding stand. quit: end here; what was answered is done. Each answer is written at once.
    """
    from bylint.watchdog import watch

    with told():
        run = open_run(config, isolated=isolated, select=select, ignore=ignore)
        run.amend = asking = _Asking(run)
        with watch(run.configuration.max_rule_seconds), suppress(_QuitError):
            for checked in run.check(paths):
                asking.later(checked)
    asking.complete()


class _QuitError(Exception):
    """The writer wants no more questions."""


class _Asking:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.all: set[str] = set()
        self.made = self.marked = self.asked = 0
        self.has_failed = False

    def __call__(self, found: Discovered, raw: bytes, checked: Checked) -> Checked:
        """Ask about each fix of a file, one after the other: after each change the file is checked anew."""
        answered: set[tuple[str, ...]] = set()
        while (choice := _next(checked, answered)) is not None and (source := checked.source) is not None:
            each, fix = choice
            answered.add(_key(each))
            answer = "yes" if each.rule in self.all else self._ask(each, fix, source)
            if answer == "all":
                self.all.add(each.rule)
            if answer == "no":
                continue
            text = self._marked(found, source, each) if answer == "stet" else self._fixed(found, source, fix)
            if text == source.text or (new := self._write(found, raw, source, text)) == raw:
                continue
            self.marked += answer == "stet"
            self.made += answer != "stet"
            raw, checked = new, self.run.check_text(new, found)
        return checked

    def later(self, checked: Checked) -> None:
        """Ask about what rules that compare posts say of a file, the last place first: those of the others hold."""
        source = checked.source
        if not checked.later or source is None or not any(each.fixes for each in checked.diagnostics):
            return
        from bylint.source import Source
        from bylint.writing import encode

        found = self.run.found(checked)
        for each in sorted(checked.diagnostics, key=lambda each: each.span, reverse=True):
            if not each.fixes or source is None:
                continue
            answer = "yes" if each.rule in self.all else self._ask(each, each.fixes[0], source)
            if answer == "all":
                self.all.add(each.rule)
            if answer == "no":
                continue
            text = self._marked(found, source, each) if answer == "stet" else self._fixed(found, source, each.fixes[0])
            raw = encode(source, source.text)
            if text == source.text or self._write(found, raw, source, text) == raw:
                continue
            self.marked += answer == "stet"
            self.made += answer != "stet"
            source = Source(source.path, text, bom=source.bom)

    def _ask(self, each: Diagnostic, fix: PlacedFix, source: Source) -> str:
        from bylint.report.text import draw, safe

        self.asked += 1
        click.echo(draw(each._replace(fixes=(fix,)), source))
        while True:
            click.echo(f"{_PROMPT} ", nl=False)
            line = sys.stdin.readline() if sys.stdin is not None else ""
            answer = _ANSWERS.get(line.strip().lower()) if line else "quit"
            if not line:
                click.echo()
            if answer == "quit":
                raise _QuitError
            if answer is not None:
                click.echo()
                return answer
            click.echo(safe(f'"{line.strip()[:20]}" is none of the answers'))

    def _fixed(self, found: Discovered, source: Source, fix: PlacedFix) -> str:
        from bylint.fixer import make

        text, reason = make(source, fix, found.site.dialect.unfenced)
        if reason is not None:
            self._tell(f'{source.path}: "{fix.title}" is not made: {reason}')
        return text

    def _marked(self, found: Discovered, source: Source, each: Diagnostic) -> str:
        from bylint.document import parse
        from bylint.edits import apply_edits
        from bylint.post import markup_of
        from bylint.stetting import stet_edits

        click.echo("reason (may be empty)? ", nl=False)
        reason = sys.stdin.readline().strip() if sys.stdin is not None else ""
        click.echo()
        unfenced = found.site.dialect.unfenced
        edits = stet_edits(parse(source, unfenced), each, markup_of(source.path), reason, unfenced)
        if not edits:
            self._tell(f"{source.path}: no mark can be written here for {each.rule}")
        return apply_edits(source.text, edits)

    def _write(self, found: Discovered, raw: bytes, source: Source, text: str) -> bytes:
        """Write the file anew; the bytes that it holds then."""
        from bylint.writing import NotWrittenError, encode, replace_file

        new = encode(source, text)
        try:
            replace_file(found.file, raw, new)
        except NotWrittenError as error:
            self._tell(f"{source.path} is left as it is: {error}")
            return raw
        return new

    def _tell(self, line: str) -> None:
        from bylint.report.text import safe

        self.has_failed = True
        click.echo(f"note: {safe(line)}", err=True)

    def complete(self) -> None:
        """Say what was done; what could not be done makes the exit code 2."""
        from bylint.report.text import count

        if not self.asked and not self.made:
            click.echo("nothing to fix")
            return
        click.echo(f"{count(self.made, 'fix')} made, {count(self.marked, 'mark')} written")
        if self.has_failed:
            raise click.exceptions.Exit(FAILED)


def _next(checked: Checked, answered: set[tuple[str, ...]]) -> tuple[Diagnostic, PlacedFix] | None:
    """The first fix that was not asked about yet."""
    for each in checked.diagnostics:
        for fix in each.fixes[:1]:
            if _key(each) not in answered:
                return each, fix
    return None


def _key(each: Diagnostic) -> tuple[str, ...]:
    """What makes a question the same after the lines have moved."""
    return (each.rule, each.message, each.key or "", *(fix.title for fix in each.fixes))
