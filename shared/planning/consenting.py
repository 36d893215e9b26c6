"""How what customers say, one thing after another, changes their consent: pure."""

from typing import Any, Final

from shared.history import arrival
from shared.planning.consent_words import consent_of, event_of, unblocks
from shared.table import Item
from shared.windows.window import effective

Changes = dict[str, Any]
_MARKETING: Final = {"marketing-opt-out": "out", "marketing-opt-in": "in"}
_BLOCKED: Final = "blocked"
_DECIDED: Final = (
    *("consent", "consent_since", "consent_as_of", "consent_source"),
    *("marketing", "marketing_since"),
)


def changed(summary: Item, new: list[Item]) -> tuple[Changes, Item | None]:
    """What ``new`` changes of consent, and the message that says so; ({}, None) for nothing.

    The last word in the order of saying counts, so that a STOP which arrives late does not undo
    the START after it. START means something only to who is out, for it is also an ordinary word;
    what a platform asked its user means something always. A block ends with the customer's next
    word, and a STOP before it does not. Marketing is a consent of its own on some platforms.
    """
    standing = dict(summary)
    last: Item | None = None
    for message in sorted(new, key=said):
        if said(message) > standing.get("consent_as_of", "") and (made := _made(standing, message)):
            standing |= made
            last = message
        if made := _of_marketing(standing, message):
            standing |= made
            last = message
    changes = {n: standing.get(n) for n in _DECIDED if standing.get(n) != summary.get(n)}
    return (changes, last) if changes else ({}, None)


def besides(summary: Item, messages: list[Item]) -> list[Item]:
    """Those of ``messages`` that are more than a word about consent, so that somebody may have to
    answer them; in their order. ``summary`` is as it is once they have been looked at.

    STOP is such a word always. START is one where it took a STOP back, or was meant to; said by
    others it asks for something, as does the ``/start`` by which a chat begins on Telegram.
    """
    standing: Item = {"consent": "unknown"}
    about = set()
    for message in sorted(messages, key=said):
        made, word = _made(standing, message), consent_of(message)
        if word == "out" or (word == "in" and (made or _took_it_back(summary, message))):
            about.add(id(message))
        standing = standing | made
    return [message for message in messages if id(message) not in about]


def _took_it_back(summary: Item, message: Item) -> bool:
    turned = summary.get("consent_since") == effective(message)
    consent = summary.get("consent")
    return consent == "out" or (consent == "in" and turned)


def said(message: Item) -> str:
    """Its place in the order of saying; within a second, which is all some tell, by arrival."""
    return f"{effective(message):013d}#{arrival(message)}"


def _made(standing: Item, message: Item) -> Changes:
    consent, source = standing["consent"], standing.get("consent_source")
    word, happened = consent_of(message), event_of(message)
    if word is None and source == _BLOCKED and unblocks(message):
        word = "in"
    means_in = consent == "out" or message["type"] == "event"
    if not (word == "out" or (word == "in" and means_in)):
        return {}
    as_of = {"consent_as_of": said(message)}
    if word == consent:
        # After a block a STOP is a word of its own, which no unblocking takes back.
        stays_out = source == _BLOCKED and happened != _BLOCKED
        return {**as_of, "consent_source": None} if stays_out else as_of
    after = {**as_of, "consent": word, "consent_since": effective(message), "consent_source": None}
    if happened == _BLOCKED:
        return {**after, "consent_source": _BLOCKED}
    if consent_of(message) is None:  # only reached again: nothing was agreed to
        return {**after, "consent": "unknown"}
    return after


def _of_marketing(standing: Item, message: Item) -> Changes:
    word = _MARKETING.get(event_of(message))
    if word is None or effective(message) < standing.get("marketing_since", 0):
        return {}
    return {"marketing": word, "marketing_since": effective(message)}
