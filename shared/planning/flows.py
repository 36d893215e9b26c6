"""What a customer's answer means where the bot waits for one: pure."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from shared.configuration import Next, Reply
from shared.configuration.buttons import off_the_wire
from shared.configuration.steps import Choice, Step
from shared.configuration.texts import in_language
from shared.planning.asked import valid
from shared.planning.matching import bare
from shared.planning.places import Place
from shared.table import Item
from shared.wording import offering

SILENT: Final = ("event", "reaction")
_OF_NUMBERS: Final = frozenset("%\uff05\u2030\u066a\u00b0<>=\u2264\u2265\u00b1\u00d7?\uff1f\u061f")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer's answer means: where it leads, and what is noted. A wrong one leads nowhere
    (``to`` is None)."""

    by: Item
    to: Next | None
    noted: Mapping[str, str] = field(default_factory=dict)
    reply: str = ""  # the reply and the step that it answers
    step: str = ""
    choice: str = ""  # the id of the one that was chosen


def answer(
    place: Place, replies: Mapping[str, Reply], messages: Sequence[Item], language: str
) -> Answer | None:
    """What ``messages``, which came after ``place`` was reached, answer; None if it is nothing
    that is asked there, so that they are a new request."""
    said = [message for message in messages if message["type"] not in SILENT]
    for message in reversed(said):
        if found := _pressed(place, replies, message):
            return found
    step = step_of(replies, place.reply, place.step)
    said = [message for message in said if step and in_time(place, step, message)]
    if step is None or not step.asks or not said:
        return None
    found = _asked(step, said, language) if step.ask else _written(step, said, language)
    if found is None and not step.tries:
        return None
    return replace(found or Answer(said[-1], None), reply=place.reply, step=place.step)


def step_of(replies: Mapping[str, Reply], reply: str, step: str) -> Step | None:
    found = replies.get(reply)
    return found.steps.get(step) if found else None


def in_time(place: Place, step: Step, message: Item) -> bool:
    return bool(message["received_at"] <= place.at + step.lasts_ms)


def _pressed(place: Place, replies: Mapping[str, Reply], message: Item) -> Answer | None:
    """A press, also of a button of an earlier step, or episode: who scrolls up means what stands
    there."""
    content = message.get("content") or ""
    told = json.loads(content).get("reply") if '"reply"' in content else None
    named = off_the_wire(str((told or {}).get("id", "")))
    step = step_of(replies, named[0], named[1]) if named else None
    if named is None or step is None or not place.at or not in_time(place, step, message):
        return None
    found = next((choice for choice in step.choices if choice.id == named[2]), None)
    if found is None:
        return None
    return Answer(message, *led(step, found), named[0], named[1], found.id)


def led(step: Step, choice: Choice) -> tuple[Next, dict[str, str]]:
    """Where ``choice`` leads, and what is noted."""
    to = choice.next if choice.next != Next() or step.next is None else step.next
    return to, {step.save: choice.id} if step.save else {}


def _written(step: Step, said: Sequence[Item], language: str) -> Answer | None:
    """By its title in any language, its number, or one of its words."""
    for message in reversed(said):
        if choice := _meant(step, message.get("text") or "", language):
            return Answer(message, *led(step, choice), choice=choice.id)
    return None


def _meant(step: Step, text: str, language: str) -> Choice | None:
    if not offering.may_choose(text):
        return None
    shown = [{"id": c.id, "title": in_language(c.title, language, "")} for c in step.choices]
    if one := offering.chosen(text, {"buttons": shown}):
        return next(choice for choice in step.choices if choice.id == one["id"])
    words = bare(text)
    if words.isdecimal() and _measures(text):  # 4% is not the choice 4
        return None
    named = [c for c in step.choices if words in map(bare, (*c.title.values(), *c.words))]
    return named[0] if words and len(named) == 1 else None


def _measures(text: str) -> bool:
    """Whether a sign stands at its number, such as that of a currency, or it asks."""
    return any(unicodedata.category(letter) == "Sc" or letter in _OF_NUMBERS for letter in text)


def _asked(step: Step, said: Sequence[Item], language: str) -> Answer | None:
    """Several messages are one text; of anything else, the last that is one counts."""
    texts = [message.get("text") or "" for message in said]
    tried = ["\n".join(filter(None, texts))] if step.ask == "text" else texts[::-1]
    for text in tried:
        if kept := valid(step.ask, text, language):
            return Answer(said[-1], step.next or Next(), {step.save: kept} if step.save else {})
    return None
