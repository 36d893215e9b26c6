"""What new messages say about consent: pure, the same in whatever order they arrive."""

from typing import Any, Final

from functions.orchestrate.consent_words import consent_of
from functions.orchestrate.sight import Part, Sight, decision, saying
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.history import arrival
from shared.table import Item
from shared.window import effective

Changes = dict[str, Any]
CONFIRMED: Final = "consent_confirmed"  # mark on the summary: which change has been confirmed


def part(sight: Sight) -> Part | None:
    """The decision on consent."""
    made = changes(sight.summary, sight.new)
    return decision(sight.new[0], "the customer said so", made) if made else None


def changes(summary: Item, new: list[Item]) -> Changes:
    """What the decision on consent has to change; empty if nothing newer was said about it.

    The last word in the order of saying counts, so that a STOP which arrives late does not undo
    the START after it. START means something only to who is out: it is also an ordinary word.
    """
    consent, since = summary["consent"], summary.get("consent_since")
    before = as_of = summary.get("consent_as_of", "")
    for message in sorted(new, key=_said):
        word = consent_of(message)
        if _said(message) <= as_of or not (word == "out" or (word == "in" and consent == "out")):
            continue
        if word != consent:
            consent, since = word, effective(message)
        as_of = _said(message)
    if as_of == before:
        return {}
    return {"consent": consent, "consent_since": since, "consent_as_of": as_of}


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
    purpose = OPT_OUT_CONFIRMATION if summary["consent"] == "out" else "opt-in-confirmation"
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


def _said(message: Item) -> str:
    """Its place in the order of saying; within a second, which is all some tell, by arrival."""
    return f"{effective(message):013d}#{arrival(message)}"
