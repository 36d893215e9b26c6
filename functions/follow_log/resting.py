"""Whether the workflow has anything to do about what came; if not, nobody is woken for it: pure.

The follower asks the same plan as the workflow does, and then its write of the summary says that
the messages are handled. Most messages are of this kind: no rule waits for them, or people have
the conversation already.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from functions.follow_log import awaited
from shared import clock, promises
from shared.configuration import Configuration
from shared.delivery import waiting
from shared.history import arrival
from shared.ids import MessageId
from shared.links.codes import codes_in
from shared.planning.plan import nothing_to_do, plan
from shared.planning.resolving import answer_to_judge
from shared.planning.sight import BY
from shared.table import Item
from shared.wording import offering

_HANDLED: Final = "handled_through"


def handled(
    before: Item, after: Item, came: Sequence[Item], wanted: Callable[[], Configuration]
) -> Item | None:
    """What the summary ``after`` ``came`` holds besides if nothing is to be done about them.

    ``came`` are new inbound messages, ``before`` the summary without them. None if the workflow has
    to look: something is to be done, an older message is not handled yet, or one of these may have
    been already. What is returned counts only if nobody has decided since.
    """
    arrivals = sorted(map(arrival, came))
    through = before.get(_HANDLED, "")
    if not came or arrivals[0] <= through or _newest(before) > through:
        return None
    if waiting.anything(after) or before.get("also") != after.get("also"):
        return None
    if any(codes_in(item) or _may_yet_change(item, after) for item in came):
        return None
    configuration, now = wanted(), clock.now_ms()
    if answer_to_judge(after, configuration.policy.resolve_after_ms, now):
        return None
    if promises.overtaken(after, came, configuration):
        return None  # when the answer came says the log
    new = sorted(came, key=arrival)
    planned = plan(after, new, configuration, now=now, window_open=True)
    if not nothing_to_do(planned, arrivals[-1]):
        return None
    asked = {name: int(value) for name, value in planned["asked"].items()}
    return {_HANDLED: arrivals[-1], **asked}


def _newest(summary: Item) -> str:
    """The place of the newest inbound message in the order of arrival."""
    if "inbound_id" not in summary:
        return ""
    return f"{summary['inbound_at']:013d}#{MessageId.parse(summary['inbound_id']).ref}"


def _may_yet_change(item: Item, summary: Item) -> bool:
    """It may be a number that was offered, or was edited before it came, which stands on the
    message a moment later."""
    if awaited.may_be_awaited(item, summary, clock.now_ms()):
        return True
    return "offered_at" in summary and offering.may_choose(item.get("text") or "")


def overtaken(decision: Item, summary: Mapping[str, Any]) -> bool:
    """Whether ``decision`` may change what is to be done about a message that was handled in the
    same moment: one that came after the time from which the decision counts."""
    through = summary.get(_HANDLED, "")
    if not through or int(through.split("#")[0]) <= decision["at"]:
        return False
    # What the workflow gives to people it has seen all messages for, or others are waiting.
    return bool(decision["by"] != BY or decision["status"] != "open")
