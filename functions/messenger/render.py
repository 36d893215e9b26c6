"""A message of ours in Messenger's words."""

import json

from functions.messenger import slots
from shared.channels import MESSENGER
from shared.ids import MessageId
from shared.messenger_platform import render as platform
from shared.table import Item


def render(message: Item) -> platform.Body:
    """The body that sends ``message``. Our id comes back with its echo, and so tells that it was
    sent, even if the answer is lost. Raises MessageRejected."""
    body = _notice(message) if message["type"] == "template" else _answer(message)
    if "message" in body:
        body["message"]["metadata"] = str(MessageId.of(message))
    return body


def _answer(message: Item) -> platform.Body:
    return platform.render(message, MESSENGER)


def _notice(message: Item) -> platform.Body:
    content = json.loads(message.get("content") or "{}")
    return slots.notice(message["identity"], content, message.get("template"))
