"""JSON as people and programs write it, with white space of every kind."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

SCALARS = (
    "1", "-0", "1.50", "6E-3", "1e5", "true", "false", "null", '""', '"plain"', '"über 東京 🎉"', '"\\ud83d\\ude00"', '"a\\/b"',
    '"q\\" \\\\ \\n \\u00e9"', '"\u2028\u0085\u00a0"', '"{[,:]}"', '"}"', '"# no // comment"', "[]", "{}", '"\\\\"',
)  # fmt: skip


class Writer:
    """Writes one object. All that is drawn comes from `draw`."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.number = 0
        self.gaps = draw(st.sampled_from((("",), (" ",), ("\n  ", "\n"), ("", " ", "\t", "\n", "\r\n  ", "\n\n"))))

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def gap(self) -> str:
        return str(self.pick(*self.gaps))

    def value(self, depth: int) -> str:
        kind = self.pick("scalar", "scalar", "list", "object") if depth else "scalar"
        if kind == "object":
            return self.object(depth - 1)
        if kind == "list":
            items = [f"{self.gap()}{self.value(depth - 1)}{self.gap()}" for _ in range(self.pick(0, 1, 2, 3))]
            return f"[{','.join(items) or self.gap()}]"
        return str(self.pick(*SCALARS))

    def key(self) -> str:
        self.number += 1
        plain = f"k{self.number}{self.pick('', ' é', '🎉', '/x', '.y')}"
        return json.dumps(plain, ensure_ascii=bool(self.pick(0, 1)))

    def object(self, depth: int, least: int = 0) -> str:
        pairs = [
            f"{self.gap()}{self.key()}{self.pick('', ' ')}:{self.gap()}{self.value(depth)}{self.gap()}"
            for _ in range(self.pick(least, least + 1, least + 2))
        ]
        return f"{{{','.join(pairs) or self.gap()}}}"


@st.composite
def json_posts(draw: Any) -> tuple[str, str]:
    """A post that begins with an object, and the object."""
    writer = Writer(draw)
    written = writer.object(3, least=1)
    return f"{writer.pick('', '', '  ', chr(10))}{written}\nbody }}\n", written
