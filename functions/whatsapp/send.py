"""Lambda: one outbound message of WhatsApp, its platform call and what the answer means."""

from typing import Any, Final, Literal

from requests import Response

from functions.whatsapp import answers
from functions.whatsapp.render import Body, render, signalled
from shared import provider_http
from shared.channels import WHATSAPP
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, CredentialsRejected, MessageRejected
from shared.sending import deliver
from shared.settings import settings
from shared.table import Item

_VERSION: Final = "v25.0"
_MEDIA_NOT_FETCHED: Final = "131053"


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, WHATSAPP, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns its wamid. Raises SendError."""
    body = render(message)
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
