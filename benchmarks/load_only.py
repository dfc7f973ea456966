"""A loop that loads every Markdown file below a folder with python-frontmatter, and does nothing with it."""

from __future__ import annotations

import sys
from pathlib import Path

import frontmatter

posts = sorted(Path(sys.argv[1]).rglob("*.md"))
for path in posts:
    frontmatter.load(str(path))
print(f"{len(posts)} posts")
