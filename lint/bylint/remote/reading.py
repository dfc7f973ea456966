"""Posts fetched ahead of their turn, a few at a time, so that the network is waited for once and not for each."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

AT_ONCE = 16
MOST_AHEAD = 128
"""Files that are fetched ahead at most."""
MOST_BYTES = 32_000_000
"""Bytes of files that are held at most before their turn; a single one may be larger."""


class Reader:
    """Fetches files by `fetch`, which takes a placeholder and the number of bytes wanted, and may raise OSError."""

    def __init__(self, fetch: Callable[[str, int], bytes]) -> None:
        self.fetch = fetch
        self._pool = ThreadPoolExecutor(AT_ONCE, "bylint")
        self._coming: deque[tuple[str, int, Future[bytes]]] = deque()
        self._expected: Iterable[str] = ()
        self._limit = 0
        self._bytes = 0

    def expect(self, files: Iterable[str], limit: int) -> None:
        """Say which files will be asked for, in this order; those larger than the limit are not fetched."""
        self._drop()
        self._expected, self._limit = iter(files), limit
        self._fill()

    def read(self, file: str, limit: int) -> bytes | None:
        """The bytes of a file; None where there are more than the limit. Raises OSError."""
        size = os.stat(file).st_size
        if size > limit:
            return None
        data = self._arrived(file) if size else b""
        if data is None:
            data = self.fetch(file, limit + 1)
        return data if len(data) <= limit else None

    def _arrived(self, file: str) -> bytes | None:
        """What was fetched ahead; None for a file that was not expected, or not now."""
        if all(name != file for name, _, _ in self._coming):
            return None
        while True:
            name, size, future = self._coming.popleft()
            self._bytes -= size
            if name == file:
                break
            future.cancel()
        self._fill()
        return future.result()

    def _fill(self) -> None:
        while len(self._coming) < MOST_AHEAD and (self._bytes < MOST_BYTES or not self._coming):
            file = next(iter(self._expected), None)
            if file is None:
                return
            size = os.stat(file).st_size
            if 0 < size <= self._limit:
                self._bytes += size
                self._coming.append((file, size, self._pool.submit(self.fetch, file, self._limit + 1)))

    def fetch_all(self, files: Iterable[str], limit: int, take: Callable[[str, bytes], object]) -> None:
        """Fetch files now and in any order, and give `take` those that come."""

        def one(file: str) -> None:
            try:
                data = self.fetch(file, limit)
            except OSError:
                return  # whoever opens it is told
            take(file, data)

        for _ in self._pool.map(one, files):
            pass

    def _drop(self) -> None:
        for _, _, future in self._coming:
            future.cancel()
        self._coming.clear()
        self._bytes = 0

    def close(self) -> None:
        """Fetch no more."""
        self._drop()
        self._pool.shutdown(wait=False, cancel_futures=True)
