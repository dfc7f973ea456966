"""The values of front matter whose meaning is certain at sight, without libyaml; the slightest doubt leaves it to that.

Certain are `key: value` lines with a plain, quoted, block or `[flow]` value, and below a key one list or mapping of
such values, or one list of mappings. `UncertainError` means "ask libyaml": nothing here decides that a front matter is
broken.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bylint.formats import Parsed
from bylint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

Row = tuple[str, ...]
"""What `LINE` finds: the indentation, the dash and the blanks after it, the key, the value as written, or the rest."""

LONGEST = 4000
"""Characters of a block that is read here. Longer ones are rare, and libyaml's time is then well spent."""

_KEY = r"[^\W\d][\w.-]{0,80}+(?:\ [\w.-]{1,80}+){0,9}+"
_START = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`=<]|-(?=[^ \n])|<(?!<))"""
_PLAIN = rf"{_START}[^:#\n]*+(?:(?::(?=[^ \n])|(?<!\ )\#)[^:#\n]*+)*+"
_QUOTED = r"""'(?:[^'\n]++|'')*+'|"(?:[^"\\\n]++|\\["\\/nt_])*+\""""
_LONG_QUOTED = r"""'(?:[^'\n]++|''|\n\ ++(?=[^\s]))*+'|"(?:[^"\\\n]++|\\["\\/nt_]|\n\ ++(?=[^\s]))*+\""""
_FLOW = r"\[[^\[\]{}\n]*+\]"
_COMMENT = r"(?:(?<=\ )\#[^\n]*+)?+"

ENTRY = pattern(
    rf"(?P<key>{_KEY})\ *+:(?=[ \n])(?:\ ++(?P<raw>{_PLAIN}|{_LONG_QUOTED}|{_FLOW}|[>|]-?+))?\ *+"
    rf"(?P<below>{_COMMENT}(?:\n(?:-?\ [^\n]*+|(?=\n)))*+)\n"
    r"|(?:\#[^\n]*+)?+\n"
    r"|(?P<rest>[\s\S]+)"
)
"""A key at the margin with its value and the lines below that belong to it, or a comment or blank line, or the rest."""
LINE = pattern(
    rf"\n++(?P<indent>\ *+)(?P<dash>-\ ++)?(?:(?P<key>{_KEY})\ *+:(?=[ \n]|\Z))?\ *+"
    rf"(?P<raw>{_PLAIN}|{_QUOTED}|{_FLOW})?\ *+{_COMMENT}(?=\n|\Z)"
    r"|(?P<rest>[\s\S]+)"
)
"""A line below a key, with the blank lines before it."""
ITEM = pattern(rf"\ *+(?P<raw>{_START}[^,:#?\[\]{{}}\n]*+|{_QUOTED})\ *+(?:,|\Z)|(?P<rest>[\s\S]+)")
"""An item between brackets with its comma."""
_CONTINUED = pattern(r"(?:\n\ ++[^\s:#][^:#\n]*+(?:(?::(?=[^ \n])|(?<!\ )\#)[^:#\n]*+)*+)++")
_FOLD = pattern(r"\n(\n*+)")
_LINE_END = pattern(r"(?<!\ )\ *+\n\ *+")
_ESCAPE = pattern(r"\\(.)")
_MOMENT = pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<time>[T ](?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[-+](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?"
)
_ESCAPES = {"n": "\n", "t": "\t", "_": "\xa0"}
_HARMLESS = frozenset("\xa0\xad\u2009\u200a\u200b\u200d\u202f\u3000")
"""What is not visible, and is text for libyaml like any letter: blanks of other widths, joiners, hyphenation."""
_SHORT_NUMBER = 18  # digits

WORDS = {
    **dict.fromkeys(("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~"), None),
}
"""What YAML 1.1 reads as something other than text, numbers and dates apart."""


class UncertainError(Exception):
    """What stands here is for libyaml to read."""


def is_ordinary(block: str) -> bool:
    """Whether the block is short enough and made of lines of visible characters and blanks, no tabs among them."""
    if len(block) > LONGEST or block[-1:] not in ("\n", ""):
        return False
    shown = block.replace("\n", "")
    return shown.isprintable() or "".join(set(shown) - _HARMLESS).isprintable()


def parse(block: str) -> Parsed:
    """The values, and whether a key is repeated."""
    if "\r" in block:
        block = block.replace("\r\n", "\n")
    if not is_ordinary(block):
        raise UncertainError
    found: dict[str, Any] = {}
    pairs = 0
    for key, raw, below, rest in ENTRY.findall(block):
        if key:
            pairs += 1
            if below:
                found[key] = _with_below(raw, below)
            else:
                read = _READ.get(raw[:1])
                found[key] = read(raw) if read else raw.rstrip(" ")
        elif rest:
            raise UncertainError
    if not WORDS.keys().isdisjoint(found):
        raise UncertainError
    return Parsed(found, None, len(found) < pairs)


def _with_below(raw: str, below: str) -> Any:
    """The value of a key that has lines below it, or a comment after it."""
    below = lines_below(raw, below)
    if not below:
        return scalar(raw)
    if not raw:
        return _collection(below)
    if raw[0] in ">|":
        return block_text(raw, below)
    return scalar(continued(raw, below))


def lines_below(raw: str, below: str) -> str:
    """The lines without a comment before them; empty where all of them are blank."""
    if below[0] == "#":
        below = below[len(below.partition("\n")[0]) :]
        if below.strip(" \n") and raw and raw[0] not in ">|":
            raise UncertainError
    return below if below.strip(" \n") else ""


def _collection(below: str) -> Any:
    """The list or mapping below a key, or the scalar that stands alone there."""
    rows = [row for row in LINE.findall(below) if any(row[1:])]
    if is_alone(rows):
        return scalar(rows[0][3])
    check_layout(rows)
    items: list[Any] = []
    mapping: dict[str, Any] = {}
    for _, dash, key, raw, _ in rows:
        if not key:
            items.append(scalar(raw))
            continue
        if dash:
            mapping = {}
            items.append(mapping)
        if key in mapping or key in WORDS:
            raise UncertainError
        mapping[key] = scalar(raw)
    return items or mapping


def is_alone(rows: Sequence[Row]) -> bool:
    """Whether the lines below a key hold one scalar."""
    return len(rows) == 1 and not any(rows[0][1:3]) and not rows[0][4]


def check_layout(rows: Sequence[Row]) -> None:
    """Doubt that lines are one list or one mapping where they do not stand as those of one."""
    if not rows:  # a comment
        raise UncertainError
    margin, is_list = rows[0][:2]
    column = -1 if is_list else len(margin)  # of the keys of the mapping that is being read
    for indent, dash, key, raw, rest in rows:
        if rest or not (dash or key):
            raise UncertainError
        if not dash:
            if len(indent) != column:
                raise UncertainError
        elif not is_list or indent != margin or not (key or raw):
            raise UncertainError
        else:
            column = len(indent) + len(dash) if key else -1


def continued(raw: str, below: str) -> str:
    """A plain scalar that runs on over the lines below."""
    below = below.rstrip(" \n")
    if raw[0] in "'\"[" or not _CONTINUED.fullmatch(below):
        raise UncertainError
    return " ".join([line.strip(" ") for line in (raw + below).split("\n")])


def block_text(mark: str, below: str) -> str:
    """The text of a block scalar, whose lines all stand at the same indentation or, in a literal one, further in."""
    lines = below[1:].rstrip("\n").split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    margin = " " * indent
    for number, line in enumerate(lines):
        if line:
            inner = line[indent:]
            if not indent or not line.startswith(margin) or not inner.strip(" "):
                raise UncertainError
            if inner[0] == " " and mark[0] == ">":
                raise UncertainError
            lines[number] = inner
        elif not number:
            raise UncertainError
    text = "\n".join(lines)
    if mark[0] == ">":
        text = _FOLD.sub(_folded, text) if "\n\n" in text else text.replace("\n", " ")
    return text if mark[-1] == "-" else text + "\n"


def _folded(breaks: re.Match[str]) -> str:
    return breaks[1] or " "


# -- scalars -----------------------------------------------------------------------------------------------------


def scalar(raw: str) -> Any:
    """What a value on one line means."""
    read = _READ.get(raw[:1])
    return read(raw) if read else raw.rstrip(" ")


def _nothing(_raw: str) -> None:
    return None


def _doubtful(_raw: str) -> Any:
    raise UncertainError


def _word(raw: str) -> Any:
    text = raw.rstrip(" ")
    return WORDS.get(text, text)


def _number(raw: str) -> Any:
    text = raw.rstrip(" ")
    if text.isdecimal() and text.isascii() and len(text) <= _SHORT_NUMBER and (text[0] != "0" or text == "0"):
        return int(text)
    if found := _MOMENT.fullmatch(text):
        try:
            return datetime.fromisoformat(text) if found["time"] else date.fromisoformat(text)
        except ValueError:
            return text
    from bylint.formats.yaml_loader import resolved  # most posts have no such scalar

    return resolved(text)


def unquoted(raw: str) -> str:
    """The text between quotes."""
    text = raw[1:-1]
    if "\n" in text:
        text = _LINE_END.sub(" ", text)
    if raw[0] == "'":
        return text.replace("''", "'")
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(escape: re.Match[str]) -> str:
    return _ESCAPES.get(escape[1], escape[1])


def _flow(raw: str) -> list[Any]:
    items: list[Any] = []
    for text, rest in ITEM.findall(raw[1:-1]):
        if rest:
            raise UncertainError
        items.append(scalar(text))
    return items


_READ: dict[str, Callable[[str], Any]] = {
    "": _nothing,
    "'": unquoted,
    '"': unquoted,
    "[": _flow,
    **dict.fromkeys(">|", _doubtful),
    **dict.fromkeys("yYnNtTfFoO~", _word),
    **dict.fromkeys("-+.0123456789", _number),
}
