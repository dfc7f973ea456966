"""Reading a configuration file: its shape as pydantic models, and errors that a person can act on."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from bylint import witness
from bylint.config import (
    DEFAULT_MAX_FILE_SIZE,
    DEFAULT_MAX_RULE_SECONDS,
    Configuration,
    ConfigurationError,
    Layer,
    People,
    Period,
    Profile,
    Section,
)
from bylint.config_errors import explain, uncapitalise
from bylint.declared import FieldDeclaration, FieldType, SchemaDeclaration
from bylint.diagnostic import Severity

if TYPE_CHECKING:
    from pathlib import Path

_MAX_CONFIGURATION = 4_000_000
_PERIOD = frozenset({"since", "until"})
"""What a table of a rule's options, or of a group, may say beside options: the days that it is for."""
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB|KiB|MiB|GiB)?")
_UNITS = {"B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}

DialectName = Literal[
    "hugo", "zola", "jekyll", "hexo", "docusaurus", "astro", "eleventy", "mkdocs", "pelican", "generic"
]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


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
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=_kebab, populate_by_name=True)


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

    def declare(self) -> SchemaDeclaration:
        return SchemaDeclaration(
            self.additional,
            self.model,
            tuple(
                FieldDeclaration(key, **{**dict(each), "choices": tuple(each.choices or ())})
                for key, each in self.fields.items()
            ),
        )


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

    def _periods(self) -> dict[str, Period]:
        said = {"all": {"since": self.since, "until": self.until}, **self.rules}
        found = {name: Period(own.get("since"), own.get("until")) for name, own in said.items()}
        return {name: period for name, period in found.items() if period != Period()}

    def layer(self) -> Layer:
        options = {name: {key: own[key] for key in own if key not in _PERIOD} for name, own in self.rules.items()}
        return Layer(
            dialect=self.dialect,
            select=None if self.select is None else tuple(self.select),
            extend_select=tuple(self.extend_select),
            ignore=tuple(self.ignore),
            severity=self.severity,
            rules={
                name: {key.replace("-", "_"): value for key, value in own.items()}
                for name, own in options.items()
                if own or not self.rules[name]
            },
            schema=self.declared.declare() if self.declared else None,
            periods=self._periods(),
        )


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

    def settings(self) -> dict[str, Any]:
        said = {name: value for name, value in self if value is not None}
        for name in {"languages", "static", "development_hosts"} & said.keys():
            said[name] = tuple(said[name])
        if isinstance(self.vocabulary, str):
            said["vocabulary"] = (("", self.vocabulary),)
        elif self.vocabulary is not None:
            said["vocabulary"] = tuple(self.vocabulary.items())
        return said


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


def read_configuration(file: Path, root: Path, *, isolated: bool = False) -> Configuration:
    """Read a file that is known to exist. Raises ConfigurationError."""
    data = _read_bytes(file)
    table = _parse(file, data)
    prefix: tuple[str, ...] = ()
    if file.name == "pyproject.toml":
        prefix = ("tool", "bylint")
        table = _descend(table, prefix, file)
    if isinstance(table.get("required-version"), str):
        from bylint.required_version import check_version  # only where a version is required

        check_version(table["required-version"], file, prefix)
    try:
        shape = _File.model_validate(table)
    except ValidationError as error:
        raise explain(error, file=file, at=prefix, known=_known_keys) from error
    configuration = _configuration(shape, file, root, blake2b(data, digest_size=16).hexdigest(), isolated=isolated)
    _check_globs(configuration, prefix)
    return configuration


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


def read_schema(table: Any) -> SchemaDeclaration:
    """A schema from the value that a file would have under `schema`. Raises ConfigurationError."""
    try:
        return _SchemaTable.model_validate(table).declare()
    except ValidationError as error:
        raise explain(error, at=("schema",)) from error


def _read_bytes(file: Path) -> bytes:
    witness.note(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_CONFIGURATION + 1)
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", file=file) from error
    if len(data) > _MAX_CONFIGURATION:
        raise ConfigurationError("is larger than 4 MB", file=file)
    return data


def _parse(file: Path, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError("is not UTF-8", file=file, line=line) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        text = str(error)[: place.start()] if place else str(error)
        column = f", at column {place[2]}" if place else ""
        line = int(place[1]) if place else data.count(b"\n") + 1
        raise ConfigurationError(f"is not valid TOML: {uncapitalise(text)}{column}", file=file, line=line) from error
    except RecursionError as error:
        raise ConfigurationError("is nested too deeply", file=file) from error


def _descend(table: dict[str, Any], prefix: tuple[str, ...], file: Path) -> dict[str, Any]:
    for step in prefix:
        table = table.get(step, {})
        if not isinstance(table, dict):
            raise ConfigurationError("should be a table", file=file, key=".".join(prefix))
    return table


def _configuration(shape: _File, file: Path, root: Path, digest: str, *, isolated: bool) -> Configuration:
    base = shape.layer()
    sections = tuple(Section(tuple(each.path), each.layer()) for each in shape.section)
    local_rules = tuple(file.parent / folder for folder in shape.local_rules)
    notices = []
    if isolated and local_rules:
        local_rules = ()
        notices.append("local-rules are not loaded: this run executes no code of the project")
    profiles = {name: Profile(each.layer(), each.fail_on) for name, each in shape.profile.items()}
    layers = (base, *(each.layer for each in sections), *(each.layer for each in profiles.values()))
    if isolated and any(layer.schema and layer.schema.model for layer in layers):
        base, sections = _without_model(base), tuple(Section(s.globs, _without_model(s.layer)) for s in sections)
        profiles = {name: each._replace(layer=_without_model(each.layer)) for name, each in profiles.items()}
        notices.append("schema models are not loaded: this run executes no code of the project")
    return Configuration(
        root=root,
        file=file,
        base=base,
        sections=sections,
        profiles=profiles,
        content=tuple(shape.content),
        exclude=tuple(shape.exclude),
        respect_gitignore=shape.respect_gitignore,
        local_rules=local_rules,
        fail_on=shape.fail_on,
        max_file_size=shape.max_file_size,
        max_rule_seconds=shape.max_rule_seconds,
        preview=shape.preview,
        baseline=shape.baseline,
        isolated=isolated,
        people=People(shape.people.aliases, tuple(shape.people.accounts), tuple(shape.people.organisations)),
        site=shape.site.settings(),
        notices=tuple(notices),
        digest=digest,
    )


def _without_model(layer: Layer) -> Layer:
    return layer._replace(schema=layer.schema._replace(model=None)) if layer.schema else layer


def _check_globs(configuration: Configuration, prefix: tuple[str, ...]) -> None:
    if not configuration.globs():
        return
    from bylint.globs import GlobError, compile_globs  # only where there are globs

    lists = [("content", configuration.content), ("exclude", configuration.exclude)]
    lists += [(f"section[{number}].path", each.globs) for number, each in enumerate(configuration.sections)]
    for key, globs in lists:
        for glob in globs:
            try:
                compile_globs((glob,))
            except GlobError as error:
                raise configuration.error(str(error), ".".join((*prefix, key))) from error


def _known_keys(steps: tuple[str | int, ...]) -> list[str]:
    """The keys of the table that a location leads to."""
    table: type[_Table] = _File
    if len(steps) > 1 and steps[-2] == "fields":
        table = _FieldTable
    else:
        table = next((_TABLES[step] for step in reversed(steps) if step in _TABLES), _File)
    return [field.alias or name for name, field in table.model_fields.items()]
