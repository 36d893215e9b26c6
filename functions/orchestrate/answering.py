"""What the bot answers: pure."""

from typing import Final

from functions.orchestrate import consent
from functions.orchestrate.consent_words import asks_for_help
from functions.orchestrate.sight import Part, Sight, for_another, saying
from shared.table import Item

_HELP_EVERY_MS: Final = 86_400_000


def part(sight: Sight) -> Part | None:
    """A change of consent is confirmed; what came together with it gets no second answer, nor
    after a crash. Else a greeting or a default reply."""
    if not sight.window_open or not sight.new or all(map(for_another, sight.new)):
        return None
    if consent.to_confirm(sight):
        return consent.confirmation(sight)
    return _answer(sight)


def _answer(sight: Sight) -> Part | None:
    """A greeting once an episode, or else the default reply, every so often."""
    if not sight.bots_turn or not sight.talk:
        return None
    summary, talk = sight.summary, sight.talk
    now, episode = talk[-1]["received_at"], summary["episode"]
    replied = {"name": "auto_replied_at", "value": now}
    if (asked := next(filter(asks_for_help, talk), None)) and (said := _help(sight, asked)):
        greeted = {"name": "greeted", "value": episode}
        return {**said, "marks": [*said["marks"], replied, greeted]}
    if (greeting := sight.words("greeting")) and summary.get("greeted", 0) < episode:
        greeted = {"name": "greeted", "value": episode, "unless_above": episode - 1}
        return saying(talk[0], "greeting", greeting, "reply", [greeted, replied])
    before = now - sight.configuration.policy.default_reply_every_ms
    text = sight.words("default")
    if text and summary.get("auto_replied_at", 0) <= before:
        replied["unless_above"] = before
        return saying(talk[0], "default-reply", text, "reply", [replied])
    return None


def _help(sight: Sight, asked: Item) -> Part | None:
    """What is told about the service, once a day; people see the question all the same."""
    now, text = asked["received_at"], sight.words("help")
    before = now - _HELP_EVERY_MS
    if not text or sight.summary.get("helped_at", 0) > before:
        return None
    mark = {"name": "helped_at", "value": now, "unless_above": before}
    return saying(asked, "help", text, "reply", [mark])
