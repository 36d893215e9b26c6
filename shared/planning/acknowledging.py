"""What is said where nothing answers what the customer wrote: pure."""

from collections.abc import Sequence
from typing import Any, Final

from shared.planning import away
from shared.planning.consent_words import asks_for_help
from shared.planning.sight import Part, Sight, saying
from shared.planning.turns import beginning, disclosure
from shared.table import Item

_HELP_EVERY_MS: Final = 86_400_000


def part(sight: Sight, left: Sequence[Item]) -> Part | None:
    """What the service is, to who asks for help; that nobody is there; a greeting once an episode;
    or else the default reply, every so often. What an episode begins with is said with each but
    the first, which people see all the same."""
    now = left[-1]["received_at"]
    replied = {"name": "auto_replied_at", "value": now}
    above, begun = beginning(sight)

    def said(rule: str, text: str, why: str, *marks: dict[str, Any]) -> Part:
        texts = "\n\n".join(filter(None, [*above, text]))
        return saying(left[0], rule, texts, "reply", [*begun, *marks, replied], why=why)

    if (asked := next(filter(asks_for_help, left), None)) and (told := _help(sight, asked)):
        greeted = {"name": "greeted", "value": sight.summary["episode"]}
        return {**told, "marks": [*told["marks"], replied, greeted]}
    team = sight.then.team if sight.then else str(sight.summary.get("team") or "")
    text, marks = away.words(sight, team or sight.configuration.policy.team, sight.language)
    if text:
        return said(away.AWAY, text, "Nobody is there at this hour.", *marks)
    if any(mark["name"] == "greeted" for mark in begun):
        return said("greeting", "", "It is the first automatic message of the episode.")
    before = now - sight.configuration.policy.default_reply_every_ms
    text = sight.words("default")
    if text and sight.summary.get("auto_replied_at", 0) <= before:
        replied["unless_above"] = before
        why = "No rule fits, and nothing was said automatically of late."
        return said("default-reply", text, why)
    return None


def _help(sight: Sight, asked: Item) -> Part | None:
    """What is told about the service, once a day; nobody is greeted, but told that a bot speaks."""
    now, text = asked["received_at"], sight.words("help")
    before = now - _HELP_EVERY_MS
    if not text or sight.summary.get("helped_at", 0) > before:
        return None
    above, marks = disclosure(sight)
    marks.append({"name": "helped_at", "value": now, "unless_above": before})
    texts = "\n\n".join([*above, text])
    return saying(asked, "help", texts, "reply", marks, why="The customer asked for help.")


def absence(sight: Sight) -> Part | None:
    """Where people have the conversation and are not there."""
    if sight.with_bot or not away.may_be_told(sight, sight.talk):
        return None
    text, marks = away.words(sight, str(sight.summary.get("team") or ""), sight.language)
    if not text:
        return None
    why = "Those who have the conversation are away."
    return saying(sight.talk[0], away.AWAY, text, away.AWAY, marks, why=why, author="system")
