"""Lambda: one outbound direct message of X, its platform call and what the answer means."""

from typing import Any, Literal

from functions.x import answers
from functions.x.api import address, authorization
from functions.x.render import render
from functions.x.upload import uploaded
from shared.channels import X
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.provider import http
from shared.provider.answers import answer_of
from shared.sending import deliver
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, X, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns X's id of it. Raises SendError.

    X knows no key against sending twice, so after a lost answer it is not sent again.
    """
    try:
        body = render(uploaded(message, secrets))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    url = address(f"2/dm_conversations/with/{message['identity']}/messages")
    return http.call(
        "POST",
        url,
        headers=authorization("POST", url, message["account"], secrets),
        body=body,
        read=lambda response: answers.message_id(answer_of(response)),
    )


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show that ``message`` and all before it was read, or for three seconds that we type.

    https://developer.x.com/en/docs/direct-messages/typing-indicator-and-read-receipts
    """
    form = {"recipient_id": message["identity"]}
    path = "indicate_typing"
    if kind == "read":
        if not message["provider_id"].isdigit():  # an event that X gave no id
            return
        path, form = "mark_read", {**form, "last_read_event_id": message["provider_id"]}
    url = address(f"1.1/direct_messages/{path}.json")
    http.call(
        "POST",
        url,
        headers=authorization("POST", url, message["account"], secrets, form),
        body=None,
        form=form,
        read=lambda response: answers.check(answer_of(response)),
    )
