"""Text in XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from bylint.patterns import pattern

_ILLEGAL = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document can hold, not even as a reference."""


def attributes(**values: object) -> str:
    """Attributes, each behind a blank."""
    return "".join(f' {name}="{escape(legal(value), _QUOTED)}"' for name, value in values.items())


_QUOTED = {'"': "&quot;", "\t": "&#9;", "\r": "&#13;", "\n": "&#10;"}


def xml(text: str) -> str:
    """A text for an element."""
    return escape(legal(text), {"\r": "&#13;"})


def legal(value: object) -> str:
    """A value as text, with U+FFFD for what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", str(value))
