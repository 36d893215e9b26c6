"""What Apple's gateway answered to a call: the status alone says what it means.

400, 401, 403, 404 (nobody is known by that id) and 500 are those that Apple lists for its gateway
in https://developer.apple.com/documentation/businesschatapi/authorizing_an_attachment_for_upload
(read 2026-11-22). What it lists for messages, the section Response Codes of
https://register.apple.com/resources/messages/msp-rest-api/common-specs, could not be read: that 410
is like 404, and 413 what it is elsewhere, is our guess.
"""

from shared.errors import (
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    RecipientUnreachable,
)
from shared.provider.answers import Answer, by_status


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any.

    Nothing is ever in doubt: a message keeps its id, and Apple takes one id once.
    """
    if answer.ok:
        return
    code = str(answer.status)
    match answer.status:
        case 400:
            raise MessageRejected(code, "Apple cannot read it.")
        case 401 | 403:
            raise CredentialsRejected(code, "Apple does not take our token.")
        case 404 | 410:
            raise RecipientUnreachable(code, "The customer has closed the conversation.")
        case 413:
            raise MessageRejected(code, "It is larger than Apple takes.")
        case status if status >= 500:
            raise ChannelUnavailable(code, "Apple is out of order.", answer.retry_after)
    raise by_status(answer)
