"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.line.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, names, payload_of
from tests.functions.line.reading import message, payload
from tests.malformed import ODD, mutilated, times

PAYLOADS = [payload_of(load("line", name)) for name in names("line")]


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return list(parse(json.dumps(whole).encode()))
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
    assert len(found) == len(whole["events"])
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


def well_formed(item: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    if isinstance(item, Unreadable):
        assert item.reason
        assert json.dumps(item.item)
        return
    assert isinstance(item, Said | Noted)
    assert item.account_ref
    assert item.identity
    if isinstance(item, Noted):
        assert item.target
        assert 10**12 <= item.at < 10**13
        return
    assert item.provider_id
    assert 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False)
    assert all(isinstance(text, str) for text in (item.text, item.reply_to or ""))
