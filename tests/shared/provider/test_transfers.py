"""Files to and from a platform that is slow, silent or elsewhere."""

import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from requests import Response

from shared.errors import ChannelUnavailable, FileRefused, MessageRejected, OutcomeUnknown
from shared.provider import http, transfers
from tests.simulator.exchange import Answer, Request, Silence
from tests.simulator.http_server import serving


class Server:
    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answer: Answer | Silence = Answer(200, b"0123456789")
        self.url = ""

    def handle(self, request: Request) -> Answer | Silence:
        self.asked.append(request)
        return self.answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(http, "READ_S", 0.2)
    made = Server()
    with serving(made.handle) as made.url:
        yield made
        http.session().close()


def accepting(response: Response) -> None:
    assert response.status_code == 200


def anything(response: Response) -> None:
    assert response.status_code


def test_where_a_file_is_can_be_asked_without_reading_it(server: Server) -> None:
    assert transfers.leads_to(server.url, {"X-Token": "t"}, anything) is None
    server.answer = Answer(307, b"", {"Location": "/elsewhere"})
    assert transfers.leads_to(server.url, {"X-Token": "t"}, anything) == "/elsewhere"
    assert len(server.asked) == 2
    assert {asked.header("x-token") for asked in server.asked} == {"t"}


def test_who_does_not_say_where_a_file_is_is_not_available(server: Server) -> None:
    server.answer = Silence.HANG_UP
    with pytest.raises(ChannelUnavailable):
        transfers.leads_to(server.url, {}, anything)


def downloaded(
    server: Server, *, longest: int = 10, within_s: float = 5, check: Any = None
) -> bytes:
    into = BytesIO()
    transfers.download(
        server.url, {}, into, longest=longest, within_s=within_s, check=check or accepting
    )
    return into.getvalue()


def sent(
    server: Server, within_s: float = 5, blocks: Any = (b"ab", b"cd"), read: Any = None, **more: Any
) -> str:
    answer: str = transfers.upload(
        server.url,
        {},
        {"type": "text/plain"},
        ("a.txt", "text/plain", iter(blocks)),
        within_s=within_s,
        read=read or (lambda response: response.text),
        **more,
    )
    return answer


def test_a_file_comes_whole_and_as_it_is(server: Server) -> None:
    assert downloaded(server) == b"0123456789"
    assert server.asked[0].header("accept-encoding") == "identity"


def test_a_file_that_is_longer_than_allowed_is_left_there(server: Server) -> None:
    with pytest.raises(FileRefused) as caught:
        downloaded(server, longest=9)
    assert caught.value.status == "too-large"


def test_a_file_that_takes_too_long_is_asked_for_later(server: Server) -> None:
    with pytest.raises(ChannelUnavailable):
        downloaded(server, within_s=-1)


def test_what_the_reader_says_of_an_answer_counts(server: Server) -> None:
    def check(response: Response) -> None:
        raise MessageRejected("404", "no file")

    with pytest.raises(MessageRejected):
        downloaded(server, check=check)


def test_the_token_follows_no_redirect(server: Server) -> None:
    server.answer = Answer(302, headers={"Location": f"{server.url}/elsewhere"})
    told = transfers.look_up(server.url, {}, lambda response: response.status_code)
    assert (told, len(server.asked)) == (302, 1)


@pytest.mark.parametrize("silence", Silence)
def test_silence_is_no_doubt_since_nothing_was_said(server: Server, silence: Silence) -> None:
    server.answer = silence
    with pytest.raises(ChannelUnavailable):
        transfers.look_up(server.url, {}, lambda response: response.status_code)
    with pytest.raises(ChannelUnavailable):
        sent(server)


def test_a_form_is_sent_with_its_length(server: Server) -> None:
    assert sent(server) == "0123456789"
    (asked,) = server.asked
    assert int(asked.header("content-length")) == len(asked.body)
    assert b"\r\n\r\nabcd\r\n--" in asked.body


def test_an_upload_that_takes_too_long_ends(server: Server) -> None:
    with pytest.raises(ChannelUnavailable):
        sent(server, within_s=-1)
    hurried = transfers._Hurried(BytesIO(b"abc"), until=0.0)
    assert hurried.len == 3
    with pytest.raises(ChannelUnavailable):
        hurried.read(1)


@pytest.mark.parametrize("silence", Silence)
def test_what_says_something_is_in_doubt_when_the_answer_is_lost(
    server: Server, silence: Silence
) -> None:
    server.answer = silence
    with pytest.raises(OutcomeUnknown):
        sent(server, says=True)


def test_what_says_something_and_cannot_be_understood_is_in_doubt(server: Server) -> None:
    def fail(response: Response) -> str:
        raise KeyError("a mistake of ours")

    with pytest.raises(OutcomeUnknown):
        sent(server, says=True, read=fail)


def test_what_says_something_has_not_left_while_nobody_is_there(server: Server) -> None:
    server.url = "http://127.0.0.1:1"
    with pytest.raises(ChannelUnavailable):
        sent(server, says=True)


def test_the_file_may_go_under_another_name(server: Server) -> None:
    sent(server, part="photo")
    assert b'; name="photo"; filename="a.txt"' in server.asked[0].body


def test_a_file_can_be_handed_over_as_it_is(server: Server) -> None:
    def put(until: float) -> int:
        return transfers.put(
            server.url,
            {"x-mine": "1"},
            BytesIO(b"abc"),
            until=until,
            read=lambda response: response.status_code,
        )

    assert put(time.monotonic() + 5) == 200
    (asked,) = server.asked
    assert (asked.method, asked.body, asked.header("content-length")) == ("POST", b"abc", "3")
    assert (asked.header("x-mine"), asked.header("content-type")) == (
        "1",
        "application/octet-stream",
    )
    with pytest.raises(ChannelUnavailable):
        put(0.0)
    server.answer = Silence.HANG_UP
    with pytest.raises(ChannelUnavailable):
        put(time.monotonic() + 5)


def exchanged(server: Server, *, longest: int = 10, within_s: float = 5) -> bytes:
    into, file = BytesIO(), BytesIO(b"sealed")
    transfers.exchange(
        server.url, {}, file, into, longest=longest, within_s=within_s, check=accepting
    )
    return into.getvalue()


def test_a_file_is_handed_over_for_what_it_is_turned_into(server: Server) -> None:
    assert exchanged(server) == b"0123456789"
    (asked,) = server.asked
    assert (asked.method, asked.body) == ("POST", b"sealed")


def test_what_a_file_is_turned_into_has_the_same_bounds(server: Server) -> None:
    with pytest.raises(FileRefused) as caught:
        exchanged(server, longest=9)
    assert caught.value.status == "too-large"
    with pytest.raises(ChannelUnavailable):
        exchanged(server, within_s=-1)
    server.answer = Silence.HANG_UP
    with pytest.raises(ChannelUnavailable):
        exchanged(server)
