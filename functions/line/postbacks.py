"""Taps on buttons: what comes back from LINE, and what our own buttons carry.

LINE tells only ``data``, so ours is ``id=…&title=…``. Anything else, as from a rich menu that was
made elsewhere, is an id as it stands.
"""

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from functions.line.contents import Content
from shared.intake.fields import Fields, chosen, needed_fields, needed_text

LONGEST_DATA: Final = 300
_PICKED: Final = {"datetime": str, "date": str, "time": str}


def data_of(identifier: str, title: str) -> str:
    """What a button of ours carries; without its title where both are too long."""
    both = urlencode({"id": identifier, "title": title})
    return both if len(both) <= LONGEST_DATA else identifier


def postback(event: Fields) -> Content:
    """A tap on a button or a rich menu, or a time that was picked. Raises Unfit.

    https://developers.line.biz/en/reference/messaging-api/#postback-event
    """
    told = needed_fields(event, "postback")
    data = needed_text(told, "data")
    pairs = parse_qsl(data, keep_blank_values=True)
    ours = [name for name, _ in pairs] == ["id", "title"]
    identifier, title = (pairs[0][1], pairs[1][1]) if ours else (data, "")
    reply: dict[str, Any] = {"kind": "button", "id": identifier, "title": title}
    params = told.get("params")
    picked = ""
    if isinstance(params, dict) and params:
        reply["payload"] = params
        picked = next(iter(chosen(params, _PICKED).values()), "")
    return "interactive", title or picked, {"reply": reply}
