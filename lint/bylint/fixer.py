"""Fixes applied: which ones, in which order, and the proof that a text says the same but for what they changed.

Text in, text out; `writing` puts it on disk. A fix is taken whole or not at all. Those that touch the same place are
taken in turns: after each turn the text is checked anew, until nothing is left to fix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bylint.diagnostic import NOTHING, Edit, Span
from bylint.document import Document, parse
from bylint.edits import apply_edits
from bylint.formats import key_path
from bylint.source import Source

if TYPE_CHECKING:
    from bylint.checked import Checked
    from bylint.diagnostic import Diagnostic, PlacedFix
    from bylint.formats import Entry, Step

MOST_TURNS = 20
"""Texts that are not settled then never will be: two rules undo each other."""

DATES = frozenset({"date", "updated", "expires"})
"""Fields that are only written where their rule is named."""


class Wanted(NamedTuple):
    """Which fixes are applied: safe ones, suggested ones too, and if `rules` are given only theirs."""

    unsafe: bool = False
    rules: frozenset[str] = frozenset()

    def takes(self, found: Diagnostic, fix: PlacedFix) -> bool:
        """Whether a fix of a diagnostic is wanted."""
        if self.rules and found.rule not in self.rules:
            return False
        if found.field in DATES and found.rule not in self.rules:
            return False
        return self.unsafe or fix.safety == "safe"


class Applied(NamedTuple):
    """One fix that was made."""

    rule: str
    title: str


class Refused(NamedTuple):
    """One fix that was not made, since it would have changed more than it says."""

    rule: str
    title: str
    reason: str


class Fixed(NamedTuple):
    """What came of a file: its text and its diagnostics after the fixes."""

    text: str
    checked: Checked
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()


class _Choice(NamedTuple):
    rule: str
    title: str
    edits: tuple[Edit, ...]


Check = Callable[[str], "Checked"]


def settle(checked: Checked, wanted: Wanted, check: Check, unfenced: Mapping[str, str] = NOTHING) -> Fixed:
    """Apply the wanted fixes of a checked file until none is left. `check` checks another text of the same file."""
    source = checked.source
    if source is None or source.defect is not None:
        return Fixed("", checked)
    text, applied, refused = source.text, [], {}
    seen = {text}
    for _ in range(MOST_TURNS):
        choices = [each for each in choose(checked, wanted) if (each.rule, each.title, _touched(each)) not in refused]
        if not choices:
            break
        turn = _take_turn(source, choices, unfenced)
        for each, reason in turn.refused:
            refused[each.rule, each.title, _touched(each)] = Refused(each.rule, each.title, reason)
        if turn.text == text or not turn.taken:
            continue
        text = turn.text
        applied += [Applied(each.rule, each.title) for each in turn.taken]
        checked = check(text)
        source = Source(source.path, text, bom=source.bom)
        if text in seen:
            refused["", "", ()] = Refused(turn.taken[0].rule, turn.taken[0].title, "two rules undo each other's fixes")
            break
        seen.add(text)
    return Fixed(text, checked, tuple(applied), tuple(refused.values()))


def make(source: Source, fix: PlacedFix, unfenced: Mapping[str, str] = NOTHING) -> tuple[str, str | None]:
    """The text after one fix, and None; or the text as it is, and what else the fix would change."""
    edits = tuple(Edit(source.span(edit.range), edit.text) for edit in fix.edits)
    text = apply_edits(source.text, edits)
    reason = what_else_changed(parse(source, unfenced), edits, _parse(source, text, unfenced))
    return (text, None) if reason is None else (source.text, reason)


def choose(checked: Checked, wanted: Wanted) -> Iterator[_Choice]:
    """The first wanted fix of each diagnostic, where it edits the file that it was found in."""
    source = checked.source
    if source is None:
        return
    for found in checked.diagnostics:
        fix = next((fix for fix in found.fixes if wanted.takes(found, fix)), None)
        if fix is not None and all(edit.path == found.path for edit in fix.edits):
            edits = tuple(Edit(source.span(edit.range), edit.text) for edit in fix.edits)
            yield _Choice(found.rule, fix.title, edits)


def _touched(choice: _Choice) -> tuple[str, ...]:
    return tuple(edit.text for edit in choice.edits)


class _Turn(NamedTuple):
    text: str
    taken: tuple[_Choice, ...]
    refused: tuple[tuple[_Choice, str], ...]


def _take_turn(source: Source, choices: Sequence[_Choice], unfenced: Mapping[str, str]) -> _Turn:
    """Take what does not overlap. Where the proof fails for all together, each is tried alone."""
    before = parse(source, unfenced)
    taken = list(_apart(choices))
    edits = [edit for choice in taken for edit in choice.edits]
    text = apply_edits(source.text, edits)
    if what_else_changed(before, edits, _parse(source, text, unfenced)) is None:
        return _Turn(text, tuple(taken), ())
    refused = []
    good: list[_Choice] = []
    for choice in taken:
        alone = apply_edits(source.text, choice.edits)
        reason = what_else_changed(before, choice.edits, _parse(source, alone, unfenced))
        if reason is not None:
            refused.append((choice, reason))
        elif not good:
            good, text = [choice], alone  # the others come in the next turn
    return _Turn(text if good else source.text, tuple(good), tuple(refused))


def _parse(source: Source, text: str, unfenced: Mapping[str, str]) -> Document:
    return parse(Source(source.path, text, bom=source.bom), unfenced)


def _apart(choices: Iterable[_Choice]) -> Iterator[_Choice]:
    """The fixes that touch no place which an earlier one touches; two insertions at one place touch it both."""
    spans: list[Span] = []
    for choice in choices:
        own = [edit.span for edit in choice.edits]
        if not any(_meet(one, other) for one in own for other in spans):
            spans += own
            yield choice


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def what_else_changed(before: Document, edits: Sequence[Edit], after: Document) -> str | None:
    """What differs between two documents besides what edits touch; None where nothing does.

    The metadata of both is compared value by value; a key that an edit writes may be new. The body is the same but
    for the edits in it.
    """
    if after.state != before.state:
        return f"the front matter would be {after.state}"
    ordered = sorted(edits)
    inside = [edit for edit in ordered if edit.span.start >= before.body.start]
    shifted = [Edit(edit.span.shift(-before.body.start), edit.text) for edit in inside]
    if apply_edits(_body(before), shifted) != _body(after):
        return "the body would change"
    return _differing(before, after, [edit for edit in ordered if edit.span.start < before.body.start])


def _body(document: Document) -> str:
    return document.source.text[document.body.start : document.body.end]


def _differing(before: Document, after: Document, edits: Sequence[Edit]) -> str | None:
    if after.has_duplicates and not before.has_duplicates:
        return "a key would stand twice"
    touched = _Touched(before.entries, edits)
    for key in after.values:
        if key not in before.values and not touched.may_add(str(key)):
            return f"the key {key} would be new"
    for key, value in before.values.items():
        if touched.whole(key):
            continue
        if key not in after.values:
            return f"the key {key} would be gone"
        different = touched.compare((key,), value, after.values[key])
        if different is not None:
            return f"{different} would change"
    return None


class _Touched:
    """Which entries edits touch: a scalar whose value or key they overlap, a collection whose make-up they change."""

    def __init__(self, entries: Sequence[Entry], edits: Sequence[Edit]) -> None:
        self._spans = [edit.span for edit in edits]
        keys = {entry.key for entry in entries}
        self._added = [edit.text for edit in edits if edit.span.start == edit.span.end or edit.span in keys]
        self._parts: set[tuple[Step, ...]] = set()
        self._inside: set[tuple[Step, ...]] = set()
        self._collect((), entries)

    def _collect(self, above: tuple[Step, ...], entries: Sequence[Entry]) -> None:
        for entry in entries:
            steps = (*above, entry.step)
            start, end = (entry.key or entry.span).start, entry.span.end
            hits = [span for span in self._spans if span.start <= end and start <= span.end]
            if not hits:
                continue
            self._inside.add(steps)
            if not entry.children or any(span.start < entry.span.start for span in hits):
                self._parts.add(steps)
            self._collect(steps, entry.children)

    def may_add(self, key: str) -> bool:
        """Whether an insertion, or the renaming of a key, writes a key of this name."""
        return any(key in text for text in self._added)

    def whole(self, key: Step) -> bool:
        """Whether an edit touches a scalar of the top level, or the key of anything there."""
        return (key,) in self._parts

    def compare(self, steps: tuple[Step, ...], old: Any, new: Any) -> str | None:
        """The first place below `steps` that differs and that no edit touches, as people write it."""
        if steps in self._parts:
            return None
        if steps not in self._inside:
            return None if _same(old, new) else key_path(tuple(map(_text, steps)))
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in old:
                if key in new and (found := self.compare((*steps, key), old[key], new[key])):
                    return found
            return None
        if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            for at, (one, other) in enumerate(zip(old, new, strict=True)):
                if found := self.compare((*steps, at), one, other):
                    return found
            return None
        return None  # items came or went: an edit in the list says so


def _text(step: Step) -> Step:
    return step if isinstance(step, int) else str(step)


def _same(old: Any, new: Any) -> bool:
    """Equal in value and type: `1` is neither `1.0` nor true. Not-a-number is itself."""
    if type(old) is not type(new):
        return False
    if isinstance(old, Mapping):
        return list(old) == list(new) and all(_same(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new) or old != old  # noqa: PLR0124  # not-a-number differs from itself
