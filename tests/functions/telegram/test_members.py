"""A customer who stops the bot or starts it again is an event of the conversation."""

import pytest

from tests.events import load, payload_of
from tests.functions.telegram.reading import kind, read, said


@pytest.mark.parametrize("name", ["blocked", "unblocked"])
def test_stopping_and_starting_the_bot_are_events(name: str) -> None:
    found = said(name)
    assert (found.type, found.content, found.text) == ("event", {"event": name}, "")
    assert (found.identity, found.sent_at) == ("7001", 1767225621000)


def test_the_updates_number_names_the_event() -> None:
    assert said("blocked").provider_id != said("unblocked").provider_id
    assert said("blocked").provider_id == "update:900000038"


@pytest.mark.parametrize("state", ["administrator", "left", "restricted", "", None])
def test_another_state_is_unreadable(state: str | None) -> None:
    change = payload_of(load("telegram", "blocked"))["my_chat_member"]
    odd = {**change, "new_chat_member": {**change["new_chat_member"], "status": state}}
    assert kind(read(my_chat_member=odd)) in ("unknown status", "no status")


def test_the_bot_in_a_group_is_no_event() -> None:
    change = payload_of(load("telegram", "blocked"))["my_chat_member"]
    group = {"id": -1001, "type": "supergroup"}
    assert kind(read(my_chat_member={**change, "chat": group})) == "not a private chat"
