"""What Viber answered to a call: the id of the message, or the error that it means."""

from functions.viber import codes
from shared.errors import OutcomeUnknown
from shared.provider.answers import Answer, by_status


def message_id(answer: Answer) -> str:
    """Viber's token of the message it took. Raises the SendError that the answer means.

    A refusal is an answer of 200 too: ``status`` counts, and 0 is the only yes.
    https://developers.viber.com/docs/api/rest-bot-api/#response
    """
    if not answer.ok:
        raise by_status(answer)
    told = answer.fields
    code = told.get("status")
    if isinstance(code, bool) or not isinstance(code, int):
        raise OutcomeUnknown("no-status", "Viber's answer says neither yes nor no.")
    if code:
        kind, title = codes.meaning(code)
        raise kind(str(code), title, answer.retry_after)
    token = told.get("message_token")
    if isinstance(token, int | str) and not isinstance(token, bool) and token:
        return str(token)
    raise OutcomeUnknown("no-id", "Viber said yes, but not to what.")
