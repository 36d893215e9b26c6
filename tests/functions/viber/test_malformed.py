"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.viber.parse import parse
from shared.messages import Noted, Parsed, Said
from tests.events import load, names, payload_of
from tests.malformed import ODD, mutilated, times

PAYLOADS = [payload_of(load("viber", name)) for name in names("viber")]


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
    assert len(found) == (whole["event"] != "webhook")
    for item in found:
        well_formed(item)


@times(300)
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
