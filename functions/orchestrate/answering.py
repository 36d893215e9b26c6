"""What the bot answers: pure."""

from functions.orchestrate import consent
from functions.orchestrate.sight import Part, Sight, for_another, saying


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
    if (greeting := sight.words("greeting")) and summary.get("greeted", 0) < episode:
        greeted = {"name": "greeted", "value": episode, "unless_above": episode - 1}
        return saying(talk[0], "greeting", greeting, "reply", [greeted, replied])
    before = now - sight.configuration.policy.default_reply_every_ms
    text = sight.words("default")
    if text and summary.get("auto_replied_at", 0) <= before:
        replied["unless_above"] = before
        return saying(talk[0], "default-reply", text, "reply", [replied])
    return None
