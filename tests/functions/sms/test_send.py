"""SMS's send function before the simulator: what it asks of the platform, and as whom."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.sms import send
from shared import aws, credentials, table
from shared.accepting import Draft
from shared.ids import MessageId
from shared.settings import settings
from tests.functions.sms import calls
from tests.functions.sms.calls import ACCOUNT_SID, CUSTOMER, PUBLIC_URL, SECRET, SERVICE
from tests.functions.sms.conftest import CONVERSATION, Twilio, say, tell
from tests.functions.sms.reading import read
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of

KEY = "media/upload-1"


def accepted(twilio: Twilio, text: str, draft: Draft | None = None) -> str:
    return outbox.accepted(text, twilio.clock.now, conversation=CONVERSATION, draft=draft)


def by_agent(kind: str, **content: Any) -> Draft:
    return Draft(kind, content=content, author_kind="agent", author_id="ana")  # type: ignore[arg-type]


def test_the_lambda_sends_what_waits(twilio: Twilio) -> None:
    one = accepted(twilio, "¿Sigue roto? 🎉")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = twilio.simulator.messages("sms")
    assert (taken.to, taken.content["Body"]) == (CUSTOMER, "¿Sigue roto? 🎉")
    assert taken.content["MessagingServiceSid"] == SERVICE
    assert message(one)["provider_id"] == taken.id
    (request,) = twilio.simulator.sent("sms")
    assert request["path"] == f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    assert request["headers"]["Content-Type"] == "application/x-www-form-urlencoded"


def test_reports_are_asked_for_with_our_id_and_the_price(twilio: Twilio) -> None:
    one = accepted(twilio, "a" * 161)
    twilio.drain()
    parts = urlsplit(twilio.asked()[0]["StatusCallback"])
    assert f"{parts.scheme}://{parts.netloc}" == PUBLIC_URL
    assert parts.path == "/webhooks/sms/main"
    assert parse_qs(parts.query) == {"encoding": ["GSM-7"], "message": [one], "segments": ["2"]}
    assert parts.query == "&".join(sorted(parts.query.split("&")))


def test_a_report_to_that_address_finds_the_message(twilio: Twilio) -> None:
    one = accepted(twilio, "я" * 71)
    twilio.drain()
    query = urlsplit(twilio.asked()[0]["StatusCallback"]).query
    (found,) = read(calls.call(calls.report("delivered"), query=query))
    assert found.our_id == one
    assert found.data["pricing"] == {"segments": 2, "encoding": "UCS-2"}


def test_a_number_writes_where_there_is_no_service(twilio: Twilio) -> None:
    tell({**SECRET, "accounts": {calls.NUMBER: "main"}})
    credentials.forget()
    accepted(twilio, "one")
    twilio.drain()
    assert twilio.took() == ["one"]
    assert twilio.asked()[0]["From"] == calls.NUMBER
    assert "MessagingServiceSid" not in twilio.asked()[0]


def test_a_file_of_ours_goes_as_a_link_that_dies_within_the_hour(twilio: Twilio) -> None:
    media = {"key": KEY, "mime_type": "image/png", "name": "a b.png"}
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key=KEY, Body=b"png")
    one = accepted(twilio, "photo", by_agent("image", media=media))
    twilio.drain()
    assert status_of(one) == "sent"
    parts = urlsplit(twilio.asked()[0]["MediaUrl"])
    query = parse_qs(parts.query)
    assert parts.path.endswith(KEY)
    assert query["response-content-type"] == ["image/png"]
    assert "a%20b.png" in query["response-content-disposition"][0]
    assert query["X-Amz-Expires"] == ["3600"]
    assert "MediaUrl" not in json.dumps(message(one), default=str)


def test_an_expired_token_is_replaced_and_the_message_goes(twilio: Twilio) -> None:
    one = accepted(twilio, "one")
    tell({**SECRET, "auth_token": "an-older-one"})
    credentials.forget()
    twilio.drain()
    assert (status_of(one), twilio.took()) == ("held", [])
    tell(SECRET)
    twilio.clock.advance(minutes=15)
    twilio.drain()
    assert twilio.took() == ["one"]


@pytest.mark.parametrize("lacking", ["auth_token", "account_sid", "public_url"])
def test_a_set_that_lacks_something_waits_for_it(twilio: Twilio, lacking: str) -> None:
    one = accepted(twilio, "one")
    tell({**SECRET, lacking: ""})
    credentials.forget()
    twilio.drain()
    assert (status_of(one), twilio.asked()) == ("held", [])


def test_whoever_opted_out_at_twilio_is_not_written_to(twilio: Twilio) -> None:
    twilio.simulator.platforms["sms"].say({"from": CUSTOMER, "text": "STOP"})
    one = accepted(twilio, "one")
    twilio.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "21610")
    twilio.simulator.platforms["sms"].say({"from": CUSTOMER, "text": "START"})
    accepted(twilio, "two")
    twilio.drain()
    assert twilio.took() == ["two"]


def test_what_cannot_be_put_into_words_stops_nobody(twilio: Twilio) -> None:
    ids = [
        accepted(twilio, "nowhere", by_agent("location", latitude=1)),
        accepted(twilio, "nobody", by_agent("contacts")),
        accepted(twilio, "template", by_agent("template", name="a", language="en")),
        accepted(twilio, "ok"),
    ]
    twilio.drain()
    assert [status_of(one) for one in ids] == ["failed", "failed", "failed", "sent"]
    assert error_of(ids[0])["code"] == "malformed"


def test_a_name_of_letters_cannot_be_answered(twilio: Twilio) -> None:
    one = accepted(twilio, "one")
    place = MessageId.parse(one)
    table.update(place.pk, place.sk, "SET #identity = :to", {":to": "MyBank"})
    twilio.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "21211")


def test_reading_and_typing_are_told_to_nobody(twilio: Twilio) -> None:
    ours = say("again", twilio.clock.now)
    for kind in ("read", "typing"):
        event = outbox.event({"conversation": CONVERSATION, "signal": kind, "message": ours})
        assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    assert twilio.asked() == []
