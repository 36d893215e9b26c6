"""Viber's send function before the simulator."""

import json

import pytest

from functions.viber import send
from shared.accepting import Draft
from shared.ids import MessageId
from tests.functions.viber.conftest import CONVERSATION, World, told_otherwise
from tests.functions.viber.reading import ANA, TOKEN
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of


def test_a_text_is_sent_in_the_bots_name_and_its_token_kept(viber: World) -> None:
    viber.says()
    one = viber.accepted("one")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (body,) = viber.bodies()
    assert (body["receiver"], body["text"]) == (ANA, "one")
    assert body["sender"] == {"name": "Shop"}
    assert json.loads(body["tracking_data"]) == {"message": one}
    assert message(one)["provider_id"] == viber.simulator.messages("viber")[0].id
    (sent,) = viber.simulator.sent("viber")
    headers = {name.lower(): value for name, value in sent["headers"].items()}
    assert headers["x-viber-auth-token"] == TOKEN
    assert headers["content-type"] == "application/json"


def test_a_tap_comes_back_as_the_choice_it_was(viber: World) -> None:
    viber.says()
    buttons = [{"id": "yes-1", "title": "Yes & now"}, {"id": "no-1", "title": "No"}]
    content = {"buttons": buttons}
    asked = viber.accepted("?", Draft("interactive", "Now?", content, author_kind="agent"))
    viber.drain()
    tap = viber.says("Yes & now")
    assert tap["type"] == "interactive"
    told = json.loads(tap["content"])
    assert told["reply"] == {"kind": "button", "id": "yes-1", "title": "Yes & now"}
    assert told["context"] == {"said_after": asked}


def test_the_longest_text_that_is_not_ascii_is_taken(viber: World) -> None:
    viber.says()
    one = viber.accepted("д" * 7000)
    viber.drain()
    assert (status_of(one), viber.took()) == ("sent", ["д" * 7000])


def test_who_left_gets_nothing_and_who_is_back_does(viber: World) -> None:
    viber.says()
    viber.says(event="unsubscribed")
    one = viber.accepted("one")
    viber.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "6")
    viber.says("I am back")
    two = viber.accepted("two")
    viber.drain()
    assert (status_of(two), viber.took()) == ("sent", ["two"])


def test_who_opened_the_chat_may_be_greeted_once(viber: World) -> None:
    viber.says(event="conversation_started")
    one, two = viber.accepted("welcome"), viber.accepted("and more")
    viber.drain()
    assert [status_of(each) for each in (one, two)] == ["sent", "failed"]
    assert error_of(two)["code"] == "6"


def test_what_cannot_be_put_into_words_stops_nobody(viber: World) -> None:
    viber.says()
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    ids = [viber.accepted("nowhere", place), viber.accepted("ok")]
    viber.drain()
    assert [status_of(one) for one in ids] == ["failed", "sent"]
    assert error_of(ids[0])["code"] == "malformed"
    assert viber.took() == ["ok"]


@pytest.mark.parametrize("changed", [{"auth_token": ""}, {"sender": {}}, {"sender": "Shop"}])
def test_a_secret_that_lacks_something_waits_for_it(
    viber: World, changed: dict[str, object]
) -> None:
    viber.says()
    one = viber.accepted("one")
    told_otherwise(**changed)
    viber.drain()
    assert (status_of(one), viber.bodies()) == ("held", [])


def test_nothing_is_shown_as_read_or_typing(viber: World) -> None:
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(viber.says()))}
    event = outbox.event({**told, "signal": "read"}, {**told, "signal": "typing"})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    assert viber.bodies() == []
