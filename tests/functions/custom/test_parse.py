"""A payload taken apart: each event by itself, and what is none put aside."""

import json
from typing import Any

import pytest

from functions.custom.parse import parse
from shared.messages import Said, Unreadable
from tests.functions.custom.reading import (
    ACCOUNT,
    ANA,
    AT_MS,
    event,
    happened,
    kind,
    message,
    read,
    read_one,
    reason,
    said,
    written,
)


def test_who_when_and_where() -> None:
    found = said("text_message")
    assert (found.account_ref, found.identity) == (ACCOUNT, ANA)
    assert (found.provider_id, found.sent_at) == ("in-1", AT_MS)
    assert (found.name, found.echo) == ("Ana García", False)
    assert said("text_reply").reply_to == "m-17"
    assert said("text_in_milliseconds").sent_at == AT_MS


def test_the_only_account_need_not_be_named() -> None:
    assert said("followed").account_ref == ""


def test_a_message_without_a_time_counts_from_its_arrival() -> None:
    assert said("text_without_time").sent_at == 0


def test_what_the_business_says_elsewhere_is_an_echo() -> None:
    assert said("said_elsewhere").echo
    ours = read_one(message(direction="outbound", our_id="a.1.b"))
    assert isinstance(ours, Said)
    assert ours.our_id == "a.1.b"
    assert reason(message(direction="sideways")) == "unknown direction"


def test_of_a_batch_each_event_is_read_by_itself() -> None:
    found = [kind(one) for one in event("batch_of_several_people")]
    assert found == ["text", "text", "no id", "reaction", "no object"]
    assert [kind(one) for one in event("album")] == ["image", "image"]


def test_what_cannot_be_used_can_be_read_again_after_a_fix() -> None:
    broken = message(id=None)
    (found,) = read(broken)
    assert isinstance(found, Unreadable)
    assert list(parse(written(found.item))) == [found]
    (mended,) = parse(written({**found.item, "events": [{**broken, "id": "in-9"}]}))
    assert isinstance(mended, Said)


def test_typing_and_an_empty_call_say_nothing() -> None:
    assert (event("typing"), event("test_call")) == ([], [])


def test_an_unknown_kind_is_kept_as_it_came() -> None:
    found = said("unknown_kind")
    assert (found.type, found.content["kind"]) == ("unsupported", "payment")
    assert found.content["raw"]["amount"] == "7.00"
    assert reason(happened("payment")) == "no id"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"kind": None}, "no kind"),
        ({"contact": None}, "no contact"),
        ({"contact": 7}, "no contact"),
        ({"id": 7}, "no id"),
        ({"id": ""}, "no id"),
        ({"type": None}, "no type"),
        ({"at": "yesterday"}, "no at"),
    ],
)
def test_what_a_message_lacks_is_named(wrong: dict[str, Any], why: str) -> None:
    assert reason(message(**wrong)) == why


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'"x"', b'{"events":{}}', b'{"account":7,"events":[]}', b"\xff"],
)
def test_what_is_not_of_the_contract_is_refused_whole(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse(body)


def test_what_we_send_is_never_taken_for_what_we_are_told() -> None:
    """Both sides sign with one secret, so a message of ours may be held up to us."""
    ours = {"kind": "message", "id": "a.1.b", "contact": ANA, "type": "text", "text": "Hi"}
    with pytest.raises(ValueError, match="contract"):
        parse(json.dumps(ours).encode())
