"""A sample of a body's sentences, small enough to keep and the same for copies."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from bylint.archive import Alike
from bylint.archive.kin import shelf, title_sums
from bylint.diagnostic import Span
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post

SENTENCE = "archive/sentence"
"""The name of the facts: the sum of a sentence."""
SAMPLE = 12
"""So many sentences are kept of a post: those of the smallest sums, so that copies keep the same ones."""
FEWEST = 6
"""A post of fewer long sentences may be like another by chance."""

_SHORTEST = 40
"""Bytes of a sentence that says enough to be known again: shorter ones are headings, lines of code, items of lists."""
_LONGEST_BODY = 400_000
_OTHER_ENDS = "。！？"
_DROPPED = bytes(code for code in range(33, 128) if not chr(code).isalnum() and code not in b".!?\n\r")
_TABLE = bytes.maketrans(b".!?\r\tABCDEFGHIJKLMNOPQRSTUVWXYZ", b"\n\n\n\n abcdefghijklmnopqrstuvwxyz")
"""Small letters, a line for each sentence; with `_DROPPED`, no marks."""
_LINE = pattern(r"\S[^\r\n]{0,79}")


def sentences(post: Post) -> Iterator[Alike]:
    """The sample, each sentence with how many the sample has, and what the title is but for numbers and dates."""
    start, end = post.body
    if end - start < _SHORTEST * FEWEST:
        return
    text = post.text
    sums = sample(text, start, min(end, start + _LONGEST_BODY), shelf(post))
    if len(sums) < FEWEST:
        return
    line = _LINE.search(text, start, end)
    span = Span(*line.span()) if line is not None else Span(start, start)
    data = {"of": len(sums), **title_sums(post)}
    yield Alike(SENTENCE, ["%08x" % number for number in sums], span, "", data)  # noqa: UP031  # the quicker way


def sample(text: str, start: int, end: int, where: str) -> list[int]:
    """The smallest sums of the sentences of a part of a text, in which case, marks and markup do not count.

    The same sentences whatever `where` is, so that no result depends on the folder from which bylint is run.
    """
    if end == len(text):  # to encode what stands before as well takes less than to copy the part
        raw = text.encode("utf-8", "surrogatepass")[len(text[:start].encode("utf-8", "surrogatepass")) :]
    else:
        raw = text[start:end].encode("utf-8", "surrogatepass")
    for mark in _OTHER_ENDS:
        if text.find(mark, start, end) >= 0:
            raw = raw.replace(mark.encode(), b"\n")
    lines = [line for line in raw.translate(_TABLE, _DROPPED).split(b"\n") if len(line) >= _SHORTEST]
    apart = crc32(where.encode("utf-8", "surrogatepass"))
    return [number ^ apart for number in sorted(set(map(crc32, map(bytes.strip, lines))))[:SAMPLE]]
