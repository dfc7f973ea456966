"""How each notation writes what an edit puts in: texts, keys and lists."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from bylint.diagnostic import Span
from bylint.formats.yaml import parse as parse_yaml
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bylint.formats import Style


class Hand(Protocol):
    """Writes values of one notation."""

    def scalar(self, text: str, style: Style = "plain", *, flow: bool = False) -> str | None:
        """A text on one line, in the style wanted where that can be; None where the notation cannot hold it."""
        ...

    def key(self, key: str) -> str | None:
        """A key; None where the notation cannot have it."""
        ...

    def pair(self, key: str, text: str) -> str | None:
        """A key with a text as its value."""
        ...


def is_shown(text: str) -> bool:
    """Whether every character of a text can be written as it is: readable, or a blank that keeps words on one line."""
    return text.isprintable() or _KEPT_BLANK.sub(" ", text).isprintable()


_KEPT_BLANK = pattern("[\xa0\u202f]")

# -- YAML --------------------------------------------------------------------------------------------------------

_NUMBER_OR_DATE = pattern(r"[-+.]*[0-9][0-9a-fA-FxXoO_.:,+TtZz -]*")
"""What some generator's YAML reads as a number or date, or refuses as one."""

_PLAIN = pattern(r"[^\W\d_][\w'’().,;!/–—-]*(?: [\w'’()\"“”.,;!/–—][\w'’()\"“”.,;!/–—-]*)*")
_PLAIN_IN_FLOW = pattern(r"[^\W\d_][\w'’.-]*(?: [\w'’().][\w'’().-]*)*")
_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"})


@lru_cache(maxsize=256)  # the same names are written into one post after the other
def write_scalar(text: str, style: Style = "plain", *, flow: bool = False) -> str:
    """Text as a YAML scalar on one line: in the style wanted where that reads back as the same text, else quoted."""
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    plain: tuple[str, ...] = () if "\t" in text or _NUMBER_OR_DATE.fullmatch(text) else (text,)
    quoted: dict[str, tuple[str, ...]] = {"single": (single, double), "double": (double, single)}
    preferred = quoted.get(style, (*plain, single, double))
    for candidate in preferred:
        if _reads_as(candidate, text, flow=flow):
            return candidate
    import yaml  # few texts get here

    escaped: str = yaml.dump(text, default_style='"', width=1 << 30, Dumper=yaml.SafeDumper)
    return escaped.strip()


def _reads_as(candidate: str, text: str, *, flow: bool) -> bool:
    """Whether every YAML reader takes a candidate for the text. Plain prose needs no parser to tell."""
    if candidate is not text:
        if text.isprintable():
            return True
    elif (_PLAIN_IN_FLOW if flow else _PLAIN).fullmatch(text) and text.casefold() not in _YAML_WORDS:
        return True
    if any(mark in candidate for mark in "\n\r\x85\u2028\u2029"):
        return False
    import yaml  # few texts get here

    line = f"k: [{candidate}, {candidate} ]\n" if flow else f"k: {candidate} # c\n"
    wanted = {"k": [text, text] if flow else text}
    try:
        strictly = yaml.safe_load(line)  # in pure Python, which refuses some of what libyaml takes
    except (yaml.YAMLError, ValueError):
        return False
    return bool(strictly == wanted and parse_yaml(line, Span(0, len(line))).values == wanted)


class _Yaml:
    """Plain where that can be."""

    def scalar(self, text: str, style: Style = "plain", *, flow: bool = False) -> str | None:
        return write_scalar(text, style, flow=flow)

    def key(self, key: str) -> str | None:
        return write_scalar(key)

    def pair(self, key: str, text: str) -> str | None:
        return f"{key}: {write_scalar(text)}"


# -- TOML --------------------------------------------------------------------------------------------------------

_BARE_KEY = pattern(r"[A-Za-z0-9_-]+")
_NEEDS_ESCAPE = pattern(r'[\x00-\x1f"\\\x7f]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class _Toml:
    """In double quotes, or in single ones where they stood and can stay."""

    def scalar(self, text: str, style: Style = "plain", *, flow: bool = False) -> str | None:  # noqa: ARG002  # as in YAML
        if style == "single" and "'" not in text and is_shown(text):
            return f"'{text}'"
        escaped = _NEEDS_ESCAPE.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04X}"), text)
        return f'"{escaped}"'

    def key(self, key: str) -> str | None:
        return key if _BARE_KEY.fullmatch(key) else self.scalar(key)

    def pair(self, key: str, text: str) -> str | None:
        return f"{self.key(key)} = {self.scalar(text)}"


# -- JSON --------------------------------------------------------------------------------------------------------


class _Json:
    """In double quotes."""

    def scalar(self, text: str, style: Style = "plain", *, flow: bool = False) -> str | None:  # noqa: ARG002  # as in YAML
        return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

    def key(self, key: str) -> str | None:
        return self.scalar(key)

    def pair(self, key: str, text: str) -> str | None:
        return f"{self.scalar(key)}: {self.scalar(text)}"


# -- headers without fences --------------------------------------------------------------------------------------


class _Line:
    """A text as it is: what needs a second line, or quotes, cannot be written."""

    def __init__(self, lead: str = "", end: str = ": ") -> None:
        self.lead, self.end = lead, end

    def scalar(self, text: str, style: Style = "plain", *, flow: bool = False) -> str | None:  # noqa: ARG002  # as in YAML
        return text if is_shown(text) and text.strip() == text and text else None

    def key(self, key: str) -> str | None:
        return key if _BARE_KEY.fullmatch(key) else None

    def pair(self, key: str, text: str) -> str | None:
        name, value = self.key(key), self.scalar(text)
        return f"{self.lead}{name}{self.end}{value}" if name and value else None


class _Attribute(_Line):
    """A text in the quotes of an HTML attribute."""

    def scalar(self, text: str, style: Style = "plain", *, flow: bool = False) -> str | None:  # noqa: ARG002  # as in YAML
        from html import escape

        return escape(text) if is_shown(text) else None

    def pair(self, key: str, text: str) -> str | None:
        value = self.scalar(text)
        return f'<meta name="{key}" content="{value}">' if self.key(key) and value is not None else None


HANDS: Mapping[str, Hand] = {
    "yaml": _Yaml(),
    "toml": _Toml(),
    "json": _Json(),
    "header": _Line(),
    "docinfo": _Line(":"),
    "asciidoc": _Line(":"),
    "meta": _Attribute(),
}
"""By name of the notation."""
