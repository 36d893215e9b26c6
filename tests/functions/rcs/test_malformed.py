"""However signed data is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.rcs.parse import parse
from shared.intake import items
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, names
from tests.functions.rcs import calls
from tests.malformed import mutilated, times

PAYLOADS = [
    json.loads(calls.data_of(load("rcs", name))) for name in names("rcs") if name != "handshake"
]


def parsed(data: bytes) -> list[Parsed]:
    try:
        return parse(data)
    except ValueError:
        return []


@times(1000)
@given(st.data())
def test_a_mutilated_payload_is_read_or_refused(data: st.DataObject) -> None:
    for found in parsed(json.dumps(mutilated(data, PAYLOADS)).encode()):
        well_formed(found)


@times(200)
@given(st.data(), st.binary(max_size=3))
def test_data_with_a_hole_are_read_or_refused(data: st.DataObject, other: bytes) -> None:
    raw = json.dumps(data.draw(st.sampled_from(PAYLOADS))).encode()
    place = data.draw(st.integers(0, len(raw)))
    for found in parsed(raw[:place] + other + raw[place + 1 :]):
        well_formed(found)


@times(200)
@given(st.binary(max_size=60))
def test_any_bytes_at_all_are_read_or_refused(data: bytes) -> None:
    for found in parsed(data):
        well_formed(found)


def well_formed(found: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    place: Any = {"id_key": b"k", "account": "main", "channel": "rcs"}
    place["received_at"] = 1767225600000
    if isinstance(found, Unreadable):
        assert json.dumps(found.item)
        return
    assert isinstance(found, Said | Noted)
    assert found.account_ref
    assert found.identity
    try:
        if isinstance(found, Noted):
            made = items.noted_item(found, **place)
        else:
            made = items.said_item(found, **place)
    except ValueError:  # a time before 1970 is in no key: it goes to quarantine
        return
    assert json.dumps(made, allow_nan=False, ensure_ascii=False).encode()
