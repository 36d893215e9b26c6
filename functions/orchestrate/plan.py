"""What the inbound workflow is to do, from what it has seen: pure.

Every part is idempotent by state: once it has been done, the plan made of what then stands no
longer contains it. So a run that comes back after a crash does the rest, and only the rest.
"""

from collections.abc import Callable
from typing import Any, Final

from functions.orchestrate import answering, assigning, consent, quiet, reopening
from functions.orchestrate.sight import Part, Sight, asking
from shared.configuration import Configuration
from shared.history import arrival
from shared.table import Item

Plan = dict[str, Any]

# In the order of the workflow's states, which carry them out. Each is a decision, which changes
# how things stand for those after it, or an instruction for a step.
_PARTS: Final[dict[str, Callable[[Sight], Part | None]]] = {
    "consent": consent.part,
    "reopen": reopening.part,
    "reply": answering.part,
    "assign": assigning.part,
}
PARTS: Final = tuple(_PARTS)


def plan(
    summary: Item, new: list[Item], configuration: Configuration, *, now: int, window_open: bool
) -> Plan:
    """What to do about ``new``, inbound messages in the order of their arrival, at ``now`` (ms).

    A part is None where nothing is to be done. ``through`` is how far the conversation is then
    handled, ``wait_s`` how long to wait, and look again, before any of it. A message that arrived
    before the last decision does not undo it.
    """
    sight = Sight(dict(summary), new, configuration, now, window_open)
    parts: Plan = {}
    for name, part in _PARTS.items():
        parts[name] = made = part(sight)
        if made and "changes" in made:
            decided_at = max(made["at"], sight.summary.get("decided_at", 0))
            sight.summary |= {**made["changes"], "decided_at": decided_at}
        if name == "consent":  # what is only about consent is known from here on
            sight.talk = asking(sight.summary, new)
    through = max(map(arrival, new), default=summary.get("handled_through", ""))
    # Consent is recorded at once, whatever else is being written.
    wait_s = quiet.wait_s(sight) if parts["reply"] and not parts["consent"] else 0
    return {**parts, "version": summary["version"], "through": through, "wait_s": wait_s}


def nothing_to_do(planned: Plan, handled_through: str) -> bool:
    return not any(planned[part] for part in PARTS) and planned["through"] <= handled_through
