"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.custom.parse import parse
from shared.intake import items
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, names, payload_of
from tests.functions.custom.reading import message, payload
from tests.malformed import ODD, mutilated, times

PAYLOADS = [payload_of(load("custom", name)) for name in names("custom")]


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return parse(json.dumps(whole).encode())
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@times(1000)
@given(st.data())
def test_a_mutilated_payload_is_read_or_refused(data: st.DataObject) -> None:
    whole = mutilated(data, PAYLOADS)
    found = parsed(whole)
    if found is None:
        return
    typing = [one for one in whole["events"] if isinstance(one, dict) and one.get("contact")]
    typing = [one for one in typing if isinstance(one["contact"], str)]
    silent = sum(one.get("kind") == "typing" for one in typing)
    assert len(found) == len(whole["events"]) - silent
    for item in found:
        well_formed(item)


@times(200)
@given(st.lists(ODD, max_size=4), st.integers(0, 4))
def test_one_good_event_survives_any_company(odd: list[Any], place: int) -> None:
    events = [*odd[:place], message(), *odd[place:]]
    found = parsed(payload(*events))
    assert found is not None
    assert len(found) == len(events)
    assert [item.text for item in found if isinstance(item, Said)] == ["Hola"]


@times(200)
@given(ODD)
def test_any_json_at_all_is_kept_or_refused(whole: Any) -> None:
    assert parsed(whole) is None
    for kind in ("message", "status", "reaction", "edit", "revoke", "read"):
        event = {"kind": kind, "contact": "c", "type": whole, "at": whole, "message": whole}
        found = parsed({"events": [event]})
        assert found is not None
        assert [type(item) for item in found] == [Unreadable]


def well_formed(found: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    place: Any = {"id_key": b"k", "account": "main", "channel": "custom", "received_at": 10**12}
    if isinstance(found, Unreadable):
        assert found.reason
        assert json.dumps(found.item)
        return
    assert isinstance(found, Said | Noted)
    assert found.identity
    if isinstance(found, Noted):
        made = items.noted_item(found, **place)
    else:
        made = items.said_item(found, **place)
    assert json.dumps(made, allow_nan=False, ensure_ascii=False).encode()
