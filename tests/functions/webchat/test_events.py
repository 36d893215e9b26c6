"""The recorded events are understood by the functions that get them."""

import json
from typing import Any

import pytest

from functions.webchat import live, poll, webhook
from tests.events import load, names
from tests.functions.webchat.conftest import WebChat

ANSWERS = {
    "session": 200,
    "session_of_a_known_person": 200,
    "text_message": 200,
    "button_reply": 200,
    "message_without_a_token": 403,
    "receipts": 422,  # of a message of somebody else
    "upload": 200,
    "poll": 200,
    "widget": 200,
    "preflight": 204,
    "connect": 200,
    "connect_without_a_ticket": 403,
    "ping": 200,
    "frame_with_a_message": 200,
    "disconnect": 200,
}


def answer_to(event: dict[str, Any]) -> dict[str, Any]:
    if "connectionId" in event["requestContext"]:
        return live.lambda_handler(event, None)
    if event["routeKey"] == "GET /webchat/{account}/messages":
        return poll.lambda_handler(event, None)
    return webhook.lambda_handler(event, None)


def test_each_event_has_an_answer_here() -> None:
    assert set(names("webchat")) == set(ANSWERS)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_event_is_answered(chat: WebChat, name: str) -> None:
    assert answer_to(load("webchat", name))["statusCode"] == ANSWERS[name]


def test_a_message_and_a_frame_of_one_id_are_one_message(chat: WebChat) -> None:
    said = json.loads(answer_to(load("webchat", "text_message"))["body"])
    answer_to(load("webchat", "frame_with_a_message"))
    (told,) = chat.told("Fx0IHcZZDoECJVA=")
    assert told["id"] == said["id"]
