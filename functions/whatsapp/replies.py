"""What customers choose instead of writing: buttons, list rows, forms and orders."""

from typing import Any, Final

from functions.whatsapp.kinds import Content
from shared.intake import json_body
from shared.intake.fields import Fields, Unfit, chosen, needed_fields, needed_text, objects, text

_KINDS: Final = {"button_reply": "button", "list_reply": "list"}


def interactive(body: Fields) -> Content:
    """A tap on a button or list of ours, or a form (flow) that was filled in. Raises Unfit."""
    kind = needed_text(body, "type")
    if kind == "nfm_reply":
        return _form(needed_fields(body, kind))
    if kind not in _KINDS:
        return "unsupported", "", {"kind": f"interactive {kind}", "raw": dict(body)}
    given = needed_fields(body, kind)
    reply = {"kind": _KINDS[kind], "id": needed_text(given, "id"), "title": text(given, "title")}
    reply.update(chosen(given, {"description": str}))
    return "interactive", reply["title"], {"reply": reply}


def _form(given: Fields) -> Content:
    answers = needed_text(given, "response_json")
    payload: Any
    try:
        payload = json_body.read(answers.encode())
    except ValueError:
        payload = answers
    reply = {"kind": "form", "id": text(given, "name"), "title": text(given, "body")}
    return "interactive", reply["title"], {"reply": {**reply, "payload": payload}}


def button(body: Fields) -> Content:
    """A tap on a quick reply of a template: another shape for the same idea. Raises Unfit."""
    title, payload = text(body, "text"), text(body, "payload")
    if not (title or payload):
        raise Unfit("no button")
    reply = {"kind": "template", "id": payload or title, "title": title, "payload": payload}
    return "interactive", title, {"reply": reply}


def order(body: Fields) -> Content:
    """A basket from the catalogue. Raises Unfit."""
    items = objects(body, "product_items")
    if not items:
        raise Unfit("no product_items")
    made = {**chosen(body, {"catalog_id": str, "text": str}), "product_items": items}
    return "interactive", text(body, "text"), {"order": made}
