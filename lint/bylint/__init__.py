"""bylint, an editorial metadata linter: finds front matter that is invalid, and front matter that is not true."""

from __future__ import annotations

__version__ = "0.1.0"
