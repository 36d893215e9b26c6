"""A message of ours in Messenger's words."""

from shared.channels import MESSENGER
from shared.keys import MessageId
from shared.messenger_platform import render as platform
from shared.table import Item


def render(message: Item) -> platform.Body:
    """The body that sends ``message``. Our id comes back with its echo, and so tells that it was
    sent, even if the answer is lost. Raises MessageRejected."""
    body = platform.render(message, MESSENGER)
    if "message" in body:
        body["message"]["metadata"] = str(MessageId.of(message))
    return body
