"""``POST /{phone_number_id}/messages``: takes our messages, and signals about the customers'."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shared import clock
from tests.simulator import meta
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.meta_templates import Template
from tests.simulator.whatsapp_checks import check_message, check_product
from tests.simulator.whatsapp_ids import new_wamid
from tests.simulator.whatsapp_parameters import missing
from tests.simulator.whatsapp_statuses import Statuses
from tests.simulator.whatsapp_templates import fitting

if TYPE_CHECKING:
    from tests.simulator.whatsapp import WhatsApp


class Messages:
    def __init__(
        self, whatsapp: "WhatsApp", templates: Sequence[Template], statuses: Statuses
    ) -> None:
        self._whatsapp, self._templates, self.statuses = whatsapp, templates, statuses

    def handle(self, request: Request, _: Mapping[str, str]) -> Answer:
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return meta.error(400, 100, "(#100) Invalid parameter", details="not a JSON object")
        try:
            return self._signal(body) if "status" in body else self._send(body)
        except (AttributeError, KeyError, TypeError):  # a part of another shape than documented
            return meta.error(400, 100, "(#100) Invalid parameter")

    def _signal(self, body: Mapping[str, Any]) -> Answer:
        """Marks read what the customer said, and may show that somebody types."""
        check_product(body)
        if body["status"] != "read" or not body.get("message_id"):
            raise missing("status=read and message_id")
        return meta.answered({"success": True})

    def _send(self, body: Mapping[str, Any]) -> Answer:
        check_message(body)
        kind = body.get("type", "text")
        template = fitting(body["template"], self._templates) if kind == "template" else None
        address = re.sub(r"\D", "", str(body.get("to") or "")) or str(body["recipient"])
        person = self._whatsapp.people.find(address)
        if template and template.category == "authentication" and not body.get("to"):
            return meta.error(400, 131062, "(#131062) Business-scoped user ID is not allowed")
        now = clock.now_ms()
        message = Message(
            channel=self._whatsapp.channel,
            id=new_wamid(address),
            to=address,
            type=kind,
            content=body,
            time=clock.rfc3339(now),
            at=now,
        )
        self._whatsapp.world.journal.accepted(message)
        self.statuses.play(message, person, template)
        whom = {
            "input": str(body.get("to") or body["recipient"]),
            "wa_id": person.phone,
            "user_id": person.user_id,
        }
        return meta.answered(
            {
                "messaging_product": "whatsapp",
                "contacts": [{key: told for key, told in whom.items() if told}],
                "messages": [{"id": message.id}],
            }
        )
