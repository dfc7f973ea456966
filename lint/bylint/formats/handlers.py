"""The front matter of bylint as handlers of python-frontmatter, for programs that read posts with that library."""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from bylint.diagnostic import Span
from bylint.formats.yaml import delimit, parse


class YamlHandler(BaseHandler):
    """Delimits YAML front matter as Jekyll and Hugo do: a line of exactly three dashes, blank lines before it allowed.

    Stock python-frontmatter also ends it at a line of more dashes, and does not know `...`, which YAML and Jekyll do.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Whether the text begins with an opening fence."""
        return delimit(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """The front matter and the body. Raises ValueError where there is no complete front matter."""
        block = delimit(text)
        if block is None or block.close is None:
            raise ValueError("no YAML front matter")
        return text[block.content.start : block.content.end], text[block.body :]

    def load(self, fm: str) -> dict[str, Any]:
        """The values. Raises ValueError where they cannot be read."""
        parsed = parse(fm, Span(0, len(fm)))
        if parsed.broken is not None:
            raise ValueError(parsed.broken.message)
        return dict(parsed.values)
