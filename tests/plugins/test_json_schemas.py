"""The JSON Schemas for editors: of the configuration, and of the metadata of a post at a path."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from pydantic import BaseModel

from bylint.config import ConfigurationError
from bylint.config_file import read_configuration
from bylint.config_models import shape_schema
from bylint.json_schemas import KEYS, configuration_schema, post_schema
from bylint.registry import load_registry
from bylint.testing import make_site
from conftest import PROJECT, Project

if TYPE_CHECKING:
    from pathlib import Path


SCHEMA = configuration_schema(load_registry())
README = (PROJECT / "README.md").read_text("utf-8")


def accepts(schema: dict[str, Any], value: object) -> bool:
    return jsonschema.Draft7Validator(schema).is_valid(value)


# -- of the configuration ---------------------------------------------------------------------------------------------


def test_it_is_a_schema_of_draft_7() -> None:
    """Valid against its meta-schema, with every reference in it."""
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    references = set(re.findall(r'"\$ref": "#/definitions/([^"]+)"', json.dumps(SCHEMA)))
    assert references
    assert references <= set(SCHEMA["definitions"])


def test_every_key_is_explained() -> None:
    """An editor shows what a key means; no key is told of that is not there."""
    section = SCHEMA["definitions"]["SectionTable"]["properties"]
    assert set(KEYS) == set(SCHEMA["properties"]) | set(section)
    assert all(each["description"] for each in (*SCHEMA["properties"].values(), *section.values()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        next(block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if "[[section]]" in block),
        (PROJECT / "bylint.toml").read_text("utf-8"),
        'dialect = "jekyll"\nmax-file-size = 3000\nmax-rule-seconds = 2\npreview = true\nrequired-version = ">=0.1"\n',
        '[[section]]\npath = "a/**"\nselect = ["all"]\n[[section]]\npath = ["b", "c"]\n',
        '[schema.fields.date]\ntype = "date"\nmin = 2020-01-01\n[schema.fields.n]\nchoices = [1, "b"]\n',
        '[rules."excerpt/length"]\nmax-length = 5\n[severity]\nexcerpt = "info"\n',
    ],
)
def test_what_bylint_reads_is_valid(text: str, tmp_path: Path) -> None:
    """A configuration that is read is one that editors accept."""
    file = tmp_path / "bylint.toml"
    file.write_text(text, "utf-8")
    assert read_configuration(file, tmp_path).file == file
    values = json.loads(json.dumps(tomllib.loads(text), default=str))
    jsonschema.Draft7Validator(SCHEMA).validate(values)


@pytest.mark.parametrize(
    "text",
    [
        'selct = ["author"]',
        'select = ["author/mising"]',
        'select = "author"',
        'dialect = "hugoo"',
        '[severity]\n"author/missing" = "fatal"',
        '[severity]\n"author/mising" = "info"',
        '[rules."excerpt/length"]\nmaxlength = 3',
        '[rules."excerpt/length"]\nmax-length = "three"',
        '[rules."excerpt/lenght"]\nmax-length = 3',
        'max-file-size = "8 miles"',
        "max-file-size = 0",
        "max-rule-seconds = 0",
        "required-version = 2",
        '[[section]]\nselect = ["author"]',
        '[[section]]\npath = "a"\nfail-on = "info"',
        "[schema.fields.title]\nrequird = true",
        '[schema.fields.title]\ntype = "text"',
        "[people]\nalias = {}",
    ],
)
def test_what_is_misspelt_is_not(text: str) -> None:
    """Keys, names of rules, options and values, as bylint itself refuses them."""
    assert not accepts(SCHEMA, tomllib.loads(text))


def test_the_shape_is_the_readers_own() -> None:
    """Its keys are those that are read."""
    shape = shape_schema("#/definitions/{model}")
    assert set(shape["properties"]) == set(SCHEMA["properties"])


# -- of a post --------------------------------------------------------------------------------------------------------


def of(project: Project, path: str, *arguments: str) -> dict[str, Any]:
    ran = project.run("schema", path, *arguments)
    assert ran.code == 0, ran.err
    made: dict[str, Any] = json.loads(ran.out)
    jsonschema.Draft7Validator.check_schema(made)
    return made


def test_the_keys_are_those_of_the_generator(project: Project) -> None:
    """Its aliases, its negated keys, and what they hold; other keys are the site's own affair."""
    project.write("_config.yml", "title: The Harbour Post\n")
    made = of(project, "_posts/2020-01-01-a.md")
    assert {"title", "author", "permalink", "tags", "published"} <= set(made["properties"])
    assert accepts(made, {"title": 1.10, "tags": ["a"], "published": False, "mine": {}, "author": {"name": "A"}})
    assert not accepts(made, {"title": ["a"]})
    assert not accepts(made, {"author": 3})
    assert not accepts(made, {"published": "soon"})
    assert made["properties"]["author"]["description"]


def test_keys_inside_of_mappings_are_nested(project: Project) -> None:
    """`params.author` of a Hugo site is a property of `params`."""
    site = make_site({"dialect": "hugo"})
    nested = [key for name in ("authors", "title", "images") for key in site.keys(name) if key.count(".") == 1]
    made = post_schema(site, None, "a.md")
    for key in nested:
        around, _, inside = key.partition(".")
        assert inside in made["properties"][around]["properties"]
    assert of(project, "new.md")["title"] == "Metadata of new.md"


def test_declared_fields_lie_over_the_generators(project: Project) -> None:
    """By section, with what is required, chosen and measured; a field of which nothing is said keeps its type."""
    project.write(
        "bylint.toml",
        '[[section]]\npath = "press/**"\n[section.schema.fields.title]\nrequired = true\n'
        '[section.schema.fields.summary]\nmax-length = 5\n[section.schema.fields.desk]\nchoices = ["harbour", 2]\n'
        '[section.schema.fields.date]\ntype = "date"\nmin = 2020-01-01\n',
    )
    made = of(project, "press/a.md")
    assert made["required"] == ["title"]
    assert accepts(made, {"title": "A", "summary": "short", "desk": 2, "date": "2020-02-02 10:00", "mine": 1})
    for wrong in ({}, {"title": ["a"]}, {"title": "A", "summary": "longer"}, {"title": "A", "desk": "town"}):
        assert not accepts(made, wrong), wrong
    assert not accepts(made, {"title": "A", "date": 3})
    assert "required" not in of(project, "other/a.md")
    assert "required" not in of(project, "press/a.md", "--isolated")


def test_a_closed_schema_is_closed(project: Project) -> None:
    """With `additional = false`, only what is declared."""
    project.write("bylint.toml", "[schema]\nadditional = false\n[schema.fields.title]\n[schema.fields.desk]\n")
    made = of(project, "a.md")
    assert set(made["properties"]) == {"title", "desk"}
    assert accepts(made, {"title": "A", "desk": 1})
    assert not accepts(made, {"title": "A", "author": "B"})


def test_a_model_is_the_schema(project: Project) -> None:
    """Any BaseModel, with what it nests, under the keys that it reads."""
    project.write(
        "schemas/post.py",
        "from pydantic import BaseModel, Field\nclass Image(BaseModel):\n    src: str\n"
        "class Post(BaseModel):\n    model_config = {'extra': 'forbid'}\n    cover: Image\n"
        "    desk: str = Field('news', alias='Desk')\n    corners: tuple[int, str] = (1, 'a')\n",
    )
    project.write("bylint.toml", '[schema]\nmodel = "schemas/post.py:Post"\n')
    made = of(project, "a.md")
    assert accepts(made, {"cover": {"src": "a.png"}, "Desk": "harbour", "corners": [3, "b"]})
    for wrong in ({}, {"cover": "a.png"}, {"cover": {"src": 1}}, {"cover": {"src": "a"}, "desk": "x"}):
        assert not accepts(made, wrong), wrong
    assert not accepts(made, {"cover": {"src": "a"}, "corners": ["a", 1]})


def test_a_model_that_has_no_schema_is_told(project: Project) -> None:
    """In one line, exit 2."""

    class Odd(BaseModel):
        model_config = {"arbitrary_types_allowed": True}
        it: complex | type[Project] | None = None
        site: re.Match[str] | None = None

    with pytest.raises(ConfigurationError, match="schema: no JSON Schema can be made of the schema: "):
        post_schema(make_site({}), Odd, "a.md")
    project.write("schemas/post.py", "1 / 0\n")
    project.write("bylint.toml", '[schema]\nmodel = "schemas/post.py:Post"\n')
    ran = project.run("schema", "a.md")
    assert ran.code == 2
    assert "schemas/post.py cannot be imported: ZeroDivisionError" in ran.err


def test_one_schema_is_printed_at_a_time(project: Project) -> None:
    """A path and a kind are refused; without either, it is the report's."""
    assert project.run("schema", "a.md", "--config").code == 2
    assert project.run("schema").out == project.run("schema", "--output").out
    assert json.loads(project.run("schema", "--config").out) == json.loads(json.dumps(SCHEMA, default=str))
