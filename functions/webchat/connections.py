"""Open connections of browsers: who can be reached, and what they are told.

A connection that could not be closed properly is found out at the next push (410 Gone), or
forgotten when no connection can live any longer.
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws, clock, table
from shared.keys import single
from shared.observability import logger
from shared.settings import settings

# API Gateway ends a connection after two hours.
_LIVES_S: Final = 7_500
_MOST: Final = 20  # of one conversation, newest tabs first or last: all are told
_OPEN: Final = "@"  # before every connection's id: ANONYMOUS is not one
_REVERSE: Final = "CONNECTION"


def opened(conversation: str, connection: str) -> None:
    """Remember ``connection``, under its conversation and under its own name."""
    expires = clock.now_ms() // 1000 + _LIVES_S
    item = {"kind": "connection", "conversation": conversation, "expires": expires}
    table.transact(
        table.putting(
            {"pk": single.visitor_pk(conversation), "sk": f"{_OPEN}{connection}", **item},
            if_absent=False,
        ),
        table.putting(
            {"pk": single.visitor_pk(connection), "sk": _REVERSE, **item}, if_absent=False
        ),
    )


def closed(connection: str) -> None:
    """Forget it; nothing happens if it is not known."""
    found = table.get(single.visitor_pk(connection), _REVERSE)
    if found:
        _forget(found["conversation"], connection)


def push(conversation: str, frame: Mapping[str, Any]) -> int:
    """Tell every open connection of ``conversation``; how many heard it.

    Failing is no failure: whoever was not reached asks for what was missed.
    """
    pk, now_s = single.visitor_pk(conversation), clock.now_ms() // 1000
    found = table.query(pk, _OPEN, f"{_OPEN}~", limit=_MOST)
    alive = [item for item in found if item["expires"] > now_s]
    return sum(tell(item["sk"].removeprefix(_OPEN), frame, conversation) for item in alive)


def tell(connection: str, frame: Mapping[str, Any], conversation: str = "") -> bool:
    """Whether ``connection`` was told; one that is gone is forgotten."""
    try:
        # The API that browsers connect to by wss answers this one by https.
        aws.client(
            "apigatewaymanagementapi", f"http{settings().socket_url[2:]}"
        ).post_to_connection(
            ConnectionId=connection,
            Data=json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode(),
        )
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 410:
            _forget(conversation, connection)
        else:
            logger.warning("not pushed", code=error.response["Error"]["Code"])
        return False
    except BotoCoreError as error:
        logger.warning("not pushed", code=type(error).__name__)
        return False
    return True


def _forget(conversation: str, connection: str) -> None:
    table.delete(single.visitor_pk(connection), _REVERSE)
    if conversation:
        table.delete(single.visitor_pk(conversation), f"{_OPEN}{connection}")
