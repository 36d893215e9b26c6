"""What customers choose in what was offered to them: quick replies, lists, times.

https://register.apple.com/resources/messages/msp-rest-api/type-interactive
"""

from collections.abc import Callable
from typing import Any, Final

from functions.apple.attachments import Content
from functions.apple.references import fit, sealed, size_of
from shared.intake.fields import Fields, needed_fields, needed_text, objects, text

Reply = dict[str, Any] | None


def interactive(message: Fields, fetched: str) -> Content:
    """A choice; what is another kind of answer (a payment, a sign-in) is kept as it is.

    Raises Unfit.
    """
    reference = message.get("interactiveDataRef")
    if isinstance(reference, dict) and not message.get("interactiveData"):
        return _referred_to(reference, fetched)
    given = needed_fields(message, "interactiveData")
    data = given.get("data")
    told: Fields = data if isinstance(data, dict) else {}
    title = _bubble(told) or _bubble(given)
    for name, read in _READERS.items():
        part = told.get(name)
        reply = read(part, title) if isinstance(part, dict) else None
        if reply is not None:
            if asked := text(told, "requestIdentifier"):
                reply["asked"] = asked
            return "interactive", reply["title"], {"reply": reply}
    kind = next((name for name in _OTHERS if name in told), "")
    return "unsupported", title, {"kind": f"interactive {kind}".strip(), "raw": given}


def _bubble(data: Fields) -> str:
    """What the customer's own bubble shows."""
    shown = data.get("replyMessage")
    return text(shown, "title") if isinstance(shown, dict) else ""


def _quick_reply(part: Fields, title: str) -> Reply:
    items = objects(part, "items")
    chosen, index = text(part, "selectedIdentifier"), part.get("selectedIndex")
    if not chosen and isinstance(index, int) and 0 <= index < len(items):
        chosen = text(items[index], "identifier")
    if not chosen:
        return None
    shown = [text(item, "title") for item in items if text(item, "identifier") == chosen]
    return {"kind": "button", "id": chosen, "title": next(iter(shown), "") or title or chosen}


def _list(part: Fields, title: str) -> Reply:
    """One item, or several where that was allowed: what was not chosen is not there."""
    items = [
        {"id": text(item, "identifier"), "title": text(item, "title")}
        for section in objects(part, "sections")
        for item in objects(section, "items")
        if text(item, "identifier")
    ]
    if not items:
        return None
    named = ", ".join(item["title"] for item in items if item["title"])
    reply = {"kind": "list", "id": items[0]["id"], "title": named or title or items[0]["id"]}
    return {**reply, "payload": items} if len(items) > 1 else reply


def _time(part: Fields, title: str) -> Reply:
    slots = objects(part, "timeslots")
    if not slots:
        return None
    starts = text(slots[0], "startTime")
    identifier = text(slots[0], "identifier") or starts
    return {"kind": "time", "id": identifier, "title": title or starts, "payload": slots[0]}


def _referred_to(reference: Fields, fetched: str) -> Content:
    """A selection too large for a webhook: it becomes a file that ``media`` opens."""
    kept, title = sealed(reference), text(reference, "title")
    media: dict[str, Any] = {
        "id": kept["url"],
        "sealed": {**kept, "bid": fit(needed_text(reference, "bid"), "bid")},
        "mime_type": "application/json",
        "name": "selection.json",
    }
    # Either of a size that was announced, or as it was had.
    media |= {"taken": fetched} if fetched else size_of(reference)
    return "file", title, {"media": media}


_READERS: Final[dict[str, Callable[[Fields, str], Reply]]] = {
    "quick-reply": _quick_reply,
    "listPicker": _list,
    "event": _time,
}
_OTHERS: Final = ("authenticate", "payment", "dynamic")
