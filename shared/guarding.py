"""May this message go now? Decided at the moment of the platform call, from what holds then."""

from collections.abc import Mapping
from typing import Any, Final

from shared.channels import Channel
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.errors import (
    MessageRejected,
    OptedOut,
    Permanent,
    RecipientUnreachable,
    WindowClosed,
)

# The confirmation of an opt-out answers what the customer has just said, whoever holds the
# conversation, and is the last thing said automatically.
_EXEMPT: Final = frozenset({OPT_OUT_CONFIRMATION})
_AUTOMATIC: Final = frozenset({"bot", "system"})


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
) -> Permanent | None:
    """Why ``message`` must not go now, or None.

    ``window_end`` is the exact end of the window in ms, None if it never opened; it is looked at
    only where ``needs_window``, and so is ``used_up``: whether as many messages were sent as the
    platform takes in answer to one of the customer.
    ``ended``: the customer has ended the conversation.
    """
    if ended:
        return RecipientUnreachable("ended", "The customer left and has to write first.")
    exempt = message.get("purpose") in _EXEMPT
    if message["author_kind"] == "bot" and _agent_took_over(summary) and not exempt:
        return MessageRejected("taken-over", "An agent has taken the conversation over.")
    if message["author_kind"] in _AUTOMATIC and summary.get("consent") == "out" and not exempt:
        return OptedOut("opted-out", "The customer wants no automatic messages.")
    if needs_window(message, channel) and (window_end is None or now >= window_end):
        return WindowClosed("window-closed", "The customer has to write first, or use a template.")
    if needs_window(message, channel) and used_up:
        return WindowClosed(
            "window-used-up", "The platform takes no more before the customer writes."
        )
    return None


def _agent_took_over(summary: Mapping[str, Any]) -> bool:
    # The workflow greets and then gives the conversation to an agent: its greeting still goes.
    given = str(summary.get("decided_by", "")).startswith("workflow")
    return str(summary.get("owner", "")).startswith("agent:") and not given
