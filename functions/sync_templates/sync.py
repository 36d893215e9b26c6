"""Lambda: asks the platforms for our accounts' templates and writes down what they are now."""

from typing import Any

from functions.sync_templates import listings
from shared import clock, table
from shared.credentials import Secrets, read_anew
from shared.errors import Forged, SendError
from shared.keys import single
from shared.observability import logger
from shared.settings import settings
from shared.templates import approved
from shared.templates.listing import Listed, items


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """Every credential set of the event's ``channel``, or of every channel that has templates;
    returns how many templates there are.

    A platform that does not tell takes nothing away, and holds up no other. Raises its SendError
    when all have been asked, or Unavailable.
    """
    synced, refused = 0, None
    for channel, names in settings().sets_by_channel.items():
        for name in names if event.get("channel") in (None, channel) else ():
            try:
                synced += _sync(channel, read_anew(channel, name))
            except Forged:
                continue  # an admin has not made the secret yet
            except SendError as error:
                refused = error
                logger.error("not told", extra={"channel": channel, "code": error.code})
    logger.info("synced", templates=synced)
    if refused:
        raise refused
    return {"synced": synced}


def _sync(channel: str, secrets: Secrets) -> int:
    found = listings.of(channel).listed(secrets)
    for account, listed in found.items():
        _write(channel, account, listed)
    return sum(len(listed) for listed in found.values())


def _write(channel: str, account: str, listed: list[Listed]) -> None:
    """Templates that are there no more are put away last, once all have been written."""
    there = {item["sk"]: item for item in items(listed, channel, account, clock.now_ms())}
    for item in there.values():
        table.put(item)
    for old in table.query(single.TEMPLATES, *approved.span(channel, account)):
        if old["kind"] == "template" and old["sk"] not in there:
            table.delete(single.TEMPLATES, old["sk"])
