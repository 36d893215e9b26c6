"""A packet is one message, one fact, or kept as it is."""

import json
from typing import Any

import pytest

from functions.wechat.parse import parse
from shared.messages import Said, Unreadable
from tests.functions.wechat.reading import event, packet, read, said
from tests.functions.wechat.signing import ACCOUNT, ANA, AT


@pytest.mark.usefixtures("the_time")
@pytest.mark.parametrize(
    "name", ["text_message", "sealed_text", "compatible_text", "json_text", "sealed_json"]
)
def test_a_text_is_the_same_in_every_mode(name: str) -> None:
    assert event(name) == Said(
        account_ref=ACCOUNT,
        identity=ANA,
        provider_id="24500000000000002",
        sent_at=AT * 1000,
        type="text",
        text="你好，我的包裹在哪里？ 📦 <b>&amp;",  # noqa: RUF001
    )


@pytest.mark.parametrize("name", ["ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId"])
def test_what_lacks_its_head_is_kept_whole(name: str) -> None:
    odds: tuple[Any, ...] = (None, "", [], {"a": 1})
    for odd in odds:
        changed: dict[str, Any] = {name: odd}
        whole = packet(**changed)
        found = read(whole)
        assert isinstance(found, Unreadable)
        assert found.item == whole


def test_what_was_kept_can_be_read_after_a_fix() -> None:
    whole = packet(CreateTime=None)
    found = read(whole)
    assert isinstance(found, Unreadable)
    mended = {**found.item, "CreateTime": AT}
    assert parse(json.dumps(mended).encode()) == [said()]


def test_what_is_no_packet_is_no_message() -> None:
    for body in (b"", b"hello", b"[]"):
        with pytest.raises(ValueError, match=r"."):
            parse(body)
