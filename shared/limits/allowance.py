"""How many messages the platform takes in answer to one of the contact, where it counts them."""

from collections.abc import Iterable
from typing import Final

from shared import history
from shared.channels import CHANNELS, Window
from shared.ids import MessageId
from shared.table import Item
from shared.windows.window import effective, opens_until

_CHUNK: Final = 10
_MAY_HAVE_COME: Final = frozenset({"sending", "unknown", "sent", "delivered", "read"})


def used_up(summary: Item, now: int) -> bool:
    """Whether a window is open at ``now``, and none that is has room for one more message.

    Read from the log, back to what last opened the long window. What was accepted before that
    and sent after it is not seen: then it is for the platform to say so.
    """
    channel = CHANNELS.get(summary["channel"])
    if channel is None or channel.window is None or not channel.window.most_messages:
        return False
    low = f"M#{max(0, now - channel.window.lasts_ms):013d}"
    return full(history.back_from(summary, "M#~", _CHUNK, low), channel.window, now)


def full(messages: Iterable[Item], rule: Window, now: int) -> bool:
    """The same of ``messages``, newest first; reads no more of them than it needs."""
    asked: list[int] = []  # when the platform was asked to take one of ours
    openers: list[tuple[int, int]] = []  # when, and how many it allows
    enough = 0  # the time of what last opened the long window
    for message in messages:
        if MessageId.of(message).at < enough:
            break  # those of the same time count, in whatever order they lie
        if message["type"] == "template":
            continue  # goes at any time, and takes of no allowance
        if message["direction"] == "outbound" and message["status"] in _MAY_HAVE_COME:
            asked.append(message.get("asked_at", 0))
        elif (until := opens_until(message)) and until > now:
            most = _most(message, until, rule)
            openers.append((effective(message), most))
            if most == rule.most_messages:
                enough = max(enough, MessageId.of(message).at)
    counts = [(sum(at >= since for at in asked), most) for since, most in openers]
    return bool(counts) and all(count >= most for count, most in counts)


def _most(message: Item, until: int, rule: Window) -> int:
    brief = rule.brief
    if brief and until == effective(message) + brief.lasts_ms:
        return brief.most_messages
    return rule.most_messages
