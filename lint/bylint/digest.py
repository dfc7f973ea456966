"""BLAKE2 as `hashlib` has it, which loads all of OpenSSL for its other digests."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that is built otherwise
    from hashlib import blake2b

__all__ = ["blake2b"]
