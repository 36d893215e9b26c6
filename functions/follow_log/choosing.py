"""A number or a title written back to choices that stood there as numbered lines.

It counts as the press would have: ``content["reply"]`` says which, and the text stays as written.
"""

import json
from itertools import islice
from typing import Final

from functions.follow_log.changes import Change
from shared import history, keys, table
from shared.errors import Conflict
from shared.history import arrival
from shared.table import Item
from shared.wording import offering

_LOOK_BACK: Final = 25
_NOT_SAID: Final = ("held", "failed")


def choose(change: Change, summary: Item) -> None:
    """Write on a new inbound text which choice of our newest message it names, if any.

    Reads the log only where something was ever offered in numbers. Raises Unavailable.
    """
    item = change.after
    if not (change.is_new and change.of("message")) or "offered_at" not in summary:
        return
    if item["direction"] != "inbound" or item["type"] != "text" or not item.get("content"):
        return
    content = json.loads(item["content"])
    if "reply" in content or not offering.may_choose(item["text"]):
        return
    offer = _answered(item, summary)
    if offer is None or not offering.is_numbered(offer):
        return
    if choice := offering.chosen(item["text"], json.loads(offer["content"])):
        _write(item, {**content, "reply": offering.reply(choice)})


def _answered(item: Item, summary: Item) -> Item | None:
    """Our newest message before ``item`` arrived: the one that its author had before them."""
    high = f"{keys.message_sk(item['received_at'], '')}~"
    recent = islice(history.back_from(summary, high, _LOOK_BACK), _LOOK_BACK)
    ours = (
        message
        for message in recent
        if message["direction"] == "outbound"
        and message["status"] not in _NOT_SAID
        and message["received_at"] < item["received_at"]
    )
    return max(ours, key=arrival, default=None)


def _write(item: Item, content: Item) -> None:
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    try:
        table.update(
            item["pk"],
            item["sk"],
            "SET #content = :content",
            {":content": said, ":was": item["content"]},
            "#content = :was",
        )
    except Conflict:
        return  # edited or taken back meanwhile: it says something else now
