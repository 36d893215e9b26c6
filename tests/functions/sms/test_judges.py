"""Twilio's own library asks for the same message in the same words as we do."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from twilio.rest import Client

from shared.accepting import Draft
from tests.functions.sms.calls import ACCOUNT_SID, CUSTOMER, SERVICE, TOKEN
from tests.functions.sms.conftest import CONVERSATION, Twilio
from tests.shared import outbox
from tests.simulator import sms_contents
from tests.simulator.test_sms import ToSimulator

URL = "https://files.example/a.jpg?x=1&y=2"
SID = str(sms_contents.DEFAULT[0]["sid"])
VARIABLES = {"1": "Ana & co", "2": "¿42?"}
ORDER = Draft(
    "template",
    content={"name": SID, "language": "en", "slots": list(VARIABLES.values())},
    author_kind="agent",
    author_id="ana",
)
PHOTO = Draft("image", "see & hear", {"media": {"url": URL}}, author_kind="agent", author_id="ana")


@pytest.fixture
def client(twilio: Twilio) -> Iterator[Client]:
    http = ToSimulator(twilio.simulator.url)
    yield Client(ACCOUNT_SID, TOKEN, http_client=http)
    http.session.close()


def asked(request: dict[str, Any]) -> tuple[Any, ...]:
    form = sorted(parse_qsl(b64decode(request["body"]).decode()))
    headers = {name.lower(): value for name, value in request["headers"].items()}
    kept = (headers["authorization"], headers["content-type"])
    return request["method"], request["path"], request["query"], kept, form


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (None, {"body": "¿Sigue roto? 1+1=2 🎉"}),
        (PHOTO, {"body": "see & hear", "media_url": [URL]}),
        (ORDER, {"content_sid": SID, "content_variables": json.dumps(VARIABLES)}),
    ],
)
def test_our_request_is_the_one_that_the_library_makes(
    twilio: Twilio, client: Client, draft: Draft | None, said: dict[str, Any]
) -> None:
    at = twilio.clock.now
    outbox.accepted(said.get("body", ""), at, conversation=CONVERSATION, draft=draft)
    twilio.drain()
    told = twilio.asked()[0]["StatusCallback"]
    client.messages.create(to=CUSTOMER, messaging_service_sid=SERVICE, status_callback=told, **said)
    ours, theirs = twilio.simulator.sent("sms")
    assert asked(ours) == asked(theirs)
