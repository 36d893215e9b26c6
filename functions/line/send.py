"""Lambda: one outbound message of LINE, replied or pushed, and what the answer means."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from functions.line import answers, reply_tokens
from functions.line.api import address, authorization, retry_key
from functions.line.quoting import quote_token
from functions.line.render import Body, loading, render
from functions.line.reply_tokens import Lent
from shared.channels import LINE
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown, SendError
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.sending import deliver
from shared.table import Item

T = TypeVar("T")


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    return deliver(event, LINE, post, signal)


def post(message: Item, secrets: Secrets) -> str:
    """Send ``message``; returns LINE's id of it, ``""`` if that is all that is not known.

    By a reply token while there is one, for that is free; else it is pushed. Raises SendError.
    """
    try:
        said = render(message, quote_token(message))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # It would be so at every try, and stop whatever waits behind it.
        raise MessageRejected("malformed", "It lacks what its type needs.") from error
    authorization(secrets)  # without it no reply token need be given away
    lent = reply_tokens.borrowed(message)
    if lent is None:
        return _push(message, said, secrets)
    if lent.doubtful:
        return _reply_once_more(lent, said, secrets)
    try:
        return _reply(lent, said, secrets)
    except OutcomeUnknown:
        return _reply_once_more(lent, said, secrets)
    except SendError as error:
        reply_tokens.given_back(message)
        if not isinstance(error, answers.ReplyTokenInvalid):
            raise
    return _push(message, said, secrets)


def _reply(lent: Lent, said: list[Body], secrets: Secrets) -> str:
    body = {"replyToken": lent.token, "messages": said}
    return _call("message/reply", body, secrets, answers.message_id)


def _reply_once_more(lent: Lent, said: list[Body], secrets: Secrets) -> str:
    """Reply where an earlier call may have been taken: LINE takes a token once.

    If it takes this call, it had not taken the other. If it says that the token is invalid in the
    time in which it is good for sure, the other was taken. Later nobody knows. While LINE gives
    no answer, asking again does no harm.
    """
    in_time = lent.is_fresh()
    try:
        return _reply(lent, said, secrets)
    except answers.ReplyTokenInvalid as error:
        if in_time:
            return ""
        raise OutcomeUnknown("reply-outcome-lost", "It may have been sent as a reply.") from error
    except OutcomeUnknown as error:
        raise ChannelUnavailable(error.code, error.title) from error


def _push(message: Item, said: list[Body], secrets: Secrets) -> str:
    """Push; a lost answer does no harm, since LINE takes one retry key once.

    https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
    """
    body = {"to": message["identity"], "messages": said}
    key = {"X-Line-Retry-Key": retry_key(message)}
    try:
        return _call("message/push", body, secrets, answers.message_id, key)
    except OutcomeUnknown as error:
        raise ChannelUnavailable(error.code, error.title) from error


def signal(kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None:
    """Show that an answer is on its way, or that what came with a read token was read.

    The latter with all before it, where the account's chat feature is on; else LINE shows
    everything as read by itself.
    https://developers.line.biz/en/docs/messaging-api/mark-as-read/
    """
    if kind == "typing":
        _call("chat/loading/start", loading(message["identity"]), secrets, answers.check)
        return
    content = json.loads(message.get("content") or "{}")
    if token := (content.get("tokens") or {}).get("read"):
        _call("chat/markAsRead", {"markAsReadToken": token}, secrets, answers.check)


def _call(
    path: str,
    body: Body,
    secrets: Secrets,
    read: Callable[[Answer], T],
    more: Mapping[str, str] | None = None,
) -> T:
    return http.call(
        "POST",
        address(path),
        headers={**authorization(secrets), **(more or {})},
        body=body,
        read=lambda response: read(answer_of(response)),
    )
