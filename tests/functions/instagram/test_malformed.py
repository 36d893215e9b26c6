"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.instagram.parse import parse
from shared.messages import Noted, Parsed, Said, Told, Unreadable
from tests.events import load, names, payload_of
from tests.functions.instagram.reading import item, payload
from tests.malformed import ODD, mutilated, times

PAYLOADS = [
    payload_of(load("instagram", name)) for name in names("instagram") if name != "handshake"
]


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return parse(json.dumps(whole).encode())
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@times(1000)
@given(st.data())
def test_a_mutilated_payload_is_read_or_refused(data: st.DataObject) -> None:
    for found in parsed(mutilated(data, PAYLOADS)) or []:
        well_formed(found)


@times(150)
@given(st.lists(ODD, max_size=4), st.integers(0, 4))
def test_one_good_item_survives_any_company(odd: list[Any], place: int) -> None:
    found = parsed(payload(*odd[:place], item(), *odd[place:]))
    assert found is not None
    assert len(found) == len(odd) + 1
    assert [one.text for one in found if isinstance(one, Said)] == ["Hola"]


@times(150)
@given(ODD)
def test_any_json_at_all_is_read_or_refused(whole: Any) -> None:
    assert parsed(whole) is None
    found = parsed({"object": "instagram", "entry": [whole]})
    assert found
    assert all(isinstance(one, Unreadable) for one in found)


def well_formed(found: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    assert not isinstance(found, Told)
    if isinstance(found, Unreadable):
        assert found.reason
        assert json.dumps(found.item)
        return
    assert found.account_ref
    assert found.identity
    if isinstance(found, Noted):
        assert bool(found.target) == (found.what != "watermark")
        assert found.event
        assert 10**12 <= found.at < 10**13
        assert json.dumps(found.data, allow_nan=False)
        return
    assert found.provider_id
    assert 10**12 <= found.sent_at < 10**13
    assert json.dumps(found.content, allow_nan=False)
    for text in (found.text, found.reply_to or ""):
        assert text.encode() is not None
