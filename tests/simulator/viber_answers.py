"""How Viber signs its calls and words its answers, which are 200 whatever they say.

developers.viber.com/docs/api/rest-bot-api/#callbacks and #error-codes.
"""

import hashlib
import hmac
import json
from typing import Any, Final

from tests.simulator.exchange import Answer

_NAMES: Final = {
    1: "invalidUrl",
    2: "invalidAuthToken",
    3: "badData",
    4: "missingData",
    5: "receiverNotRegistered",
    6: "receiverNotSubscribed",
    10: "webhookNotSet",
    12: "tooManyRequests",
    13: "apiVersionNotSupported",
}
HOST: Final = "SN-CHAT-05_"


class Refused(Exception):
    """A request that Viber does not take; ``answer`` is what it says."""

    def __init__(self, status: int, why: str = "") -> None:
        super().__init__(status)
        self.answer = refusal(status, why)


def dumps(value: object) -> bytes:
    """JSON without spaces, UTF-8 and nothing escaped."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def signature(body: bytes, token: str) -> str:
    return hmac.new(token.encode(), body, hashlib.sha256).hexdigest()


def answered(**told: Any) -> Answer:
    said = {"status": 0, "status_message": "ok", **told, "chat_hostname": HOST}
    return Answer(200, dumps(said), {"Content-Type": "application/json"})


def refusal(status: int, why: str = "") -> Answer:
    return answered(status=status, status_message=why or _NAMES.get(status, "failure"))
