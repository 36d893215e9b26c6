"""Lambda: one outbound message of WhatsApp, its platform call and what the answer means."""

from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar

from functions.whatsapp import answers
from functions.whatsapp.graph import address, authorization, number_of
from functions.whatsapp.render import Body, render, signalled
from functions.whatsapp.upload import uploaded
from shared.channels import WHATSAPP
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.sending import deliver
from shared.table import Item

T = TypeVar("T")

_MEDIA_NOT_FETCHED: Final = "131053"


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, WHATSAPP, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns its wamid. Raises SendError."""
    try:
        body = render(uploaded(message, secrets))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    try:
        return _call(message["account"], body, secrets, answers.message_id)
    except MessageRejected as error:
        # Their fetching of our link may fail by accident, but hardly twice.
        if error.code == _MEDIA_NOT_FETCHED and message["attempts"] == 1:
            raise ChannelUnavailable(error.code, error.title) from error
        raise


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the customer that ``message`` was read, or that an answer is being typed."""
    _call(message["account"], signalled(kind, message["provider_id"]), secrets, answers.check)


def _call(account: str, body: Body, secrets: Secrets, read: Callable[[Answer], T]) -> T:
    return http.call(
        "POST",
        address(f"{number_of(account, secrets)}/messages"),
        headers=authorization(secrets),
        body=body,
        read=lambda response: read(answer_of(response)),
    )
