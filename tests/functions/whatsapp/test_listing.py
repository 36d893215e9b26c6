"""The templates that WhatsApp tells of when asked: all pages, and none that is gone."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.sync_templates.sync import lambda_handler
from shared import aws, credentials
from shared import settings as settings_module
from shared.errors import SendError
from shared.templates import approved
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET

WABA = "102290129340398"
ORDER = {
    "name": "order_ready",
    "language": "en_US",
    "status": "APPROVED",
    "category": "UTILITY",
    "quality_score": {"score": "GREEN"},
    "components": [
        {"type": "BODY", "text": "Hello {{first_name}}, {{order}} is ready, {{first_name}}."},
        {"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://shop.example/{{1}}"}]},
    ],
}
SALE = {**ORDER, "name": "sale", "category": "MARKETING", "components": []}


class Graph(BaseHTTPRequestHandler):
    """One page after the other, as the Graph API hands them out."""

    pages: ClassVar[list[list[dict[str, Any]]]] = []
    status: ClassVar[int] = 200
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.path.split('?')[0]} {self.headers['Authorization']}")
        number = int(parse_qs(urlsplit(self.path).query).get("after", ["0"])[0])
        more = number + 1 < len(self.pages)
        paging = {"cursors": {"after": str(number + 1)}} | ({"next": "https://…"} if more else {})
        body = json.dumps({"data": self.pages[number], "paging": paging}).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def graph(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[type[Graph]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Graph)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("PROVIDER_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("CREDENTIAL_SETS_BY_CHANNEL", "whatsapp=main")
    settings_module.settings.cache_clear()
    secret = json.dumps({**WHATSAPP_SECRET, "waba_id": WABA})
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main", SecretString=secret
    )
    credentials.forget()
    Graph.pages, Graph.status, Graph.asked = [[ORDER], [SALE]], 200, []
    yield Graph
    server.shutdown()
    server.server_close()


def test_all_pages_are_asked_for_and_written_down(graph: type[Graph]) -> None:
    assert lambda_handler({}, None) == {"synced": 2}
    path = f"/v25.0/{WABA}/message_templates Bearer access-token-for-tests"
    assert graph.asked == [path] * 2
    order, sale = approved.known("whatsapp", "main")
    assert (order["slots"], order["needs"]) == (["first_name", "order"], ["button:0"])
    assert (order["status"], order["quality"], sale["category"]) == (
        "APPROVED",
        "GREEN",
        "MARKETING",
    )


def test_what_is_gone_there_is_gone_here(graph: type[Graph]) -> None:
    lambda_handler({}, None)
    graph.pages = [[SALE]]
    lambda_handler({}, None)
    assert [template["name"] for template in approved.known("whatsapp", "main")] == ["sale"]


def test_a_platform_that_refuses_takes_nothing_away(graph: type[Graph]) -> None:
    lambda_handler({}, None)
    graph.status = 500
    with pytest.raises(SendError):
        lambda_handler({}, None)
    assert len(approved.known("whatsapp", "main")) == 2


def test_a_set_without_a_waba_id_is_left_alone(graph: type[Graph]) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main", SecretString=json.dumps(WHATSAPP_SECRET)
    )
    credentials.forget()
    assert lambda_handler({}, None) == {"synced": 0}
    assert graph.asked == []
