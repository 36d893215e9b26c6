"""What must not reach a platform, by what the test knows and the order of the log: pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from shared.ids import MessageId
from shared.table import Item
from tests.journeys.business import SURVEY
from tests.journeys.platform import Taken
from tests.journeys.watch import Watch, automatic

# How long after the customer's last message the platform takes what is no template.
WINDOWS_MS: Final = {"whatsapp": 86_400_000}


def wrong(message: Item, watch: Watch, written_at: int, now: int) -> str:
    """Why ``message`` must not go at ``now``; "" if it may. The customer wrote last at
    ``written_at``."""
    window = WINDOWS_MS.get(message["channel"])
    if window and message["type"] != "template" and now >= written_at + window:
        return "sent into a closed window"
    unasked = automatic(message) or message["type"] == "template"
    if unasked and watch.consent(message["pk"]) == "out":
        return "sent after the opt-out"
    if automatic(message) and watch.taken_over(message):
        return "sent after an agent had taken over"
    return ""


def twice(watch: Watch, taken: Sequence[Taken]) -> list[str]:
    """What arrived at the platform more than once."""
    return [name for name, many in Counter(one.id for one in taken).items() if many > 1]


def in_disorder(watch: Watch, taken: Sequence[Taken]) -> list[str]:
    """The conversations in which what was held until the customer answers went in another order
    than it was written."""
    held = [_id(m) for m in watch.log if m.get("status") == "held" and not m.get("due")]
    went = [one.id for one in taken if one.id in held]
    found = []
    for conversation in {name.rsplit(".", 2)[0] for name in went}:
        own = [name for name in went if name.startswith(f"{conversation}.")]
        if own != [name for name in held if name in own]:
            found.append(conversation)
    return found


def asked_too_often(watch: Watch, taken: Sequence[Taken]) -> list[str]:
    """The conversations in which customers were asked how it was more often than people had
    resolved them. Where two became one, those of both count, which nobody can tell apart."""
    found = []
    for pk, log in watch.messages.items():
        asked = [m for m in log if m.get("rule") == f"survey:{SURVEY}"]
        resolved = [d for d in watch.decisions[pk] if d["status"] == "resolved"]
        by_people = [d for d in resolved if d["by"].startswith("agent:")]
        if pk not in watch.names.values() and len(asked) > len(by_people):
            found.append(pk)
    return found


def _id(message: Item) -> str:
    return str(MessageId.of(message))
