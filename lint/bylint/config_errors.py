"""What is wrong with a configuration, as a sentence with a file, a key and a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bylint.config import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pydantic import ValidationError


_NO_KEY = "there is no such key"


def explain(
    error: ValidationError,
    *,
    file: Path | None = None,
    at: tuple[str | int, ...] = (),
    known: Callable[[tuple[str | int, ...]], Iterable[str]] | None = None,
) -> ConfigurationError:
    """The first thing that pydantic refused, as a sentence with its place; `at` is where the value lies in the file.

    `known` gives the keys that the table at a location may have, to suggest one for a misspelt key.
    """
    detail = error.errors(include_url=False)[0]
    steps = (*at, *(step for step in detail["loc"] if not _is_union_member(step)))
    key = key_of(steps)
    line = line_of_key(file, key) if file else None
    keys = known(steps[:-1]) if known and detail["type"] == "extra_forbidden" else ()
    return ConfigurationError(_sentence(detail, str(steps[-1]) if steps else "", keys), file=file, key=key, line=line)


def explain_options(
    error: ValidationError, names: Iterable[str], *, file: Path | None = None, at: tuple[str | int, ...] = ()
) -> ConfigurationError:
    """The first thing that pydantic refused of a rule's options; `names` are those that it has."""
    known = [name.replace("_", "-") for name in names]
    made = explain(error, file=file, at=at, known=lambda steps: known if steps == at else ())
    if made.message.startswith(_NO_KEY):
        told = f"; the options are {', '.join(known)}" if known else "; the rule has no options"
        made = ConfigurationError(f"{made.message}{told}", file=file, key=made.key, line=made.line)
    return made


def key_of(steps: tuple[str | int, ...]) -> str:
    """A key path as the file writes it: `section[1].rules."excerpt/length".max-length`."""
    key = ""
    for step in steps:
        if isinstance(step, int):
            key += f"[{step}]"
        else:
            text = (
                step.replace("_", "-") if step.isidentifier() and "_" in step and not key.endswith("aliases") else step
            )
            key += ("." if key else "") + (text if re.fullmatch(r"[\w-]+", text) else f'"{text}"')
    return key


def _is_union_member(step: object) -> bool:
    """Whether a step of pydantic's location is the name of a type, not a key: `str`, `list[str]`, `date`."""
    return step in {"str", "int", "float", "date", "function-before", "none"} or (
        isinstance(step, str) and "[" in step and step.endswith("]")
    )


def _sentence(detail: Any, key: str, known: Iterable[str]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"{_NO_KEY}{_meant(key, known)}"
    if kind == "missing":
        return "is required"
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return f'"{detail["input"]}" should be {context["expected"]}{_meant(str(detail["input"]), choices)}'
    if kind == "value_error":
        return str(context["error"])
    expected = _EXPECTED.get(kind)
    if expected is not None:
        return f"should be {expected}, and is {_describe(detail['input'])}"
    return uncapitalise(detail["msg"]).replace("input should", "should")


_EXPECTED = {
    "string_type": "text",
    "list_type": "a list",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}


def _describe(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'the text "{value[:60]}"'
    if isinstance(value, int | float):
        return f"the number {value}"
    return {"list": "a list", "dict": "a table"}.get(type(value).__name__, "a date or time")


def _meant(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only where there is an error

    near = get_close_matches(word.replace("_", "-").lower(), list(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def uncapitalise(text: str) -> str:
    """A message as it goes on after a colon."""
    return text[:1].lower() + text[1:]


_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_STEP = re.compile(r'"([^"]*)"|\'([^\']*)\'|\[(\d+)\]|([\w-]+)')


def line_of_key(file: Path, key: str) -> int | None:
    """The line on which a key path stands, or its nearest table's header, found by reading the text roughly."""
    try:
        lines = file.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return None
    wanted = _steps_of(key)
    if file.name == "pyproject.toml" and wanted[:1] != ("tool",):
        wanted = ("tool", "bylint", *wanted)
    best, length = None, 0
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            table = _steps_of(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
            table = _numbered(table, counts)
            steps = table
        else:
            name, equals, _ = line.partition("=")
            if not equals or name.lstrip().startswith("#"):
                continue
            steps = (*table, *_steps_of(name))
        shared = len(steps) if wanted[: len(steps)] == steps else 0
        if shared > length:
            best, length = number, shared
    return best


def _steps_of(key: str) -> tuple[str, ...]:
    return tuple((m[1] or m[2] or m[3] or m[4] or "").replace("_", "-") for m in _STEP.finditer(key))


def _numbered(table: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """A table's steps with the number of each array of tables on the way."""
    steps: tuple[str, ...] = ()
    for at, step in enumerate(table, 1):
        steps = (*steps, step)
        if table[:at] in counts:
            steps = (*steps, str(counts[table[:at]]))
    return steps
