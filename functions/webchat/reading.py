"""A visitor's own log: its newest page, older pages, and what has changed since a look.

A cursor is ``<from>.<digest>``: the time from which on messages are looked at, and what was there.
It needs no clocks that agree, and a message that is stored late, changed or read is news.
"""

import json
from itertools import islice
from typing import Any, Final

from functions.webchat.view import View, shown
from functions.webchat.visitors import Visitor
from shared import clock, history, ids, keys
from shared.ids import MessageId
from shared.intake.fields import Unfit
from shared.table import Item

PAGE: Final = 50
_MOST: Final = 200
_END: Final = "M#~"

Page = dict[str, Any]


def newest(visitor: Visitor, before: str = "") -> Page:
    """The last PAGE messages (before the one of that id), oldest first. Raises Unfit."""
    items = history.newest(_place(visitor), _before(visitor, before), PAGE)
    page: Page = {"messages": _views(items), "more": len(items) == PAGE}
    if not before:
        page["cursor"] = _cursor(items, _floor(items, 0) or clock.now_ms() - history.LATE_MS)
    return page


def since(visitor: Visitor, cursor: str) -> Page | None:
    """What is there from the cursor's time on, if that has changed; else None. Raises Unfit."""
    low, _, seen = cursor.partition(".")
    if not (low.isascii() and low.isdigit() and len(low) <= 13):
        raise Unfit("no cursor")
    floor = int(low)
    items = _from(visitor, floor)
    if _digest(items) == seen:
        return None
    return {
        "messages": _views(items),
        "more": len(items) == _MOST,
        "cursor": _cursor(items, _floor(items, floor)),
    }


def _from(visitor: Visitor, floor: int) -> list[Item]:
    found = history.back_from(_place(visitor), _END, PAGE, f"M#{floor:013d}")
    return list(islice(found, _MOST))


def _place(visitor: Visitor) -> Item:
    """Where to read, from the token alone: a summary could name another person's log as well."""
    own, *was = visitor.own
    return {"pk": keys.conversation_pk(own), "also": was}


def _before(visitor: Visitor, message: str) -> str | None:
    if not message:
        return None
    try:
        found = MessageId.parse(message)
    except ValueError as error:
        raise Unfit("no message id") from error
    if found.conversation not in visitor.own:
        raise Unfit("no message of yours")
    return found.sk


def _views(items: list[Item]) -> list[View]:
    """Oldest first; those of one millisecond as they arrived."""
    ordered = sorted(items, key=lambda item: (item["sent_at"], history.arrival(item)))
    return [view for item in ordered if (view := shown(item))]


def _cursor(items: list[Item], floor: int) -> str:
    return f"{floor}.{_digest([item for item in items if item['sent_at'] >= floor])}"


def _floor(items: list[Item], at_least: int) -> int:
    """What is said from now on has a later time than this, unless it was held for minutes."""
    last = max((item["sent_at"] for item in items), default=0)
    return max(at_least, last - history.LATE_MS)


def _digest(items: list[Item]) -> str:
    views = [{**view, "attachments": _linked(view)} for view in _views(items)]
    return ids.digest(json.dumps(views, sort_keys=True)) if views else ""


def _linked(view: View) -> list[bool]:
    """A link is another at every look, which is no news; that there is one now is."""
    return ["url" in attached for attached in view.get("attachments", ())]
