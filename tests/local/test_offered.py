import json
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

from functions.telegram.keyboards import keyboard
from tests.local.offered import offered

_CHOICES = {
    "buttons": [{"id": "hours", "title": "Opening hours"}, {"id": "p", "title": "A person"}]
}


def _request(body: Any, answer: Any = "", **more: Any) -> dict[str, Any]:
    """As ``GET /sent`` shows one that the platform took."""
    taken = {"path": "/messages", "status": 200, **more}
    return taken | {"body": _encoded(body), "answer": _encoded(answer)}


def _encoded(said: Any) -> str:
    return b64encode((said if isinstance(said, str) else json.dumps(said)).encode()).decode()


def test_a_button_of_whatsapp_is_pressed_by_its_id_and_title() -> None:
    buttons = [{"type": "reply", "reply": one} for one in _CHOICES["buttons"]]
    shown = {"type": "button", "body": {"text": "Well?"}, "action": {"buttons": buttons}}

    found = offered("whatsapp", _request({"to": "1", "type": "interactive", "interactive": shown}))

    assert found is not None
    assert (found.to, found.text, list(found.choices)) == (
        "1",
        "Well?",
        ["Opening hours", "A person"],
    )
    pressed = {"type": "button_reply", "button_reply": {"id": "p", "title": "A person"}}
    assert found.choices["A person"] == {"interactive": pressed}


def test_a_button_of_telegram_is_tapped_below_the_message_that_shows_it() -> None:
    body = {"chat_id": 7, "text": "Well?", "reply_markup": keyboard("Well?", _CHOICES)}
    answer = {"ok": True, "result": {"message_id": 12}}

    found = offered("telegram", _request(body, answer, path="/bot1:a/sendMessage"))

    assert found is not None
    assert found.choices["A person"] == {"tap": {"data": "p", "message_id": 12}}


def test_a_numbered_line_is_taken_by_its_number() -> None:
    form = {"To": "+1", "Body": "Q & A\n\n1. Opening hours\n2. A person"}

    found = offered("sms", _request(urlencode(form)))

    assert found is not None
    assert found.choices == {"Opening hours": {"text": "1"}, "A person": {"text": "2"}}


def test_of_scores_in_one_line_each_is_its_own_number() -> None:
    found = offered("sms", _request(urlencode({"To": "+1", "Body": "Well?\n\n1, 2, 3"})))

    assert found is not None
    assert (found.form, found.choices["3"]) == ("numbered lines", {"text": "3"})


def test_what_the_platform_refused_is_shown_to_nobody() -> None:
    assert offered("sms", _request(urlencode({"To": "+1", "Body": "x"}), status=400)) is None
