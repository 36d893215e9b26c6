"""Lambda: one outbound message of Apple, its call and what the answer means."""

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final, Literal

from functions.apple import answers
from functions.apple.api import address, authorization, business_id, message_id
from functions.apple.gzipped import zipped
from functions.apple.render import Body, render
from functions.apple.upload import attached
from shared.channels import APPLE
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown
from shared.provider import http
from shared.provider.answers import answer_of
from shared.sending import deliver
from shared.table import Item

_AUTOMATIC: Final = ("bot", "system")


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, APPLE, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns its id, which is of our making. Raises SendError.

    A lost answer does no harm, since Apple takes one id once.
    """
    named = message_id(message)
    try:
        body = render(message, named, attached(message, secrets))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    automatic = message["author_kind"] in _AUTOMATIC
    try:
        _call(message, named, body, secrets, {"auto-reply": "true" if automatic else "false"})
    except OutcomeUnknown as error:
        raise ChannelUnavailable(error.code, error.title) from error
    return named


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show that an answer is being typed; there is nothing to show that something was read.

    https://register.apple.com/resources/messages/msp-rest-api/type-typing
    """
    if kind == "typing":
        _call(message, str(uuid.uuid4()), {"type": "typing_start"}, secrets, {})


def _call(message: Item, named: str, body: Body, secrets: Secrets, more: Mapping[str, str]) -> None:
    """https://register.apple.com/resources/messages/msp-rest-api/common-specs"""
    business = business_id(message["account"], secrets)
    whole = {
        "v": 1,
        "id": named,
        "sourceId": business,
        "destinationId": message["identity"],
        **body,
    }
    headers = {
        **authorization(secrets),
        "id": named,
        "source-id": business,
        "destination-id": message["identity"],
        "msp-agent": "threadline",
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        **more,
    }
    http.call(
        "POST",
        address("message"),
        headers=headers,
        body=None,
        written=zipped(json.dumps(whole, ensure_ascii=False).encode()),
        read=lambda response: answers.check(answer_of(response)),
    )
