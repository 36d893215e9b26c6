"""Whatever a browser sends is read or refused, and nothing else happens."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.webchat.parse import fields_of, parse, receipts
from functions.webchat.visitors import Visitor
from shared.intake.fields import Fields, Unfit
from shared.messages import Said
from tests.malformed import ODD, mutilated, times

NOW = 1_767_225_600_000
CONVERSATION = "c" * 26


class Somebody(Visitor):
    """Whose conversation is known without the key of ids."""

    @property
    def own(self) -> list[str]:
        return [CONVERSATION]


VISITOR = Somebody("main", "v-1", NOW // 1000 + 60)
GOOD = {"id": "a-good-id", "text": "hello"}
FILE = {"id": "a" * 26, "type": "image/png", "name": "shoe.png", "voice": False}
SAID = [
    {**GOOD, "reply_to": "m-1"},
    {**GOOD, "file": FILE},
    {**GOOD, "file": {**FILE, "type": "audio/ogg", "voice": True}},
    {"id": "a-good-id", "reply": {"id": "yes", "title": "Yes"}},
]
NAMES = st.sampled_from(["id", "text", "file", "reply", "reply_to", "status", "ids", "other"])
RECEIPTS = [{"status": "read", "ids": [f"{CONVERSATION}.{NOW}.x", f"{CONVERSATION}.{NOW}.y"]}]


def read(whole: Any, how: Callable[[Fields], Any]) -> Any:
    try:
        return how(fields_of(json.dumps(whole).encode()))
    except Unfit:
        return None


@times(1000)
@given(st.data())
def test_a_mutilated_message_is_read_or_refused(data: st.DataObject) -> None:
    whole = mutilated(data, SAID)
    if said := read(whole, lambda fields: parse(fields, VISITOR, NOW)):
        well_formed(said, whole)


@times(200)
@given(st.dictionaries(NAMES, ODD))
def test_any_fields_at_all_are_read_or_refused(odd: dict[str, Any]) -> None:
    for whole in (odd, {**GOOD, **odd}, {**odd, **GOOD}):
        if said := read(whole, lambda fields: parse(fields, VISITOR, NOW)):
            well_formed(said, whole)


@times(200)
@given(st.binary(max_size=40))
def test_any_bytes_at_all_are_read_or_refused(body: bytes) -> None:
    try:
        assert isinstance(fields_of(body), dict)
    except Unfit as error:
        assert str(error) in ("not JSON", "not an object")


@times(200)
@given(st.data())
def test_mutilated_receipts_are_of_the_visitors_own_messages_or_refused(
    data: st.DataObject,
) -> None:
    whole = mutilated(data, RECEIPTS)
    for told in read(whole, lambda fields: list(receipts(fields, VISITOR, NOW))) or ():
        assert told.target.startswith(f"{CONVERSATION}.")
        assert told.event in ("delivered", "read")


@times(200)
@given(st.dictionaries(NAMES, ODD))
def test_only_receipts_are_receipts(odd: dict[str, Any]) -> None:
    with pytest.raises(Unfit):
        list(receipts({"status": "sent", **odd}, VISITOR, NOW))


def well_formed(said: Said, whole: Any) -> None:
    """What is stored of it has the types the table needs."""
    assert said.text.strip() or said.content
    assert said.provider_id == whole["id"]
    assert json.dumps(said.content, allow_nan=False)
    for text in (said.text, said.reply_to or ""):
        assert text.encode() is not None
