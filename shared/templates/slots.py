"""Whether what is given fills the slots of a template: pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from shared.table import Item

# Our type of message for a file, by what the header that shows it is called.
FILES: Final = {"image": "image", "video": "video", "document": "file"}
Slots = Sequence[str] | Mapping[str, Any]  # functions/<channel>/slots.py tells the forms


def header_of(content_type: str) -> str:
    """Which header shows a file of that type."""
    kind = content_type.partition("/")[0].lower()
    return kind if kind in FILES else "document"


def misfit(template: Item, slots: Slots, file: str = "") -> str | None:
    """Why ``template`` cannot be sent with ``slots``, and a ``file`` for that header, or None."""
    if template.get("status", "APPROVED") != "APPROVED":
        return f"this template is {str(template['status']).lower()}"
    parts = slots if isinstance(slots, Mapping) else {"body": slots}
    given = {f"header:{file or _header(parts)}", *_buttons(parts)}
    needs = template.get("needs") or []
    if missing := [need for need in needs if need not in given]:
        return f"this template needs more than texts: {', '.join(missing)}"
    known, body = template.get("slots"), parts.get("body") or ()
    if known is None:
        return None  # only its name was heard of
    if len(known) != len(body):
        return f"this template has {len(known)} slots, not {len(body)}"
    if isinstance(body, Mapping) and set(body) != set(known):
        return f"this template's slots are {', '.join(known)}"
    if (file or _header(parts)) and not any(need.startswith("header:") for need in needs):
        return "this template's header takes nothing"
    return None


def filled(template: Item | None, slots: Slots) -> dict[str, str]:
    """What goes into each slot of the body, by the slot's name; by its place, counted from 1, as
    long as nothing is known of ``template``. Raises ValueError if they are not as many."""
    parts = slots if isinstance(slots, Mapping) else {"body": slots}
    body = parts.get("body") or ()
    if isinstance(body, Mapping):
        return {str(name): str(value) for name, value in body.items()}
    known = (template or {}).get("slots")
    names = [str(n + 1) for n in range(len(body))] if known is None else known
    return {name: str(value) for name, value in zip(names, body, strict=True)}


def are_named(names: Iterable[str]) -> bool:
    """Whether slots have names, not only places."""
    return not all(name.isdecimal() for name in names)


def _header(parts: Mapping[str, Any]) -> str:
    header = parts.get("header")
    if isinstance(header, Mapping):
        return str(next(iter(header), ""))
    return "text" if header else ""


def _buttons(parts: Mapping[str, Any]) -> set[str]:
    return {f"button:{at}" for at, button in enumerate(parts.get("buttons") or ()) if button}
