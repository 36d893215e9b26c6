"""X's send function before the simulator: signed, delivered, and in whose name."""

from typing import Any

import pytest

from functions.x import send
from functions.x.api import is_x, keys_of
from shared.accepting import Draft
from shared.errors import CredentialsRejected
from shared.ids import MessageId
from tests.functions.x.conftest import CONVERSATION, SECRETS, World, ready, told_otherwise
from tests.functions.x.reading import ACCOUNT, ANA
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of

SENDS = f"/2/dm_conversations/with/{ANA}/messages"


def test_a_text_is_delivered_and_its_id_known(x: World) -> None:
    x.says()
    one = x.accepted("¿azul? 🎉")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = x.simulator.messages("x")
    assert (x.asked(), x.bodies()) == ([SENDS], [{"text": "¿azul? 🎉"}])
    assert (status_of(one), message(one)["provider_id"]) == ("sent", taken.id)


def test_every_request_is_signed_anew(x: World) -> None:
    x.says()
    x.accepted("one")
    x.accepted("two")
    x.drain()
    first, second = x.headers("Authorization")
    assert first and second and first != second
    assert first.startswith('OAuth oauth_consumer_key="consumer-key-for-tests"')
    assert x.took() == ["one", "two"]


def test_what_cannot_be_put_into_words_stops_nobody(x: World) -> None:
    x.says()
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    ids = [x.accepted("nowhere", place), x.accepted("ok")]
    x.drain()
    assert [status_of(one) for one in ids] == ["failed", "sent"]
    assert error_of(ids[0])["code"] == "malformed"


def test_reading_and_typing_reach_the_customer(x: World) -> None:
    customers = x.says()
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(customers))}
    event = outbox.event({**told, "signal": "read"}, {**told, "signal": "typing"})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    last = {"last_read_event_id": customers["provider_id"], "recipient_id": ANA}
    assert x.forms() == [last, {"recipient_id": ANA}]
    assert [sent["status"] for sent in x.simulator.sent("x")] == [204, 204]


def test_an_event_without_an_id_of_x_cannot_be_marked_as_read(x: World) -> None:
    customers = x.says(event="unblock")
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(customers))}
    send.lambda_handler(outbox.event({**told, "signal": "read"}), None)
    assert x.asked() == []


@pytest.mark.parametrize(
    "missing", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"]
)
def test_without_a_key_it_waits_for_an_admin(x: World, missing: str) -> None:
    x.says()
    one = x.accepted("one")
    told_otherwise(**{missing: ""})
    x.drain()
    assert (status_of(one), x.asked()) == ("held", [])


def test_each_account_of_a_set_writes_with_its_own_token() -> None:
    two = {ACCOUNT: "main", "7": "other"}
    own = {"7": {"access_token": "7-token", "access_token_secret": "s"}}
    secrets: dict[str, Any] = {**SECRETS, "accounts": two, "access_tokens": own}
    assert keys_of("other", secrets).token == "7-token"
    for account in ("main", "nobody"):
        with pytest.raises(CredentialsRejected):
            keys_of(account, secrets)
    assert keys_of("main", SECRETS).token == SECRETS["access_token"]


@pytest.mark.parametrize(
    ("url", "signed"),
    [
        ("https://ton.twitter.com/1.1/ton/data/dm/1/2/x.jpg", True),
        ("https://ton.x.com/a.jpg", True),
        ("https://video.twimg.com/dm_video/1/a.mp4", True),
        ("http://ton.twitter.com/a.jpg", False),
        ("https://twitter.com.example/a.jpg", False),
        ("https://nottwitter.com/a.jpg", False),
        ("https://x.com@example.com/a", False),
        ("https:///a", False),
        ("", False),
    ],
)
def test_only_requests_to_x_are_signed(
    url: str, signed: bool, cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(monkeypatch)
    assert is_x(url) is signed
