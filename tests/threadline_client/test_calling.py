"""A caller of the API is told of refusals, and not troubled with what passes by itself."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from threadline_client import Client, Refused

PAGE = {"items": [{"id": "desk"}], "next_cursor": "further"}
PROBLEM = {
    "type": "urn:threadline:problem:invalid-request",
    "title": "The request is not as it should be.",
    "status": 422,
    "code": "invalid-request",
    "errors": [{"pointer": "#/text", "detail": "too long"}],
}


class Api:
    """Answers what it is told to, in order, and keeps what it was asked."""

    def __init__(self, *answers: tuple[int, Any]) -> None:
        self.answers, self.asked = list(answers), list[tuple[str, dict[str, str], Any]]()

    @contextmanager
    def client(self) -> Iterator[Client]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                length = int(self.headers.get("content-length", 0))
                body = json.loads(self.rfile.read(length) or "null")
                headers = {name.lower(): value for name, value in self.headers.items()}
                api.asked.append((f"{self.command} {self.path}", headers, body))
                status, said = api.answers.pop(0)
                text = b"" if said is None else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.send_header("Content-Type", "application/json" if said else "text/plain")
                self.send_header("Retry-After", "0")
                self.send_header("Location", "https://files.example/photo")
                self.send_header("ETag", '"3"')
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = handle_any

            def log_message(self, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            with closing(Client(url, "secret", again=2)) as client:
                yield client
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def test_it_says_who_it_is_and_gives_what_was_answered() -> None:
    api = Api((200, {"id": "desk"}))
    with api.client() as client:
        assert client.get_team("a team/?")["id"] == "desk"
        assert client.answer.headers["ETag"] == '"3"'
    ((asked, headers, _),) = api.asked
    assert (asked, headers["authorization"]) == ("GET /v1/teams/a%20team%2F%3F", "Bearer secret")


def test_nothing_is_sent_for_what_is_left_out() -> None:
    api = Api((200, PAGE), (204, None))
    with api.client() as client:
        client.list_conversations(owner="bot")
        client.delete_team("desk")
    assert api.asked[0][0] == "GET /v1/conversations?owner=bot&limit=25"
    assert "if-match" not in api.asked[1][1]


def test_what_passes_by_itself_is_asked_again_with_the_same_key() -> None:
    api = Api((503, {"message": "Service Unavailable"}), (429, {}), (202, {"id": "m"}))
    with api.client() as client:
        assert client.send_message("c", {"type": "text", "text": "Hi"})["id"] == "m"
    keys = {headers["idempotency-key"] for _, headers, _ in api.asked}
    assert (len(api.asked), len(keys)) == (3, 1)


def test_every_call_has_a_key_of_its_own_unless_it_is_given_one() -> None:
    api = Api(*[(202, {"id": "m"})] * 3)
    with api.client() as client:
        client.send_message("c", {"text": "Hi"})
        client.send_message("c", {"text": "Hi"})
        client.send_message("c", {"text": "Hi"}, idempotency_key="mine")
    first, second, third = (headers["idempotency-key"] for _, headers, _ in api.asked)
    assert first != second
    assert third == "mine"


def test_a_refusal_carries_the_problem() -> None:
    api = Api((422, PROBLEM))
    with api.client() as client, pytest.raises(Refused, match="#/text: too long") as refused:
        client.send_message("c", {"text": "Hi"})
    assert (refused.value.status, refused.value.code) == (422, "invalid-request")
    assert refused.value.problem == PROBLEM


def test_what_still_does_not_pass_is_a_refusal_by_api_gateway_as_well() -> None:
    api = Api(*[(503, {"message": "Service Unavailable"})] * 3)
    with api.client() as client, pytest.raises(Refused, match="Service Unavailable") as refused:
        client.list_teams()
    assert (refused.value.status, refused.value.code) == (503, "")


def test_pages_are_asked_for_when_they_are_needed() -> None:
    api = Api((200, PAGE), (200, {"items": [{"id": "sales"}], "next_cursor": None}))
    with api.client() as client:
        teams = client.iterate_teams(limit=1)
        assert next(teams)["id"] == "desk"
        assert len(api.asked) == 1
        assert [team["id"] for team in teams] == ["sales"]
    assert api.asked[1][0] == "GET /v1/teams?limit=1&cursor=further"


def test_a_redirection_is_the_link_that_needs_no_token() -> None:
    api = Api((302, None))
    with api.client() as client:
        assert client.get_attachment("c.1.m", 0) == "https://files.example/photo"
    assert len(api.asked) == 1
