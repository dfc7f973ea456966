"""A site's own schema: declared field by field in the configuration, or a pydantic model that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from bylint.config import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path
    from types import ModuleType

    from pydantic import BaseModel

FieldType = Literal["string", "integer", "number", "boolean", "date", "datetime", "list", "list of strings", "mapping"]

MOMENT = re.compile(
    r"(\d{4}-\d\d?-\d\d?)(?:[Tt ]\s*(\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?:Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?"
)


class FieldDeclaration(NamedTuple):
    """What one key, as written in front matter, must be."""

    key: str
    required: bool = False
    type: FieldType | None = None
    choices: tuple[str | int | float, ...] = ()
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    min: float | date | None = None
    max: float | date | None = None


class SchemaDeclaration(NamedTuple):
    """What the metadata of a section's posts must be. `additional` None: nothing was said, other keys may be."""

    additional: bool | None = None
    model: str | None = None
    fields: tuple[FieldDeclaration, ...] = ()

    def over(self, below: SchemaDeclaration | None) -> SchemaDeclaration:
        """The declaration laid over another: fields add up by key, the rest counts where it is said."""
        if below is None:
            return self
        fields = {each.key: each for each in (*below.fields, *self.fields)}
        return SchemaDeclaration(
            additional=below.additional if self.additional is None else self.additional,
            model=self.model or below.model,
            fields=tuple(fields.values()),
        )


def build_schema(declaration: SchemaDeclaration, root: Path) -> type[BaseModel]:
    """The pydantic class that a declaration means; a model is looked for below `root`.

    Raises ConfigurationError for a model that cannot be imported or is none, and for a pattern that is no regular
    expression of linear time (no look-around, no back reference).
    """
    from pydantic import BaseModel, PydanticUserError  # only where a schema is declared
    from pydantic_core import SchemaError

    base: type[BaseModel] = load_model(declaration.model, root) if declaration.model else BaseModel
    try:
        if declaration.model:
            base.model_rebuild()
        return _lay_over(base, declaration)
    except (SchemaError, PydanticUserError, TypeError, ValueError, NameError) as error:
        raise ConfigurationError(_first_line(error), key=_blamed_key(declaration, str(error))) from error


def _lay_over(base: type[BaseModel], declaration: SchemaDeclaration) -> type[BaseModel]:
    """The declared fields and `additional` over a model; the model itself where nothing is declared."""
    from pydantic import ConfigDict, Field, create_model

    if declaration.model and not declaration.fields and declaration.additional is None:
        return base
    extra: Literal["allow", "forbid"] | None = None
    if declaration.additional is not None or not declaration.model:
        extra = "forbid" if declaration.additional is False else "allow"
    settings = ConfigDict(protected_namespaces=())
    if extra is not None:
        settings["extra"] = extra

    class Declared(base):  # type: ignore[valid-type,misc]  # the class is the user's
        __module__ = base.__module__  # where annotations that are text are looked up
        model_config = settings

    fields: dict[str, Any] = {}
    for number, declared in enumerate(declaration.fields):
        kind = _annotation(declared)
        fields[f"field_{number}"] = (
            (kind, Field(alias=declared.key)) if declared.required else (kind | None, Field(None, alias=declared.key))
        )
    return create_model("DeclaredPost", __base__=Declared, __module__=base.__module__, **fields)


def _first_line(error: Exception) -> str:
    text = str(error)
    if "regex" in text:
        reason = text.rpartition("error: ")[2].strip().splitlines()[0]
        return f"the pattern is not a regular expression that bylint can use: {reason}"
    return f"the schema cannot be built: {text.splitlines()[0] if text else type(error).__name__}"


def _blamed_key(declaration: SchemaDeclaration, text: str) -> str:
    for each in declaration.fields:
        if each.pattern is not None and each.pattern in text:
            return f"schema.fields.{each.key}.pattern"
    return "schema"


def _annotation(declared: FieldDeclaration) -> Any:
    """The type that pydantic checks: strict, since a number is not the text that a template expects."""
    from pydantic import AfterValidator, Field, Strict, WithJsonSchema

    kind = declared.type or ("string" if _has_text_limits(declared) else None)
    # a literal is right for text and numbers alike; its error names the choices
    item: Any = Literal[declared.choices] if declared.choices else None
    if kind in {"list", "list of strings"}:
        any_item: Any = Any if kind == "list" else Annotated[str, Strict()]
        annotation: Any = Annotated[list.__class_getitem__(item or any_item), Strict()]
    elif item is not None:
        return item
    elif kind in {"date", "datetime"}:
        described = WithJsonSchema({"type": "string", "description": f"a {kind}"})
        return Annotated[Any, AfterValidator(_moment_check(kind, declared.min, declared.max)), described]
    else:
        kinds = {"string": str, "integer": int, "number": float, "boolean": bool, "mapping": dict[str, Any]}
        annotation = Annotated[kinds[kind], Strict()] if kind else Any
    limits = {
        "pattern": declared.pattern,
        "min_length": declared.min_length,
        "max_length": declared.max_length,
        "ge": declared.min,
        "le": declared.max,
    }
    given = {name: value for name, value in limits.items() if value is not None}
    return Annotated[annotation, Field(**given)] if given else annotation  # type: ignore[call-overload]  # checked when read


def _has_text_limits(declared: FieldDeclaration) -> bool:
    return any(limit is not None for limit in (declared.pattern, declared.min_length, declared.max_length))


def _moment_check(kind: str, low: Any, high: Any) -> Callable[[Any], Any]:
    """A check that a value is a day (a time may follow), or for `datetime` a day with a time, within limits."""
    from datetime import date, datetime

    from pydantic_core import PydanticCustomError

    def check(value: Any) -> Any:
        day, timed = None, False
        if isinstance(value, datetime):
            day, timed = value.date(), True
        elif isinstance(value, date):
            day = value
        elif isinstance(value, str) and (match := MOMENT.fullmatch(value.strip())):
            timed = match[2] is not None
            try:
                day = date(*map(int, match[1].split("-")))
            except ValueError:
                day = None
        if day is None:
            raise PydanticCustomError(f"{kind}_type", "Input should be a date")
        if kind == "datetime" and not timed:
            raise PydanticCustomError("datetime_type", "Input should be a date with a time")
        if low is not None and day < _day(low):
            raise PydanticCustomError("greater_than_equal", "Input should be {ge} or later", {"ge": str(low)})
        if high is not None and day > _day(high):
            raise PydanticCustomError("less_than_equal", "Input should be {le} or earlier", {"le": str(high)})
        return value

    return check


def _day(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else value


def load_model(name: str, root: Path) -> type[BaseModel]:
    """The model that `folder/file.py:Class` or `package.module:Class` names. Runs that module.

    Raises ConfigurationError where it cannot be had.
    """
    from pydantic import BaseModel

    where, colon, attribute = name.rpartition(":")
    if not colon or not where or not attribute.isidentifier():
        raise ConfigurationError(
            f'"{name}" should be a file and a class, as in "schemas/post.py:NewsPost" or "package.module:NewsPost"',
            key="schema.model",
        )
    try:
        module = _import_file(root / where) if where.endswith(".py") else _import_module(where, root)
    except (Exception, SystemExit) as error:
        if isinstance(error, ConfigurationError):
            raise
        raise ConfigurationError(
            f"{where} cannot be imported: {type(error).__name__}: {error}", key="schema.model"
        ) from error
    found = getattr(module, attribute, None)
    if found is None:
        raise ConfigurationError(f"{where} has no {attribute}{_meant(attribute, vars(module))}", key="schema.model")
    if not isinstance(found, type) or not issubclass(found, BaseModel):
        raise ConfigurationError(f"{attribute} of {where} is not a pydantic BaseModel", key="schema.model")
    return found


def _meant(name: str, names: dict[str, Any]) -> str:
    from difflib import get_close_matches  # only where there is an error

    near = get_close_matches(name, names, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _import_file(file: Path) -> ModuleType:
    import importlib.util
    import sys
    from hashlib import blake2b

    if not file.is_file():
        raise ConfigurationError(f"there is no file {file}", key="schema.model")
    name = f"bylint_schema_{blake2b(str(file).encode('utf-8', 'surrogateescape'), digest_size=6).hexdigest()}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018  # the suffix is .py
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pydantic looks the module up where annotations are text
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _import_module(name: str, root: Path) -> ModuleType:
    import importlib
    import sys

    sys.path.insert(0, str(root))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(root))
