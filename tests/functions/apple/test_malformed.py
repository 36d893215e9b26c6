"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.apple.parse import parse
from functions.apple.surroundings import together
from shared.messages import Parsed, Said, Unreadable
from tests.events import load, names
from tests.functions.apple.reading import HEADERS, payload_of
from tests.malformed import ODD, mutilated, times

PAYLOADS = [payload_of(load("apple", name)) for name in names("apple") if name != "no_json"]


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return list(parse(together(HEADERS, json.dumps(whole).encode())))
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
    assert found or whole["type"] in ("typing_start", "typing_end")
    for item in found:
        well_formed(item)


@times(200)
@given(ODD)
def test_anything_at_all_is_read_or_refused(whole: Any) -> None:
    assert not parsed(whole)


def well_formed(item: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    if isinstance(item, Unreadable):
        assert item.reason
        assert json.dumps(item.item)
        return
    assert isinstance(item, Said)
    assert item.account_ref
    assert item.identity
    assert item.provider_id
    assert item.sent_at == 0 or 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False)
    assert isinstance(item.text, str)
    media = item.content.get("media")
    assert media is None or (media["id"] and len(media["sealed"]["key"]) == 64)
