"""`--executor MODULE:FACTORY`: what a function of an installed module returns. Importing the module runs its code."""

from __future__ import annotations

import importlib
import importlib.util
import os
from typing import TYPE_CHECKING, Any

from bylint.parallel import ExecutorError

if TYPE_CHECKING:
    from collections.abc import Callable

_SHAPE = "it should be dask://HOST:PORT, or MODULE:FACTORY of a module that is installed"


def find_factory(name: str, refuse_below: str | None = None) -> Callable[[], Any]:
    """The factory that a name means. Raises ExecutorError.

    With `refuse_below`, a module that lies below that folder is not imported.
    """
    module, _, attribute = name.partition(":")
    if not all(part.isidentifier() for part in module.split(".")) or not attribute.isidentifier():
        raise ExecutorError(_SHAPE)
    if refuse_below is not None and _lies_below(module.partition(".")[0], refuse_below):
        raise ExecutorError(f"{module} lies in the project, and --isolated runs no code of it")
    try:
        found = getattr(importlib.import_module(module), attribute, None)
    except ModuleNotFoundError as error:
        raise ExecutorError(f"no module named {error.name} is installed") from error
    except (Exception, SystemExit) as error:  # the module is anybody's
        raise ExecutorError(f"{module} cannot be imported: {_in_words(error)}") from error
    if not callable(found):
        raise ExecutorError(f"{module} has no function {attribute}")

    def factory() -> Any:
        try:
            return found()
        except (Exception, SystemExit) as error:  # as above
            raise ExecutorError(f"{attribute} failed: {_in_words(error)}") from error

    return factory


def _lies_below(module: str, folder: str) -> bool:
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return False
    if spec is None:
        return False
    top = os.path.realpath(folder)
    places = [*(spec.submodule_search_locations or ()), *([spec.origin] if spec.has_location and spec.origin else ())]
    return any(f"{os.path.realpath(place)}{os.sep}".startswith(f"{top}{os.sep}") for place in places)


def _in_words(error: BaseException) -> str:
    text = next(iter(str(error).splitlines()), "")[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
