"""What Twilio answered to a call: the id of the message, or the error that its code means."""

from functions.sms import codes
from shared.errors import MessageRejected, OutcomeUnknown, SendError
from shared.provider.answers import Answer, by_status

_FAILED = ("failed", "undelivered", "canceled")


def message_id(answer: Answer) -> str:
    """Twilio's id (SM… or MM…) of the message it took. Raises the SendError that it means.

    A message that failed at once is an answer of 201 with the error inside.
    """
    check(answer)
    told = answer.fields
    if told.get("status") in _FAILED:
        raise _meant(answer, told.get("error_code"), told.get("error_message"), MessageRejected)
    if isinstance(taken := told.get("sid"), str) and taken:
        return taken
    raise OutcomeUnknown("no-id", "Twilio said yes, but not to what.")


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any.

    https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
    """
    if not answer.ok:
        raise _meant(answer, answer.fields.get("code"), answer.fields.get("message"), None)


def _meant(
    answer: Answer, code: object, said: object, otherwise: type[SendError] | None
) -> SendError:
    known = codes.number(code)
    kind = codes.kind(code) or otherwise
    if kind is None:
        return by_status(answer, "" if known is None else str(known), str(said or ""))
    name = "failed" if known is None else str(known)
    return kind(
        name, str(said or codes.title(name)), answer.retry_after or codes.REST_S.get(known or 0)
    )
