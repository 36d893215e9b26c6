"""Lambda: the route of the agent API whose callers wait, apart from all others."""

from typing import Any

from functions.agent_api import events
from functions.agent_api.answering import resolver
from functions.agent_api.pace import paced
from shared.observability import logger

app = resolver(events.router)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = paced(event, lambda: app.resolve(event, context))
    logger.info("answered", route="GET /v1/events", status=answer["statusCode"])
    return answer
