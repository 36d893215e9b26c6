"""An HTTP server on 127.0.0.1 in front of one HTTP API, so that it has the URL of the contract."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.local.gateway import LONGEST_BODY
from tests.local.http_answers import Answer, own_answer
from tests.local.http_messages import Request
from tests.local.places import HOST

Handle = Callable[[Request], Answer]


@contextmanager
def serving(handle: Handle, port: int) -> Iterator[None]:
    """Answer with ``handle`` inside the block; what has begun is answered before it ends."""
    server = _Server(handle, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.finish(within=30)
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 512  # connections of a burst that wait to be taken
    daemon_threads = True

    def __init__(self, handle: Handle, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.handle = handle
        self._busy, self._idle = 0, threading.Condition()

    def answer(self, request: Request) -> Answer:
        with self._idle:
            self._busy += 1
        try:
            return self.handle(request)
        finally:
            with self._idle:
                self._busy -= 1
                self._idle.notify_all()

    def finish(self, within: float) -> None:
        with self._idle:
            self._idle.wait_for(lambda: not self._busy, within)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is nobody's fault."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    timeout = 75  # seconds a connection may be kept without a request
    server: _Server

    def _handle(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        if length > LONGEST_BODY:
            self.close_connection = True
            self._send(own_answer(413, "Request Entity Too Large"))
            return
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=parts.path,
            raw_query=parts.query,
            headers=tuple(self.headers.items()),
            body=self._chunks() if self._chunked else self.rfile.read(length),
            source_ip=self.client_address[0],
        )
        self._send(self.server.answer(request))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _handle

    @property
    def _chunked(self) -> bool:
        return "chunked" in self.headers.get("transfer-encoding", "").lower()

    def _chunks(self) -> bytes:
        body = bytearray()
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
            if len(body) > LONGEST_BODY:
                break  # too long in any case; the gateway says so
        else:
            self.rfile.readline()
        return bytes(body)

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """What was asked is in the functions' own logs."""
