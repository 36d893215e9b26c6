"""Takes away the echo of a message of ours that was stored before we knew that it is ours."""

from functions.follow_log.changes import Change
from shared import echoes, table
from shared.ids import MessageId
from shared.observability import logger


def apply(change: Change) -> None:
    """When the platform's id of a message that we sent becomes known. Raises Unavailable."""
    item, before = change.after, change.before or {}
    if not change.of("message") or "out_seq" not in item or not echoes.look_alike(item):
        return
    ref = item.get("provider_ref")
    if ref is None or ref == before.get("provider_ref"):
        return
    if echo := echoes.claim(item, ref):
        found = MessageId.parse(echo)
        table.delete(found.pk, found.sk)
        logger.info("an echo was ours")
