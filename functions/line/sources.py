"""Whom, when and by whose leave: what every event of LINE carries."""

from typing import Any

from shared.intake.fields import Fields, Unfit, needed_fields, needed_text, text


def person(event: Fields) -> str:
    """The id of the customer, which is the same for all channels of one provider. Raises Unfit.

    What is said in a group or a room is no conversation with a customer: an answer would go to
    everybody there. Such events are kept in quarantine and not answered.
    https://developers.line.biz/en/reference/messaging-api/#source-user
    """
    source = needed_fields(event, "source")
    kind = needed_text(source, "type")
    if kind != "user":
        raise Unfit("group message" if kind in ("group", "room") else "unknown source")
    return needed_text(source, "userId")


def moment(event: Fields) -> int:
    """When it happened, in ms; a redelivery tells the same. Raises Unfit."""
    at = event.get("timestamp")
    if isinstance(at, int) and not isinstance(at, bool) and 10**12 <= at < 10**13:
        return at
    raise Unfit("no timestamp")


def leave(event: Fields, message: Fields) -> dict[str, Any]:
    """``tokens`` {reply, read, quote} that came with it, and ``standby`` if another app answers.

    They are good for nothing without the account's own token. In standby there is no reply
    token, since another module of the account holds the chat.
    https://developers.line.biz/en/reference/messaging-api/#common-properties
    """
    standby = event.get("mode") == "standby"
    named = {
        "reply": "" if standby else text(event, "replyToken"),
        "read": text(message, "markAsReadToken"),
        "quote": text(message, "quoteToken"),
    }
    tokens = {name: value for name, value in named.items() if value}
    return {
        **({"tokens": tokens} if tokens else {}),
        **({"standby": True} if standby else {}),
    }
