"""What must not reach a platform, by what the test knows and the order of the log: pure."""

from typing import Final

from shared.table import Item
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
