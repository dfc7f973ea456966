"""What the package offers."""

from __future__ import annotations

import pytest

from bylint import people


def test_every_name_of_the_interface_is_there() -> None:
    """They come from their modules when they are first asked for."""
    assert all(getattr(people, name) is not None for name in people.__all__)


def test_other_names_are_not() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nobody'"):
        people.nobody  # noqa: B018
