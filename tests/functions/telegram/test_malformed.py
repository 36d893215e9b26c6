"""However an update is mutilated, reading it raises nothing but ValueError and loses nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.telegram.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, names, payload_of

UPDATES = [payload_of(load("telegram", name)) for name in names("telegram")]
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
    """Every container of an update with each of its keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def mutilated(data: st.DataObject) -> Any:
    whole = copy.deepcopy(data.draw(st.sampled_from(UPDATES)))
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


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return parse(json.dumps(whole).encode())
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@settings(max_examples=1000)
@given(st.data())
def test_a_mutilated_update_is_read_kept_or_refused(data: st.DataObject) -> None:
    whole = mutilated(data)
    found = parsed(whole)
    if found is None:  # then the whole body is kept
        number = whole.get("update_id")
        assert not isinstance(number, int) or isinstance(number, bool) or abs(number) >= 10**20
        return
    (item,) = found
    well_formed(item)
    if isinstance(item, Unreadable):
        assert item.item == whole


@settings(max_examples=200)
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
