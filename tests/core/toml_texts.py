"""TOML as people and programs write it: every kind of value, table and key, with white space and comments around."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

SCALARS = (
    "1", "-7", "1_000", "0x1F", "0o17", "0b1", "1.5", "6e-3", "inf", "true", "false",
    "2020-01-02", "2020-01-02T10:00:00Z", "2020-01-02 10:00:00.5+02:00", "2020-01-02T10:00:00", "10:00:00",
    '""', "''", '"plain"', "'lit\\eral'", '"über 東京 🎉"', "'e\u0301 \u2028'", '"q\\" \\n \\u00e9 \\U0001F389 # no"', "'\"'",
    '"""\nlines\n  of "text"\n"""', '"""one \\\n   line"""', '""""quoted""""', "'''\nraw \\ lines\n'''", "''''''", "'''it's'''",
    '"= [x] {y}"', '"[a]"', "'+ + +'", "[]", "{}", "[ ]", "{ }",
)  # fmt: skip
KEYS = ("k", "K-1", "a_b", '"quoted key"', "'single.dot'", '"é"', '"x\\ty"', '""', "1", "true")


class Writer:
    """Writes one document. All that is drawn comes from `draw`."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.number = 0
        self.tables: list[str] = []

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def key(self) -> str:
        self.number += 1
        return str(self.pick(f"k{self.number}", f'"k {self.number} é"', f"'k.{self.number}🎉'", *KEYS))

    def dotted(self) -> str:
        joint = self.pick(".", " . ")
        return joint.join(self.key() for _ in range(self.pick(1, 1, 1, 2, 3)))

    def value(self, depth: int) -> str:
        kind = self.pick("scalar", "scalar", "list", "table") if depth else "scalar"
        if kind == "list":
            gap = self.pick("", " ", "\n  ", " # c ] é\n\t")
            items = [self.value(depth - 1) for _ in range(self.pick(0, 1, 2, 3))]
            return "[" + ",".join(f"{gap}{item}{self.pick('', ' ')}" for item in items) + self.pick("", gap) + "]"
        if kind == "table":
            pairs = [f"{self.dotted()}{self.equals()}{self.value(depth - 1)}" for _ in range(self.pick(0, 1, 2))]
            return "{" + self.pick("", " ") + ", ".join(pairs) + self.pick("", " ") + "}"
        return str(self.pick(*SCALARS))

    def equals(self) -> str:
        return str(self.pick(" = ", "=", "\t=  "))

    def line(self) -> str:
        kind = self.pick("pair", "pair", "pair", "table", "list", "comment")
        indent, end = self.pick("", "", "  ", "\t"), self.pick("", "", " # stet é ]", "  ")
        if kind == "pair":
            return f"{indent}{self.dotted()}{self.equals()}{self.value(2)}{end}"
        if kind == "comment":
            return str(self.pick("", "# a = 1", "  # [x]"))
        name = self.dotted()
        if self.tables and self.pick(0, 1):
            name = f"{self.pick(*self.tables)}.{name}"
        if self.tables and kind == "list" and self.pick(0, 1):
            name = self.pick(*self.tables)
        self.tables.append(name)
        return f"{indent}[[{name}]]{end}" if kind == "list" else f"{indent}[ {name} ]{end}"


@st.composite
def toml_blocks(draw: Any) -> str:
    """Lines of TOML; most are valid together, some are not."""
    writer = Writer(draw)
    text = "\n".join(writer.line() for _ in range(writer.pick(1, 3, 5, 8)))
    return text.replace("\n", writer.pick("\n", "\n", "\r\n"))
