"""Facts about earlier messages, each the same in every delivery."""

from typing import Any

import pytest

from shared.messages import Noted
from tests.functions.custom.reading import ANA, AT_MS, happened, noted, read_one, reason


@pytest.mark.parametrize("state", ["sent", "delivered", "read", "failed"])
def test_a_status(state: str) -> None:
    found = noted(f"status_{state}")
    assert (found.what, found.target, found.event) == ("status", "m-17", state)
    assert (found.identity, found.at, found.data["status"]) == (ANA, AT_MS, state)


def test_why_it_failed() -> None:
    error = {"code": "expired", "title": "Nobody was there.", "retryable": True}
    assert noted("status_failed").data["error"] == error
    bare = read_one(happened("status", message="m-1", status="failed", error="x"))
    assert isinstance(bare, Noted)
    assert bare.data["error"] == {
        "code": "failed",
        "title": "The message failed.",
        "retryable": False,
    }


def test_our_own_id_may_come_back() -> None:
    found = read_one(happened("status", message="m-1", status="read", our_id="a.1.b"))
    assert isinstance(found, Noted)
    assert found.our_id == "a.1.b"
    assert noted("status_read").our_id is None


def test_a_reaction_and_its_end_are_two_facts() -> None:
    on, off = noted("reaction"), noted("reaction_taken_off")
    assert (on.data, off.data) == ({"emoji": "👍", "by": "contact"}, {"emoji": "", "by": "contact"})
    assert on.event != off.event


def test_two_changes_of_one_second_are_two_facts() -> None:
    for name, one, other in (("reaction", "emoji", "👍"), ("edit", "text", "b")):
        both = [happened(name, message="m-1", type="text", **{one: say}) for say in ("a", other)]
        first, second, again = (read_one(event) for event in (*both, both[0]))
        assert isinstance(first, Noted)
        assert isinstance(second, Noted)
        assert first.event != second.event
        assert again == first


def test_an_edit_says_what_it_says_now() -> None:
    found = noted("edit")
    assert found.data == {"type": "text", "text": "¿Y en verde?", "content": {}, "by": "contact"}


def test_a_message_may_be_taken_back_by_either_side() -> None:
    assert (noted("revoke").event, noted("revoke").data) == ("revoke", {"by": "contact"})
    found = read_one(happened("revoke", message="m-1", by="agent"))
    assert isinstance(found, Noted)
    assert found.data == {"by": "agent"}


def test_all_up_to_a_moment_was_read() -> None:
    found = noted("read_up_to")
    assert (found.what, found.target, found.event) == ("watermark", "", f"read-{AT_MS}")
    assert found.data == {"status": "read"}
    assert noted("delivered_up_to").data == {"status": "delivered"}


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (happened("status", message="m-1"), "no status"),
        (happened("status", message="m-1", status="seen"), "unknown status"),
        (happened("status", status="read"), "no message"),
        (happened("status", message="m-1", status="read", at=None), "no at"),
        (happened("reaction", message="m-1"), "no emoji"),
        (happened("reaction", emoji="x"), "no message"),
        (happened("reaction", message="m-1", emoji="x", by="bot"), "unknown by"),
        (happened("edit", message="m-1"), "no type"),
        (happened("revoke"), "no message"),
        (happened("read", at=None), "no at"),
        (happened("read", status="sent"), "unknown status"),
        (happened("read", contact=None), "no contact"),
    ],
)
def test_what_a_fact_lacks_is_named(event: Any, why: str) -> None:
    assert reason(event) == why
