"""How far a message is, as everybody outside is told: only ever forward."""

from collections.abc import Mapping
from typing import Any

from shared.messages import Status


def shown(item: Mapping[str, Any]) -> Status:
    """The status of a message item, never behind one that may have been told before.

    What goes back into the line, or has to wait for a time (``due``), has been queued and perhaps
    tried already. So ``held`` is only told of what waits for the customer, before it is queued.
    """
    status: Status = item["status"]
    if status in ("queued", "held") and item.get("attempts"):
        return "sending"
    return "queued" if status == "held" and item.get("due") else status
