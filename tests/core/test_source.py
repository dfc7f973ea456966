"""Bytes become text once; only three newlines end a line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bylint.diagnostic import Position, Range, Span
from bylint.source import Source

TEXTS = st.text(alphabet=st.sampled_from("ab\n\r\t \x0b\x0c\x1c\x85\u2028\u2029é東🎉\ufeff"), max_size=60)


def lines_of(text: str) -> list[tuple[int, int]]:
    """Where each line lies, read letter by letter."""
    found, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "\r\n":
            found.append((start, at))
            at += 2 if text[at : at + 2] == "\r\n" else 1
            start = at
        else:
            at += 1
    return [*found, (start, at)]


def test_utf8_is_read_with_and_without_a_byte_order_mark() -> None:
    """A BOM is remembered and is no part of the text, so offsets are the same with and without it."""
    plain = Source.decode("p", "title: é".encode())
    marked = Source.decode("p", b"\xef\xbb\xbf" + "title: é".encode())
    assert (plain.text, plain.bom, plain.defect) == ("title: é", False, None)
    assert (marked.text, marked.bom, marked.defect) == ("title: é", True, None)


def test_only_the_first_byte_order_mark_is_taken_off() -> None:
    """A second one is a character of the text, for a rule to find."""
    assert Source.decode("p", b"\xef\xbb\xbf\xef\xbb\xbfa").text == "\ufeffa"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_other_byte_order_marks_are_named(encoding: str, name: str) -> None:
    """A file that another program saved as UTF-16 or UTF-32 is told to be just that, at its start."""
    for little in (True, False):
        bom = {"utf-16": (b"\xff\xfe", b"\xfe\xff"), "utf-32": (b"\xff\xfe\0\0", b"\0\0\xfe\xff")}[encoding][not little]
        raw = bom + "title: x".encode(f"{encoding}-{'le' if little else 'be'}")
        defect = Source.decode("p", raw).defect
        assert defect is not None
        assert f"byte order mark of {name};" in defect.message
        assert defect.span == Span(0, 1)


def test_utf16_without_a_mark_is_told_by_its_nul_bytes() -> None:
    """Such a file decodes as UTF-8, but holds NULs."""
    defect = Source.decode("p", "ab".encode("utf-16-le")).defect
    assert defect is not None
    assert defect.span == Span(1, 2)
    assert "NUL" in defect.message


def test_a_latin_1_byte_is_named_with_its_place() -> None:
    """The place counts characters, not bytes: two letters of two bytes each come before."""
    source = Source.decode("p", "éè\nn".encode() + b"\xe9e")
    assert source.defect is not None
    assert source.defect.span == Span(4, 5)
    assert source.position(4) == Position(2, 2)
    assert "0xE9" in source.defect.message
    assert source.text.encode("utf-8", "surrogateescape") == "éè\nn".encode() + b"\xe9e"


@pytest.mark.parametrize(
    ("raw", "at", "byte"),
    [
        (b"\x80", 0, "0x80"),
        (b"a\xc3", 1, "0xC3"),  # cut short
        (b"a\xed\xa0\x80", 1, "0xED"),  # a surrogate
        (b"a\xc0\xaf", 1, "0xC0"),  # overlong
        (b"\xf4\x90\x80\x80", 0, "0xF4"),  # beyond Unicode
        (b"\xef\xbb\xbfa\xff", 1, "0xFF"),  # after a BOM
    ],
)
def test_each_kind_of_damage_has_its_place(raw: bytes, at: int, byte: str) -> None:
    """Truncated, overlong and surrogate sequences are damage as stray bytes are."""
    defect = Source.decode("p", raw).defect
    assert defect is not None
    assert defect.span == Span(at, at + 1)
    assert byte in defect.message


@pytest.mark.parametrize("raw", [b"", b"-", b"\n", b"\xef\xbb\xbf"])
def test_next_to_nothing_is_a_text(raw: bytes) -> None:
    """Empty files and files of one byte have one position, the first."""
    source = Source.decode("p", raw)
    assert source.defect is None
    assert source.position(0) == Position(1, 1)
    assert source.line_span(1).start == 0


def test_a_nul_byte_is_a_defect_and_the_text_is_kept() -> None:
    """The first one is pointed at."""
    source = Source.decode("p", b"a\n\0b\0")
    assert source.defect is not None
    assert (source.defect.span, source.text) == (Span(2, 3), "a\n\0b\0")


@given(TEXTS)
@example("a\r\n\r\r\n\nb")
@example("a\x85b\u2028c\x0bd")
def test_lines_and_columns_are_those_of_a_naive_reading(text: str) -> None:
    """Only LF, CR LF and CR end a line: U+0085, U+2028, form feeds and the like stand in one."""
    source = Source("p", text)
    lines = lines_of(text)
    for number, (start, end) in enumerate(lines, 1):
        assert source.line_span(number) == Span(start, end)
        for offset in range(start, end + 1):
            assert source.position(offset) == Position(number, offset - start + 1)
            assert source.line_at(offset) == Span(start, end)
    assert source.range(Span(0, len(text))) == Range(Position(1, 1), Position(len(lines), len(text) - lines[-1][0] + 1))


@given(TEXTS)
def test_the_newline_of_a_text_is_the_one_it_uses_first(text: str) -> None:
    """So that what a fix adds looks like the rest."""
    first = next((at for at, letter in enumerate(text) if letter in "\r\n"), None)
    wanted = "\n" if first is None else "\r\n" if text[first : first + 2] == "\r\n" else text[first]
    assert Source("p", text).newline == wanted


@given(TEXTS, st.booleans())
def test_decoding_loses_nothing(text: str, bom: bool) -> None:
    """Text and mark together are the bytes that were read."""
    raw = b"\xef\xbb\xbf" * bom + text.encode()
    source = Source.decode("p", raw)
    assert b"\xef\xbb\xbf" * source.bom + source.text.encode() == raw
