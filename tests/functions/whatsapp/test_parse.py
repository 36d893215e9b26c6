"""A batch of WhatsApp is taken apart at all its levels, and nothing in it disappears."""

from typing import Any

import pytest

from functions.whatsapp.parse import parse
from shared.messages import Said, Unreadable
from tests.functions.whatsapp.reading import (
    CONTACT,
    event,
    kind,
    message,
    payload,
    read,
    unreadable,
)


def test_a_batch_is_read_through_all_its_levels_in_order() -> None:
    found = event("batch_of_50_one_unreadable")
    texts = [item.text for item in found if isinstance(item, Said)]
    assert texts == [f"Message {n} of 50" for n in range(1, 51) if n != 25]


def test_what_could_not_be_read_is_a_payload_of_its_own() -> None:
    first = message(timestamp=None)
    whole = payload(contacts=[CONTACT], messages=[first, message(id="wamid.IN2")])
    bad, good = read(whole)
    assert isinstance(bad, Unreadable)
    assert isinstance(good, Said)
    assert bad.item == payload(contacts=[CONTACT], messages=[first])
    bad.item["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = "1767225601"
    (repaired,) = read(bad.item)
    assert isinstance(repaired, Said)
    assert repaired.name == "Ana Ruiz"


def test_messages_and_statuses_of_one_change_are_both_read() -> None:
    status = {"id": "wamid.OUT1", "status": "sent", "timestamp": "1767225602", "recipient_id": "3"}
    found = read(payload(messages=[message()], statuses=[status], errors=[{"code": 1}]))
    assert [kind(item) for item in found] == ["text", "status", "errors of the platform"]


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"7", b'"text"', b"{}", b'{"object":"page","entry":[{"changes":[]}]}']
    + [
        b'{"object":"whatsapp_business_account"' + rest
        for rest in (b"}", b',"entry":{}}', b',"entry":[]}', b',"entry":null}', b',"entry":[NaN]}')
    ],
)
def test_a_whole_that_is_no_payload_of_whatsapp_is_refused_at_once(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse(body)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (None, "no changes"),
        ({"id": "1"}, "no changes"),
        ({"changes": []}, "no changes"),
        ({"changes": "all"}, "no changes"),
        ({"changes": [None]}, "unknown field, or none"),
        ({"changes": ["one"]}, "unknown field, or none"),
        ({"changes": [{}]}, "unknown field, or none"),
        ({"changes": [{"field": "messages"}]}, "unknown field, or none"),
        ({"changes": [{"field": ["messages"], "value": {}}]}, "unknown field, or none"),
        ({"changes": [{"field": "messages", "value": []}]}, "unknown field, or none"),
        (
            {"changes": [{"field": "messages", "value": {"metadata": "x"}}]},
            "unknown field, or none",
        ),
    ],
)
def test_a_broken_part_of_the_envelope_is_reported_alone(entry: Any, reason: str) -> None:
    good = payload(messages=[message()])
    whole = {**good, "entry": [entry, *good["entry"]]}
    broken, fine = read(whole)
    assert unreadable(broken) == reason
    assert isinstance(fine, Said)


@pytest.mark.parametrize("messages", [[], None, "x", 7, ["x"], [None], [[message()]], {}])
def test_a_change_never_vanishes_whatever_is_in_its_list(messages: Any) -> None:
    found = read(payload(messages=messages))
    assert found
    assert all(isinstance(item, Unreadable) for item in found)


@pytest.mark.parametrize("number", [None, 7, "", [], {}])
def test_an_item_of_no_account_is_not_stored_under_a_wrong_one(number: Any) -> None:
    whole = payload(messages=[message()])
    whole["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = number
    (found,) = read(whole)
    assert unreadable(found) == "no account"
