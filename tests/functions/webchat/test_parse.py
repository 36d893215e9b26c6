"""Whatever a browser sends is read or refused, and nothing else happens."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.webchat.parse import fields_of, made_at, parse, receipts
from functions.webchat.visitors import Visitor
from shared.fields import Unfit
from shared.messages import Noted
from tests.functions.webchat.conftest import new_id

NOW = 1_767_225_600_000
VISITOR = Visitor("main", "v-1", NOW // 1000 + 60)
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["id", "type", "name", "title", "voice", "x"]), inner, max_size=3
        )
    ),
    max_leaves=4,
)
NAMES = st.sampled_from(["id", "text", "file", "reply", "reply_to", "status", "ids", "other"])
GOOD = {"id": "a-good-id", "text": "hello"}


@settings(max_examples=200)
@given(st.dictionaries(NAMES, ODD))
def test_any_fields_at_all_are_read_or_refused(odd: dict[str, Any]) -> None:
    for fields in (odd, {**GOOD, **odd}, {**odd, **GOOD}):
        try:
            said = parse(fields_of(json.dumps(fields).encode()), VISITOR, NOW)
        except Unfit:
            continue
        assert said.text.strip() or said.content
        assert said.provider_id == fields["id"]
        assert json.dumps(said.content)
        assert said.text.encode()


@settings(max_examples=200)
@given(st.binary(max_size=40))
def test_any_bytes_at_all_are_read_or_refused(body: bytes) -> None:
    try:
        assert isinstance(fields_of(body), dict)
    except Unfit as error:
        assert str(error) in ("not JSON", "not an object")


@settings(max_examples=200)
@given(st.dictionaries(NAMES, ODD))
def test_only_receipts_are_receipts(odd: dict[str, Any]) -> None:
    with pytest.raises(Unfit):
        list(receipts({"status": "sent", **odd}, VISITOR, NOW))


def test_half_an_emoji_is_replaced() -> None:
    fields = fields_of(b'{"id": "a-good-id", "text": "x\\ud83d"}')
    assert parse(fields, VISITOR, NOW).text == "x\ufffd"


def test_the_time_is_in_the_id() -> None:
    assert made_at(new_id(NOW - 5), NOW) == NOW - 5
    # The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22.000Z.
    example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    assert made_at(example, 1_645_557_742_000) == 1_645_557_742_000
    for other in (str(uuid.uuid4()), "a-good-id", example.upper(), example.replace("-", "")):
        assert made_at(other, 1_645_557_742_000) is None


@pytest.mark.parametrize("off", [-86_400_000, 120_000, 10**12])
def test_the_time_in_an_id_is_of_the_last_day(off: int) -> None:
    with pytest.raises(Unfit):
        made_at(new_id(NOW + off), NOW)


def test_receipts_name_each_message_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "own", ["c" * 26])
    ids = [f"{'c' * 26}.1.x", f"{'c' * 26}.1.x", f"{'c' * 26}.2.x"]
    facts = list(receipts({"status": "delivered", "ids": ids}, VISITOR, NOW))
    assert [fact.target for fact in facts] == ids[1:]
    assert all(isinstance(fact, Noted) and fact.at == NOW for fact in facts)
