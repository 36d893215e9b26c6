"""Lambda: one outbound message of web chat. The table is what browsers read, so being allowed to
go is being sent; whoever is connected is told at once."""

from typing import Any, Literal

from functions.webchat import connections
from functions.webchat.render import render
from shared.channels import WEBCHAT
from shared.conversations import conversation_of
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.ids import MessageId
from shared.sending import deliver
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, WEBCHAT, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Push ``message`` to the visitor's open pages; returns its id. Raises MessageRejected."""
    try:
        frame = render(message)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    connections.push(conversation_of(message), frame)
    return str(MessageId.of(message))


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the visitor that ``message`` was read, or that an answer is being typed."""
    frame = {"type": kind, "message": {"id": str(MessageId.of(message))}}
    connections.push(conversation_of(message), frame)
