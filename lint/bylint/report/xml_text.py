"""Text in XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from bylint.patterns import pattern

_ILLEGAL = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document can hold, not even as a reference."""


def attributes(**values: object) -> str:
    """Attributes, each behind a blank."""
    return "".join(f' {name}="{xml(str(value))}"' for name, value in values.items())


def xml(text: str) -> str:
    """A text for an element or an attribute in double quotes, as it is but for what XML cannot hold (U+FFFD)."""
    return escape(_ILLEGAL.sub("\ufffd", text), {'"': "&quot;", "\t": "&#9;", "\r": "&#13;", "\n": "&#10;"})
