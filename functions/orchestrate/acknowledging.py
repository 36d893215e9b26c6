"""What is said where nothing answers what the customer wrote: pure."""

from collections.abc import Sequence
from typing import Any

from functions.orchestrate import away
from functions.orchestrate.sight import Part, Sight, saying
from functions.orchestrate.turns import beginning
from shared.table import Item


def part(sight: Sight, left: Sequence[Item]) -> Part | None:
    """That nobody is there, or a greeting once an episode, or else the default reply, every so
    often. What belongs above is said with each."""
    now = left[-1]["received_at"]
    replied = {"name": "auto_replied_at", "value": now}
    above, begun = beginning(sight)

    def said(rule: str, text: str, why: str, *marks: dict[str, Any]) -> Part:
        texts = "\n\n".join(filter(None, [*above, text]))
        return saying(left[0], rule, texts, "reply", [*begun, *marks, replied], why=why)

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


def absence(sight: Sight) -> Part | None:
    """Where people have the conversation and are not there."""
    if sight.with_bot or not away.may_be_told(sight, sight.talk):
        return None
    text, marks = away.words(sight, str(sight.summary.get("team") or ""), sight.language)
    if not text:
        return None
    why = "Those who have the conversation are away."
    return saying(sight.talk[0], away.AWAY, text, away.AWAY, marks, why=why, author="system")
