"""`bylint check --fix` and `--diff`: fixes written to files, or shown as a patch."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING, Any

import click

from bylint.fixer import Fixed, Wanted, settle
from bylint.writing import NotWrittenError, encode, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bylint.discover import Discovered
    from bylint.engine import Checked
    from bylint.report import Summary
    from bylint.run import Run


def check_usage(options: dict[str, Any], paths: Sequence[Path]) -> None:
    """Refuse options that do not fit together. Raises UsageError."""
    if not (options["fix"] or options["diff"] or options["fix_only"]):
        raise click.UsageError("--unsafe-fixes says which fixes are made: it goes with --fix, --fix-only or --diff")
    if options["fix"] and options["diff"]:
        raise click.UsageError("--diff writes nothing, and --fix writes: give one of them")
    if options["stdin_filename"] is not None or any(str(path) == "-" for path in paths):
        name = "--diff" if options["diff"] else "--fix" if options["fix"] else "--fix-only"
        raise click.UsageError(f"{name} works on files, and standard input is none")
    if options["diff"] and (options["output_file"] is not None or options["report"]):
        name = "--report" if options["report"] else "--output-file"
        raise click.UsageError(f"--diff writes a patch to standard output, and no report: leave out {name}")


class Fixing:
    """Fixes each file that a run has checked; the result that goes on is that of the fixed text."""

    def __init__(self, run: Run, options: dict[str, Any]) -> None:
        self.run = run
        self.wanted = Wanted(options["unsafe_fixes"], run.registry.expand(options["fix_only"]))
        self.shows = bool(options["diff"])
        self.fixes = self.files = 0
        self.left: list[str] = []
        """What could not be done, as notices."""
        self.patch: list[bytes] = []

    def __call__(self, found: Discovered, raw: bytes, checked: Checked) -> Checked:
        """Fix one file. `raw` are the bytes that were checked: nothing else is overwritten."""
        source = checked.source
        if source is None or not any(diagnostic.fixes for diagnostic in checked.diagnostics):
            return checked
        fixed = settle(
            checked,
            self.wanted,
            lambda text: self.run.check_text(encode(source, text), found, is_real=not self.shows),
            found.site.dialect.unfenced,
        )
        return self._settled(found, raw, checked, fixed)

    def later(self, checked: Checked) -> Checked:
        """Fix what archive rules said of a file. What its other rules then find is fixed, too."""
        source = checked.source
        if source is None or not any(diagnostic.fixes for diagnostic in checked.diagnostics):
            return checked
        from bylint.discover import one_file

        found = one_file(checked.path, self.run.configuration, self.run.finder, cwd=self.run.cwd)
        unfenced, raw = found.site.dialect.unfenced, encode(source, source.text)
        left = checked._replace(
            diagnostics=tuple(
                each for each in checked.diagnostics if not any(self.wanted.takes(each, fix) for fix in each.fixes[:1])
            )
        )
        fixed = settle(checked, self.wanted, lambda _: left, unfenced)
        if not fixed.applied:
            return self._settled(found, raw, checked, fixed)

        def check(text: str) -> Checked:
            return self.run.check_text(encode(source, text), found, is_real=False)

        again = settle(check(fixed.text), self.wanted, check, unfenced)
        return self._settled(
            found,
            raw,
            checked,
            Fixed(again.text, left, fixed.applied + again.applied, fixed.refused + again.refused),
        )

    def _settled(self, found: Discovered, raw: bytes, checked: Checked, fixed: Fixed) -> Checked:
        self.left += [
            f'{checked.path}: the fix of {each.rule}, "{each.title}", is not made: {each.reason}'
            for each in fixed.refused
        ]
        if not fixed.applied or checked.source is None:
            return checked
        return self._keep(found, raw, encode(checked.source, fixed.text), checked, fixed)

    def _keep(self, found: Discovered, raw: bytes, new: bytes, checked: Checked, fixed: Fixed) -> Checked:
        if new == raw:
            return fixed.checked
        if self.shows:
            self.patch += patch(checked.path, raw, new)
        else:
            try:
                replace_file(found.file, raw, new)
            except NotWrittenError as error:
                self.left.append(f"--fix leaves {checked.path} as it is: {error}")
                return checked
        self.fixes += len(fixed.applied)
        self.files += 1
        return fixed.checked

    def complete(self, summary: Summary) -> None:
        """Say in the summary what was fixed and what was not; what was not is a job that could not be done."""
        summary.fixed = self.fixes
        summary.fixed_files = self.files
        summary.notices += self.left
        summary.failed |= bool(self.left)

    def show(self, summary: Summary) -> None:
        """Write the patch to standard output, and a line about it to standard error."""
        from bylint.report.text import count, safe

        if sys.stdout.isatty():
            sys.stdout.writelines(safe(line.decode("utf-8", "replace").rstrip("\n")) + "\n" for line in self.patch)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.writelines(self.patch)
        sys.stdout.flush()
        for notice in summary.notices:
            click.echo(f"note: {safe(notice)}", err=True)
        told = f"{count(self.fixes, 'fix')} in {count(self.files, 'file')}; nothing was written"
        click.echo(told if self.files else "nothing to fix", err=True)


def patch(path: str, old: bytes, new: bytes) -> Iterator[bytes]:
    """A unified diff of one file, as git and patch read it. Bytes go through as they are."""
    before, after = _lines(old), _lines(new)
    lines = difflib.diff_bytes(
        difflib.unified_diff, before, after, _quoted(f"a/{path}"), _quoted(f"b/{path}"), lineterm=b"\n"
    )
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[bytes]:
    """Lines with their line feeds: a patch knows no other newline."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _quoted(path: str) -> bytes:
    """A path as git writes it: in quotes, with escapes, where it holds what would break the line."""
    raw = path.encode("utf-8", "surrogateescape")
    if all(0x20 <= byte < 0x7F and byte not in b'"\\' for byte in raw):
        return raw
    shown = "".join(chr(b) if 0x20 <= b < 0x7F and b not in b'"\\' else f"\\{b:03o}" for b in raw)
    return f'"{shown}"'.encode()
