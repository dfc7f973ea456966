"""What any such tool pays for before it does anything: click, PyYAML and a pydantic model of fifteen fields."""

from __future__ import annotations

from datetime import date

import click
import yaml
from pydantic import BaseModel


class Post(BaseModel):
    """Fifteen fields."""

    title: str | None = None
    authors: list[str] | str | None = None
    published: date | str | None = None
    updated: date | str | None = None
    expires: date | str | None = None
    draft: bool | None = None
    excerpt: str | None = None
    description: str | None = None
    slug: str | None = None
    url: str | None = None
    aliases: list[str] | None = None
    categories: list[str] | str | None = None
    tags: list[str] | str | None = None
    series: str | None = None
    language: str | None = None


@click.command()
def main() -> None:
    """Read one mapping and validate it."""
    Post.model_validate(yaml.load("title: A post", Loader=yaml.CSafeLoader))


main()
