"""Text in XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_ILLEGAL = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document can hold, not even as a reference."""


_UNSEEN = pattern("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What turns the direction of a text, or is not seen: a name could be taken for another."""
_QUOTED = {'"': "&quot;", "\t": "&#9;", "\r": "&#13;", "\n": "&#10;"}


def attributes(**values: object) -> str:
    """Attributes, each behind a blank."""
    return "".join(f' {name}="{_written(str(value), _QUOTED)}"' for name, value in values.items())


def xml(text: str) -> str:
    """A text for an element."""
    return _written(text, {"\r": "&#13;"})


def _written(text: str, entities: Mapping[str, str]) -> str:
    """A text with U+FFFD for what XML cannot hold, and nothing that the runner of a CI job takes for a command."""
    text = _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    number = {"#": "&#35;"} if "##" in text else {}
    return escape(_ILLEGAL.sub("\ufffd", text), {**number, **entities})
