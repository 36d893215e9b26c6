"""Lambda: one outbound message of Telegram, its platform call and what the answer means."""

from dataclasses import replace
from typing import Any, Final, Literal

from functions.telegram import answers
from functions.telegram.api import address
from functions.telegram.render import Call, render
from functions.telegram.upload import upload
from shared.channels import TELEGRAM
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected
from shared.provider import http
from shared.provider.answers import answer_of
from shared.sending import deliver
from shared.table import Item

_NOT_FETCHED: Final = "failed to get http url content"


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, TELEGRAM, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns ``<chat>:<number>``. Raises SendError."""
    try:
        call = render(message)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    try:
        return _made(call, secrets)
    except answers.Moved as error:
        return _made(replace(call, params={**call.params, "chat_id": error.chat}), secrets)
    except MessageRejected as error:
        # Their fetching of our link may fail by accident, but hardly twice.
        if _NOT_FETCHED in error.title.lower() and message["attempts"] == 1:
            raise ChannelUnavailable(error.code, error.title) from error
        raise


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the customer that an answer is being typed, for five seconds.

    A bot cannot show that it has read something. https://core.telegram.org/bots/api#sendchataction
    """
    if kind == "typing":
        _called(
            Call("sendChatAction", {"chat_id": int(message["identity"]), "action": kind}), secrets
        )


def _made(call: Call, secrets: Secrets) -> str:
    if call.file:
        return upload(address(call.method, secrets), call)
    if call.method == "setMessageReaction":  # it makes no message, so it has no number
        _called(call, secrets)
        return f"{call.params['chat_id']}:{call.params['message_id']}:reaction"
    return http.call(
        "POST",
        address(call.method, secrets),
        headers={},
        body=call.params,
        read=lambda response: answers.message_id(answer_of(response)),
    )


def _called(call: Call, secrets: Secrets) -> None:
    http.call(
        "POST",
        address(call.method, secrets),
        headers={},
        body=call.params,
        read=lambda response: answers.result(answer_of(response)),
    )
