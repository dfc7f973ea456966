"""Regular expressions that are compiled when they are first used: most posts never reach most of them."""

from __future__ import annotations

import re
from typing import Any, cast

_PARTS = frozenset(name for name in dir(re.Pattern) if not name.startswith("__"))


class LazyPattern:
    """Stands for a pattern and has all that one has, from the first use on without a detour."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _PARTS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({part: getattr(compiled, part) for part in _PARTS})
        return self.__dict__[name]


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a module to hold, which costs nothing until a post needs it."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))
