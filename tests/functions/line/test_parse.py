"""LINE's payload as a whole: what is one, and what becomes of each of its events."""

import pytest

from functions.line.parse import parse
from shared.messages import Said, Unreadable
from tests.functions.line.reading import ACCOUNT, as_line_writes, message, payload, read, reason


def test_events_come_in_their_order_under_the_account_of_the_payload() -> None:
    found = read(message(id="1", text="a"), message(id="2", text="b"))
    assert [(f.account_ref, f.text) for f in found if isinstance(f, Said)] == [
        (ACCOUNT, "a"),
        (ACCOUNT, "b"),
    ]


def test_no_events_are_no_mistake() -> None:
    assert read() == []


@pytest.mark.parametrize(
    "whole",
    [
        [],
        {},
        None,
        {"destination": ACCOUNT},
        {"destination": ACCOUNT, "events": {}},
        {"destination": "", "events": []},
        {"destination": 7, "events": []},
        {"events": []},
    ],
)
def test_what_is_no_payload_of_line_is_refused_as_a_whole(whole: object) -> None:
    with pytest.raises(ValueError, match="not of LINE"):
        parse(as_line_writes(whole))


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"{} {}", b"[" * 100_000])
def test_what_is_no_json_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse(body)


@pytest.mark.parametrize("odd", [None, 7, "event", [], {}])
def test_an_event_that_is_none_stands_alone_in_what_is_put_aside(odd: object) -> None:
    first, second = read(odd, message())
    assert isinstance(first, Unreadable)
    assert first.item == payload(odd)
    assert isinstance(second, Said)


def test_what_was_put_aside_can_be_parsed_again() -> None:
    (found,) = read(message(id=None))
    assert reason(found) == "no id"
    assert isinstance(found, Unreadable)
    assert parse(as_line_writes(found.item)) == [found]
