"""Lambda: one outbound message of WeChat, its platform call and what the answer means."""

from typing import Any, Final, Literal

from functions.wechat import answers, tokens
from functions.wechat.api import with_token
from functions.wechat.render import Body, render, typing, written
from functions.wechat.upload import uploaded
from shared import provider_http
from shared.channels import WECHAT
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.provider_answers import answer_of
from shared.sending import deliver
from shared.table import Item

_SEND: Final = "message/custom/send"
_TYPING: Final = "message/custom/typing"
_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, WECHAT, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns ``""``, for WeChat gives it no id. Raises SendError."""
    try:
        body = render(uploaded(message, secrets))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    _call(_SEND, body, secrets)
    return ""


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the follower that an answer is being typed; that one was read cannot be shown."""
    if kind == "typing":
        _call(_TYPING, typing(message["identity"]), secrets)


def _call(path: str, body: Body, secrets: Secrets) -> None:
    def call(token: str) -> None:
        provider_http.call(
            "POST",
            with_token(path, token),
            headers=_JSON,
            body=None,
            written=written(body),
            read=lambda response: answers.check(answer_of(response)),
        )

    tokens.using(secrets, call)
