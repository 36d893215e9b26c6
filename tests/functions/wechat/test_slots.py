"""WeChat's template messages: what is asked, and what becomes of one."""

import json
from typing import Any

import pytest

from functions.wechat.listing import listed
from functions.wechat.slots import notice
from shared import clock, table
from shared.accepting import Draft
from shared.errors import MessageRejected
from shared.templates.listing import items
from tests.functions.wechat.conftest import WeChat
from tests.functions.wechat.signing import ANA, PLAIN
from tests.shared.outbox import accepted, error_of, message, status_of
from tests.simulator import wechat_notices
from tests.simulator.test_wechat import Client

KNOWN: dict[str, Any] = {"ref": "T1", "slots": ["thing1", "time2"]}
PARCEL = wechat_notices.DEFAULT[1]


def test_slots_are_keywords() -> None:
    assert notice(ANA, {"slots": ["杯子", "10:00"]}, KNOWN) == {
        "touser": ANA,
        "template_id": "T1",
        "data": {"thing1": {"value": "杯子"}, "time2": {"value": "10:00"}},
    }


def test_a_tap_can_open_a_link() -> None:
    link = {"kind": "url", "value": "https://shop.example/42"}
    slots = {"body": {"thing1": "a", "time2": "b"}, "header": None, "buttons": [link]}
    assert notice(ANA, {"slots": slots}, KNOWN)["url"] == "https://shop.example/42"
    tap = {"body": ["a", "b"], "buttons": [{"kind": "quick_reply", "value": "YES"}]}
    assert "url" not in notice(ANA, {"slots": tap}, KNOWN)


@pytest.mark.parametrize("known", [None, {"status": "APPROVED"}])
def test_what_was_never_listed_has_no_keywords(known: dict[str, Any] | None) -> None:
    with pytest.raises(MessageRejected, match="no-template"):
        notice(ANA, {"name": "订单发货提醒", "slots": ["a"]}, known)


@pytest.fixture
def registry(wechat: WeChat) -> WeChat:
    """What the platform lists is known here."""
    for item in items(listed(PLAIN)["main"], "wechat", "main", clock.now_ms()):
        table.put(item)
    return wechat


def queued(wechat: WeChat, *slots: str, name: str = PARCEL.title) -> str:
    said = {"name": name, "language": "zh_CN", "slots": list(slots)}
    draft = Draft("template", content=said, author_kind="agent", author_id="ana")
    return accepted(f"{name}{slots}", wechat.clock.now, draft=draft)


def test_it_goes_without_a_window_and_has_an_id(registry: WeChat) -> None:
    registry.clock.advance(hours=49)
    one = queued(registry, "42", "杯子")
    registry.drain()
    (taken,) = registry.simulator.messages("wechat")
    assert taken.content["template_id"] == PARCEL.template_id
    assert taken.content["words"] == "订单编号:42\n商品名称:杯子\n"
    assert (status_of(one), message(one)["provider_id"]) == ("sent", taken.id)


def test_wechatpy_asks_for_the_same(registry: WeChat) -> None:
    button = {"kind": "url", "value": "https://shop.example/42"}
    slots = {"body": ["42", "杯子"], "header": None, "buttons": [button]}
    said = {"name": PARCEL.title, "language": "zh_CN", "slots": slots}
    draft = Draft("template", content=said, author_kind="agent", author_id="ana")
    accepted("parcel", registry.clock.now, draft=draft)
    registry.drain()
    client, data = Client(registry.simulator.url), {"character_string2": "42", "thing4": "杯子"}
    named = {keyword: {"value": value} for keyword, value in data.items()}
    client.message.send_template(ANA, PARCEL.template_id, named, url=button["value"])
    ours, theirs = (json.loads(body) for body in registry.asked("message/template/send"))
    assert ours == theirs


def test_it_takes_nothing_of_what_the_follower_allows(registry: WeChat) -> None:
    for n in range(6):
        queued(registry, str(n), "杯子")
    texts = [accepted(f"text {n}", registry.clock.now) for n in range(6)]
    registry.drain()
    assert [status_of(one) for one in texts] == ["sent"] * 5 + ["failed"]
    assert error_of(texts[-1])["code"] == "window-used-up"


def test_what_does_not_fit_is_not_even_tried(registry: WeChat) -> None:
    few, odd = queued(registry, "42"), queued(registry, name="nothing")
    registry.drain()
    assert [error_of(one)["code"] for one in (few, odd)] == ["template-misfit", "no-template"]
    assert registry.asked("message/template/send") == []


@pytest.mark.parametrize(("words", "code"), [("", "47003"), ("杯" * 21, "47003")])
def test_what_wechat_refuses_fails(registry: WeChat, words: str, code: str) -> None:
    one = queued(registry, "42", words)
    registry.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", code)


def test_who_left_cannot_be_reached(registry: WeChat) -> None:
    registry.platform.followers.did(ANA, "unsubscribe")
    one = queued(registry, "42", "杯子")
    registry.drain()
    assert error_of(one)["code"] == "43004"
