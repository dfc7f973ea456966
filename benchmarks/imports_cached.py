"""What any such tool pays for that only asks a store for what it knows already: click and SQLite."""

from __future__ import annotations

import sqlite3

import click


@click.command()
def main() -> None:
    """Ask an empty store for nothing."""
    sqlite3.connect(":memory:").execute("select 1").fetchone()


main()
