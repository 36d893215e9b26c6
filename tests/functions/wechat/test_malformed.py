"""However a packet is mutilated, reading it raises nothing but ValueError and loses nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.wechat import packets
from functions.wechat.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import body_of, load
from tests.functions.wechat.test_events import EVENTS

BODIES = [body_of(load("wechat", name)) for name in EVENTS if not name.startswith("sealed")]
PACKETS = [packets.read(body) for body in BODIES]
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a packet with each of its keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def mutilated(data: st.DataObject) -> Any:
    whole = copy.deepcopy(data.draw(st.sampled_from(PACKETS)))
    for _ in range(data.draw(st.integers(1, 3))):
        found = list(places(whole))
        container, key = data.draw(st.sampled_from(found)) if found else (None, None)
        if container is None:
            break
        if isinstance(container, dict) and data.draw(st.booleans()):
            del container[key]
        else:
            container[key] = data.draw(ODD)
    return whole


@settings(max_examples=1000)
@given(st.data())
def test_a_mutilated_packet_is_read_or_kept(data: st.DataObject) -> None:
    whole = mutilated(data)
    (item,) = parse(json.dumps(whole).encode())
    well_formed(item)
    if isinstance(item, Unreadable):
        assert item.item == whole


@settings(max_examples=300)
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


@settings(max_examples=200)
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
