"""Lambda: one outbound SMS, its call of Twilio and what the answer means."""

import json
from typing import Any, Literal

from functions.sms import answers, api
from functions.sms.links import linked
from functions.sms.render import render
from functions.sms.segments import segments
from functions.sms.slots import words
from functions.sms.surroundings import query
from shared.channels import SMS
from shared.credentials import Secrets, set_of
from shared.errors import MessageRejected
from shared.ids import MessageId
from shared.provider import http
from shared.provider.answers import answer_of
from shared.sending import deliver
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, SMS, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns Twilio's id of it. Raises SendError.

    Twilio knows no key against sending twice, so its reports carry our id: a lost answer is
    settled by the first of them.
    """
    try:
        form = render(linked(message))
        text = form.get("Body") or _words(message)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    form |= api.sender(message["account"], secrets)
    form["StatusCallback"] = _reports(message, text, secrets)
    return http.call(
        "POST",
        api.messages(secrets),
        headers=api.authorization(secrets),
        body=None,
        form=form,
        read=lambda response: answers.message_id(answer_of(response)),
    )


def _words(message: Item) -> str:
    """What Twilio makes of a template; a file without words has none."""
    content = json.loads(message.get("content") or "{}")
    return words(content, message.get("template")) if message["type"] == "template" else ""


def _reports(message: Item, text: str, secrets: Secrets) -> str:
    cut = segments(text)
    carried = query(encoding=cut.encoding, message=str(MessageId.of(message)), segments=cut.count)
    return api.callback(set_of(SMS.name, message["account"])[0], carried, secrets)


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Nothing: phones tell nobody that a text was read or is being typed."""
