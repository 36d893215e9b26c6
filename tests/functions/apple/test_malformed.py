"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.apple.parse import parse
from functions.apple.surroundings import together
from shared.messages import Parsed, Said, Unreadable
from tests.events import load, names
from tests.functions.apple.reading import HEADERS, payload_of

PAYLOADS = [payload_of(load("apple", name)) for name in names("apple") if name != "no_json"]
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
    """Every container of a payload with each of its keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def mutilated(data: st.DataObject) -> Any:
    whole = copy.deepcopy(data.draw(st.sampled_from(PAYLOADS)))
    for _ in range(data.draw(st.integers(1, 3))):
        found = list(places(whole))
        if not found:
            break
        container, key = data.draw(st.sampled_from(found))
        if isinstance(container, dict) and data.draw(st.booleans()):
            del container[key]
        else:
            container[key] = data.draw(ODD)
    return whole


def parsed(whole: Any) -> list[Parsed] | None:
    try:
        return list(parse(together(HEADERS, json.dumps(whole).encode())))
    except ValueError as error:
        assert not isinstance(error, UnicodeEncodeError)
        return None


@settings(max_examples=1000)
@given(st.data())
def test_a_mutilated_payload_is_read_or_refused(data: st.DataObject) -> None:
    whole = mutilated(data)
    found = parsed(whole)
    if found is None:
        return
    assert found or whole["type"] in ("typing_start", "typing_end")
    for item in found:
        well_formed(item)


@settings(max_examples=200)
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
