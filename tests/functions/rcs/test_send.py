"""The send function before the simulator: what it asks of Google, and as whom."""

import json
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.rcs import send
from functions.rcs.ids import message_uuid
from shared import aws, table
from shared.accepting import Draft
from shared.ids import MessageId
from shared.settings import settings
from tests.functions.rcs.calls import AGENT, CUSTOMER, report
from tests.functions.rcs.conftest import CONVERSATION, Google, say, secret, tell
from tests.functions.rcs.reading import noted
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of

KEY = "media/upload-1"


def by_agent(kind: str, text: str = "", **content: Any) -> Draft:
    return Draft(kind, text, content=content, author_kind="agent", author_id="ana")  # type: ignore[arg-type]


def test_the_lambda_sends_what_waits(google: Google) -> None:
    one = google.accepted("¿Sigue roto? 🎉")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = google.simulator.messages("rcs")
    assert (taken.to, google.took()) == (CUSTOMER, ["¿Sigue roto? 🎉"])
    assert (status_of(one), message(one)["provider_id"]) == ("sent", taken.id)
    (request,) = google.asked("agentMessages")
    assert request["path"] == f"/v1/phones/{CUSTOMER}/agentMessages"
    query = parse_qs(request["query"])
    assert query == {"messageId": [taken.id], "agentId": [AGENT]}


def test_the_id_is_a_uuid_made_of_ours(google: Google) -> None:
    one = google.accepted("one")
    google.drain()
    (taken,) = google.simulator.messages("rcs")
    assert str(uuid.UUID(taken.id)) == taken.id == message_uuid(message(one))


def test_a_report_names_the_message_by_it(google: Google) -> None:
    one = google.accepted("one")
    google.drain()
    found = noted(report("DELIVERED", messageId=google.simulator.messages("rcs")[0].id))
    assert found.target == message(one)["provider_id"]


def test_a_token_serves_many_messages(google: Google) -> None:
    for word in ("one", "two", "three"):
        google.accepted(word)
    google.drain()
    assert google.took() == ["one", "two", "three"]
    assert google.rcs.tokens.given == 1


def test_a_token_is_not_used_to_its_very_end(google: Google) -> None:
    google.accepted("one")
    google.drain()
    google.clock.advance(seconds=3538)
    google.accepted("two")
    google.drain()
    assert google.rcs.tokens.given == 1
    google.clock.advance(seconds=2)
    google.accepted("three")
    google.drain()
    assert google.rcs.tokens.given == 2


def test_a_token_that_is_refused_is_replaced_once(google: Google) -> None:
    google.accepted("one")
    google.drain()
    google.rcs.tokens.forget()
    two = google.accepted("two")
    google.drain()
    assert (status_of(two), google.took()) == ("sent", ["one", "two"])
    assert google.rcs.tokens.given == 2


def test_a_new_token_that_is_refused_waits_for_an_admin(google: Google) -> None:
    one = google.accepted("one")
    google.fails("token-expired", 2)
    google.drain()
    assert status_of(one) == "held"
    assert len(google.asked("agentMessages")) == 1


def test_another_key_gets_its_own_token(google: Google) -> None:
    google.accepted("one")
    google.drain()
    file = {**secret()["service_account"], "private_key_id": "another"}
    tell({**secret(), "service_account": file})
    two = google.accepted("two")
    google.drain()
    assert (status_of(two), error_of(two)["code"]) == ("held", "invalid_grant")
    tell(secret())
    google.clock.advance(minutes=15)
    google.drain()
    assert google.took() == ["one", "two"]


@pytest.mark.parametrize("lacking", ["service_account", "region"])
def test_a_set_that_lacks_something_waits_for_it(google: Google, lacking: str) -> None:
    one = google.accepted("one")
    tell({**secret(), lacking: None})
    google.drain()
    assert (status_of(one), google.asked("agentMessages")) == ("held", [])


def test_a_phone_without_rcs_cannot_be_reached(google: Google) -> None:
    google.rcs.messages.unreachable.add(CUSTOMER)
    one = google.accepted("one")
    google.drain()
    assert status_of(one) == "failed"
    assert error_of(one) | {"title": ""} == {"code": "NOT_FOUND", "title": "", "retryable": False}


def test_what_google_refuses_is_not_sent_again(google: Google) -> None:
    one = google.accepted("", by_agent("text", "hi", traffic_type="GOSSIP"))
    google.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "INVALID_ARGUMENT")
    assert len(google.asked("agentMessages")) == 1


def test_a_message_that_lacks_what_its_type_needs_stops_nobody(google: Google) -> None:
    one = google.accepted("", by_agent("location", latitude=1))
    two = google.accepted("two")
    google.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "malformed")
    assert (status_of(two), google.took()) == ("sent", ["two"])


def test_a_file_of_ours_goes_as_a_link_that_dies_within_the_hour(google: Google) -> None:
    media = {"key": KEY, "mime_type": "image/png", "name": "a b.png"}
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key=KEY, Body=b"png")
    one = google.accepted("", by_agent("image", media=media))
    google.drain()
    assert status_of(one) == "sent"
    (body,) = google.bodies()
    parts = urlsplit(body["contentMessage"]["contentInfo"]["fileUrl"])
    query = parse_qs(parts.query)
    assert parts.path.endswith(KEY)
    assert query["response-content-type"] == ["image/png"]
    assert query["X-Amz-Expires"] == ["3600"]
    assert "X-Amz" not in json.dumps(message(one), default=str)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("read", {"eventType": "READ", "messageId": "mx-1"}), ("typing", {"eventType": "IS_TYPING"})],
)
def test_signals_are_shown_to_the_customer(google: Google, kind: Any, body: Any) -> None:
    heard = say("signalled", google.clock.now, provider_id="mx-1")
    event = outbox.event({"signal": kind, "message": heard, "conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (shown,) = google.rcs.messages.events
    assert {name: shown[name] for name in body} == body
    assert shown["phone"] == CUSTOMER
    (request,) = google.asked("agentEvents")
    assert parse_qs(request["query"])["agentId"] == [AGENT]


def test_the_item_of_a_message_has_no_token(google: Google) -> None:
    one = MessageId.parse(google.accepted("one"))
    google.drain()
    assert "ya29" not in json.dumps(table.get(one.pk, one.sk), default=str)
