"""Which customer waits for an answer: pure, from what was said in a window."""

from typing import Final

from shared.drafts import is_echo
from shared.planning.consenting import besides
from shared.table import Item
from shared.windows.window import effective

# An acknowledgement that comes by itself answers nobody.
_ACKNOWLEDGING: Final = frozenset(
    {
        *("greeting", "away", "default-reply", "help"),
        *("opt-out-confirmation", "opt-in-confirmation"),
    }
)
HANDING_OVER: Final = "handover"  # what says that somebody else will answer
_NO_QUESTION: Final = frozenset({"event", "reaction"})


def waiting(summary: Item, messages: list[Item], since: int, end: int) -> Item | None:
    """The last thing to which nothing has been answered, or None: of what was said before ``end``
    and came at ``since`` or later, whenever it was said.

    By the order of arrival, for nobody can answer what has not come yet. An agent who resolves a
    conversation has seen to it.
    """
    theirs = [m for m in messages if m["direction"] == "inbound"]
    asked = [
        m
        for m in besides(summary, theirs)
        if effective(m) < end and since <= m["received_at"] and _asks(m)
    ]
    if not asked or summary.get("status") == "resolved":
        return None
    last = max(asked, key=lambda message: int(message["received_at"]))
    ours = {
        m.get("provider_ref") for m in messages if m["direction"] == "outbound" and not is_echo(m)
    }
    answered = (
        answers(message, last["received_at"])
        for message in messages
        # What we sent and the platform shows us again is the one answer that it was.
        if not (is_echo(message) and message.get("provider_ref") in ours)
    )
    return None if any(answered) else last


def _asks(message: Item) -> bool:
    return message["type"] not in _NO_QUESTION and not message.get("revoked_at")


def answers(message: Item, asked_at: int) -> bool:
    """Whether ``message`` is more than an acknowledgement of what arrived at ``asked_at`` (ms)."""
    # An answer is put strictly after all that its author can have seen, so one of the same moment
    # answers something else.
    if message["direction"] != "outbound" or message["received_at"] <= asked_at:
        return False
    if message["status"] == "failed" or message["author_kind"] not in ("agent", "bot"):
        return False
    return message.get("rule") not in _ACKNOWLEDGING and message.get("purpose") != HANDING_OVER
