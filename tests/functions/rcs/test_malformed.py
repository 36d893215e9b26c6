"""However signed data is mutilated, reading it raises nothing but ValueError and loses nothing."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.rcs.parse import parse
from shared import items
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, names
from tests.functions.rcs import calls

PAYLOADS = [
    json.loads(calls.data_of(load("rcs", name))) for name in names("rcs") if name != "handshake"
]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.sampled_from(["", "READ", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+1", [], {}]),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    st.lists(st.text(max_size=4), max_size=2),
)


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    payload = copy.deepcopy(draw(st.sampled_from(PAYLOADS)))
    for _ in range(draw(st.integers(1, 3))):
        place: dict[str, Any] = payload
        while inner := [name for name, value in place.items() if isinstance(value, dict)]:
            if draw(st.booleans()):
                break
            place = place[draw(st.sampled_from(inner))]
        if not place:
            continue
        name = draw(st.sampled_from(sorted(place)))
        if draw(st.booleans()):
            del place[name]
        else:
            place[draw(st.sampled_from([name, "eventType", "text", "new"]))] = draw(ODD)
    raw = json.dumps(payload).encode()
    end = draw(st.integers(0, len(raw)))
    return raw if draw(st.integers(0, 3)) else raw[:end] + draw(st.binary(max_size=3)) + raw[end:]


def parsed(data: bytes) -> list[Parsed]:
    try:
        return parse(data)
    except ValueError:
        return []


@settings(max_examples=1000)
@given(mutilated())
def test_mutilated_data_are_read_or_refused(data: bytes) -> None:
    for found in parsed(data):
        well_formed(found)


@settings(max_examples=200)
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
