"""Instagram's payload: webhooks about professional accounts."""

from shared.messages import Parsed
from shared.messenger_platform import parse as platform

OBJECT = "instagram"


def parse(body: bytes) -> list[Parsed]:
    """What a webhook says. Raises ValueError if it is unreadable as a whole.

    https://developers.facebook.com/documentation/business-messaging/instagram-messaging/webhooks
    """
    return platform.parse(body, OBJECT)
