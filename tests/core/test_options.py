"""Options are plain until a configuration gives some, and then what pydantic makes of them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import Field, PydanticUserError, ValidationError, field_validator

from bylint.options import RuleOptions, fields_of, option, read_options, required_of


class Plain(RuleOptions):
    """As most rules have them."""

    kinds: ClassVar[tuple[str, ...]] = ("a", "b")

    most: int = option(3, ge=2, description="so many at most")
    words: tuple[str, ...] = ()
    case: Literal["upper", "lower"] = option("upper", description="which")
    known: list[str] = option([], description="changed by nobody")

    @property
    def twice(self) -> int:
        """Methods work as in any class."""
        return 2 * self.most


class Narrower(Plain):
    """A class below another one."""

    most: int = option(5, ge=4, description="so many at most")
    since: date | None = None


class Pydantic(RuleOptions):
    """As pydantic's own documentation has them."""

    limit: int = Field(7, gt=1, description="a limit")
    name: Annotated[str, Field(min_length=2)] = "desk"
    found: list[str] = Field(default_factory=lambda: ["first"])

    @field_validator("name")
    @classmethod
    def _no_spaces(cls, value: str) -> str:
        if " " in value:
            raise ValueError("holds a space")
        return value


def test_defaults_are_what_the_class_says() -> None:
    """Of every kind of class."""
    assert repr(Plain()) == "Plain(most=3, words=(), case='upper', known=[])"
    assert repr(Narrower()) == "Narrower(most=5, words=(), case='upper', known=[], since=None)"
    assert repr(Pydantic()) == "Pydantic(limit=7, name='desk', found=['first'])"
    assert Plain().twice == 6


@pytest.mark.parametrize("options", [Plain, Narrower, Pydantic, RuleOptions])
def test_nothing_given_is_the_defaults(options: type[RuleOptions]) -> None:
    """Whether the model was asked or not."""
    assert read_options(options, {}) == options()
    assert hash(RuleOptions()) == hash(RuleOptions())


def test_what_is_given_is_read_under_either_name() -> None:
    """And a list makes a tuple, a text a date."""
    found = read_options(Narrower, {"most": 4, "words": ["a"], "since": "2020-01-02"})
    assert found == Narrower(most=4, words=("a",), since=date(2020, 1, 2))
    assert found != Narrower()
    assert isinstance(found, Narrower)
    assert found.twice == 8
    assert found != read_options(Plain, {"most": 4})


@pytest.mark.parametrize(
    ("options", "given", "said"),
    [
        (Plain, {"most": 1}, "greater than or equal to 2"),
        (Plain, {"most": "3"}, "valid integer"),
        (Plain, {"case": "title"}, "'upper' or 'lower'"),
        (Plain, {"kinds": ["c"]}, "Extra inputs"),
        (Narrower, {"most": 3}, "greater than or equal to 4"),
        (Pydantic, {"name": "two words"}, "holds a space"),
        (RuleOptions, {"any": 1}, "Extra inputs"),
    ],
)
def test_what_cannot_be_is_refused(options: type[RuleOptions], given: dict[str, object], said: str) -> None:
    """By pydantic, in its words."""
    with pytest.raises(ValidationError, match=said):
        read_options(options, given)


def test_python_may_give_what_pydantic_can_make_of_it() -> None:
    """A test that writes options down is no configuration, and still cannot go beyond their limits."""
    assert Plain(words=["a"]) == Plain(words=("a",))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="greater than or equal to 2"):
        Plain(most=1)


def test_options_cannot_be_changed() -> None:
    """A rule holds no state, and a default that is a list is not shared."""
    with pytest.raises(AttributeError, match="most cannot be set"):
        Plain().most = 4  # type: ignore[misc]
    Plain().known.append("x")
    assert Plain().known == []


def test_fields_are_pydantics() -> None:
    """With description and default."""
    assert {name: (field.default, field.description) for name, field in fields_of(Plain).items()} == {
        "most": (3, "so many at most"),
        "words": ((), None),
        "case": ("upper", "which"),
        "known": ([], "changed by nobody"),
    }
    assert fields_of(RuleOptions) == {}


def test_what_has_no_default_is_named() -> None:
    """A rule runs without any configuration."""

    class Demanding(RuleOptions):
        most: int

    assert required_of(Demanding) == "most"
    assert required_of(Plain) is None
    assert required_of(Pydantic) is None


def test_a_default_without_a_type_is_refused() -> None:
    """As pydantic does: it would never be read."""

    class Careless(RuleOptions):
        most = 3

    with pytest.raises(PydanticUserError, match="non-annotated"):
        required_of(Careless)


def test_a_run_with_default_options_needs_no_pydantic() -> None:
    """Its import is a fifth of the time that a check of one post takes."""
    program = (
        "import sys; from bylint.registry import load_registry; found = [rule.options() for rule in load_registry()];"
        " assert len(found) > 60; print([name for name in sys.modules if name.startswith('pydantic')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
