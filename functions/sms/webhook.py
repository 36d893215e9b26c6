"""Lambda: Twilio's webhook, for messages and for statuses. The road is shared."""

from typing import Any, Final

from functions.sms.parse import parse
from functions.sms.verify import verify
from shared.channels import SMS
from shared.receiving import Reply, Response, receive

# Any <Message> in it would be sent, and billed: https://www.twilio.com/docs/messaging/twiml
_SAY_NOTHING: Final = Reply('<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml")


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, SMS, verify=verify, parse=parse, taken=_SAY_NOTHING)
