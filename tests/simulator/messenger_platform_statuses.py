"""What is told about a message of ours: its echo, its delivery, and that it was read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared import clock
from tests.simulator.journal import Message

if TYPE_CHECKING:
    from tests.simulator.messenger_platform import MessengerPlatform


class Statuses:
    """Messenger's; ``told`` makes the item of one status."""

    def __init__(self, platform: "MessengerPlatform") -> None:
        self._platform = platform

    def play(self, message: Message) -> None:
        """Schedule what follows an accepted message."""
        options = self._platform.world.options
        if not options.auto_statuses:
            return
        states = [state for state in options.statuses if state != "failed"]
        callbacks = [
            self._platform.told(item)
            for state in states
            if (item := self.told(message, state, message.at + 1))
            for _ in range(options.status_repeat)
        ]
        self._platform.world.webhook.in_turn(
            options.first_status_after, callbacks, options.status_gap
        )
        message.statuses.extend(states)

    def chosen(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """``{"message": mid (default: the last), "status": …, "timestamp"?}``."""
        sent = [
            one
            for one in self._platform.world.journal.messages
            if one.channel == self._platform.channel
        ]
        message_id = wanted.get("message") or (sent[-1].id if sent else None)
        message = next((one for one in sent if one.id == message_id), None)
        if message is None:
            raise ValueError("no such message was accepted yet")
        at = int(wanted.get("timestamp", clock.now_ms()))
        item = self.told(message, str(wanted["status"]), at)
        if item is None:
            raise ValueError("nothing is told about that here")
        message.statuses.append(str(wanted["status"]))
        return item

    def told(self, message: Message, state: str, at: int) -> dict[str, Any] | None:
        account, person = {"id": self._platform.id}, {"id": message.to}
        if state == "sent":
            echo = {"mid": message.id, "is_echo": True, "app_id": self._platform.app_id}
            said = {**echo, **_shown(message)}
            return {
                "sender": account,
                "recipient": person,
                "timestamp": message.at,
                "message": said,
            }
        made = {"sender": person, "recipient": account, "timestamp": at}
        about = self.about(message, state, at)
        return {**made, **about} if about else None

    def about(self, message: Message, state: str, at: int) -> dict[str, Any]:
        """Watermarks: all until then."""
        if state == "delivered":
            return {"delivery": {"mids": [message.id], "watermark": at}}
        return {"read": {"watermark": at}} if state == "read" else {}


def _shown(message: Message) -> dict[str, Any]:
    """What the customer got; of a template its words."""
    said = dict(message.content.get("message", {}))
    if said.pop("template", None):
        said["text"] = message.content["words"]
    return said
