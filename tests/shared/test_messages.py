"""The words every channel shares: what may be said, and in which order a status moves."""

from typing import get_args

from shared import messages
from shared.messages import STATUS_ORDER, Noted, Said, Status


def test_every_status_has_its_place_in_the_order_once() -> None:
    assert sorted(STATUS_ORDER) == sorted(get_args(Status))
    assert len(set(STATUS_ORDER)) == len(STATUS_ORDER)


def test_an_unknown_outcome_is_settled_by_any_later_fact() -> None:
    later = STATUS_ORDER[STATUS_ORDER.index("unknown") + 1 :]
    assert later == ("sent", "failed", "delivered", "read")


def test_what_is_said_without_more_has_empty_content_of_its_own() -> None:
    one, two = (Said("1", "2", wamid, 3, "text") for wamid in "ab")
    assert one.content == {}
    assert one.content is not two.content
    assert not one.echo


def test_the_types_are_those_of_the_contract() -> None:
    assert set(get_args(messages.MessageType)) == {
        *("text", "image", "audio", "video", "file", "sticker", "location", "contacts"),
        *("interactive", "reaction", "template", "event", "unsupported"),
    }


def test_a_fact_has_no_field_that_nobody_declared() -> None:
    fact = Noted("1", "2", "status", "wamid.A", "read", 3)
    assert not hasattr(fact, "__dict__")
    assert fact == Noted("1", "2", "status", "wamid.A", "read", 3, {}, None)
