"""Turns what a test wants said into an item of a webhook, and remembers who said it."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock

if TYPE_CHECKING:
    from tests.simulator.messenger_platform import MessengerPlatform

# What stands beside ``message`` in an item, under the platform's own names.
_BESIDE: Final = ("reaction", "message_edit", "referral", "optin", "read", "delivery")
_OF_MESSAGE: Final = ("quick_reply", "reply_to", "attachments", "is_deleted", "referral_of_ad")


def new_mid() -> str:
    return f"m_{secrets.token_urlsafe(48)}"


class Voices:
    def __init__(self, platform: "MessengerPlatform") -> None:
        self._platform = platform

    def item(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Raises ValueError if there is nothing to say or nobody says it."""
        person, now = str(said.get("from") or ""), clock.now_ms()
        if not person:
            raise ValueError("from is required")
        at = int(said.get("timestamp", now))
        made = {
            "sender": {"id": person},
            "recipient": {"id": str(said.get("account", self._platform.id))},
            "timestamp": at,
        }
        for kind in _BESIDE:
            if kind in said:
                return {**made, kind: said[kind]}
        self._platform.people.wrote(person, min(at, now))
        if "postback" in said:
            return {**made, "postback": {"mid": new_mid(), **said["postback"]}}
        return {**made, "message": self._message(said)}

    def _message(self, said: Mapping[str, Any]) -> dict[str, Any]:
        message = {"mid": said.get("id") or new_mid()}
        message |= {name: said[name] for name in ("text", *_OF_MESSAGE) if name in said}
        if "media" in said:
            message["attachments"] = [self._attachment(said)]
        if len(message) == 1:
            raise ValueError("there is nothing to say")
        return message

    def _attachment(self, said: Mapping[str, Any]) -> dict[str, Any]:
        kind, base = str(said.get("type", "image")), self._platform.world.url()
        url = self._platform.files.received(kind, said["media"], base)
        return {"type": kind, "payload": {"url": url}}
