"""However an update is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.telegram.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, names, payload_of
from tests.malformed import ODD, mutilated, times

UPDATES = [payload_of(load("telegram", name)) for name in names("telegram")]


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return parse(json.dumps(whole).encode())
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@times(1000)
@given(st.data())
def test_a_mutilated_update_is_read_kept_or_refused(data: st.DataObject) -> None:
    whole = mutilated(data, UPDATES)
    found = parsed(whole)
    if found is None:  # then the whole body is kept
        number = whole.get("update_id")
        assert not isinstance(number, int) or isinstance(number, bool) or abs(number) >= 10**20
        return
    (item,) = found
    well_formed(item)
    if isinstance(item, Unreadable):
        assert item.item == whole


@times(200)
@given(ODD)
def test_any_json_at_all_is_kept_or_refused(whole: Any) -> None:
    assert parsed(whole) is None
    for kind in ("message", "callback_query", "my_chat_member", "message_reaction"):
        found = parsed({"update_id": 1, kind: whole})
        assert found is not None
        assert [type(item) for item in found] == [Unreadable]


def well_formed(item: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    if isinstance(item, Unreadable):
        assert item.reason
        return
    assert isinstance(item, Said | Noted)
    assert item.identity.lstrip("-").isdigit()
    if isinstance(item, Noted):
        assert item.target
        assert item.event
        assert 10**12 <= item.at < 10**13
        assert json.dumps(item.data, allow_nan=False)
        return
    assert item.provider_id
    assert item.sent_at == 0 or 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False)
    for text in (item.text, item.reply_to or "", item.name or ""):
        assert text.encode() is not None
