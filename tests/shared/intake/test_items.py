"""Items are pure: made of what was said, under keys that only its cause decides."""

import json
from dataclasses import replace
from typing import Any

import pytest

from shared import ids
from shared.ids import MessageId
from shared.intake.items import noted_item, said_item
from shared.messages import Noted, Said
from tests.shared.arrivals import noted, said

KEY = b"key"


def message(said: Said, received_at: int = 5) -> dict[str, Any]:
    return said_item(said, id_key=KEY, account="main", channel="whatsapp", received_at=received_at)


def annotation(noted: Noted) -> dict[str, Any]:
    return noted_item(noted, id_key=KEY, account="main", channel="whatsapp", received_at=5)


def ours(conversation: str = "c" * 26) -> str:
    return str(MessageId(conversation, 1_767_225_600_000, "ref"))


def test_a_message_has_these_attributes_and_no_others() -> None:
    of = {"identity": "ES.1", "other_identity": "34600", "name": "Ana", "email": "ana@a.example"}
    full = said("wamid.1", reply_to="wamid.0", **of)
    conversation = ids.conversation_id(KEY, "whatsapp", "main", "ES.1")
    ref = ids.message_ref(KEY, "whatsapp", "main", "wamid.1")
    assert message(full) == {
        "pk": f"C#{conversation}",
        "sk": f"M#1767225590000#{ref}",
        "kind": "message",
        "channel": "whatsapp",
        "account": "main",
        "identity": "ES.1",
        "other_identity": "34600",
        "other": ids.conversation_id(KEY, "whatsapp", "main", "34600"),
        "name": "Ana",
        "email": "ana@a.example",
        "direction": "inbound",
        "author_kind": "contact",
        "author_id": conversation,
        "type": "text",
        "text": "Hola",
        "content": "{}",
        "reply_to": "wamid.0",
        "provider_id": "wamid.1",
        "provider_ref": ref,
        "sent_at": 1_767_225_590_000,
        "received_at": 5,
        "status": "received",
    }


def test_every_delivery_has_the_same_key() -> None:
    first, second = message(said("wamid.1"), 5), message(said("wamid.1"), 9)
    assert (first["pk"], first["sk"]) == (second["pk"], second["sk"])


def test_the_same_platform_id_on_another_account_or_person_is_another_message() -> None:
    here = message(said("wamid.1"))
    elsewhere = message(said("wamid.1", identity="another"))
    assert here["pk"] != elsewhere["pk"]
    assert MessageId.of(here) != MessageId.of(message(said("wamid.2")))


def test_what_the_business_said_in_another_app_is_outbound_and_sent() -> None:
    item = message(said("wamid.1", echo=True))
    assert (item["direction"], item["author_kind"], item["status"]) == ("outbound", "agent", "sent")
    assert "author_id" not in item


def test_content_is_json_so_that_fractions_stay_exact() -> None:
    item = message(said("wamid.1", type="location", content={"latitude": 41.38}))
    assert json.loads(item["content"]) == {"latitude": 41.38}


@pytest.mark.parametrize("at", [-1, 10**13])
def test_a_time_that_would_sort_wrongly_is_refused(at: int) -> None:
    with pytest.raises(ValueError, match="time"):
        message(said("wamid.1", sent_at=at))
    with pytest.raises(ValueError, match="time"):
        annotation(noted(at=at))


def test_an_annotation_has_these_attributes_and_no_others() -> None:
    ref = ids.message_ref(KEY, "whatsapp", "main", "wamid.ours")
    conversation = ids.conversation_id(KEY, "whatsapp", "main", "34600111222")
    assert annotation(noted()) == {
        "pk": f"C#{conversation}",
        "sk": f"R#{ref}#delivered",
        "kind": "annotation",
        "what": "status",
        "channel": "whatsapp",
        "account": "main",
        "target": "wamid.ours",
        "target_ref": ref,
        "target_id": None,
        "event": "delivered",
        "at": 1_767_225_591_000,
        "received_at": 5,
        "data": '{"status":"delivered"}',
    }


def test_an_id_of_ours_that_came_back_names_the_message_itself() -> None:
    item = annotation(noted(our_id=ours()))
    assert (item["pk"], item["sk"]) == (f"C#{'c' * 26}", "R#ref#delivered")
    assert (item["target_id"], item["target_ref"]) == (ours(), "ref")


@pytest.mark.parametrize(
    "foreign",
    [None, "", "job-9", "job.9.x", f"{'c' * 26}.x.ref", f"{'c' * 26}.{10**13}.ref", ours("C" * 26)],
)
def test_an_id_of_another_tool_is_ignored(foreign: str | None) -> None:
    assert annotation(noted(our_id=foreign)) == annotation(noted())


def test_an_event_named_by_a_platform_id_is_hashed_in_the_key_only() -> None:
    reaction = noted(what="reaction", event="wamid.HBgLMzQ2MDA=", data={"emoji": "x"})
    item = annotation(reaction)
    assert "HBgLMzQ2MDA" not in item["sk"]
    assert item["event"] == "wamid.HBgLMzQ2MDA="
    again, other = annotation(reaction), annotation(replace(reaction, event="wamid.other"))
    assert item["sk"] == again["sk"] != other["sk"]


def test_watermarks_of_one_status_lie_in_the_order_of_their_times() -> None:
    times = [1_767_225_591_000, 5, 999]
    marks = [
        annotation(noted(what="watermark", target="", event=f"read-{at}", at=at)) for at in times
    ]
    assert [mark["sk"] for mark in marks] == [f"R#watermark#delivered-{at:013d}" for at in times]
    assert {mark["target_ref"] for mark in marks} == {"watermark"}
    with pytest.raises(ValueError, match="time"):
        annotation(noted(what="watermark", at=10**13))
