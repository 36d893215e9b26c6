"""HTTP that is over at its deadline, whatever the other side does.

A time-out counts from the last byte, so whoever sends one now and then never runs into it; and
looking up a name has none at all.
"""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final, TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

Found = TypeVar("Found")


def within(seconds: float, call: Callable[[requests.Session], Found]) -> Found:
    """What ``call`` returns, given a session of its own that reads no proxy settings and no .netrc.

    Raises what it raises, and TimeoutError after ``seconds``: its connection is then shut down, and
    what it may still be doing is nobody's.
    """
    line, pool = _Line(), ThreadPoolExecutor(1)
    try:
        return pool.submit(_on, line, call).result(seconds)
    finally:
        line.cut()
        pool.shutdown(wait=False)


class _Line:
    """The sockets of one call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[Any] = []
        self._is_cut = False

    def hold(self, made: Any) -> None:
        with self._lock:
            self._sockets.append(made)
            if self._is_cut:
                _shut(made)

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            for made in self._sockets:
                _shut(made)


def _shut(made: Any) -> None:
    with suppress(OSError):  # it has been closed, or the other side was first
        # Of TLS too: its own way to end takes the other side.
        socket.socket.shutdown(made, socket.SHUT_RDWR)


_here: Final = threading.local()


class _Http(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _here.line.hold(self.sock)


class _Https(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _here.line.hold(self.sock)


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


def _on(line: _Line, call: Callable[[requests.Session], Found]) -> Found:
    _here.line = line
    adapter: Any = HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return call(session)
