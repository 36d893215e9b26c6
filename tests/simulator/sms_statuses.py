"""What Twilio reports about a message of ours: played by itself, or chosen by a test."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from tests.simulator.journal import Message
from tests.simulator.webhook import Callback

if TYPE_CHECKING:
    from tests.simulator.sms import Sms

_KNOWN: Final = ("queued", "sending", "sent", "delivered", "undelivered", "failed")


class Statuses:
    """Reports go to the URL that the message named; without one nothing is told."""

    def __init__(self, sms: "Sms") -> None:
        self._sms = sms

    def play(self, message: Message) -> None:
        options = self._sms.world.options
        url = message.content.get("StatusCallback")
        if not (options.auto_statuses and url):
            return
        # A phone tells nobody that a text was read.
        states = [state for state in options.statuses if state in _KNOWN]
        callbacks = [
            self._report(url, message.id, message.to, message.content, state, {})
            for state in states
            for _ in range(options.status_repeat)
        ]
        self._sms.world.webhook.in_turn(options.first_status_after, callbacks, options.status_gap)
        message.statuses.extend(states)

    def chosen(self, wanted: Mapping[str, Any]) -> Callback:
        """``{"message": sid (default: the last), "status": …, "error_code"?, "to"?, "url"?}``."""
        journal = self._sms.world.journal
        message_id = wanted.get("message") or (journal.messages[-1].id if journal.messages else "")
        if not message_id:
            raise ValueError("no message was accepted yet")
        message = journal.message(message_id)
        content = message.content if message else {}
        url = str(
            wanted.get("url")
            or content.get("StatusCallback")
            or self._sms.base + self._sms.webhook_path
        )
        told = {"ErrorCode": str(wanted["error_code"])} if "error_code" in wanted else {}
        if message:
            message.statuses.append(str(wanted["status"]))
        to = message.to if message else str(wanted["to"])
        return self._report(url, message_id, to, content, str(wanted["status"]), told)

    def _report(
        self,
        url: str,
        sid: str,
        to: str,
        content: Mapping[str, Any],
        state: str,
        told: Mapping[str, str],
    ) -> Callback:
        fields = {
            "SmsSid": sid,
            "SmsStatus": state,
            "MessageStatus": state,
            "To": to,
            "MessageSid": sid,
            "AccountSid": self._sms.account["account_sid"],
            "From": self._sms.account["phone_number"],
            "ApiVersion": "2010-04-01",
            **told,
        }
        if service := content.get("MessagingServiceSid"):
            fields["MessagingServiceSid"] = service
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return self._sms.called(path, urlencode(fields).encode(), url=url)
