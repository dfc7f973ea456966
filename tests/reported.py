"""A small archive for reports: an account that holds the posts of several writers, and hostile texts."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from bylint.config import load_configuration

if TYPE_CHECKING:
    from pathlib import Path

LONG = "A long story, " + "told at length " * 700
FORMULA = '=HYPERLINK("https://evil.example", "read")'
WRITERS = ("Ana Ruiz", "Ben Okafor", "Chloé Dubois", "Dag Åkerlund")
PATH = b"content/posts/caf\xe9.md"
"""A path that is not UTF-8, where a file can have one."""
UNDECODABLE = sys.platform == "linux"


def post(title: str, author: str | None, day: str, body: str = "", **more: str) -> str:
    """A post in YAML."""
    keys = {"title": title, "author": author, "date": day, **more}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items() if value is not None]
    return f"---\n{''.join(lines)}---\n{body}\n\nThe city council met on Tuesday and agreed on next year's budget.\n"


def make(folder: Path) -> Path:
    """Write the archive into a folder."""
    folder.mkdir(exist_ok=True)
    texts = {
        f"news/{2014 + number // 4}-{number:02}.md": post(
            f"The council meets, part {number}",
            "admin",
            f"{2014 + number // 4}-0{1 + number % 4}-12",
            f"_By {WRITERS[number % 4]}_\n",
        )
        for number in range(10)
    }
    texts["news/agrees.md"] = post(
        "The harbour opens", "Ana Ruiz", "2016-05-01", "_By Ana Ruiz_\n", excerpt="It opens."
    )
    texts["news/both.md"] = post("The bridge opens", "Ana Ruiz", "2016-06-01", "_By Ana Ruiz and Ben Okafor_\n")
    texts["essays/formula.md"] = post(FORMULA, "Ana Ruiz", "2017-01-02")
    texts["essays/long.md"] = post(LONG, "Chloé Dubois", "2017-02-03", draft="true")
    texts["essays/undated.md"] = post("Without a day", None, "soon", "_By Ben Okafor_\n")
    texts["essays/surrogate.md"] = (
        '{"title": "Half \\ud800 a letter", "author": "Ana Ruiz", "date": "2017-03-04"}\n\nText.\n'
    )
    (folder / "hugo.toml").write_text('baseURL = "https://news.example/"\n', "utf-8")
    for path, text in texts.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    if UNDECODABLE:
        file = folder / os.fsdecode(PATH)
        file.parent.mkdir(parents=True)
        file.write_text(post("Not UTF-8 in name", "Ana Ruiz", "2017-04-05"), "utf-8")
    (folder / ".git").mkdir()
    assert load_configuration(folder).root == folder
    return folder
