"""What a message says in a survey, if it belongs to one: pure.

What is not certainly an answer is left to people; a question within an answer is both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from shared.configuration import Next
from shared.configuration.steps import Step
from shared.planning import flows
from shared.planning.asked import LONGEST
from shared.planning.consent_words import asks_for_help
from shared.planning.matching import bare
from shared.planning.places import Place
from shared.planning.scores import score
from shared.planning.sight import Sight
from shared.planning.survey_standing import Standing
from shared.table import Item

_PAUSE_MS: Final = 120_000  # of who has more to say
_LONGEST_MS: Final = 600_000  # from the first words to the last
_MOST: Final = 20  # messages of one survey
_IN_WORDS: Final = frozenset({"text", "audio", "image", "video", "file", "sticker"})
_QUESTIONS: Final = frozenset("?\uff1f\u061f\u055e\u1367\u2047\u2048\u2049\u203d")


@dataclass(frozen=True, slots=True)
class Heard:
    """``to`` is where it leads, None where it goes on with earlier words; ``words``: where such may
    follow, as ``Standing`` has it; ``asks``: it wants an answer as well."""

    by: Item
    reply: str
    step: str
    to: Next | None
    result: Mapping[str, Any]
    words: Mapping[str, Any] = field(default_factory=dict)
    asks: bool = False
    noted: Mapping[str, str] = field(default_factory=dict)  # on the conversation


def heard(sight: Sight, stood: Standing, message: Item, *, alone: bool) -> Heard | None:
    """What ``message`` answers, None if nothing.

    A press tells what it is of. Anything else counts only while nothing else is being talked about
    (``alone``).
    """
    place = stood.place
    if not place.reply or len(stood.taken) >= _MOST:
        return None
    answer = flows.answer(place, sight.configuration.replies, [message], sight.language)
    chosen = _choosing(place, answer)
    if chosen and '"reply"' in (message.get("content") or ""):
        return chosen
    if not alone or place.episode != sight.summary["episode"]:
        return None
    step = flows.step_of(sight.configuration.replies, place.reply, place.step)
    if step is None or not flows.in_time(place, step, message):
        return _going_on(sight, stood, message)
    if step.ask == "text":
        found = _words(sight, stood, step, message)
    else:
        found = chosen or _asked(place, answer) or _scored(place, step, message)
    return found or _going_on(sight, stood, message)


def _choosing(place: Place, answer: flows.Answer | None) -> Heard | None:
    if answer is None or not answer.choice or answer.reply != place.reply:
        return None
    said = _chosen(answer.choice)
    return Heard(answer.by, answer.reply, answer.step, answer.to, said, noted=answer.noted)


def _asked(place: Place, answer: flows.Answer | None) -> Heard | None:
    """What is asked for in one form, such as a number."""
    if answer is None or answer.to is None or answer.choice:
        return None
    said = _said(answer.by)
    return Heard(answer.by, place.reply, place.step, answer.to, said, noted=answer.noted)


def _chosen(choice: str) -> dict[str, Any]:
    return {"answer": choice, **({"score": int(choice)} if choice.isdecimal() else {})}


def _scored(place: Place, step: Step, message: Item) -> Heard | None:
    """Where all choices are scores, as people write them."""
    scores = {choice.id: choice for choice in step.choices if choice.id.isdecimal()}
    text = message.get("text") or ""
    if message["type"] != "text" or not scores or len(scores) < len(step.choices):
        return None
    choice = scores.get(str(score(text, max(map(int, scores)))))
    if choice is None:
        return None
    more = {"text": text} if any(map(str.isalpha, text)) else {}
    to, noted = flows.led(step, choice)
    said, asks = _chosen(choice.id) | more, _asks(message)
    return Heard(message, place.reply, place.step, to, said, asks=asks, noted=noted)


def _words(sight: Sight, stood: Standing, step: Step, message: Item) -> Heard | None:
    """Who has not read yet that they are asked for goes on by themselves, and soon."""
    asks, soon = _asks(message), message["received_at"] <= stood.place.at + _PAUSE_MS
    unasked = not stood.shown and (asks or not soon or stood.words)
    if unasked or not _is_in_words(sight, message):
        return None
    words = {"reply": stood.place.reply, "step": stood.place.step, "since": message["received_at"]}
    to, said = step.next or Next(), _said(message)
    noted = {step.save: said["text"][:LONGEST]} if step.save and said["text"] else {}
    return Heard(message, words["reply"], words["step"], to, said, words, asks, noted)


def _going_on(sight: Sight, stood: Standing, message: Item) -> Heard | None:
    """More words, soon after the others; a question is no longer one of them."""
    at = message["received_at"]
    if not stood.words or not _is_in_words(sight, message) or _asks(message):
        return None
    if at > min(stood.place.at + _PAUSE_MS, stood.words["since"] + _LONGEST_MS):
        return None
    words = stood.words
    return Heard(message, words["reply"], words["step"], None, _said(message), words)


def _is_in_words(sight: Sight, message: Item) -> bool:
    """Not what the business waits for word by word, nor a word for help."""
    if message["type"] not in _IN_WORDS or asks_for_help(message):
        return False
    if not message.get("text"):
        return bool(message["type"] != "text")
    said = bare(message["text"])
    keywords = (word for rule in sight.configuration.rules for word in rule.when.keywords)
    return not said or said not in map(bare, keywords)


def _asks(message: Item) -> bool:
    return not _QUESTIONS.isdisjoint(message.get("text") or "")


def _said(message: Item) -> dict[str, Any]:
    """A file is kept where it is, in the message that the remark names."""
    kind = message["type"]
    return {"text": message.get("text") or "", **({"type": kind} if kind != "text" else {})}
