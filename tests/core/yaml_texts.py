"""YAML as people and programs write it, in every style, with the values that it means and the places they lie at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

WORDS = (
    "Ana",
    "Ruiz",
    "über",
    "naïve",
    "東京",
    "𝒳",
    "🎉",
    "e\u0301",
    "it's",
    "a:b",
    "x#y",
    "C++",
    "(so)",
    "100%",
    "—",
    "no-one",
)
"""Words that are safe in a plain scalar that begins with a letter, inside brackets too."""
READ_AS: tuple[tuple[str, Any], ...] = (
    ("12", 12),
    ("-7", -7),
    ("1.5", 1.5),
    ("0x1F", 31),
    ("1_000", 1000),
    ("true", True),
    ("No", False),
    ("~", None),
    ("null", None),
    ("2020-01-02", date(2020, 1, 2)),
    ("2020-13-45", "2020-13-45"),
    ("!!str 12", "12"),
    ("!!int '5'", 5),
    ("!!float 1", 1.0),
    ("!!str", ""),
    ("! plain", "plain"),
)
ESCAPES = {
    "\n": "\\n",
    "\t": "\\t",
    '"': '\\"',
    "\\": "\\\\",
    "🎉": "\\U0001F389",
    "é": "\\xe9",
    "\u2028": "\\L",
    "\x85": "\\N",
}


@dataclass(repr=False)
class Written:
    """A value as written after its key or dash: `text` may run over several lines, `value` is what it means."""

    text: str
    value: Any
    kind: str
    style: str
    flow: bool = False
    parent: int = 0
    in_list: bool = False
    children: list[tuple[Any, str | None, Written]] = field(default_factory=list)
    """Step, key as written (None in a list), value."""

    def __repr__(self) -> str:
        return f"<{self.style} {self.kind} {self.value!r}>"


class Writer:
    """Writes one document. All that is drawn comes from `draw`."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.number = 0
        self.keeps = False  # whether the scalar that was written last takes the blank lines after it
        self.anchors: dict[str, Written] = {}

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def maybe(self, text: str, otherwise: str = "") -> str:
        return text if self.draw(st.booleans()) else otherwise

    def words(self, least: int = 1, most: int = 4) -> list[str]:
        found: list[str] = self.draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most))
        return found

    # -- scalars: `indent` is where the lines after the first stand, `parent` the indentation of what holds the scalar

    def scalar(self, parent: int, indent: int, *, flow: bool, in_list: bool) -> Written:
        styles = ["read", "plain", "plain-lines", "single", "double", "empty"]
        if not flow:
            styles += ["literal", "folded", "literal", "folded"]
        style = self.pick(*styles)
        written = {
            "read": self.read,
            "plain": self.plain,
            "plain-lines": self.plain_lines,
            "single": self.single,
            "double": self.double,
            "empty": self.empty,
            "literal": self.literal,
            "folded": self.folded,
        }[style](parent, indent)
        if flow and written.text == "!!str":
            written = Written("!!str ''", "", "scalar", "single")  # a bracket after the tag would be part of it
        written.flow, written.parent, written.in_list = flow, parent, in_list
        self.keeps = written.style in ("literal", "folded") and "+" in written.text.split("#")[0].split("\n")[0]
        if written.style != "empty" and not written.text.startswith("!") and self.pick(0, 0, 0, 1):
            self.anchored(written, " ")
        return written

    def anchored(self, written: Written, joint: str) -> None:
        name = f"a{len(self.anchors)}-x_{self.pick('', '0-')}"
        written.text = f"&{name}{joint}{written.text}"
        self.anchors[name] = written

    def read(self, parent: int, indent: int) -> Written:
        text, value = self.pick(*READ_AS)
        return Written(text, value, "scalar", "single" if "'" in text else "plain")

    def plain(self, parent: int, indent: int) -> Written:
        text = " ".join(["w", *self.words()])
        return Written(text, text, "scalar", "plain")

    def plain_lines(self, parent: int, indent: int) -> Written:
        text, value = self.lines(indent, "w")
        return Written(text, value, "scalar", "plain")

    def lines(self, indent: int, first: str) -> tuple[str, str]:
        text = value = " ".join([first, *self.words(0, 2)])
        for _ in range(self.pick(1, 2)):
            more = " ".join(["w", *self.words(0, 2)])
            blank = self.pick(0, 0, 1, 2)
            text += self.maybe(" ") + "\n" + "\n" * blank + " " * (indent + self.pick(0, 2)) + more
            value += ("\n" * blank or " ") + more
        return text, value

    def single(self, parent: int, indent: int) -> Written:
        value = text = self.pick(
            "", " ", "a ", "yes", "# no comment", "a: b", "\\", '"', "it's", "🎉 é", "-", "[x", "\xa0", "t\ta"
        )
        if self.pick(0, 0, 1):
            text, value = self.lines(indent, "w")
        elif self.pick(0, 1):
            text, value = self.pick(("a\u2028b", "a\u2028b"), ("a\x85b", "a b"))
        return Written("'" + text.replace("'", "''") + "'", value, "scalar", "single")

    def double(self, parent: int, indent: int) -> Written:
        if self.pick(0, 0, 1):
            text, value = self.lines(indent, "w")
            return Written(f'"{text}"', value, "scalar", "double")
        if self.pick(0, 0, 1):
            return Written(f'"a\\\n{" " * indent}b"', "ab", "scalar", "double")
        value = "".join(self.draw(st.lists(st.sampled_from([*ESCAPES, "a", " ", "'", "#", ": "]), max_size=6)))
        text = "".join(
            ESCAPES[c] if c in '"\\\n\t\x85\u2028' or (c in ESCAPES and self.pick(0, 1)) else c for c in value
        )
        return Written(f'"{text}"', value, "scalar", "double")

    def empty(self, parent: int, indent: int) -> Written:
        return Written("", None, "scalar", "empty")

    def literal(self, parent: int, indent: int) -> Written:
        pool = (
            "w",
            "w  ",
            "# no comment",
            "a: b",
            "- x",
            "é\xa0",
            "\ttab",
            "東京",
            "",
            "  deeper",
            "   ",
            "---x",
            "x\u3000",
        )
        content = self.draw(st.lists(st.sampled_from(pool), max_size=4))
        return self.block_scalar("|", content, parent, indent)

    def folded(self, parent: int, indent: int) -> Written:
        content = self.draw(
            st.lists(st.sampled_from(("w", "w x", "# no comment", "a: b", "é\xa0", "東京", "")), max_size=4)
        )
        return self.block_scalar(">", content, parent, indent)

    def block_scalar(self, mark: str, content: list[str], parent: int, indent: int) -> Written:
        while content and not content[-1].strip(" "):
            content.pop()  # white space at the end is drawn below
        trailing = self.pick(0, 0, 1, 2) if content else 0
        chomp = self.pick("", "-", "+")
        needs_indent = bool(content) and next((line for line in content if line), "")[:1] in (" ", "\t")
        indicator = str(indent - parent) if needs_indent or self.pick(0, 0, 1) else ""
        if not content:
            chomp, trailing = self.pick("", "-"), 0
        header = mark + self.pick(indicator + chomp, chomp + indicator) + self.maybe(" # stet + c")
        lines = [" " * indent + line if line else self.maybe(" " * indent) for line in content]
        if indicator == "":
            first = next((number for number, line in enumerate(content) if line), 0)
            lines[:first] = [""] * first
        text = "\n".join([header, *lines]) + "\n" * trailing
        body = "\n".join(content) if mark == "|" else fold(content)
        value = body + {"": "\n", "-": "", "+": "\n" * (trailing + 1)}[chomp] if content else ""
        return Written(text, value, "scalar", "literal" if mark == "|" else "folded")

    # -- collections

    def node(self, depth: int, parent: int, indent: int, *, flow: bool, in_list: bool) -> Written:
        """A value. In a block, collections begin on a new line (`text` then begins with the newline)."""
        what = (
            self.pick("scalar", "scalar", "list", "mapping", "flow", "alias") if depth else self.pick("scalar", "alias")
        )
        if what == "alias" and self.anchors:
            name = self.pick(*self.anchors)
            return Written(f"*{name}", self.anchors[name].value, "scalar", "alias", flow, parent, in_list)
        if what in ("scalar", "alias"):
            return self.scalar(parent, indent, flow=flow, in_list=in_list)
        if flow or what == "flow":
            return self.flow(depth - 1, parent, indent, in_list=in_list, inside=flow)
        written = (
            self.block_list(depth - 1, parent, indent) if what == "list" else self.block_mapping(depth - 1, indent)
        )
        if self.pick(0, 0, 0, 1):
            self.anchored(written, "")
        return written

    def flow(self, depth: int, parent: int, indent: int, *, in_list: bool, inside: bool) -> Written:
        is_list = self.pick(True, False)
        children: list[tuple[Any, str | None, Written]] = []
        parts: list[str] = []
        value: Any = [] if is_list else {}
        for number in range(self.pick(0, 1, 2, 3)):
            gap = self.pick(" ", "", f"\n{' ' * indent}", f" # c, ]\n{' ' * indent}")
            if is_list and self.pick(0, 0, 0, 1):
                step, key = self.key()
                inner = self.node(0, parent, indent, flow=True, in_list=False)
                pair = Written(
                    f"{key}: {inner.text} ",
                    {step: inner.value},
                    "mapping",
                    "flow",
                    True,
                    parent,
                    True,
                    [(step, key, inner)],
                )
                child = pair
                children.append((number, None, pair))
                value.append(pair.value)
            elif is_list:
                child = self.node(depth, parent, indent, flow=True, in_list=True)
                if child.style == "empty":
                    child = self.plain(parent, indent)
                    child.flow = True
                children.append((number, None, child))
                value.append(child.value)
            else:
                step, key = self.key()
                child = self.node(depth, parent, indent, flow=True, in_list=False)
                children.append((step, key, child))
                value[step] = child.value
                joint = (
                    self.pick("", ": ") if child.style == "empty" else ":" + self.pick(" ", "  ", f"\n{' ' * indent}")
                )
                parts.append(f"{gap}{key}{joint}{child.text}{self.maybe(' ')}")
                continue
            parts.append(f"{gap}{child.text}{self.maybe(' ')}")
        text = ",".join(parts) + (self.maybe(",") if parts else "") + self.maybe(f"\n{' ' * indent}")
        text = f"[{text}]" if is_list else f"{{{text}}}"
        return Written(text, value, "list" if is_list else "mapping", "flow", inside, parent, in_list, children)

    def block_list(self, depth: int, parent: int, indent: int) -> Written:
        children: list[tuple[Any, str | None, Written]] = []
        text = ""
        for number in range(self.pick(1, 2, 3)):
            between = self.between(indent, keeps=self.keeps)
            self.keeps = False
            inner = self.node(depth, indent, indent + 2, flow=False, in_list=True)
            children.append((number, None, inner))
            if inner.style == "block" and not inner.text.startswith("&") and self.pick(0, 1):
                lead = f"- {inner.text[1:].lstrip(' ')}"  # compact: the collection begins on the line of the dash
            else:
                lead = "-" + self.after(inner)
            text += f"\n{between}{' ' * indent}{lead}"
        return Written(
            text, [child.value for _, _, child in children], "list", "block", parent=parent, children=children
        )

    def block_mapping(self, depth: int, indent: int, least: int = 1) -> Written:
        children: list[tuple[Any, str | None, Written]] = []
        value: dict[str, Any] = {}
        text = ""
        for _ in range(self.pick(least, least + 1, least + 2)):
            step, key = self.key()
            between = self.between(indent, keeps=self.keeps)
            self.keeps = False
            inner = self.node(depth, indent, indent + self.pick(1, 2, 4), flow=False, in_list=False)
            children.append((step, key, inner))
            value[step] = inner.value
            explicit = self.pick(0, 0, 0, 0, 1) and not inner.text.startswith("\n")
            lead = f"? {key}\n{' ' * indent}:" if explicit else f"{key}{self.maybe(' ')}:"
            text += f"\n{between}{' ' * indent}{lead}{self.after(inner)}"
        maps = [name for name, written in self.anchors.items() if isinstance(written.value, dict)]
        if maps and self.pick(0, 1):
            name = self.pick(*maps)
            merged = self.anchors[name].value
            children.append(("<<", "<<", Written(f"*{name}", merged, "scalar", "alias", parent=indent)))
            text += f"\n{' ' * indent}<<: *{name}"
            value = {**merged, **value}
        return Written(text, value, "mapping", "block", parent=indent, children=children)

    def after(self, inner: Written) -> str:
        """What follows a colon or dash in a block: the value, and perhaps a comment."""
        if inner.style == "block":
            return (" " if inner.text.startswith("&") else self.maybe(" # c: d")) + inner.text
        comment = "" if inner.style in ("literal", "folded") else self.maybe(" # c: d, 'e")
        return (f" {inner.text}" if inner.text else self.maybe(" ")) + comment

    def between(self, indent: int, *, keeps: bool) -> str:
        return str(self.pick("", "", "", "", "" if keeps else "\n", f'{" " * indent}# stet "c\n'))

    def key(self) -> tuple[str, str]:
        self.number += 1
        step = f"k{self.number}" + self.pick("", " é", "🎉", "-x", ".y")
        return step, self.pick(step, step, f"'{step}'", f'"{step}"')


def fold(lines: list[str]) -> str:
    """What a folded scalar makes of lines none of which begins with white space."""
    value, breaks = "", 0
    for number, line in enumerate(lines):
        if line == "":
            breaks += 1
            continue
        value += ("\n" * breaks if breaks or number == 0 else " ") + line
        breaks = 0
    return value


@st.composite
def front_matters(draw: Any, newlines: tuple[str, ...] = ("\n", "\r\n", "\r")) -> tuple[str, Written]:
    """A front matter with its fences and a body, and the mapping in it."""
    writer = Writer(draw)
    root = writer.block_mapping(3, 0)
    newline = writer.pick(*newlines)
    lead = writer.pick("", "", "\n", " \n\n")
    bom = writer.pick("", "", "\ufeff")  # a stray one, that the fence comes before
    text = f"{lead}---{writer.maybe('  ')}\n{bom}{root.text[1:]}\n---\nbody\n"
    return text.replace("\n", newline), root
