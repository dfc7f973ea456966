"""The language of a body: a quick look that confirms what is said, and a detector where it does not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.post import Post

_SAMPLE = 3_000
"""Characters that the quick look takes from a body's beginning, and the detector from its visible lines."""
_LINES = 60
_FEWEST = 250
"""Letters that a body needs to be judged; of scripts that write words in a character or two, a third of that."""
_ENOUGH = 6
"""Common words in a sample that confirm a language."""
_SOME = 4
"""Common words that a text in the language found has, where the detector itself is in doubt."""
_MARGIN = 1.5
"""How much better the language found must fit than the one that is said."""

_COMMON = {
    "en": (" the ", " and ", " of ", " that "),
    "de": (" der ", " und ", " die ", " nicht "),
    "fr": (" les ", " des ", " est ", " une "),
    "es": (" los ", " las ", " del ", " una "),
    "pt": (" não ", " uma ", " dos ", " com "),
    "it": (" che ", " di ", " della ", " sono "),
    "nl": (" het ", " een ", " van ", " niet "),
    "pl": (" nie ", " się ", " jest ", " oraz "),
}
"""Words that the texts of one language are full of, and those of the others are not."""

_SCRIPTS = {
    "ru": pattern(r"[а-яё]{3,}"),
    "uk": pattern(r"[іїєґ]"),
    "ja": pattern(r"[ぁ-ゖァ-ヺ]"),
    "ko": pattern(r"[가-힣]"),
    "zh": pattern(r"[一-鿿]"),
}
_DENSE = frozenset({"ja", "ko", "zh"})
_KANA = pattern(r"[ぁ-ゖァ-ヺ]")

_RELATIVES = (
    frozenset({"nb", "nn", "no", "da", "sv"}),
    frozenset({"es", "pt", "gl", "ca", "oc", "ast", "an", "eu"}),
    frozenset({"it", "co", "sc", "la"}),
    frozenset({"ru", "uk", "be", "bg", "mk", "sr"}),
    frozenset({"id", "ms", "tl", "jv"}),
    frozenset({"hr", "sr", "bs", "sl", "me", "sh"}),
    frozenset({"cs", "sk"}),
    frozenset({"nl", "af", "fy", "nds"}),
    frozenset({"de", "nds", "gsw", "lb", "yi"}),
    frozenset({"zh", "yue", "ja"}),
    frozenset({"tr", "az", "tk"}),
    frozenset({"hi", "mr", "ne", "bh"}),
    frozenset({"fa", "ar", "ur", "ku", "ps"}),
    frozenset({"fi", "et"}),
    frozenset({"ro", "mo"}),
    frozenset({"en", "sco"}),
)
"""Languages that a detector may take for each other. Chinese with few kana may be Japanese."""

_FOUND = frozenset(
    """
    ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl no pl pt ro ru sk sl sr sv ta te th
    tr uk ur vi zh
    """.split()  # forty names are read as prose, not as a list
)
"""Languages that a body may be found to be in: what is left of code and names looks like smaller ones."""


def is_confirmed(post: Post, code: str) -> bool:
    """Whether a quick look finds the language that is said. It is cheap, and ends the matter for nearly all posts."""
    start, end = post.body
    return _reads_as(post.text[start : min(end, start + _SAMPLE)], code, _ENOUGH) is True


def _reads_as(sample: str, code: str, least: int) -> bool | None:
    """Whether a text has so many of a language's common words, or enough of its letters; None for other languages."""
    script, words = _SCRIPTS.get(code), _COMMON.get(code)
    if script is not None:
        wanted = least * (10 if code == "zh" else 3)
        return sum(1 for _ in zip(range(wanted), script.finditer(sample), strict=False)) >= wanted
    found = 0
    for word in words or ():
        found += sample.count(word)
        if found >= least:  # mostly with the first
            return True
    return False if words is not None else None


def detect(post: Post, said: str) -> tuple[str, str] | None:
    """The language that a body is surely in, if it is not the one that is said nor near to it, and its first line.

    None for a code that is no language's, without the detector, where there is too little text, and where
    halves of it differ.
    """
    detector = _detector() if said in _FOUND else None
    if detector is None:
        return None
    from bylint.visible import head  # few posts get here

    lines = [
        line.text.replace("\0", " ")
        for line in head(post.text, post.body.start, post.body.end, post.markup, _LINES)
        if not line.header
    ]
    text = "\n".join(lines)[:_SAMPLE]
    letters = sum(map(str.isalpha, text))
    middle = len(text) // 2
    found = {_best(detector, part, said) for part in (text, text[:middle], text[middle:])}
    code = found.pop() if len(found) == 1 else None
    is_sure = code is not None and (_reads_as(text, code, _SOME) or detector.detect(text).is_reliable())
    if code is None or not is_sure or letters < (_FEWEST // 3 if code in _DENSE else _FEWEST) or _is_near(code, said):
        return None
    return code, next((line for line in lines if len(line) > 20), lines[0])


def _best(detector: Any, text: str, said: str) -> str | None:
    """The language that a text is in, None in doubt."""
    result = detector.detect(text)
    scores: dict[str, float] = result.scores()
    code: str | None = result.language
    if code is None or code not in _FOUND or scores.get(code, 0) < _MARGIN * scores.get(said, 0):
        return None
    return "ja" if code == "zh" and _KANA.search(text) else code


def _is_near(code: str, said: str) -> bool:
    return code == said or any(code in group and said in group for group in _RELATIVES)


@cache
def _detector() -> Any | None:
    """The optional detector; None where it is not installed."""
    try:
        from eld import LanguageDetector  # type: ignore[import-untyped]  # the extra `language`
    except ImportError:
        return None
    return LanguageDetector()
