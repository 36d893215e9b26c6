"""What new messages say about consent: pure, the same in whatever order they arrive."""

from typing import Any, Final

from functions.orchestrate.consent_words import consent_of
from shared.history import arrival
from shared.table import Item
from shared.window import effective

Changes = dict[str, Any]
CONFIRMED: Final = "consent_confirmed"  # mark on the summary: which change has been confirmed


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


def turning(summary: Item, new: list[Item]) -> Item | None:
    """The one of ``new`` by which consent became what it is in ``summary``."""
    since = summary.get("consent_since")  # None: it was not the customer who said so
    by = (m for m in new if effective(m) == since and consent_of(m) == summary["consent"])
    return next(by, None)


def confirmed(summary: Item) -> bool:
    return bool(summary.get(CONFIRMED, -1) >= summary["consent_since"])


def about_consent(summary: Item, message: Item) -> bool:
    """Whether ``message`` is only about consent, so that nobody need answer it."""
    word = consent_of(message)
    return word == "out" or (word == "in" and summary.get("consent_since") is not None)


def _said(message: Item) -> str:
    """Its place in the order of saying; within a second, which is all some tell, by arrival."""
    return f"{effective(message):013d}#{arrival(message)}"
