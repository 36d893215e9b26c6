"""Viber's statuses: what each means for a message. Whatever is not here may pass.

https://developers.viber.com/docs/api/rest-bot-api/#error-codes and
https://github.com/Viber/creators-hub (docs/bots-api/errors.md), read 2026-11-22.
"""

from typing import Final

from shared.errors import (
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    RecipientThrottled,
    RecipientUnreachable,
    SendError,
)

_MEANING: Final[dict[type[SendError], dict[int, str]]] = {
    CredentialsRejected: {
        2: "The token is not valid",
        7: "The bot is blocked",
        8: "There is no bot of this token",
        9: "The bot is suspended",
        10: "The bot has no webhook",
        15: "The bot is not authorised",
    },
    OptedOut: {6: "The customer does not subscribe to the bot"},
    RecipientUnreachable: {
        5: "That is nobody on Viber",
        11: "The customer's device or app knows no bots",
        13: "The customer's app is too old for this message",
        21: "The bot may not write to this country",
    },
    # A hundred messages an hour to somebody who does not answer; others are not concerned:
    # https://github.com/Viber/creators-hub (docs/bots-api/resources/messaging/send-message.md).
    RecipientThrottled: {12: "Too many messages without an answer"},
    MessageRejected: {
        1: "A link is not valid",
        3: "The message is not as Viber wants it",
        4: "The message lacks what Viber wants",
        14: "The message needs a newer version than it names",
        16: "Messages into other chats are not allowed",
        17: "The bot writes into no other chats",
        18: "The bot has no public chat",
        19: "It could not be sent to several",
        20: "The bot may not send to several",
        22: "The bot takes no payments",
        # Answers to who has just written are free and still go, so the account does not stop.
        23: "The month's free messages are spent",
        24: "The month's free messages are spent, and so is the balance",
    },
}
_KNOWN: Final = {
    code: (kind, said) for kind, codes in _MEANING.items() for code, said in codes.items()
}


def meaning(code: int) -> tuple[type[SendError], str]:
    """The error that status ``code`` (not 0) means, and its title."""
    return _KNOWN.get(code, (ChannelUnavailable, f"Viber's error {code}"))
