"""X's payloads, taken apart: each recorded event, batches, and what cannot be used."""

from typing import Any

import pytest

from functions.x.parse import parse
from shared.messages import Noted, Said, Unreadable
from tests.functions.x.reading import (
    ACCOUNT,
    ANA,
    AT,
    as_x_writes,
    between,
    event,
    message,
    newer,
    payload,
    read,
    read_one,
    reason,
    recorded,
)

SAID = {
    "text_message": "text",
    "published_message": "text",
    "text_with_a_link": "text",
    "image_message": "image",
    "image_without_words": "image",
    "video_message": "video",
    "gif_message": "video",
    "unknown_media": "unsupported",
    "location_message": "location",
    "place_message": "location",
    "unknown_attachment": "unsupported",
    "quick_reply": "interactive",
    "echo_of_our_app": "text",
    "echo_of_another_app": "text",
    "echo_without_app": "text",
    "blocked": "event",
    "unblocked": "event",
    "foreign_account": "text",
    "newer_received": "text",
    "newer_sent": "text",
    "encrypted_received": "unsupported",
    "encrypted_sent": "unsupported",
}
PUT_ASIDE = {
    "blocked_by_the_account": "not done by a customer",
    "followed": "no direct message",
    "mentioned": "no direct message",
    "liked": "no direct message",
    "revoked": "authorization withdrawn",
    "newer_post": "no direct message",
    "newer_revoked": "authorization withdrawn",
    "encrypted_joined": "no direct message",
}
READ = {"mark_read", "newer_read"}
NOTHING = {"typing", "newer_typing", "read_by_the_account"}


def test_each_recorded_event_is_told_of_here() -> None:
    assert {*SAID, *PUT_ASIDE, *READ, *NOTHING, "batch_one_unreadable"} == set(recorded())


@pytest.mark.parametrize(("name", "kind"), SAID.items())
def test_what_is_said_has_its_type(name: str, kind: str) -> None:
    (found,) = event(name)
    assert isinstance(found, Said)
    assert (found.type, found.identity) == (kind, ANA)
    assert found.echo == (name in ("newer_sent", "encrypted_sent") or name.startswith("echo"))


@pytest.mark.parametrize(("name", "why"), PUT_ASIDE.items())
def test_what_is_no_direct_message_is_put_aside_whole(name: str, why: str) -> None:
    (found,) = event(name)
    assert isinstance(found, Unreadable)
    assert found.reason == why
    assert list(parse(as_x_writes(found.item))) == [found]


@pytest.mark.parametrize("name", sorted(NOTHING))
def test_what_does_not_last_leaves_nothing(name: str) -> None:
    assert event(name) == []


@pytest.mark.parametrize("name", sorted(READ))
def test_what_was_read_is_told_by_a_time(name: str) -> None:
    (found,) = event(name)
    assert isinstance(found, Noted)
    assert (found.what, found.target, found.data) == ("watermark", "", {"status": "read"})


def test_the_good_of_a_batch_are_read_and_the_bad_can_be_read_again() -> None:
    found = event("batch_one_unreadable")
    assert [_told(one) for one in found] == ["one", "unknown type", "three", "no message_create"]
    for one in found:
        if isinstance(one, Unreadable):
            assert one.item["for_user_id"] == ACCOUNT
            assert read(one.item) == [one]


def _told(one: Any) -> Any:
    return one.text if isinstance(one, Said) else one.reason


def test_lists_of_several_kinds_in_one_payload_are_all_read() -> None:
    receipt = between(last_read_event_id="2006519800000000001")
    found = read(payload(message(), message(id="2"), direct_message_mark_read_events=[receipt]))
    assert [type(one) for one in found] == [Said, Said, Noted]


def test_a_list_without_events_says_nothing() -> None:
    assert read({"for_user_id": "100", "direct_message_events": []}) == []


@pytest.mark.parametrize("whole", [{"for_user_id": ACCOUNT}, {"for_user_id": ACCOUNT, "users": {}}])
def test_a_payload_without_events_is_put_aside(whole: Any) -> None:
    assert reason(whole) == "nothing in it"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"{",
        b'{"direct_message_events":[]}',
        b'{"for_user_id":null,"direct_message_events":[]}',
        b'{"for_user_id":"no","direct_message_events":[]}',
        b'{"data":[]}',
        b'{"data":{"event_type":"dm.received"}}',
        b'{"for_user_id":"1","a":NaN}',
        b'\xff{"for_user_id":"1"}',
    ],
)
def test_what_is_not_of_x_is_unreadable(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(body)


def test_the_newer_api_names_the_account_in_its_filter() -> None:
    found = read_one(newer("dm.received", {"direct_message_events": [message()], "users": {}}))
    assert isinstance(found, Said)
    assert (found.account_ref, found.sent_at) == (ACCOUNT, AT)
    without = newer("dm.received", {"direct_message_events": [message()]}, filter={})
    assert reason(without) == "no id"


def test_both_apis_make_the_same_of_the_same_message() -> None:
    older = read_one(payload(message(), users={ANA: {"name": "Ana"}}))
    users = {ANA: {"data": {"name": "Ana"}}}
    other = read_one(newer("dm.received", {"direct_message_events": [message()], "users": users}))
    assert older == other


def test_what_the_newer_api_does_not_show_by_example_may_come_without_its_list() -> None:
    receipt = between(last_read_event_id="2006519800000000001")
    assert read(newer("dm.read", receipt)) == read(payload(direct_message_mark_read_events=receipt))
    assert read(newer("dm.indicate_typing", between())) == []


def test_of_the_newer_api_an_unreadable_event_keeps_its_envelope() -> None:
    bad = message(id="none")
    whole = newer("dm.received", {"direct_message_events": [message(), bad], "users": {}})
    (good, found) = read(whole)
    assert isinstance(good, Said)
    assert isinstance(found, Unreadable)
    assert found.item["data"]["filter"] == {"user_id": ACCOUNT}
    assert read(found.item) == [found]
