"""`--executor dask://HOST:PORT`: the workers of a Dask cluster, by its scheduler's address."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from bylint.parallel import ExecutorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from bylint.executors import Engine

PATIENCE = 20.0
"""Seconds that a scheduler may take to answer, and a cluster may be without any worker."""
_LOOK = 1.0
_PORT = 8786


class Cluster:
    """A connection to a scheduler. Raises ExecutorError where there is none, or no workers."""

    def __init__(self, name: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            more = "pip install distributed (its extra `dask`)"
            raise ExecutorError(f"this takes more than bylint by itself: {more}") from error
        for logger in ("distributed", "tornado"):  # what they would print is told in one line
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
        address = _address(name)
        try:
            connect: Any = Client
            self._client = connect(address, timeout=PATIENCE, set_as_default=False)
        except Exception as error:  # each transport raises its own
            raise ExecutorError(f"no scheduler has answered within {PATIENCE:.0f} seconds") from error
        try:
            self._await_workers()
        except BaseException:
            self.close()
            raise

    def _await_workers(self) -> None:
        over = threading.Event()
        end = monotonic() + PATIENCE
        while not (found := self._workers()):
            if monotonic() > end:
                raise ExecutorError(f"it has had no workers for {PATIENCE:.0f} seconds")
            over.wait(0.2)
        self.jobs = sum(found.values())

    def _workers(self) -> dict[str, int]:
        """The workers with their threads."""
        try:
            found: dict[str, int] = self._client.sync(self._client.scheduler.ncores, callback_timeout=PATIENCE)
        except Exception as error:  # as above
            raise ExecutorError("the connection to its scheduler was lost") from error
        return found

    def executor(self) -> Executor:
        """One more executor on the same connection."""
        made: Executor = self._client.get_executor(pure=False, retries=0)
        return made

    @contextmanager
    def watched(self, engine: Engine) -> Iterator[None]:
        """While this is open, an engine is told when its workers have gone, or its scheduler."""
        over = threading.Event()

        def look() -> None:
            last = monotonic()
            while not over.wait(_LOOK):
                why = ""
                try:
                    last = monotonic() if self._workers() else last
                except ExecutorError as error:
                    why = str(error)
                if monotonic() - last > PATIENCE:
                    why = f"it has had no workers for {PATIENCE:.0f} seconds"
                if why:
                    engine.lose(why)
                    return

        threading.Thread(target=look, name="bylint-dask", daemon=True).start()
        try:
            yield
        finally:
            over.set()

    def close(self) -> None:
        """Leave the cluster to others."""
        with suppress(Exception):
            self._client.close(timeout=2)


def _address(name: str) -> str:
    scheme, _, place = name.partition("://")
    host, colon, port = place.rstrip("/").rpartition(":")
    if not colon or not port.isdigit():
        host, port = place.rstrip("/"), str(_PORT)
    if not host:
        raise ExecutorError(f"it should be written as dask://HOST:{_PORT}")
    return f"{'tls' if scheme == 'dask+tls' else 'tcp'}://{host}:{port}"
