"""Step Functions as a server on this machine, whose connections a test can count and break."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from botocore.config import Config
from pytest import MonkeyPatch

from shared import aws
from shared.provider import long_calls

ARN: Final = "arn:aws:states:eu-west-1:123456789012:stateMachine:only"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.started: list[dict[str, Any]] = []  # what was asked for
        self.connections = 0
        self.hangs_up = 0  # how many requests are not answered, since the connection breaks
        self.is_slow = False  # until the end no run comes to an end
        self.over = threading.Event()

    def close(self) -> None:
        """Nobody listens any more."""
        self.over.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.server.hangs_up:
            self.server.hangs_up -= 1
            self.close_connection = True
            return
        self.server.started.append(json.loads(body))
        if self.server.is_slow:
            self.server.over.wait()
        answer = json.dumps({"executionArn": ARN, "status": "SUCCEEDED", "output": "{}"}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def endpoint(*, waits_s: float | None = None) -> Iterator[Server]:
    """What ``aws.client("stepfunctions")`` speaks with inside the block; ``waits_s`` in place of
    the time that it waits for an answer."""
    server = Server()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    own = aws._OF_SERVICE["stepfunctions"]
    if waits_s is not None:
        own = own.merge(Config(read_timeout=waits_s))
    long_calls.forget()
    with MonkeyPatch.context() as patched:
        patched.setenv("AWS_ENDPOINT_URL_SFN", f"http://127.0.0.1:{server.server_port}")
        patched.setenv("NO_PROXY", "127.0.0.1")
        # As where the endpoint is the local engine.
        patched.setattr(aws, "_CONFIG", aws._CONFIG.merge(Config(inject_host_prefix=False)))
        patched.setitem(aws._OF_SERVICE, "stepfunctions", own)
        patched.setattr(aws, "client", cache(aws.client.__wrapped__))
        try:
            yield server
        finally:
            server.close()
