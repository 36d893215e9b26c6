"""May this message go now? Decided at the moment of the platform call, from what holds then."""

from collections.abc import Mapping
from typing import Any, Final

from shared.channels import Channel
from shared.drafts import AUTOMATIC, NO_TEMPLATES, OPT_OUT_CONFIRMATION
from shared.errors import (
    MessageRejected,
    OptedOut,
    Permanent,
    RecipientUnreachable,
    WindowClosed,
)

TAKEN_OVER: Final = "taken-over"  # code of the error whose detail names the decision
# The confirmation of an opt-out answers what the customer has just said, whoever holds the
# conversation, and is the last thing said automatically.
_EXEMPT: Final = frozenset({OPT_OUT_CONFIRMATION})


def needs_window(message: Mapping[str, Any], channel: Channel) -> bool:
    """Whether the platform takes ``message`` only while the window is open."""
    return channel.window is not None and message["type"] != "template"


def refusal(
    message: Mapping[str, Any],
    summary: Mapping[str, Any],
    channel: Channel,
    *,
    window_end: int | None,
    now: int,
    used_up: bool = False,
    ended: bool = False,
    taken_over: str | None = None,
) -> Permanent | None:
    """Why ``message`` must not go now, or None.

    ``window_end`` is the exact end of the window in ms, None if it never opened; it is looked at
    only where ``needs_window``, and so is ``used_up``: whether as many messages were sent as the
    platform takes in answer to one of the customer.
    ``ended``: the customer has ended the conversation. ``taken_over``: the decision since its
    acceptance by which people have the conversation.
    """
    if ended:
        return RecipientUnreachable("ended", "The customer left and has to write first.")
    exempt = message.get("purpose") in _EXEMPT
    if taken_over and not exempt:
        title = "Somebody took the conversation over before it was sent."
        return MessageRejected(TAKEN_OVER, title, detail=taken_over)
    if message["author_kind"] in AUTOMATIC and summary.get("consent") == "out" and not exempt:
        return OptedOut("opted-out", "The customer wants no automatic messages.")
    if message["type"] == "template" and summary.get("consent") == "out":
        return OptedOut("opted-out", NO_TEMPLATES)
    if needs_window(message, channel) and (window_end is None or now >= window_end):
        return WindowClosed("window-closed", "The customer has to write first, or use a template.")
    if needs_window(message, channel) and used_up:
        return WindowClosed(
            "window-used-up", "The platform takes no more before the customer writes."
        )
    return None
