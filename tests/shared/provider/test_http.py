"""Every way a call can end, told apart by whether the platform may have taken it."""

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
from requests import Response

from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown
from shared.provider import http
from tests.clock import SteppingClock
from tests.simulator.exchange import Answer, Request, Silence
from tests.simulator.http_server import serving


class Server:
    """Answers as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answer: Answer | Silence = Answer(200, b'{"ok": true}')
        self.url = ""

    def handle(self, request: Request) -> Answer | Silence:
        self.asked.append(request)
        return self.answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(http, "READ_S", 0.2)
    http.session.cache_clear()
    made = Server()
    with serving(made.handle) as made.url:
        yield made
        http.session().close()


def text_of(response: Response) -> str:
    return f"{response.status_code} {response.text}"


def post(url: str, read: Any = text_of) -> Any:
    return http.call(
        "POST", url, headers={"Authorization": "Bearer token"}, body={"to": "Ana"}, read=read
    )


@pytest.mark.parametrize("status", [200, 400, 429, 500])
def test_every_answer_is_the_readers(server: Server, status: int) -> None:
    server.answer = Answer(status, b"words")
    assert post(f"{server.url}/messages") == f"{status} words"
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/messages")
    assert asked.header("Authorization") == "Bearer token"
    assert json.loads(asked.body) == {"to": "Ana"}


def test_a_form_goes_as_a_form(server: Server) -> None:
    said = {"Body": "1+1 = 2 & é", "To": "+34600111222"}
    url = f"{server.url}/x"
    http.call("POST", url, headers={}, body=None, form=said, read=text_of)
    (asked,) = server.asked
    assert asked.header("content-type") == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(asked.body.decode())) == said


def test_what_is_written_already_goes_as_it_is(server: Server) -> None:
    written, kind = '{"to": "安娜"}'.encode(), {"Content-Type": "application/json"}
    url = f"{server.url}/messages"
    http.call("POST", url, headers=kind, body=None, written=written, read=text_of)
    (asked,) = server.asked
    assert (asked.body, asked.header("content-type")) == (written, "application/json")


def test_the_token_follows_no_redirect(server: Server) -> None:
    server.answer = Answer(307, headers={"Location": f"{server.url}/elsewhere"})
    assert post(f"{server.url}/messages") == "307 "
    assert [request.path for request in server.asked] == ["/messages"]


def test_no_password_of_the_machine_takes_the_tokens_place(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    post(server.url)
    assert server.asked[0].header("Authorization") == "Bearer token"


@pytest.mark.parametrize("silence", Silence)
def test_without_an_answer_the_outcome_is_unknown_and_it_is_asked_once(
    server: Server, silence: Silence
) -> None:
    server.answer = silence
    with pytest.raises(OutcomeUnknown):
        post(server.url)
    assert len(server.asked) == 1


def test_an_answer_cut_short_is_no_answer(server: Server) -> None:
    server.answer = Answer(200, b"half", {"Content-Encoding": "gzip"})
    with pytest.raises(OutcomeUnknown):
        post(server.url)


def test_who_refuses_the_connection_has_taken_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        with pytest.raises(ChannelUnavailable):
            post(f"http://127.0.0.1:{taken.getsockname()[1]}")


def test_a_name_that_does_not_exist_has_taken_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_name(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    with pytest.raises(ChannelUnavailable):
        post("http://graph.invalid")


def test_who_does_not_accept_the_connection_in_time_has_taken_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "CONNECT_S", 0.1)
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [_begun(full.getsockname()) for _ in range(4)]  # fills the queue
        with pytest.raises(ChannelUnavailable):
            post(f"http://127.0.0.1:{full.getsockname()[1]}")
        for one in waiting:
            one.close()


def _begun(address: tuple[str, int]) -> socket.socket:
    begun = socket.socket()
    begun.setblocking(False)
    begun.connect_ex(address)
    return begun


def test_a_wrong_certificate_ends_it_before_anything_is_said() -> None:
    inner = ssl.SSLCertVerificationError("self-signed")
    error = requests.exceptions.SSLError(inner)
    assert isinstance(http.lost(error), ChannelUnavailable)
    assert isinstance(
        http.lost(requests.exceptions.SSLError(ssl.SSLError("cut off"))), OutcomeUnknown
    )


def test_an_address_that_is_none_is_our_mistake() -> None:
    with pytest.raises(requests.exceptions.MissingSchema):
        post("graph.facebook.com")


def test_what_the_reader_raises_for_a_reason_stays(server: Server) -> None:
    def refuse(_: Response) -> str:
        raise MessageRejected("100", "no")

    with pytest.raises(MessageRejected):
        post(server.url, refuse)


def test_a_reader_that_breaks_does_not_look_like_nothing_was_sent(server: Server) -> None:
    with pytest.raises(OutcomeUnknown) as caught:
        post(server.url, lambda response: response.json()["messages"])
    assert caught.value.code == "unreadable-answer"


def test_connections_are_used_again_but_not_after_a_rest(
    server: Server, the_time: SteppingClock
) -> None:
    post(server.url)
    post(server.url)
    assert _used(server.url) == [(1, 2)]
    the_time.advance(seconds=21)
    post(server.url)
    assert _used(server.url) == [(1, 1)]


def _used(url: str) -> list[tuple[int, int]]:
    """Connections made and requests sent, of each pool that is kept."""
    adapter: Any = http.session().get_adapter(url)
    pools = adapter.poolmanager.pools
    kept = [pools[key] for key in list(pools.keys())]  # not iterable itself
    return [(pool.num_connections, pool.num_requests) for pool in kept]
