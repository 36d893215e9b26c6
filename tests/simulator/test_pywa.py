"""pywa, a WhatsApp client by other people, understands the simulator in both directions."""

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import httpx
import pytest
from pywa import errors
from pywa.client import WhatsApp

from tests.simulator.conftest import CUSTOMER, Business
from tests.simulator.exchange import Request
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator

# pywa.types re-exports its names without saying so, which strict typing refuses.
types: Any = import_module("pywa.types")


class ToSimulator(httpx.BaseTransport):
    """Sends what is meant for graph.facebook.com to the simulator."""

    def __init__(self, url: str) -> None:
        self._url, self._real = httpx.URL(url), httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(
            scheme=self._url.scheme, host=self._url.host, port=self._url.port
        )
        request.headers["host"] = f"{self._url.host}:{self._url.port}"
        return self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def client(simulator: Simulator) -> Iterator[WhatsApp]:
    with httpx.Client(transport=ToSimulator(simulator.url)) as session:
        yield WhatsApp(
            phone_id="106540352242922",
            token="access-token-for-tests",
            session=session,
            server=None,
            verify_token="verify-token-for-tests",
            app_secret="app-secret-for-tests",
        )


def understood(client: Any, request: Request) -> Any:
    """What pywa makes of a webhook call, after it has checked the signature itself."""
    from pywa.types.base_update import RawUpdate

    signature = request.header("X-Hub-Signature-256")
    assert client.webhook_update_validator(request.body, signature) is None
    update = RawUpdate(request.body, hmac_header=signature, update_hash="")
    handler = client._get_handler_type(update)
    return client._handlers_to_updates[handler].from_update(client=client, update=update)


SAID: dict[str, tuple[dict[str, Any], str, str]] = {
    "text": ({"text": "café 👋"}, "Message", "text"),
    "image": ({"type": "image", "media": {"caption": "broken"}}, "Message", "image"),
    "voice": ({"type": "audio", "media": {"voice": True}}, "Message", "audio"),
    "document": ({"type": "document", "media": {"filename": "a"}}, "Message", "document"),
    "location": ({"location": {"latitude": 1.5, "longitude": 2}}, "Message", "location"),
    "reaction": ({"reaction": {"message_id": "w", "emoji": "👍"}}, "Message", "reaction"),
    "contacts": (
        {"contacts": [{"name": {"formatted_name": "B", "first_name": "B"}, "phones": []}]},
        "Message",
        "contacts",
    ),
    "button": (
        {"button": {"payload": "YES", "text": "Yes"}, "reply_to": "wamid.T"},
        "CallbackButton",
        "data",
    ),
    "reply button": (
        {
            "interactive": {"type": "button_reply", "button_reply": {"id": "y", "title": "Y"}},
            "reply_to": "wamid.T",
        },
        "CallbackButton",
        "data",
    ),
    "list row": (
        {
            "interactive": {"type": "list_reply", "list_reply": {"id": "s", "title": "10:30"}},
            "reply_to": "wamid.T",
        },
        "CallbackSelection",
        "data",
    ),
    "unsupported": ({"type": "unsupported"}, "Message", "error"),
    "edit": (
        {"edit": {"original_message_id": "w", "message": {"type": "text", "text": {"body": "n"}}}},
        "EditedMessage",
        "message",
    ),
}


@pytest.mark.parametrize(("said", "kind", "part"), SAID.values(), ids=SAID)
def test_pywa_reads_what_a_customer_says(
    client: WhatsApp,
    business: Business,
    receiver: Receiver,
    said: dict[str, Any],
    kind: str,
    part: str,
) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "user_id": "ES.1", "name": "Ana", **said})
    update = understood(client, receiver.requests[0])
    assert type(update).__name__ == kind
    assert getattr(update, part)
    assert (update.from_user.wa_id, update.from_user.bsuid) == (CUSTOMER, "ES.1")
    assert update.metadata.phone_number_id == "106540352242922"


def test_pywa_sends_and_reads_the_statuses(
    client: WhatsApp, business: Business, receiver: Receiver
) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "user_id": "ES.1", "text": "Hi"})
    sent = client.send_message(to=CUSTOMER, text="café", tracker="job-9")
    statuses = [understood(client, request) for request in receiver.wait_for(4)[1:]]
    assert [status.status.value for status in statuses] == ["sent", "delivered", "read"]
    assert {status.id for status in statuses} == {sent.id}
    assert {status.tracker for status in statuses} == {"job-9"}
    assert {status.from_user.bsuid for status in statuses} == {"ES.1"}
    assert statuses[0].pricing.type == types.message_status.PricingType.FREE_CUSTOMER_SERVICE


def test_pywa_sends_buttons_media_and_signals(
    client: WhatsApp, business: Business, simulator: Simulator
) -> None:
    client.send_message(
        to=CUSTOMER, text="Keep?", buttons=[types.Button(title="Yes", callback_data="yes")]
    )
    client.send_image(to=CUSTOMER, image="https://cdn.example/a.jpg", caption="A")
    client.send_location(to=CUSTOMER, latitude=41.38, longitude=2.17)
    client.send_reaction(to=CUSTOMER, emoji="👍", message_id="wamid.IN1")
    client.mark_message_as_read(message_id="wamid.IN1")
    client.indicate_typing(message_id="wamid.IN1")
    kinds = [message.type for message in simulator.messages()]
    assert kinds == ["interactive", "image", "location", "reaction"]
    assert [sent["status"] for sent in simulator.sent()] == [200] * 6


def test_pywa_uploads_and_downloads(client: WhatsApp) -> None:
    media = client.upload_media(media=b"a file", mime_type="text/plain", filename="a.txt")
    url = client.get_media_url(media.id)
    assert url.get_bytes() == b"a file"


def test_pywa_names_the_errors(client: WhatsApp, business: Business) -> None:
    for kind, expected in (
        ("429", errors.RateLimitHit),
        ("500", errors.UnknownError),
        ("token-expired", errors.ExpiredAccessToken),
    ):
        business.post("/faults", {"channel": "whatsapp", "kind": kind})
        with pytest.raises(expected):
            client.send_message(to=CUSTOMER, text="Hi")
    with pytest.raises(errors.TemplateNotExists):
        client.send_template(
            to=CUSTOMER,
            name="no_such",
            language=types.templates.TemplateLanguage.SPANISH,
            params=[],
        )
    with pytest.raises(errors.InvalidParameter):
        client.send_location(to=CUSTOMER, latitude=91, longitude=2)


def test_pywa_refuses_what_is_forged(
    client: WhatsApp, business: Business, receiver: Receiver
) -> None:
    business.post("/whatsapp/deliver", {"json": {"a": 1}, "secret": "wrong"})
    [request] = receiver.requests
    assert json.loads(request.body) == {"a": 1}
    refused = client.webhook_update_validator(request.body, request.header("X-Hub-Signature-256"))
    assert refused is not None
    assert refused[1] in (401, 403)
