"""``POST …/agentMessages`` and ``…/agentEvents``: takes what we send, or says why not."""

import json
import re
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.rcs_answers import Refused, answered, invalid
from tests.simulator.rcs_fields import check_event, check_message
from tests.simulator.rcs_said import event_of

if TYPE_CHECKING:
    from tests.simulator.rcs import Rcs

_LARGEST: Final = 250_000
_REPORTED: Final = {"delivered": "DELIVERED", "read": "READ"}
_KINDS: Final = ("text", "contentInfo", "richCard", "uploadedRbmFile")


class Messages:
    def __init__(self, rcs: "Rcs") -> None:
        self._rcs = rcs
        self._lock = threading.Lock()
        self._ids: set[str] = set()  # of messages and events, once and for all
        self.unreachable: set[str] = set()  # phones without RCS
        self.events: list[dict[str, Any]] = []

    def create(self, request: Request, groups: Mapping[str, str]) -> Answer:
        return self._guarded(request, lambda: self._take(request, _phone(groups)))

    def create_event(self, request: Request, groups: Mapping[str, str]) -> Answer:
        return self._guarded(request, lambda: self._take_event(request, _phone(groups)))

    def forget(self) -> None:
        self._ids.clear()
        self.unreachable.clear()
        self.events.clear()

    def _guarded(self, request: Request, take: Callable[[], Answer]) -> Answer:
        try:
            self._rcs.tokens.check(request)
            if request.query.get("agentId") != self._rcs.account["agentId"]:
                raise Refused(403, "PERMISSION_DENIED", "The caller does not have permission")
            return take()
        except Refused as refused:
            return refused.answer

    def _take(self, request: Request, phone: str) -> Answer:
        body = _json(request)
        check_message(body)
        name = self._new_id(request, "messageId", phone)
        now, content = clock.now_ms(), body["contentMessage"]
        message = Message(
            channel=self._rcs.channel,
            id=name,
            to=phone,
            type=next(kind for kind in _KINDS if kind in content),
            content=body,
            time=clock.rfc3339(now),
            at=now,
        )
        self._rcs.world.journal.accepted(message)
        self._report(message)
        told = {"name": f"phones/{phone}/agentMessages/{name}", "sendTime": message.time}
        return answered({**told, **body})

    def _take_event(self, request: Request, phone: str) -> Answer:
        body = _json(request)
        check_event(body)
        name = self._new_id(request, "eventId", phone)
        self.events.append({"phone": phone, "id": name, **body})
        return answered({"name": f"phones/{phone}/agentEvents/{name}", **body})

    def _new_id(self, request: Request, name: str, phone: str) -> str:
        if not re.fullmatch(r"\+[1-9]\d{6,14}", phone):
            raise invalid("The phone number is not in E.164 format.")
        if phone in self.unreachable:
            raise Refused(404, "NOT_FOUND", "The phone number cannot be reached by RBM now.")
        try:
            wanted = str(uuid.UUID(request.query.get(name, "")))
        except ValueError as error:
            raise invalid(f"{name} is not a UUID.") from error
        with self._lock:
            if wanted in self._ids:
                raise Refused(409, "ALREADY_EXISTS", "Requested entity already exists")
            self._ids.add(wanted)
        return wanted

    def _report(self, message: Message) -> None:
        options = self._rcs.world.options
        if not options.auto_statuses:
            return
        states = [state for state in options.statuses if state in _REPORTED]
        callbacks = [
            self._rcs.told(event_of({"status": state, "message": message.id}, self._rcs))
            for state in states
            for _ in range(options.status_repeat)
        ]
        self._rcs.world.webhook.in_turn(options.first_status_after, callbacks, options.status_gap)


def _phone(groups: Mapping[str, str]) -> str:
    return unquote(groups["phone"])


def _json(request: Request) -> dict[str, Any]:
    if len(request.body) > _LARGEST:
        raise invalid("The message is too large.")
    try:
        value = json.loads(request.body)
    except ValueError as error:
        raise invalid("Invalid JSON payload received.") from error
    return value if isinstance(value, dict) else {}
