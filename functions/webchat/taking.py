"""What a visitor said, on the same road as every platform's webhook: stored, or spilled."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from functions.webchat.parse import id_of, made_at, parse, receipts
from functions.webchat.uploads import upload_of
from functions.webchat.visitors import Visitor
from shared import clock, idempotency, ids, table
from shared.channels import WEBCHAT
from shared.credentials import Secrets, id_key
from shared.ids import MessageId
from shared.intake import spilling, storing
from shared.intake.fields import Fields, Unfit
from shared.intake.sorting import Work, sort_out
from shared.keys import single
from shared.messages import Noted, Said
from shared.observability import logger

_STORE_WITHIN_MS: Final = 5_000


def said(fields: Fields, visitor: Visitor, secrets: Secrets) -> Mapping[str, Any]:
    """Take a message; the same id again is the same message. Raises Unfit, Unavailable."""
    now = clock.now_ms()
    # What is unfit leaves no trace, so the time of an id is looked at last.
    _demand_own_upload(parse(fields, visitor, now).content, visitor, fields)
    at = _said_at(id_of(fields), visitor, now)
    message = parse(fields, visitor, at)
    take([message], visitor, secrets, now)
    ref = ids.message_ref(id_key(), WEBCHAT.name, visitor.account, message.provider_id)
    return {
        "id": str(MessageId(visitor.conversation, at, ref)),
        "own_id": message.provider_id,
        "sent_at": clock.rfc3339(at),
        "status": "received",
    }


def noted(fields: Fields, visitor: Visitor, secrets: Secrets) -> Mapping[str, Any]:
    """Take receipts. Raises Unfit, Unavailable."""
    now = clock.now_ms()
    facts = list(receipts(fields, visitor, now))
    take(facts, visitor, secrets, now)
    return {"noted": len(facts)}


def _demand_own_upload(content: Mapping[str, Any], visitor: Visitor, fields: Fields) -> None:
    media = content.get("media")
    # Both say one id, so that an upload is the message's and nobody else's.
    if media and media["id"] != upload_of(visitor, id_of(fields)):
        raise Unfit("no upload of this message")


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


def _said_at(message: str, visitor: Visitor, now: int) -> int:
    """When ``message`` (the browser's id) was said, the same at every try.

    Costs nothing where the id carries its time; else the time of the first try is remembered.
    Raises Unfit, Unavailable.
    """
    if (at := made_at(message, now)) is not None:
        return at
    pk, sk = single.idempotency_key(WEBCHAT.name, visitor.conversation, message)
    first = {"pk": pk, "sk": sk, "kind": "idempotency", "at": now}
    if table.put_if_absent({**first, "expires": now // 1000 + idempotency.KEEP_S}):
        return now
    found = table.get(pk, sk)
    if found is None:
        raise Unfit("id is of another time")
    return int(found["at"])
