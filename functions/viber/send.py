"""Lambda: one outbound message of Viber, its platform call and what the answer means."""

from typing import Any, Literal

from functions.viber import answers, api
from functions.viber.render import render
from shared.channels import VIBER
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.provider import http
from shared.provider.answers import answer_of
from shared.sending import deliver
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, VIBER, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns Viber's token of it. Raises SendError.

    Viber knows no key against sending twice, and its reports carry nothing of ours: a lost answer
    stays one.
    """
    headers = {**api.authorization(secrets), "Content-Type": "application/json"}
    sender = api.sender(secrets)
    try:
        body = render(message, sender)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    return http.call(
        "POST",
        api.address("send_message"),
        headers=headers,
        body=None,
        written=body,
        read=lambda response: answers.message_id(answer_of(response)),
    )


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Nothing: bots cannot show that they read or write."""
