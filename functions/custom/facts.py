"""Facts about earlier messages: statuses, reactions, edits, deletions, and what was read."""

from collections.abc import Callable
from typing import Any, Final

from functions.custom.contents import content_of
from functions.custom.moments import moment
from shared import ids
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import Noted

_STATUSES: Final = ("sent", "delivered", "read", "failed")
_READ_UP_TO: Final = ("delivered", "read")


def status(event: Fields, account: str, who: str) -> Noted:
    """What became of a message of ours, by the id that was answered when it was taken."""
    said = _one_of(_STATUSES, event, "status")
    data: dict[str, Any] = {"status": said}
    if said == "failed":
        data["error"] = _error(event)
    target = needed_text(event, "message")
    our_id = text(event, "our_id") or None
    return Noted(account, who, "status", target, said, moment(event), data, our_id)


def _error(event: Fields) -> dict[str, Any]:
    given = event.get("error")
    told = given if isinstance(given, dict) else {}
    return {
        "code": text(told, "code") or "failed",
        "title": text(told, "title") or "The message failed.",
        "retryable": told.get("retryable") is True,
    }


def read_up_to(event: Fields, account: str, who: str) -> Noted:
    """All that we sent until ``at`` was read, or delivered."""
    said = _one_of(_READ_UP_TO, event, "status") if "status" in event else "read"
    at = moment(event)
    return Noted(account, who, "watermark", "", f"{said}-{at}", at, {"status": said})


def reaction(event: Fields, account: str, who: str) -> Noted:
    """An emoji on a message; an empty one takes it off."""
    emoji = event.get("emoji")
    if not isinstance(emoji, str):
        raise Unfit("no emoji")
    data = {"emoji": emoji, "by": _by(event)}
    return Noted(account, who, "reaction", *_named(event, "reaction", emoji), data)


def edit(event: Fields, account: str, who: str) -> Noted:
    """What a message says from now on, told as a message is."""
    made, said, content = content_of(event)
    data = {"type": made, "text": said, "content": content, "by": _by(event)}
    return Noted(account, who, "edit", *_named(event, "edit", said), data)


def revoke(event: Fields, account: str, who: str) -> Noted:
    """A message was taken back and must not be shown any more."""
    target = needed_text(event, "message")
    return Noted(account, who, "revoke", target, "revoke", moment(event), {"by": _by(event)})


def _named(event: Fields, what: str, said: str) -> tuple[str, str, int]:
    """Target, name and time. What happens more than once to a message is known by its time and,
    since some count in seconds, by what it says."""
    at = moment(event)
    name = f"{what}-{_by(event)}-{at}-{ids.digest(said)}"
    return needed_text(event, "message"), name, at


def _by(event: Fields) -> str:
    return _one_of(("contact", "agent"), event, "by") if "by" in event else "contact"


def _one_of(known: tuple[str, ...], event: Fields, name: str) -> str:
    said = needed_text(event, name)
    if said not in known:
        raise Unfit(f"unknown {name}")
    return said


FACTS: Final[dict[str, Callable[[Fields, str, str], Noted]]] = {
    "status": status,
    "read": read_up_to,
    "reaction": reaction,
    "edit": edit,
    "revoke": revoke,
}
