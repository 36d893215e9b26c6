"""What Threadline posts to the other system, each id taken once, and what becomes of it."""

import json
import secrets
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.custom_signing import Refused, answered, check, error
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.webhook import Callback

if TYPE_CHECKING:
    from tests.simulator.custom import Custom

_TYPES: Final = {
    "text": "text",
    "image": "media",
    "audio": "media",
    "video": "media",
    "file": "media",
    "sticker": "media",
    "location": "location",
    "contacts": "contacts",
    "interactive": "choices",
    "reaction": "emoji",
}


class Messages:
    def __init__(self, custom: "Custom") -> None:
        self._custom, self._lock = custom, threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.met: set[str] = set()  # everybody who wrote
        self.blocked: set[str] = set()
        self.signals: list[tuple[str, str]] = []  # what was shown, and to whom
        self._taken: dict[str, str] = {}  # webhook-id: the id answered

    def take(self, request: Request, _: Mapping[str, str]) -> Answer:
        try:
            check(request, str(self._custom.account["signing_secret"]))
            return self._take(request.header("webhook-id"), _body_of(request))
        except Refused as refused:
            return refused.answer

    def _take(self, named: str, body: dict[str, Any]) -> Answer:
        with self._lock:
            known = self._taken.get(named)
        if known:
            return answered({"id": known})
        if body.get("kind") == "test":
            return Answer(204)
        to = self._recipient(body)
        if body.get("kind") in ("read", "typing"):
            self.signals.append((body["kind"], to))
            return Answer(204)
        if not body.get(_TYPES.get(str(body.get("type")), "")):
            raise error(400, "rejected", "It lacks what its type needs.")
        return self._accepted(named, to, body)

    def _recipient(self, body: Mapping[str, Any]) -> str:
        to = str(body.get("contact") or "")
        if body.get("account") != self._custom.account["name"]:
            raise error(400, "rejected", "It is of no account of ours.")
        if to in self.blocked:
            raise error(410, "blocked", "The customer has blocked you.")
        if to not in self.met and self._custom.world.options.strangers != "allowed":
            raise error(404, "unknown-contact", "Nobody has this id.")
        return to

    def _accepted(self, named: str, to: str, body: dict[str, Any]) -> Answer:
        message_id, now = f"m-{secrets.token_hex(8)}", clock.now_ms()
        with self._lock:
            self._taken[named] = message_id
        message = Message("custom", message_id, to, body["type"], body, clock.rfc3339(now), now)
        self._custom.world.journal.accepted(message)
        self._play(message)
        return answered({"id": message_id})

    def _play(self, message: Message) -> None:
        options, webhook = self._custom.world.options, self._custom.world.webhook
        if not options.auto_statuses:
            return
        told = [self._event(message, state, {}) for state in options.statuses]
        if options.batch_statuses:
            callbacks = [self._custom.told(*told)]
        else:
            callbacks = [
                self._custom.told(one) for one in told for _ in range(options.status_repeat)
            ]
        webhook.in_turn(options.first_status_after, callbacks, options.status_gap)
        message.statuses.extend(options.statuses)

    def chosen(self, wanted: Mapping[str, Any]) -> Callback:
        """``{"message": id (default: the last), "status": …, "error"?}``."""
        journal = self._custom.world.journal
        named = wanted.get("message") or (journal.messages[-1].id if journal.messages else "")
        message = journal.message(str(named))
        if message is None:
            raise ValueError("no such message was accepted")
        message.statuses.append(str(wanted["status"]))
        more = {"error": wanted["error"]} if "error" in wanted else {}
        return self._custom.told(self._event(message, str(wanted["status"]), more))

    def _event(self, message: Message, state: str, more: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "kind": "status",
            "contact": message.to,
            "message": message.id,
            "our_id": message.content["id"],
            "status": state,
            "at": clock.rfc3339(clock.now_ms()),
            **more,
        }


def _body_of(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise error(400, "rejected", "It is no JSON object.")
    return body
