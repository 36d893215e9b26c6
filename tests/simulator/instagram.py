"""Instagram's servers: the Graph API of one professional account, and its customers."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from shared.channels import INSTAGRAM, Channel
from tests.simulator import meta
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.messenger_platform import MessengerPlatform
from tests.simulator.messenger_platform_sends import invalid
from tests.simulator.messenger_platform_statuses import Statuses
from tests.simulator.platform import Route


class Reads(Statuses):
    """Each message that is read is named; nothing is told of deliveries. Echoes say neither which
    app sent them nor what it added."""

    def told(self, message: Message, state: str, at: int) -> dict[str, Any] | None:
        item = super().told(message, state, at)
        for name in ("app_id", "metadata"):
            if item and "message" in item:
                item["message"].pop(name, None)
        return item

    def about(self, message: Message, state: str, at: int) -> dict[str, Any]:
        return {"read": {"mid": message.id}} if state == "read" else {}


class Instagram(MessengerPlatform):
    channel: ClassVar[str] = "instagram"
    row: ClassVar[Channel] = INSTAGRAM
    object: ClassVar[str] = "instagram"
    id_name: ClassVar[str] = "ig_id"
    token_name: ClassVar[str] = "access_token"
    closed: ClassVar[int] = 2534022
    statuses_of: ClassVar[type[Statuses]] = Reads

    @property
    def routes(self) -> Sequence[Route]:
        me = meta.VERSION + "/me"
        return (
            *super().routes,
            Route("GET", f"{me}/?", self.for_ours(self._tell_me)),
            Route("GET", f"{me}/subscribed_apps/?", self.for_ours(self._tell_apps)),
        )

    def _tell_me(self, request: Request, groups: Mapping[str, str]) -> Answer:
        told = {"user_id": self.id, "username": "shop"}
        return meta.answered({**told, **self.console.get("me", {})})

    def check_text(self, text: str) -> None:
        if len(text.encode()) > INSTAGRAM.limits.text:
            raise invalid("Length of param message[text] must be less than or equal to 1000")


PLATFORM = Instagram
