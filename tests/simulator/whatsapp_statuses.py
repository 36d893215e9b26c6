"""What WhatsApp tells us about a message of ours: played by itself, or chosen by a test."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator import meta
from tests.simulator import whatsapp_payloads as payloads
from tests.simulator.journal import Message
from tests.simulator.meta_templates import Template
from tests.simulator.whatsapp_people import Person, window_is_open

if TYPE_CHECKING:
    from tests.simulator.whatsapp import WhatsApp

_ORDER: Final = ("sent", "delivered", "read", "played", "failed")
_DAY_S: Final = 86_400


class Statuses:
    def __init__(self, whatsapp: "WhatsApp") -> None:
        self._whatsapp = whatsapp

    def play(self, message: Message, person: Person, template: Template | None) -> None:
        """Schedule what follows an accepted message: its way to the reader, or its failure."""
        world, options = self._whatsapp.world, self._whatsapp.world.options
        if not options.auto_statuses:
            return
        stranger_may = person.wrote_at is None and options.strangers == "allowed"
        goes = bool(template) or window_is_open(person, message.at) or stranger_may
        states = options.statuses if goes else ("failed",)
        category = template.category if template else "service"
        parts = [self._entry(message, person, state, category) for state in states]
        batches = [parts] if options.batch_statuses else [[part] for part in parts]
        callbacks = [
            self._whatsapp.signed(meta.dumps(self._body(batch, person)))
            for batch in batches
            for _ in range(options.status_repeat)
        ]
        world.webhook.in_turn(options.first_status_after, callbacks, options.status_gap)
        message.statuses.extend(states)

    def chosen(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """``{"message": wamid (default: the last), "status": …, "timestamp"?, "errors"?}``."""
        messages = self._whatsapp.world.journal.messages
        message_id = wanted.get("message") or (messages[-1].id if messages else None)
        if not message_id:
            raise ValueError("no message was accepted yet")
        message = self._whatsapp.world.journal.message(message_id)
        state = str(wanted["status"])
        address = message.to if message else str(wanted["to"])
        person = self._whatsapp.people.find(address)
        given = message.content if message else wanted
        entry = payloads.status(
            message_id,
            state,
            int(wanted.get("timestamp", clock.now_ms() // 1000)),
            person.ids("recipient_id", "recipient_user_id"),
            echoed=given.get("biz_opaque_callback_data"),
            priced=self._price(address, "service", clock.now_ms() // 1000, state),
            errors=wanted.get("errors"),
        )
        if message:
            message.statuses.append(state)
        return self._body([entry], person)

    def _entry(self, message: Message, person: Person, state: str, category: str) -> dict[str, Any]:
        # A later state never carries an earlier time, in whatever order they are called back.
        rank = _ORDER.index(state) if state in _ORDER else 0
        passed = self._whatsapp.world.options.status_gap * rank if state != "failed" else 0
        at = message.at // 1000 + int(passed)
        return payloads.status(
            message.id,
            state,
            at,
            person.ids("recipient_id", "recipient_user_id"),
            echoed=message.content.get("biz_opaque_callback_data"),
            priced=self._price(message.to, category, at, state),
        )

    def _price(self, address: str, category: str, at: int, state: str) -> dict[str, Any]:
        """Pricing comes with ``sent`` and with one of ``delivered`` and ``read``."""
        if state not in ("sent", "delivered"):
            return {}
        conversation = meta.stable_hex(f"{address}#{category}")
        return payloads.price(conversation, category, at + _DAY_S, state)

    def _body(self, entries: Sequence[dict[str, Any]], person: Person) -> dict[str, Any]:
        """``sent`` names no profile, and ``failed`` no contact at all."""
        states = {entry["status"] for entry in entries}
        profile = states != {"sent"} and bool(person.name)
        contacts = [] if states == {"failed"} else [person.contact(profile=profile)]
        value = payloads.value(self._whatsapp.metadata(), contacts, statuses=entries)
        return payloads.envelope(self._whatsapp.waba_id, [value])
