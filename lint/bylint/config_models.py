"""The shape of a configuration file as pydantic models, asked of what is not plainly right."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from bylint.config import DEFAULT_MAX_FILE_SIZE, DEFAULT_MAX_RULE_SECONDS, Period
from bylint.config_errors import explain
from bylint.config_plain import DialectName
from bylint.declared import FieldType
from bylint.diagnostic import Severity
from bylint.options import kebab

if TYPE_CHECKING:
    from pathlib import Path

_PERIOD = frozenset(Period._fields)
"""What a table of a rule's options, or of a group, may say beside options: the days that it is for."""
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB|KiB|MiB|GiB)?")
_UNITS = {"B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def _read_size(value: object) -> object:
    """A number of bytes, from `8000000` or `"8 MB"`."""
    if not isinstance(value, str):
        return value
    match = _SIZE.fullmatch(value.strip())
    if match is None or len(match[1]) > 30:
        raise ValueError('should be a size such as "8 MB" or "500 kB"')
    return int(float(match[1]) * _UNITS[match[2] or "B"])


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=kebab, populate_by_name=True)


class _FieldTable(_Table):
    required: bool = False
    type: FieldType | None = None
    choices: Annotated[list[str | int | float], Field(min_length=1)] | None = None
    pattern: str | None = None
    min_length: Annotated[int, Field(ge=0)] | None = None
    max_length: Annotated[int, Field(ge=0)] | None = None
    min: int | float | datetime | date | None = None
    max: int | float | datetime | date | None = None

    @model_validator(mode="after")
    def _limits_fit_the_type(self) -> _FieldTable:
        kind = self.type or "string"
        sized, measured = {"string", "list", "list of strings"}, {"integer", "number", "date", "datetime"}
        if self.pattern is not None and kind != "string":
            raise ValueError(f"`pattern` is for a string, and the type is {kind}")
        if (self.min_length is not None or self.max_length is not None) and kind not in sized:
            raise ValueError(f"`min-length` and `max-length` are for a string or a list, and the type is {kind}")
        for limit in (self.min, self.max):
            if limit is not None and (kind not in measured or isinstance(limit, date) != kind.startswith("date")):
                raise ValueError(f"`min` and `max` of a {kind} cannot be {limit!s}")
        return self


class _SchemaTable(_Table):
    additional: bool | None = None
    model: str | None = None
    fields: dict[str, _FieldTable] = {}


class _LayerTable(_Table):
    dialect: DialectName | None = None
    select: list[str] | None = None
    extend_select: list[str] = []
    ignore: list[str] = []
    severity: dict[str, Severity] = {}
    rules: dict[str, dict[str, Any]] = {}
    declared: _SchemaTable | None = Field(None, alias="schema")
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _days_are_days(self) -> _LayerTable:
        for name, own in self.rules.items():
            for key in _PERIOD & own.keys():
                if not isinstance(own[key], date) or isinstance(own[key], datetime):
                    raise ValueError(  # noqa: TRY004  # pydantic makes its errors of these
                        f"`{key}` of {name} should be a day such as 2018-03-26, without quotes"
                    )
        return self


class _SectionTable(_LayerTable):
    path: Annotated[list[str], BeforeValidator(_one_or_more), Field(min_length=1)]


class _ProfileTable(_LayerTable):
    fail_on: Severity | None = None


class _PeopleTable(_Table):
    accounts: list[str] = []
    organisations: list[str] = []
    aliases: dict[str, str] = {}


class _SiteTable(_Table):
    title: str | None = None
    base_url: str | None = None
    language: str | None = None
    languages: list[str] | None = None
    time_zone: str | None = None
    author: str | list[str] | None = None
    vocabulary: str | dict[str, str] | None = None
    static: list[str] | None = None
    development_hosts: list[str] | None = None

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, name: str | None) -> str | None:
        if name is None:
            return None
        from bylint.zones import check_zone  # only where a zone is set

        return check_zone(name)


class _File(_LayerTable):
    content: list[str] = []
    exclude: list[str] = []
    respect_gitignore: bool = True
    local_rules: list[str] = []
    fail_on: Severity = "error"
    max_file_size: Annotated[int, BeforeValidator(_read_size), Field(gt=0)] = DEFAULT_MAX_FILE_SIZE
    max_rule_seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)] = DEFAULT_MAX_RULE_SECONDS
    preview: bool = False
    baseline: str | None = None
    required_version: str | None = None
    people: _PeopleTable = _PeopleTable()
    site: _SiteTable = _SiteTable()
    section: list[_SectionTable] = []
    profile: dict[str, _ProfileTable] = {}


_TABLES: dict[str, type[_Table]] = {
    "section": _SectionTable,
    "profile": _ProfileTable,
    "schema": _SchemaTable,
    "people": _PeopleTable,
    "site": _SiteTable,
}


def checked(table: dict[str, Any], file: Path, prefix: tuple[str, ...]) -> dict[str, Any]:
    """The table of a file, whose keys and values are as they may be. Raises ConfigurationError where one is not."""
    try:
        shape = _File.model_validate(table)
    except ValidationError as error:
        raise explain(error, file=file, at=prefix, known=_known_keys) from error
    return shape.model_dump(by_alias=True, exclude_unset=True)


def checked_schema(table: Any) -> dict[str, Any]:
    """The same of what stands under `schema`."""
    try:
        return _SchemaTable.model_validate(table).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        raise explain(error, at=("schema",)) from error


def shape_schema(reference: str) -> dict[str, Any]:
    """The JSON Schema of a configuration's shape; `reference` is what its references look like."""
    made = _File.model_json_schema(ref_template=reference)
    made["properties"]["max-file-size"] = {
        "anyOf": [
            {"type": "integer", "exclusiveMinimum": 0},
            {"type": "string", "pattern": f"^\\s*{_SIZE.pattern}\\s*$"},
        ],
        "default": DEFAULT_MAX_FILE_SIZE,
    }
    section = made["$defs"]["_SectionTable"]["properties"]
    section["path"] = {"anyOf": [{"type": "string"}, section["path"]]}
    return made


def _known_keys(steps: tuple[str | int, ...]) -> list[str]:
    """The keys of the table that a location leads to."""
    table: type[_Table] = _File
    if len(steps) > 1 and steps[-2] == "fields":
        table = _FieldTable
    else:
        table = next((_TABLES[step] for step in reversed(steps) if step in _TABLES), _File)
    return [field.alias or name for name, field in table.model_fields.items()]
