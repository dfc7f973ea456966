"""What a rule's options are: a plain class, and the pydantic model that it becomes when a configuration sets any.

Most runs set none, and pydantic is a fifth of the time that a check of one post takes: it is imported by the first
rule whose options are given, and by options that only pydantic can read.
"""

from __future__ import annotations

import json
from copy import copy
from typing import TYPE_CHECKING, Any, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


class _Option:
    """A default, and what pydantic's `Field` is told of it."""

    def __init__(self, default: Any, told: Mapping[str, Any]) -> None:
        self.default = default
        self.told = told


def option(default: Any, *, description: str, **limits: Any) -> Any:
    """An option's default, what it means, and what pydantic's `Field` knows of limits: `ge=2`, `max_length=40`."""
    return _Option(default, {"description": description, **limits})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(option,))
class RuleOptions:
    """What a rule's options derive from. Kebab-case keys of a configuration are the options' names.

    A class body is that of a pydantic model: annotated names with defaults, made by `option`, by pydantic's `Field` or
    as they are; validators and methods beside them. Values are checked by the model, and cannot be changed.
    """

    def __init__(self, **values: Any) -> None:
        """Options that differ from the defaults. Raises pydantic's ValidationError for what they cannot be."""
        defaults = None if values else _defaults_of(type(self))
        if defaults is None:
            _take(self, model_of(type(self))(**values))
        else:
            self.__dict__.update({name: copy(value) for name, value in defaults.items()})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} cannot be set: a rule's options stay as they are")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


def read_options(options: type[RuleOptions], given: Mapping[str, Any]) -> RuleOptions:
    """Options from what a configuration gives, strict of type: a text is no number.

    As in JSON, a list makes tuples and sets too, and a text makes dates, paths and enumerations. Raises pydantic's
    ValidationError.
    """
    made = options.__new__(options)
    _take(made, model_of(options).model_validate_json(json.dumps(given, default=str), strict=True))
    return made


def fields_of(options: type[RuleOptions]) -> Mapping[str, FieldInfo]:
    """The options as pydantic knows them, by name."""
    return {} if _defaults_of(options) == {} else model_of(options).model_fields


def required_of(options: type[RuleOptions]) -> str | None:
    """The first option without a default, which a rule may not have; None where each has one."""
    if _defaults_of(options) is not None:
        return None
    return next((name for name, field in fields_of(options).items() if field.is_required()), None)


def _take(options: RuleOptions, checked: BaseModel) -> None:
    """Take the values that the model has made."""
    options.__dict__.update({name: getattr(checked, name) for name in type(checked).model_fields})


_PLAIN = frozenset({str, int, float, bool, type(None), tuple, frozenset, list, dict, set})
_MISSING = object()
_OF_THE_CLASS = frozenset({"__dict__", "__weakref__", "__annotate_func__", "__annotations_cache__", "__firstlineno__"})


_DEFAULTS: dict[type[RuleOptions], Mapping[str, Any] | None] = {RuleOptions: {}}
_MODELS: dict[type[RuleOptions], type[BaseModel]] = {}


def _defaults_of(options: type[RuleOptions]) -> Mapping[str, Any] | None:
    """The options and their defaults; None where only the model can tell them, or something is wrong with them."""
    if options not in _DEFAULTS:
        _DEFAULTS[options] = _read_defaults(options)
    return _DEFAULTS[options]


def _read_defaults(options: type[RuleOptions]) -> Mapping[str, Any] | None:
    found: dict[str, Any] = {}
    for base in reversed(options.__bases__):
        below = _defaults_of(base) if issubclass(base, RuleOptions) else None
        if below is None:
            return None
        found.update(below)
    if any(_is_pydantic(options, name, value) for name, value in options.__dict__.items()):
        return None
    found.update(_own_defaults(options))
    return found if all(type(value) in _PLAIN for value in found.values()) else None


def _own_defaults(options: type[RuleOptions]) -> Iterator[tuple[str, Any]]:
    for name, annotation in options.__annotations__.items():
        if not name.startswith("_") and "ClassVar" not in str(annotation):
            value = options.__dict__.get(name, _MISSING)
            yield name, value.default if isinstance(value, _Option) else value


def _is_pydantic(options: type[RuleOptions], name: str, value: object) -> bool:
    """Whether a part of a class body is for pydantic to understand or refuse: a Field, a validator, no annotation."""
    if type(value) in _PLAIN or isinstance(value, _Option):
        return not name.startswith("_") and name not in options.__annotations__
    return name == "model_config" or type(value).__module__.startswith("pydantic")


def model_of(options: type[RuleOptions]) -> type[BaseModel]:
    """The pydantic model that options are, made once. Raises what pydantic does of a class that makes none."""
    if options not in _MODELS:
        _MODELS[options] = _make_model(options)
    return _MODELS[options]


def _make_model(options: type[RuleOptions]) -> type[BaseModel]:
    from pydantic import BaseModel, ConfigDict, Field

    body: dict[str, Any] = {"__module__": options.__module__, "__qualname__": options.__qualname__}
    if options is RuleOptions:
        body["model_config"] = ConfigDict(
            extra="forbid", frozen=True, defer_build=True, populate_by_name=True, alias_generator=kebab
        )
        bases: tuple[Any, ...] = (BaseModel,)
    else:
        for name, value in options.__dict__.items():
            if name not in _OF_THE_CLASS:
                body[name] = Field(value.default, **value.told) if isinstance(value, _Option) else value
        body["__annotations__"] = options.__annotations__
        bases = tuple(model_of(base) if issubclass(base, RuleOptions) else base for base in options.__bases__)
    metaclass: Any = type(BaseModel)
    model: type[BaseModel] = metaclass(options.__name__, bases, body)
    return model


def kebab(name: str) -> str:
    """A name in Python as a configuration spells it."""
    return name.replace("_", "-")
