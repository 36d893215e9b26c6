"""``POST …/Messages.json``: takes our messages, or says why not.

www.twilio.com/docs/messaging/api/message-resource, www.twilio.com/docs/api/errors.
"""

import re
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.sms_answers import Refused, answered, form_of

if TYPE_CHECKING:
    from tests.simulator.sms import Sms

_LONGEST = 1600
_MOST_FILES = 10


class Messages:
    def __init__(self, sms: "Sms") -> None:
        self._sms = sms
        self.opted_out: set[str] = set()

    def create(self, request: Request, _: Mapping[str, str]) -> Answer:
        pairs = form_of(request.body)
        form: dict[str, Any] = dict(pairs)
        if files := [value for name, value in pairs if name == "MediaUrl"]:
            form["MediaUrl"] = files
        shown = self._shown(form)
        files = shown.get("MediaUrl", files)
        now, kind = clock.now_ms(), "MM" if files else "SM"
        message = Message(
            channel=self._sms.channel,
            id=f"{kind}{secrets.token_hex(16)}",
            to=form["To"],
            type="media" if files else "text",
            content={**form, **shown},
            time=clock.rfc3339(now),
            at=now,
        )
        self._sms.world.journal.accepted(message)
        self._sms.statuses.play(message)
        return answered(self.resource(message), 201)

    def fetch(self, request: Request, groups: Mapping[str, str]) -> Answer:
        message = self._sms.world.journal.message(groups["message"])
        if message is None:
            raise Refused(404, 20404, "The requested resource was not found")
        return answered(self.resource(message))

    def resource(self, message: Message) -> dict[str, Any]:
        form, account = message.content, self._sms.account["account_sid"]
        service = form.get("MessagingServiceSid")
        return {
            "account_sid": account,
            "api_version": "2010-04-01",
            "body": form.get("Body", ""),
            "date_created": "Thu, 01 Jan 2026 00:00:00 +0000",
            "date_sent": None,
            "date_updated": "Thu, 01 Jan 2026 00:00:00 +0000",
            "direction": "outbound-api",
            "error_code": None,
            "error_message": None,
            "from": form.get("From"),
            "messaging_service_sid": service,
            "num_media": str(len(form.get("MediaUrl", ()))),
            "num_segments": "0" if service else "1",
            "price": None,
            "price_unit": None if service else "USD",
            "sid": message.id,
            "status": "accepted" if service else "queued",
            "subresource_uris": {},
            "to": message.to,
            "uri": f"/2010-04-01/Accounts/{account}/Messages/{message.id}.json",
        }

    def _shown(self, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """What phones are shown. Raises Refused."""
        if "ContentSid" not in form and "ContentVariables" not in form:
            self._check(form)
            return form
        self._check_people(form)
        return self._sms.contents.filled(form)

    def _check(self, form: Mapping[str, Any]) -> None:
        self._check_people(form)
        body, files = form.get("Body", ""), form.get("MediaUrl", [])
        if not (body or files):
            raise Refused(400, 21619, "A text message body or media urls must be specified.")
        if len(body) > _LONGEST:
            longest = "The concatenated message body exceeds the 1600 character limit"
            raise Refused(400, 21617, longest)
        if len(files) > _MOST_FILES:
            raise Refused(400, 21623, "Number of media files exceeds allowed limit.")
        if any(not _is_url(file) for file in files):
            raise Refused(400, 21620, "Invalid media URL(s)")
        if "StatusCallback" in form and not _is_url(form["StatusCallback"]):
            raise Refused(400, 21609, "Invalid StatusCallback URL")

    def _check_people(self, form: Mapping[str, Any]) -> None:
        to, account = form.get("To", ""), self._sms.account
        if not to:
            raise Refused(400, 21604, "A 'To' phone number is required.")
        if not re.fullmatch(r"\+[1-9]\d{6,14}", to):
            raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to[:4]}XXXX")
        service = form.get("MessagingServiceSid")
        if not (service or form.get("From")):
            raise Refused(400, 21603, "A 'From' phone number is required.")
        if service and service != account.get("messaging_service_sid"):
            raise Refused(404, 21705, "The Messaging Service Sid is invalid.")
        if not service and form["From"] != account["phone_number"]:
            raise Refused(400, 21606, "The 'From' phone number is not a valid message-capable one")
        if to in self.opted_out:
            raise Refused(400, 21610, "Attempt to send to unsubscribed recipient")


def _is_url(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "_" not in parts.netloc
