"""Turns what a test wants said into the form that Twilio posts.

www.twilio.com/docs/messaging/guides/webhook-request.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from functions.sms.segments import segments

if TYPE_CHECKING:
    from tests.simulator.sms import Sms

_STOP: Final = {"stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"}
_START: Final = {"start", "unstop", "yes"}
_PLACES: Final = ("City", "State", "Zip", "Country")


def posted(said: Mapping[str, Any], sms: "Sms") -> bytes:
    """``{"from", "text"?, "media"? (one or several), "opt_out_type"?, "to"?, "id"?, "fields"?}``.

    Raises ValueError if nobody says it.
    """
    sender = str(said.get("from") or "")
    if not sender:
        raise ValueError("from is required")
    files = _files(said)
    sid = str(said.get("id") or f"{'MM' if files else 'SM'}{secrets.token_hex(16)}")
    body, account = str(said.get("text", "")), sms.account
    _heard(sender, body, str(said.get("opt_out_type", "")), sms)
    fields = {
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
        "SmsStatus": "received",
        "AccountSid": account["account_sid"],
        "From": sender,
        "To": said.get("to", account["phone_number"]),
        "Body": body,
        "NumMedia": str(len(files)),
        "NumSegments": str(segments(body).count),
        **{f"{end}{part}": "" for end in ("From", "To") for part in _PLACES},
        "ApiVersion": "2010-04-01",
    }
    if service := account.get("messaging_service_sid"):
        fields["MessagingServiceSid"] = service
    if kind := said.get("opt_out_type"):
        fields["OptOutType"] = kind
    place = f"{sms.world.url()}/2010-04-01/Accounts/{account['account_sid']}/Messages/{sid}"
    for number, file in enumerate(files):
        address, mime_type = sms.media.received(file, place)
        fields |= {f"MediaUrl{number}": address, f"MediaContentType{number}": mime_type}
    return urlencode({**fields, **said.get("fields", {})}).encode()


def _files(said: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    media = said.get("media", [])
    return [media] if isinstance(media, Mapping) else media


def _heard(sender: str, body: str, kind: str, sms: "Sms") -> None:
    """Twilio keeps its own list of who may not be written to."""
    word = body.strip().lower()
    if kind == "STOP" or word in _STOP:
        sms.messages.opted_out.add(sender)
    elif kind == "START" or word in _START:
        sms.messages.opted_out.discard(sender)
