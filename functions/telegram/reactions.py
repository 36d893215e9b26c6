"""Emojis that a customer put on a message, or took off it."""

from typing import Any

from functions.telegram.figures import message_id, moment
from functions.telegram.people import customer_of
from shared.intake.fields import Fields, Unfit, text
from shared.messages import Noted


def reaction(change: Fields, update: str) -> Noted:
    """A ``message_reaction``: what is on the message now; ``emoji`` is ``""`` for nothing.

    Raises Unfit. https://core.telegram.org/bots/api#messagereactionupdated
    """
    identity, _ = customer_of(change, by="user")
    now = change.get("new_reaction")
    if not isinstance(now, list):
        raise Unfit("no new_reaction")
    return Noted(
        account_ref="",
        identity=identity,
        what="reaction",
        target=message_id(identity, change),
        event=f"reaction-{update}",
        at=moment(change),
        data={"emoji": "".join(_emoji(one) for one in now), "by": "contact"},
    )


def _emoji(one: Any) -> str:
    """Pictures that are no characters are named, so that they do not look like nothing."""
    if not isinstance(one, dict):
        raise Unfit("no reaction")
    return text(one, "emoji") or f":{text(one, 'custom_emoji_id') or text(one, 'type')}:"
