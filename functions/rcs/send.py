"""Lambda: one outbound message of RCS for Business, its call and what the answer means."""

from collections.abc import Callable
from typing import Any, Literal

from functions.rcs import answers
from functions.rcs.api import address, agent_of
from functions.rcs.ids import event_uuid, message_uuid
from functions.rcs.render import Body, render, signalled
from functions.rcs.tokens import authorized
from shared.channels import RCS
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.sending import deliver
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, RCS, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns its id there, which is of our making. Raises SendError.

    A lost answer does no harm: the platform ignores what it has had before.
    """
    try:
        body = render(message, secrets)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    name = message_uuid(message)
    try:
        _call("agentMessages", {"messageId": name}, message, body, secrets, answers.taken)
    except OutcomeUnknown as error:
        raise ChannelUnavailable(error.code, error.title) from error
    return name


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the customer that ``message`` was read, or that an answer is being typed."""
    about, body = {"eventId": event_uuid(kind, message)}, signalled(kind, message["provider_id"])
    _call("agentEvents", about, message, body, secrets, answers.check)


def _call(
    collection: str,
    about: dict[str, str],
    message: Item,
    body: Body,
    secrets: Secrets,
    read: Callable[[Answer], None],
) -> None:
    query = {**about, "agentId": agent_of(message["account"], secrets)}
    url = address(collection, message["identity"], query, secrets)
    authorized(
        secrets,
        lambda headers: http.call(
            "POST",
            url,
            headers=headers,
            body=body,
            read=lambda response: read(answer_of(response)),
        ),
    )
