"""What one direct message says: who, when, what, and what X had put into its text."""

from typing import Any

import pytest

from shared.messages import Said
from tests.functions.x.reading import (
    ACCOUNT,
    ANA,
    AT,
    event,
    message,
    payload,
    read_one,
    reason,
    said,
)

LINK = "https://t.co/abc1234567"


def one(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def test_the_published_example_says_what_it_says() -> None:
    found = one("published_message")
    assert (found.account_ref, found.identity) == ("4337869213", "3001969357")
    assert (found.provider_id, found.sent_at) == ("954491830116155396", 1516403560557)
    assert (found.text, found.name, found.content) == ("Hello World!", "Jordan Brinks", {})


def test_ids_beyond_what_a_float_holds_stay_exact() -> None:
    assert said(id="9007199254740993123").provider_id == "9007199254740993123"
    assert said(id=9007199254740993123).provider_id == "9007199254740993123"


@pytest.mark.parametrize(
    "identifier", ["", "0", "01", "-1", "1.0", "1e3", "1" * 20, None, True, 1.5]
)
def test_what_is_no_id_of_x_is_refused(identifier: Any) -> None:
    assert reason(payload(message(id=identifier))) == "no id"


@pytest.mark.parametrize("time", ["", "1767225601", "17672256011234", None, 1.5, "1767225601 23"])
def test_a_time_is_milliseconds(time: Any) -> None:
    assert said(created_timestamp=AT).sent_at == AT
    assert reason(payload(message(created_timestamp=time))) == "no created_timestamp"


def test_a_message_of_nobody_here_is_refused() -> None:
    for sender, recipient in ((ANA, "7"), ("7", ANA), (ACCOUNT, ACCOUNT)):
        created = {**message()["message_create"], "sender_id": sender}
        created["target"] = {"recipient_id": recipient}
        assert "between" in reason(payload(message(message_create=created)))


@pytest.mark.parametrize(
    ("users", "name"),
    [
        ({ANA: {"name": "Ana", "screen_name": "ana7"}}, "Ana"),
        ({ANA: {"name": "", "screen_name": "ana7"}}, "ana7"),
        ({ANA: {"data": {"username": "ana7"}}}, "ana7"),
        ({ANA: {"name": 7}}, None),
        ({ACCOUNT: {"name": "Shop"}}, None),
        ([], None),
        (None, None),
    ],
)
def test_a_customer_is_called_by_name_or_handle(users: Any, name: str | None) -> None:
    found = read_one(payload(message(), users=users))
    assert isinstance(found, Said)
    assert found.name == name


@pytest.mark.parametrize(
    ("name", "app"),
    [("echo_of_our_app", "13090192"), ("echo_of_another_app", "129032"), ("echo_without_app", "")],
)
def test_what_the_account_sent_is_an_echo_and_names_its_app(name: str, app: str) -> None:
    found = one(name)
    assert (found.echo, found.identity, found.name) == (True, ANA, None)
    assert found.content == ({"context": {"app_id": app}} if app else {})


def test_a_link_is_shown_as_it_was_written() -> None:
    assert one("text_with_a_link").text == "see https://shop.example/order?id=7&lang=en please"
    url = {"url": LINK, "expanded_url": "https://a.example/?q=%3C&lt;"}
    shown = said({"text": f"{LINK} &amp; {LINK}", "entities": {"urls": [url, {}, 7]}})
    assert shown.text == "https://a.example/?q=%3C&lt; & https://a.example/?q=%3C&lt;"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tom &amp; Jerry &lt;3 &gt;", "Tom & Jerry <3 >"),
        ("&amp;lt;", "&lt;"),
        ("&quot; &#39; &nbsp;", "&quot; &#39; &nbsp;"),
        ("  two  \n", "  two  \n"),
    ],
)
def test_the_three_escapes_are_undone_once(written: str, meant: str) -> None:
    assert said({"text": written}).text == meant


def test_the_link_that_stands_for_a_file_is_no_text() -> None:
    assert one("image_message").text == "broken"
    assert one("image_without_words").text == ""


def test_a_tapped_answer_is_a_reply() -> None:
    found = one("quick_reply")
    chosen = {"kind": "button", "id": "colour:blue", "title": "Blue", "payload": "colour:blue"}
    assert (found.type, found.text, found.content) == ("interactive", "Blue", {"reply": chosen})
    typed = said({"text": "Blue", "quick_reply_response": {"type": "options"}})
    assert typed.type == "text"


def test_a_message_that_says_nothing_is_unsupported_and_kept() -> None:
    raw = {"text": "", "sticker": {"id": "1"}}
    found = said(raw)
    assert (found.type, found.content) == ("unsupported", {"kind": "message", "raw": raw})


def test_an_encrypted_message_is_seen_and_its_token_kept_nowhere() -> None:
    found, sent = one("encrypted_received"), one("encrypted_sent")
    assert (found.type, found.identity, found.echo) == ("unsupported", ANA, False)
    assert (sent.type, sent.identity, sent.echo) == ("unsupported", ANA, True)
    assert found.provider_id == "e4f4d3fc-8bbf-4928-92eb-e5058d6bb6f6"
    assert found.content["kind"] == "chat.received"
    assert "encoded_event" in found.content["raw"]
    assert "conversation_token" not in found.content["raw"]
