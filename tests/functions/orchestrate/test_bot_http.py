"""One request to a bot that is slow, talkative, or sends us elsewhere."""

import base64
import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
import pytest

from functions.orchestrate.bot_http import LARGEST, BotFailed, ask
from shared import credentials
from shared.configuration import Bot
from shared.configuration.bots import LONGEST_S
from shared.settings import settings
from tests.template import template

DEADLINE_S = 0.3


class Server(ThreadingHTTPServer):
    """Answers with ``head`` and then, one after the other with a pause before each, ``pieces``."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.head, self.head_ends = b"", b"\r\n\r\n"
        self.pieces: Iterator[bytes] = iter(())
        self.pause_s = 0.0
        self.asked: list[str] = []
        self.over, self.is_left = threading.Event(), threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        self.rfile.read(int(self.headers["content-length"]))
        try:
            self.wfile.write(b"HTTP/1.1 " + self.server.head + self.server.head_ends)
            for piece in self.server.pieces:
                if self.server.over.wait(self.server.pause_s):
                    return
                self.wfile.write(piece)
        except OSError:  # nobody listens any more
            self.server.is_left.set()

    do_GET = do_POST

    def log_message(self, *_: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def server(cloud: Any) -> Iterator[Server]:
    credentials.forget()
    secret = {"signing_secret": "whsec_" + base64.b64encode(b"k" * 24).decode()}
    name = f"{settings().secret_prefix}/bots/shop"
    boto3.client("secretsmanager").create_secret(Name=name, SecretString=json.dumps(secret))
    made = Server()
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()


def asked(server: Server) -> bytes:
    bot = Bot("shop", f"http://127.0.0.1:{server.server_port}/ask", deadline_s=DEADLINE_S)
    return ask(bot, b"{}", "cause")


def took_s(server: Server, why: str) -> float:
    began = time.monotonic()
    with pytest.raises(BotFailed, match=why):
        asked(server)
    return time.monotonic() - began


def test_what_it_says_is_read_to_the_end(server: Server) -> None:
    server.head = b"200 OK\r\ncontent-length: 6"
    server.pieces, server.pause_s = iter([b"abc", b"def"]), 0.01
    assert asked(server) == b"abcdef"


@pytest.mark.parametrize("head", [b"content-length: 60000", b"connection: close"])
def test_a_byte_now_and_then_does_not_keep_us(head: bytes, server: Server) -> None:
    server.head = b"200 OK\r\n" + head
    server.pieces, server.pause_s = iter(lambda: b" ", b""), 0.02
    assert took_s(server, "too late") < 3 * DEADLINE_S


@pytest.mark.parametrize("line", [b"", b"x-waits: "])
def test_neither_does_a_byte_of_the_head_now_and_then(line: bytes, server: Server) -> None:
    server.head, server.pieces, server.pause_s = b"200 OK", iter(lambda: b"x", b""), 0.02
    server.head_ends = b"\r\n" + line
    assert took_s(server, "too late") < 3 * DEADLINE_S
    assert server.is_left.wait(3), "the connection is given up too"


def test_neither_does_a_server_that_takes_its_time_over_tls(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        bot = Bot("shop", f"https://127.0.0.1:{silent.getsockname()[1]}/ask", deadline_s=DEADLINE_S)
        began = time.monotonic()
        with pytest.raises(BotFailed, match="too late"):
            ask(bot, b"{}", "cause")
        assert time.monotonic() - began < 3 * DEADLINE_S


def test_neither_does_silence(server: Server) -> None:
    server.head, server.pieces, server.pause_s = b"200 OK\r\ncontent-length: 1", iter([b"x"]), 9
    assert took_s(server, "too late") < 3 * DEADLINE_S


@pytest.mark.parametrize("length", [LARGEST, LARGEST + 1])
def test_so_much_is_read_and_no_more(length: int, server: Server) -> None:
    server.head, server.pieces = b"200 OK\r\nconnection: close", iter([b"x" * length])
    if length > LARGEST:
        took_s(server, "too large")
    else:
        assert len(asked(server)) == length


def test_what_is_small_only_on_the_wire_is_too_large(server: Server) -> None:
    server.head = b"200 OK\r\nconnection: close\r\ncontent-encoding: gzip"
    server.pieces = iter([gzip.compress(b"x" * 20_000_000)])
    took_s(server, "too large")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_sent_elsewhere(status: int, server: Server) -> None:
    server.head = f"{status} Over there\r\nlocation: /other\r\ncontent-length: 0".encode()
    took_s(server, f"status {status}")
    assert server.asked == ["/ask"]


def test_the_longest_deadline_fits_into_the_function() -> None:
    function = template()["Resources"]["AskBotFunction"]["Properties"]
    assert function["Timeout"] > LONGEST_S + 4
