"""A message of ours in Instagram's words.

https://developers.facebook.com/documentation/business-messaging/instagram-messaging/send-messages
"""

from typing import Final

from shared.channels import INSTAGRAM
from shared.messenger_platform import render as platform
from shared.table import Item

_REACTIONS: Final = {"❤": "love"}  # the only one that is documented


def render(message: Item) -> platform.Body:
    """The body that sends ``message``; choices are quick replies, and nothing is quoted. Raises
    MessageRejected."""
    body = platform.render(message, INSTAGRAM, reactions=_REACTIONS, buttons=0)
    body.pop("reply_to", None)
    if body.get("messaging_type") == "RESPONSE":
        del body["messaging_type"]
    return body
