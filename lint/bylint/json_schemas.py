"""JSON Schemas for editors: of the configuration, and of a post's metadata. In draft 7, which editors know best.

https://json-schema.org/draft-07/json-schema-release-notes
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bylint.base_model import Post
from bylint.config import ConfigurationError
from bylint.config_models import shape_schema
from bylint.dialects import FIELDS
from bylint.explain import options_schema
from bylint.schema import SINGULAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic import BaseModel

    from bylint.registry import Registry
    from bylint.site import Site

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_REFERENCE = "#/definitions/{model}"
_PERIOD: Schema = {name: {"type": "string", "format": "date"} for name in ("since", "until")}
_LISTS_OF_NAMES = ("select", "extend-select", "ignore")

KEYS: Mapping[str, str] = {
    "dialect": "The generator that the posts are written for; found out where it is not given.",
    "select": "Only these rules and groups run.",
    "extend-select": "These rules and groups run too.",
    "ignore": "These rules and groups do not run.",
    "severity": "What a finding of a rule or group weighs.",
    "rules": "Options of rules, by the rule's name.",
    "schema": "What the metadata of posts must be.",
    "content": "Globs of the posts, from the folder of this file.",
    "exclude": "Globs of what is never checked, from the folder of this file.",
    "respect-gitignore": "Whether what .gitignore names is left out.",
    "local-rules": "Folders with rules of your own, at GROUP/RULE.py.",
    "fail-on": "The least severity that makes the exit code 1.",
    "max-file-size": "Larger files are not read: a number of bytes, or a text such as 8 MB.",
    "max-rule-seconds": "A rule that takes longer on one post is stopped, and told of.",
    "preview": "Whether rules that are still being tried run, too.",
    "baseline": "Where the findings lie that are lived with, from the folder of this file.",
    "since": "Rules are for posts dated from this day on, and for those without a date.",
    "until": "Rules are for posts dated up to this day, and for those without a date.",
    "profile": "Settings for a place where bylint runs, by its name; `ci` holds by itself in CI.",
    "required-version": "The versions of bylint that this configuration is for, such as >=0.1,<2.",
    "people": "Who is who on this site.",
    "site": "What the site's own configuration would say, where it cannot be read.",
    "section": "Settings for some paths; later sections win.",
    "path": "The globs of a section's paths.",
}
"""What each key of a configuration means, as editors show it."""


def configuration_schema(registry: Registry) -> Schema:
    """What a `bylint.toml` may say, with the rules that there are and their options. Raises RuleError."""
    made: Schema = _without_null(_tidy(shape_schema(_REFERENCE)))
    definitions = made.setdefault("definitions", {})
    names = sorted({"all", *registry.ids, *registry.groups, *registry.former_names})
    tables: Schema = {}
    for rule in registry:
        prefix = rule.id.replace("/", ".")
        options = _tidy(options_schema(rule, f"#/definitions/{prefix}.{{model}}"))
        definitions.update({f"{prefix}.{name}": each for name, each in options.pop("definitions", {}).items()})
        options["properties"] = {**_PERIOD, **options.get("properties", {})}
        tables |= {name: {**options, "description": rule.summary} for name in (rule.id, *rule.aliases)}
    tables |= {
        name: {"type": "object", "properties": _PERIOD, "additionalProperties": False} for name in registry.groups
    }
    definitions["name"] = {"enum": names}
    definitions["rules"] = {"type": "object", "properties": tables, "additionalProperties": False}
    for table in (made, definitions["SectionTable"], definitions["ProfileTable"]):
        properties = table["properties"]
        for key in _LISTS_OF_NAMES:
            properties[key]["items"] = {"$ref": "#/definitions/name"}
        properties["severity"]["propertyNames"] = {"$ref": "#/definitions/name"}
        properties["rules"] = {"$ref": "#/definitions/rules"}
        for key, each in properties.items():
            # in draft 7, what stands beside a $ref is not read
            told = {"allOf": [each]} if "$ref" in each else each
            properties[key] = {"description": KEYS.get(key, ""), **told}
    return {"$schema": DRAFT, **made, "title": "Configuration of bylint"}


def post_schema(site: Site, declared: type[BaseModel] | None, path: str) -> Schema:
    """What the metadata of the post at a path may be, by the keys that its site writes.

    Raises ConfigurationError for a model that no JSON Schema can say.
    """
    properties = _base_properties(site)
    made: Schema = {"$schema": DRAFT, "title": f"Metadata of {path}", "type": "object", "properties": properties}
    if declared is None:
        return made
    try:
        own = _tidy(declared.model_json_schema(by_alias=True, ref_template=_REFERENCE))
    except Exception as error:  # a model is the user's own code
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ConfigurationError(f"no JSON Schema can be made of the schema: {said}", key="schema") from error
    keys = {key: each if _says(each) else properties.get(key, each) for key, each in own.get("properties", {}).items()}
    if own.get("additionalProperties") is False:
        made["properties"], made["additionalProperties"] = keys, False
    else:
        made["properties"] = {**properties, **keys}
    made.update({name: own[name] for name in ("required", "definitions") if own.get(name)})
    return made


def _base_properties(site: Site) -> Schema:
    base = _tidy(Post.model_json_schema())["properties"]
    found: Schema = {}
    for name in FIELDS:
        shown = SINGULAR.get(name, name)
        for key in site.keys(name):
            *around, last = key.split(".")
            table = found
            for step in around:
                inside = table.setdefault(step, {"type": ["object", "null"], "properties": {}})
                table = inside.setdefault("properties", {})
            told = base[name]["description"]
            table.setdefault(last, {**base[name], "description": told if last == shown else f"{shown}: {told}"})
    for key, name in site.dialect.negations.items():
        negated = {"type": ["boolean", "null"], "description": f"false means: {name}"}
        found[key] = {"anyOf": [found[key], negated]} if key in found else negated
    return found


def _says(schema: Schema) -> bool:
    """Whether a schema says anything of its values."""
    return bool(schema.keys() - {"description", "default"})


def _tidy(node: Any) -> Any:
    """A schema as pydantic makes it in draft 7, without titles, and with unions of types as one list.

    Dates lose their format: front matter writes them in more ways than RFC 3339 has.
    """
    if isinstance(node, list):
        return [_tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    made: Schema = {}
    for key, each in node.items():
        if key == "title" or (key == "format" and node.get("type") == "string"):
            continue
        if key == "$ref":
            made[key] = each.replace("definitions/_", "definitions/")
        elif key in ("properties", "patternProperties", "$defs"):
            made["definitions" if key == "$defs" else key] = {
                name.removeprefix("_") if key == "$defs" else name: _tidy(inner) for name, inner in each.items()
            }
        elif key in ("default", "enum", "const", "examples"):
            made[key] = each
        else:
            made[key] = _tidy(each)
    if "prefixItems" in made:
        if "items" in made:
            made["additionalItems"] = made["items"]
        made["items"] = made.pop("prefixItems")
    if made.get("default", "") is None:
        del made["default"]
    return _merge_types(made)


def _merge_types(node: Schema) -> Schema:
    """`anyOf` several bare types as one `type`; the rest of the union stays."""
    members = node.get("anyOf")
    if not members:
        return node
    types = list(dict.fromkeys(_bare_types(members)))
    rest = [each for each in members if set(each) != {"type"}]
    if "number" in types and "integer" in types:
        types.remove("integer")
    bare: list[Schema] = [{"type": types[0] if len(types) == 1 else types}] if types else []
    others = {key: each for key, each in node.items() if key != "anyOf"}
    return {**others, "anyOf": [*rest, *bare]} if rest else {**others, **bare[0]}


def _bare_types(members: Iterable[Schema]) -> Iterator[str]:
    for each in members:
        if set(each) == {"type"}:
            yield from [each["type"]] if isinstance(each["type"], str) else each["type"]


def _without_null(node: Any) -> Any:
    """A schema for TOML, which has no null."""
    if isinstance(node, list):
        return [_without_null(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: _without_null(each) for key, each in node.items()}
    members = [each for each in made.get("anyOf", ()) if each != {"type": "null"}]
    if len(members) == 1:
        del made["anyOf"]
        made.update(members[0])
    elif members:
        made["anyOf"] = members
    if isinstance(made.get("type"), list):
        types = [each for each in made["type"] if each != "null"]
        made["type"] = types[0] if len(types) == 1 else types
    return made
