"""Authentic but of no use: acknowledged and kept, and never in the way of the rest."""

import json
from typing import Any

import pytest

from tests.shared import contents_of
from tests.shared.arrivals import body, deliver, receive, request, said

pytestmark = pytest.mark.usefixtures("the_time")


def test_a_body_nobody_can_read_is_kept_byte_for_byte(cloud: Any) -> None:
    raw = b'[{"Said": \xff'
    assert receive(request(raw))["statusCode"] == 200
    (kept,) = contents_of.bucket(cloud, "quarantine/whatsapp/main/2026-01-01/").values()
    assert kept == raw
    assert contents_of.table(cloud) == []


def test_what_was_read_before_the_unreadable_part_is_stored(cloud: Any) -> None:
    raw = json.dumps([*json.loads(body(said("wamid.1"))), {"Noted": {"no": "field"}}]).encode()
    assert receive(request(raw))["statusCode"] == 200
    assert len(contents_of.table(cloud)) == 1
    assert list(contents_of.bucket(cloud).values()) == [raw]


def test_of_a_batch_of_50_with_one_unreadable_49_are_stored(cloud: Any) -> None:
    batch = [said(f"wamid.{n}") for n in range(49)]
    assert deliver(*batch[:20], "something new", *batch[20:]) == 200
    assert len(contents_of.table(cloud)) == 49
    assert list(contents_of.bucket(cloud).values()) == [b'"something new"']


def test_an_account_of_other_credentials_goes_to_quarantine(cloud: Any) -> None:
    foreign = said("wamid.1", account_ref="999")
    assert deliver(foreign, said("wamid.2")) == 200
    assert [item["provider_id"] for item in contents_of.table(cloud)] == ["wamid.2"]
    (kept,) = contents_of.bucket(cloud).values()
    assert json.loads(kept)["said"]["account_ref"] == "999"


def test_what_the_table_refuses_as_invalid_goes_to_quarantine(cloud: Any) -> None:
    assert deliver(said("wamid.1", text="x" * 500_000), said("wamid.2")) == 200
    assert [item["provider_id"] for item in contents_of.table(cloud)] == ["wamid.2"]
    (kept,) = contents_of.bucket(cloud).values()
    assert json.loads(kept)["provider_id"] == "wamid.1"


def test_a_time_that_no_key_can_hold_goes_to_quarantine(cloud: Any) -> None:
    assert deliver(said("wamid.1", sent_at=10**13), said("wamid.2", sent_at=-1)) == 200
    assert contents_of.table(cloud) == []
    assert len(contents_of.bucket(cloud)) == 2
