"""Values and errors of YAML by libyaml: for all that cannot be told at sight."""

from __future__ import annotations

import re

import yaml

from bylint.diagnostic import Span
from bylint.formats import SURROGATE, Broken, Entry, Parsed, yaml_spans
from bylint.formats.yaml_loader import Loader, too_much
from bylint.text import shorten


def parse(block: str, offset: int) -> Parsed:
    """Read the values of a block that lies at `offset` of its text. Never raises on what anybody may write."""
    content = Span(offset, offset + len(block))
    if (broken := too_much(block, offset)) is not None:
        return Parsed(broken=broken)
    try:
        loader = Loader(block)
    except UnicodeEncodeError as error:
        place = Span(error.start, error.end).shift(offset)
        return Parsed(broken=Broken(place, SURROGATE))
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        return Parsed(broken=_explain(block, offset, error))
    except yaml.reader.ReaderError as error:
        return Parsed(broken=_unreadable_character(block, offset, error))
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError) as error:
        return Parsed(broken=Broken(content, f"the YAML cannot be read: {type(error).__name__}"))
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        return Parsed(broken=_not_a_mapping(block, offset, values))
    for key in values:
        if not isinstance(key, str):
            return Parsed(broken=_key_is_not_text(block, offset, key))
    return Parsed(values, has_duplicates=loader.repeats)


def _not_a_mapping(block: str, offset: int, values: object) -> Broken:
    what = "a list" if isinstance(values, list) else "one value"
    start = len(block) - len(block.lstrip())
    line_end = min((at for mark in "\r\n" if (at := block.find(mark, start)) >= 0), default=len(block))
    return Broken(
        Span(start, min(len(block.rstrip()), line_end)).shift(offset),
        f"the front matter is {what}, not a mapping of keys to values",
    )


def _key_is_not_text(block: str, offset: int, key: object) -> Broken:
    for entry in yaml_spans.entries(block, 0):
        if entry.key is not None and _key_reads_as(block, entry, key):
            shown, place = shorten(str(entry.step)), entry.key.shift(offset)
            if not shown:
                return Broken(place, "a key is empty: text is missing before the colon")
            return Broken(place, f'the key {shown} is read as {_kind_of(key)}, not as text; write "{shown}"')
    return Broken(Span(offset, offset + len(block)), f"a key is {_kind_of(key)}, not text")


def _key_reads_as(block: str, entry: Entry, key: object) -> bool:
    """Whether a key as written is the one that is no text; quoted ones are text."""
    if entry.key is None or block[entry.key.start : entry.key.start + 1] in ('"', "'"):
        return False
    loader = Loader(block[entry.key.start : entry.key.end])
    try:
        return bool(loader.get_single_data() == key)
    except (yaml.YAMLError, ValueError, TypeError, LookupError):
        return False
    finally:
        loader.dispose()


def _kind_of(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", type(None): "null"}
    return names.get(type(value), "a date" if hasattr(value, "isoformat") else "something else")


# -- errors ------------------------------------------------------------------------------------------------------


def _unreadable_character(block: str, offset: int, error: yaml.reader.ReaderError) -> Broken:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", block)
    at = match.start() if match else min(getattr(error, "position", 0), max(len(block) - 1, 0))
    shown = f"U+{ord(block[at]):04X}" if block else "a character"
    return Broken(Span(at, at + 1).shift(offset), f"the control character {shown} is not allowed in YAML")


def _explain(block: str, offset: int, error: yaml.MarkedYAMLError) -> Broken:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(block)) if mark is not None else 0
    began = min(error.context_mark.index, len(block)) if error.context_mark is not None else at
    from bylint.formats.yaml_causes import explain  # only front matter that cannot be read needs it

    message, place = explain(block, at, began, error.problem or "", error.context or "")
    return Broken(place.shift(offset), message)
