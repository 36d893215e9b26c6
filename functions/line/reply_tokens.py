"""Reply tokens: each answers one message for free, once, and soon.

A token must be used within a minute of the webhook's arrival, also of a redelivered one; LINE
drops those of events older than 20 minutes.
https://developers.line.biz/en/reference/messaging-api/#send-reply-message

A reply takes no retry key, so the token is given to one message of ours before the call, in one
transaction that needs that message's claim. What may have been sent with a token, by whoever
crashed or lost the answer, is only ever asked for again with that token, and LINE takes it once.
Only the first try looks for one: any later try may follow a push, which its retry key settles.

``reply_token_by`` on the customer's message = sk of the message it was given to;
``reply_token_of`` on ours = sk of the customer's message, while it may have been used.
"""

import json
from dataclasses import dataclass
from typing import Final

from shared import clock, keys, table
from shared.delivery.claiming import AS_SEEN, patiently, seen
from shared.errors import Conflict
from shared.table import Item

# A call may take ten seconds until we give up on it, and clocks differ a little.
_GOOD_FOR_MS: Final = 45_000
_AT_MOST_OLD_MS: Final = 20 * 60_000
_NEWEST: Final = 25  # how many messages are looked at


@dataclass(frozen=True, slots=True)
class Lent:
    """A reply token that one message of ours holds."""

    token: str
    received_at: int
    doubtful: bool  # an earlier call may have used it

    def is_fresh(self) -> bool:
        """Whether LINE takes it for sure, unless it was used."""
        return clock.now_ms() - self.received_at < _GOOD_FOR_MS


def borrowed(message: Item) -> Lent | None:
    """The token ``message`` (claimed) is to be sent with; None: none is left, so it is pushed.

    Raises Conflict if the claim is not ours any more, Unavailable. Nothing was sent then.
    """
    if held := message.get("reply_token_of"):
        customers = table.get(message["pk"], held)
        if customers is None:
            raise Conflict("the message that is answered was erased")
        return Lent(token_of(customers), customers["received_at"], doubtful=True)
    customers = _newest_unused(message) if message["attempts"] == 1 else None
    if customers is None:
        return None
    table.transact(
        table.updating(
            message["pk"],
            customers["sk"],
            "SET #reply_token_by = :by",
            {":by": message["sk"]},
            "attribute_exists(pk) AND attribute_not_exists(#reply_token_by)",
        ),
        table.updating(
            message["pk"],
            message["sk"],
            "SET #reply_token_of = :of",
            {":of": customers["sk"], **seen(message)},
            AS_SEEN,
        ),
    )
    return Lent(token_of(customers), customers["received_at"], doubtful=False)


def given_back(message: Item) -> None:
    """Write down that nothing was sent with the token, so that another way may be gone."""
    patiently(
        lambda: table.update(
            message["pk"], message["sk"], "REMOVE #reply_token_of", seen(message), AS_SEEN
        )
    )


def token_of(customers: Item) -> str:
    """The reply token that came with a customer's message, ``""`` if none did."""
    content = json.loads(customers.get("content") or "{}")
    return str((content.get("tokens") or {}).get("reply") or "")


def _newest_unused(message: Item) -> Item | None:
    now = clock.now_ms()
    low = keys.message_sk(max(0, now - _AT_MOST_OLD_MS), "")
    for item in table.query(message["pk"], low, "M#~", newest_first=True, limit=_NEWEST):
        if (
            item["direction"] == "inbound"
            and now - item["received_at"] < _GOOD_FOR_MS
            and "reply_token_by" not in item
            and token_of(item)
        ):
            return item
    return None
