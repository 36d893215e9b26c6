"""A caller's idempotency key: the same key and body is the same message."""

import hashlib
from dataclasses import dataclass
from typing import Final

from shared import clock, table
from shared.errors import IdempotencyMismatch
from shared.ids import MessageId
from shared.keys import single
from shared.table import Item

KEEP_S: Final = 2 * 86_400


@dataclass(frozen=True, slots=True)
class Idempotency:
    """The table's key made of a caller's key, and a hash of the body that came with it."""

    pk: str
    sk: str
    body_hash: str

    @classmethod
    def of(cls, token: str, what: str, key: str, *said: str) -> "Idempotency":
        """Of a caller's ``key`` for ``what``; ``said`` is all that must be the same another time:
        the body, and what the path names."""
        body_hash = hashlib.sha256("\0".join(said).encode()).hexdigest()
        return cls(*single.idempotency_key(token, what, key), body_hash=body_hash)

    def message(self) -> Item | None:
        """What was accepted under this key, as it stands now; None if it is new.

        Raises IdempotencyMismatch if it came with another body.
        """
        before = self.before()
        if before is None:
            return None
        message = MessageId.parse(before["message_id"])
        return table.get(message.pk, message.sk)

    def before(self) -> Item | None:
        """What remembers this key; None if it is new. Raises IdempotencyMismatch."""
        before = table.get(self.pk, self.sk)
        if before and before["body_hash"] != self.body_hash:
            raise IdempotencyMismatch("this key came before with another body")
        return before

    def item(self, message_id: str = "", **more: str | int) -> Item:
        """What remembers that this key has become ``message_id``, or was done, for two days."""
        return {
            "pk": self.pk,
            "sk": self.sk,
            "kind": "idempotency",
            "body_hash": self.body_hash,
            "message_id": message_id,
            "status": 202,
            "expires": clock.now_ms() // 1000 + KEEP_S,
            **more,
        }
