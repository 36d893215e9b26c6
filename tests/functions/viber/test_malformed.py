"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.viber.parse import parse
from shared.messages import Noted, Parsed, Said
from tests.events import load, names, payload_of

PAYLOADS = [payload_of(load("viber", name)) for name in names("viber")]
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
        return list(parse(json.dumps(whole).encode()))
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
    assert len(found) == (whole["event"] != "webhook")
    for item in found:
        well_formed(item)


@settings(max_examples=300)
@given(ODD, st.text(max_size=40))
def test_whatever_comes_back_with_a_text_the_text_is_heard(odd: Any, data: str) -> None:
    for tracking in (odd, data, json.dumps(odd), json.dumps({"message": odd, "choices": odd})):
        told = copy.deepcopy(payload_of(load("viber", "text_message")))
        told["message"]["tracking_data"] = tracking
        found = parsed(told)
        assert found is not None
        (item,) = found
        assert isinstance(item, Said)
        assert item.text == told["message"]["text"]
        well_formed(item)


def well_formed(item: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    assert isinstance(item, Said | Noted)
    assert item.account_ref == ""
    assert item.identity
    if isinstance(item, Noted):
        assert item.target.isdigit()
        assert 10**12 <= item.at < 10**13
        return
    assert item.provider_id
    assert 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False)
    assert isinstance(item.text, str)
