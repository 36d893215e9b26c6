"""A tap on a button of ours, and the word that lets the button rest.

https://core.telegram.org/bots/api#callbackquery
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from functions.telegram.figures import message_id
from functions.telegram.people import customer_of, spoken_by
from shared.intake import json_body
from shared.intake.fields import Fields, Unfit, needed_fields, needed_text, objects, text
from shared.intake.incoming import request_of
from shared.messages import Said


def tapped(query: Fields, update: str) -> Said:
    """A ``callback_query``. It tells no time: that of its message is the question's. Raises Unfit.

    The button's words are looked up in the message, which need not be there any more; what the
    query says was tapped need never have been on it.
    """
    message = needed_fields(query, "message")
    identity, name = customer_of({"chat": message.get("chat"), "from": query.get("from")})
    provider_id, reply_to = needed_text(query, "id"), message_id(identity, message)
    data = text(query, "data")
    if not data:
        raise Unfit("no data")
    title = _title(message, data)
    reply = {"kind": "button", "id": data, "title": title, "payload": data}
    content = {"reply": reply, **spoken_by(query.get("from"))}
    return Said("", identity, provider_id, 0, "interactive", title, content, reply_to, None, name)


def _title(message: Fields, data: str) -> str:
    titles = (text(b, "text") for b in _buttons(message) if b.get("callback_data") == data)
    return next(titles, "") or data


def _buttons(message: Fields) -> Iterator[dict[str, Any]]:
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    for row in rows if isinstance(rows, list) else ():
        yield from objects({"row": row}, "row")


def released(event: Mapping[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """``answer`` to a webhook; if that was a tap, with the call that ends the button's waiting.

    Made in the answer it is there at once and costs no call: Telegram forgets a tap in seconds.
    https://core.telegram.org/bots/api#making-requests-when-getting-updates
    """
    known = event.get("isBase64Encoded") or '"callback_query"' in (event.get("body") or "")
    if answer["statusCode"] != 200 or not known:
        return answer
    match _payload(event):
        case {"callback_query": {"id": str(query)}} if query:
            call = {"method": "answerCallbackQuery", "callback_query_id": query}
            headers = {"content-type": "application/json"}
            return {**answer, "headers": headers, "body": json.dumps(call)}
    return answer


def _payload(event: Mapping[str, Any]) -> Any:
    try:
        return json_body.read(request_of(event).body)
    except ValueError:  # in quarantine, where it can be read
        return None
