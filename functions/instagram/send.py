"""Lambda: one outbound message of Instagram, its platform call and what the answer means."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from functions.instagram import answers
from functions.instagram.accounts import messages_of
from functions.instagram.link import linked
from functions.instagram.render import render
from shared.channels import INSTAGRAM
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.messenger_platform.render import Body, signalled
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.sending import deliver
from shared.table import Item

T = TypeVar("T")


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, INSTAGRAM, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns its mid. Raises SendError.

    A reaction gets no id: it goes by that of the message it is on.
    """
    try:
        body = render(linked(message))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    if "message" in body:
        return _call(message["account"], body, secrets, answers.message_id)
    _call(message["account"], body, secrets, answers.shown)
    return f"{message['reply_to']}#{body['sender_action']}"


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the customer that ``message`` was read, or that an answer is being typed."""
    body = signalled(kind, message["identity"])
    _call(message["account"], body, secrets, answers.shown)


def _call(account: str, body: Body, secrets: Secrets, read: Callable[[Answer], T]) -> T:
    where, headers = messages_of(account, secrets)
    return http.call(
        "POST", where, headers=headers, body=body, read=lambda response: read(answer_of(response))
    )
