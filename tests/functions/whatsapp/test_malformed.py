"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.whatsapp.parse import parse
from shared.limits.warned import WHY
from shared.messages import Noted, Parsed, Said, Told, Unreadable, Warned
from tests.events import load, names, payload_of
from tests.functions.whatsapp.reading import CONTACT, message, payload
from tests.malformed import ODD, mutilated, times

PAYLOADS = [payload_of(load("whatsapp", name)) for name in names("whatsapp") if name != "handshake"]


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return list(parse(json.dumps(whole).encode()))
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@times(1000)
@given(st.data())
def test_a_mutilated_payload_is_read_or_refused(data: st.DataObject) -> None:
    for item in parsed(mutilated(data, PAYLOADS)) or []:
        well_formed(item)


@times(200)
@given(st.lists(ODD, max_size=4), st.integers(0, 4))
def test_one_good_item_survives_any_company(odd: list[Any], place: int) -> None:
    items = [*odd[:place], message(), *odd[place:]]
    found = parsed(payload(contacts=[CONTACT], messages=items))
    assert found is not None
    assert len(found) == len(items)
    assert [item.text for item in found if isinstance(item, Said)] == ["Hola"]


@times(200)
@given(ODD)
def test_any_json_at_all_is_read_or_refused(whole: Any) -> None:
    assert parsed(whole) is None
    found = parsed({"object": "whatsapp_business_account", "entry": [whole]})
    assert found is not None
    assert found
    assert all(isinstance(item, Unreadable) for item in found)


def well_formed(item: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    if isinstance(item, Unreadable):
        assert item.reason
        assert json.dumps(item.item)
        return
    if isinstance(item, Told):
        assert item.business
        assert item.changed
        return
    if isinstance(item, Warned):
        assert item.business
        assert item.reason in WHY
        assert 10**12 <= item.at < 10**13
        assert 0 <= item.until < 10**13
        return
    assert item.account_ref
    assert item.identity
    if isinstance(item, Noted):
        assert item.target
        assert item.event
        assert 10**12 <= item.at < 10**13
        assert json.dumps(item.data, allow_nan=False)
        assert item.our_id is None or isinstance(item.our_id, str)
        return
    assert item.provider_id
    assert 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False)
    for text in (item.text, item.reply_to or "", item.other_identity or "", item.name or ""):
        assert text.encode() is not None
