"""What LINE tells of a channel's own settings, and its test of the webhook.

developers.line.biz/en/reference/messaging-api/#webhook-settings, #get-bot-info (read 2026-11-22).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.line_answers import answered, error
from tests.simulator.line_messages import body_of

if TYPE_CHECKING:
    from tests.simulator.line import Line


class Settings:
    def __init__(self, line: "Line") -> None:
        self._line = line

    def info(self, request: Request, _: Mapping[str, str]) -> Answer:
        modes = {"chatMode": "bot", "markAsReadMode": "auto"}
        told = {"userId": self._line.destination, "basicId": "@shop", "displayName": "Shop"}
        return answered({**told, **modes, **self._line.console.get("info", {})})

    def endpoint(self, request: Request, _: Mapping[str, str]) -> Answer:
        told = {"endpoint": self._line.webhook_url, "active": True}
        told |= self._line.console.get("webhook", {})
        return answered(told) if told["endpoint"] else error(404, "Not found")

    def test(self, request: Request, _: Mapping[str, str]) -> Answer:
        """A batch without events, to the address that was asked for or else the one that is set."""
        address = str(body_of(request).get("endpoint") or self._line.webhook_url)
        reason, status = "COULD_NOT_CONNECT", 0
        if address == self._line.webhook_url:
            call = self._line.world.webhook.deliver(self._line.verify_button(), retry=False)
            status = call.status or 0
            reason = "OK" if status == 200 else "ERROR_STATUS_CODE" if status else reason
        told = {"success": status == 200, "timestamp": clock.rfc3339(clock.now_ms())}
        return answered({**told, "statusCode": status, "reason": reason, "detail": str(status)})
