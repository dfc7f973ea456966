"""Which language a post is said to be in: by its metadata, its path or its site, as a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from bylint.patterns import pattern

if TYPE_CHECKING:
    from bylint.post import Post

_TAG = pattern(r"([a-z]{2,3})(?:[-_.@][a-z0-9_.-]{1,30})?", re.IGNORECASE)
"""https://www.rfc-editor.org/rfc/rfc5646 as sites write it: `en`, `pt-BR`, `zh_Hant_TW`, `de_DE.utf8`."""
_THREE = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "por": "pt",
    "ita": "it",
    "nld": "nl",
    "dut": "nl",
    "rus": "ru",
    "ukr": "uk",
    "pol": "pl",
    "zho": "zh",
    "chi": "zh",
    "jpn": "ja",
    "kor": "ko",
    "nob": "nb",
    "nno": "nn",
    "nor": "no",
    "cmn": "zh",
    "swe": "sv",
    "dan": "da",
    "fin": "fi",
}
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "portuguese": "pt",
    "português": "pt",
    "italian": "it",
    "italiano": "it",
    "dutch": "nl",
    "nederlands": "nl",
    "russian": "ru",
    "русский": "ru",
    "ukrainian": "uk",
    "українська": "uk",
    "polish": "pl",
    "polski": "pl",
    "chinese": "zh",
    "中文": "zh",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "한국어": "ko",
}
_SLIPS = {"cn": "zh", "jp": "ja", "kr": "ko", "ua": "uk", "cz": "cs", "dk": "da", "gr": "el"}
"""Codes of countries that stand for their languages; none of them is the code of another language."""
_PROGRAMMING = frozenset(
    {"cs", "pl", "ts", "ml", "el", "vi", "ps", "rs", "kt", "go", "sh", "js", "as", "sc", "hs", "jl"}
)
"""Codes that also name a programming language, which is what `language` says of a post about one."""


class SaidLanguage(NamedTuple):
    """The code of a language, without region or script, and what says it."""

    code: str
    source: Literal["metadata", "path", "site"]


def language_of(text: str) -> str | None:
    """The code of the language that a tag or a name means: `pt` for `pt-BR`, `fr` for `Français`; None for neither."""
    folded = text.strip().lower()
    if folded in _NAMES:
        return _NAMES[folded]
    tag = _TAG.fullmatch(folded)
    if tag is None:
        return None
    code = tag[1]
    return _THREE.get(code) if len(code) == 3 else _SLIPS.get(code, code)


def read_language(post: Post) -> SaidLanguage | None:
    """What the post is said to be in: its metadata first, then its path, then the default of its site.

    A field that says no language is passed over, and so is one that may name a programming language.
    """
    field = post.language
    if field is not None and isinstance(field.value, str):
        code = language_of(field.value)
        if code is not None and not (field.steps[-1].lower() == "language" and field.value.lower() in _PROGRAMMING):
            return SaidLanguage(code, "metadata")
    settings = post.site.settings
    said = post.path_facts.language
    if said is not None and said != settings.language:
        code = language_of(said)
        if code is not None:
            return SaidLanguage(code, "path")
    default = said or settings.language
    code = language_of(default) if default is not None else None
    return SaidLanguage(code, "site") if code is not None else None
