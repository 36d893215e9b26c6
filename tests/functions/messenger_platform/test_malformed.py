"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.messages import Noted, Parsed, Said, Told, Unreadable, Warned
from tests.events import load, names, payload_of
from tests.functions.instagram.reading import READER as INSTAGRAM
from tests.functions.messenger.reading import READER as MESSENGER
from tests.functions.messenger_platform.reading import Reader
from tests.malformed import ODD, mutilated, times

READERS = {reader.channel: reader for reader in (MESSENGER, INSTAGRAM)}
PAYLOADS = {
    channel: [payload_of(load(channel, name)) for name in names(channel) if name != "handshake"]
    for channel in READERS
}
on_both = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def parsed(reader: Reader, whole: Any) -> list[Parsed] | None:
    try:
        return reader.parse(json.dumps(whole).encode())
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@on_both
@times(1000)
@given(data=st.data())
def test_a_mutilated_payload_is_read_or_refused(reader: Reader, data: st.DataObject) -> None:
    for found in parsed(reader, mutilated(data, PAYLOADS[reader.channel])) or []:
        well_formed(found)


@on_both
@times(300)
@given(odd=st.lists(ODD, max_size=4), place=st.integers(0, 4))
def test_one_good_item_survives_any_company(reader: Reader, odd: list[Any], place: int) -> None:
    found = parsed(reader, reader.payload(*odd[:place], reader.item(), *odd[place:]))
    assert found is not None
    assert len(found) == len(odd) + 1
    assert [one.text for one in found if isinstance(one, Said)] == ["Hola"]


@on_both
@times(200)
@given(whole=ODD)
def test_any_json_at_all_is_read_or_refused(reader: Reader, whole: Any) -> None:
    assert parsed(reader, whole) is None
    found = parsed(reader, {"object": reader.object, "entry": [whole]})
    assert found
    assert all(isinstance(one, Unreadable) for one in found)


def well_formed(found: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    assert not isinstance(found, Told | Warned)
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
