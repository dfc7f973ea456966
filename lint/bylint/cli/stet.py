"""`bylint stet`: marks written in bulk, so that what is known and agreed is let stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bylint.cli.ending import FAILED, prints_aside, told
from bylint.cli.opening import open_run
from bylint.cli.parameters import names

if TYPE_CHECKING:
    from bylint.checked import Checked
    from bylint.discover import Discovered
    from bylint.run import Run
    from bylint.source import Source
    from bylint.stetting import Stood


@click.command("stet")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--add", multiple=True, required=True, callback=names, metavar="RULES", help="Rules whose findings stand."
)
@click.option("--reason", default="", metavar="TEXT", help="Why they stand; it is written into each mark.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration.")
@click.option("--isolated", is_flag=True, help="Read no configuration of the project, and run none of its code.")
def stet_command(
    paths: tuple[Path, ...], add: tuple[str, ...], reason: str, config: Path | None, *, isolated: bool
) -> None:
    """Write a mark for each finding of some rules, in PATHs or the whole project.

    A mark (`# stet: RULE - reason`) stands on the field's line, or in a comment of the body. Nothing else changes.
    """
    from bylint.run import no_collection
    from bylint.watchdog import watch

    with told():
        run = open_run(config, isolated=isolated, extend_select=tuple(name for name in add if "/" in name))
        run.amend = marking = _Marking(run, run.registry.expand(add), reason)
        with watch(run.configuration.max_rule_seconds), prints_aside(), no_collection():
            for checked in run.check(paths):
                marking.later(checked)
    marking.tell()


class _Marking:
    def __init__(self, run: Run, rules: frozenset[str], reason: str) -> None:
        self.run = run
        self.rules = rules
        self.reason = reason
        self.marks = self.files = 0
        self.left: list[str] = []

    def __call__(self, found: Discovered, raw: bytes, checked: Checked) -> Checked:
        """Mark what the rules say of one file."""
        from bylint.stetting import let_stand
        from bylint.writing import encode

        source, meant = checked.source, self._meant(checked)
        if not meant.diagnostics or source is None:
            return checked
        stood = let_stand(
            meant,
            lambda text: self._meant(self.run.check_text(encode(source, text), found)),
            self.reason,
            found.site.dialect.unfenced,
        )
        self._write(found.file, raw, source, stood)
        return checked

    def later(self, checked: Checked) -> None:
        """Mark what rules that compare posts say of one file."""
        meant = self._meant(checked)
        if not checked.later or not meant.diagnostics or meant.source is None:
            return
        from bylint.stetting import let_all_stand
        from bylint.writing import encode

        found = self.run.found(checked)
        stood = let_all_stand(meant, self.reason, found.site.dialect.unfenced)
        self._write(found.file, encode(meant.source, meant.source.text), meant.source, stood)

    def _meant(self, checked: Checked) -> Checked:
        return checked._replace(diagnostics=tuple(each for each in checked.diagnostics if each.rule in self.rules))

    def _write(self, file: str, raw: bytes, source: Source, stood: Stood) -> None:
        from bylint.writing import NotWrittenError, encode, replace_file

        self.left += [
            f"{each.path}:{each.range.start.line}: no mark can be written for {each.rule} here" for each in stood.left
        ]
        if stood.marks:
            try:
                replace_file(file, raw, encode(source, stood.text))
            except NotWrittenError as error:
                self.left.append(f"{source.path} is left as it is: {error}")
            else:
                self.marks += stood.marks
                self.files += 1

    def tell(self) -> None:
        from bylint.report.text import count, safe

        for line in self.left:
            click.echo(f"note: {safe(line)}", err=True)
        click.echo(f"{count(self.marks, 'mark')} written in {count(self.files, 'file')}")
        if self.left:
            raise click.exceptions.Exit(FAILED)
