"""Lambda: the WebSocket side of web chat. Pages connect to be told; asking works here as well.

Frames of a page: ``{"action": "ping"}``, and ``{"action": "messages"|"receipts", "token": …}``
with what the route of that name takes. Answers are pushed, for no route here has one of its own.
"""

from typing import Any, Final

from functions.webchat import connections, taking
from functions.webchat.pace import OF_ONE_VISITOR
from functions.webchat.parse import fields_of
from functions.webchat.verify import checked, origin_of
from functions.webchat.visitors import visitor_of
from shared import clock
from shared.channels import WEBCHAT
from shared.errors import Forged, Unavailable
from shared.intake.fields import Fields, Unfit, needed_text
from shared.observability import logger

Response = dict[str, Any]

_ACTIONS: Final = {"messages": taking.said, "receipts": taking.noted}


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    connection = event["requestContext"]["connectionId"]
    match event["requestContext"]["eventType"]:
        case "CONNECT":
            return {"statusCode": _connect(connection, event)}
        case "DISCONNECT":
            connections.closed(connection)
        case _:
            connections.tell(connection, _heard(event.get("body") or ""))
    return {"statusCode": 200}


def _connect(connection: str, event: dict[str, Any]) -> int:
    asked = event.get("queryStringParameters") or {}
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    account, now_s = asked.get("account", ""), clock.now_ms() // 1000
    try:
        secrets, visitor = checked(
            account, lambda s: visitor_of(asked.get("ticket", ""), s, account, now_s, "ticket")
        )
        origin_of(headers, secrets)
        connections.opened(visitor.conversation, connection)
    except Forged:
        logger.info("refused", channel=WEBCHAT.name)
        return 403
    except Unavailable:
        return 503
    return 200


def _heard(body: str) -> Response:
    try:
        fields = fields_of(body.encode(errors="surrogatepass"))
        action = needed_text(fields, "action")
        if action == "ping":
            return {"type": "pong"}
        if action not in _ACTIONS:
            raise Unfit("no such action")
        return {"type": "done", "action": action, **_do(action, fields)}
    except Forged:
        return {"type": "refused", "status": 403}
    except Unfit as error:
        return {"type": "refused", "status": 422, "title": str(error)}
    except Unavailable:
        return {"type": "refused", "status": 503}


def _do(action: str, fields: Fields) -> Response:
    account, now_s = needed_text(fields, "account"), clock.now_ms() // 1000
    token = needed_text(fields, "token")
    secrets, visitor = checked(account, lambda s: visitor_of(token, s, account, now_s, "visitor"))
    if not OF_ONE_VISITOR.allows(visitor.identity):
        return {"type": "refused", "status": 429}
    return dict(_ACTIONS[action](fields, visitor, secrets))
