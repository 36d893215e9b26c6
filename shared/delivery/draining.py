"""A conversation's outbox, from its first message on, until it is empty or one has to wait."""

import json
from dataclasses import dataclass, field
from typing import Final

from shared import aws, clock, conversations, ids, keys, table, timers
from shared.delivery import claiming, recording
from shared.delivery.attempting import Attempts, tell
from shared.errors import Conflict, OutcomeUnknown, ThreadlineError, Unavailable
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item

# No call begins later in an invocation: the longest one then ends within the 90 s it may take.
_BEGIN_WITHIN_MS: Final = 30_000
_MOST_STEPS: Final = 500
_MOST_STUMBLES: Final = 6
_STUMBLE_S: Final = 0.02


class BeingSent(ThreadlineError):
    """Another invocation may be calling the platform with this very message."""


@dataclass(slots=True)
class Drain:
    """The outboxes of one invocation, whose platform calls are ``attempts``."""

    attempts: Attempts
    started: int = field(default_factory=clock.now_ms)

    def conversation(self, conversation: str) -> None:
        """Send what waits, in order.

        Raises BeingSent, Conflict or Unavailable if it has to be looked at again later.
        """
        canonical, summary = conversations.resolve(conversation)
        if conversation != canonical:
            # What was accepted before two ids became one waits under the id of that time.
            self._outbox(conversation, canonical, None)
            summary = None
        self._outbox(canonical, canonical, summary)

    def _outbox(self, place: str, canonical: str, summary: Item | None) -> None:
        stumbles = 0
        for _ in range(_MOST_STEPS):
            summary = summary or _summary(place)
            if not summary or not summary.get("outbox"):
                return
            if clock.now_ms() - self.started > _BEGIN_WITHIN_MS:
                self._come_back(place, summary)
                return
            ruling = summary if place == canonical else _summary(canonical) or summary
            try:
                message = table.get(summary["pk"], summary["outbox"][0])
                if message and _left_to_its_timer(message):
                    return
                summary = self._step(summary, ruling, message)
            except (Conflict, Unavailable):
                stumbles += 1
                if stumbles > _MOST_STUMBLES:
                    raise
                self.attempts.sleep(_STUMBLE_S * 2**stumbles)
                summary = None
        raise Unavailable("the outbox has no end")

    def _step(self, summary: Item, ruling: Item, message: Item | None) -> Item | None:
        """Act on the first message; the summary after that, None if it is to be read again."""
        status = message["status"] if message else None
        if message and status == "sending":
            return self._find_out(summary, message)
        if message and status in ("queued", "held"):
            return self.attempts.send(summary, ruling, message)
        return recording.drop(summary, summary["outbox"][0])

    def _find_out(self, summary: Item, message: Item) -> Item | None:
        """Of a claim whose holder is gone nobody knows whether the platform was called.

        Where the platform takes the same message once, it may be sent again.
        """
        if message["claimed_until"] > clock.now_ms():
            raise BeingSent(str(MessageId.of(message)))
        if self.attempts.channel.idempotent_sends:
            claiming.release(message)
            return None
        error = OutcomeUnknown("outcome-lost", "It may have been sent; no answer was recorded.")
        after_it = recording.finish(summary, message, "unknown", error=error)
        tell("unknown", message, error)
        return after_it

    def _come_back(self, place: str, summary: Item) -> None:
        """Go on in another invocation; not by failing, for that is counted as a crash."""
        again = ids.digest("go-on", place, summary["outbox"][0], str(self.started))
        aws.client("sqs").send_message(
            QueueUrl=settings().send_queue_url,
            MessageBody=json.dumps({"channel": self.attempts.channel.name, "conversation": place}),
            MessageGroupId=place,
            MessageDeduplicationId=again,
        )


def _left_to_its_timer(message: Item) -> bool:
    """Whether the time of ``message`` has not come. Its timer is set at every look, so that a crash
    between the hold and its timer is mended."""
    if message["status"] != "held" or message.get("due", 0) <= clock.now_ms():
        return False
    timers.ring(message["due"], "due", _conversation(message), str(message["due"]))
    return True


def _summary(conversation: str) -> Item | None:
    return table.get(keys.conversation_pk(conversation), keys.SUMMARY)


def _conversation(message: Item) -> str:
    return conversations.conversation_of(message)
