"""What is read without libyaml is what libyaml reads: values, their types and order, repeated keys, and every span."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from yaml_texts import front_matters

from bylint.formats import yaml as yaml_format
from bylint.formats import yaml_plain, yaml_plain_spans, yaml_spans, yaml_values

if TYPE_CHECKING:
    from yaml_texts import Written

    from bylint.formats import Entry, Parsed

ARCHIVES = Path(__file__).parents[2].parent / "shared" / "archives"
OFFSET = 4


def shown(value: Any) -> Any:
    """A value with its type and order: True is not 1, and one NaN is like another."""
    if isinstance(value, dict):
        return [(key, shown(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return ["list", *map(shown, value)]
    return type(value), repr(value)


def without_libyaml(block: str) -> tuple[Parsed | None, tuple[Entry, ...] | None]:
    """Values and entries, None where they are left to libyaml."""
    parsed = entries = None
    with suppress(yaml_plain.UncertainError):
        parsed = yaml_plain.parse(block)
    with suppress(yaml_plain.UncertainError):
        entries = yaml_plain_spans.entries(block, OFFSET)
    return parsed, entries


def is_taken(block: str) -> bool:
    """Whether the values are read without libyaml."""
    return without_libyaml(block)[0] is not None


def differences(block: str) -> list[object]:
    """What libyaml reads otherwise; nothing where all is left to it."""
    parsed, entries = without_libyaml(block)
    if parsed is None and entries is None:
        return []
    stock = yaml_values.parse(block, OFFSET)
    found: list[object] = []
    if parsed is not None and (
        stock.broken is not None
        or shown(parsed.values) != shown(stock.values)
        or parsed.has_duplicates is not stock.has_duplicates
    ):
        found.append((block, parsed, stock))
    if entries is not None and stock.broken is None and entries != yaml_spans.entries(block, OFFSET):
        found.append((block, entries, yaml_spans.entries(block, OFFSET)))
    return found


BLOCKS = [
    "title: it's C++ (really), 100% a:b x#y\nurl: https://example.org/?a=b&c=d#e\n",
    "title: 'It''s'\nother: \"a \\\"b\\\" c\\n\"\nempty: ''\nnothing:\nthird: \"\"\n",
    "title : spaced\nmy key: x\nkey.with-more_signs: y\nÜber: z\n",
    "tags: [a, b c, 'd, e', \"f\", 12, true]\nnone: []\nlast: [a,]\n",
    "tags:\n  - a\n  - 'b: c'\n  - 12\n  - 2020-01-02\n  - https://example.org\n  - [x, y]\nnext: x\n",
    "tags:\n- a\n-   b\n\n- c\n",
    "authors:\n  - name: Ana Ruiz\n    url: https://example.org\n    role:\n  - name: Ben\n  - guest\n",
    "authors:\n-   ana:\n    name: Ana Ruiz\n",
    "cover:\n  image: a.png\n  alt:\n  hidden: false\n  list: [1, 2]\n",
    "title: a long one\n  that runs - on\n",
    "title: 'a long one  \n  that runs on'\nother: \"and\n    another\"\n",
    "title:\n  on the next line\nother:\n\n  'quoted'\n",
    "text: >-\n  folded\n  lines\n\n\n  and more \n\nnext: x\n",
    "text: >\n   folded\n\nnext: |\n  literal\n    deeper\n\n  end\n",
    "text: |-\n  a: b\n  # no comment\n  - c\n",
    "# a comment\ntitle: x # another\n\n# a third\ntags: # here too\n  - a # and here\n  # last\n  - b\n",
    "title: a\ntitle: b\n",
    "draft: true\nother: No\nthird: ~\nfourth: null\nfifth: Nothing\nsixth: yes # c\n",
    "a: 0\nb: 12\nc: -7\nd: 007\ne: 0x1F\nf: 1_000\ng: 1.5\nh: .inf\ni: -.inf\nj: 1e3\nk: 12:30\nl: 4 things\nm: -x\n",
    "a: 2020-01-02\nb: 2020-01-02 03:04:05\nc: 2020-01-02T03:04:05.5Z\nd: 2020-01-02T03:04:05-05:30\ne: 2020-13-45\n",
    "a: 2020-1-2\nb: 2020-01-02T3:04:05\nc: 2020-01-02 03:04:05 +0100\nd: 2020-01-02T24:00:00Z\ne: 0000-01-01\n",
    "title: caf\xe9\xa0x \u6771\u4eac \U0001f389\u200d\n",
    "",
    "\n\n",
]
"""Front matter that is read without libyaml."""

DOUBTFUL = [
    "title: a: b\n",
    "title: [a, b\n",
    "title: &x a\nother: *x\n",
    "a: !!str 1\n",
    "<<: {a: b}\n",
    "a: <<\n",
    "a: =\n",
    "yes: a\n",
    "a:\n  no: b\n",
    "1: a\n",
    "'a': b\n",
    "a: |+\n  b\n\n",
    "a: >\n  b\n    c\n",
    "a: |\nb: c\n",
    "a: 'b\n",
    'a: "\\x41"\n',
    "a: {b: c}\n",
    "a: [b, [c]]\n",
    "a: [b: c]\n",
    "a:\n  - b\n - c\n",
    "a:\n  - b\n  c: d\n",
    "a:\n  b: c\n  - d\n",
    "a:\n  b: c\n   d: e\n",
    "a:\n  b: c\n  b: d\n",
    "a:\n  - - b\n",
    "a:\n  -\n",
    "a: b\n\n  c\n",
    "a: b # c\n  d\n",
    "a: b\n- c\n",
    "- a\n",
    "--- a\n",
    "a\n",
    "a:b\n",
    " a: b\n",
    "a: b\tc\n",
    "a: b\x85c\n",
    "a: b\u2028c\n",
    "a: b\x00\n",
    "a: b\ufeff\n",
    "a: @b\n",
    "a: b\n...\n",
    "a: b",
    f"a: {'b' * yaml_plain.LONGEST}\n",
]
"""Front matter that is left to libyaml, some of it because it is broken."""


@pytest.mark.parametrize("block", BLOCKS)
def test_ordinary_front_matter_needs_no_libyaml(block: str) -> None:
    """And means what libyaml says, with either newline; spans in CR LF are left to it."""
    for written in (block, block.replace("\n", "\r\n")):
        assert is_taken(written)
        assert differences(written) == []


@pytest.mark.parametrize("block", DOUBTFUL)
def test_doubtful_front_matter_is_left_to_libyaml(block: str) -> None:
    """Whether it is broken or only rare."""
    assert not is_taken(block)
    assert differences(block) == []


def test_a_repeated_key_is_noticed_and_keeps_the_last_value() -> None:
    """As libyaml's loader has it."""
    parsed = yaml_plain.parse("a: 1\nb: 2\na: 3\n")
    assert parsed.has_duplicates
    assert list(parsed.values.items()) == [("a", 3), ("b", 2)]


def test_most_posts_of_the_archives_need_no_libyaml() -> None:
    """All of them are read alike, and nine in ten without it."""
    if not ARCHIVES.is_dir():
        pytest.skip("the archives of real posts are not here")
    taken = []
    for path in ARCHIVES.rglob("*.md"):
        text = path.read_bytes().decode().removeprefix("\ufeff")
        block = yaml_format.delimit(text)
        if block is not None and block.close is not None:
            content = text[slice(*block.content)]
            assert differences(content) == [], path
            taken.append(is_taken(content))
    assert sum(taken) > 0.9 * len(taken) > 0


BITS = [
    *(": ", ":", " #", "# ", "'", '"', "''", '\\"', "\\", "- ", "-", " ", "  ", "\n", "\n\n", "\n  ", "\n- ", ", "),
    *("[", "]", "{", "}", "|", ">", ">-", "|+", "~", "null", "yes", "No", "0", "017", "0x1F", "1_0", "1.5", "-1", ".5"),
    *(".nan", "12:30", "2020-01-02", "2020-13-45", "2020-01-02 03:04:05", "2020-01-02T03:04:05+24:00", "=", "<<", "!"),
    *("&a ", "*a", "@", "`", "%", "? ", "---", "...", "\t", "\r", "\xa0", "\u2028", "\x85", "\ufeff", "\x00", "é"),
    *(
        "\nk: v\n",
        "\n  k: v\n",
        "\n  - k: v\n    w: x\n",
        "\n# c\n",
        "\n  # c\n",
        "\n    deep\n",
        "\nk: >\n  a\n\n   b\n",
    ),
    *("\n- - a\n", "\n  -\n", "\nyes: a\n", "\n1: a\n", "\n<<: a\n", "\nk : v\n", "\n'k': v\n", "[a, 'b']", "[a,,b]"),
]
"""What a mutation puts in: everything that means something in YAML."""


def mutated(block: str, random: Random) -> str:
    """A block with a few pieces put in, taken out, put twice or moved."""
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(block) + 1)
        lines = block.split("\n")
        number = random.randrange(len(lines))
        match random.randrange(6):
            case 0:
                block = block[:at] + block[at + random.choice((1, 1, 2, 3)) :]
            case 1:
                lines[number] = " " * random.choice((1, 2, 3, 4)) + lines[number]
                block = "\n".join(lines)
            case 2:
                lines.insert(random.randrange(len(lines)), lines[number])
                block = "\n".join(lines)
            case 3:
                head, colon, _ = lines[number].partition(": ")
                lines[number] = head + colon + (random.choice(BITS) if colon else "")
                block = "\n".join(lines)
            case _:
                block = block[:at] + random.choice(BITS) + block[at:]
    return block


def test_mutated_front_matter_is_read_alike() -> None:
    """Thousands of small damages, the same ones in each run."""
    random = Random(20)  # noqa: S311  # no secret
    cases = [mutated(random.choice(BLOCKS) + random.choice(BLOCKS), random) for _ in range(4000)]
    assert [found for case in cases for found in differences(case)] == []
    assert len(cases) / 10 < sum(map(is_taken, cases)) < len(cases)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(front_matters(newlines=("\n", "\r\n")))
def test_generated_front_matter_is_read_alike(case: tuple[str, Written]) -> None:
    """In every style of YAML, most of which are doubtful."""
    block = yaml_format.delimit(case[0])
    assert block is not None
    assert differences(case[0][slice(*block.content)]) == []


SCALARS = st.one_of(
    st.from_regex(r"[-+.0-9][-+.0-9_:eExTZ ]{0,12}", fullmatch=True),
    st.from_regex(
        r"[0-9]{4}-[01][0-9]-[0-3][0-9]([Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{0,8})?)?", fullmatch=True
    ),
    st.from_regex(r"2020-01-02T03:04:05(\.[0-9]{1,8})? ?(Z|[-+][0-3][0-9](:?[0-7][0-9])?)", fullmatch=True),
    st.sampled_from([*yaml_plain.WORDS, "nO", "tRUE", "nil", "y", "Yes.", "nullx", "~x"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12),
)


PLACES = ["{}", "'{}'", '"{}"', "[{}]", "[a, {}]", "\n  - {}", "\n  k: {}", "\n  {}", ">-\n  {}", "x\n  {}"]


@given(st.lists(st.tuples(st.sampled_from(PLACES), SCALARS), max_size=4))
@example([("{}", "2020-01-02T03:04:05.1234567Z"), ("{}", "9" * 2000)])
def test_scalars_are_read_alike(values: list[tuple[str, str]]) -> None:
    """Numbers, dates, words and any text at all, in every place where they may stand."""
    block = "".join(f"k{number}: {form.format(text)}\n" for number, (form, text) in enumerate(values))
    assert differences(block) == []
