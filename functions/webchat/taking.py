"""What a visitor said, on the same road as every platform's webhook: stored, or spilled."""

from collections.abc import Iterable
from typing import Final

from functions.webchat.parse import made_at
from functions.webchat.visitors import Visitor
from shared import idempotency, keys, spilling, storing, table
from shared.channels import WEBCHAT
from shared.credentials import Secrets, id_key
from shared.fields import Unfit
from shared.messages import Noted, Said
from shared.observability import logger
from shared.sorting import Work, sort_out

_STORE_WITHIN_MS: Final = 5_000


def take(
    parsed: Iterable[Said | Noted], visitor: Visitor, secrets: Secrets, received_at: int
) -> None:
    """Store what came, each item once. Raises Unavailable if neither table nor queue takes it."""
    work = Work(WEBCHAT.name, visitor.account)
    sort_out(
        work,
        parsed,
        id_key=id_key(),
        accounts=secrets["accounts"],
        received_at=received_at,
    )
    tally, rest = storing.store(work, received_at + _STORE_WITHIN_MS)
    if rest:
        spilling.spill(rest)
    logger.info("taken", stored=tally.stored, repeated=tally.repeated, spilled=len(rest.items))


def said_at(message: str, visitor: Visitor, now: int) -> int:
    """When ``message`` (the browser's id) was said, the same at every try.

    Costs nothing where the id carries its time; else the time of the first try is remembered.
    Raises Unfit, Unavailable.
    """
    if (at := made_at(message, now)) is not None:
        return at
    pk, sk = keys.idempotency_key(WEBCHAT.name, visitor.conversation, message)
    first = {"pk": pk, "sk": sk, "kind": "idempotency", "at": now}
    if table.put_if_absent({**first, "expires": now // 1000 + idempotency.KEEP_S}):
        return now
    found = table.get(pk, sk)
    if found is None:
        raise Unfit("id is of another time")
    return int(found["at"])
