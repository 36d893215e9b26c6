"""What Twilio tells of an account, its numbers and its messaging services.

www.twilio.com/docs/iam/api/account, www.twilio.com/docs/phone-numbers/api/incomingphonenumber-
resource, www.twilio.com/docs/messaging/api/service-resource (read 2026-11-22).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.simulator.exchange import Answer, Request
from tests.simulator.sms_answers import Refused, answered

if TYPE_CHECKING:
    from tests.simulator.sms import Sms


class Settings:
    def __init__(self, sms: "Sms") -> None:
        self._sms = sms

    def account(self, request: Request, groups: Mapping[str, str]) -> Answer:
        told = {"sid": groups["account_sid"], "status": "active", "type": "Full"}
        return answered({**told, **self._sms.console.get("account", {})})

    def numbers(self, request: Request, groups: Mapping[str, str]) -> Answer:
        own = str(self._sms.account["phone_number"])
        told = {
            "sid": "PN" + "0" * 32,
            "phone_number": own,
            "sms_url": self._sms.webhook_url + "#rc=5&rp=all",
            "sms_method": "POST",
            "sms_fallback_url": "",
            **self._sms.console.get("number", {}),
        }
        asked = request.query.get("PhoneNumber", own)
        return answered({"incoming_phone_numbers": [told] if asked == told["phone_number"] else []})

    def service(self, request: Request, groups: Mapping[str, str]) -> Answer:
        if groups["service"] != self._sms.account.get("messaging_service_sid"):
            raise Refused(404, 20404, "The requested resource was not found")
        told = {
            "sid": groups["service"],
            "inbound_request_url": self._sms.webhook_url + "#rc=5&rp=all",
            "inbound_method": "POST",
            "fallback_url": None,
            "use_inbound_webhook_on_number": False,
        }
        return answered({**told, **self._sms.console.get("service", {})})
