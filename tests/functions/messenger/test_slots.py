"""Messenger's utility messages: what is asked, and when they may go."""

from typing import Any

import pytest

from functions.messenger.listing import listed
from functions.messenger.slots import notice
from shared import clock, table
from shared.errors import MessageRejected
from shared.templates.listing import items
from tests.functions.messenger.reading import ANA, SECRET
from tests.functions.messenger_platform.side import Side
from tests.shared.outbox import error_of, message, status_of
from tests.simulator.meta import Refused, error

BUTTON = {"kind": "url", "value": "42"}


def components(slots: Any, **content: Any) -> Any:
    said = notice("7", {"name": "a", "language": "en", "slots": slots, **content}, None)
    assert said.pop("recipient") == {"id": "7"}
    assert said.pop("messaging_type") == "UTILITY"
    template = said["message"]["template"]
    assert (template["name"], template["language"]) == ("a", {"code": "en"})
    return template["components"]


def text(value: str) -> dict[str, str]:
    return {"type": "text", "text": value}


def test_a_template_without_slots() -> None:
    assert components([]) == components(None) == []


def test_texts_fill_header_and_body() -> None:
    assert components({"header": "News", "body": ["Ana"]}) == [
        {"type": "header", "parameters": [text("News")]},
        {"type": "body", "parameters": [text("Ana")]},
    ]


def test_all_buttons_are_one_component() -> None:
    tap = {"kind": "quick_reply", "value": "YES"}
    assert components({"buttons": [BUTTON, None, tap]}) == [
        {
            "type": "buttons",
            "parameters": [{"type": "URL", "url": "42"}, {"type": "POSTBACK", "payload": "YES"}],
        }
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"name": ""}, "no-template"),
        ({"language": ""}, "no-template"),
        ({"media": {"id": "7", "mime_type": "image/png"}}, "no-file"),
    ],
)
def test_what_messenger_has_not_is_refused(content: dict[str, Any], code: str) -> None:
    with pytest.raises(MessageRejected, match=code):
        components([], **content)


def accepted(messenger: Side, name: str, slots: Any = (), language: str = "en") -> str:
    content = {"name": name, "language": language, "slots": slots}
    return messenger.accepted(type="template", content=content)


def test_it_goes_after_everybodys_time_and_carries_our_id(messenger: Side) -> None:
    late = messenger.accepted("too late")
    messenger.clock.advance(hours=8 * 24)
    one = accepted(messenger, "parcel_update", ["42"])
    messenger.drain()
    assert [status_of(each) for each in (late, one)] == ["failed", "sent"]
    (taken,) = messenger.simulator.messages("messenger")
    assert taken.content["words"] == "Parcel 42 has left us."
    assert message(one)["provider_id"] == taken.id
    (asked,) = messenger.asked()
    assert asked["recipient"] == {"id": ANA}
    assert asked["message"]["metadata"] == one
    assert "tag" not in asked


@pytest.mark.parametrize(
    ("name", "slots"),
    [("nothing", []), ("name_day", []), ("order_update", {"body": ["1", "2"]})],
)
def test_what_meta_refuses_fails(messenger: Side, name: str, slots: Any) -> None:
    one = accepted(messenger, name, slots)
    messenger.drain()
    assert (status_of(one), error_of(one)["code"].partition("/")[0]) == ("failed", "100")


def test_what_does_not_fit_is_not_even_tried(messenger: Side) -> None:
    for item in items(listed(SECRET)["main"], "messenger", "main", clock.now_ms()):
        table.put(item)
    bad = [accepted(messenger, "order_update", ["1", "2"]), accepted(messenger, "name_day")]
    good = accepted(messenger, "order_update", {"body": ["42", "ready"], "buttons": [BUTTON]})
    messenger.drain()
    assert [error_of(one)["code"] for one in bad] == ["template-misfit"] * 2
    assert (status_of(good), len(messenger.asked())) == ("sent", 1)


@pytest.mark.parametrize(("code", "status"), [(10, "failed"), (200, "failed"), (190, "held")])
def test_a_page_that_has_not_granted_them_may_send_everything_else(
    messenger: Side, monkeypatch: pytest.MonkeyPatch, code: int, status: str
) -> None:
    platform = messenger.simulator.platforms["messenger"]

    def refuse(template: object) -> str:
        raise Refused(error(403, code, f"(#{code}) Requires page_utility_messaging permission"))

    monkeypatch.setattr(platform, "fill", refuse)
    one, text = accepted(messenger, "parcel_update", ["42"]), messenger.accepted("Hello")
    messenger.drain()
    assert status_of(one) == status
    assert (status_of(text) == "sent") is (status == "failed")
