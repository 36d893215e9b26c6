"""What new messages say about consent: pure, the same in whatever order they arrive."""

from typing import Any, Final

from shared.deciding import WORDS_KEPT
from shared.drafts import OPT_IN_CONFIRMATION, OPT_OUT_CONFIRMATION
from shared.ids import MessageId
from shared.planning.consent_words import consent_of, event_of
from shared.planning.consenting import changed
from shared.planning.sight import Part, Sight, decision, saying
from shared.table import Item
from shared.windows.window import effective

CONFIRMED: Final = "consent_confirmed"  # mark on the summary: which change has been confirmed


def part(sight: Sight) -> Part | None:
    """The decision on consent, with its proof: whose word it was, when and where, and the word."""
    made, word = changed(sight.summary, sight.new)
    if word is None:
        return None
    # As of the first message, so that what came together with the word is still answered.
    decided = decision(sight.new[0], "the customer said so", made)
    cause = str(MessageId.of(word))
    proof = {
        "by": "contact",
        "source": event_of(word) or "words",
        "words": word.get("text", "")[:WORDS_KEPT],
        "at": effective(word),
        "message_id": cause,
        "channel": word["channel"],
        "account": word["account"],
    }
    return {**decided, "cause": cause, "proof": proof}


def changes(summary: Item, new: list[Item]) -> dict[str, Any]:
    """What the decision on consent has to change; empty if nothing newer was said about it."""
    return changed(summary, new)[0]


def to_confirm(sight: Sight) -> bool:
    """Whether what is new is to be answered as a change of consent: an opt-out whoever holds the
    conversation. One that came as an event, the platform has confirmed."""
    word = turning(sight.summary, sight.new)
    if word is None or word["type"] == "event" or not sight.words(_reply(sight.summary)):
        return False
    return bool(sight.summary["consent"] == "out" or sight.summary["owner"] == "bot")


def confirmation(sight: Sight) -> Part | None:
    """What is said about it, once; None if it was said."""
    summary, word = sight.summary, turning(sight.summary, sight.new)
    if word is None or confirmed(summary):
        return None
    since = summary["consent_since"]
    mark = {"name": CONFIRMED, "value": since, "unless_above": since - 1}
    purpose = OPT_OUT_CONFIRMATION if summary["consent"] == "out" else OPT_IN_CONFIRMATION
    return saying(word, purpose, sight.words(_reply(summary)), purpose, [mark])


def _reply(summary: Item) -> str:
    return "opt-out" if summary["consent"] == "out" else "opt-in"


def turning(summary: Item, new: list[Item]) -> Item | None:
    """The one of ``new`` by which consent became what it is in ``summary``."""
    since = summary.get("consent_since")  # None: it was not the customer who said so
    by = (m for m in new if effective(m) == since and consent_of(m) == summary["consent"])
    return next(by, None)


def confirmed(summary: Item) -> bool:
    return bool(summary.get(CONFIRMED, -1) >= summary["consent_since"])
