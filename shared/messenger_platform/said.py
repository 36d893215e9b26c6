"""One ``message``: what a customer wrote, or what the business said elsewhere (an echo)."""

from typing import Any, Final

from shared.ids import is_message_id
from shared.intake.fields import Fields, chosen, needed_text, objects, text
from shared.messages import Noted, Parsed, Said
from shared.messenger_platform.attachments import Content, contents
from shared.messenger_platform.sides import customer, moment

_MOST_ATTACHED: Final = 10  # that customers can send at once
_STORY: Final = {"id": str, "url": str}
# What can stand in a message beside what it says.
_AROUND: Final = frozenset(
    {"mid", "is_echo", "app_id", "metadata", "reply_to", "quick_reply", "referral", "commands"}
)


def message(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """A message and each further attachment of it as one more. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messages
    https://developers.facebook.com/documentation/business-messaging/instagram-messaging/webhooks
    """
    body = item["message"]
    identity, echoed = customer(item, account)
    mid, at = needed_text(body, "mid"), moment(item)
    if body.get("is_deleted") is True:
        by = {"by": "agent" if echoed else "contact"}
        return [Noted(account, identity, "revoke", name, "revoke", at, by) for name in _names(mid)]
    if echoed and is_message_id(text(body, "metadata")):
        sent = {"status": "sent"}
        return [Noted(account, identity, "status", mid, "sent", at, sent, text(body, "metadata"))]
    found: list[Parsed] = []
    for number, (kind, words, content) in enumerate(_parts(body), 1):
        first = number == 1
        name = mid if first else f"{mid}#{number}"
        if "media" in content:
            content["media"]["id"] = name
        if standby:
            content["standby"] = True
        reply_to = _around(body, content) if first else None
        found.append(Said(account, identity, name, at, kind, words, content, reply_to, echo=echoed))
    return found


def _names(mid: str) -> list[str]:
    """Whatever was stored of a message must go, and how much it was is not said any more."""
    return [mid, *(f"{mid}#{number}" for number in range(2, _MOST_ATTACHED + 1))]


def _parts(body: Fields) -> list[Content]:
    """The text goes with the first attachment; with a link, it is what was written around it."""
    words, parts = text(body, "text"), contents(body)
    if body.get("is_unsupported") is True:
        return [("unsupported", words, {"kind": "unsupported"})]
    if not parts:
        rest = {name: value for name, value in body.items() if name not in _AROUND}
        return [
            ("text", words, {}) if words else ("unsupported", "", {"kind": "message", "raw": rest})
        ]
    kind, own, content = parts[0]
    return [(kind, words or own, content), *parts[1:]]


def _around(body: Fields, content: dict[str, Any]) -> str | None:
    """The id of the message it replies to; what else there is goes to ``content``."""
    about: dict[str, Any] = {}
    if commands := [name for one in objects(body, "commands") if (name := text(one, "name"))]:
        about["commands"] = commands
    if isinstance(app := body.get("app_id"), int | str):
        about["app_id"] = str(app)
    reply = body.get("reply_to")
    quoted: Fields = reply if isinstance(reply, dict) else {}
    if isinstance(story := quoted.get("story"), dict):
        about["story"] = chosen(story, _STORY)
    if about:
        content["context"] = {**content.get("context", {}), **about}
    content.update(chosen(body, {"referral": dict}))
    return text(quoted, "mid") or None
