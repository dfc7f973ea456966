"""Reading a configuration file: TOML to values. What is not plainly right is pydantic's to judge."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

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
from bylint.config_plain import is_plain
from bylint.declared import FieldDeclaration, SchemaDeclaration
from bylint.digest import blake2b

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MAX_CONFIGURATION = 4_000_000
_LISTS_OF_A_SITE = ("languages", "static", "development-hosts")


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
    if not is_plain(table):
        from bylint.config_models import checked  # pydantic is a fifth of the time that one post takes

        table = checked(table, file, prefix)
    digest = blake2b(data, digest_size=16).hexdigest()
    configuration = _configuration(table, file, root, digest, isolated=isolated)
    _check_globs(configuration, prefix)
    return configuration


def read_schema(table: Any) -> SchemaDeclaration:
    """A schema from the value that a file would have under `schema`. Raises ConfigurationError."""
    from bylint.config_models import checked_schema

    return _schema(checked_schema(table))


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
        from bylint.config_errors import uncapitalise  # only where there is an error

        raise ConfigurationError(f"is not valid TOML: {uncapitalise(text)}{column}", file=file, line=line) from error
    except RecursionError as error:
        raise ConfigurationError("is nested too deeply", file=file) from error


def _descend(table: dict[str, Any], prefix: tuple[str, ...], file: Path) -> dict[str, Any]:
    for step in prefix:
        table = table.get(step, {})
        if not isinstance(table, dict):
            raise ConfigurationError("should be a table", file=file, key=".".join(prefix))
    return table


def _configuration(table: Mapping[str, Any], file: Path, root: Path, digest: str, *, isolated: bool) -> Configuration:
    """What a table says whose keys and values are known to be right."""
    base = _layer(table)
    sections = tuple(Section(_one_or_more(each["path"]), _layer(each)) for each in table.get("section", ()))
    local_rules = tuple(file.parent / folder for folder in table.get("local-rules", ()))
    notices = []
    if isolated and local_rules:
        local_rules = ()
        notices.append("local-rules are not loaded: this run executes no code of the project")
    profiles = {name: Profile(_layer(each), each.get("fail-on")) for name, each in table.get("profile", {}).items()}
    layers = (base, *(each.layer for each in sections), *(each.layer for each in profiles.values()))
    if isolated and any(layer.schema and layer.schema.model for layer in layers):
        base, sections = _without_model(base), tuple(Section(s.globs, _without_model(s.layer)) for s in sections)
        profiles = {name: each._replace(layer=_without_model(each.layer)) for name, each in profiles.items()}
        notices.append("schema models are not loaded: this run executes no code of the project")
    people = table.get("people", {})
    return Configuration(
        root=root,
        file=file,
        base=base,
        sections=sections,
        profiles=profiles,
        content=tuple(table.get("content", ())),
        exclude=tuple(table.get("exclude", ())),
        respect_gitignore=table.get("respect-gitignore", True),
        local_rules=local_rules,
        fail_on=table.get("fail-on", "error"),
        max_file_size=table.get("max-file-size", DEFAULT_MAX_FILE_SIZE),
        max_rule_seconds=table.get("max-rule-seconds", DEFAULT_MAX_RULE_SECONDS),
        preview=table.get("preview", False),
        baseline=table.get("baseline"),
        isolated=isolated,
        people=People(
            people.get("aliases", {}), tuple(people.get("accounts", ())), tuple(people.get("organisations", ()))
        ),
        site=_site(table.get("site", {})),
        notices=tuple(notices),
        digest=digest,
    )


def _layer(table: Mapping[str, Any]) -> Layer:
    rules = table.get("rules", {})
    options = {name: {key: own[key] for key in own if key not in Period._fields} for name, own in rules.items()}
    select, schema = table.get("select"), table.get("schema")
    return Layer(
        dialect=table.get("dialect"),
        select=None if select is None else tuple(select),
        extend_select=tuple(table.get("extend-select", ())),
        ignore=tuple(table.get("ignore", ())),
        severity=table.get("severity", {}),
        rules={name: _with_underscores(own) for name, own in options.items() if own or not rules[name]},
        schema=None if schema is None else _schema(schema),
        periods=_periods(table),
    )


def _periods(table: Mapping[str, Any]) -> dict[str, Period]:
    said = {"all": table, **table.get("rules", {})}
    found = {name: Period(own.get("since"), own.get("until")) for name, own in said.items()}
    return {name: period for name, period in found.items() if period != Period()}


def _schema(table: Mapping[str, Any]) -> SchemaDeclaration:
    fields = (
        FieldDeclaration(key, **_with_underscores({**each, "choices": tuple(each.get("choices") or ())}))
        for key, each in table.get("fields", {}).items()
    )
    return SchemaDeclaration(table.get("additional"), table.get("model"), tuple(fields))


def _site(table: Mapping[str, Any]) -> dict[str, Any]:
    """A site's settings, by their names."""
    said = {**table, **{key: tuple(table[key]) for key in _LISTS_OF_A_SITE if key in table}}
    if "vocabulary" in table:
        vocabulary = table["vocabulary"]
        said["vocabulary"] = (("", vocabulary),) if isinstance(vocabulary, str) else tuple(vocabulary.items())
    return _with_underscores(said)


def _one_or_more(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _with_underscores(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): value for key, value in table.items()}


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
