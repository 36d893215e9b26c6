"""A conversation's outbox, from its first message on, until it is empty or one has to wait."""

import json
from dataclasses import dataclass, field
from typing import Final

from shared import aws, claiming, clock, conversations, keys, recording, table, timers
from shared.attempting import Attempts, tell
from shared.errors import Conflict, OutcomeUnknown, ThreadlineError, Unavailable
from shared.keys import MessageId
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
        canonical = conversations.canonical(conversation)
        # What was accepted before two ids became one waits under the id of that time.
        for place in dict.fromkeys((conversation, canonical)):
            self._outbox(place, canonical)

    def _outbox(self, place: str, canonical: str) -> None:
        stumbles = 0
        for _ in range(_MOST_STEPS):
            summary = _summary(place)
            if not summary or not summary.get("outbox"):
                return
            if clock.now_ms() - self.started > _BEGIN_WITHIN_MS:
                self._come_back(place, summary)
                return
            ruling = summary if place == canonical else _summary(canonical) or summary
            try:
                if not self._step(summary, ruling):
                    return
            except (Conflict, Unavailable):
                stumbles += 1
                if stumbles > _MOST_STUMBLES:
                    raise
                self.attempts.sleep(_STUMBLE_S * 2**stumbles)
        raise Unavailable("the outbox has no end")

    def _step(self, summary: Item, ruling: Item) -> bool:
        """Act on the first message; whether there is more to do now."""
        sk, now = summary["outbox"][0], clock.now_ms()
        message = table.get(summary["pk"], sk)
        status = message["status"] if message else None
        if message and status == "sending":
            self._find_out(summary, message, now)
        elif message and status == "held" and message.get("due", 0) > now:
            # Set at every look, so that a crash between the hold and its timer is mended.
            timers.ring(message["due"], "due", _conversation(message), str(message["due"]))
            return False
        elif message and status in ("queued", "held"):
            self.attempts.send(summary, ruling, message)
        else:
            recording.drop(summary, sk)
        return True

    def _find_out(self, summary: Item, message: Item, now: int) -> None:
        """Of a claim whose holder is gone nobody knows whether the platform was called.

        Where the platform takes the same message once, it may be sent again.
        """
        if message["claimed_until"] > now:
            raise BeingSent(str(MessageId.of(message)))
        if self.attempts.channel.idempotent_sends:
            claiming.release(message)
            return
        error = OutcomeUnknown("outcome-lost", "It may have been sent; no answer was recorded.")
        recording.finish(summary, message, "unknown", error=error)
        tell("unknown", message, error)

    def _come_back(self, place: str, summary: Item) -> None:
        """Go on in another invocation; not by failing, for that is counted as a crash."""
        again = keys.digest("go-on", place, summary["outbox"][0], str(self.started))
        aws.client("sqs").send_message(
            QueueUrl=settings().send_queue_url,
            MessageBody=json.dumps({"channel": self.attempts.channel.name, "conversation": place}),
            MessageGroupId=place,
            MessageDeduplicationId=again,
        )


def _summary(conversation: str) -> Item | None:
    return table.get(keys.conversation_pk(conversation), keys.SUMMARY)


def _conversation(message: Item) -> str:
    return conversations.conversation_of(message)
