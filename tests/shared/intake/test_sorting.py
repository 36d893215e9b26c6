"""Sorting: each event of a batch by itself."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.intake.sorting import Work, sort_out, understood
from shared.messages import Parsed, Said, Unreadable
from tests.shared.arrivals import OURS, body, noted, parse, said


def sorted_out(*events: Parsed) -> Work:
    work = Work("whatsapp", "main")
    sort_out(work, events, id_key=b"key", accounts={OURS: "shop"}, received_at=5)
    return work


def reasons(work: Work) -> list[str]:
    return [one.reason for one in work.unusable]


def test_each_event_becomes_an_item_of_the_account_it_names() -> None:
    work = sorted_out(said("wamid.1"), noted())
    assert [(i["kind"], i["account"], i["received_at"]) for i in work.items] == [
        ("message", "shop", 5),
        ("annotation", "shop", 5),
    ]
    assert work.unusable == []


def test_what_is_of_no_use_is_kept_in_a_form_that_can_be_used_after_a_fix() -> None:
    foreign, odd = said("wamid.1", account_ref="9", content={"a": 1.5}), noted(at=-1)
    work = sorted_out(foreign, odd, Unreadable("new kind", {"kind": "x"}))
    assert reasons(work) == ["foreign-account", "unreadable: ValueError", "new kind"]
    kept = [json.loads(one.raw) for one in work.unusable]
    assert kept[0]["said"]["content"] == {"a": 1.5}
    assert kept[1]["noted"]["at"] == -1
    assert kept[2] == {"kind": "x"}


def test_an_id_that_is_not_text_is_unreadable() -> None:
    halves: Any = "\ud83d"
    assert reasons(sorted_out(said(halves))) == ["unreadable: UnicodeEncodeError"]


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError])
def test_any_fault_in_reading_ends_it_but_keeps_what_was_read(error: type[Exception]) -> None:
    def trips(raw: bytes) -> Iterator[Parsed]:
        yield from parse(raw)
        raise error

    parsed, broken = understood(trips, body(said("wamid.1")))
    assert parsed == [said("wamid.1")]
    assert broken == error.__name__
    assert understood(parse, body()) == ([], "")


def test_an_echo_that_carries_our_id_is_a_status_of_ours_and_any_other_is_said() -> None:
    ours = f"{'a' * 26}.1767225600000.ref"
    echo = Said("1", "34600111222", "m_1", 1_767_225_600_000, "text", "hi", echo=True)
    work = Work("whatsapp", "main")
    told = [echo, dataclasses.replace(echo, our_id=ours), dataclasses.replace(echo, our_id="job-9")]
    sort_out(work, told, id_key=b"key", accounts={"1": "main"}, received_at=1_767_225_600_500)
    said, status, other = work.items
    assert (said["kind"], other["kind"], said["sk"]) == ("message", "message", other["sk"])
    assert (status["what"], status["target_id"]) == ("status", ours)
    assert json.loads(status["data"]) == {"status": "sent"}
