"""Twilio's error codes: what each means for a message, and in words where no more is said.

https://www.twilio.com/docs/api/errors (read 2026-11-22). Those from 30001 on come with a status,
the others at once.
"""

from typing import Final

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    RecipientUnreachable,
    SendError,
)

_MEANING: Final[dict[type[SendError], dict[int, str]]] = {
    ChannelThrottled: {
        20429: "Too many requests",
        14107: "Too many messages from this number",
        21611: "Too many messages wait for this sender",
        30001: "Too many messages wait for this sender",
        30022: "The campaign's limit of messages per second is reached",
        63018: "Too many messages from this sender",
    },
    ChannelUnavailable: {
        20500: "Twilio had an internal error",
        20503: "Twilio is not available",
        30017: "The carrier's network is congested",
        30020: "Twilio had an internal error",
    },
    CredentialsRejected: {
        20003: "The account's credentials are wrong",
        20005: "The account is not active",
        20006: "The credentials lack a permission",
        20403: "The credentials lack a permission",
        20404: "There is no such account",
        30002: "The account is suspended",
    },
    OptedOut: {21610: "The customer has replied with STOP"},
    RecipientUnreachable: {
        21211: "That is no number",
        21214: "The number cannot be reached",
        21217: "That is no number",
        21408: "The account may not write to this country",
        21608: "A trial account may not write to this number",
        21612: "The number cannot be reached from this sender",
        21614: "That is no mobile number",
        21635: "That is a landline",
        30003: "The phone is switched off or out of reach",
        30004: "The number is blocked",
        30005: "The number is not in use",
        30006: "That is a landline, or its carrier cannot be reached",
    },
    MessageRejected: {
        12300: "The type of the file is not what its link says",
        21602: "There is nothing to send",
        21603: "No sender was named",
        21604: "No recipient was named",
        21606: "The sender is not a number of this account",
        21609: "The address for statuses is not valid",
        21617: "The text is longer than 1600 characters",
        21619: "There is nothing to send",
        21620: "The link to the file is not valid",
        21623: "There are more than ten files",
        21654: "No template was named",
        21655: "There is no such template",
        21656: "What is to fill the template's slots is not valid",
        21658: "What is to fill a slot is longer than 1600 characters",
        21659: "The sender is not a number of this account",
        21660: "The sender is not a number of this account",
        21703: "The messaging service has no numbers",
        21705: "There is no such messaging service",
        30007: "The carrier took it for unwanted and dropped it",
        30008: "Nobody knows why it failed",
        30010: "It would have cost more than was allowed",
        30011: "The network takes no files",
        30019: "The file is too large for the carrier",
        30032: "The toll-free number is not verified",
        30034: "The number is not registered for businesses",
    },
}
_KNOWN: Final = {
    code: (kind, said) for kind, codes in _MEANING.items() for code, said in codes.items()
}
# A phone that was off is on again some time; for want of a reason, one more try is fair.
_MAY_PASS: Final = frozenset({30003, 30008})
REST_S: Final[dict[int, float]] = {21611: 60.0, 30001: 60.0}


def number(code: object) -> int | None:
    """A code as a number; Twilio writes it as one in answers and as text in forms."""
    text = str(code)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def kind(code: object) -> type[SendError] | None:
    known = _KNOWN.get(number(code) or 0)
    return known[0] if known else None


def title(code: str) -> str:
    known = _KNOWN.get(number(code) or 0)
    return known[1] if known else f"Twilio's error {code}"


def retryable(code: str) -> bool:
    """Whether what failed with ``code`` may succeed if it is sent again."""
    meant = kind(code)
    return number(code) in _MAY_PASS or (meant is not None and meant.retryable)
