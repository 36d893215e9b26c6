"""A conversation in which the customer says no more is resolved after a while: pure."""

from shared.episodes import waiting_since
from shared.planning.sight import Part, Sight, in_time
from shared.planning.unanswered import answers
from shared.table import Item

_NAMES = ((86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"))


def answer_to_judge(summary: Item, resolve_after_ms: int, now: int) -> str | None:
    """The id of our newest answer, if by its time alone the conversation were to be resolved."""
    if not resolve_after_ms or summary["status"] != "open" or _is_asked(summary):
        return None
    return str(summary["answered_id"]) if _due(summary, resolve_after_ms) <= now else None


def part(sight: Sight) -> Part | None:
    """Not while the customer waits for an answer, and not what somebody has put off by hand."""
    summary, after = sight.summary, sight.configuration.policy.resolve_after_ms
    if not after or summary["status"] != "open":
        return None
    if sight.talk or _is_asked(summary):
        sight.look_again(_later(sight, after))
    elif (due := _due(summary, after)) > sight.now:
        sight.look_again(due)
    elif sight.answer is None or not answers(sight.answer, summary.get("inbound_at", 0)):
        sight.look_again(_later(sight, after))
    else:
        why = f"the customer has not answered for {_in_words(after)}"
        return in_time(f"silence:{summary['answered_id']}", why, {"status": "resolved"}, due)
    return None


def _later(sight: Sight, after: int) -> int:
    """Nobody wakes the workflow when an answer comes, so it looks for it, and more and more
    rarely."""
    return int(sight.now + max(after, sight.now - sight.summary.get("inbound_at", sight.now)))


def _is_asked(summary: Item) -> bool:
    """Whether the customer said the last word, or waits for a person."""
    if summary.get("answered_at", 0) <= summary.get("inbound_at", 0):
        return True
    return bool(summary["owner"] != "bot" and waiting_since(summary))


def _due(summary: Item, after: int) -> int:
    """What was decided since, such as that a snooze is over, gives the customer time anew."""
    return int(max(summary["answered_at"], summary.get("decided_at", 0)) + after)


def _in_words(ms: int) -> str:
    for unit, name in _NAMES:
        if ms >= unit and not ms % unit:
            return f"{ms // unit} {name}{'s' if ms > unit else ''}"
    return f"{ms // 1000} seconds"
