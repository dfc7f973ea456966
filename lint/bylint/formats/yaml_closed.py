"""YAML front matter without an opening fence, as Hexo reads it: https://hexo.io/docs/front-matter."""

from __future__ import annotations

from bylint.diagnostic import Span
from bylint.formats import Block, Format
from bylint.formats.yaml import entries, parse
from bylint.patterns import pattern

_KEY = pattern(r"(?:[ \t]*+(?:\r\n?|\n))*+[A-Za-z][\w-]*:(?:\s|\Z)")
_CLOSE = pattern(r"(?<=[\r\n])(-{3,})[ \t]*+(?:\r\n?|\n|\Z)")


def delimit(text: str) -> Block | None:
    """What stands above the first line of dashes, if it begins with a key and is YAML."""
    closing = _CLOSE.search(text) if _KEY.match(text) else None
    if closing is None:
        return None
    content = Span(0, closing.start())
    if not parse(text, content).values:
        return None
    return Block(Span(0, 0), content, Span(*closing.span(1)), closing.end())


CLOSED_YAML = Format("yaml", delimit, parse, entries, comment="#")
