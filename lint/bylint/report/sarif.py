"""SARIF 2.1.0, for code scanning and SARIF viewers (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).

What is marked to stand is counted and not listed: GitHub shows results with `suppressions` as open alerts.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from bylint import __version__
from bylint.filenames import is_address
from bylint.report import Ordered, exit_code
from bylint.report.json_format import dumps
from bylint.report.places import encoded, path_from_root, utf16_column
from bylint.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic, PlacedFix, Range, Severity
    from bylint.report import Setting, Summary
    from bylint.rule import Rule
    from bylint.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
"""What relative addresses of files are relative to, by the name that GitHub and CodeQL use."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
"""GitHub's `problem.severity` of each."""
_LONGEST = 1000
"""Characters of a description: GitHub cuts it at 1,024."""


def open_report(setting: Setting) -> SarifReport:
    """The report for a setting."""
    return SarifReport(setting)


class SarifReport:
    """One run. How it went is told by notifications, not results: notices, unreadable files, rules that broke."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._path = path_from_root(setting)
        self._results = Ordered()
        self._failures = Ordered()
        self._rules: set[str] = set()
        self._notified: set[str] = set()

    def add(self, checked: Checked) -> None:
        """Take one result."""
        results = (each for each in checked.diagnostics if not each.rule.startswith("run/"))
        self._results.add(checked, ((each, self._result(each, checked.source)) for each in results))
        failures = (each for each in checked.diagnostics if each.rule.startswith("run/"))
        self._failures.add(checked, ((each, self._notification(each, checked.source)) for each in failures))

    def finish(self, summary: Summary, out: IO[str]) -> None:
        """Write the log: what the tool is, how the run went, then a result a line."""
        rules = sorted(self._rules)
        driver: dict[str, Any] = {
            "name": "bylint",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [self._descriptor(name) for name in rules],
            "notifications": [self._descriptor(name) for name in sorted(self._notified)],
        }
        head = {
            "tool": {"driver": driver},
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
            "properties": {
                "files": summary.files,
                "suppressed": summary.suppressed,
                "baselined": summary.baselined or 0,
            },
        }
        code = exit_code(summary, self._setting.fail_on, exit_zero=self._setting.exit_zero)
        invocation = {"executionSuccessful": not summary.failed, "exitCode": code}
        out.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{dumps(head)[:-1]},\n')
        out.write(f'"invocations": [{dumps(invocation)[:-1]}, "toolExecutionNotifications": [')
        _write_all(out, self._notices(summary))
        out.write(']}],\n"results": [')
        numbers = {name: number for number, name in enumerate(rules)}
        _write_all(out, (_numbered(line, numbers) for line in self._results))
        out.write("]}]}\n")
        self._results.close()
        self._failures.close()

    def _notices(self, summary: Summary) -> Iterator[str]:
        yield from self._failures
        for notice in summary.notices:
            yield dumps({"level": "note", "message": _message(notice)})

    def _result(self, found: Diagnostic, source: Source | None) -> str:
        """A result, whose rule has no number before all of them are known."""
        self._rules.add(found.rule)
        related = [
            {
                **self._location(place.path, place.range, source if place.path == found.path else None),
                "id": number,
                "message": _message(place.message),
            }
            for number, place in enumerate(found.related, 1)
        ]
        ends = ", ".join(f"[{_label(place.message)}]({number})" for number, place in enumerate(found.related, 1))
        result: dict[str, Any] = {
            "ruleId": found.rule,
            "level": _LEVELS[found.severity],
            "message": {"text": _message(found.message)["text"] + (f" ({ends})" if ends else "")},
            "locations": [self._location(found.path, found.range, source)],
            "partialFingerprints": {
                "bylint/v1": found.fingerprint,
                "primaryLocationLineHash": f"{found.fingerprint}:1",  # what GitHub follows an alert by
            },
        }
        if related:
            result["relatedLocations"] = related
        if fixes := [made for fix in found.fixes if (made := self._fix(fix, found, source))]:
            result["fixes"] = fixes
        named = {name: visible(text) for name in ("field", "key") if (text := getattr(found, name))}
        if named:
            result["properties"] = named
        return f"{found.rule}\t{dumps(result)}"

    def _notification(self, found: Diagnostic, source: Source | None) -> str:
        self._notified.add(found.rule)
        return dumps(
            {
                "level": _LEVELS[found.severity],
                "message": _message(found.message),
                "descriptor": {"id": found.rule},
                "locations": [self._location(found.path, found.range, source)],
            }
        )

    def _location(self, path: str, at: Range, source: Source | None) -> dict[str, Any]:
        return {"physicalLocation": {"artifactLocation": self._artifact(path), "region": _region(at, source)}}

    def _artifact(self, path: str) -> dict[str, str]:
        """The address of a file: relative to the root, whole for one that lies outside."""
        shown = self._path(path)
        if shown.startswith("../") or PurePath(shown).is_absolute():
            whole = PurePath(os.path.normpath(PurePath(self._setting.root, shown))).as_posix()
            return {"uri": f"file://{'' if whole.startswith('/') else '/'}{quote(encoded(whole), safe='/:')}"}
        if is_address(shown):
            scheme, _, rest = shown.partition("://")
            return {"uri": f"{scheme}://{quote(encoded(rest))}"}
        return {"uri": quote(encoded(shown)), "uriBaseId": ROOT}

    def _fix(self, fix: PlacedFix, found: Diagnostic, source: Source | None) -> dict[str, Any] | None:
        """A fix; None where its text cannot be written in JSON, or where it goes."""
        if source is None or any(edit.path != found.path or not _is_text(edit.text) for edit in fix.edits):
            return None
        replacements = [
            {"deletedRegion": _region(edit.range, source), "insertedContent": {"text": edit.text}} for edit in fix.edits
        ]
        if not replacements:
            return None
        change = {"artifactLocation": self._artifact(found.path), "replacements": replacements}
        return {"description": _message(fix.title), "artifactChanges": [change], "properties": {"safety": fix.safety}}

    def _descriptor(self, name: str) -> dict[str, Any]:
        """What is known of a rule: its page is the help that a reader is shown."""
        rule = self._setting.rule(name)
        return {
            "id": name,
            "shortDescription": {"text": _cut(rule.summary or name)},
            "fullDescription": {"text": _cut(_introduction(rule) or name)},
            "help": _help(rule),
            "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
            "properties": {"tags": [rule.group], "problem.severity": _KINDS[rule.severity], "precision": "high"},
        }


def _numbered(line: str, numbers: Mapping[str, int]) -> str:
    rule, _, result = line.partition("\t")
    return f'{{"ruleIndex": {numbers[rule]}, {result[1:]}'


def _write_all(out: IO[str], lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        out.write((",\n" if number else "\n") + line)


def _region(at: Range, source: Source | None) -> dict[str, int]:
    """Lines, and columns where the text is at hand to count them in."""
    if source is None:
        return {"startLine": at.start.line, "endLine": at.end.line}
    return {
        "startLine": at.start.line,
        "startColumn": utf16_column(source, at.start),
        "endLine": at.end.line,
        "endColumn": utf16_column(source, at.end),
    }


def _message(text: str) -> dict[str, str]:
    """A plain text: what would be a link of SARIF's own (`[text](address)`) is set apart."""
    return {"text": visible(text).replace("](", "] (")}


def _label(text: str) -> str:
    """The text of a link, which holds no brackets of its own."""
    return visible(text).replace("\\", "\\\\").replace("[", "(").replace("]", ")")


def _is_text(text: str) -> bool:
    """Whether a text has no lone surrogates."""
    return text.isascii() or text.encode("utf-8", "replace").decode("utf-8") == text


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _introduction(rule: Rule) -> str:
    """The paragraphs of a rule's page above its first example: what is wrong, and why it hurts."""
    paragraphs = []
    for paragraph in rule.documentation.split("\n\n"):
        if paragraph.startswith(("Bad", "Good", "Fixed", " ")):
            break
        paragraphs.append(" ".join(paragraph.split()))
    return " ".join(paragraphs)


def _help(rule: Rule) -> dict[str, str]:
    from bylint.explain import page
    from bylint.rule_pages import documentation

    try:
        return {"text": _writable(page(rule)), "markdown": _writable(documentation(rule) or rule.id)}
    except Exception:  # noqa: BLE001  # a plugin's documentation and options are its own; the report goes on
        return {"text": _writable(rule.documentation or rule.id)}


def _writable(text: str) -> str:
    """A page as it is, without what nobody sees."""
    return "\n".join(visible(line) for line in text.split("\n"))
