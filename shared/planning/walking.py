"""What is said on the way from an answer, or a rule, to the next question or the end: pure.

All of it is one message: texts of steps that ask nothing stand above the question they lead to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from shared.configuration import Next, Reply
from shared.configuration.buttons import on_the_wire
from shared.configuration.replies import FIRST
from shared.configuration.steps import Step
from shared.configuration.texts import Texts, in_language, spoken_in

SOLVED: Final = "solved"
_MOST_STEPS: Final = 20  # of a reply that leads in a circle
_PEOPLE: Final = Next(people=True)


@dataclass(slots=True)
class Way:
    """``then`` is where the conversation leaves the bot to, if it does; ``reply`` and ``step`` are
    where it waits for an answer, if it does."""

    texts: list[str] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    reply: str = ""
    step: str = ""
    bot: str = ""
    then: Next | None = None
    spoken: str = ""  # the language of what was said last


def walk(
    to: Next, replies: Mapping[str, Reply], language: str, otherwise: str, within: str = ""
) -> Way:
    """The way ``to`` leads, from a step of the reply ``within`` if it is one.

    What no longer exists, or leads in a circle, leads to people.
    """
    way, solved = Way(), False
    for _ in range(_MOST_STEPS):
        way.attributes |= to.attributes
        language = way.attributes.get("language", language)
        way.bot = to.bot
        way.then = to if to.leaves_the_bot else None
        name = to.reply or (within if to.step else "")
        if not name:
            return _asking_whether_solved(way, replies, language, otherwise) if solved else way
        reply = replies.get(name)
        step = reply.steps.get(to.step or FIRST) if reply else None
        if reply is None or step is None:
            way.then = way.then or _PEOPLE
            return way
        show(way, name, to.step or FIRST, step, language, otherwise)
        if way.step or way.then or way.bot:
            return way
        solved, within, to = solved or reply.solved, name, step.next or Next()
    way.then = _PEOPLE
    return way


def show(way: Way, reply: str, name: str, step: Step, language: str, otherwise: str) -> None:
    """Add what ``step`` says; its question only where the bot stays to hear the answer."""

    def words(said: Texts) -> str:
        return in_language(said, language, otherwise)

    lines = [words(step.text), *(f"{words(one.title)}: {words(one.url)}" for one in step.links)]
    if text := "\n".join(filter(None, lines)):
        way.texts.append(text)
        way.spoken = spoken_in(step.text, language, otherwise)
    if step.asks and not (way.then or way.bot):
        way.reply, way.step = reply, name
        way.buttons = [
            {"id": on_the_wire(reply, name, choice.id), "title": words(choice.title)}
            for choice in step.choices
        ]


def _asking_whether_solved(
    way: Way, replies: Mapping[str, Reply], language: str, otherwise: str
) -> Way:
    if SOLVED in replies and replies[SOLVED].first.choices:
        show(way, SOLVED, FIRST, replies[SOLVED].first, language, otherwise)
    return way


def content(way: Way) -> dict[str, Any]:
    """As a message has it: type and content."""
    if not way.buttons:
        return {"type": "text", "content": {}}
    return {"type": "interactive", "content": {"buttons": way.buttons}}
