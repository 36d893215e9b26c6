"""A page of web chat that is connected hears of an answer at once, on the engine's own sockets."""

import uuid
from typing import Any

import pytest
import requests

from tests.journey.local_stack import LocalStack
from tests.journey.open_page import open_page
from tests.local import waiting

pytestmark = pytest.mark.journey


def asked(stack: LocalStack, what: str, body: Any, token: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}", "Origin": origin(stack)}
    url = f"{stack.client.stack['webhook_url']}/webchat/main/{what}"
    answer = requests.post(url, json=body, headers=headers, timeout=20)
    assert answer.status_code == 200, answer.text
    return answer.json()


def origin(stack: LocalStack) -> str:
    return str(stack.client.stack["accounts"]["webchat"]["origins"][0])


def test_an_answer_is_pushed_to_the_page_that_is_open(stack: LocalStack) -> None:
    session, mark = asked(stack, "sessions", {}), uuid.uuid4().hex
    with open_page(session["socket"]["url"]) as page:
        assert page.handshake(session["socket"]["url"], origin(stack)) == 101
        page.say({"action": "ping"})
        assert page.hear() == {"type": "pong"}
        said = {"id": f"message-{mark}", "text": f"hello {mark}"}
        asked(stack, "messages", said, session["token"])
        heard = waiting.until(
            "the agent sees it", lambda: stack.client.heard(f"hello {mark}"), within=30
        )
        stack.client.answer(heard["conversation_id"], f"good day {mark}")
        frame = page.hear()
        while frame["message"]["from"] == "bot":  # its greeting may be faster
            frame = page.hear()
        assert (frame["type"], frame["message"]["text"]) == ("message", f"good day {mark}")


def test_an_address_without_a_ticket_opens_nothing(stack: LocalStack) -> None:
    url = asked(stack, "sessions", {})["socket"]["url"]
    with open_page(url) as page:
        assert page.handshake(url.partition("?")[0], origin(stack)) == 403
