"""A page that is connected: the little of RFC 6455 that a test needs, with nothing installed."""

import base64
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from urllib.parse import urlsplit

_TEXT, _LONGER = 0x81, 126


class OpenPage:
    def __init__(self, connection: socket.socket, stream: BinaryIO) -> None:
        self._connection, self._stream = connection, stream

    def handshake(self, url: str, origin: str) -> int:
        """The status that the address is answered with; 101 is an open connection."""
        parts = urlsplit(url)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            f"GET {parts.path}?{parts.query} HTTP/1.1",
            f"Host: {parts.netloc}",
            f"Origin: {origin}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        )
        self._connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        status = int(self._stream.readline().split()[1])
        while self._stream.readline().strip():
            pass
        return status

    def say(self, frame: Any) -> None:
        """A short frame: fewer than 126 bytes."""
        raw, mask = json.dumps(frame).encode(), os.urandom(4)
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(raw))
        self._connection.sendall(bytes([_TEXT, 0x80 | len(raw)]) + mask + masked)

    def hear(self) -> Any:
        """The next frame. Raises TimeoutError if none comes."""
        kind, length = self._stream.read(2)
        if length == _LONGER:
            length = int.from_bytes(self._stream.read(2), "big")
        body = self._stream.read(length)
        return json.loads(body) if kind == _TEXT else self.hear()


@contextmanager
def open_page(url: str) -> Iterator[OpenPage]:
    parts = urlsplit(url)
    with (
        socket.create_connection((parts.hostname or "", parts.port or 80), 20) as connection,
        connection.makefile("rb") as stream,
    ):
        yield OpenPage(connection, stream)
