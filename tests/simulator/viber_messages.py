"""``send_message``: what is taken, and what the customer's app reports about it.

developers.viber.com/docs/api/rest-bot-api/#send-message, #message-receipts-callbacks.
"""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.viber_answers import Refused, answered, dumps
from tests.simulator.viber_checks import check
from tests.simulator.viber_people import Person
from tests.simulator.webhook import Callback

if TYPE_CHECKING:
    from tests.simulator.viber import Viber

_EVENTS: Final = {"delivered": "delivered", "read": "seen", "seen": "seen", "failed": "failed"}
_MOST_UNANSWERED: Final = 100


def new_token() -> int:
    """Above what a float holds exactly, as all of Viber's are."""
    return 5 * 10**18 + secrets.randbelow(10**18)


class Messages:
    def __init__(self, viber: "Viber") -> None:
        self._viber = viber

    def send(self, request: Request, body: Mapping[str, Any]) -> Answer:
        receiver = str(body.get("receiver") or "")
        if not receiver:
            raise Refused(4, "receiver is missing")
        check(request.body, body)
        person = self._reached(receiver)
        person.tracking_data = str(body.get("tracking_data") or "")
        person.unanswered += 1
        now, token = clock.now_ms(), new_token()
        message = Message(
            self._viber.channel,
            str(token),
            receiver,
            str(body.get("type", "keyboard")),
            body,
            clock.rfc3339(now),
            now,
        )
        self._viber.world.journal.accepted(message)
        self._play(message)
        return answered(message_token=token, billing_status=1)

    def _reached(self, receiver: str) -> Person:
        person = self._viber.people.find(receiver)
        if person is None:
            if self._viber.world.options.strangers == "refused":
                raise Refused(5)
            person = self._viber.people.meet(receiver)
            person.subscribed = True
        if not (person.subscribed or person.may_be_greeted):
            raise Refused(6)
        if person.unanswered >= _MOST_UNANSWERED:
            raise Refused(12)
        person.may_be_greeted = False
        return person

    def _play(self, message: Message) -> None:
        options = self._viber.world.options
        if not options.auto_statuses:
            return
        states = [_EVENTS[state] for state in options.statuses if state in _EVENTS]
        callbacks = [
            self._report(state, message.id, message.to, {})
            for state in states
            for _ in range(options.status_repeat)
        ]
        self._viber.world.webhook.in_turn(options.first_status_after, callbacks, options.status_gap)
        message.statuses.extend(states)

    def chosen(self, wanted: Mapping[str, Any]) -> Callback:
        """``{"message": token (default: the last), "status": …, "desc"?, "to"?}``."""
        journal = self._viber.world.journal
        token = wanted.get("message") or (journal.messages[-1].id if journal.messages else "")
        if not token:
            raise ValueError("no message was accepted yet")
        message, state = journal.message(str(token)), _EVENTS[str(wanted["status"])]
        if message:
            message.statuses.append(state)
        to = message.to if message else str(wanted["to"])
        told = {"desc": str(wanted.get("desc", "failed"))} if state == "failed" else {}
        return self._report(state, str(token), to, told)

    def _report(self, state: str, token: str, to: str, told: Mapping[str, str]) -> Callback:
        event = {
            "event": state,
            "timestamp": clock.now_ms(),
            "message_token": int(token),
            "user_id": to,
            **told,
        }
        return self._viber.signed(dumps(event))
