"""Reading and blocking: what customers do beside writing."""

from typing import Final

from functions.x.people import name_of, sides
from functions.x.snowflakes import identifier, made_at, moment
from shared import ids
from shared.intake.fields import Fields, Unfit, needed_fields, text
from shared.messages import Noted, Said

_EVENTS: Final = {"block": "blocked", "unblock": "unblocked"}


def read(item: Fields, account: str, users: object) -> Noted | None:
    """All until the event that was read last; None of what the account reads. Raises Unfit.

    Ids grow with the time they hold, so the last one stands for a time.
    https://docs.x.com/x-api/account-activity/introduction#direct_message_mark_read_events
    """
    identity, ours = sides(item, account)
    until = made_at(identifier(item.get("last_read_event_id")))
    moment(item)
    if ours:
        return None
    data = {"status": "read"}
    return Noted(account, identity, "watermark", "", f"read-{until}", until, data)


def typing(item: Fields, account: str, users: object) -> None:
    """Nothing that lasts."""


def block(item: Fields, account: str, users: object) -> Said:
    """A customer can no longer be written to, or can again. Raises Unfit.

    https://docs.x.com/x-api/account-activity/introduction#block_events
    """
    event = _EVENTS.get(text(item, "type"))
    if event is None:
        raise Unfit("unknown type")
    source, target = needed_fields(item, "source"), needed_fields(item, "target")
    by, whom = identifier(source.get("id")), identifier(target.get("id"))
    if whom != account or by == account:
        raise Unfit("not done by a customer")
    at = moment(item)
    return Said(
        account_ref=account,
        identity=by,
        # X gives it no id; these are the same in every delivery.
        provider_id=f"{event}:{ids.digest(event, account, by, str(at))}",
        sent_at=at,
        type="event",
        content={"event": event},
        name=name_of(by, {by: source}),
    )
