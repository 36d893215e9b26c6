"""The send function before the simulated system: signed, in order, each message once."""

from dataclasses import replace

import pytest

from functions.custom import send
from shared.accepting import Draft
from shared.ids import MessageId
from tests.functions.custom.conftest import CONVERSATION, World, told_otherwise
from tests.functions.custom.reading import ACCOUNT, ANA, OTHER_SECRET, SECRET
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of


def test_answers_arrive_in_order_under_ids_of_theirs(custom: World) -> None:
    custom.says()
    one, two = custom.accepted("one"), custom.accepted("two")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    assert custom.took() == ["one", "two"]
    ids = [taken.id for taken in custom.simulator.messages("custom")]
    assert [message(one)["provider_id"], message(two)["provider_id"]] == ids
    assert [body["id"] for body in custom.bodies()] == [one, two]
    assert custom.headers("webhook-id") == [one.replace(".", "_"), two.replace(".", "_")]
    assert {body["account"] for body in custom.bodies()} == {ACCOUNT}


def test_whatever_can_be_said_is_taken(custom: World) -> None:
    custom.says()
    media = {"media": {"url": "https://cdn.example/a"}}
    place = {"latitude": 1.5, "longitude": 2.5}
    cards = {"contacts": [{"name": "Eva", "phones": [], "emails": []}]}
    buttons = {"buttons": [{"id": "yes", "title": "Yes"}]}
    drafts = [
        *(Draft(kind, "", media) for kind in ("image", "audio", "video", "file", "sticker")),
        Draft("location", "", place),
        Draft("contacts", "", cards),
        Draft("interactive", "Blue?", buttons),
    ]
    by_ana = [replace(draft, author_kind="agent", author_id="ana") for draft in drafts]
    sent = [custom.accepted(str(n), draft) for n, draft in enumerate(by_ana)]
    custom.drain()
    assert [status_of(one) for one in sent] == ["sent"] * len(drafts)
    assert [m.type for m in custom.simulator.messages("custom")] == [d.type for d in drafts]


def test_while_a_secret_is_replaced_either_side_may_be_first(custom: World) -> None:
    custom.says()
    told_otherwise(signing_secret=OTHER_SECRET, previous_signing_secret=SECRET)
    one = custom.accepted("one")
    custom.drain()
    assert status_of(one) == "sent"
    told_otherwise(signing_secret=OTHER_SECRET)
    two = custom.accepted("two")
    custom.drain()
    assert status_of(two) == "held"


@pytest.mark.parametrize("wrong", [{"signing_secret": ""}, {"url": "http://partner.example/"}])
def test_without_a_secret_or_https_it_waits_for_an_admin(
    custom: World, wrong: dict[str, str]
) -> None:
    custom.says()
    told_otherwise(**wrong)
    one = custom.accepted("one")
    custom.drain()
    assert (status_of(one), custom.bodies()) == ("held", [])


def test_who_blocked_us_is_not_reached(custom: World) -> None:
    custom.says(event="blocked")
    one = custom.accepted("one")
    custom.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "blocked")
    custom.says(event="unblocked")
    two = custom.accepted("two")
    custom.drain()
    assert (status_of(two), custom.took()) == ("sent", ["two"])


def test_what_cannot_be_put_into_words_stops_nobody(custom: World) -> None:
    custom.says()
    nowhere = custom.accepted("nowhere", Draft("location", content={"latitude": 1}))
    said = custom.accepted("ok")
    custom.drain()
    assert (status_of(nowhere), error_of(nowhere)["code"]) == ("failed", "malformed")
    assert status_of(said) == "sent"


def test_reading_and_typing_reach_the_customer(custom: World) -> None:
    customers = custom.says()
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(customers))}
    event = outbox.event({**told, "signal": "read"}, {**told, "signal": "typing"})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    assert custom.platform.messages.signals == [("read", ANA), ("typing", ANA)]
    assert {body["message"] for body in custom.bodies()} == {customers["provider_id"]}
    assert [sent["status"] for sent in custom.simulator.sent("custom")] == [204, 204]
