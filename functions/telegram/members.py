"""The customer stopped the bot, or started it again."""

from typing import Final

from functions.telegram.figures import moment
from functions.telegram.people import customer_of
from shared.intake.fields import Fields, Unfit, needed_fields, needed_text
from shared.messages import Said

_EVENTS: Final = {"kicked": "blocked", "member": "unblocked"}


def membership(change: Fields, update: str) -> Said:
    """A ``my_chat_member`` as an event. Raises Unfit.

    It has no id of its own but the update's, which is the same in every delivery.
    https://core.telegram.org/bots/api#chatmemberupdated
    """
    identity, name = customer_of(change)
    now = needed_text(needed_fields(change, "new_chat_member"), "status")
    if now not in _EVENTS:
        raise Unfit("unknown status")
    return Said(
        account_ref="",
        identity=identity,
        provider_id=f"update:{update}",
        sent_at=moment(change),
        type="event",
        content={"event": _EVENTS[now]},
        name=name,
    )
