"""`bylint check --fix` and `--diff`: fixes written to files, or shown as a patch."""

from __future__ import annotations

import difflib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from bylint.fixer import Fixed, Wanted, settle
from bylint.writing import NotWrittenError, encode, is_inside, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bylint.checked import Checked
    from bylint.discover import Discovered
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
        self.left: list[str] = []
        """What could not be done, as notices."""
        self.waiting = 0
        """Suggestions that were not asked for."""
        self._made: dict[str, int] = {}
        self._patches: dict[str, list[bytes]] = {}

    def __call__(self, found: Discovered, raw: bytes, checked: Checked) -> Checked:
        """Fix one file. `raw` are the bytes that were checked: nothing else is overwritten."""
        if not any(diagnostic.fixes for diagnostic in checked.diagnostics):
            return checked
        return self._keep(found, raw, checked, self._settle(found, checked, is_real=not self.shows))

    def later(self, checked: Checked) -> Checked:
        """Fix what archive rules said of a file. What its other rules then find is fixed, too."""
        source = checked.source
        if source is None or not any(diagnostic.fixes for diagnostic in checked.diagnostics):
            return checked
        found = self.run.found(checked)
        left = checked._replace(
            diagnostics=tuple(
                each for each in checked.diagnostics if not any(self.wanted.takes(each, fix) for fix in each.fixes[:1])
            )
        )
        raw = encode(source, source.text)
        fixed = settle(checked, self.wanted, lambda _: left, found.site.dialect.unfenced)
        if fixed.applied:
            after = self.run.check_text(encode(source, fixed.text), found, is_real=False)
            again = self._settle(found, after, is_real=False)
            text = again.text if again.applied else fixed.text
            fixed = Fixed(text, left, fixed.applied + again.applied, fixed.refused + again.refused)
        return self._keep(found, raw, checked, fixed)

    def _settle(self, found: Discovered, checked: Checked, *, is_real: bool) -> Fixed:
        return settle(
            checked,
            self.wanted,
            lambda text: self.run.check_text(encode(checked.source, text), found, is_real=is_real),  # type: ignore[arg-type]  # it has fixes
            found.site.dialect.unfenced,
        )

    def _keep(self, found: Discovered, raw: bytes, checked: Checked, fixed: Fixed) -> Checked:
        """Write a file's fixes, or keep the patch: one a file, of all that was found of it."""
        self.left += [
            f'{checked.path}: the fix of {each.rule}, "{each.title}", is not made: {each.reason}'
            for each in fixed.refused
        ]
        result = fixed.checked if fixed.applied else checked
        self.waiting += sum(any(fix.safety == "suggested" for fix in each.fixes[:1]) for each in result.diagnostics)
        new = encode(checked.source, fixed.text) if checked.source is not None and fixed.applied else raw
        if new == raw:
            return result
        if os.path.islink(found.file) and not is_inside(found.file, self.run.configuration.root):
            self.left.append(f"--fix leaves {checked.path} as it is: it is a link that leads out of the project")
            return checked
        if self.shows:
            self._patches[checked.path] = list(patch(checked.path, raw, new))
            self._made[checked.path] = len(fixed.applied)
            return result
        try:
            replace_file(found.file, raw, new)
        except NotWrittenError as error:
            self.left.append(f"--fix leaves {checked.path} as it is: {error}")
            return checked
        self._made[checked.path] = self._made.get(checked.path, 0) + len(fixed.applied)
        return result

    def complete(self, summary: Summary) -> None:
        """Say in the summary what was fixed and what was not; what was not is a job that could not be done."""
        summary.fixed = sum(self._made.values())
        summary.fixed_files = len(self._made)
        summary.notices += self.left
        summary.failed |= bool(self.left)
        if self.waiting and not self.wanted.unsafe:
            told = "1 suggestion was" if self.waiting == 1 else f"{self.waiting:,} suggestions were"
            summary.notices.append(f"{told} not made: --unsafe-fixes makes them, bylint fix asks about each")

    def show(self, summary: Summary) -> None:
        """Write the patch to standard output, and a line about it to standard error."""
        from bylint.report.text import count, safe

        lines = [line for path in sorted(self._patches) for line in self._patches[path]]
        if sys.stdout.isatty():
            sys.stdout.writelines(safe(line.decode("utf-8", "replace").rstrip("\n")) + "\n" for line in lines)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.writelines(lines)
        sys.stdout.flush()
        for notice in summary.notices:
            click.echo(f"note: {safe(notice)}", err=True)
        told = f"{count(summary.fixed, 'fix')} in {count(summary.fixed_files, 'file')}; nothing was written"
        click.echo(told if lines else "nothing to fix", err=True)


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
