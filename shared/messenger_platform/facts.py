"""Reactions, edits, deliveries and reads: what is about earlier messages."""

from typing import Final

from shared import ids
from shared.intake.fields import Fields, Unfit, needed_fields, needed_text, text
from shared.messages import Noted, Parsed
from shared.messenger_platform.sides import as_moment, customer, moment

# The names of the first reactions, which come without an emoji where they are old.
_EMOJI: Final = {
    "love": "❤️",
    "smile": "😆",
    "wow": "😮",
    "sad": "😢",
    "angry": "😠",
    "like": "👍",
    "dislike": "👎",
}


def reaction(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """An emoji put on a message, or taken off it. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-reactions
    """
    body, (identity, ours) = needed_fields(item, "reaction"), customer(item, account)
    action, at = needed_text(body, "action"), moment(item)
    if action not in ("react", "unreact"):
        raise Unfit("unknown action")
    name = text(body, "reaction")
    emoji = (text(body, "emoji") or _EMOJI.get(name, name)) if action == "react" else ""
    by = "agent" if ours else "contact"
    event = f"reaction-{ids.digest(action, emoji, str(at), by)}"
    data = {"emoji": emoji, "by": by}
    target = needed_text(body, "mid")
    return [Noted(account, identity, "reaction", target, event, at, data)]


def edit(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """A message's new text, at most five times. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-edits
    """
    body, (identity, ours) = needed_fields(item, "message_edit"), customer(item, account)
    number = body.get("num_edit")
    if not isinstance(number, int | str):
        raise Unfit("no num_edit")
    data = {"text": needed_text(body, "text"), "by": "agent" if ours else "contact"}
    target = needed_text(body, "mid")
    return [Noted(account, identity, "edit", target, f"edit-{number}", moment(item), data)]


def delivery(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """The messages it names, if any, and all that were sent until its watermark. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-deliveries
    """
    body, identity = needed_fields(item, "delivery"), customer(item, account)[0]
    until = body.get("watermark")
    at = moment(item) if until is None else as_moment(until)
    mids = body.get("mids")
    named = [one for one in mids if isinstance(one, str) and one] if isinstance(mids, list) else []
    status = {"status": "delivered"}
    found: list[Parsed] = [
        Noted(account, identity, "status", mid, "delivered", at, status) for mid in named
    ]
    if until is not None:
        found.append(_watermark(account, identity, "delivered", at))
    if not found:
        raise Unfit("nothing delivered")
    return found


def read(item: Fields, account: str, standby: bool) -> list[Parsed]:
    """Messenger's watermark, or the one message that Instagram names. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-reads
    """
    body, identity = needed_fields(item, "read"), customer(item, account)[0]
    if body.get("watermark") is not None:
        return [_watermark(account, identity, "read", as_moment(body["watermark"]))]
    target = needed_text(body, "mid")
    status = {"status": "read"}
    return [Noted(account, identity, "status", target, "read", moment(item), status)]


def _watermark(account: str, identity: str, status: str, at: int) -> Noted:
    return Noted(account, identity, "watermark", "", f"{status}-{at}", at, {"status": status})
