"""Lambda: one outbound message to the other system, and what its answer means."""

import json
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from functions.custom import answers
from functions.custom.api import address, signed
from functions.custom.render import Body, render, signalled
from shared import provider_http
from shared.channels import CUSTOM
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown
from shared.keys import MessageId
from shared.provider_answers import Answer, answer_of
from shared.sending import deliver
from shared.table import Item

T = TypeVar("T")


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, CUSTOM, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns the other system's id of it. Raises SendError.

    A lost answer does no harm: the contract has it take one ``webhook-id`` once.
    """
    try:
        said = render(message, secrets)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    ours = str(said["id"])
    try:
        return _call(_named(ours), said, secrets, lambda answer: answers.message_id(answer, ours))
    except OutcomeUnknown as error:
        raise ChannelUnavailable(error.code, error.title) from error


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show that ``message`` was read or that an answer is being typed; nobody need use it."""
    named = f"{kind}_{_named(str(MessageId.of(message)))}"
    _call(named, signalled(kind, message, secrets), secrets, answers.check)


def _named(ours: str) -> str:
    """Our id without dots, since those part what is signed."""
    return ours.replace(".", "_")


def _call(named: str, said: Body, secrets: Secrets, read: Callable[[Answer], T]) -> T:
    """Sign the very bytes that are sent."""
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return provider_http.call(
        "POST",
        address(secrets),
        headers=signed(named, written, secrets),
        body=None,
        written=written,
        read=lambda response: read(answer_of(response)),
    )
