"""A small HTTP/1.1 server on 127.0.0.1: one function from a request to an answer."""

import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.simulator.exchange import Answer, Handle, Request, Silence

_LONGEST_SILENCE = 300.0  # seconds until a client that waits for nothing is dropped


@contextmanager
def serving(handle: Handle, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Answer with ``handle`` inside the block; yields the base URL. Port 0 takes a free one."""
    server = _Server(handle, port)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.hang_up_on_everybody()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, handle: Handle, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.handle = handle
        self._open: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open[request] = threading.current_thread()
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.pop(request, None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is not worth a traceback; a mistake of ours is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def hang_up_on_everybody(self) -> None:
        with self._lock:
            connections = dict(self._open)
        for connection in connections:
            _hang_up(connection)
        for thread in connections.values():
            thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body of an answer leave in one packet
    server: _Server

    def do_POST(self) -> None:
        if self.headers.get("transfer-encoding"):
            self.close_connection = True
            self._write(Answer(411))
            return
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        answer = self.server.handle(
            Request(
                method=self.command,
                path=parts.path,
                raw_query=parts.query,
                headers=tuple(self.headers.items()),
                body=self.rfile.read(length),
            )
        )
        if isinstance(answer, Answer):
            self._write(answer)
            return
        if answer is Silence.NEVER:
            _wait_for_the_other_side(self.connection)
        self.close_connection = True
        _hang_up(self.connection)

    do_GET = do_PUT = do_PATCH = do_DELETE = do_POST

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def version_string(self) -> str:
        return "simulator"

    def log_message(self, *_: Any) -> None:
        """Nothing: paths and bodies hold numbers and texts."""


def _wait_for_the_other_side(connection: socket.socket) -> None:
    connection.settimeout(_LONGEST_SILENCE)
    with suppress(OSError):  # a reset, or our own shutdown
        connection.recv(1)


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # the other side was first
        connection.shutdown(socket.SHUT_RDWR)
