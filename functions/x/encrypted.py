"""Messages of X's encrypted chat: that there is one can be told, but not what it says.

https://docs.x.com/x-api/activity/event-payloads#chat-events-xchat (read 2026-11-22)
"""

from typing import Final

from functions.x.snowflakes import identifier, moment
from shared.intake.fields import Fields, Unfit, needed_text
from shared.messages import Said

# What lets whoever holds it into the conversation is kept nowhere.
_LETS_IN: Final = "conversation_token"


def encrypted(kind: str, payload: Fields, account: str) -> Said:
    """``chat.received`` or ``chat.sent``, unsupported. Raises Unfit."""
    sender = identifier(payload.get("sender_id"))
    both = needed_text(payload, "conversation_id").replace("-", ":").split(":")
    if len(both) != 2 or account not in both or sender not in both or both[0] == both[1]:
        raise Unfit("no conversation of two")
    customer = identifier(both[0] if both[1] == account else both[1])
    raw = {name: value for name, value in payload.items() if name != _LETS_IN}
    return Said(
        account_ref=account,
        identity=customer,
        provider_id=needed_text(payload, "id"),
        sent_at=moment(payload, "created_at_msec"),
        type="unsupported",
        content={"kind": kind, "raw": raw},
        echo=sender == account,
    )
