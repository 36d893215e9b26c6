"""Taps on quick replies, buttons, ice-breakers and menus: messages without typing."""

from shared.intake.fields import Fields, Unfit, chosen, needed_fields, text
from shared.messages import Parsed, Said
from shared.messenger_platform.said import message
from shared.messenger_platform.sides import customer, made_id, moment


def spoken(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """A ``message``, which a quick reply of ours may have written. Raises Unfit."""
    body = needed_fields(item, "message")
    found = message({**item, "message": body}, account, standby)
    tapped = body.get("quick_reply")
    first = found[0]
    if isinstance(tapped, dict) and isinstance(first, Said) and first.type == "text":
        payload = text(tapped, "payload")
        first.type = "interactive"
        first.content = {
            **first.content,
            "reply": _reply(payload or first.text, first.text, payload),
        }
    return found


def postback(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """A tap. Another app's carries no payload, an old one no id. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_postbacks
    """
    body = needed_fields(item, "postback")
    title, payload = text(body, "title"), text(body, "payload")
    if not (title or payload):
        raise Unfit("no postback")
    content = {
        "reply": _reply(payload or title, title, payload),
        **chosen(body, {"referral": dict}),
    }
    if standby:
        content["standby"] = True
    return [
        Said(
            account_ref=account,
            identity=customer(item, account)[0],
            provider_id=text(body, "mid") or made_id("postback", item, dict(body)),
            sent_at=moment(item),
            type="interactive",
            text=title,
            content=content,
        )
    ]


def _reply(identifier: str, title: str, payload: str) -> dict[str, str]:
    return {"kind": "button", "id": identifier, "title": title, "payload": payload}
