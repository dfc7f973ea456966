"""What archive rules and their facts may yield; what they may not is told as of any rule."""

from __future__ import annotations

from collections.abc import Mapping

from bylint.archive.facts import Alike, Fact, Said, Suggestion
from bylint.diagnostic import Finding, Span
from bylint.faults import BadFindingError, check_finding, check_span, expect, is_plain, kind


def check_fact(fact: object, length: int, known: Fact | Alike | None = None) -> None:
    """Refuse what is no fact, and spans outside of a text of that length. Raises BadFindingError.

    What is `known` from the fact before it, which was none of these, is not looked at again.
    """
    if not isinstance(fact, Fact | Alike):
        raise BadFindingError(f"yielded {kind(fact)}, which is no Fact")
    name, value, span, shown, data = fact
    if not (name.__class__ is shown.__class__ is str):
        expect("name", name, str, "Fact")
        expect("shown", shown, str, "Fact")
    if fact.__class__ is Fact:
        if value.__class__ is not str:
            expect("value", value, str, "Fact")
    else:
        expect("values", value, (list, tuple), "Fact")
        for each in value:
            expect("values", each, str, "Fact")
    if known is None or span is not known.span:
        expect("span", span, Span, "Fact")
        check_span(span, length)
    if known is not None and data is known.data:
        return
    if data.__class__ is not dict:
        expect("data", data, Mapping, "Fact")
    if data and not is_plain(data, 8):
        raise BadFindingError("yielded a Fact whose data is more than text, numbers, dates, lists and mappings")


def check_said(said: object) -> None:
    """Refuse what an archive rule cannot say. Raises BadFindingError."""
    if not isinstance(said, Said):
        raise BadFindingError(f"yielded {kind(said)}, which is no Said: `member.say(…)` makes one")
    expect("path", said.path, str, "Said")
    if said.suggestion is not None:
        expect("suggestion", said.suggestion, Suggestion, "Said")
        for part in said.suggestion:
            expect("suggestion", part, str, "Said")
    check_finding(Finding(said.span, said.message, said.related, said.data, severity=said.severity), None)
