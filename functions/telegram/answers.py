"""What Telegram answered: the result of a call, or the error that its code and words mean.

Errors are told apart by words only, which the platform may change; then the code decides.
https://core.telegram.org/bots/api#making-requests
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.errors import (
    ChannelThrottled,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer, by_status

# Of 400: nobody has such an id, or not for this bot. https://github.com/tdlib/telegram-bot-api
_NOBODY: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "input_user_deactivated",
    "chat_write_forbidden",
    "have no rights to send",
)
# The token is wrong or revoked (a malformed one is no address), or another program took the bot.
_FOR_AN_ADMIN: Final = frozenset({401, 404, 409})


class Moved(MessageRejected):
    """The group is another chat now; nothing was sent."""

    def __init__(self, code: str, title: str, chat: int) -> None:
        super().__init__(code, title)
        self.chat = chat


def message_id(answer: Answer) -> str:
    """The id of the message it took. Raises the SendError that the answer means."""
    match result(answer):
        case {"message_id": int(number), "chat": {"id": int(chat)}}:
            return f"{chat}:{number}"
    raise OutcomeUnknown("no-id", "Telegram said yes, but not to what.")


def result(answer: Answer) -> Any:
    """What a call came to. Raises the SendError that the answer means."""
    told = answer.fields
    if told.get("ok") is True and answer.ok:
        return told.get("result")
    if told.get("ok") is False:
        raise _told(told, answer)
    raise by_status(answer)


def _told(told: Mapping[str, Any], answer: Answer) -> SendError:
    code, said = told.get("error_code"), str(told.get("description") or "")
    status = code if isinstance(code, int) else answer.status
    title = said.partition(": ")[2] or said
    more = told.get("parameters")
    return _error(status, title, more if isinstance(more, dict) else {}, answer)


def _error(status: int, title: str, more: Mapping[str, Any], answer: Answer) -> SendError:
    """https://core.telegram.org/bots/api#responseparameters"""
    code, chat, pause = str(status), more.get("migrate_to_chat_id"), more.get("retry_after")
    if isinstance(chat, int):
        return Moved(code, title, chat)
    if status == 429:
        rest = float(pause) if isinstance(pause, int) and pause > 0 else answer.retry_after
        return ChannelThrottled(code, title, rest)
    if status in _FOR_AN_ADMIN:
        return CredentialsRejected(code, title)
    # Blocked by the customer, who may be gone; or they never spoke to this bot.
    if status == 403 or (status == 400 and any(words in title.lower() for words in _NOBODY)):
        return RecipientUnreachable(code, title)
    if 200 <= status < 300:  # an error all the same
        return MessageRejected(code, title)
    return by_status(Answer(status, answer.headers, b""), code, title)
