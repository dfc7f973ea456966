"""Markup in an author field: links, tags, bold."""

from __future__ import annotations

import re

from bylint.patterns import pattern

_MARKUP = ("](", "**", "<")
_LINK = pattern(r"\[([^\[\]]{1,200})\]\([ ]?([^()\s]{0,300}+)[^()]{0,100}+\)")
_ANCHOR = pattern(
    r"<a\s[^<>]{0,200}?href\s?=\s?[\"']?([^\"'\s<>]{1,300}+)[^<>]{0,300}+>([^<>]{1,200}+)</a\s?>", re.IGNORECASE
)
_BREAK = pattern(r"<(?:br|/p|/div|/li)\s?/?>", re.IGNORECASE)
_TAG = pattern(
    r"</?(?:a|b|i|u|p|em|br|li|ul|div|span|strong|small|cite|address|sup|sub|font)(?=[\s/>])[^<>]{0,300}>",
    re.IGNORECASE,
)


def without_markup(text: str) -> str:
    """Names as templates show them: a link as the name with its address behind it. Few have any markup."""
    if not any(sign in text for sign in _MARKUP):
        return text
    text = _ANCHOR.sub(r"\2 <\1>", _LINK.sub(r"\1 <\2>", text))
    return _TAG.sub("", _BREAK.sub("\n", text)).replace("**", "")
