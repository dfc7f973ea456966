"""The base model of the canonical fields."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _date_text(value: object) -> object:
    if isinstance(value, str) and not any(character.isdigit() for character in value):
        raise ValueError("not a date")
    return value


Text = str | int | float | bool | dt.date | dt.datetime
"""Text as writers write it: YAML reads some of it as something else, which is no error of type."""
Texts = Text | list[Text | None] | dict[str, Any]
Moment = Annotated[dt.date | dt.datetime | str, BeforeValidator(_date_text)]


class Post(BaseModel):
    """The canonical fields. Nothing is required, and other keys are a site's own affair."""

    model_config = ConfigDict(extra="ignore")

    title: Text | None = Field(None, description="text")
    authors: str | dict[str, Any] | list[str | dict[str, Any] | None] | None = Field(
        None, description="a name, a list of names, or mappings that hold a name"
    )
    date: Moment | None = Field(None, description="a date")
    updated: Moment | None = Field(None, description="a date")
    expires: Moment | None = Field(None, description="a date")
    draft: bool | None = Field(None, description="true or false")
    excerpt: Text | None = Field(None, description="text")
    description: Text | None = Field(None, description="text")
    summary: Text | None = Field(None, description="text")
    slug: Text | None = Field(None, description="text")
    url: Text | None = Field(None, description="text")
    aliases: Texts | None = Field(None, description="text or a list of texts")
    canonical_url: Text | None = Field(None, description="text")
    categories: Texts | list[dict[str, Any]] | None = Field(None, description="text or a list of texts")
    tags: Texts | list[Text | dict[str, Any] | None] | None = Field(None, description="text or a list of texts")
    series: Texts | None = Field(None, description="text or a list of texts")
    images: str | list[str | dict[str, Any] | None] | dict[str, Any] | None = Field(
        None, description="a path, a list of paths, or mappings that hold a path"
    )
    language: str | None = Field(None, description="a language code")
    layout: Text | None = Field(None, description="text")
