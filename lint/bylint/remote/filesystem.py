"""What fsspec reads, with a limit to the time that it may take, and its errors in a few words."""

from __future__ import annotations

import logging
import threading
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any

from bylint.remote import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bylint.remote.address import Address

PATIENCE = 30.0
"""Seconds that an address may take to answer."""
LONG_PATIENCE = 600.0
"""Seconds that it may take to list one folder with all that lies below it."""
_CONNECT = 5.0
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "az": "az", "abfs": "az", "abfss": "az"}
_LIBRARIES = {"remote": "'fsspec[http]'", "s3": "s3fs", "gs": "gcsfs", "az": "adlfs"}
_WORDS = (
    ("NoCredentials", "no credentials were found; docs/remote.md says where they are looked for"),
    ("Credential", "the credentials cannot be used"),
    ("Timeout", "there was no answer in time"),
    ("Permission", "access is denied"),
    ("Forbidden", "access is denied"),
    ("Authentication", "access is denied"),
    ("Connect", "no connection can be made"),
    ("DNS", "no connection can be made"),
    ("NotFound", "there is no such bucket, folder or file"),
    ("NoSuch", "there is no such bucket, folder or file"),
)
"""What errors mean, by a part of the name of their kind: each kind of address has its own."""
_STATUS = {401: "access is denied", 403: "access is denied", 404: "there is no such file", 410: "it is gone"}
_LOGGERS = ("adlfs", "aiobotocore", "asyncio", "azure", "botocore", "fsspec", "gcsfs", "google", "s3fs")


class Filesystem:
    """Where an address leads. Raises RemoteError for what cannot be had as a whole, OSError for a single file."""

    def __init__(self, address: Address, url: str) -> None:
        self.address = address
        self._begun = monotonic()
        try:
            import fsspec  # an extra, and slow to import

            for name in _LOGGERS:  # what they would print is told in one line, or is nobody's business
                logging.getLogger(name).addHandler(logging.NullHandler())
                logging.getLogger(name).propagate = False
            options = _options(address.scheme)
            self._system, self.path = within(PATIENCE, lambda: fsspec.core.url_to_fs(url, **options))
        except ImportError as error:
            extra = _EXTRAS.get(address.scheme, "remote")
            more = f"pip install {_LIBRARIES[extra]} (its extra `{extra}`)"
            raise RemoteError(f"reading it takes more than bylint by itself: {more}") from error
        except Exception as error:  # each kind of address raises its own
            raise RemoteError(self.words(error)) from error

    def list_folder(self, path: str) -> list[dict[str, Any]]:
        """What lies in one folder."""
        found: list[dict[str, Any]] = self._ask("ls", path, detail=True, refresh=True)
        return found

    def find_files(self, path: str) -> list[dict[str, Any]]:
        """All files below a folder."""
        found: dict[str, dict[str, Any]] = self._ask("find", path, detail=True, patience=LONG_PATIENCE)
        return list(found.values())

    def is_file(self) -> bool:
        """Whether the address is a file's, not a folder's. Raises RemoteError where it is nobody's."""
        left = PATIENCE - (monotonic() - self._begun)
        return bool(self._ask("info", self.path, patience=max(left, _CONNECT))["type"] == "file")

    def read(self, path: str, most: int) -> bytes:
        """The first bytes of a file that is not empty. Raises OSError."""
        try:
            data: bytes = self._call("cat_file", path, start=0, end=most)
        except Exception as error:  # as above
            raise OSError(0, self.words(error)) from error
        return data[:most]

    def pieces(self, size: int) -> Iterator[bytes]:
        """The file at the address, from its beginning to its end."""
        try:
            streams = {"block_size": 0} if self.address.scheme in {"http", "https"} else {"block_size": 5 * size}
            with self._system.open(self.path, "rb", **streams) as stream:
                while data := stream.read(size):
                    yield data
        except GeneratorExit:
            raise
        except Exception as error:  # as above
            raise RemoteError(self.words(error)) from error

    def words(self, error: BaseException) -> str:
        """Why it could not be, without what an address keeps secret."""
        status = getattr(error, "status", None)
        if status in _STATUS:
            return _STATUS[status]
        chain = [error]
        while (above := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 10:
            chain.append(above)
        names = [kind.__name__ for each in chain for kind in type(each).__mro__]
        for part, words in _WORDS:
            if any(part in name for name in names):
                return words
        text = next(iter(str(error).splitlines()), "")
        return self.address.mask(f"{type(error).__name__}: {text}"[:300])

    def _ask(self, name: str, *given: Any, patience: float = PATIENCE, **named: Any) -> Any:
        try:
            return self._call(name, *given, patience=patience, **named)
        except Exception as error:  # as above
            raise RemoteError(self.words(error)) from error

    def _call(self, name: str, *given: Any, patience: float = PATIENCE, **named: Any) -> Any:
        """Call a method of the file system; one that waits for a network does so for a limited time."""
        if not self._system.async_impl:
            plain: Callable[..., Any] = getattr(self._system, name)
            return plain(*given, **named)
        from fsspec.asyn import sync

        return sync(self._system.loop, getattr(self._system, f"_{name}"), *given, timeout=patience, **named)


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """What a call returns or raises, unless that takes longer. Raises TimeoutError."""
    done: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
            done.put((None, error))

    threading.Thread(target=run, name="bylint", daemon=True).start()
    try:
        value, error = done.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return value


def _options(scheme: str) -> dict[str, Any]:
    """Limits of the libraries' own, where they have none that is short enough."""
    from fsspec.config import conf

    if scheme in {"s3", "s3a"}:
        own = {"connect_timeout": _CONNECT, "read_timeout": PATIENCE, "retries": {"max_attempts": 1}}
        return {"config_kwargs": {**own, **conf.get("s3", {}).get("config_kwargs", {})}, "use_listings_cache": False}
    if scheme in {"http", "https"}:
        from aiohttp import ClientTimeout

        timeout = ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=PATIENCE)
        return {"client_kwargs": {"timeout": timeout, "trust_env": True}}
    return {"use_listings_cache": False}
