"""What the Messenger Platform's error codes mean, for Messenger and Instagram alike.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
(in part, 2026-11-22). A sub-code says more than its code, so it is asked first.
"""

from typing import Final

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    RecipientUnreachable,
    SendError,
    WindowClosed,
)
from shared.meta.graph_api import fields, needed
from shared.provider.answers import Answer

_BY_SUBCODE: Final[dict[type[SendError], frozenset[int]]] = {
    # Messenger's and Instagram's word for the same.
    WindowClosed: frozenset({2018278, 2534022}),
    # No such person, not available, switched messages off, or deleted the thread's account.
    RecipientUnreachable: frozenset({2018001, 1545041, 2018108, 2534014}),
    # A file that could not be fetched or took too long: another try is another fetch.
    ChannelUnavailable: frozenset({2018008, 2018294}),
    # The Page is restricted for some time; a person has to look at it.
    CredentialsRejected: frozenset({1893063}),
    # Another app controls the thread; a size; both a text and an attachment.
    MessageRejected: frozenset({2018300, 2018047, 2018034}),
}
_BY_CODE: Final[dict[type[SendError], frozenset[int]]] = {
    ChannelUnavailable: frozenset({1, 2, 1200}),
    ChannelThrottled: frozenset({4, 17, 32, 341, 613, 80001, 80002, 80006}),
    RecipientUnreachable: frozenset({551}),
    CredentialsRejected: frozenset({0, 3, 10, 102, 190, *range(200, 300)}),
    MessageRejected: frozenset({100, 368, 506}),
}


def meaning(code: int, subcode: int) -> type[SendError] | None:
    """The class of an error, None where neither number is known."""
    for table, number in ((_BY_SUBCODE, subcode), (_BY_CODE, code)):
        for kind, numbers in table.items():
            if number in numbers:
                return kind
    return None


def message_id(answer: Answer) -> str:
    """The platform's id of the message it took. Raises the SendError that the answer means."""
    return needed(fields(answer, meaning), "message_id")


def attachment_id(answer: Answer) -> str:
    """The platform's id of the file it took. Raises the SendError that the answer means."""
    return needed(fields(answer, meaning), "attachment_id")


def shown(answer: Answer) -> None:
    """Raises the SendError that the answer to an action means: a reaction, a reading, typing.

    Meta's pages tell what a good answer holds for Messenger's reactions only, and nothing in it is
    needed: without an error it was shown.
    """
    fields(answer, meaning)
