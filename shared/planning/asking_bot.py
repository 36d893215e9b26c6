"""Asking an external bot, and what its answer makes of a run: pure."""

from collections.abc import Sequence
from typing import Any

from shared.configuration import Next
from shared.configuration.next import TO_PEOPLE
from shared.ids import MessageId
from shared.noting import too_much
from shared.planning import assigning
from shared.planning.away import telling_when
from shared.planning.bot_answers import BotAnswer
from shared.planning.places import Place, moved
from shared.planning.sight import Part, Sight
from shared.planning.turns import Turn, taken
from shared.planning.unanswered import HANDING_OVER
from shared.planning.walking import Way, walk
from shared.table import Item


def part(sight: Sight) -> Part | None:
    """What is to be asked, with what is done instead if the bot does not answer."""
    if not sight.bot:
        return None
    messages = [str(MessageId.of(message)) for message in sight.left]
    run = str(MessageId.of(sight.new[0]))
    asked = {"bot": sight.bot, "messages": messages, "run": run, "noted": sight.noted}
    return {**asked, "otherwise": otherwise(sight)}


def otherwise(sight: Sight) -> dict[str, Any]:
    """The parts of a plan where the bot does not answer as agreed, or is no longer there."""
    found = sight.configuration
    bot = found.bots.get(sight.bot)
    to: Next = bot.otherwise if bot else TO_PEOPLE
    way = telling_when(sight, walk(to, found.replies, sight.language, found.policy.language))
    return _parts(sight, way, f"The bot {sight.bot} did not answer as agreed.", sight.left)


def answered(sight: Sight, answer: BotAnswer) -> dict[str, Any]:
    """The parts of a plan that ``answer`` makes: one message, and where the conversation goes.

    Raises ValueError for more attributes than may be kept.
    """
    after = {**sight.attributes, **sight.noted, **answer.attributes}
    if refused := too_much(after, sight.attributes):
        raise ValueError(f"attributes: {refused}")
    stays = answer.then is None and not answer.end
    way = Way(
        texts=list(answer.texts),
        buttons=[dict(button) for button in answer.buttons] if stays else [],
        attributes=dict(answer.attributes),
        bot=sight.bot if stays else "",
        then=answer.then,
    )
    return _parts(sight, way, f"The bot {sight.bot} answered so.", sight.left)


def _parts(sight: Sight, way: Way, why: str, left: Sequence[Item]) -> dict[str, Any]:
    purpose = HANDING_OVER if way.then and not way.then.resolve else "reply"
    there = moved(Place(), sight.summary, left)
    turn = Turn(f"bot:{sight.bot}", why, way, there, sight.noted, purpose=purpose)
    kept, sight.then, sight.kept = (sight.then, sight.kept), way.then, way.then is None
    reply, assign = taken(sight, turn, left[0]), assigning.part(sight)
    sight.then, sight.kept = kept
    run = str(MessageId.of(sight.new[0]))
    if assign and not sight.configuration.agents:
        assign["uncounted"] = True
    return {"reply": reply and {**reply, "run": run}, "assign": assign}
