"""WhatsApp's send function before the simulator: what it asks of the platform, and as whom."""

import json

from functions.whatsapp import send
from shared import aws, credentials
from shared.accepting import Draft
from tests import log
from tests.conftest import WHATSAPP_SECRET
from tests.functions.whatsapp.conftest import NUMBER, WhatsApp
from tests.shared import outbox
from tests.shared.outbox import accepted, message, status_of

CUSTOMER = "34600111222"


def test_the_lambda_sends_what_waits(whatsapp: WhatsApp) -> None:
    one = accepted("one", whatsapp.clock.now)
    event = outbox.event({"conversation": log.CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = whatsapp.simulator.messages("whatsapp")
    assert (taken.to, taken.content["biz_opaque_callback_data"]) == (CUSTOMER, one)
    assert message(one)["provider_id"] == taken.id
    (request,) = whatsapp.simulator.sent("whatsapp")
    assert request["path"] == f"/v25.0/{NUMBER}/messages"
    assert request["headers"]["Authorization"] == "Bearer access-token-for-tests"


def test_an_expired_token_is_replaced_and_the_message_goes(whatsapp: WhatsApp) -> None:
    one = accepted("one", whatsapp.clock.now)
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main",
        SecretString=json.dumps({**WHATSAPP_SECRET, "access_token": "an-older-one"}),
    )
    credentials.forget()
    whatsapp.drain()
    assert (status_of(one), whatsapp.took()) == ("held", [])
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main", SecretString=json.dumps(WHATSAPP_SECRET)
    )
    whatsapp.clock.advance(minutes=15)
    whatsapp.drain()
    assert whatsapp.took() == ["one"]


def test_a_set_without_a_token_waits_for_one(whatsapp: WhatsApp) -> None:
    one = accepted("one", whatsapp.clock.now)
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main",
        SecretString=json.dumps({**WHATSAPP_SECRET, "access_token": ""}),
    )
    credentials.forget()
    whatsapp.drain()
    assert (status_of(one), whatsapp.asked()) == ("held", [])


def test_what_cannot_be_put_into_words_stops_nobody(whatsapp: WhatsApp) -> None:
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    odd = Draft("contacts", author_kind="agent", author_id="ana")
    ids = [accepted("nowhere", whatsapp.clock.now, draft=place)]
    ids += [accepted("nobody", whatsapp.clock.now, draft=odd), accepted("ok", whatsapp.clock.now)]
    whatsapp.drain()
    assert [status_of(one) for one in ids] == ["failed", "failed", "sent"]
    assert json.loads(message(ids[1])["error"])["code"] == "malformed"


def test_reading_and_typing_reach_the_customer(whatsapp: WhatsApp) -> None:
    event = outbox.event(
        *(
            {
                "conversation": log.CONVERSATION,
                "signal": kind,
                "message": log.summary()["inbound_id"],
            }
            for kind in ("read", "typing")
        )
    )
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.hello"}
    assert whatsapp.asked() == [read, {**read, "typing_indicator": {"type": "text"}}]
