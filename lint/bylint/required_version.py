"""Whether this is a version of bylint that a configuration is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from bylint import __version__
from bylint.config import ConfigurationError
from bylint.config_errors import key_of, line_of_key

if TYPE_CHECKING:
    from pathlib import Path


def check_version(wanted: str, file: Path, prefix: tuple[str, ...] = ()) -> None:
    """Refuse what another version is wanted for, before other keys are read: it may have some that this one lacks.

    `wanted` is a specifier of PEP 440, which stands below `prefix` in the file. Raises ConfigurationError.
    """
    try:
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier:
        said = f'should be a version specifier such as ">=0.1,<2", and is "{wanted[:60]}"'
    else:
        if fits:
            return
        said = f"this project needs bylint {wanted}, and this is bylint {__version__}"
    key = key_of((*prefix, "required-version"))
    raise ConfigurationError(said, file=file, key=key, line=line_of_key(file, key))
