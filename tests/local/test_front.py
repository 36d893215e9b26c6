from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

from tests.local.front import serving
from tests.local.gateway import LONGEST_BODY
from tests.local.http_answers import Answer
from tests.local.http_messages import Request
from tests.local.places import free_ports, url


def _echo(request: Request) -> Answer:
    shown = f"{request.method} {request.path}?{request.raw_query} ".encode()
    return Answer(200, (("x-seen", "yes"),), shown + request.body)


def test_a_request_arrives_as_it_was_sent() -> None:
    port = free_ports().webhooks
    with serving(_echo, port):
        answer = requests.put(f"{url(port)}/a%20b?c=d", b"\x00\xff", timeout=10)

    assert answer.content == b"PUT /a%20b?c=d \x00\xff"
    assert answer.headers["x-seen"] == "yes"


def test_a_chunked_body_is_put_together() -> None:
    port = free_ports().webhooks
    with serving(_echo, port):
        answer = requests.post(url(port), iter([b"one ", b"two"]), timeout=10)

    assert answer.content == b"POST /? one two"


def test_two_hundred_at_once_are_all_answered() -> None:
    port, together = free_ports().webhooks, Barrier(200)

    def ask(number: int) -> bytes:
        together.wait(timeout=30)
        return requests.post(url(port), str(number), timeout=30).content

    with serving(_echo, port), ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(ask, range(200)))

    assert answers == [f"POST /? {number}".encode() for number in range(200)]


def test_a_body_that_is_too_long_is_refused_before_it_is_read() -> None:
    port = free_ports().webhooks
    with serving(_echo, port):
        length = {"content-length": str(LONGEST_BODY + 1)}
        answer = requests.post(url(port), headers=length, timeout=10)

    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})
