"""What a browser sends, read; what it sends mutilated is in test_malformed.py."""

import uuid

import pytest

from functions.webchat.parse import fields_of, made_at, parse, receipts
from functions.webchat.visitors import Visitor
from shared.intake.fields import Unfit
from shared.messages import Noted
from tests.functions.webchat.conftest import new_id

NOW = 1_767_225_600_000
VISITOR = Visitor("main", "v-1", NOW // 1000 + 60)


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
