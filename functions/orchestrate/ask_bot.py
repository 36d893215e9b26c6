"""Lambda: asks the business's own bot, and puts its answer into the plan."""

from typing import Any

from functions.orchestrate import bot_http
from shared import clock, configuration, conversations, history, metrics
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.planning import asking_bot, bot_answers
from shared.planning.sight import Sight
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Takes the plan and returns it with ``reply`` and ``assign`` as the bot wants them, or, if it
    fails in any way, as was planned for that.

    Asking again is harmless: the key of the request says that it is the same. Raises Unavailable.
    """
    sight = _sight(event["conversation"], event["ask"])
    bot = sight.configuration.bots.get(sight.bot)
    parts = event["ask"]["otherwise"]
    if bot and sight.left:
        try:
            body = bot_answers.question(sight, bot.id, sight.left)
            raw = bot_http.ask(bot, body, event["ask"]["messages"][-1])
            parts = asking_bot.answered(sight, bot_answers.read(raw))
        except (bot_http.BotFailed, ValueError) as error:
            metrics.count(
                "BotFailed", "bot did not answer as agreed", bot=bot.id, kind=type(error).__name__
            )
    return {**event, **parts, "ask": None}


def _sight(conversation: str, ask: dict[str, Any]) -> Sight:
    summary = conversations.summary(conversation)
    if summary is None:
        raise Unavailable("the conversation is gone")
    left = [item for name in ask["messages"] if (item := _find(name))]
    first = _find(ask["run"])
    new = [first, *left] if first and first not in left else left
    sight = Sight(summary, new, configuration.load(), clock.now_ms(), True, talk=left)
    sight.bot, sight.left, sight.noted = ask["bot"], left, ask["noted"]
    return sight


def _find(name: str) -> Item | None:
    return history.find(MessageId.parse(name))
