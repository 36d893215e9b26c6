"""Who opens the chat, comes and goes."""

from typing import Any

import pytest

from tests.functions.viber.reading import ANA, AT, MESSAGE_TOKEN, happened, read_said, reason, said

USER = {"id": ANA, "name": "Ana"}


def test_opening_the_chat_is_no_subscription() -> None:
    found = said("conversation_started")
    assert found.content == {"event": "started", "subscribed": False}
    assert (found.identity, found.name) == (ANA, "Ana")


def test_the_link_that_led_here_is_a_referral() -> None:
    found = said("conversation_started_by_a_link")
    assert found.content["referral"] == {"source_type": "link", "ref": "camp_42"}
    assert found.content["subscribed"] is True


def test_coming_and_going_are_consent() -> None:
    assert said("subscribed").content == {"event": "opted-in"}
    assert said("unsubscribed").content == {"event": "opted-out"}
    assert said("unsubscribed").identity == ANA


def test_what_an_app_tells_of_itself_is_kept_as_it_is() -> None:
    found = said("client_status")
    assert found.content["event"] == "client-status"
    assert found.content["raw"] == {"status": {"code": 0, "state": "keyboard_opened"}}


def test_two_events_of_one_tap_are_two() -> None:
    started = read_said(happened("conversation_started", user=USER))
    subscribed = read_said(happened("subscribed", user=USER))
    assert started.sent_at == subscribed.sent_at
    assert started.provider_id != subscribed.provider_id
    assert subscribed.provider_id == f"subscribed:{MESSAGE_TOKEN}"


def test_without_a_token_time_and_person_are_the_id() -> None:
    gone = happened("unsubscribed", user_id=ANA, message_token=None)
    assert read_said(gone).provider_id == f"unsubscribed:{AT}:{ANA}"
    later = read_said({**gone, "timestamp": AT + 1})
    assert later.provider_id != read_said(gone).provider_id


@pytest.mark.parametrize("kind", ["conversation_started", "subscribed", "client_status"])
@pytest.mark.parametrize("who", [None, {}, "Ana", {"id": 7}])
def test_somebody_has_to_have_done_it(kind: str, who: Any) -> None:
    assert reason(happened(kind, user=who)) in ("no user", "no id")


@pytest.mark.parametrize("who", ["", 7, {}])
def test_somebody_has_to_have_gone(who: Any) -> None:
    assert reason(happened("unsubscribed", user_id=who)) == "no user_id"
