"""However a packet is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.wechat import packets
from functions.wechat.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import body_of, load
from tests.functions.wechat.test_events import EVENTS
from tests.malformed import ODD, mutilated, times

BODIES = [body_of(load("wechat", name)) for name in EVENTS if not name.startswith("sealed")]
PACKETS = [packets.read(body) for body in BODIES]


@times(1000)
@given(st.data())
def test_a_mutilated_packet_is_read_or_kept(data: st.DataObject) -> None:
    whole = mutilated(data, PACKETS)
    (item,) = parse(json.dumps(whole).encode())
    well_formed(item)
    if isinstance(item, Unreadable):
        assert item.item == whole


@times(300)
@given(st.sampled_from(BODIES), st.integers(0, 400), st.binary(max_size=6))
def test_bytes_in_the_wrong_place_are_read_kept_or_refused(
    body: bytes, at: int, odd: bytes
) -> None:
    try:
        found = parse(body[:at] + odd + body[at + len(odd) :])
    except ValueError:
        return  # then the whole body is kept
    for item in found:
        well_formed(item)


@times(200)
@given(ODD)
def test_any_json_at_all_is_kept_or_refused(whole: Any) -> None:
    try:
        found = parse(json.dumps(whole).encode())
    except ValueError:
        assert not isinstance(whole, dict)
        return
    assert [type(item) for item in found] == [Unreadable]


def well_formed(item: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    if isinstance(item, Unreadable):
        assert item.reason
        return
    assert isinstance(item, Said | Noted)
    assert item.identity
    assert item.account_ref
    if isinstance(item, Noted):
        assert (item.target.isdigit(), 10**12 <= item.at < 10**13) == (True, True)
        assert json.dumps(item.data, allow_nan=False)
        return
    assert item.provider_id
    assert 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False).encode()
    assert item.text.encode() is not None
