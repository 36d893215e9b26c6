"""``POST /2/dm_conversations/with/…/messages`` and its companions: taken, or why not.

docs.x.com/x-api/direct-messages/manage/integrate,
developer.x.com/en/docs/direct-messages/typing-indicator-and-read-receipts.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.x_answers import Refused, answered, coded, forbidden, invalid
from tests.simulator.x_ids import snowflake

if TYPE_CHECKING:
    from tests.simulator.x import X

_LONGEST: Final = 10_000


class Messages:
    def __init__(self, x: "X") -> None:
        self._x = x
        self.known: set[str] = set()  # who has written, and may be written to
        self.closed: set[str] = set()  # who has blocked the account

    def create(self, request: Request, groups: Mapping[str, str]) -> Answer:
        body, to = _object(request), groups["user"]
        self._check(body)
        strangers = self._x.world.options.strangers == "refused" and to not in self.known
        if to in self.closed or strangers:
            raise Refused(forbidden())
        now = clock.now_ms()
        message = Message(
            channel=self._x.channel,
            id=snowflake(now),
            to=to,
            type="media" if "attachments" in body else "text",
            content=body,
            time=clock.rfc3339(now),
            at=now,
        )
        self._x.world.journal.accepted(message)
        self._x.play(message)
        ours = self._x.user
        between = "-".join(sorted((ours, to), key=int))
        told = {"dm_conversation_id": between, "dm_event_id": message.id}
        return answered({"data": told}, 201)

    def typing(self, request: Request, _: Mapping[str, str]) -> Answer:
        return self._signal(request, ("recipient_id",))

    def mark_read(self, request: Request, _: Mapping[str, str]) -> Answer:
        return self._signal(request, ("recipient_id", "last_read_event_id"))

    def _signal(self, request: Request, needed: tuple[str, ...]) -> Answer:
        form = dict(pair.split("=", 1) for pair in request.body.decode().split("&"))
        for name in needed:
            if not form.get(name, "").isdigit():
                raise Refused(coded(400, 38, f"{name} parameter is missing."))
        return Answer(204)

    def _check(self, body: Mapping[str, Any]) -> None:
        if not body or not body.keys() <= {"text", "attachments"}:
            raise invalid("At least one of `text`, `attachments` is required.")
        if "text" in body and not 0 < len(body["text"]) <= _LONGEST:
            raise Refused(coded(403, 354, "The text of your direct message is over the limit."))
        files = body.get("attachments", [])
        if len(files) > 1:
            raise invalid("Only 1 attachment is supported.")
        for file in files:
            medium = self._x.media.kept.get(file["media_id"])
            if medium is None or not medium.ready:
                raise Refused(coded(400, 324, "The media could not be found."))


def _object(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError as error:
        raise invalid("Invalid JSON") from error
    if not isinstance(body, dict):
        raise invalid("Invalid JSON")
    return body
