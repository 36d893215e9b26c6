"""Turns what a test wants said into WhatsApp's webhook body, and remembers who said it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator import whatsapp_payloads as payloads
from tests.simulator.whatsapp_ids import new_wamid
from tests.simulator.whatsapp_people import Person, is_user_id

if TYPE_CHECKING:
    from tests.simulator.whatsapp import WhatsApp

Said = tuple[dict[str, Any], Person]
_OPENS_NO_WINDOW: Final = ("reaction", "edit", "revoke", "system", "unsupported")


def complete(said: Mapping[str, Any], whatsapp: "WhatsApp") -> Said:
    """With type, id and time; raises ValueError if there is nothing to say or nobody says it."""
    if not said.get("from"):
        raise ValueError("from is required")
    now = clock.now_ms()
    whole = {"id": new_wamid(str(said["from"])), "timestamp": now // 1000, **said}
    whole.setdefault("type", _type(said))
    kind = whole["type"]
    if kind in payloads.MEDIA:
        whole["media"] = whatsapp.media.received(said.get("media", {}), kind, whatsapp.world.url())
    elif kind not in whole and kind != "unsupported":
        raise ValueError(f"a message of type {kind!r} needs {kind!r}")
    person = whatsapp.people.meet(said)
    if kind not in _OPENS_NO_WINDOW:
        person.wrote_at = max(person.wrote_at or 0, min(int(whole["timestamp"]) * 1000, now))
    return whole, person


def in_batches(wanted: Sequence[Said], whatsapp: "WhatsApp", spread: str) -> dict[str, Any]:
    """One webhook body of all; ``spread``: messages, changes or entries."""
    if spread not in ("messages", "changes", "entries"):
        raise ValueError("spread is messages, changes or entries")
    numbers = [said.get("phone_number_id") for said, _ in wanted]
    alone = spread != "messages" or len(set(numbers)) > 1
    groups = [[one] for one in wanted] if alone else [list(wanted)]
    values = [_value(group, whatsapp) for group in groups]
    return payloads.envelope(whatsapp.waba_id, values, entries=spread == "entries")


def _value(group: Sequence[Said], whatsapp: "WhatsApp") -> dict[str, Any]:
    metadata = whatsapp.metadata(group[0][0].get("phone_number_id"))
    contacts = {id(person): person.contact(phone=_shows_phone(said)) for said, person in group}
    messages = [
        payloads.message(said, _sender(said, person), metadata["display_phone_number"])
        for said, person in group
    ]
    return payloads.value(metadata, list(contacts.values()), messages=messages)


def _sender(said: Mapping[str, Any], person: Person) -> dict[str, str]:
    return person.ids("from", "from_user_id", phone=_shows_phone(said))


def _shows_phone(said: Mapping[str, Any]) -> bool:
    return not is_user_id(said["from"])


def _type(said: Mapping[str, Any]) -> str:
    known = ("location", "contacts", "reaction", "button", "interactive", "order", "system")
    return next((kind for kind in (*known, "edit", "revoke") if kind in said), "text")
