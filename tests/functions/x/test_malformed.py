"""However a payload is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.x.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load, payload_of
from tests.functions.x.reading import ANA, message, payload, recorded
from tests.malformed import ODD, mutilated, times

PAYLOADS = [payload_of(load("x", name)) for name in recorded()]


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
def test_one_good_message_survives_any_company(odd: list[Any], place: int) -> None:
    found = parsed(payload(*odd[:place], message(), *odd[place:]))
    assert found is not None
    assert len(found) == len(odd) + 1
    assert [item.text for item in found if isinstance(item, Said)] == ["Hola"]


@times(200)
@given(ODD)
def test_whatever_the_users_are_the_message_counts(users: Any) -> None:
    for one in (users, {ANA: users}, {ANA: {"data": users}}):
        (found,) = parsed(payload(message(), users=one)) or []
        assert isinstance(found, Said)
        assert found.name is None or isinstance(found.name, str)


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
        assert 10**12 <= item.at < 10**13
        return
    assert item.provider_id
    assert 10**12 <= item.sent_at < 10**13
    assert json.dumps(item.content, allow_nan=False)
    assert isinstance(item.text, str)
