"""A message of ours in Google's words: the JSON of an AgentMessage.

https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
(read 2026-11-22)
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from functions.rcs.files import file_content
from functions.rcs.suggestions import interactive, map_of
from functions.rcs.words import place
from shared.channels import RCS
from shared.credentials import Secrets
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.errors import CredentialsRejected, MessageRejected
from shared.table import Item
from shared.wording.in_words import cards

Body = dict[str, Any]

_TTL: Final = re.compile(r"[1-9][0-9]{0,6}s")


def render(message: Item, secrets: Secrets) -> Body:
    """The body that sends ``message``, an outbound message item.

    Raises MessageRejected where RCS has no such message, or not that long; CredentialsRejected if
    the account's ``ttl`` is none.
    """
    content = json.loads(message.get("content") or "{}")
    said = _said(message["type"], message.get("text") or "", content)
    if "text" in said:
        _check(said["text"])
    traffic = {"messageTrafficType": _traffic(message, content)}
    return {"contentMessage": said, **traffic, **_expiry(secrets)}


def signalled(kind: str, provider_id: str) -> Body:
    """The body of the event that the customer's message was read, or an answer is being typed."""
    return (
        {"eventType": "READ", "messageId": provider_id}
        if kind == "read"
        else {"eventType": "IS_TYPING"}
    )


def _said(kind: str, text: str, content: Mapping[str, Any]) -> Body:
    if kind in RCS.files:
        return file_content(kind, text, content)
    match kind:
        case "text":
            return {"text": text}
        case "interactive":
            return interactive(text, content)
        case "location":
            return {"text": place(content), "suggestions": [map_of(content)]}
        case "contacts":
            return {"text": cards(content)}
    raise MessageRejected("unsupported-type", f"RCS for Business sends no message of type {kind}.")


def _check(text: str) -> None:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    if len(text) > RCS.limits.text:
        raise MessageRejected("too-long", f"A text has at most {RCS.limits.text} characters.")


def _traffic(message: Item, content: Mapping[str, Any]) -> str:
    """What the message is for; answers are a service that the customer has asked for."""
    if message.get("purpose") == OPT_OUT_CONFIRMATION:
        return "ACKNOWLEDGEMENT"
    return str(content.get("traffic_type") or "SERVICEREQUEST")


def _expiry(secrets: Secrets) -> Body:
    """After which time an undelivered message is taken back; 30 days where this is silent."""
    ttl = secrets.get("ttl")
    if ttl is None:
        return {}
    if isinstance(ttl, str) and _TTL.fullmatch(ttl):
        return {"ttl": ttl}
    raise CredentialsRejected("no-ttl", 'The ttl is seconds, written as in "3600s".')
