"""Posts that lie elsewhere: at an address that fsspec reads (`s3://`, `gs://`, `az://`, `https://`), or in an archive.

All that names and configuration decide is decided on a skeleton: a temporary folder with a placeholder for each file.
What configures a site is fetched when it is opened, a post when its turn comes. Archives are unpacked into the
skeleton, as far as posts and configuration go.
"""

from __future__ import annotations


class RemoteError(Exception):
    """A PATH elsewhere that cannot be read as a whole, and why. The run ends with exit code 2."""
