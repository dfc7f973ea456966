"""What a rule did wrong on a post, as a sentence that names the rule and its file. The post is never to blame."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date, time
from types import GeneratorType
from typing import TYPE_CHECKING, Any

from bylint.diagnostic import SEVERITIES, Edit, Finding, Fix, Related, Span

if TYPE_CHECKING:
    from types import TracebackType

    from bylint.rule import Rule

MOST_FINDINGS = 100_000
"""A rule that says more of one post does not end."""


_ROW = (list, tuple)
_PLAIN = (str, int, float, date, time)


class BadFindingError(Exception):
    """A rule yielded what cannot be reported."""


class TooSlowError(BaseException):
    """A rule took too long on one post. No `Exception`, so that a rule which swallows those does not swallow it."""


class ModelError(Exception):
    """A schema model of the site's own raised something else than a validation error, or took too long."""

    def __init__(self, model: type, error: BaseException) -> None:
        if isinstance(error, TooSlowError):
            super().__init__(f"the schema model {model.__name__} {error}")
            return
        said = f"{type(error).__name__}: {_said(error)}"
        super().__init__(f"the schema model {model.__name__} raised {said} ({_line_of(model, error.__traceback__)})")


def _line_of(model: type, trace: TracebackType | None) -> str:
    """The innermost line of the model's own file; its name where nothing of it is in the trace."""
    file = getattr(sys.modules.get(model.__module__), "__file__", None) or model.__module__
    place = _base_name(file)
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            place = f"{_base_name(file)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def blame(rule: Rule, error: BaseException) -> str:
    """What a rule did wrong: its name, what it raised, and the place in its file."""
    if isinstance(error, ModelError):
        return str(error)
    if isinstance(error, TooSlowError):
        return f"the rule {rule.id} {error}"
    if isinstance(error, BadFindingError):
        return f"the rule {rule.id} {error} ({_base_name(file_of(rule))})"
    place = _place_in(error.__traceback__, rule)
    return f"the rule {rule.id} raised {type(error).__name__}: {_said(error)} ({place})"


def _said(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  # an exception of anybody's
        text = ""
    return text[:200] or "no message"


def file_of(rule: Rule) -> str:
    """The file of a rule's function, or the module where there is none."""
    code = getattr(rule.check, "__code__", None)
    return code.co_filename if code is not None else f"{rule.check.__module__}"


def _base_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _place_in(trace: TracebackType | None, rule: Rule) -> str:
    """The innermost line of the rule's own file; else of what it called; else where the rule begins."""
    file = file_of(rule)
    place = f"{_base_name(file)}:{getattr(getattr(rule.check, '__code__', None), 'co_firstlineno', 0)}"
    trace = trace.tb_next if trace is not None else None  # the first is where rules are run
    is_own = False
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name == file or not is_own:
            place = f"{_base_name(name)}:{trace.tb_lineno}"
        is_own = is_own or name == file
        trace = trace.tb_next
    return place


def findings_of(said: Any) -> Iterable[Any]:
    """What came of calling a rule, if it can be gone through. Raises BadFindingError."""
    if type(said) is GeneratorType:
        return said
    if said is None:
        raise BadFindingError("returned None; it should yield Findings")
    if isinstance(said, Finding):
        raise BadFindingError("returned a Finding; yield it")
    if isinstance(said, str | bytes | Mapping) or not isinstance(said, Iterable):
        raise BadFindingError(f"returned {kind(said)}; it should yield Findings")
    return said


def check_finding(finding: object, length: int | None) -> None:
    """Refuse what is no finding, and spans outside of a text of that length. Raises BadFindingError."""
    if not isinstance(finding, Finding):
        raise BadFindingError(f"yielded {kind(finding)}, which is no Finding")
    expect("span", finding.span, Span)
    expect("message", finding.message, str)
    check_span(finding.span, length)
    expect("related", finding.related, _ROW)
    for related in finding.related:
        expect("related", related, Related)
        expect("related", related.span, Span)
        expect("related", related.message, str)
        if related.path is None:
            check_span(related.span, length)
    expect("fixes", finding.fixes, _ROW)
    for fix in finding.fixes:
        _check_fix(fix, length)
    if finding.severity is not None and finding.severity not in SEVERITIES:
        raise BadFindingError(f"yielded a Finding whose severity is {kind(finding.severity)}")
    for name in ("field", "key"):
        if getattr(finding, name) is not None:
            expect(name, getattr(finding, name), str)
    if finding.data.__class__ is not dict:
        expect("data", finding.data, Mapping)
    if finding.data and not is_plain(finding.data, 8):
        raise BadFindingError("yielded a Finding whose data is more than text, numbers, dates, lists and mappings")


def _check_fix(fix: object, length: int | None) -> None:
    if not isinstance(fix, Fix):
        raise BadFindingError(f"yielded a Finding whose fixes hold {kind(fix)}, which is no Fix")
    expect("fixes", fix.title, str)
    expect("fixes", fix.edits, _ROW)
    if fix.safety not in ("safe", "suggested"):
        raise BadFindingError(f'yielded a Fix whose safety is {kind(fix.safety)}, not "safe" or "suggested"')
    for edit in fix.edits:
        expect("fixes", edit, Edit)
        expect("fixes", edit.span, Span)
        expect("fixes", edit.text, str)
        check_span(edit.span, length)


def expect(name: str, value: object, wanted: type | tuple[type, ...], whole: str = "Finding") -> None:
    """Refuse a part of another type. Raises BadFindingError."""
    if not isinstance(value, wanted):
        raise BadFindingError(f"yielded a {whole} whose {name} is or holds {kind(value)}")


def check_span(span: Span, length: int | None) -> None:
    """Refuse a span outside of a text of that length. Raises BadFindingError."""
    for end in span:
        if not isinstance(end, int):
            raise BadFindingError(f"yielded the span {tuple(span)}, whose ends are no numbers")
    if length is not None and not 0 <= span.start <= span.end <= length:
        raise BadFindingError(f"yielded the span {tuple(span)}, which lies outside the text of {length:,} characters")


def is_plain(value: object, depth: int) -> bool:
    """Whether a value is text, a number, a date, or lists and mappings of these, no deeper than that."""
    if value is None or isinstance(value, _PLAIN):
        return True
    if depth == 0:
        return False
    if value.__class__ is dict:  # to ask an abstract class takes longer
        for key, inner in value.items():
            if not isinstance(key, str) or not (isinstance(inner, _PLAIN) or is_plain(inner, depth - 1)):
                return False
        return True
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and is_plain(inner, depth - 1) for key, inner in value.items())
    return isinstance(value, list | tuple | set | frozenset) and all(is_plain(inner, depth - 1) for inner in value)


def kind(value: object) -> str:
    """A value as a sentence about it begins: its type, and of a text its beginning."""
    shown = f' "{value[:40]}"' if isinstance(value, str) else ""
    return f"a value of type {type(value).__name__}{shown}"
