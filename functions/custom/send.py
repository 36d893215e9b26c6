"""Lambda: one outbound message to the other system, and what its answer means."""

from typing import Any, Literal

from functions.custom import answers
from functions.custom.api import call
from functions.custom.render import render, signalled
from shared.channels import CUSTOM
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown
from shared.ids import MessageId
from shared.sending import deliver
from shared.table import Item


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
        return call(_named(ours), said, secrets, lambda answer: answers.message_id(answer, ours))
    except OutcomeUnknown as error:
        raise ChannelUnavailable(error.code, error.title) from error


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show that ``message`` was read or that an answer is being typed; nobody need use it."""
    named = f"{kind}_{_named(str(MessageId.of(message)))}"
    call(named, signalled(kind, message, secrets), secrets, answers.check)


def _named(ours: str) -> str:
    """Our id without dots, since those part what is signed."""
    return ours.replace(".", "_")
