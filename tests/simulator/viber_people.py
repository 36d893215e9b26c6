"""Who subscribes to the bot, and what its messages sent along to each.

developers.viber.com/docs/api/rest-bot-api/#subscribed, #conversation-started.
"""

import base64
import hashlib
import re
import secrets
import threading
from dataclasses import dataclass
from typing import Final

_ID: Final = re.compile(r"[A-Za-z0-9+/]{11,43}={0,2}")


@dataclass(slots=True)
class Person:
    subscribed: bool = False
    may_be_greeted: bool = False  # opened the chat: one message is allowed
    tracking_data: str = ""
    unanswered: int = 0  # messages of the bot since the last word


def new_id() -> str:
    return base64.b64encode(secrets.token_bytes(16)).decode()


def id_of(name: object) -> str:
    """Viber's id of whoever a test calls ``name``, the same for the same name."""
    text = str(name)
    known = _ID.fullmatch(text) and text.endswith("=")
    return text if known else base64.b64encode(hashlib.sha256(text.encode()).digest()[:16]).decode()


class People:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Person] = {}

    def find(self, who: str) -> Person | None:
        return self._known.get(who)

    def meet(self, who: str) -> Person:
        with self._lock:
            return self._known.setdefault(who, Person())

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
