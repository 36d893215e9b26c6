"""Lambda: one outbound message of WeChat, its platform call and what the answer means."""

import json
from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar

from functions.wechat import answers, slots, tokens
from functions.wechat.api import with_token
from functions.wechat.render import Body, render, typing, written
from functions.wechat.upload import uploaded
from shared.channels import WECHAT
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.sending import deliver
from shared.table import Item

T = TypeVar("T")

_SEND: Final = "message/custom/send"
_NOTIFY: Final = "message/template/send"
_TYPING: Final = "message/custom/typing"
_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, WECHAT, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns the id of a template message, and ``""`` of any other, for WeChat
    gives it none. Raises SendError."""
    notice = message["type"] == "template"
    try:
        body = _notice(message) if notice else render(uploaded(message, secrets))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    if notice:
        return _call(_NOTIFY, body, secrets, answers.message_id)
    _call(_SEND, body, secrets, answers.check)
    return ""


def _notice(message: Item) -> Body:
    content = json.loads(message.get("content") or "{}")
    return slots.notice(message["identity"], content, message.get("template"))


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show the follower that an answer is being typed; that one was read cannot be shown."""
    if kind == "typing":
        _call(_TYPING, typing(message["identity"]), secrets, answers.check)


def _call(path: str, body: Body, secrets: Secrets, read: Callable[[Answer], T]) -> T:
    def call(token: str) -> T:
        return http.call(
            "POST",
            with_token(path, token),
            headers=_JSON,
            body=None,
            written=written(body),
            read=lambda response: read(answer_of(response)),
        )

    return tokens.using(secrets, call)
