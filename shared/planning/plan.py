"""What the inbound workflow is to do, from what it has seen: pure.

Every part is idempotent by state: once it has been done, the plan made of what then stands no
longer contains it. So a run that comes back after a crash does the rest, and only the rest.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from shared import episodes
from shared.configuration import Configuration
from shared.deciding import turns
from shared.history import arrival
from shared.ids import MessageId
from shared.looks import is_set
from shared.planning import (
    answering,
    asking_bot,
    assigning,
    consent,
    promising,
    quiet,
    reopening,
    resolving,
    stopping,
    surveying,
)
from shared.planning.sight import BY, Part, Sight, asking
from shared.table import Item

Plan = dict[str, Any]

# In the order of the workflow's states, which carry them out. Each is a decision, which changes
# how things stand for those after it, or an instruction for a step.
_PARTS: Final[dict[str, Callable[[Sight], Part | None]]] = {
    "consent": consent.part,
    "survey": surveying.part,
    "reopen": reopening.part,
    "reply": answering.part,
    "ask": asking_bot.part,
    "assign": assigning.part,
    "resolve": resolving.part,
    "notice": promising.part,
}
PARTS: Final = tuple(_PARTS)


def plan(
    summary: Item,
    new: list[Item],
    configuration: Configuration,
    *,
    now: int,
    window_open: bool,
    answer: Item | None = None,
    answers: Sequence[int] = (),
) -> Plan:
    """What to do about ``new``, inbound messages in the order of their arrival, at ``now`` (ms).

    ``answer`` is our newest, where it matters what it was, and ``answers`` are the times of
    people's since the first of ``new``, where there were some before this look. A part is None
    where nothing is to be done; ``stop`` is what is done in place of a reply that is too much.
    ``through`` is how far the
    conversation is then handled, ``wait_s`` how long to wait, and look again, before any of it,
    ``asked`` since when somebody waits, ``ring`` the timer to be set for what hangs on time. A
    message that arrived before the last decision does not undo it.
    """
    sight = Sight(
        dict(summary), new, configuration, now, window_open, answer=answer, answers=answers
    )
    parts: Plan = {"stop": None}
    for name, part in _PARTS.items():
        parts[name] = made = part(sight)
        if made and "changes" in made:
            after = {**sight.summary, **made["changes"]}
            if turns(sight.summary, after):
                decided_at = max(made["at"], sight.summary.get("decided_at", 0))
                after |= {"decided_at": decided_at, "decided_by": BY}
            sight.summary = after | episodes.passing(sight.summary, after, made["at"])
            if not configuration.agents:
                made["uncounted"] = True  # so that who carries it out need not look for them
        if made and "trigger" in made:  # what the run says names the run, as its decisions do
            made["run"] = str(MessageId.of(new[0])) if new else made["trigger"]
            parts["stop"] = stopping.part(sight, made["run"])
        if name == "consent":  # what is only about consent is known from here on
            sight.talk = asking(sight.summary, new)
    handled = summary.get("handled_through", "")
    through = handled if sight.unfinished else max(map(arrival, new), default=handled)
    asked = episodes.asked(sight.summary, sight.talk)
    return {
        **parts,
        "version": summary["version"],
        "through": through,
        "asked": {name: str(value) for name, value in asked.items()},
        "ring": _ring(sight),
        # Consent is recorded at once, whatever else is being written.
        "wait_s": quiet.wait_s(sight) if _says(parts) and not parts["consent"] else 0,
    }


def _says(parts: Plan) -> bool:
    return bool(parts["reply"] or parts["ask"])


def nothing_to_do(planned: Plan, handled_through: str) -> bool:
    if any(planned[part] for part in PARTS) or planned["ring"]:
        return False
    return bool(planned["through"] <= handled_through)


def _ring(sight: Sight) -> Plan | None:
    """One timer is enough: when it rings, the next is asked for."""
    at = min(sight.looks, default=0)
    return {"at": at} if at and not is_set(sight.summary, at, sight.now) else None
