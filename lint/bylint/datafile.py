"""Files of data, read without trust: site configurations and lists of people in YAML, TOML or JSON."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint import witness
from bylint.filenames import open_at_once
from bylint.source import UTF8_BOM

if TYPE_CHECKING:
    from pathlib import Path

MAX_DATA = 4_000_000
"""Bytes of a data file that is read; a larger one is told and left alone."""

_MAX_DEPTH = 100  # libyaml's composer and the parsers of TOML and JSON recurse
_MAX_ALIASES = 1_000  # `<<` merges copy what they name, so that few of them can fill the memory

SUFFIXES = (".yml", ".yaml", ".toml", ".json", ".md", ".mdx", ".markdown", ".html")
"""What can be read: a page counts with its front matter, if that is YAML."""


class DataFile(NamedTuple):
    """What a file holds: its value, or in `fault` why there is none. `data` are its bytes."""

    value: Any = None
    fault: str | None = None
    data: bytes = b""


def read_data(file: Path, *, as_text: bool = False, parse: bool = True) -> DataFile:
    """Read a data file by its suffix. Never raises for what lies in it.

    With `as_text` the scalars of YAML stay text: a person named `No` is not false. A value with a tag of some
    program's own is none. Without `parse`, the bytes are all that is wanted.
    """
    try:
        data = _read(file)
    except OSError as error:
        return DataFile(fault=f"cannot be read: {error.strerror or error}")
    except ValueError:  # a NUL in its name
        return DataFile(fault="cannot be read: that is no name of a file")
    if len(data) > MAX_DATA:
        return DataFile(fault="is larger than 4 MB and was not read", data=data[:0])
    if not parse:
        return DataFile(data=data)
    try:
        return DataFile(_parse(data.removeprefix(UTF8_BOM).decode(), file.suffix.lower(), as_text=as_text), data=data)
    except UnicodeDecodeError:
        return DataFile(fault="is not UTF-8", data=data)
    except RecursionError:
        return DataFile(fault="is nested too deeply", data=data)
    except Exception as error:  # noqa: BLE001  # PyYAML's constructors raise many kinds for bad scalars
        return DataFile(fault=f"cannot be parsed: {_first_line(error)}", data=data)


def _read(file: Path) -> bytes:
    """The bytes of a regular file, and one more than may be; a pipe or a device is not waited for."""
    witness.note(file)
    with open(file, "rb", opener=open_at_once) as stream:  # which Path.open lacks
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        return stream.read(MAX_DATA + 1)


def _parse(text: str, suffix: str, *, as_text: bool) -> Any:
    if suffix == ".json":
        import json  # each reader only where there is a file for it

        return json.loads(text)
    if suffix == ".toml":
        import tomllib

        return tomllib.loads(text)
    if suffix in {".md", ".mdx", ".markdown", ".html"}:
        text, suffix = _front_matter(text)
        if suffix != ".yml":
            return _parse(text, suffix, as_text=as_text) if text else None
    return _parse_yaml(text, as_text=as_text)


def _front_matter(text: str) -> tuple[str, str]:
    """What lies between the first two fences, and the suffix of a file that would hold it; nothing without fences."""
    lines = text.splitlines()
    fence = lines[0].rstrip() if lines else ""
    suffix = {"---": ".yml", "+++": ".toml"}.get(fence, "")
    if not suffix:
        return "", ".yml"
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == fence:
            return "\n".join(lines[1:number]), suffix
    return "", ".yml"


def _parse_yaml(text: str, *, as_text: bool) -> Any:
    import yaml

    try:
        return _load_yaml(text, as_text=as_text)
    except yaml.YAMLError as error:
        if "nesting depth" in str(error):  # libyaml has a limit of its own, which it may come upon first
            raise RecursionError from error
        raise


def _load_yaml(text: str, *, as_text: bool) -> Any:
    import yaml

    has_c = hasattr(yaml, "CSafeLoader")
    aliases = 0
    open_anchors: list[str | None] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader if has_c else yaml.SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append(event.anchor)
            if len(open_anchors) > _MAX_DEPTH:
                raise RecursionError
        elif isinstance(event, yaml.CollectionEndEvent):
            open_anchors.pop()
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if event.anchor in open_anchors:
                raise ValueError(f"the alias *{event.anchor} stands inside what it names")
    if aliases > (_MAX_ALIASES if "<<" not in text else _MAX_DEPTH // 5):
        raise ValueError("too many aliases")
    loader: Any = getattr(yaml, ("C" if has_c else "") + ("BaseLoader" if as_text else "SafeLoader"))
    if not as_text:
        loader = type("_Tolerant", (loader,), {})
        loader.add_constructor(None, lambda *_: None)  # tags such as !!python/name are a program's own
    return yaml.load(text, Loader=loader)  # noqa: S506  # safe ones both: BaseLoader makes text only


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    text = getattr(error, "problem", None) or next(iter(str(error).splitlines()), type(error).__name__)
    return f"{text} (line {mark.line + 1})" if mark is not None else str(text)
