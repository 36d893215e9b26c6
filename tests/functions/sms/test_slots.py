"""Twilio's content templates and what fills them: what is asked, and what phones are shown."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.sms.listing import listed
from functions.sms.slots import content, words
from shared import clock, table
from shared.accepting import Draft
from shared.errors import MessageRejected
from shared.templates.listing import items
from tests.functions.sms.calls import SECRET
from tests.functions.sms.conftest import CONVERSATION, Twilio
from tests.shared import outbox
from tests.shared.outbox import error_of, status_of
from tests.simulator import sms_contents

SID = f"HX{'0a' * 16}"
KNOWN: dict[str, Any] = {"ref": SID, "slots": ["1", "2"], "body": "Hello {{1}}: {{ 2 }}, {{1}}"}


def test_slots_go_by_their_numbers() -> None:
    asked = content({"name": "order_ready", "slots": ["Ana", "42"]}, KNOWN)
    assert asked.pop("ContentSid") == SID
    assert json.loads(asked.pop("ContentVariables")) == {"1": "Ana", "2": "42"}
    assert asked == {}


def test_named_slots_go_by_their_names() -> None:
    asked = content({"name": "a", "slots": ["Ana"]}, {**KNOWN, "slots": ["first_name"]})
    assert json.loads(asked["ContentVariables"]) == {"first_name": "Ana"}


def test_without_slots_nothing_fills_them() -> None:
    assert content({"name": "a"}, {**KNOWN, "slots": []}) == {"ContentSid": SID}


def test_what_was_never_listed_goes_by_twilios_own_id() -> None:
    asked = content({"name": SID, "slots": ["Ana"]}, None)
    assert asked == {"ContentSid": SID, "ContentVariables": '{"1": "Ana"}'}


@pytest.mark.parametrize("known", [None, {"status": "APPROVED"}])
def test_a_name_that_nobody_knows_is_refused(known: dict[str, Any] | None) -> None:
    with pytest.raises(MessageRejected, match="no-template"):
        content({"name": "order_ready"}, known)


def test_a_file_goes_in_a_message_of_its_own() -> None:
    with pytest.raises(MessageRejected, match="no-file"):
        content({"name": SID, "media": {"url": "https://a.example"}}, None)


def test_what_will_be_read_is_known_before() -> None:
    assert words({"slots": ["Ana", "42"]}, KNOWN) == "Hello Ana: 42, Ana"
    assert words({"slots": ["Ana"]}, None) == ""


def accepted(twilio: Twilio, name: str, *slots: str, language: str = "en") -> str:
    said = {"name": name, "language": language, "slots": list(slots)}
    draft = Draft("template", content=said, author_kind="agent", author_id="ana")
    now = twilio.clock.now
    return outbox.accepted(f"{name}{slots}", now, conversation=CONVERSATION, draft=draft)


@pytest.fixture
def registry(twilio: Twilio) -> None:
    """What the platform lists is known here."""
    for item in items(listed(SECRET)["main"], "sms", "main", clock.now_ms()):
        table.put(item)


@pytest.mark.usefixtures("registry")
def test_the_customer_reads_the_template_in_its_language(twilio: Twilio) -> None:
    one = accepted(twilio, "order_ready", "Ana", "42", language="es")
    twilio.drain()
    assert status_of(one) == "sent"
    assert twilio.took() == ["Hola Ana, su pedido 42 está listo."]
    (asked,) = [form for form in twilio.asked() if form]
    assert "Body" not in asked
    reports = parse_qs(urlsplit(asked["StatusCallback"]).query)
    assert (reports["message"], reports["encoding"]) == ([one], ["UCS-2"])


@pytest.mark.usefixtures("registry")
def test_what_does_not_fit_is_not_even_tried(twilio: Twilio) -> None:
    few, odd = accepted(twilio, "order_ready", "Ana"), accepted(twilio, "nothing")
    twilio.drain()
    assert [error_of(one)["code"] for one in (few, odd)] == ["template-misfit", "no-template"]
    assert not any(twilio.asked())


def test_what_twilio_refuses_fails(twilio: Twilio) -> None:
    gone = accepted(twilio, SID)
    empty = accepted(twilio, str(sms_contents.DEFAULT[0]["sid"]), "Ana", "")
    twilio.drain()
    assert [error_of(one)["code"] for one in (gone, empty)] == ["21655", "21656"]
    assert twilio.took() == []
