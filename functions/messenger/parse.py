"""Messenger's payload: webhooks about Pages."""

from shared.messages import Parsed
from shared.messenger_platform import parse as platform

OBJECT = "page"


def parse(body: bytes) -> list[Parsed]:
    """What a webhook says. Raises ValueError if it is unreadable as a whole.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
    """
    return platform.parse(body, OBJECT)
