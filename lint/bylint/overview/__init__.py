"""The overview of an archive: its posts, findings and facts as tables, and what an editor asks of them.

`Report` holds them, `rows` says what their columns mean.
"""

from __future__ import annotations
